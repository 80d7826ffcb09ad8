import type { CalendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import type { Benefit } from './benefits';

/** Nobody asks a payer, pays or fails to pay for what has not happened yet. @throws Rejection `period-reversed` */
export const notBeforeTheEvent = (
  day: CalendarDay,
  { assessed: { decidingDay } }: Pick<Benefit, 'assessed'>,
): void => {
  if (day < decidingDay)
    throw new Rejection('period-reversed', { from: decidingDay, lastDay: day });
};
