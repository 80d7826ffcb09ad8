import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { after, claimAfter } from '../../claim/domain/testing/causes';
import { accept, accidentReported, assessDays } from '../../claim/domain/testing/claims';
import { facts, recorded } from '../../claim/domain/testing/people';
import { specificationOf } from '../../kernel/testing/decider-specification';
import {
  approve,
  approveReplacement,
  payerDecides,
  present,
  requestReplacement,
} from './testing/asks';
import { accidentPapers } from './testing/benefits';

// A payer refuses days without work, other days are paid in their place, and then he grants the first after all.

const given = specificationOf(claimDecider);
const atPayer = facts({ terms: recorded });

const lastOf = (history: readonly ClaimEvent[]): string => {
  const event = history.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data.benefitId;
};
/** Days that are approved, and what the payer says of them. */
const decided = (
  history: readonly ClaimEvent[],
  [from, to]: readonly [string, string],
  outcome: 'granted' | 'refused',
) => {
  const assessed = after(history, assessDays(from, to));
  const id = lastOf(assessed);
  return after(
    assessed,
    approve(id, atPayer),
    present([id]),
    payerDecides(id, outcome, outcome === 'granted' ? 300_000 : 0),
  );
};
const begun = after([accidentReported(), ...accidentPapers], accept());
const refused = decided(begun, ['2024-11-05', '2024-11-14'], 'refused');
const [payoutId = ''] = Object.keys(claimAfter(refused).benefits.payouts);
const grantedAfterAll = (history: readonly ClaimEvent[]) =>
  after(history, payerDecides(lastOf(refused), 'granted', 300_000));

describe('Days that a payer grants after he had refused them', () => {
  it('are not paid where one of them was paid meanwhile', () => {
    const meanwhile = decided(refused, ['2024-11-14', '2024-11-20'], 'granted');
    given(...grantedAfterAll(meanwhile))
      .when(requestReplacement(payoutId))
      .thenRejected('day-already-claimed');
  });
  it('are paid by a replacement that another approves', () => {
    const asked = after(grantedAfterAll(refused), requestReplacement(payoutId));
    const [request = ''] = Object.keys(claimAfter(asked).benefits.replacements);
    const last = after(asked, approveReplacement(request, 'dewi')).at(-1);
    expect(last).toMatchObject({ type: 'PayoutScheduled', data: { replaces: payoutId } });
  });
  it('are paid where others were paid meanwhile', () => {
    const meanwhile = decided(refused, ['2024-11-15', '2024-11-20'], 'granted');
    const asked = after(grantedAfterAll(meanwhile), requestReplacement(payoutId));
    expect(asked.at(-1)?.type).toBe('PayoutReplacementRequested');
  });
});
