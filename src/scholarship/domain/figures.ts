import { totalGranted } from '../../benefit-schedule/domain/benefit-line';
import {
  scholarshipGrantLines,
  scholarshipYearLine,
} from '../../benefit-schedule/domain/scholarship';
import { assessedLines } from '../../claim/domain/figures';
import { ADULT_FROM, isMinor } from '../../claim/domain/heirs';
import { WHOLE } from '../../claim/domain/payees';
import { type CalendarDay, wholeYearsBetween } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { total } from '../../kernel/rupiah';
import { coverAt } from '../../participant/domain/cover-at';
import type { Member, Participant } from '../../participant/domain/participant';
import type { Figures } from '../../payout/domain/assess';
import type { ScholarshipChild } from '../../payout/domain/benefit-inputs';
import type { Payee } from '../../payout/domain/benefit.events';
import { type Benefit, isLive, payoutsOf } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { isOver } from '../../payout/domain/payouts';
import type { SchoolYear, ScholarshipFacts } from './scholarship.commands';
import { endedAlready } from './end-place';
import { endingOf, type Scholarship } from './scholarship';

// What a scholarship comes to: computed at assessment, and again from fresh facts at approval and sending.

/** The right itself: a ceiling for each child. It is not money yet, so nobody is paid by it. */
export const grantFigures = (
  childIds: readonly string[],
  assessedOn: CalendarDay,
  scholarship: Scholarship,
  facts: ScholarshipFacts,
): Figures => {
  const { scheme, decidingDay } = facts.claim;
  const { schedule, scheduleId, inputs: cover } = coverAt(facts.participant, scheme, decidingDay);
  const children = childIds.map((id) => childOf(facts.participant, id, assessedOn));
  mustBeSeveral(childIds, facts.participant);
  const placesTaken = otherChildrenPaid(scholarship, childIds);
  const inputs = {
    ...{ ...cover, assessedOn, children },
    ...(placesTaken > 0 ? { placesTaken } : {}),
  };
  const lines = assessedLines(scholarshipGrantLines(schedule, { ...inputs, scheme, decidingDay }));
  return {
    kind: 'scholarship_grant',
    inputs,
    scheme,
    scheduleId,
    decidingDay,
    lines,
    total: totalGranted(lines),
    payees: [],
  };
};

/**
 * One child that was registered twice has one place.
 * @throws Rejection `child-named-twice`
 */
const mustBeSeveral = (childIds: readonly string[], { family }: Participant): void => {
  const named = family.filter(({ memberId }) => childIds.includes(memberId));
  const isAgain = ({ details }: Member, index: number): boolean =>
    named.slice(0, index).some((other) => isOnePerson(details, other.details));
  if (named.some(isAgain)) throw new Rejection('child-named-twice');
};

/** By the NIK where both have one; else twins have names of their own. */
const isOnePerson = (one: Member['details'], other: Member['details']): boolean => {
  if (one === 'erased' || other === 'erased') return false;
  if (one.nik !== null && other.nik !== null) return one.nik === other.nik;
  return one.birthDate === other.birthDate && plain(one.name) === plain(other.name);
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Two children at most (PP 82/2019), also where others are named once the right rests on another claim. */
const otherChildrenPaid = ({ benefits }: Scholarship, childIds: readonly string[]): number => {
  const paid = inOrder(benefits.benefits).flatMap((benefit) =>
    benefit.assessed.kind === 'scholarship_year' &&
    isLive(benefit) &&
    payoutsOf(benefits, benefit.assessed.benefitId).some((payout) => !isOver(payout))
      ? [benefit.assessed.inputs.child.childId]
      : [],
  );
  return new Set(paid.filter((childId) => !childIds.includes(childId))).size;
};

/** One child's school year at the amount of its level. */
export const yearFigures = (
  { childId, level, grade, schoolYear, guardianId, receivedBy }: SchoolYear,
  assessedOn: CalendarDay,
  scholarship: Scholarship,
  facts: ScholarshipFacts,
): Figures => {
  mustHavePlace(childId, assessedOn, scholarship);
  const { scheme, decidingDay } = facts.claim;
  const { schedule, scheduleId, inputs: cover } = coverAt(facts.participant, scheme, decidingDay);
  const inputs = {
    ...cover,
    ...usedBefore(scholarship, childId, { level, schoolYear }),
    assessedOn,
    child: childOf(facts.participant, childId, assessedOn),
    childIndex: placeOf(scholarship, childId, schedule.scholarship.childrenAtMost.value),
    level,
    grade,
    schoolYear,
    guardianId,
    ...(receivedBy ? { receivedBy } : {}),
  };
  const parent = receivedBy ? livingParent(scholarship, facts) : null;
  if (guardianId !== null) mustBeGuardian(guardianId, facts, assessedOn);
  if (parent === null && guardianId === null && inputs.child.ageInYears < ADULT_FROM)
    throw new Rejection('guardian-missing');
  const line = scholarshipYearLine(schedule, { ...inputs, scheme, decidingDay });
  return {
    kind: 'scholarship_year',
    inputs,
    scheme,
    scheduleId,
    decidingDay,
    lines: assessedLines([line]),
    total: line.granted,
    payees: [
      parent === null
        ? payeeFor(childId, guardianId, line.granted)
        : { ...parent, onBehalfOf: childId, share: WHOLE, amount: line.granted },
    ],
  };
};

/** As the age, a place that has ended is looked at on the day of the assessment. */
const mustHavePlace = (
  childId: string,
  assessedOn: CalendarDay,
  scholarship: Scholarship,
): void => {
  const ending = endingOf(scholarship, childId);
  if (ending && ending.endedOn <= assessedOn) throw endedAlready(ending);
};

/** A granted child has its place; whoever was not granted one stands behind the last, also where a place is free. */
const placeOf = ({ grant }: Scholarship, childId: string, childrenAtMost: number): number => {
  const index = grant?.childIds.indexOf(childId) ?? -1;
  return index === -1 ? childrenAtMost : index;
};

type ApprovedYear = Benefit & { readonly assessed: { readonly kind: 'scholarship_year' } };

/** What the child was approved for other school years. A repeated year counts against its level. */
const usedBefore = (
  { benefits: { benefits } }: Scholarship,
  childId: string,
  { level, schoolYear }: Pick<SchoolYear, 'level' | 'schoolYear'>,
) => {
  const years = inOrder(benefits)
    .filter((benefit): benefit is ApprovedYear => benefit.assessed.kind === 'scholarship_year')
    .filter((benefit) => isLive(benefit) && benefit.approval !== null)
    .map(({ assessed }) => assessed)
    .filter(({ inputs }) => inputs.child.childId === childId);
  // Once it is approved, the years approved after it have counted this one: it does not count them.
  const approved = years.find(({ inputs }) => inputs.schoolYear === schoolYear);
  if (approved) {
    const { yearsUsedInLevel, grantedBefore } = approved.inputs;
    return { yearsUsedInLevel, grantedBefore };
  }
  return {
    yearsUsedInLevel: years.filter(({ inputs }) => inputs.level === level).length,
    grantedBefore: total(years.map((year) => year.total)),
  };
};

/**
 * Whoever receives for a minor is of age and belongs to the family, also when the money goes out: a child receives for
 * nobody, itself included, and who was removed since receives nothing.
 * @throws Rejection `guardian-unknown`, `guardian-missing`
 */
const mustBeGuardian = (
  guardianId: string,
  { participant: { family } }: ScholarshipFacts,
  assessedOn: CalendarDay,
): void => {
  const guardian = family.find(({ memberId }) => memberId === guardianId);
  if (!guardian) throw new Rejection('guardian-unknown');
  if (isMinor(guardian, assessedOn)) throw new Rejection('guardian-missing');
};

/**
 * The disabled participant, who is the child's parent.
 * @throws Rejection `payee-deceased` where it is his death that gives the right, or he has died since
 */
const livingParent = (
  { request }: Scholarship,
  { participant, claim }: ScholarshipFacts,
): Pick<Payee, 'kind' | 'id'> => {
  if (!request) throw new Rejection('not-found');
  if (claim.disability === undefined || participant.death) throw new Rejection('payee-deceased');
  return { kind: 'participant', id: request.participantId };
};

const payeeFor = (childId: string, guardianId: string | null, amount: Payee['amount']): Payee =>
  guardianId === null
    ? { kind: 'heir', id: childId, onBehalfOf: null, share: WHOLE, amount }
    : { kind: 'guardian', id: guardianId, onBehalfOf: childId, share: WHOLE, amount };

const childOf = (
  { family }: Participant,
  childId: string,
  assessedOn: CalendarDay,
): ScholarshipChild => {
  const member = family.find(({ memberId }) => memberId === childId);
  if (member?.relation !== 'child') throw new Rejection('child-unknown');
  if (member.details === 'erased') throw new Rejection('person-erased');
  if (member.details.birthDate === null) throw new Rejection('birth-date-missing');
  const ageInYears = wholeYearsBetween(member.details.birthDate, assessedOn);
  return { childId, legalChild: member.legalChild, ageInYears };
};
