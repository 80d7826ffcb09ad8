import * as fc from 'fast-check';
import { rupiah, total } from '../../kernel/rupiah';
import { type DisabilityFacts, disabilityLines, thousandthsTaken } from './disability';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

const lost = (...percents: readonly number[]) =>
  percents.map((percent) => ({ percentTenths: percent * 10, lossPercent: 100 }));
const linesOf = (facts: Partial<DisabilityFacts>, schedule = pp82of2019) =>
  disabilityLines(schedule, {
    kind: 'partial_anatomical',
    items: [],
    thousandthsBefore: 0,
    totalBefore: false,
    cover: 'covered',
    declaredIncome: rupiah(1_000_000),
    ...facts,
  });
const grantedFor = (facts: Partial<DisabilityFacts>, schedule = pp82of2019) =>
  linesOf(facts, schedule).map(({ granted }) => granted);

describe('A partial anatomical disability pays percent x 80 x W', () => {
  it.each([pp44of2015, pp82of2019])('of a big toe 4,000,000 ($citation)', (schedule) =>
    expect(grantedFor({ items: lost(5) }, schedule)).toEqual([4_000_000]),
  );
  it('of a leg shorter by 7.5 cm 24,000,000', () =>
    expect(grantedFor({ items: lost(30) })).toEqual([24_000_000]));
  it('in tenths of a percent', () =>
    expect(grantedFor({ items: [{ percentTenths: 45, lossPercent: 100 }] })).toEqual([3_600_000]));

  it('of several is a line each', () =>
    expect(linesOf({ items: lost(40, 5) })).toEqual([
      { code: 'partial_anatomical', claimed: 32_000_000, granted: 32_000_000, reasons: [] },
      { code: 'partial_anatomical', claimed: 4_000_000, granted: 4_000_000, reasons: [] },
    ]));
  it.each([
    [lost(40, 29), [32_000_000, 23_200_000], 0],
    [lost(40, 30), [32_000_000, 24_000_000], 0],
    [lost(40, 31), [32_000_000, 24_000_000], 1],
    [lost(40, 35, 5), [32_000_000, 24_000_000, 0], 2],
  ])('of several adds up to 70 % at most', (items, granted, limited) => {
    const lines = linesOf({ items });
    expect(lines.map((line) => line.granted)).toEqual(granted);
    const reasons = lines.flatMap((line) => line.reasons);
    expect(reasons).toEqual(
      Array(limited).fill({ code: 'disability_together_at_most', citation: 'PP 44/2015' }),
    );
  });
  it('after another of the same accident pays what is left of the 70 %', () =>
    expect(grantedFor({ items: lost(40), thousandthsBefore: 50_000 })).toEqual([16_000_000]));
});

describe('A partial functional disability pays loss x percent x 80 x W', () => {
  const arm = (lossPercent: number) => [{ percentTenths: 400, lossPercent }];

  it.each([
    [1, 320_000],
    [50, 16_000_000],
    [99, 31_680_000],
    [100, 32_000_000],
  ])('of %i percent of an arm', (loss, expected) =>
    expect(grantedFor({ kind: 'partial_functional', items: arm(loss) })).toEqual([expected]),
  );
});

describe('A total permanent disability pays 70 % x 80 x W and the periodic sum', () => {
  it.each([
    [pp44of2015, [56_000_000, 4_800_000]],
    [pp82of2019, [56_000_000, 12_000_000]],
  ])('under $citation', (schedule, expected) =>
    expect(grantedFor({ kind: 'total_permanent' }, schedule)).toEqual(expected),
  );
  it('less what a partial one of the same accident was granted', () =>
    expect(grantedFor({ kind: 'total_permanent', thousandthsBefore: 5_000 })).toEqual([
      52_000_000, 12_000_000,
    ]));
  it('once', () =>
    expect(
      linesOf({ kind: 'total_permanent', thousandthsBefore: 70_000, totalBefore: true }),
    ).toMatchObject([
      { granted: 0, reasons: [{ code: 'disability_together_at_most' }] },
      { granted: 0, reasons: [{ code: 'granted_before' }] },
    ]));
  it('takes the whole of the 70 %', () =>
    expect(thousandthsTaken(pp82of2019, { kind: 'total_permanent', items: [] })).toBe(70_000));
});

it.each([
  ['not_covered', 'not_covered_on_date'],
  ['needs_confirmation', 'cover_needs_confirmation'],
] as const)('Nothing is paid where cover is %s', (cover, code) =>
  expect(linesOf({ items: lost(5), cover })).toMatchObject([
    { claimed: 4_000_000, granted: 0, reasons: [{ code }] },
  ]),
);

describe('Whatever was lost', () => {
  const anyItems = fc.array(
    fc.record({
      percentTenths: fc.integer({ min: 1, max: 700 }),
      lossPercent: fc.integer({ min: 1, max: 100 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const anyIncome = fc.integer({ min: 0, max: 30_000_000 }).map(rupiah);
  const most = (income: number) => Math.floor((income * 80 * 700) / 1000);
  const facts = (
    items: DisabilityFacts['items'],
    declaredIncome: DisabilityFacts['declaredIncome'],
  ) => ({ kind: 'partial_functional', items, declaredIncome }) as const;

  it('the lines come to the same in any order, never to more than 70 %, and nothing is taken without a reason', () =>
    fc.assert(
      fc.property(anyItems, anyIncome, (items, income) => {
        const lines = linesOf(facts(items, income));
        const sum = total(lines.map(({ granted }) => granted));
        expect(sum).toBeLessThanOrEqual(most(income));
        expect(total(grantedFor(facts(items.toReversed(), income)))).toBe(sum);
        for (const { claimed, granted, reasons } of lines) {
          expect(granted).toBeLessThanOrEqual(claimed);
          if (reasons.length === 0) expect(granted).toBe(claimed);
        }
      }),
    ));

  it('in two benefits it is paid as in one', () =>
    fc.assert(
      fc.property(anyItems, anyItems, anyIncome, (first, second, income) => {
        const thousandthsBefore = thousandthsTaken(pp82of2019, facts(first, income));
        const apart = [
          ...grantedFor(facts(first, income)),
          ...grantedFor({ ...facts(second, income), thousandthsBefore }),
        ];
        expect(total(apart)).toBe(total(grantedFor(facts([...first, ...second], income))));
      }),
    ));
});
