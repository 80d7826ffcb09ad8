import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Decider } from '../../kernel/decider';
import { type Event, unreachable } from '../../kernel/event';
import { Rejection } from '../../kernel/rejection';
import type { Rupiah } from '../../kernel/rupiah';
import { sameFacts } from '../../kernel/same-facts';

/** A paper of the treasury that shows the payment: its number, its day and the sum it names. */
export type Voucher = {
  readonly number: string;
  readonly on: CalendarDay;
  readonly amount: Rupiah;
};

export type ContributionFacts = {
  readonly programme: string;
  readonly fromMonth: CalendarMonth;
  readonly toMonth: CalendarMonth;
  readonly invoice: Voucher;
  /** Surat Perintah Pencairan Dana: the treasury's order to pay. */
  readonly sp2d: Voucher;
  readonly receipt: Voucher;
};

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

/** One invoice paid for everyone whose cover was asked or started in those months, as the log stood at `asOfPosition`. */
export type ContributionPaid = Event<
  'ContributionPaid',
  ContributionFacts & {
    readonly heads: number;
    /** Months of cover over all heads: what the tariff is multiplied by. */
    readonly headMonths: number;
    readonly tariff: Rupiah;
    readonly asOfPosition: string;
    readonly by: string;
  }
>;

/** What came back of a payment, and for whom: everybody whom it was paid for, or those named. */
export type RefundFacts = {
  readonly refundId: string;
  readonly participantIds: readonly string[] | null;
  readonly fromMonth: CalendarMonth;
  readonly toMonth: CalendarMonth;
  /** The money that came back, as the paper says it. */
  readonly amount: Rupiah;
  readonly refundedOn: CalendarDay;
  readonly reference: string;
  readonly reasonCode: string;
};

/** `heads` and `headMonths` are those that earlier refunds of the payment had left. */
export type ContributionPaymentRefunded = Event<
  'ContributionPaymentRefunded',
  RefundFacts & { readonly heads: number; readonly headMonths: number; readonly by: string }
>;

export type ContributionPaymentEvent = ContributionPaid | ContributionPaymentRefunded;

export type RefundContribution = Command<
  'RefundContribution',
  ContributionPaymentRefunded['data'] & {
    /** How many refunds were known when the months were counted. */
    readonly refundsCounted: number;
    /** Of those named, how many have nothing that could come back. */
    readonly withoutMonths: number;
  }
>;

export type ContributionPaymentCommand = PayContribution | RefundContribution;

export type PayContribution = Command<'PayContribution', ContributionPaid['data']>;

export type ContributionPayment = {
  readonly paid: ContributionPaid['data'] | null;
  readonly refunds: readonly ContributionPaymentRefunded['data'][];
};

const factsOf = ({
  programme,
  fromMonth,
  toMonth,
  invoice,
  sp2d,
  receipt,
}: ContributionFacts): ContributionFacts => ({
  programme,
  fromMonth,
  toMonth,
  invoice,
  sp2d,
  receipt,
});

/** A sum that differs from heads x tariff is recorded and reported, never refused. */
export const contributionPaymentDecider: Decider<
  ContributionPayment,
  ContributionPaymentCommand,
  ContributionPaymentEvent
> = {
  initialState: { paid: null, refunds: [] },
  decide: (command, payment) =>
    command.type === 'PayContribution' ? pay(command.data, payment) : refund(command.data, payment),
  evolve: (payment, event) => {
    switch (event.type) {
      case 'ContributionPaid':
        return { ...payment, paid: event.data };
      case 'ContributionPaymentRefunded':
        return { ...payment, refunds: [...payment.refunds, event.data] };
      default:
        throw unreachable(event);
    }
  },
};

const pay = (
  data: PayContribution['data'],
  { paid }: ContributionPayment,
): readonly ContributionPaymentEvent[] => {
  if (paid && sameFacts(factsOf(paid), factsOf(data))) return [];
  if (paid) throw new Rejection('already-paid', { invoice: paid.invoice.number });
  if (data.toMonth < data.fromMonth)
    throw new Rejection('period-reversed', { from: data.fromMonth, lastDay: data.toMonth });
  if (data.heads === 0) throw new Rejection('nobody-covered', { programme: data.programme });
  return [{ type: 'ContributionPaid', data }];
};

/** The paper names the refund: the same one with other facts is never swallowed, and no month comes back twice. */
const refund = (
  { refundsCounted, withoutMonths, ...data }: RefundContribution['data'],
  { paid, refunds }: ContributionPayment,
): readonly ContributionPaymentEvent[] => {
  if (!paid) throw new Rejection('not-found');
  const known = refunds.find(({ refundId }) => refundId === data.refundId);
  if (known && sameFacts(refundFactsOf(known), refundFactsOf(data))) return [];
  if (known) throw new Rejection('already-refunded', { refundedOn: known.refundedOn });
  if (data.toMonth < data.fromMonth)
    throw new Rejection('period-reversed', { from: data.fromMonth, lastDay: data.toMonth });
  if (data.refundedOn < paid.receipt.on)
    throw new Rejection('refund-before-payment', { paidOn: paid.receipt.on });
  // Another refund came in between: its months must not be counted twice.
  if (refunds.length !== refundsCounted) throw new Rejection('command-in-progress');
  if (data.heads === 0 || withoutMonths > 0)
    throw new Rejection('nothing-to-refund', { participants: withoutMonths });
  return [{ type: 'ContributionPaymentRefunded', data }];
};

const refundFactsOf = ({
  heads: _heads,
  headMonths: _headMonths,
  by: _by,
  ...facts
}: ContributionPaymentRefunded['data']): RefundFacts => facts;

/** Months of a payment that an earlier refund has left to one person. */
export const monthsLeft = (
  { refunds }: ContributionPayment,
  participantId: string,
  months: readonly CalendarMonth[],
  before: string | null = null,
): readonly CalendarMonth[] => {
  const last = refunds.findIndex(({ refundId }) => refundId === before);
  const earlier = last === -1 ? refunds : refunds.slice(0, last);
  return months.filter((month) => !earlier.some((one) => takes(one, participantId, month)));
};

/** Whether a refund names this person and this month. */
export const takes = (
  {
    participantIds,
    fromMonth,
    toMonth,
  }: Pick<RefundFacts, 'participantIds' | 'fromMonth' | 'toMonth'>,
  participantId: string,
  month: CalendarMonth,
): boolean =>
  (participantIds === null || participantIds.includes(participantId)) &&
  fromMonth <= month &&
  month <= toMonth;

/** What the office should have paid: the first control of every audit. */
export const amountDue = ({ headMonths, tariff }: ContributionPaid['data']): number =>
  headMonths * tariff;
