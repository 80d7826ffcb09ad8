import { type CalendarDay, daysAfter, isCalendarDay } from '../../kernel/calendar-day';

const MONTHS: readonly (readonly string[])[] = [
  ['JAN', 'JANUARI', 'JANUARY'],
  ['FEB', 'FEBRUARI', 'PEBRUARI', 'FEBRUARY'],
  ['MAR', 'MARET', 'MARCH'],
  ['APR', 'APRIL'],
  ['MEI', 'MAY'],
  ['JUN', 'JUNI', 'JUNE'],
  ['JUL', 'JULI', 'JULY'],
  ['AGU', 'AGS', 'AGT', 'AGUSTUS', 'AUG', 'AUGUST'],
  ['SEP', 'SEPT', 'SEPTEMBER'],
  ['OKT', 'OKTOBER', 'OCT', 'OCTOBER'],
  ['NOV', 'NOVEMBER', 'NOPEMBER'],
  ['DES', 'DESEMBER', 'DEC', 'DECEMBER'],
];

/**
 * Day 60 of a spreadsheet is 29 February 1900, which never was; and a smaller number than these is a year that somebody
 * typed alone (2100 would be a day of 1905).
 */
const [FIRST_SERIAL, LAST_SERIAL] = [2_101, 109_574];
const DAY_NULL = '1899-12-30' as CalendarDay;

const YEAR_LAST = /^(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4})$/;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const NAMED_MONTH = /^(\d{1,2})[\s.-]*([A-Z]{3,9})\.?[\s.,-]*(\d{4})$/;

/**
 * A day as offices write it: 07/06/1995, 07-06-1995, 07.06.1995, 1995-06-07, 07 Juni 1995, or a spreadsheet's count of
 * days. The day stands before the month. Null where it is none of these, and where the year has two digits only: a
 * century must not be guessed, as it decides somebody's age.
 */
export const dayFrom = (typed: string | number): CalendarDay | null => {
  if (typeof typed === 'number') return dayOfSerial(typed);
  const text = typed.trim().toUpperCase().replaceAll(/\s+/g, ' ');
  if (/^[1-9]\d{4,5}(\.0+)?$/.test(text)) return dayOfSerial(Number(text));
  return withYearLast(text) ?? withYearFirst(text) ?? withNamedMonth(text);
};

const withYearLast = (text: string): CalendarDay | null => {
  const [, day = '', , month = '', year = ''] = YEAR_LAST.exec(text) ?? [];
  return existing(year, month, day);
};

const withYearFirst = (text: string): CalendarDay | null => {
  const [, year = '', , month = '', day = ''] = YEAR_FIRST.exec(text) ?? [];
  return existing(year, month, day);
};

const withNamedMonth = (text: string): CalendarDay | null => {
  const [, day = '', name = '', year = ''] = NAMED_MONTH.exec(text) ?? [];
  const month = MONTHS.findIndex((names) => names.includes(name)) + 1;
  return existing(year, String(month), day);
};

const dayOfSerial = (serial: number): CalendarDay | null =>
  Number.isInteger(serial) && serial >= FIRST_SERIAL && serial <= LAST_SERIAL
    ? daysAfter(DAY_NULL, serial)
    : null;

const existing = (year: string, month: string, day: string): CalendarDay | null => {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(text) ? text : null;
};
