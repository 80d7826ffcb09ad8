import type { Reason } from '../../benefit-schedule/domain/benefit-line';
import { scheduleById, type Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { type CalendarDay, wholeYearsBetween } from '../../kernel/calendar-day';
import type { Rupiah } from '../../kernel/rupiah';
import type { Member, Participant } from '../../participant/domain/participant';
import { scholarshipGrantLines } from '../../benefit-schedule/domain/scholarship';
import type { DecidingCover } from '../../claim/domain/figures';

/** Whether a death under a scheme would give the children a scholarship: all of it, or nothing. */
export type ScholarshipRight = {
  readonly scheme: Scheme;
  readonly right: boolean;
  readonly reasons: readonly Reason[];
  readonly monthsPaid: number;
  readonly monthsNeeded: number;
  readonly childrenAtMost: number;
  readonly ceilingPerChild: Rupiah;
  readonly citation: string;
  /** Of the children on record; `known` is false where their birth date is not, so that nobody can say. */
  readonly children: readonly {
    readonly memberId: string;
    readonly known: boolean;
    readonly ceiling: Rupiah | null;
    readonly reasons: readonly Reason[];
  }[];
};

/** By the function that assesses a grant; what the participant lacks, a newborn child shows. */
export const scholarshipRight = (
  { family }: Participant,
  { scheme, scheduleId, decidingDay, inputs }: DecidingCover,
  today: CalendarDay,
): ScholarshipRight => {
  const schedule = scheduleById(scheduleId, SCHEDULES);
  const right = { ...inputs, scheme, decidingDay };
  const newborn = { childId: '', legalChild: true, ageInYears: 0 };
  const reasons = scholarshipGrantLines(schedule, { ...right, children: [newborn] })[0]?.reasons;
  const children = family.filter(({ relation }) => relation === 'child');
  const lines = scholarshipGrantLines(schedule, {
    ...right,
    children: children.flatMap((child) => childOf(child, today)),
  });
  const { monthsNeeded, childrenAtMost, ceilingPerChild } = schedule.scholarship;
  return {
    scheme,
    right: reasons?.length === 0,
    reasons: reasons ?? [],
    monthsPaid: inputs.monthsPaid,
    monthsNeeded: monthsNeeded[scheme].value,
    childrenAtMost: childrenAtMost.value,
    ceilingPerChild: ceilingPerChild.value,
    citation: monthsNeeded[scheme].citation,
    children: children.map(({ memberId }) => {
      const line = lines.find(({ childId }) => childId === memberId);
      return {
        memberId,
        known: line !== undefined,
        ceiling: line?.granted ?? null,
        reasons: line?.reasons ?? [],
      };
    }),
  };
};

const childOf = ({ memberId, legalChild, details }: Member, today: CalendarDay) =>
  details === 'erased' || details.birthDate === null
    ? []
    : [
        {
          childId: memberId,
          legalChild,
          ageInYears: wholeYearsBetween(details.birthDate, today),
        },
      ];
