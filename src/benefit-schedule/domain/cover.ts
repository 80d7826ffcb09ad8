import {
  type CalendarDay,
  type CalendarMonth,
  daysAfter,
  monthOf,
  monthsAfter,
  monthsFrom,
} from '../../kernel/calendar-day';
import { NOTHING, type Rupiah } from '../../kernel/rupiah';
import { type Arrears, arrearsOn, arrearsPaidOn, NO_ARREARS } from './arrears';
import type { BenefitSchedule, Scheme } from './benefit-schedule';

/** A period of cover as the participant's stream holds it; only a started one covers. Days are inclusive. */
export type CoverPeriod = {
  readonly periodId: string;
  readonly programme: string;
  readonly schemes: readonly Scheme[];
  readonly from: CalendarDay;
  readonly lastCoveredOn: CalendarDay;
  readonly declaredIncome: Rupiah;
  readonly status: string;
};

/** The months that a recorded contribution pays for, both included, and the day on which it was paid. */
export type PaidMonths = {
  readonly fromMonth: CalendarMonth;
  readonly toMonth: CalendarMonth;
  readonly paidOn: CalendarDay;
};

/** In arrears a part of the rights rests until they are paid; in arrears for too long there is none (PP 44/2015 art. 39). */
export type CoverOutcome =
  'covered' | 'in_arrears' | 'arrears_too_long' | 'needs_confirmation' | 'not_covered';

/**
 * What cover leaves of a right in one case: after arrears that were paid later JKK cash still waits for the recovery
 * (PP 44/2015 art. 39), and a right that was not claimed in its years is gone (`expired`).
 */
export type DecidedCover = CoverOutcome | 'awaits_recovery' | 'expired';

/** What a person's cover is worth on a day. Without cover there is no period, and nothing is earned under it. */
export type Cover = {
  readonly cover: CoverOutcome;
  readonly periodId: string | null;
  readonly programme: string | null;
  /** Monthly income W that the benefits are computed from. */
  readonly declaredIncome: Rupiah;
  /** The first day of the membership that the period belongs to. */
  readonly membershipSince: CalendarDay | null;
  /** Distinct months paid, up to the month of the day and with it. */
  readonly monthsPaid: number;
  /** Of a day that is covered, or that follows a cover. */
  readonly arrears: Arrears;
};

/** The same as a decision takes it. */
export type DecidingCover = Omit<Cover, 'cover'> & { readonly cover: DecidedCover };

export type CoverQuestion = {
  readonly periods: readonly CoverPeriod[];
  readonly contributions: readonly PaidMonths[];
  /** Months that had been paid and were refunded: a first contribution was in the register all the same. */
  readonly refunded?: readonly CalendarMonth[];
  readonly scheme: Scheme;
  readonly day: CalendarDay;
};

/** Whether a day is covered under a scheme, by which period, and what that membership had earned by then. */
export const coverOn = (schedule: BenefitSchedule, question: CoverQuestion): Cover => {
  const memberships = begunBy(question);
  const { cover: unpaidOrNot, period } = answerOf(schedule, memberships, question.day);
  const arrears = period ? arrearsOn({ ...question, periods: memberships }) : NO_ARREARS;
  const cover = afterArrears(schedule, unpaidOrNot, arrears);
  const membershipSince = period && beginningOf(schedule, period, memberships);

  return {
    cover,
    periodId: period?.periodId ?? null,
    programme: period?.programme ?? null,
    declaredIncome: period?.declaredIncome ?? NOTHING,
    membershipSince,
    monthsPaid: monthsPaidBy(schedule, question, membershipSince),
    arrears,
  };
};

/** The day since which nothing of the arrears of that day is owed; null where there were none, or something still is. */
export const paidUpOn = (question: CoverQuestion): CalendarDay | null =>
  arrearsPaidOn({ ...question, periods: begunBy(question) });

/** Whoever was too long in arrears on the day has no right, also if he pays later; else paying restores it. */
const afterArrears = (
  { cover: { arrearsMonthsAtMost } }: BenefitSchedule,
  outcome: CoverOutcome,
  { months, paidSince }: Arrears,
): CoverOutcome => {
  if (months > arrearsMonthsAtMost.value) return 'arrears_too_long';
  return outcome === 'covered' && !paidSince ? 'in_arrears' : outcome;
};

/** The periods of that scheme that had begun by that day, in the order in which they began. */
const begunBy = ({ periods, scheme, day }: CoverQuestion): readonly CoverPeriod[] =>
  periods
    .filter(({ status, schemes }) => status === 'started' && schemes.includes(scheme))
    .filter(({ from, lastCoveredOn }) => from <= day && from <= lastCoveredOn)
    .sort((one, other) => one.from.localeCompare(other.from));

const answerOf = (
  { settings }: BenefitSchedule,
  begun: readonly CoverPeriod[],
  day: CalendarDay,
): { readonly cover: CoverOutcome; readonly period: CoverPeriod | null } => {
  const covering = begun.findLast(({ lastCoveredOn }) => lastCoveredOn >= day);
  if (covering) return { cover: 'covered', period: covering };

  const months = settings.monthsToConfirmAfterCover.value;
  const latest = begun.reduce<CoverPeriod | null>(laterEnding, null);
  // Counted from the first day without cover, so that the end of a month is followed by whole months.
  return latest && day < monthsAfter(daysAfter(latest.lastCoveredOn, 1), months)
    ? { cover: 'needs_confirmation', period: latest }
    : { cover: 'not_covered', period: null };
};

const laterEnding = (latest: CoverPeriod | null, period: CoverPeriod): CoverPeriod =>
  latest && latest.lastCoveredOn > period.lastCoveredOn ? latest : period;

/** Back through the periods that follow one another without a day between them. */
const beginningOf = (
  { settings }: BenefitSchedule,
  { from }: CoverPeriod,
  begun: readonly CoverPeriod[],
): CalendarDay => {
  if (!settings.gapRestartsMembership.value) return begun[0]?.from ?? from;

  return begun.reduceRight(
    (since, earlier) =>
      earlier.from < since && earlier.lastCoveredOn >= daysAfter(since, -1) ? earlier.from : since,
    from,
  );
};

const monthsPaidBy = (
  { settings }: BenefitSchedule,
  { contributions, day }: CoverQuestion,
  membershipSince: CalendarDay | null,
): number => {
  const thisMonth = monthOf(day);
  const firstCounted =
    settings.gapRestartsMonthsPaid.value && membershipSince ? monthOf(membershipSince) : null;

  const paid = contributions
    .flatMap(({ fromMonth, toMonth }) => monthsFrom(fromMonth, earlierOf(toMonth, thisMonth)))
    .filter((month) => firstCounted === null || month >= firstCounted);
  return new Set(paid).size;
};

const earlierOf = (one: CalendarMonth, other: CalendarMonth): CalendarMonth =>
  one < other ? one : other;
