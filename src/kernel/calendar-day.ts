declare const unit: unique symbol;

/** A day on the office calendar, YYYY-MM-DD. It has no hour and no time zone, so it never shifts. */
export type CalendarDay = string & { readonly [unit]: 'day' };

/** A month on the office calendar, YYYY-MM. */
export type CalendarMonth = string & { readonly [unit]: 'month' };

const atNoon = (day: CalendarDay): Date => new Date(`${day}T12:00:00Z`);
const dayFrom = (date: Date): CalendarDay => date.toISOString().slice(0, 10) as CalendarDay;

/** Nobody alive was born before, and no right reaches beyond: a day outside is a slip of the pen. */
const [FIRST_YEAR, LAST_YEAR] = ['1900', '2199'];

export const isCalendarDay = (text: string): text is CalendarDay => {
  if (text.slice(0, 4) < FIRST_YEAR || text.slice(0, 4) > LAST_YEAR) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
};

/** @throws RangeError for anything that is not a day that exists. */
export const calendarDay = (text: string): CalendarDay => {
  if (!isCalendarDay(text)) throw new RangeError(`${text} is not a day.`);
  return text;
};

/** The office's day at that instant. Musi Banyuasin lives in Western Indonesia Time, UTC+7, without summer time. */
export const officeDayAt = (instant: Date): CalendarDay =>
  dayFrom(new Date(instant.getTime() + 7 * 3_600_000));

export const daysAfter = (day: CalendarDay, days: number): CalendarDay => {
  const date = atNoon(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayFrom(date);
};

export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
  Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / 86_400_000);

/** The same date so many months later; the last of the month where that month is shorter. */
export const monthsAfter = (day: CalendarDay, months: number): CalendarDay => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayFrom(new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth), 12)));
};

/** Age in whole years on that day. A person born on 29 February becomes older on 1 March of a common year. */
export const wholeYearsBetween = (born: CalendarDay, on: CalendarDay): number => {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
};

/** The first day on which someone born then is that many whole years old. */
export const birthdayOf = (born: CalendarDay, years: number): CalendarDay => {
  const day = `${Number(born.slice(0, 4)) + years}${born.slice(4)}`;
  return isCalendarDay(day) ? day : daysAfter(monthsAfter(born, 12 * years), 1);
};

export const yearOf = (day: CalendarDay): number => Number(day.slice(0, 4));

export const monthOf = (day: CalendarDay): CalendarMonth => day.slice(0, 7) as CalendarMonth;

export const isCalendarMonth = (text: string): text is CalendarMonth => isCalendarDay(`${text}-01`);

/** @throws RangeError for anything that is not a month. */
export const calendarMonth = (text: string): CalendarMonth => {
  if (!isCalendarMonth(text)) throw new RangeError(`${text} is not a month.`);
  return text;
};

export const firstDayOf = (month: CalendarMonth): CalendarDay => `${month}-01` as CalendarDay;

export const lastDayOf = (month: CalendarMonth): CalendarDay =>
  daysAfter(monthsAfter(firstDayOf(month), 1), -1);

/** Every month from the first to the last, both included; none where the last comes before the first. */
export const monthsFrom = (first: CalendarMonth, last: CalendarMonth): readonly CalendarMonth[] => {
  const months: CalendarMonth[] = [];
  for (let month = first; month <= last; month = monthOf(monthsAfter(firstDayOf(month), 1)))
    months.push(month);
  return months;
};
