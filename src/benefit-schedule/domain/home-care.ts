import { type CalendarDay, daysAfter, monthsAfter } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import { type BenefitLine, totalGranted, upToCap, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule } from './benefit-schedule';
import type { DecidingCover } from './cover';
import { reasonsOfCover } from './entitlement';

export type HomeCareFacts = Pick<DecidingCover, 'cover'> & {
  readonly items: readonly { readonly code: string; readonly claimed: Rupiah }[];
  /** The day on which care at home began after this accident, whichever bill comes first. */
  readonly careSince: CalendarDay;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** What was granted for care at home after this accident before. */
  readonly grantedBefore: Rupiah;
};

/** The last day of care at home that is paid; null where the version knows none. */
export const homeCareLastDay = (
  { homeCare }: BenefitSchedule,
  careSince: CalendarDay,
): CalendarDay | null =>
  homeCare && daysAfter(monthsAfter(careSince, 12 * homeCare.yearsAtMost.value), -1);

/**
 * What a bill for care at home pays, a line for each item: up to one sum, and for one year, for the whole accident.
 * @throws Rejection `home-care-year-ends` for a bill that goes beyond the year: nobody can say which part of it is paid.
 */
export const homeCareLines = (
  schedule: BenefitSchedule,
  { items, careSince, from, to, grantedBefore, cover }: HomeCareFacts,
): readonly BenefitLine[] => {
  const noCover = reasonsOfCover(schedule, cover, 'treatment');
  const nothing = (reasons: BenefitLine['reasons']) =>
    items.map(({ code, claimed }) => wholeOrNothing(code, claimed, reasons));
  if (noCover.length > 0) return nothing(noCover);

  const { homeCare } = schedule;
  const lastDay = homeCareLastDay(schedule, careSince);
  if (!homeCare || !lastDay)
    return nothing([{ code: 'home_care_not_in_schedule', citation: schedule.citation }]);
  if (from > lastDay)
    return nothing([{ code: 'home_care_year_over', citation: homeCare.yearsAtMost.citation }]);
  if (to > lastDay) throw new Rejection('home-care-year-ends', { lastDay });

  return items.reduce<readonly BenefitLine[]>((lines, item) => {
    const granted = rupiah(grantedBefore + totalGranted(lines));
    return [...lines, upToCap(item, homeCare.atMost, granted, 'home_care_cap')];
  }, []);
};
