import { type CalendarMonth, monthOf, monthsFrom } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { isLive, type Participant } from './participant';
import type { RecordContribution, RecordRefund } from './participant.commands';
import type { ParticipantEvent } from './participant.events';

/** The months of a programme for which this person owes a contribution: cover was asked or has started, and he lived. */
export const monthsDue = (
  { periods, death, merge }: Participant,
  programme: string,
  fromMonth: CalendarMonth,
  toMonth: CalendarMonth,
): readonly CalendarMonth[] =>
  monthsFrom(fromMonth, toMonth)
    .filter(() => !merge?.approved)
    .filter((month) => !death || month <= monthOf(death.diedOn))
    .filter((month) =>
      periods.some(
        (period) =>
          period.programme === programme &&
          isLive(period) &&
          monthOf(period.from) <= month &&
          monthOf(period.lastCoveredOn) >= month,
      ),
    );

/** The months were counted as the log stood at the payment, so that an interrupted payment ends at the same sums. */
export const recordContribution = (
  { paymentId, programme, months, tariff, paidOn }: RecordContribution['data'],
  { contributions }: Participant,
): readonly ParticipantEvent[] => {
  if (contributions.some((one) => one.paymentId === paymentId)) return [];
  const [fromMonth, toMonth] = [months[0], months.at(-1)];
  if (!fromMonth || !toMonth) return [];

  const amount = rupiah(months.length * tariff);
  return [
    {
      type: 'ContributionRecorded',
      data: { paymentId, programme, fromMonth, toMonth, months, amount, paidOn },
    },
  ];
};

/** Once for each refund, of the months that it was counted for. */
export const recordRefund = (
  { tariff, ...told }: RecordRefund['data'],
  { refunds }: Participant,
): readonly ParticipantEvent[] => {
  const { refundId, months } = told;
  const [fromMonth, toMonth] = [months[0], months.at(-1)];
  if (refunds.includes(refundId) || !fromMonth || !toMonth) return [];
  const amount = rupiah(months.length * tariff);
  return [{ type: 'ContributionRefunded', data: { ...told, fromMonth, toMonth, amount } }];
};
