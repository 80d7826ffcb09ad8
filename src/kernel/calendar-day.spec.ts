import * as fc from 'fast-check';
import {
  birthdayOf,
  calendarDay,
  calendarMonth,
  daysAfter,
  daysBetween,
  firstDayOf,
  isCalendarDay,
  isCalendarMonth,
  lastDayOf,
  monthOf,
  monthsAfter,
  monthsFrom,
  officeDayAt,
  wholeYearsBetween,
} from './calendar-day';

const START = calendarDay('1900-01-01');
const anyDay = fc.integer({ min: 0, max: 80_000 }).map((days) => daysAfter(START, days));

describe('A day', () => {
  it.each(['2024-02-29', '2000-02-29', '2025-12-31', '2025-01-01'])('may be %s', (text) =>
    expect(calendarDay(text)).toBe(text),
  );

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-1-1',
    '01-01-2025',
    '2025-01-01T00:00:00Z',
    ' 2025-01-01',
    '20250101',
    '',
  ])('is never "%s"', (text) => {
    expect(isCalendarDay(text)).toBe(false);
    expect(() => calendarDay(text)).toThrow(RangeError);
  });
});

describe("The office's day", () => {
  it.each([
    ['2025-02-23T16:59:59.999Z', '2025-02-23'],
    ['2025-02-23T17:00:00.000Z', '2025-02-24'],
    ['2025-02-24T16:59:59.999Z', '2025-02-24'],
    ['2024-12-31T17:00:00.000Z', '2025-01-01'],
  ])('begins at midnight in Jakarta: %s is %s', (instant, day) =>
    expect(officeDayAt(new Date(instant))).toBe(day),
  );
});

describe('Counting days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-01-01', -1, '2024-12-31'],
    ['2025-01-01', 0, '2025-01-01'],
    ['2019-12-01', 1, '2019-12-02'],
  ])('from %s, %i on, gives %s', (day, days, expected) =>
    expect(daysAfter(calendarDay(day), days)).toBe(expected),
  );

  it('forth and back ends where it began', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
        expect(daysAfter(daysAfter(day, days), -days)).toBe(day);
        expect(daysBetween(day, daysAfter(day, days))).toBe(days);
      }),
    ));
});

describe('Counting months', () => {
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2025-06-15', 3, '2025-09-15'],
    ['2024-10-01', 3, '2025-01-01'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-01-15', 0, '2025-01-15'],
    ['2025-01-15', 36, '2028-01-15'],
  ])('from %s, %i on, gives %s', (day, months, expected) =>
    expect(monthsAfter(calendarDay(day), months)).toBe(expected),
  );

  it('always lands in the month that was asked for', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 240 }), (day, months) => {
        const later = monthsAfter(day, months);
        const monthNumber = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7));
        expect(isCalendarDay(later)).toBe(true);
        expect(monthNumber(later) - monthNumber(day)).toBe(months);
        expect(later.slice(8) <= day.slice(8)).toBe(true);
      }),
    ));
});

describe('Age in whole years', () => {
  it.each([
    ['2002-05-10', '2025-05-09', 22],
    ['2002-05-10', '2025-05-10', 23],
    ['2002-05-10', '2025-05-11', 23],
    ['2004-02-29', '2025-02-28', 20],
    ['2004-02-29', '2025-03-01', 21],
    ['2004-02-29', '2024-02-29', 20],
    ['2025-05-10', '2025-05-10', 0],
  ])('born %s, on %s, is %i', (born, on, years) =>
    expect(wholeYearsBetween(calendarDay(born), calendarDay(on))).toBe(years),
  );
});

describe('A birthday', () => {
  it.each([
    ['2002-05-10', 23, '2025-05-10'],
    ['2004-02-29', 23, '2027-03-01'],
    ['2004-02-29', 20, '2024-02-29'],
  ])('born %s, the one of %i years is %s', (born, years, day) =>
    expect(birthdayOf(calendarDay(born), years)).toBe(day),
  );

  it('is the first day of that age', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (born, years) => {
        const birthday = birthdayOf(born, years);
        expect(wholeYearsBetween(born, birthday)).toBe(years);
        expect(wholeYearsBetween(born, daysAfter(birthday, -1))).toBe(years - 1);
      }),
    ));
});

describe('A month', () => {
  it('is that of its days', () => {
    expect(monthOf(calendarDay('2024-02-29'))).toBe('2024-02');
    expect(firstDayOf(calendarMonth('2024-02'))).toBe('2024-02-01');
    expect(lastDayOf(calendarMonth('2024-02'))).toBe('2024-02-29');
    expect(lastDayOf(calendarMonth('2025-12'))).toBe('2025-12-31');
  });

  it.each(['2024-13', '2024-00', '2024-1', '2024', '2024-01-01', ''])('is never "%s"', (text) => {
    expect(isCalendarMonth(text)).toBe(false);
    expect(() => calendarMonth(text)).toThrow(RangeError);
  });

  it.each([
    ['2024-11', '2025-02', ['2024-11', '2024-12', '2025-01', '2025-02']],
    ['2024-11', '2024-11', ['2024-11']],
    ['2024-12', '2024-11', []],
  ])('from %s to %s gives %j', (first, last, months) =>
    expect(monthsFrom(calendarMonth(first), calendarMonth(last))).toEqual(months),
  );

  it('ends on the day before the next begins', () =>
    fc.assert(
      fc.property(anyDay, (day) => {
        const month = monthOf(day);
        expect(daysAfter(lastDayOf(month), 1)).toBe(monthsAfter(firstDayOf(month), 1));
      }),
    ));
});
