import * as fc from 'fast-check';
import { calendarDay, calendarMonth, daysAfter } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import type { BenefitSchedule } from './benefit-schedule';
import { coverOn, type CoverPeriod, type CoverQuestion, type PaidMonths } from './cover';
import { permenaker1of2025 } from './permenaker-1-2025';

const period = (
  periodId: string,
  from: string,
  lastCoveredOn: string,
  facts: Partial<CoverPeriod> = {},
): CoverPeriod => ({
  periodId,
  programme: 'pake-kelambu',
  schemes: ['jkk', 'jkm'],
  from: calendarDay(from),
  lastCoveredOn: calendarDay(lastCoveredOn),
  declaredIncome: rupiah(1_000_000),
  status: 'started',
  ...facts,
});
const paid = (fromMonth: string, toMonth: string): PaidMonths => ({
  fromMonth: calendarMonth(fromMonth),
  toMonth: calendarMonth(toMonth),
  paidOn: calendarDay(`${fromMonth}-01`),
});
const coverAt = (
  day: string,
  periods: readonly CoverPeriod[],
  facts: Partial<CoverQuestion> = {},
  schedule: BenefitSchedule = permenaker1of2025,
) =>
  coverOn(schedule, {
    periods,
    contributions: [],
    scheme: 'jkm',
    day: calendarDay(day),
    ...facts,
  });

const autumn = period('autumn', '2024-10-01', '2024-12-31');

describe('Cover', () => {
  it.each([
    ['the day before it starts', '2024-09-30', 'not_covered'],
    ['its first day', '2024-10-01', 'covered'],
    ['the day after that', '2024-10-02', 'covered'],
    ['the day before its last', '2024-12-30', 'covered'],
    ['its last day', '2024-12-31', 'covered'],
    ['the first day after it', '2025-01-01', 'needs_confirmation'],
    ['the last day to be asked about', '2025-03-31', 'needs_confirmation'],
    ['the day after that', '2025-04-01', 'not_covered'],
  ])('is, on %s (%s), %s', (_, day, expected) =>
    expect(coverAt(day, [autumn]).cover).toBe(expected),
  );

  it('that ends with February is asked about until the end of May', () => {
    const winter = [period('winter', '2024-12-01', '2025-02-28')];
    expect(coverAt('2025-05-31', winter).cover).toBe('needs_confirmation');
    expect(coverAt('2025-06-01', winter).cover).toBe('not_covered');
  });

  it.each(['requested', 'refused', 'annulled'])('is not given by a period that is %s', (status) =>
    expect(coverAt('2024-11-11', [{ ...autumn, status }])).toEqual({
      cover: 'not_covered',
      periodId: null,
      programme: null,
      declaredIncome: 0,
      membershipSince: null,
      monthsPaid: 0,
      arrears: { months: 0, paidSince: true },
    }),
  );

  it('is given under the schemes of the period alone', () => {
    const accidentsOnly = [{ ...autumn, schemes: ['jkk' as const] }];
    expect(coverAt('2024-11-11', accidentsOnly).cover).toBe('not_covered');
    expect(coverAt('2024-11-11', accidentsOnly, { scheme: 'jkk' }).cover).toBe('covered');
  });

  it('is not given by a period that ended before it began', () =>
    expect(coverAt('2024-12-31', [period('void', '2024-12-31', '2024-12-30')]).cover).toBe(
      'not_covered',
    ));

  it('says by which period, of which programme, at which income', () => {
    const spring = period('spring', '2025-04-01', '2025-12-31', {
      programme: 'kelambu-2025',
      declaredIncome: rupiah(1_500_000),
    });
    expect(coverAt('2025-04-01', [spring, autumn])).toEqual({
      cover: 'covered',
      periodId: 'spring',
      programme: 'kelambu-2025',
      declaredIncome: 1_500_000,
      membershipSince: '2025-04-01',
      monthsPaid: 0,
      arrears: { months: 0, paidSince: true },
    });
  });

  it('names the period that has ended where it has to be asked about', () =>
    expect(coverAt('2025-02-02', [autumn])).toMatchObject({
      cover: 'needs_confirmation',
      periodId: 'autumn',
      membershipSince: '2024-10-01',
    }));
});

describe('Membership', () => {
  const next = (from: string) => [autumn, period('next', from, '2025-12-31')];

  it.each([
    ['goes on where the next period follows at once', '2025-01-01', '2024-10-01'],
    ['begins anew after one day without cover', '2025-01-02', '2025-01-02'],
  ])('%s', (_, from, since) =>
    expect(coverAt('2025-06-06', next(from)).membershipSince).toBe(since),
  );

  it('goes on over a gap where the setting says so', () => {
    const { settings } = permenaker1of2025;
    const lenient = {
      ...permenaker1of2025,
      settings: {
        ...settings,
        gapRestartsMembership: { ...settings.gapRestartsMembership, value: false },
      },
    };
    expect(coverAt('2025-06-06', next('2025-03-01'), {}, lenient).membershipSince).toBe(
      '2024-10-01',
    );
  });

  it('reaches back over a long period that holds a short one', () =>
    expect(
      coverAt('2025-01-01', [
        period('long', '2024-01-01', '2024-12-31'),
        period('short', '2024-03-01', '2024-03-31'),
        period('now', '2025-01-01', '2025-01-31'),
      ]).membershipSince,
    ).toBe('2024-01-01'));

  it('does not look at periods that begin after the day', () =>
    expect(coverAt('2024-11-11', next('2025-01-01'))).toMatchObject({
      periodId: 'autumn',
      membershipSince: '2024-10-01',
    }));

  it('is one, however its days are sliced and in whatever order they are told', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (lengths, at) => {
          const first = calendarDay('2025-03-01');
          const starts = lengths.map((_, n) => lengths.slice(0, n).reduce((a, b) => a + b, 0));
          const days = lengths.reduce((a, b) => a + b, 0);
          const slices = lengths.map((length, n) => {
            const from = daysAfter(first, starts[n] ?? 0);
            return period(String(n), from, daysAfter(from, length - 1));
          });
          const day = daysAfter(first, at % days);
          const told = coverAt(day, slices.toReversed());
          expect(told).toEqual(coverAt(day, slices));
          expect(told).toMatchObject({ cover: 'covered', membershipSince: first });
        },
      ),
    ));
});

describe('The months paid', () => {
  const monthsAt = (
    day: string,
    contributions: readonly PaidMonths[],
    schedule?: BenefitSchedule,
  ) =>
    coverAt(day, [autumn, period('next', '2025-04-01', '2025-12-31')], { contributions }, schedule)
      .monthsPaid;

  it.each([
    ['2024-09-30', 0],
    ['2024-10-01', 1],
    ['2024-11-30', 2],
    ['2024-12-01', 3],
    ['2025-06-06', 3],
  ])('are those up to the month of the day and with it: %s has %i', (day, months) =>
    expect(monthsAt(day, [paid('2024-10', '2024-12')])).toBe(months),
  );

  it('count once, however often they were paid', () =>
    expect(monthsAt('2024-12-31', [paid('2024-10', '2024-11'), paid('2024-11', '2024-12')])).toBe(
      3,
    ));

  it('before a gap count on, unless the setting says that a gap restarts them', () => {
    const contributions = [paid('2024-10', '2024-12'), paid('2025-04', '2025-06')];
    const { settings } = permenaker1of2025;
    const strict = {
      ...permenaker1of2025,
      settings: {
        ...settings,
        gapRestartsMonthsPaid: { ...settings.gapRestartsMonthsPaid, value: true },
      },
    };
    expect(monthsAt('2025-06-30', contributions)).toBe(6);
    expect(monthsAt('2025-06-30', contributions, strict)).toBe(3);
  });
});
