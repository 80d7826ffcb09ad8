import type { CommandContext } from '../../platform/command-context';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { RecordDeathOfClaimCommand } from '../commands/record-death-of-claim';
import { RetractDeathOfClaimCommand } from '../commands/retract-death-of-claim';
import type { ClaimEvent } from '../domain/claim.events';
import { recordDeath } from './record-death';

const context = { commandId: 'any' } as CommandContext;
const askedBy = (type: ClaimEvent['type'], data = {}) =>
  recordDeath
    .react({ type, data, stream: 'claim-7' } as unknown as RecordedEvent<ClaimEvent>)
    .map((ask) => ask(context));

describe('The death of an accepted claim', () => {
  it('is to be recorded with the participant', () => {
    expect(askedBy('ClaimAccepted')).toEqual([new RecordDeathOfClaimCommand('7', context)]);
  });

  it('is to be taken back where the claim was voided because nobody has died', () => {
    expect(askedBy('ClaimVoided', { reasonCode: 'not_dead' })).toEqual([
      new RetractDeathOfClaimCommand('7', context),
    ]);
    expect(askedBy('ClaimVoided', { reasonCode: 'filed_twice' })).toEqual([]);
  });

  it.each(['DeathReported', 'ClaimRefused', 'ClaimClosed', 'BenefitApproved'] as const)(
    'is not touched by %s',
    (type) => {
      expect(askedBy(type)).toEqual([]);
    },
  );
});
