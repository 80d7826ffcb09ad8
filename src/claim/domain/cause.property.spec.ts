import * as fc from 'fast-check';
import { heldOf, openAmount } from '../../payout/domain/overpayments';
import { deathReady } from '../../payout/domain/testing/payouts';
import type { ClaimEvent } from './claim.events';
import {
  approvedAfter,
  arrived,
  cameBack,
  causeOf,
  claimAfter,
  correctedTo,
  failedOnce,
  paidAfter,
  repaidAfter,
  settledAfter,
} from './testing/causes';

const RUNS = Number(process.env['KELAMBU_RUNS'] ?? 150);

type Step = (history: readonly ClaimEvent[]) => readonly ClaimEvent[];

const firstArrives: Step = (history) => {
  const scheduled = Object.values(claimAfter(history).benefits.payouts).find(
    ({ status }) => status === 'scheduled',
  );
  return scheduled ? arrived(history, scheduled.payoutId) : history;
};
const STEPS: Readonly<Record<string, Step>> = {
  accident: (history) => correctedTo(history, 'work_accident'),
  illness: (history) => correctedTo(history, 'illness'),
  other: (history) => correctedTo(history, 'other'),
  approve: approvedAfter,
  pay: paidAfter,
  payOne: firstArrives,
  failOne: failedOnce,
  oneComesBack: cameBack,
  repayAll: (history) => repaidAfter(history, 100),
  repayHalf: (history) => repaidAfter(history, 50),
};

const RIGHT: Readonly<Record<string, number>> = { work_accident: 70_000_000 };
const rightIn = (history: readonly ClaimEvent[]) => RIGHT[causeOf(history)] ?? 42_000_000;

/** What arrived and was neither repaid nor is still to be. */
const keptIn = (history: readonly ClaimEvent[]): number => {
  const { benefits } = claimAfter(history);
  const held = Object.values(benefits.payouts).reduce((sum, one) => sum + heldOf(one, benefits), 0);
  return Object.values(benefits.overpayments).reduce(
    (sum, one) => sum - openAmount(one, benefits),
    held,
  );
};

const walks = fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 1, maxLength: 14 });

describe('Whatever the cause of a death is corrected to, and whatever is paid between', () => {
  it('nobody keeps more than the right of the last cause, and all of it once everything is paid', () => {
    const check = fc.property(walks, (names) => {
      let history = deathReady;
      for (const name of names) {
        history = STEPS[name]?.(history) ?? history;
        expect(keptIn(history)).toBeLessThanOrEqual(rightIn(history));
      }
      expect(keptIn(settledAfter(history))).toBe(rightIn(history));
    });
    fc.assert(check, { numRuns: RUNS });
  });

  it('comes through every kind of step', () => {
    const seen = new Set<string>();
    for (const names of fc.sample(walks, { numRuns: 200, seed: 1 })) {
      const end = names.reduce<readonly ClaimEvent[]>(
        (history, name) => STEPS[name]?.(history) ?? history,
        deathReady,
      );
      for (const { type } of settledAfter(end)) seen.add(type);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'CauseOfDeathCorrected',
        'BenefitApprovalVoided',
        'PayoutCancelled',
        'PayoutFailed',
        'PayoutReturned',
        'PayoutReplacementApproved',
        'OverpaymentFound',
        'OverpaymentRepaid',
        'OverpaymentSetOff',
        'DeathSettled',
      ]),
    );
  });

  it('is caught where nobody finds what is too much', () => {
    const back = correctedTo(settledAfter(correctedTo(deathReady, 'work_accident')), 'illness');
    const unfound = back.filter(({ type }) => type !== 'OverpaymentFound');
    expect([keptIn(back), keptIn(unfound)]).toEqual([42_000_000, 70_000_000]);
  });
});
