import { idOfStream } from '../../platform/event-store/recorded-event';
import type { Reaction } from '../../platform/reactions/reaction';
import { RecordDeathOfClaimCommand } from '../commands/record-death-of-claim';
import type { ClaimEvent } from '../domain/claim.events';

/** An accepted claim that began with a death records it with the participant. A refusal that follows leaves it there. */
export const recordDeath: Reaction<ClaimEvent> = {
  name: 'record-death',
  categories: ['claim'],
  react: ({ type, stream }) =>
    type === 'ClaimAccepted'
      ? [(context) => new RecordDeathOfClaimCommand(idOfStream(stream), context)]
      : [],
};
