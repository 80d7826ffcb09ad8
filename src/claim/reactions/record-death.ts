import { idOfStream } from '../../platform/event-store/recorded-event';
import type { Reaction } from '../../platform/reactions/reaction';
import { RecordDeathOfClaimCommand } from '../commands/record-death-of-claim';
import { RetractDeathOfClaimCommand } from '../commands/retract-death-of-claim';
import type { ClaimEvent } from '../domain/claim.events';

/**
 * An accepted claim that began with a death records it with the participant; once it is voided because nobody has died,
 * that is taken back. A refusal that follows leaves it there. One reaction for both, so that they come in their order.
 */
export const recordDeath: Reaction<ClaimEvent> = {
  name: 'record-death',
  categories: ['claim'],
  react: ({ type, data, stream }) => {
    const claimId = idOfStream(stream);
    if (type === 'ClaimAccepted')
      return [(context) => new RecordDeathOfClaimCommand(claimId, context)];
    return type === 'ClaimVoided' && data.reasonCode === 'not_dead'
      ? [(context) => new RetractDeathOfClaimCommand(claimId, context)]
      : [];
  },
};
