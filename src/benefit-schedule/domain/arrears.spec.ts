import { calendarDay, calendarMonth, daysAfter, monthsAfter } from '../../kernel/calendar-day';
import * as fc from 'fast-check';
import { rupiah } from '../../kernel/rupiah';
import type { Scheme } from './benefit-schedule';
import { coverOn, type CoverOutcome, type CoverPeriod, type PaidMonths, paidUpOn } from './cover';
import { deathLines } from './death-benefit';
import { reasonsOfCover } from './entitlement';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp82of2019 } from './pp-82-2019';
import { treatmentLines } from './treatment';

const day = calendarDay;
const period = (from: string, lastCoveredOn: string): CoverPeriod => ({
  periodId: from,
  programme: 'pake-kelambu',
  schemes: ['jkk', 'jkm'],
  from: day(from),
  lastCoveredOn: day(lastCoveredOn),
  declaredIncome: rupiah(1_000_000),
  status: 'started',
});
/** Paid on the first day of its first month, unless something else is said. */
const paid = (from: string, to = from, on = `${from}-01`): PaidMonths => ({
  fromMonth: calendarMonth(from),
  toMonth: calendarMonth(to),
  paidOn: day(on),
});
const year = period('2024-01-01', '2024-12-31');
const at = (on: string, contributions: readonly PaidMonths[], periods = [year]) => {
  const question = { periods, contributions, scheme: 'jkm' as const, day: day(on) };
  const { cover, arrears } = coverOn(pp82of2019, question);
  return { cover, ...arrears };
};

describe('Contributions', () => {
  it.each([
    ['the fifteenth of the first unpaid month', '2024-04-15', 0, 'covered'],
    ['the sixteenth of it', '2024-04-16', 1, 'in_arrears'],
    ['the fifteenth of the fourth', '2024-07-15', 3, 'in_arrears'],
    ['the sixteenth of the fourth', '2024-07-16', 4, 'arrears_too_long'],
    ['the last day of cover', '2024-12-31', 9, 'arrears_too_long'],
  ])('that stop after March are, on %s (%s), %i months in arrears: %s', (_, on, months, cover) =>
    expect(at(on, [paid('2024-01', '2024-03')])).toMatchObject({ months, cover }),
  );

  it.each([
    ['for all of those months', [paid('2024-04', '2024-06', '2024-09-01')], 'covered', true],
    ['for one of them alone', [paid('2024-06', '2024-06', '2024-09-01')], 'in_arrears', false],
  ])('paid later %s: the arrears stay, and the right is %s', (_, later, cover, paidSince) =>
    expect(at('2024-06-30', [paid('2024-01', '2024-03'), ...later])).toEqual({
      months: 3,
      cover,
      paidSince,
    }),
  );

  it('paid on the day itself are paid', () => {
    const contributions = [paid('2024-01', '2024-03'), paid('2024-04', '2024-06', '2024-06-30')];
    expect(at('2024-06-30', contributions)).toMatchObject({ months: 0, cover: 'covered' });
    expect(at('2024-06-29', contributions)).toMatchObject({ months: 3, paidSince: true });
  });

  it('give no right back where four months were unpaid on the day, also if they are paid later', () =>
    expect(
      at('2024-07-31', [paid('2024-01', '2024-03'), paid('2024-04', '2024-07', '2024-08-01')]),
    ).toEqual({ months: 4, paidSince: true, cover: 'arrears_too_long' }));

  it('count back to the last month that was paid, and no further', () =>
    expect(
      at('2024-08-31', [paid('2024-01'), paid('2024-06', '2024-06', '2024-06-01')]),
    ).toMatchObject({ months: 2, cover: 'in_arrears' }));

  it('count back to a month without cover, and no further', () =>
    expect(
      at(
        '2024-08-31',
        [paid('2024-01')],
        [period('2024-01-01', '2024-04-30'), period('2024-07-01', '2024-12-31')],
      ),
    ).toMatchObject({ months: 2, cover: 'in_arrears' }));

  it('count nothing of the months before the first that is paid', () =>
    expect(at('2024-05-31', [paid('2024-06', '2024-06', '2024-01-05')])).toMatchObject({
      months: 0,
      cover: 'covered',
    }));

  it('count nothing while none was paid by that day: cover itself says that the first was', () => {
    expect(at('2024-12-31', [])).toMatchObject({ months: 0, cover: 'covered' });
    expect(at('2024-12-31', [paid('2024-01', '2024-12', '2025-01-10')])).toMatchObject({
      months: 0,
      cover: 'covered',
    });
  });
});

describe('The arrears of a day are paid', () => {
  const since = (on: string, contributions: readonly PaidMonths[]) =>
    paidUpOn({ periods: [year], contributions, scheme: 'jkm', day: day(on) });
  const first = paid('2024-01', '2024-03');

  it.each<[string, readonly PaidMonths[], string | null]>([
    ['since the day of the payment', [paid('2024-04', '2024-06', '2024-09-01')], '2024-09-01'],
    [
      'since the last of several payments',
      [paid('2024-04', '2024-04', '2024-08-31'), paid('2024-05', '2024-06', '2024-08-02')],
      '2024-08-31',
    ],
    [
      'since the first time that a month was paid',
      [paid('2024-04', '2024-06', '2024-09-01'), paid('2024-06', '2024-06', '2024-10-01')],
      '2024-09-01',
    ],
    ['not while one month is unpaid', [paid('2024-04', '2024-05', '2024-09-01')], null],
    ['not while none is paid', [], null],
  ])('%s', (_, later, expected) => expect(since('2024-06-30', [first, ...later])).toBe(expected));
  it('not where there were none', () => expect(since('2024-03-31', [first])).toBeNull());
});

describe('A cover that has ended', () => {
  it.each([
    ['2025-01-01', 'needs_confirmation', 0],
    ['2025-03-31', 'needs_confirmation', 0],
    ['2025-04-01', 'not_covered', 0],
  ])('and was paid up to its end is, on %s, %s', (on, cover, months) =>
    expect(at(on, [paid('2024-01', '2024-12')])).toMatchObject({ cover, months }),
  );

  it.each([
    ['2025-01-15', 'needs_confirmation', 1],
    ['2025-03-15', 'needs_confirmation', 3],
    ['2025-03-16', 'arrears_too_long', 4],
  ])(
    'in arrears of its last month is, on %s, %s: the months after it count too',
    (on, cover, months) =>
      expect(at(on, [paid('2024-01', '2024-11')])).toMatchObject({ cover, months }),
  );
});

describe('For any months paid and any day', () => {
  it('the longer the arrears the smaller the right, and paying never makes it smaller', () => {
    const RANK: readonly CoverOutcome[] = ['arrears_too_long', 'in_arrears', 'covered'];
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    const month = (number: number) => `2024-${String(number).padStart(2, '0')}`;
    fc.assert(
      fc.property(
        months,
        fc.integer({ min: 0, max: 365 }),
        fc.integer({ min: 1, max: 12 }),
        (some, days, one) => {
          const on = daysAfter(day('2024-01-01'), days);
          const before = some.map((number) => paid(month(number)));
          const later = Math.max(one, ...some);
          const after = [...before, paid(month(later), month(later), on)];
          const { cover, months: unpaid, paidSince } = at(on, before);
          expect(cover).toBe(
            unpaid > 3 ? 'arrears_too_long' : paidSince ? 'covered' : 'in_arrears',
          );
          if (before.some(({ paidOn }) => paidOn <= on))
            expect(RANK.indexOf(at(on, after).cover)).toBeGreaterThanOrEqual(RANK.indexOf(cover));
        },
      ),
    );
  });
});

describe('What arrears leave of a right', () => {
  const article = 'PP 44/2015 art. 39';
  const death = (scheme: Scheme, cover: CoverOutcome, on = '2024-06-30') =>
    deathLines(pp82of2019, {
      scheme,
      cover,
      decidingDay: day(on),
      membershipSince: day('2024-01-01'),
      declaredIncome: rupiah(1_000_000),
    });
  const granted = (lines: readonly { readonly granted: number }[]) =>
    lines.map((one) => one.granted);
  const item = { code: 'ward', claimed: rupiah(900_000), deductions: [] };
  const treated = (cover: CoverOutcome) =>
    treatmentLines(pp82of2019, { cover, items: [item], partner: true, otherPayer: rupiah(0) });

  it('up to three months: the JKM funeral, and the rest of JKM once they are paid', () => {
    const lines = death('jkm', 'in_arrears');
    expect(granted(lines)).toEqual([0, 0, 10_000_000]);
    expect(lines[0]?.reasons).toEqual([{ code: 'contributions_in_arrears', citation: article }]);
    expect(lines[2]?.reasons).toEqual([]);
    expect(granted(death('jkm', 'covered'))).toEqual([20_000_000, 12_000_000, 10_000_000]);
  });

  it('up to three months: JKK treatment as it is needed, and no cash of JKK', () => {
    expect(granted(treated('in_arrears'))).toEqual([900_000]);
    expect(granted(death('jkk', 'in_arrears'))).toEqual([0, 0, 0]);
    expect(reasonsOfCover(pp82of2019, 'in_arrears')).toEqual([
      { code: 'contributions_in_arrears', citation: article },
    ]);
  });

  it('more than three months: nothing at all', () => {
    expect(granted([...treated('arrears_too_long'), ...death('jkm', 'arrears_too_long')])).toEqual([
      0, 0, 0, 0,
    ]);
    expect(treated('arrears_too_long')[0]?.reasons).toEqual([
      { code: 'arrears_too_long', citation: article },
    ]);
  });

  it('in the first months of membership: both reasons, and still the funeral', () => {
    const lines = deathLines(permenaker1of2025, {
      scheme: 'jkm',
      cover: 'in_arrears',
      decidingDay: day('2025-05-20'),
      membershipSince: monthsAfter(day('2025-05-20'), -1),
      declaredIncome: rupiah(1_000_000),
    });
    expect(granted(lines)).toEqual([0, 0, 10_000_000]);
    expect(lines[0]?.reasons.map(({ code }) => code)).toEqual([
      'contributions_in_arrears',
      'membership_waiting_months',
    ]);
  });
});
