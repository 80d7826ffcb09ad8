import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { KnownParticipant } from '../../participant/participant.streams';
import { coverAt } from '../../participant/domain/cover-at';

/** What the participant's own stream says of the day of an event: no report is turned away for it. */
export const circumstancesOf = (
  participant: KnownParticipant['participant'],
  scheme: Scheme,
  eventDay: CalendarDay,
) => {
  const { enrolment, periods } = participant;
  const { inputs } = coverAt(participant, scheme, eventDay);
  const period = periods.find(({ periodId }) => periodId === inputs.periodId);
  return {
    programme: period?.programme ?? enrolment.programme,
    place: enrolment.place,
    coverAsReported: inputs.cover,
  };
};
