import * as fc from 'fast-check';
import { calendarDay } from '../../kernel/calendar-day';
import { NOTHING, type Rupiah, rupiah, total } from '../../kernel/rupiah';
import { totalGranted } from './benefit-line';
import { type HomeCareFacts, homeCareLastDay, homeCareLines } from './home-care';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

const day = calendarDay;
const bill = (amount: number, facts: Partial<HomeCareFacts> = {}, schedule = pp82of2019) =>
  homeCareLines(schedule, {
    items: [{ code: 'nurse', claimed: rupiah(amount) }],
    careSince: day('2024-03-01'),
    from: day('2024-03-01'),
    to: day('2024-03-31'),
    grantedBefore: NOTHING,
    cover: 'covered',
    ...facts,
  });

describe('Care at home is paid up to 20,000,000', () => {
  it.each([
    [19_999_999, 19_999_999],
    [20_000_000, 20_000_000],
    [20_000_001, 20_000_000],
  ])('%i pays %i', (amount, expected) => expect(totalGranted(bill(amount))).toBe(expected));
  it('over all bills of the accident', () =>
    expect(bill(2_000_000, { grantedBefore: rupiah(19_000_000) })).toEqual([
      {
        code: 'nurse',
        claimed: 2_000_000,
        granted: 1_000_000,
        reasons: [{ code: 'home_care_cap', citation: 'PP 82/2019' }],
      },
    ]));
  it('and over all lines of a bill', () => {
    const items = [12_000_000, 12_000_000].map((sum) => ({ code: 'nurse', claimed: rupiah(sum) }));
    expect(bill(0, { items }).map(({ granted }) => granted)).toEqual([12_000_000, 8_000_000]);
  });
  it('and not at all under PP 44/2015', () =>
    expect(bill(1, {}, pp44of2015)).toMatchObject([
      { granted: 0, reasons: [{ code: 'home_care_not_in_schedule', citation: 'PP 44/2015' }] },
    ]));
  it('nor outside cover', () =>
    expect(bill(1, { cover: 'not_covered' })).toMatchObject([
      { granted: 0, reasons: [{ code: 'not_covered_on_date' }] },
    ]));
});

describe('Care at home is paid for one year', () => {
  it('from the day on which it began', () =>
    expect(homeCareLastDay(pp82of2019, day('2024-03-01'))).toBe('2025-02-28'));
  it.each([
    ['2025-02-27', 1],
    ['2025-02-28', 1],
  ])('to its last day: a bill that ends on %s is paid', (to, expected) =>
    expect(totalGranted(bill(1, { from: day('2025-02-01'), to: day(to) }))).toBe(expected),
  );
  it('a bill of its last day alone is paid, and one of the day after is not', () => {
    const on = (one: string) => totalGranted(bill(1, { from: day(one), to: day(one) }));
    expect([on('2025-02-28'), on('2025-03-01')]).toEqual([1, 0]);
  });
  it('a bill that goes beyond it has to be split', () =>
    expect(() => bill(1, { from: day('2025-02-01'), to: day('2025-03-01') })).toThrow(
      'home-care-year-ends',
    ));
  it('a bill that begins after it is recorded, and grants nothing', () =>
    expect(bill(1, { from: day('2025-03-01'), to: day('2025-03-02') })).toMatchObject([
      { claimed: 1, granted: 0, reasons: [{ code: 'home_care_year_over' }] },
    ]));
});

it('Whatever the bills, in any order they come to the same, and never to more than 20,000,000', () => {
  const anyBills = fc.array(fc.integer({ min: 1, max: 9_000_000 }), { maxLength: 8 });
  const paidFor = (amounts: readonly number[]) =>
    amounts.reduce<Rupiah>(
      (before, amount) => total([before, totalGranted(bill(amount, { grantedBefore: before }))]),
      NOTHING,
    );
  fc.assert(
    fc.property(anyBills, (amounts) => {
      const sum = amounts.reduce((all, one) => all + one, 0);
      expect(paidFor(amounts)).toBe(Math.min(20_000_000, sum));
      expect(paidFor(amounts.toReversed())).toBe(paidFor(amounts));
    }),
  );
});
