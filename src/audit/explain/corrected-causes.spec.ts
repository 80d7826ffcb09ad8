import * as fc from 'fast-check';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { allPaid, restApproved } from '../../claim/domain/testing/arrears';
import {
  claimAfter,
  correctedTo,
  repaidAfter,
  settledAfter,
} from '../../claim/domain/testing/causes';
import { walked, walks } from '../../claim/domain/testing/cause-walks';
import { rupiah } from '../../kernel/rupiah';
import { replay } from '../../payout/domain/replay';
import { deathApproved, deathReady } from '../../payout/domain/testing/payouts';
import { moneyOf } from '../../payout/queries/money';
import { inOrder } from '../../payout/domain/in-order';
import { caseChecks, caseSums } from './case-sums';
import { benefitSentence, sumsSentences } from './sentences';
import { checksOf, counts, moneyCheck, sumsOf } from './sums';

const forgotten = { lines: [], heirs: [{ heirId: 'somebody', amount: rupiah(1) }] };

const RUNS = Number(process.env['KELAMBU_RUNS'] ?? 60);

describe('Whatever the cause of a death is corrected to', () => {
  it('every sum adds up, one decision counts, and each comes to the same when it is run again', () => {
    const check = fc.property(walks, (names) => {
      const history = walked(names, deathReady);
      const { benefits } = claimAfter(history);
      const all = Object.values(benefits.benefits);
      const checks = all.flatMap((benefit) => checksOf(benefit, sumsOf(benefits, benefit)));
      const ofCase = [...caseChecks(benefits, history), moneyCheck(benefits, history)];
      expect([...checks, ...ofCase].filter(({ holds }) => !holds)).toEqual([]);
      expect(String(caseSums(benefits).kept)).toBe(moneyOf(benefits).paid);
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

  it('in the end nothing is owed: what is granted was paid, before or after', () => {
    const check = fc.property(walks, (names) => {
      const { benefits } = claimAfter(settledAfter(walked(names, deathReady)));
      const { granted, paid, setOff, owed, beyond } = caseSums(benefits);
      expect([owed, paid + setOff - beyond]).toEqual([0, granted]);
    });
    fc.assert(check, { numRuns: RUNS });
  });

  it('what was paid before is told as set off, not as refused', () => {
    const byIllness = settledAfter(deathApproved);
    const corrected = claimAfter(correctedTo(byIllness, 'work_accident')).benefits;
    expect(caseSums(corrected)).toMatchObject({
      ...{ claimed: 70_000_000, granted: 70_000_000, adjusted: 0 },
      ...{ paid: 0, setOff: 42_000_000, owed: 28_000_000 },
      ...{ arrived: 42_000_000, kept: 42_000_000 },
    });
    const told = sumsSentences(caseSums(corrected), 'en').join(' ');
    expect(told).toContain(
      'Of the Rp 70,000,000 granted, Rp 0 has been paid, Rp 42,000,000 was paid under an earlier decision and is set off, Rp 28,000,000 is still owed.',
    );
    expect(told).not.toContain('to come back');
  });

  it('so is a funeral that was paid while contributions were in arrears', () => {
    const owed = claimAfter(restApproved).benefits;
    expect(caseSums(owed)).toMatchObject({
      ...{ claimed: 42_000_000, granted: 42_000_000, adjusted: 0 },
      ...{ paid: 0, setOff: 10_000_000, owed: 32_000_000 },
    });
    expect(caseChecks(owed, restApproved).filter(({ holds }) => !holds)).toEqual([]);
    const { benefits } = claimAfter(allPaid);
    expect(caseSums(benefits)).toMatchObject({ paid: 32_000_000, setOff: 10_000_000, owed: 0 });
    expect(moneyOf(benefits).paid).toBe('42000000');
  });

  it('what came back of an overpayment is told, and what is still to', () => {
    const byWork = settledAfter(correctedTo(settledAfter(deathApproved), 'work_accident'));
    const { benefits } = claimAfter(repaidAfter(correctedTo(byWork, 'illness'), 50));
    expect(caseSums(benefits)).toMatchObject({
      ...{ granted: 42_000_000, paid: 0, setOff: 42_000_000, owed: 0 },
      ...{ arrived: 70_000_000, repaid: 14_000_000, kept: 56_000_000, toCollect: 14_000_000 },
    });
    expect(sumsSentences(caseSums(benefits), 'id').join(' ')).toContain(
      'Dari Rp 70.000.000 yang diterima, Rp 14.000.000 dikembalikan dan Rp 56.000.000 tetap pada penerima; Rp 14.000.000 masih harus dikembalikan.',
    );
  });

  it('a fold that forgets a set-off does not add up', () => {
    const history = correctedTo(settledAfter(deathApproved), 'work_accident').map((event) =>
      event.type === 'BenefitAssessed' && event.data.kind === 'death' && event.data.inputs.setOff
        ? { ...event, data: { ...event.data, inputs: { ...event.data.inputs, setOff: forgotten } } }
        : event,
    );
    const { benefits } = claimAfter(history);
    const checks = inOrder(benefits.benefits).flatMap((one) =>
      checksOf(one, sumsOf(benefits, one)),
    );
    expect(checks.flatMap(({ level, holds }) => (holds ? [] : [level]))).toEqual([
      'set-off',
      'granted',
    ]);
  });

  it('a decision that another one has replaced is told as such, not as approved', () => {
    const { benefits } = claimAfter(correctedTo(settledAfter(deathApproved), 'work_accident'));
    const [first] = Object.values(benefits.benefits);
    if (!first) throw new Error('Nothing was decided.');
    const told = benefitSentence(first, sumsOf(benefits, first), 'en');
    expect(told).toMatch(/the benefit was replaced by another decision\.$/);
  });
});
