import { calendarDay } from '../../../kernel/calendar-day';
import type { Mark } from '../cited';
import type { Holiday, HolidayKind } from './holiday-table';

/** Entries of one kind, written as `MM-DD`, in the order of the year. */
export const entriesOf =
  (year: number, kind: HolidayKind, mark: Mark) =>
  (days: Readonly<Record<string, string>>): readonly Holiday[] =>
    Object.entries(days).map(([monthAndDay, name]) => ({
      day: calendarDay(`${String(year)}-${monthAndDay}`),
      kind,
      name,
      mark,
    }));
