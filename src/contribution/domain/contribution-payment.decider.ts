import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Decider } from '../../kernel/decider';
import type { Event } from '../../kernel/event';
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

// This name and shape is stored for ever. Add a new event; do not edit an old one.

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

export type PayContribution = Command<'PayContribution', ContributionPaid['data']>;

export type ContributionPayment = { readonly paid: ContributionPaid['data'] | null };

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
  PayContribution,
  ContributionPaid
> = {
  initialState: { paid: null },
  decide: ({ data }, { paid }) => {
    if (paid && sameFacts(factsOf(paid), factsOf(data))) return [];
    if (paid) throw new Rejection('already-paid', { invoice: paid.invoice.number });
    if (data.toMonth < data.fromMonth)
      throw new Rejection('period-reversed', { from: data.fromMonth, lastDay: data.toMonth });
    if (data.heads === 0) throw new Rejection('nobody-covered', { programme: data.programme });
    return [{ type: 'ContributionPaid', data }];
  },
  evolve: (_, { data }) => ({ paid: data }),
};

/** What the office should have paid: the first control of every audit. */
export const amountDue = ({ headMonths, tariff }: ContributionPaid['data']): number =>
  headMonths * tariff;
