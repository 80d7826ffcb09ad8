import * as fc from 'fast-check';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { claimAfter, correctedTo, settledAfter } from '../../claim/domain/testing/causes';
import { walked, walks } from '../../claim/domain/testing/cause-walks';
import { replay } from '../../payout/domain/replay';
import { deathApproved, deathReady } from '../../payout/domain/testing/payouts';
import { moneyOf } from '../../payout/queries/money';
import { benefitSentence } from './sentences';
import { checksOf, counts, moneyCheck, sumsOf } from './sums';

const RUNS = Number(process.env['KELAMBU_RUNS'] ?? 60);

describe('Whatever the cause of a death is corrected to', () => {
  it('every sum adds up, one decision counts, and each comes to the same when it is run again', () => {
    const check = fc.property(walks, (names) => {
      const history = walked(names, deathReady);
      const { benefits } = claimAfter(history);
      const all = Object.values(benefits.benefits);
      const checks = all.flatMap((benefit) => checksOf(benefit, sumsOf(benefits, benefit)));
      expect([...checks, moneyCheck(benefits, history)].filter(({ holds }) => !holds)).toEqual([]);
      expect(all.filter((benefit) => counts(benefits, benefit)).length).toBeLessThan(2);
      expect(all.map(({ assessed }) => replay(assessed, SCHEDULES).outcome)).toEqual(
        all.map(() => 'same'),
      );
    });
    fc.assert(check, { numRuns: RUNS });
  });

  it('all that was approved is paid in the end, and no more', () => {
    const check = fc.property(walks, (names) => {
      const { approved, paid } = moneyOf(
        claimAfter(settledAfter(walked(names, deathReady))).benefits,
      );
      expect(paid).toBe(approved);
    });
    fc.assert(check, { numRuns: RUNS });
  });

  it('a decision that another one has replaced is told as such, not as approved', () => {
    const { benefits } = claimAfter(correctedTo(settledAfter(deathApproved), 'work_accident'));
    const [first] = Object.values(benefits.benefits);
    if (!first) throw new Error('Nothing was decided.');
    const told = benefitSentence(first, sumsOf(benefits, first), 'en');
    expect(told).toMatch(/the benefit was replaced by another decision\.$/);
  });
});
