import * as fc from 'fast-check';
import { rupiah } from '../../kernel/rupiah';
import { type BenefitLine, totalGranted } from './benefit-line';
import { pp82of2019 } from './pp-82-2019';
import { lessSetOff, reasonOfSetOff, setOffByLine } from './set-off';

const CODES = ['lump_sum', 'periodic', 'funeral'];
const linesOf = (sums: readonly number[]): readonly BenefitLine[] =>
  sums.map((sum, index) => ({
    code: CODES[index] ?? '',
    claimed: rupiah(sum),
    granted: rupiah(sum),
    reasons: [],
  }));
const sumsOf = (sums: readonly number[]) =>
  sums.map((sum, index) => ({ code: CODES[index] ?? '', amount: rupiah(sum) }));
const M = 1_000_000;
const illness = [20 * M, 12 * M, 10 * M];
const accident = [48 * M, 12 * M, 10 * M];

const setOff = (paid: number, lines: readonly number[], earlier: readonly number[]) =>
  setOffByLine(rupiah(paid), linesOf(lines), sumsOf(earlier)).map(({ amount }) => amount);

describe('What was paid counts', () => {
  it.each([
    ['each line against its like', 42 * M, accident, illness, illness],
    ['in proportion where a part was paid', 21 * M, accident, illness, [10 * M, 6 * M, 5 * M]],
    ['never beyond a line that pays less now', 42 * M, illness, accident, illness],
    [
      'against the others with what is left of its like',
      42 * M,
      [48 * M, 4_800_000, 3 * M],
      illness,
      [34_200_000, 4_800_000, 3 * M],
    ],
    [
      'in the order of the lines where nothing was owed before',
      30 * M,
      illness,
      [0, 0, 0],
      [20 * M, 10 * M, 0],
    ],
    ['for nothing where nothing was paid', 0, accident, illness, [0, 0, 0]],
  ])('%s', (...[, paid, lines, earlier, expected]) =>
    expect(setOff(paid, lines, earlier)).toEqual(expected),
  );

  it('to the last rupiah, and never beyond a line', () => {
    const sums = fc.array(fc.nat(50 * M), { minLength: 3, maxLength: 3 });
    const check = fc.property(sums, sums, fc.nat(100), (lines, earlier, percent) => {
      const whole = lines.reduce((sum, one) => sum + one, 0);
      const paid = Math.floor((whole * percent) / 100);
      const off = setOff(paid, lines, earlier);
      expect(off.reduce((sum, one) => sum + one, 0)).toBe(paid);
      off.forEach((one, index) => expect(one).toBeLessThanOrEqual(lines[index] ?? 0));
      const left = lessSetOff(
        linesOf(lines),
        sumsOf(off),
        reasonOfSetOff(pp82of2019, 'cause_corrected'),
      );
      expect(totalGranted(left)).toBe(whole - paid);
    });
    fc.assert(check);
  });

  it('for nothing on a line that it does not name', () =>
    expect(
      lessSetOff(
        linesOf(accident),
        sumsOf([20 * M]),
        reasonOfSetOff(pp82of2019, 'cause_corrected'),
      ).map(({ granted }) => granted),
    ).toEqual([28 * M, 12 * M, 10 * M]));

  it.each([
    ['arrears_paid', { code: 'paid_in_arrears', citation: 'PP 44/2015 art. 39' }],
    ['facts_corrected', { code: 'paid_before_correction', citation: 'PP 82/2019' }],
    ['cause_corrected', { code: 'paid_under_earlier_cause', citation: 'PP 82/2019' }],
  ] as const)('because of what has changed since, %s, and cites it', (since, reason) =>
    expect(reasonOfSetOff(pp82of2019, since)).toEqual(reason),
  );

  it('with a reason on each line that it lessens, and on no other', () =>
    expect(
      lessSetOff(
        linesOf(accident),
        sumsOf([20 * M, 0, 10 * M]),
        reasonOfSetOff(pp82of2019, 'cause_corrected'),
      ).map(({ claimed, granted, reasons }) => [claimed, granted, reasons.map(({ code }) => code)]),
    ).toEqual([
      [48 * M, 28 * M, ['paid_under_earlier_cause']],
      [12 * M, 12 * M, []],
      [10 * M, 0, ['paid_under_earlier_cause']],
    ]));
});
