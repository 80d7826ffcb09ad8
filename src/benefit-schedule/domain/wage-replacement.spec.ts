import * as fc from 'fast-check';
import { NOTHING, type Rupiah, rupiah, total } from '../../kernel/rupiah';
import type { BenefitLine } from './benefit-line';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';
import { wageReplacementLine } from './wage-replacement';

const MILLION = rupiah(1_000_000);

/** Slices of one inability to work, asked one after another. */
const linesOf = (
  slices: readonly number[],
  { schedule = pp82of2019, income = MILLION } = {},
): readonly BenefitLine[] =>
  slices.reduce<readonly BenefitLine[]>((lines, days, index) => {
    const line = wageReplacementLine(schedule, {
      days,
      daysBefore: sum(slices.slice(0, index)),
      grantedBefore: total(lines.map(({ granted }) => granted)),
      cover: 'covered',
      declaredIncome: income,
    });
    return [...lines, line];
  }, []);
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const paidFor = (slices: readonly number[], terms: Parameters<typeof linesOf>[1] = {}): Rupiah =>
  total(linesOf(slices, terms).map(({ granted }) => granted));

describe('Days without work pay the income of the day, at 1,000,000 a month', () => {
  it.each([
    [1, 33_333],
    [29, 966_666],
    [30, 1_000_000],
    [31, 1_033_333],
    [359, 11_966_666],
    [360, 12_000_000],
    [361, 12_016_666],
    [390, 12_500_000],
  ])('PP 82/2019: %i days are %i', (days, expected) => expect(paidFor([days])).toBe(expected));

  it.each([
    [179, 5_966_666],
    [180, 6_000_000],
    [181, 6_025_000],
    [359, 10_475_000],
    [360, 10_500_000],
    [361, 10_516_666],
    [390, 11_000_000],
  ])('PP 44/2015: %i days are %i', (days, expected) =>
    expect(paidFor([days], { schedule: pp44of2015 })).toBe(expected),
  );

  it('45 days asked as 10 + 10 + 10 + 15 are the same 1,500,000 as asked at once', () => {
    expect(linesOf([10, 10, 10, 15]).map(({ granted }) => granted)).toEqual([
      333_333, 333_333, 333_334, 500_000,
    ]);
    expect(paidFor([45])).toBe(1_500_000);
  });

  it('the later months are half of it, and say where the law says so', () =>
    expect(linesOf([360, 30])).toEqual([
      { code: 'wage_replacement', claimed: 12_000_000, granted: 12_000_000, reasons: [] },
      {
        code: 'wage_replacement',
        claimed: 1_000_000,
        granted: 500_000,
        reasons: [{ code: 'wage_later_months', citation: 'PP 82/2019' }],
      },
    ]));
  it('a slice across the boundary is paid in both parts', () =>
    expect(linesOf([330, 60])[1]).toMatchObject({ claimed: 2_000_000, granted: 1_500_000 }));

  it('where too much was granted before, less is granted now', () =>
    expect(
      wageReplacementLine(pp82of2019, {
        days: 30,
        daysBefore: 30,
        grantedBefore: rupiah(1_400_000),
        cover: 'covered',
        declaredIncome: MILLION,
      }),
    ).toEqual({
      code: 'wage_replacement',
      claimed: 1_000_000,
      granted: 600_000,
      reasons: [{ code: 'granted_before', citation: 'PP 82/2019' }],
    }));

  it.each([
    ['not_covered', 'not_covered_on_date'],
    ['needs_confirmation', 'cover_needs_confirmation'],
  ] as const)('and nothing where cover is %s', (cover, code) =>
    expect(
      wageReplacementLine(pp82of2019, {
        days: 30,
        daysBefore: 0,
        grantedBefore: NOTHING,
        cover,
        declaredIncome: MILLION,
      }),
    ).toMatchObject({ claimed: 1_000_000, granted: 0, reasons: [{ code }] }),
  );
});

describe('Whatever the days', () => {
  const anySlices = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 });
  const anyIncome = fc.integer({ min: 1, max: 30_000_000 }).map(rupiah);
  const anySchedule = fc.constantFrom(pp44of2015, pp82of2019);

  it('in any order and slicing they pay the same as asked at once', () =>
    fc.assert(
      fc.property(anySlices, anyIncome, anySchedule, (slices, income, schedule) => {
        const atOnce = paidFor([sum(slices)], { income, schedule });
        expect(paidFor(slices, { income, schedule })).toBe(atOnce);
        expect(paidFor(slices.toReversed(), { income, schedule })).toBe(atOnce);
      }),
    ));

  it('no line grants more than it claims, and none takes anything away without a reason', () =>
    fc.assert(
      fc.property(anySlices, anyIncome, anySchedule, (slices, income, schedule) => {
        for (const { claimed, granted, reasons } of linesOf(slices, { income, schedule })) {
          expect(granted).toBeLessThanOrEqual(claimed);
          if (reasons.length === 0) expect(granted).toBe(claimed);
          else expect(granted).toBeLessThan(claimed);
        }
      }),
    ));
});
