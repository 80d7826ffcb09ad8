import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { type Ending, endingOf, type Scholarship } from './scholarship';
import type { EndPlace } from './scholarship.commands';
import type { ScholarshipEvent } from './scholarship.events';

/** A place ends once, for one reason; by age not before the limit is reached (PP 82/2019: 23 years). */
export const endPlace = (
  { childId, reasonCode, endedOn, ageLimitOn, by, today }: EndPlace['data'],
  scholarship: Scholarship,
): readonly ScholarshipEvent[] => {
  const told = { childId, reasonCode, endedOn };
  const known = endingOf(scholarship, childId);
  if (known && sameFacts(known, told)) return [];
  if (known) throw endedAlready(known);

  if (!scholarship.grant) throw new Rejection('scholarship-not-granted');
  if (!scholarship.grant.childIds.includes(childId)) throw new Rejection('scholarship-no-place');
  notInTheFuture(endedOn, today);
  if (reasonCode === 'age' && (ageLimitOn === null || endedOn < ageLimitOn))
    throw new Rejection('scholarship-age-not-reached', { endedOn });
  return [{ type: 'ScholarshipEnded', data: { ...told, by } }];
};

export const endedAlready = ({ endedOn, reasonCode }: Ending): Rejection =>
  new Rejection('scholarship-ended', { endedOn, reasonCode });
