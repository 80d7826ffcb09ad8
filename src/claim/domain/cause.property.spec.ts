import * as fc from 'fast-check';
import { heldOf, openAmount } from '../../payout/domain/overpayments';
import { owedPayouts } from '../../payout/domain/owed';
import { openTasksOf } from '../../payout/domain/tasks';
import { deathReady } from '../../payout/domain/testing/payouts';
import type { ClaimEvent } from './claim.events';
import {
  after,
  allBackAfter,
  approvedAfter,
  assessedAnew,
  cameBack,
  causeOf,
  claimAfter,
  correctedTo,
  heldAfter,
  paidAfter,
  settledAfter,
  takenBackAfter,
} from './testing/causes';
import { approveVoiding, requestVoiding } from './testing/claim-life';
import { STEPS, walked, walks } from './testing/cause-walks';
import { close } from './testing/claims';

const RUNS = Number(process.env['KELAMBU_RUNS'] ?? 150);

/** What may still arrive, or is asked of somebody, beyond what is kept already. */
const owedIn = (history: readonly ClaimEvent[]): number =>
  owedPayouts(claimAfter(history).benefits).reduce((sum, { payout }) => sum + payout.amount, 0);

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

/** What somebody has to do still, but for collecting what is too much. */
const tasksIn = (history: readonly ClaimEvent[]) =>
  openTasksOf(claimAfter(history).benefits).filter(({ task }) => task !== 'collect_overpayment');

describe('Whatever the cause of a death is corrected to, and whatever is paid between', () => {
  it('nobody keeps more than the right of the last cause, and all of it once everything is paid', () => {
    const check = fc.property(walks, (names) => {
      let history = deathReady;
      for (const name of names) {
        history = STEPS[name]?.(history) ?? history;
        expect(keptIn(history)).toBeLessThanOrEqual(rightIn(history));
        expect(keptIn(history) + owedIn(history)).toBeLessThanOrEqual(rightIn(history));
      }
      const settled = settledAfter(history);
      expect(keptIn(settled)).toBe(rightIn(settled));
      expect(tasksIn(settled)).toEqual([]);
      expect(causeOf(after(settled, close))).toBe(causeOf(settled));
    });
    fc.assert(check, { numRuns: RUNS });
  });

  it('may be voided by two people once all of it has come back, and nothing is left to do', () => {
    const check = fc.property(walks, (names) => {
      const history = walked(names, deathReady);
      const voided = after(allBackAfter(history), requestVoiding(), approveVoiding());
      expect([keptIn(voided), owedIn(voided)]).toEqual([0, 0]);
      expect(openTasksOf(claimAfter(voided).benefits)).toEqual([]);
    });
    fc.assert(check, { numRuns: RUNS });
  });

  it('comes through every kind of step', () => {
    const seen = new Set<string>();
    for (const names of fc.sample(walks, { numRuns: 200, seed: 1 })) {
      const end = walked(names, deathReady);
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
        'PayoutReplacementSeconded',
        'SecondApprovalRequired',
        'BenefitApprovalSeconded',
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
  it('is caught where what waits for a second supervisor is decided anew and not taken back', () => {
    const paid = correctedTo(paidAfter(deathReady), 'work_accident');
    const anew = assessedAnew(takenBackAfter(cameBack(heldAfter(paid)), 'awaiting_second'));
    const twice = approvedAfter(anew).filter(({ type }) => type !== 'BenefitApprovalVoided');
    expect([owedIn(approvedAfter(anew)), owedIn(twice)]).toEqual([38_500_000, 66_500_000]);
  });
});
