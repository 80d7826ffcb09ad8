import * as fc from 'fast-check';
import { calendarDay, daysAfter } from './calendar-day';
import { isWorkingDay, newestHolidays, workingDaysAfter, workingDaysBetween } from './working-days';

const day = calendarDay;
const table = (year: number, version: number, ...days: readonly string[]) => ({
  year,
  version,
  days: days.map((one) => ({ day: day(one) })),
});
// 2024-11-04 is a Monday.
const holidays = newestHolidays([table(2024, 1, '2024-11-06', '2024-12-25'), table(2025, 1)]);

describe('A working day', () => {
  it.each([
    ['a Friday', '2024-11-08', true],
    ['a Saturday', '2024-11-09', false],
    ['a Sunday', '2024-11-10', false],
    ['a Monday', '2024-11-11', true],
    ['a holiday in the week', '2024-11-06', false],
    ['a day of a year without a table', '2026-01-05', null],
  ])('%s: %s is one, %s', (_, on, worked) => {
    expect(isWorkingDay(day(on), holidays)).toBe(worked);
  });
});

describe('The nth working day', () => {
  it.each([
    ['does not count the day from which it is counted', '2024-11-04', 1, '2024-11-05'],
    ['passes over a holiday', '2024-11-05', 1, '2024-11-07'],
    ['passes over a weekend', '2024-11-08', 1, '2024-11-11'],
    ['counts from a weekend as from its Friday', '2024-11-09', 1, '2024-11-11'],
    ['passes over all of them', '2024-11-04', 7, '2024-11-14'],
    ['passes into the next year', '2024-12-31', 3, '2025-01-03'],
  ])('%s', (_, from, count, due) => {
    expect(workingDaysAfter(day(from), count, holidays)).toEqual({ day: due, missingYear: null });
  });

  it('is not guessed where a year has no table', () => {
    expect(workingDaysAfter(day('2025-12-30'), 1, holidays).day).toBe('2025-12-31');
    expect(workingDaysAfter(day('2025-12-30'), 2, holidays)).toEqual({
      day: null,
      missingYear: 2026,
    });
  });
  it.each([0, -1, 1.5])('is no number such as %d', (count) => {
    expect(() => workingDaysAfter(day('2024-11-04'), count, holidays)).toThrow(RangeError);
  });
});

describe('For any day and any number', () => {
  // Twice 60 working days end before the last table does.
  const from = fc.integer({ min: 0, max: 540 }).map((days) => daysAfter(day('2024-01-01'), days));
  const count = fc.integer({ min: 1, max: 60 });
  const dueAfter = (on: ReturnType<typeof day>, days: number) => {
    const { day: due } = workingDaysAfter(on, days, holidays);
    if (due === null) throw new Error('There is no table.');
    return due;
  };

  it('the due day is worked, and as many worked days lie up to it', () => {
    fc.assert(
      fc.property(from, count, (on, days) => {
        const due = dueAfter(on, days);
        expect(isWorkingDay(due, holidays)).toBe(true);
        expect(workingDaysBetween(on, due, holidays)).toBe(days);
      }),
    );
  });
  it('two counts one after the other come to where both together come', () => {
    fc.assert(
      fc.property(from, count, count, (on, some, more) => {
        expect(dueAfter(dueAfter(on, some), more)).toBe(dueAfter(on, some + more));
      }),
      { numRuns: 50 },
    );
  });
  it('a holiday more never brings a due day forward', () => {
    fc.assert(
      fc.property(from, count, from, (on, days, shut) => {
        const more = new Map([...holidays].map(([year, all]) => [year, new Set([...all, shut])]));
        const { day: due } = workingDaysAfter(on, days, more);
        expect((due ?? '') >= dueAfter(on, days)).toBe(true);
      }),
    );
  });
});

describe('Tables of holidays', () => {
  it('count in their newest version, in whatever order they stand', () => {
    const [first, second] = [table(2025, 1), table(2025, 2, '2025-08-18')];
    for (const tables of [
      [first, second],
      [second, first],
    ])
      expect(isWorkingDay(day('2025-08-18'), newestHolidays(tables))).toBe(false);
    expect(isWorkingDay(day('2025-08-18'), newestHolidays([first]))).toBe(true);
  });
  it.each([
    ['one version twice', [table(2025, 1), table(2025, 1)]],
    ['a day twice', [table(2025, 1, '2025-08-18', '2025-08-18')]],
    ['a day of another year', [table(2025, 1, '2024-08-18')]],
  ])('are refused with %s', (_, tables) => {
    expect(() => newestHolidays(tables)).toThrow(RangeError);
  });
});
