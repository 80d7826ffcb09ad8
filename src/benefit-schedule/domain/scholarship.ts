import { Rejection } from '../../kernel/rejection';
import { type Rupiah, rupiah, total } from '../../kernel/rupiah';
import {
  type BenefitLine,
  less,
  type Reason,
  type ReasonCode,
  wholeOrNothing,
} from './benefit-line';
import {
  type BenefitSchedule,
  type LevelRule,
  SCHOOL_LEVELS,
  type SchoolLevel,
  type ScholarshipRules,
} from './benefit-schedule';
import type { Cited } from './cited';
import type { Cover } from './cover';
import { reasonsOfCover, reasonsOfWaiting, type RightFacts } from './entitlement';

export type ScholarshipChild = {
  readonly childId: string;
  /** A legal child of the participant (anak sah). */
  readonly legalChild: boolean;
  readonly ageInYears: number;
};

/** Cover on the day that gave the right; the scheme is JKK for a death by accident or a total disability. */
type ScholarshipRight = RightFacts & Pick<Cover, 'monthsPaid'>;

export type ScholarshipGrantFacts = ScholarshipRight & {
  readonly children: readonly ScholarshipChild[];
  /** Places of other children, who were paid before the right came to rest on another claim; none where absent. */
  readonly placesTaken?: number;
};

export type ScholarshipYearFacts = ScholarshipRight & {
  readonly child: ScholarshipChild;
  /** The place of the child in the scholarship, from 0. */
  readonly childIndex: number;
  readonly level: SchoolLevel;
  /** A repeated year counts. */
  readonly yearsUsedInLevel: number;
  /** What this child was granted in earlier years, at every level. */
  readonly grantedBefore: Rupiah;
};

export type ScholarshipLine = BenefitLine & { readonly childId: string };

/**
 * The most that each child may be paid until the last year of school. Places go to the first children who have a
 * right of their own; a child too young for school has one.
 * @throws Rejection `child-named-twice`.
 */
export const scholarshipGrantLines = (
  schedule: BenefitSchedule,
  { children, placesTaken = 0, ...right }: ScholarshipGrantFacts,
): readonly ScholarshipLine[] => {
  refuseDoubles(children);
  const { scholarship: rules } = schedule;
  const ofParticipant = reasonsOfParticipant(schedule, right);
  const withPlace = children
    .filter((child) => reasonsOfChild(rules, child).length === 0)
    .slice(0, Math.max(0, rules.childrenAtMost.value - placesTaken));

  return children.map((child) => {
    const ofChild = reasonsOfChild(rules, child);
    const placeless = ofChild.length === 0 && !withPlace.includes(child);
    const ofPlace = placeless ? [because('scholarship_child_limit', rules.childrenAtMost)] : [];
    const reasons = [...ofParticipant, ...ofChild, ...ofPlace];
    const line = wholeOrNothing('scholarship_ceiling', rules.ceilingPerChild.value, reasons);
    return { childId: child.childId, ...line };
  });
};

/** What one year at a level pays one child: the amount of the level, and never more than is left of the ceiling. */
export const scholarshipYearLine = (
  schedule: BenefitSchedule,
  { child, childIndex, level, yearsUsedInLevel, grantedBefore, ...right }: ScholarshipYearFacts,
): ScholarshipLine => {
  const { scholarship: rules } = schedule;
  const { code, claimed, yearsAtMost } = yearAt(rules, level);
  const noRight = [
    ...reasonsOfParticipant(schedule, right),
    ...reasonsOfChild(rules, child),
    ...(childIndex < rules.childrenAtMost.value
      ? []
      : [because('scholarship_child_limit', rules.childrenAtMost)]),
    ...(yearsAtMost && yearsUsedInLevel >= yearsAtMost.value
      ? [because('scholarship_level_years_used', yearsAtMost)]
      : []),
  ];
  const line =
    noRight.length > 0
      ? wholeOrNothing(code, claimed, noRight)
      : belowCeiling(code, claimed, rules.ceilingPerChild, grantedBefore);
  return { childId: child.childId, ...line };
};

/**
 * What is left of a child's way through school, the current year counted in: the sums that are announced.
 * @throws Rejection `grade-outside-level` for a grade that the level does not have.
 */
export const remainingPath = (
  { scholarship: { levels, ceilingPerChild } }: BenefitSchedule,
  level: SchoolLevel,
  grade: number,
): Rupiah => {
  if (!levels) return ceilingPerChild.value;

  const { perYear, yearsAtMost } = levels[level].value;
  if (!Number.isInteger(grade) || grade < 1 || grade > yearsAtMost)
    throw new Rejection('grade-outside-level', { level, grade });

  const later = SCHOOL_LEVELS.slice(SCHOOL_LEVELS.indexOf(level) + 1);
  const thisLevel = rupiah(perYear * (yearsAtMost - grade + 1));
  return total([thisLevel, ...later.map((one) => wholeLevel(levels[one].value))]);
};

const wholeLevel = ({ perYear, yearsAtMost }: LevelRule): Rupiah => rupiah(perYear * yearsAtMost);

type Year = {
  readonly code: string;
  readonly claimed: Rupiah;
  readonly yearsAtMost: Cited<number> | null;
};

/** Where there are no levels, the one sum is claimed whatever the level, and the ceiling lets it pass once. */
const yearAt = ({ levels, ceilingPerChild }: ScholarshipRules, level: SchoolLevel): Year => {
  if (!levels)
    return { code: 'scholarship_once', claimed: ceilingPerChild.value, yearsAtMost: null };

  const { perYear, yearsAtMost } = levels[level].value;
  return {
    code: `scholarship_${level}`,
    claimed: perYear,
    yearsAtMost: { ...levels[level], value: yearsAtMost },
  };
};

const belowCeiling = (
  code: string,
  claimed: Rupiah,
  ceiling: Cited<Rupiah>,
  grantedBefore: Rupiah,
): BenefitLine => {
  const left = less(ceiling.value, grantedBefore);
  return left < claimed
    ? { code, claimed, granted: left, reasons: [because('scholarship_ceiling_reached', ceiling)] }
    : { code, claimed, granted: claimed, reasons: [] };
};

/** Why there is no scholarship for any child: cover, the waiting months, too few months paid. */
const reasonsOfParticipant = (
  schedule: BenefitSchedule,
  right: ScholarshipRight,
): readonly Reason[] => {
  const { monthsNeeded, tooFewMonths } = schedule.scholarship;
  const needed = monthsNeeded[right.scheme];

  return [
    ...reasonsOfCover(schedule, right.cover),
    ...(right.monthsPaid < needed.value ? [because(tooFewMonths, needed)] : []),
    ...reasonsOfWaiting(schedule, right),
  ];
};

const reasonsOfChild = (
  { legalChildOnly, ageLimit }: ScholarshipRules,
  { legalChild, ageInYears }: ScholarshipChild,
): readonly Reason[] => [
  ...(legalChildOnly.value && !legalChild
    ? [because('scholarship_not_legal_child', legalChildOnly)]
    : []),
  ...(ageLimit && ageInYears >= ageLimit.value ? [because('scholarship_age_limit', ageLimit)] : []),
];

const because = (code: ReasonCode, { citation }: Cited<unknown>): Reason => ({ code, citation });

const refuseDoubles = (children: readonly ScholarshipChild[]): void => {
  if (new Set(children.map(({ childId }) => childId)).size < children.length)
    throw new Rejection('child-named-twice');
};
