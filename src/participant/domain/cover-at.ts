import {
  type BenefitSchedule,
  scheduleOn,
  type Scheme,
} from '../../benefit-schedule/domain/benefit-schedule';
import { type Arrears, NO_ARREARS } from '../../benefit-schedule/domain/arrears';
import {
  type Cover,
  coverOn,
  type PaidMonths,
  paidUpOn,
} from '../../benefit-schedule/domain/cover';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { NOTHING } from '../../kernel/rupiah';
import { type CalendarDay, type CalendarMonth, monthOf } from '../../kernel/calendar-day';
import type { Participant } from './participant';

/** The cover of a day, the schedule of that day, and where the law says that cover begins. */
export type CoverAt = {
  readonly decidingDay: CalendarDay;
  readonly schedule: BenefitSchedule;
  readonly scheduleId: string;
  readonly citation: string;
  /** What a decision stores: `cover` says what the arrears come to. */
  readonly inputs: Omit<Cover, 'programme' | 'arrears'>;
  readonly arrears: Arrears;
};

/** Cover under a scheme on a day, as the participant's own stream tells it. */
export const coverAt = (
  participant: Participant,
  scheme: Scheme,
  decidingDay: CalendarDay,
): CoverAt => {
  const schedule = scheduleOn(decidingDay, SCHEDULES);
  const {
    programme: _programme,
    arrears,
    ...inputs
  } = coverOn(schedule, {
    periods: participant.periods,
    contributions: paidUnder(scheme, participant),
    refunded: refundedUnder(scheme, participant),
    scheme,
    day: decidingDay,
  });
  const { citation } = schedule.cover.startsWith;
  // Cover includes the day of death, and no day after it.
  const dead = participant.death && participant.death.diedOn < decidingDay;
  // Whoever was merged is covered as the survivor alone.
  if (dead || participant.merge?.approved)
    return {
      decidingDay,
      schedule,
      scheduleId: schedule.id,
      citation,
      inputs: { ...inputs, ...NONE },
      arrears: NO_ARREARS,
    };
  return { decidingDay, schedule, scheduleId: schedule.id, citation, inputs, arrears };
};

/** Since when nothing of the arrears of a day is owed; null where there were none, or something still is. */
export const arrearsPaidUpOn = (
  participant: Participant,
  scheme: Scheme,
  day: CalendarDay,
): CalendarDay | null =>
  paidUpOn({
    periods: participant.periods,
    contributions: paidUnder(scheme, participant),
    refunded: refundedUnder(scheme, participant),
    scheme,
    day,
  });

const NONE = {
  cover: 'not_covered',
  periodId: null,
  membershipSince: null,
  declaredIncome: NOTHING,
} as const;

/** Months paid into a scheme: those of a period that was refused later, or that covers the other scheme alone, earn nothing. */
const paidUnder = (scheme: Scheme, participant: Participant): readonly PaidMonths[] =>
  participant.contributions.flatMap(({ programme, months, paidOn }) =>
    startedAmong(months, { scheme, programme }, participant).map((month) => ({
      fromMonth: month,
      toMonth: month,
      paidOn,
    })),
  );

const refundedUnder = (scheme: Scheme, participant: Participant): readonly CalendarMonth[] =>
  participant.contributions.flatMap(({ programme, refunded = [] }) =>
    startedAmong(refunded, { scheme, programme }, participant),
  );

const startedAmong = (
  months: readonly CalendarMonth[],
  { scheme, programme }: { readonly scheme: Scheme; readonly programme: string },
  { periods }: Participant,
): readonly CalendarMonth[] => {
  const started = periods.filter(
    (period) =>
      period.status === 'started' &&
      period.schemes.includes(scheme) &&
      period.programme === programme,
  );
  return months.filter((month) =>
    started.some(
      ({ from, lastCoveredOn }) => monthOf(from) <= month && monthOf(lastCoveredOn) >= month,
    ),
  );
};
