import { type CalendarDay, monthsAfter } from '../../kernel/calendar-day';
import type { Reason } from './benefit-line';
import type { BenefitSchedule, Scheme, WaitingRule } from './benefit-schedule';
import type { Cover, CoverOutcome } from './cover';

/** What every right begins with: cover on the day that decides, and the membership behind it. */
export type RightFacts = Pick<Cover, 'cover' | 'membershipSince'> & {
  readonly scheme: Scheme;
  /** The day of the event whose cover and schedule decide. */
  readonly decidingDay: CalendarDay;
};

/** Why the cover of that day gives no right at all; empty where it gives one. */
export const reasonsOfCover = (
  { cover }: BenefitSchedule,
  outcome: CoverOutcome,
): readonly Reason[] => {
  switch (outcome) {
    case 'covered':
      return [];
    case 'needs_confirmation':
      return [{ code: 'cover_needs_confirmation', citation: cover.arrearsMonthsAtMost.citation }];
    case 'not_covered':
      return [{ code: 'not_covered_on_date', citation: cover.startsWith.citation }];
  }
};

/** Why a death that no work has caused pays the funeral alone; empty for an accident and after the waiting months. */
export const reasonsOfWaiting = (
  { waiting }: BenefitSchedule,
  { scheme, cover, membershipSince, decidingDay }: RightFacts,
): readonly Reason[] => {
  if (!waiting || scheme === 'jkk' || cover !== 'covered') return [];
  if (!membershipSince) throw new RangeError('Cover has no beginning of membership.');

  return isWaiting(waiting, membershipSince, decidingDay)
    ? [{ code: 'membership_waiting_months', citation: waiting.months.citation }]
    : [];
};

const isWaiting = (
  { months, boundary }: WaitingRule,
  membershipSince: CalendarDay,
  day: CalendarDay,
): boolean => {
  const monthsHavePassed = monthsAfter(membershipSince, months.value);
  return boundary.value === 'paid_in_full' ? day < monthsHavePassed : day <= monthsHavePassed;
};
