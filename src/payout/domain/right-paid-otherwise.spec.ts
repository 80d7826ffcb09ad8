import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { after, claimAfter } from '../../claim/domain/testing/causes';
import {
  accept,
  accidentReported,
  assessDeath,
  assessJourney,
} from '../../claim/domain/testing/claims';
import { facts, recorded, widow } from '../../claim/domain/testing/people';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { owedPayouts } from './owed';
import {
  approve,
  approveReplacement,
  confirm,
  giveBack,
  payerDecides,
  present,
  requestReplacement,
} from './testing/asks';
import { accidentPapers, deathId, verified } from './testing/benefits';
import { deathReady } from './testing/payouts';

// A payer refuses a benefit, it is assessed anew and granted; and then he pays the first after all.

const given = specificationOf(claimDecider);
const atPayer = facts({ terms: recorded });

const lastAssessed = (history: readonly ClaimEvent[]): string => {
  const event = history.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data.benefitId;
};
const payoutTo = (history: readonly ClaimEvent[], benefitId: string, payeeId: string) => {
  const payouts = Object.values(claimAfter(history).benefits.payouts);
  const payout = payouts.find(
    (one) => one.benefitId === benefitId && one.payeeId === payeeId && one.onBehalfOf === null,
  );
  if (!payout) throw new Error('There is no such payout.');
  return payout;
};
const decided = (history: readonly ClaimEvent[], id: string, outcome: 'granted' | 'refused') =>
  after(
    history,
    approve(id, atPayer),
    present([id]),
    payerDecides(id, outcome, outcome === 'granted' ? 3_000_000 : 0, { reference: outcome }),
  );

const journey = assessJourney('land_river_lake', '2024-11-06', 3_000_000);
const begun = after([accidentReported(), ...accidentPapers, ...verified('receipt')], accept());

/** The payout of a refused benefit and that of the one in its place, which waits. */
const twice = (
  history: readonly ClaimEvent[],
  again: typeof journey | ReturnType<typeof assessDeath>,
  payee: string,
) => {
  const refused = decided(history, lastAssessed(history), 'refused');
  const waits = decided(after(refused, again), lastAssessed(after(refused, again)), 'granted');
  const first = payoutTo(waits, lastAssessed(history), payee);
  return { waits, first, second: payoutTo(waits, lastAssessed(waits), payee) };
};

describe.each([
  ['A journey', twice(after(begun, journey), journey, 'par-1')],
  ['A death', twice(deathReady, assessDeath(atPayer), widow)],
] as const)(
  '%s that was refused, assessed anew, and paid under the first decision',
  (_, { waits, first, second }) => {
    const arrived = after(waits, confirm(first.payoutId, rupiah(first.amount)));

    it('cancels what was to go out under the second, ...', () => {
      expect(claimAfter(arrived).benefits.payouts[second.payoutId]?.status).toBe('cancelled');
    });
    it('... which is replaced by nothing', () =>
      given(...arrived)
        .when(requestReplacement(second.payoutId))
        .thenRejected('payout-already-confirmed'));
    it('... nor by what was asked for and not approved before', () => {
      const failed = after(waits, giveBack(second.payoutId), requestReplacement(second.payoutId));
      const [request = ''] = Object.keys(claimAfter(failed).benefits.replacements);
      const late = after(failed, confirm(first.payoutId, rupiah(first.amount)));
      given(...late)
        .when(approveReplacement(request))
        .thenRejected('payout-already-confirmed');
    });
    it('... and is owed by nobody any more', () => {
      const owed = owedPayouts(claimAfter(arrived).benefits).map(({ payout }) => payout.payoutId);
      expect(owed).not.toContain(second.payoutId);
      const before = owedPayouts(claimAfter(waits).benefits).map(({ payout }) => payout.payoutId);
      expect(before).toContain(second.payoutId);
    });
    it('goes out again once the first has come back', () => {
      const back = after(arrived, giveBack(first.payoutId), requestReplacement(second.payoutId));
      expect(back.at(-1)).toMatchObject({
        type: 'PayoutReplacementRequested',
        data: { replaces: second.payoutId },
      });
    });
  },
);

it('Other heirs are paid all the same', () => {
  const { waits, first } = twice(deathReady, assessDeath(atPayer), widow);
  const arrived = after(waits, confirm(first.payoutId, rupiah(first.amount)));
  expect(deathId).toBe(first.benefitId);
  const daughters = payoutTo(arrived, lastAssessed(arrived), 'mem-daughter');
  const failed = after(
    arrived,
    giveBack(daughters.payoutId),
    requestReplacement(daughters.payoutId),
  );
  expect(failed.at(-1)?.type).toBe('PayoutReplacementRequested');
});
