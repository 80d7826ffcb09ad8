import type { Newcomer } from '../newcomer-events';
import type { NewcomerRow } from './participant.requests';

/** A row as it was sent, and the person that the domain speaks of. */
export const newcomerFrom = (
  { subDistrictCode, villageCode, account, ...person }: NewcomerRow,
  programme: string,
  cover: Newcomer['cover'],
): Newcomer => ({
  programme,
  place: { subDistrictCode, villageCode },
  details: { ...person, account: account && { ...account } },
  cover,
  listId: null,
});
