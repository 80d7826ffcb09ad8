import { type CalendarDay, daysAfter } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import type { Rupiah } from '../../kernel/rupiah';
import { type Cited, type OpenPoint, openPointsIn } from './cited';
import type { DisabilityTable } from './disability-table';

/** JKK insures work accidents, JKM deaths that no work has caused. */
export type Scheme = 'jkk' | 'jkm';

/**
 * What the law pays from a day on. A version is immutable: a new regulation is a new version, and a decision names
 * the version it used, so that it gives the same rupiah when it is run again years later.
 */
export type BenefitSchedule = {
  readonly id: string;
  readonly inForceFrom: CalendarDay;
  /** Null where the next version, if there is one, ends this one. */
  readonly lastDay: CalendarDay | null;
  readonly citation: string;
  readonly cover: CoverRules;
  readonly deathByIllness: DeathByIllness;
  readonly deathByAccident: DeathByAccident;
  /** The first months of membership, in which an illness pays the funeral alone; null where there are none. */
  readonly waiting: WaitingRule | null;
  readonly treatment: TreatmentRules;
  /** Caps, by mode; the caps of the modes used add up. */
  readonly transport: Readonly<Record<TransportMode, Cited<Rupiah>>>;
  readonly wageReplacement: WageReplacement;
  readonly disability: DisabilityRules;
  readonly devices: DeviceRules;
  readonly homeCare: HomeCare | null;
  readonly scholarship: ScholarshipRules;
  readonly expiry: Expiry;
  readonly settings: Settings;
};

/** A part of so many monthly incomes W: percentTenths / 1000 x months x W. */
export type ShareOfIncomes = { readonly percentTenths: number; readonly months: number };

export type CoverRules = {
  /** Cover begins with the participation number, not with a decree or a list. */
  readonly startsWith: Cited<'participation_number'>;
  /** Consecutive unpaid months after which no right is left. */
  readonly arrearsMonthsAtMost: Cited<number>;
};

export type DeathByIllness = {
  readonly lumpSum: Cited<Rupiah>;
  /** Called periodic by the law, and paid at once. */
  readonly periodic: Cited<Rupiah>;
  readonly funeral: Cited<Rupiah>;
};

export type DeathByAccident = {
  /** Never below the lump sum of a death by illness under the same version. */
  readonly lumpSum: Cited<ShareOfIncomes>;
  readonly periodic: Cited<Rupiah>;
  readonly funeral: Cited<Rupiah>;
};

/** What the day is on which the last waiting month has passed: the first of full benefit, or the last of waiting. */
export type WaitingBoundary = 'paid_in_full' | 'still_waiting';

export type WaitingRule = {
  readonly months: Cited<number>;
  readonly boundary: Cited<WaitingBoundary>;
};

/** What a bill for treatment may hold and the scheme does not bear. */
export type DeductionCode =
  'ward_class_above_entitlement' | 'not_medical' | 'paid_by_other_payer' | 'outside_partner_excess';

export type TreatmentRules = {
  readonly extent: Cited<'medical_need_without_cap'>;
  readonly until: Cited<readonly ('recovered' | 'disabled' | 'died')[]>;
  readonly notBorne: Readonly<Record<DeductionCode, Cited<string>>>;
};

export type TransportMode = 'land_river_lake' | 'sea' | 'air';

/** Months of inability to work, counted from 1; `toMonth` null means until the end. */
export type WageBand = {
  readonly fromMonth: number;
  readonly toMonth: number | null;
  readonly percentTenths: number;
};

export type WageReplacement = {
  readonly bands: Cited<readonly WageBand[]>;
  readonly daysInMonth: Cited<number>;
};

export type DisabilityRules = {
  /** Partial anatomical: percent x months x W. Partial functional: the loss of that again. */
  readonly partialMonths: Cited<number>;
  readonly totalPermanent: Cited<ShareOfIncomes>;
  readonly totalPermanentPeriodic: Cited<Rupiah>;
  readonly severalTogetherAtMostTenths: Cited<number>;
  readonly table: Cited<DisabilityTable>;
};

export type DeviceRules = {
  /** What a prosthesis or orthosis may cost above the reference price. */
  readonly prosthesisAboveReferenceTenths: Cited<number>;
  readonly dentures: Cited<Rupiah>;
  readonly hearingAid: Cited<Rupiah> | null;
  readonly glasses: Cited<Rupiah> | null;
};

export type HomeCare = { readonly yearsAtMost: Cited<number>; readonly atMost: Cited<Rupiah> };

/** Kindergarten, primary, lower secondary, upper secondary, higher education or training: the way through school. */
export const SCHOOL_LEVELS = ['tk', 'sd', 'smp', 'sma', 'pt'] as const;
export type SchoolLevel = (typeof SCHOOL_LEVELS)[number];

export type LevelRule = { readonly perYear: Rupiah; readonly yearsAtMost: number };
export type LevelRules = Readonly<Record<SchoolLevel, Cited<LevelRule>>>;

export type ScholarshipRules = {
  /** Null where the scholarship is one sum, paid once. */
  readonly levels: LevelRules | null;
  readonly ceilingPerChild: Cited<Rupiah>;
  readonly childrenAtMost: Cited<number>;
  /** Months of paid membership before there is a right. */
  readonly monthsNeeded: Readonly<Record<Scheme, Cited<number>>>;
  /** What it is called when they are not reached. */
  readonly tooFewMonths: 'scholarship_needs_three_years' | 'scholarship_needs_five_years';
  readonly legalChildOnly: Cited<boolean>;
  /** The birthday that ends the right, in years. */
  readonly ageLimit: Cited<number> | null;
  readonly endedByMarriage: Cited<boolean> | null;
  readonly endedByWork: Cited<'any_work' | 'work_other_than_bpu_or_internship'> | null;
  /** The day on which the age is taken that a decision stores. */
  readonly ageTestedOn: Cited<'decision_day'>;
  readonly endedPlacePassesOn: Cited<boolean>;
};

export type Expiry = {
  /** Years from the accident or the diagnosis. */
  readonly jkkYears: Cited<number>;
  /** None was found. */
  readonly jkmYears: null;
};

/** Readings of the law that no statute settles: applied as they stand here, and open to correction by a new version. */
export type Settings = {
  /** After a prepaid cover has ended, a day within these months is asked about and not refused. */
  readonly monthsToConfirmAfterCover: Cited<number>;
  readonly gapRestartsMembership: Cited<boolean>;
  readonly gapRestartsMonthsPaid: Cited<boolean>;
  readonly accidentDeathDecidedBy: Cited<'day_of_accident'>;
  readonly overpaymentAfterCorrectedCause: Cited<'collected_by_own_decision'>;
  /** On the road this payer comes first, up to this sum. */
  readonly firstPayerOnTheRoad: Cited<{ readonly payer: 'jasa_raharja'; readonly atMost: Rupiah }>;
};

/**
 * Schedules that together answer for every day from the first on.
 * @throws RangeError for no schedule, for one id or one date twice, for a wrong order and for days without a schedule.
 */
export const checkedSchedules = (
  schedules: readonly BenefitSchedule[],
): readonly BenefitSchedule[] => {
  if (schedules.length === 0) throw new RangeError('There is no benefit schedule.');
  if (new Set(schedules.map(({ id }) => id)).size < schedules.length)
    throw new RangeError('Two benefit schedules have one id.');

  schedules.slice(1).forEach((next, index) => {
    const before = schedules[index];
    if (before) refuseUnlessFollowing(before, next);
  });
  return schedules;
};

const refuseUnlessFollowing = (before: BenefitSchedule, next: BenefitSchedule): void => {
  if (next.inForceFrom <= before.inForceFrom)
    throw new RangeError(`${next.id} does not come into force after ${before.id}.`);
  if (before.lastDay && next.inForceFrom !== daysAfter(before.lastDay, 1))
    throw new RangeError(`${next.id} does not begin on the day after ${before.id}.`);
};

/**
 * The schedule of that day among checked ones. The day is that of the event, never that of the claim.
 * @throws Rejection `no-schedule-on-date` for a day before the first, or after the last day of the last.
 */
export const scheduleOn = (
  day: CalendarDay,
  schedules: readonly BenefitSchedule[],
): BenefitSchedule => {
  const schedule = schedules.findLast(({ inForceFrom }) => inForceFrom <= day);
  if (!schedule || (schedule.lastDay && day > schedule.lastDay))
    throw new Rejection('no-schedule-on-date', { day });
  return schedule;
};

/**
 * The schedule that a stored decision names.
 * @throws RangeError for an id that this release does not have.
 */
export const scheduleById = (
  id: string,
  schedules: readonly BenefitSchedule[],
): BenefitSchedule => {
  const schedule = schedules.find((one) => one.id === id);
  if (!schedule) throw new RangeError(`There is no benefit schedule ${id}.`);
  return schedule;
};

/** Every point of a version that was not read in a statute. */
export const openPointsOf = (schedule: BenefitSchedule): readonly OpenPoint[] =>
  openPointsIn(schedule);
