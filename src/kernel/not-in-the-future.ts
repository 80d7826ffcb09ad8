import type { CalendarDay } from './calendar-day';
import { Rejection } from './rejection';

/** A fact cannot be of tomorrow. */
export const notInTheFuture = (day: CalendarDay, today: CalendarDay): void => {
  if (day > today) throw new Rejection('day-in-future', { day, today });
};
