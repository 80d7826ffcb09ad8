import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type {
  ContributionRecorded,
  ContributionRefunded,
} from '../../participant/domain/participant.events';
import type { AnyEvent } from '../../kernel/event';
import { idOfStream, type RecordedEvent } from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import type {
  ContributionPaid,
  ContributionPaymentEvent,
} from '../domain/contribution-payment.decider';

/** One payment, and how much of it stands in the streams of the people whom it was paid for. */
export type RegisteredPayment = {
  readonly id: string;
  readonly paid: ContributionPaid['data'];
  readonly programme: string;
  readonly heads: number;
  readonly recordedHeads: number;
  /** Months of people, by month: paid, and come back. */
  readonly paidByMonth: Readonly<Record<string, number>>;
  readonly refundedByMonth: Readonly<Record<string, number>>;
  readonly refunds: readonly RegisteredRefund[];
  /** Every part of the payment and of its refunds is written. */
  readonly complete: boolean;
  readonly version: number;
};

export type RegisteredRefund = {
  readonly refundId: string;
  readonly fromMonth: CalendarMonth;
  readonly toMonth: CalendarMonth;
  readonly heads: number;
  readonly headMonths: number;
  readonly recordedHeads: number;
  readonly amount: number;
  readonly refundedOn: CalendarDay;
  readonly reference: string;
  readonly reasonCode: string;
};

const NAME = 'contribution-register';
const VERSION = 1;

type Told = ContributionPaymentEvent | ContributionRecorded | ContributionRefunded;

export const contributionRegister: Projection<RegisteredPayment, AnyEvent> = {
  name: NAME,
  version: VERSION,
  categories: ['contributionPayment', 'participant'],
  opensPersonal: false,
  table: readModelTable<RegisteredPayment>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      paid: { type: 'jsonb' },
      programme: { type: 'text' },
      heads: { type: 'integer' },
      recordedHeads: { type: 'integer' },
      paidByMonth: { type: 'jsonb' },
      refundedByMonth: { type: 'jsonb' },
      refunds: { type: 'jsonb' },
      complete: { type: 'boolean' },
      version: { type: 'integer' },
    },
    indices: [['programme'], ['complete']],
  }),
  idsOf: ({ stream, type, data }) => {
    if (stream.startsWith('contributionPayment-')) return [idOfStream(stream)];
    const isPart = type === 'ContributionRecorded' || type === 'ContributionRefunded';
    return isPart && typeof data['paymentId'] === 'string' ? [data['paymentId']] : [];
  },
  evolve: (row, event, id) => {
    const after = evolvePayment(row, event as RecordedEvent<Told>, id);
    return after && { ...after, complete: isComplete(after) };
  },
};

const evolvePayment = (
  row: RegisteredPayment | null,
  event: RecordedEvent<Told>,
  id: string,
): RegisteredPayment | null => {
  if (event.type === 'ContributionPaid') return begun(id, event.data);
  if (!row) return null;
  switch (event.type) {
    case 'ContributionPaymentRefunded': {
      const { participantIds: _people, by: _by, ...refund } = event.data;
      const refunds = [...row.refunds, { ...refund, recordedHeads: 0 }];
      return { ...row, refunds, version: event.revision + 1 };
    }
    case 'ContributionRecorded': {
      const paidByMonth = plus(row.paidByMonth, event.data.months);
      return { ...row, recordedHeads: row.recordedHeads + 1, paidByMonth };
    }
    case 'ContributionRefunded': {
      const { refundId, months } = event.data;
      const refunds = row.refunds.map((one) =>
        one.refundId === refundId ? { ...one, recordedHeads: one.recordedHeads + 1 } : one,
      );
      return { ...row, refunds, refundedByMonth: plus(row.refundedByMonth, months) };
    }
  }
};

const begun = (id: string, paid: ContributionPaid['data']): RegisteredPayment => ({
  id,
  paid,
  programme: paid.programme,
  heads: paid.heads,
  recordedHeads: 0,
  paidByMonth: {},
  refundedByMonth: {},
  refunds: [],
  complete: false,
  version: 1,
});

const plus = (
  counts: Readonly<Record<string, number>>,
  months: readonly CalendarMonth[],
): Readonly<Record<string, number>> => ({
  ...counts,
  ...Object.fromEntries(months.map((month) => [month, (counts[month] ?? 0) + 1])),
});

const isComplete = ({ heads, recordedHeads, refunds }: RegisteredPayment): boolean =>
  recordedHeads >= heads && refunds.every((refund) => refund.recordedHeads >= refund.heads);
