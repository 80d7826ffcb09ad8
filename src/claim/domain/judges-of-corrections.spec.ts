import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import {
  approve,
  approveReplacement,
  giveBack,
  requestReplacement,
  send,
} from '../../payout/domain/testing/asks';
import { letGoBy } from '../../payout/domain/payouts';
import { deathApproved, widows } from '../../payout/domain/testing/payouts';
import { claimDecider } from './claim.decider';
import type { ClaimEvent } from './claim.events';
import {
  after,
  approveCause,
  claimAfter,
  correctedTo,
  factsOfCause,
  paidAfter,
  requestCause,
} from './testing/causes';

// Budi approved 42,000,000 for an illness; by accident it is 70,000,000, so that 28,000,000 more is decided.

const given = specificationOf(claimDecider);
const byWork = factsOfCause('work_accident');

const lastBenefit = (history: readonly ClaimEvent[]): string => {
  const event = history.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data.benefitId;
};
const addedBy = (before: readonly ClaimEvent[], by: string, limit: number) => {
  const asked = approve(lastBenefit(before), byWork, by, rupiah(limit));
  return after(before, asked)
    .slice(before.length)
    .map(({ type }) => type);
};
const LET_GO = ['BenefitApproved', 'PayoutScheduled', 'PayoutScheduled', 'PayoutScheduled'];
const HELD = ['BenefitApproved', 'SecondApprovalRequired'];

const paid = paidAfter(deathApproved);

describe('The limit of one supervisor, where a cause was corrected', () => {
  const corrected = correctedTo(paid, 'work_accident');

  it.each([
    ['below all that he lets go', 69_999_999, HELD],
    ['at all that he lets go', 70_000_000, LET_GO],
    ['above it', 70_000_001, LET_GO],
  ])('counts what he approved before it: %s', (_, limit, expected) => {
    expect(addedBy(corrected, 'budi', limit)).toEqual(expected);
  });
  it('counts nothing that came back', () => {
    const { payoutId } = widows.data;
    const back = correctedTo(after(paid, giveBack(payoutId)), 'work_accident');
    expect(claimAfter(back).benefits.payouts[payoutId]?.status).toBe('returned');
    expect(letGoBy('budi', claimAfter(paid).benefits)).toBe(42_000_000);
    expect(letGoBy('budi', claimAfter(back).benefits)).toBe(31_500_000);
  });
  it('leaves to another supervisor what the first has not let go', () => {
    expect(addedBy(corrected, 'tono', 28_000_000)).toEqual(LET_GO);
    expect(addedBy(corrected, 'tono', 27_999_999)).toEqual(HELD);
  });
  it('asks nothing a second time of what was approved', () => {
    const asked = approve(lastBenefit(corrected), byWork, 'budi', rupiah(50_000_000));
    given(...after(corrected, asked))
      .when(asked)
      .thenNothing();
  });
});

describe('What was paid under a decision replaced since', () => {
  const { payoutId } = widows.data;
  const corrected = correctedTo(paid, 'work_accident');
  const approved = after(corrected, approve(lastBenefit(corrected), byWork, 'tono'));
  const back = after(approved, giveBack(payoutId), requestReplacement(payoutId));
  const [request] = Object.values(claimAfter(back).benefits.replacements);
  const again = after(back, approveReplacement(request?.payoutId ?? '', 'dewi'));
  const sendAgain = (by: string) => send(request?.payoutId ?? '', byWork, by);

  it.each(['tono', 'budi', 'siti', 'dewi', 'joko'])(
    'is not sent again by who judged either: %s',
    (by) => {
      given(...again)
        .when(sendAgain(by))
        .thenRejected('payer-is-judge');
    },
  );
  it('is sent again by who judged nothing of it', () => {
    expect(after(again, sendAgain('ani')).at(-1)?.type).toBe('PayoutSent');
  });

  it('is let go again by nobody who assessed what came in its place', () => {
    const other = after(
      paid,
      requestCause('work_accident', { by: 'rina' }),
      approveCause('work_accident'),
    );
    const judged = after(other, approve(lastBenefit(other), byWork, 'tono'));
    const asked = after(judged, giveBack(payoutId), requestReplacement(payoutId));
    const [replacement] = Object.values(claimAfter(asked).benefits.replacements);
    const id = replacement?.payoutId ?? '';
    given(...asked)
      .when(approveReplacement(id, 'rina'))
      .thenRejected('self-approval');
    expect(after(asked, approveReplacement(id, 'dewi')).at(-1)?.type).toBe('PayoutScheduled');
  });
});
