import { type CalendarDay, monthsAfter } from '../../kernel/calendar-day';
import type { Reason } from './benefit-line';
import type { BenefitSchedule, Scheme, WaitingRule } from './benefit-schedule';
import type { DecidedCover, DecidingCover } from './cover';

/** What every right begins with: cover on the day that decides, and the membership behind it. */
export type RightFacts = Pick<DecidingCover, 'cover' | 'membershipSince'> & {
  readonly scheme: Scheme;
  /** The day of the event whose cover and schedule decide. */
  readonly decidingDay: CalendarDay;
};

/**
 * What is asked for while contributions are in arrears (PP 44/2015 art. 39): JKK treats all the same, JKM pays the
 * funeral all the same, and everything else is cash that rests until the arrears are paid.
 */
export type RightInArrears = 'treatment' | 'funeral_of_jkm' | 'cash';

/** Why the cover of that day gives no such right; empty where it gives one. */
export const reasonsOfCover = (
  { cover, expiry }: BenefitSchedule,
  outcome: DecidedCover,
  right: RightInArrears = 'cash',
): readonly Reason[] => {
  switch (outcome) {
    case 'covered':
      return [];
    case 'in_arrears':
      return right === 'cash'
        ? [{ code: 'contributions_in_arrears', citation: cover.arrearsMonthsAtMost.citation }]
        : [];
    case 'awaits_recovery':
      return right === 'cash'
        ? [{ code: 'cash_after_recovery', citation: cover.arrearsMonthsAtMost.citation }]
        : [];
    case 'expired':
      return [{ code: 'claim_expired', citation: expiry.jkkYears.citation }];
    case 'arrears_too_long':
      return [{ code: 'arrears_too_long', citation: cover.arrearsMonthsAtMost.citation }];
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
  if (!waiting || scheme === 'jkk' || !isCovered(cover)) return [];
  if (!membershipSince) throw new RangeError('Cover has no beginning of membership.');

  return isWaiting(waiting, membershipSince, decidingDay)
    ? [{ code: 'membership_waiting_months', citation: waiting.months.citation }]
    : [];
};

const isCovered = (cover: DecidedCover): boolean => cover === 'covered' || cover === 'in_arrears';

const isWaiting = (
  { months, boundary }: WaitingRule,
  membershipSince: CalendarDay,
  day: CalendarDay,
): boolean => {
  const monthsHavePassed = monthsAfter(membershipSince, months.value);
  return boundary.value === 'paid_in_full' ? day < monthsHavePassed : day <= monthsHavePassed;
};
