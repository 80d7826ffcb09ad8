import { type CalendarMonth, monthOf, monthsFrom } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import type { Participant } from './participant';
import type { RecordContribution } from './participant.commands';
import type { ParticipantEvent } from './participant.events';

/** The months of a programme for which this person owes a contribution: cover was asked or has started in them. */
export const monthsDue = (
  { periods }: Participant,
  programme: string,
  fromMonth: CalendarMonth,
  toMonth: CalendarMonth,
): readonly CalendarMonth[] =>
  monthsFrom(fromMonth, toMonth).filter((month) =>
    periods.some(
      (period) =>
        period.programme === programme &&
        period.status !== 'refused' &&
        monthOf(period.from) <= month &&
        monthOf(period.lastCoveredOn) >= month,
    ),
  );

export const recordContribution = (
  { paymentId, programme, fromMonth, toMonth, tariff, paidOn }: RecordContribution['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  if (participant.contributions.some((one) => one.paymentId === paymentId)) return [];
  const months = monthsDue(participant, programme, fromMonth, toMonth);
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return [];

  const amount = rupiah(months.length * tariff);
  return [
    {
      type: 'ContributionRecorded',
      data: { paymentId, programme, fromMonth: first, toMonth: last, amount, paidOn },
    },
  ];
};
