import {
  type BenefitSchedule,
  type LevelRules,
  SCHOOL_LEVELS,
  type SchoolLevel,
} from '../../benefit-schedule/domain/benefit-schedule';
import { type Cited, unconfirmed } from '../../benefit-schedule/domain/cited';
import {
  calendarDay,
  type CalendarDay,
  wholeYearsBetween,
  yearOf,
} from '../../kernel/calendar-day';
import { type Rupiah, rupiah, total } from '../../kernel/rupiah';

// What a child may still expect: money that nobody has promised yet, and that a budget must know of.

/**
 * The age at which each level begins, on the first day of the school year. It places a child of whom no school year was
 * judged yet; afterwards the last judged year places it.
 */
export const SCHOOL_AGES: Cited<Readonly<Record<SchoolLevel, number>>> = unconfirmed(
  { tk: 5, sd: 7, smp: 13, sma: 16, pt: 19 },
  'Permendikbud 1/2021 art. 4-6',
  {
    id: 'Usia masuk sekolah yang lazim: keluarga boleh mulai lebih awal atau lebih lambat, dan rencana mengikutinya sejak tahun pertama yang dinilai.',
    en: 'The usual ages of admission: a family may begin earlier or later, and the plan follows it from the first judged year on.',
  },
);

/** A school year begins in July and is named, and budgeted, by the year in which it begins. */
const FIRST_DAY = '07-01';

export const schoolYearOf = (day: CalendarDay): number =>
  day.slice(5) < FIRST_DAY ? yearOf(day) - 1 : yearOf(day);

/** A school year that was approved: `paid` is what of it has arrived and stayed. */
export type JudgedYear = {
  readonly schoolYear: number;
  readonly level: SchoolLevel;
  readonly grade: number;
  readonly approved: Rupiah;
  readonly paid: Rupiah;
};

export type ChildOnTheWay = {
  readonly childId: string;
  /** Null where it is not known, or not any more: nothing can be projected then. */
  readonly birthDate: CalendarDay | null;
  /** The place has ended: what was approved stays, and nothing follows. */
  readonly ended: boolean;
  readonly years: readonly JudgedYear[];
};

export type PlannedYear = {
  readonly schoolYear: number;
  /** The year whose budget bears it. */
  readonly budgetYear: number;
  readonly level: SchoolLevel;
  readonly grade: number;
  readonly amount: Rupiah;
  readonly status: 'paid' | 'approved' | 'projected';
};

/** Four figures that are never one: what the law allows at most, what is likely to follow, what was judged, what arrived. */
export type SchoolPlan = {
  readonly childId: string;
  readonly ceiling: Rupiah;
  /** Null where the birth date is not known. */
  readonly projected: Rupiah | null;
  readonly approved: Rupiah;
  readonly paid: Rupiah;
  readonly years: readonly PlannedYear[];
};

/**
 * The way of one granted child through school, year by year, from what was judged to the last school year that begins
 * before the birthday that ends the right.
 * @param schedule the version that the grant was decided by
 */
export const schoolPlan = (
  schedule: BenefitSchedule,
  child: ChildOnTheWay,
  today: CalendarDay,
): SchoolPlan => {
  const judged = [...child.years].sort((one, other) => one.schoolYear - other.schoolYear);
  const approved = total(judged.map((year) => year.approved));
  const ceiling = schedule.scholarship.ceilingPerChild.value;
  const ahead = child.ended ? [] : yearsAhead(schedule, { ...child, years: judged }, today);
  const coming = ahead && belowCeiling(ahead, rupiah(ceiling - approved));
  return {
    childId: child.childId,
    ceiling,
    projected: coming && total(coming.map(({ amount }) => amount)),
    approved,
    paid: total(judged.map(({ paid }) => paid)),
    years: [...judged.map(asPlanned), ...(coming ?? [])],
  };
};

const asPlanned = ({ schoolYear, level, grade, approved, paid }: JudgedYear): PlannedYear => ({
  ...{ schoolYear, budgetYear: schoolYear, level, grade },
  amount: approved,
  status: paid >= approved ? 'paid' : 'approved',
});

/** Each year until nothing is left of the ceiling. */
const belowCeiling = (
  years: readonly PlannedYear[],
  ceilingLeft: Rupiah,
): readonly PlannedYear[] => {
  let left = ceilingLeft;
  return years.flatMap((year) => {
    const amount = rupiah(Math.min(year.amount, left));
    left = rupiah(left - amount);
    return amount > 0 ? [{ ...year, amount }] : [];
  });
};

const yearsAhead = (
  { scholarship: { levels, ageLimit, ceilingPerChild } }: BenefitSchedule,
  { birthDate, years }: Pick<ChildOnTheWay, 'birthDate' | 'years'>,
  today: CalendarDay,
): readonly PlannedYear[] | null => {
  if (birthDate === null) return null;
  const last = years.at(-1);
  const first = Math.max(schoolYearOf(today), (last?.schoolYear ?? 0) + 1);
  const isInTime = (schoolYear: number): boolean =>
    ageLimit === null || wholeYearsBetween(birthDate, firstDayOf(schoolYear)) < ageLimit.value;

  // One sum, paid once to a child at school, has no years.
  if (!levels)
    return years.length === 0
      ? [projected(first, { level: 'sd', grade: 1 }, ceilingPerChild.value)]
      : [];

  const way = wayThrough(levels);
  const start = last ? followingIn(way, last, first) : startingAt(way, birthDate, first);
  const used = usedIn(years);
  return way.slice(start.index).flatMap((step, index) => {
    const schoolYear = start.schoolYear + index;
    const { perYear, yearsAtMost } = levels[step.level].value;
    used[step.level] += 1;
    const isPaid = isInTime(schoolYear) && used[step.level] <= yearsAtMost;
    return isPaid ? [projected(schoolYear, step, perYear)] : [];
  });
};

type Step = { readonly level: SchoolLevel; readonly grade: number };

const wayThrough = (levels: LevelRules): readonly Step[] =>
  SCHOOL_LEVELS.flatMap((level) =>
    Array.from({ length: levels[level].value.yearsAtMost }, (_, index) => ({
      level,
      grade: index + 1,
    })),
  );

/** A year later means a grade higher, also through years that nobody applied for. */
const followingIn = (way: readonly Step[], last: JudgedYear, schoolYear: number) => {
  const at = way.findIndex(({ level, grade }) => level === last.level && grade === last.grade);
  return { index: at + (schoolYear - last.schoolYear), schoolYear };
};

/** Where children of that age are; one that is too young waits for the first year of its first level. */
const startingAt = (way: readonly Step[], birthDate: CalendarDay, first: number) => {
  const { tk } = SCHOOL_AGES.value;
  const age = wholeYearsBetween(birthDate, firstDayOf(first));
  if (age < tk) return { index: 0, schoolYear: first + (tk - age) };
  const level = SCHOOL_LEVELS.findLast((one) => SCHOOL_AGES.value[one] <= age) ?? 'tk';
  const firstOfLevel = way.findIndex((step) => step.level === level);
  return { index: firstOfLevel + (age - SCHOOL_AGES.value[level]), schoolYear: first };
};

const usedIn = (years: readonly JudgedYear[]): Record<SchoolLevel, number> => {
  const used = { tk: 0, sd: 0, smp: 0, sma: 0, pt: 0 };
  for (const { level } of years) used[level] += 1;
  return used;
};

const firstDayOf = (schoolYear: number): CalendarDay => calendarDay(`${schoolYear}-${FIRST_DAY}`);

const projected = (schoolYear: number, { level, grade }: Step, amount: Rupiah): PlannedYear => ({
  ...{ schoolYear, budgetYear: schoolYear, level, grade, amount },
  status: 'projected',
});
