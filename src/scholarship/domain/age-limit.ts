import { scheduleOn } from '../../benefit-schedule/domain/benefit-schedule';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { birthdayOf, type CalendarDay, monthsAfter } from '../../kernel/calendar-day';
import type { Member } from '../../participant/domain/participant';
import { isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { runningPlaces, type Scholarship } from './scholarship';

/** The age at which the law of that day ends a scholarship (PP 82/2019: 23); null where it knows none (PP 44/2015). */
export const ageLimitOn = (decidingDay: CalendarDay): number | null =>
  scheduleOn(decidingDay, SCHEDULES).scholarship.ageLimit?.value ?? null;

/** The day on which a child reaches that age; null where there is no limit, or its birth date cannot be read. */
export const reachesLimitOn = (
  limit: number | null,
  { details }: Pick<Member, 'details'>,
): CalendarDay | null =>
  limit === null || details === 'erased' || details.birthDate === null
    ? null
    : birthdayOf(details.birthDate, limit);

/**
 * The running places whose child may have reached the limit by that day, as far as the age in whole years says that
 * the grant was decided on. So a birth date is opened only in the last year of a place.
 */
export const placesNearLimit = (
  scholarship: Scholarship,
  today: CalendarDay,
): readonly string[] => {
  const running = runningPlaces(scholarship);
  return grantsOf(scholarship).flatMap(({ inputs, decidingDay }) => {
    const limit = ageLimitOn(decidingDay);
    if (limit === null) return [];
    const mayBe = (ageInYears: number): boolean =>
      monthsAfter(inputs.assessedOn, 12 * (limit - ageInYears - 1)) <= today;
    return inputs.children
      .filter(({ childId, ageInYears }) => running.includes(childId) && mayBe(ageInYears))
      .map(({ childId }) => childId);
  });
};

const grantsOf = ({ benefits: { benefits } }: Scholarship) =>
  inOrder(benefits).flatMap((benefit) =>
    benefit.assessed.kind === 'scholarship_grant' && isLive(benefit) && benefit.approval
      ? [benefit.assessed]
      : [],
  );
