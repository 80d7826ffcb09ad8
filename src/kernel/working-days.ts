import { type CalendarDay, daysAfter, yearOf } from './calendar-day';

/** Days of one year on which offices are shut besides weekends, as somebody ruled and published them. Immutable. */
export type HolidayTable = {
  readonly year: number;
  /** A later ruling on the same year is a new version; the one before stays as it was. */
  readonly version: number;
  readonly days: readonly { readonly day: CalendarDay }[];
};

/** The newest table of each year, by year. */
export type Holidays = ReadonlyMap<number, ReadonlySet<CalendarDay>>;

/** A day that working days led to, or the year whose table is missing: nobody guesses. */
export type WorkingDay =
  | { readonly day: CalendarDay; readonly missingYear: null }
  | { readonly day: null; readonly missingYear: number };

/**
 * The newest version of each year.
 * @throws RangeError for a version twice, a day twice in one table, and a day of another year.
 */
export const newestHolidays = (tables: readonly HolidayTable[]): Holidays => {
  tables.forEach(mustBeWhole);
  const names = new Set(tables.map(({ year, version }) => `${String(year)}/${String(version)}`));
  if (names.size < tables.length) throw new RangeError('Two tables of holidays have one version.');
  const inOrder = [...tables].sort((one, other) => one.version - other.version);
  return new Map(inOrder.map(({ year, days }) => [year, new Set(days.map(({ day }) => day))]));
};

const mustBeWhole = ({ year, days }: HolidayTable): void => {
  if (days.some(({ day }) => yearOf(day) !== year))
    throw new RangeError(`A holiday of ${String(year)} lies in another year.`);
  if (new Set(days.map(({ day }) => day)).size < days.length)
    throw new RangeError(`A holiday of ${String(year)} stands there twice.`);
};

const SATURDAY = 6;
const SUNDAY = 0;

const isWeekend = (day: CalendarDay): boolean => {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday === SATURDAY || weekday === SUNDAY;
};

/** Whether that day is worked, Monday to Friday; null where its year has no table. */
export const isWorkingDay = (day: CalendarDay, holidays: Holidays): boolean | null => {
  const shut = holidays.get(yearOf(day));
  return shut ? !isWeekend(day) && !shut.has(day) : null;
};

/**
 * The day on which the nth working day after a day falls; that day itself does not count, worked or not.
 * @throws RangeError for less than one day.
 */
export const workingDaysAfter = (
  day: CalendarDay,
  count: number,
  holidays: Holidays,
): WorkingDay => {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${String(count)} is no number of working days.`);
  let reached = day;
  for (let left = count; left > 0;) {
    reached = daysAfter(reached, 1);
    const worked = isWorkingDay(reached, holidays);
    if (worked === null) return { day: null, missingYear: yearOf(reached) };
    if (worked) left -= 1;
  }
  return { day: reached, missingYear: null };
};

/** How many working days follow the first day, up to the last and with it; null where a year has no table. */
export const workingDaysBetween = (
  first: CalendarDay,
  last: CalendarDay,
  holidays: Holidays,
): number | null => {
  let worked = 0;
  for (let day = daysAfter(first, 1); day <= last; day = daysAfter(day, 1)) {
    const counts = isWorkingDay(day, holidays);
    if (counts === null) return null;
    if (counts) worked += 1;
  }
  return worked;
};
