import { Injectable } from '@nestjs/common';
import { scheduleById } from '../../benefit-schedule/domain/benefit-schedule';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { calendarDay, officeDayAt } from '../../kernel/calendar-day';
import { rupiah, total } from '../../kernel/rupiah';
import { People } from '../../participant/queries/people';
import { type Benefit, type Benefits, isLive, payoutsOf } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { Clock } from '../../platform/clock';
import type { Position } from '../../platform/event-store/event-store';
import { type JudgedYear, type SchoolPlan, schoolPlan } from '../domain/plan';
import { endingOf, type Scholarship } from '../domain/scholarship';

/** What the granted children of scholarships may still expect. Birth dates come from the one table that has them. */
@Injectable()
export class SchoolPlans {
  constructor(
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  /** One list for each scholarship, in the order of the places; empty where nothing is granted. */
  async of(
    scholarships: readonly Scholarship[],
    minPosition: Position | null,
  ): Promise<readonly (readonly SchoolPlan[])[]> {
    const granted = scholarships.flatMap(({ grant }) => grant?.childIds ?? []);
    const known = await this.people.byIds(granted, minPosition);
    const today = officeDayAt(this.clock.now());
    return scholarships.map((scholarship) => {
      const basis = grantOf(scholarship);
      if (!basis || !scholarship.grant) return [];
      const schedule = scheduleById(basis.assessed.scheduleId, SCHEDULES);
      return scholarship.grant.childIds.map((childId) => {
        const born = known.get(childId)?.birthDate ?? null;
        const birthDate = born === null ? null : calendarDay(born);
        const years = judgedYears(scholarship.benefits, childId);
        const ended = endingOf(scholarship, childId) !== undefined;
        return schoolPlan(schedule, { childId, birthDate, ended, years }, today);
      });
    });
  }
}

const grantOf = ({ benefits: { benefits } }: Scholarship): Benefit | undefined =>
  inOrder(benefits).find(
    (benefit) =>
      benefit.assessed.kind === 'scholarship_grant' && isLive(benefit) && benefit.approval !== null,
  );

const judgedYears = (benefits: Benefits, childId: string): readonly JudgedYear[] =>
  inOrder(benefits.benefits).flatMap((benefit) => {
    const { assessed, approval } = benefit;
    if (assessed.kind !== 'scholarship_year' || assessed.inputs.child.childId !== childId)
      return [];
    if (approval === null || !isLive(benefit)) return [];
    const { schoolYear, level, grade } = assessed.inputs;
    const paid = payoutsOf(benefits, assessed.benefitId)
      .filter(({ status }) => status === 'confirmed')
      .map(({ confirmation }) => rupiah(confirmation?.amount ?? 0));
    return [{ schoolYear, level, grade, approved: assessed.total, paid: total(paid) }];
  });
