import { type CalendarDay, monthsAfter } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { schoolYearOf } from './plan';
import type { ScholarshipFacts, SchoolYear } from './scholarship.commands';

/** How long before it begins a school year may be applied for: letters of admission come in the months before July. */
const MONTHS_AHEAD = 3;

/**
 * A year is paid while the child is in it (PP 82/2019): none that was over before the right began, and none to come.
 * @throws Rejection `school-year-before-right`, `school-year-to-come`
 */
export const mustLieInTheRight = (
  { schoolYear }: SchoolYear,
  { claim: { decidingDay } }: ScholarshipFacts,
  today: CalendarDay,
): void => {
  if (schoolYear < schoolYearOf(decidingDay))
    throw new Rejection('school-year-before-right', { schoolYear, decidingDay });
  if (schoolYear > schoolYearOf(monthsAfter(today, MONTHS_AHEAD)))
    throw new Rejection('school-year-to-come', { schoolYear });
};
