import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import type { AnyEvent } from '../../kernel/event';
import {
  categoryOf,
  idOfStream,
  type RecordedEvent,
} from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import type { PayoutEvent, PayoutScheduled } from '../domain/benefit.events';
import type { Payout, PayoutStatus } from '../domain/payouts';

/** One payout as finance sees it. Money is summed from this table alone, and this table knows payout events alone. */
export type RegisteredPayout = {
  readonly id: string;
  readonly ownerKind: string;
  readonly ownerId: string;
  readonly benefitId: string;
  readonly benefitKind: Payout['benefitKind'];
  readonly scheme: Payout['scheme'];
  readonly programme: string;
  readonly subDistrictCode: string;
  readonly villageCode: string;
  readonly payer: Payout['payer'];
  readonly mode: Payout['mode'];
  readonly payeeKind: Payout['payeeKind'];
  readonly payeeId: string;
  readonly onBehalfOf: string | null;
  readonly accountRef: string | null;
  readonly amount: string;
  readonly status: PayoutStatus;
  readonly scheduledOn: CalendarDay;
  /** Money that arrived (+), came back and was repaid (-), each in its own month: nothing that was reported is ever unsaid. */
  readonly movements: readonly Movement[];
  readonly paidOn: CalendarDay | null;
  readonly paidAmount: string | null;
  readonly reference: string | null;
  readonly contradicts: boolean;
  readonly returnedOn: CalendarDay | null;
  readonly replaces: string | null;
};

export type Movement = {
  readonly kind: 'paid' | 'returned' | 'repaid';
  readonly on: string;
  readonly amount: number;
};

const NAME = 'payout-register';
const VERSION = 2;

export const payoutRegister: Projection<RegisteredPayout, AnyEvent> = {
  name: NAME,
  version: VERSION,
  declares: { since: 1, columns: ['movements'] },
  categories: ['claim', 'scholarship'],
  opensPersonal: false,
  table: readModelTable<RegisteredPayout>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      ownerKind: { type: 'text' },
      ownerId: { type: 'text' },
      benefitId: { type: 'text' },
      benefitKind: { type: 'text' },
      scheme: { type: 'text' },
      programme: { type: 'text' },
      subDistrictCode: { type: 'text' },
      villageCode: { type: 'text' },
      payer: { type: 'text' },
      mode: { type: 'text' },
      payeeKind: { type: 'text' },
      payeeId: { type: 'text' },
      onBehalfOf: { type: 'text', nullable: true },
      accountRef: { type: 'text', nullable: true },
      amount: { type: 'bigint' },
      status: { type: 'text' },
      scheduledOn: { type: 'text' },
      movements: { type: 'jsonb' },
      paidOn: { type: 'text', nullable: true },
      paidAmount: { type: 'bigint', nullable: true },
      reference: { type: 'text', nullable: true },
      contradicts: { type: 'boolean' },
      returnedOn: { type: 'text', nullable: true },
      replaces: { type: 'text', nullable: true },
    },
    indices: [['status', 'id'], ['paidOn'], ['benefitId']],
  }),
  idsOf: (event) => {
    const payout = asPayoutEvent(event);
    return payout ? [payout.data.payoutId] : [];
  },

  evolve: (row, event) => {
    const payout = asPayoutEvent(event);
    if (payout?.type === 'PayoutScheduled') return scheduled({ ...event, ...payout });
    return row && payout ? { ...row, ...changeBy(payout, row) } : row;
  },
};

type Registered = Exclude<
  PayoutEvent,
  {
    readonly type:
      | 'PayoutReplacementRequested'
      | 'PayoutReplacementApproved'
      | 'PayoutReplacementSeconded'
      | 'OverpaymentFound'
      | 'OverpaymentSetOff';
  }
>;

const REGISTERED: readonly string[] = [
  'PayoutScheduled',
  'PayoutCancelled',
  'PayoutSent',
  'PayoutConfirmed',
  'PayoutFailed',
  'PayoutReturned',
  'PayoutOutcomeUnknown',
  'OverpaymentRepaid',
] satisfies readonly Registered['type'][];

/** The codec has checked type and version: a name from this list is an event of this shape. */
const asPayoutEvent = (event: AnyEvent): Registered | null =>
  REGISTERED.includes(event.type) ? (event as unknown as Registered) : null;

const scheduled = ({
  stream,
  recordedAt,
  data,
}: RecordedEvent & { readonly data: PayoutScheduled['data'] }): RegisteredPayout => {
  const { payoutId: id, place, amount, ...facts } = data;
  return {
    id,
    ownerKind: categoryOf(stream),
    ownerId: idOfStream(stream),
    ...facts,
    ...place,
    amount: String(amount),
    status: 'scheduled',
    scheduledOn: officeDayAt(new Date(recordedAt)),
    movements: [],
    paidOn: null,
    paidAmount: null,
    reference: null,
    contradicts: false,
    returnedOn: null,
  };
};

const changeBy = (event: Registered, row: RegisteredPayout): Partial<RegisteredPayout> => {
  switch (event.type) {
    case 'PayoutSent':
      return { status: 'sent' };
    case 'PayoutConfirmed': {
      const { paidOn, amount, reference, contradicts } = event.data;
      const movements = [...row.movements, { kind: 'paid', on: paidOn, amount } as const];
      const paid = { paidOn, paidAmount: String(amount), reference, contradicts };
      return { status: 'confirmed', ...paid, returnedOn: null, movements };
    }
    case 'PayoutFailed':
      return { status: 'failed', reference: event.data.reference };
    case 'PayoutReturned':
      return returned(row, event.data.returnedOn);
    case 'PayoutOutcomeUnknown':
      return { status: 'unknown' };
    case 'PayoutCancelled':
      return { status: 'cancelled' };
    case 'OverpaymentRepaid': {
      const { repaidOn, amount } = event.data;
      return {
        movements: [...row.movements, { kind: 'repaid', on: repaidOn, amount: -Number(amount) }],
      };
    }
    case 'PayoutScheduled':
      return {};
  }
};

/** Only what had arrived, and had not been repaid before, can count as come back. */
const returned = (row: RegisteredPayout, on: CalendarDay): Partial<RegisteredPayout> => {
  const held = row.movements.reduce((sum, { amount }) => sum + amount, 0);
  const back = { kind: 'returned', on, amount: -held } as const;
  const arrived = row.status === 'confirmed';
  return {
    status: 'returned',
    returnedOn: on,
    movements: arrived ? [...row.movements, back] : row.movements,
  };
};
