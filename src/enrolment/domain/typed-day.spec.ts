import { dayFrom } from './typed-day';

it.each([
  ['07/06/1995'],
  ['7/6/1995'],
  ['07-06-1995'],
  ['07.06.1995'],
  ['1995-06-07'],
  ['1995-06-07 00:00:00'],
  ['07 Juni 1995'],
  ['7 jun 1995'],
  ['07-JUN-1995'],
  ['  07   June 1995 '],
  ['34857'],
  [34857],
])('%p is the seventh of June 1995', (typed) => expect(dayFrom(typed)).toBe('1995-06-07'));

it.each([
  ['a day that does not exist', '31/02/1995'],
  ['the month before the day', '06/27/1995'],
  ['a century that would be guessed', '07/06/95'],
  ['a month that has no such name', '07 Yuni 1995'],
  ['two ways of writing in one', '07/06-1995'],
  ['a day that spreadsheets alone have', 60],
  ['a moment', 34857.5],
  ['a year that was typed as a number', 1990],
  ['two digits of a year, behind a zero that no count of days has', '030160'],
  ['a year', '1995'],
  ['nothing', ''],
])('%s is no day: %p', (_, typed) => expect(dayFrom(typed)).toBeNull());
