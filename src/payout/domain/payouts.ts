import type { CalendarDay } from '../../kernel/calendar-day';
import { unreachable } from '../../kernel/event';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type {
  Payee,
  PayoutEvent,
  PayoutFailed,
  PayoutReplacementRequested,
  PayoutReturned,
  PayoutScheduled,
} from './benefit.events';
import type { Benefit, Benefits } from './benefits';
import { inOrder, type Placed, placeIn } from './in-order';
import { evolveOverpayments } from './overpayments';

export type PayoutStatus =
  'scheduled' | 'sent' | 'unknown' | 'confirmed' | 'failed' | 'returned' | 'cancelled';

export type Payout = PayoutScheduled['data'] &
  Placed & {
    readonly status: PayoutStatus;
    readonly sentBy: string | null;
    readonly confirmation: {
      readonly paidOn: CalendarDay;
      readonly amount: number;
      readonly reference: string | null;
    } | null;
    /** How it ended without having arrived to stay. */
    readonly ended: {
      readonly on: CalendarDay;
      readonly reasonCode: string;
      readonly reference: string | null;
    } | null;
    /** Who asked for it and who let it go, where it replaces another. */
    readonly replacement: {
      readonly requestedBy: string;
      readonly approvedBy: string;
      readonly secondedBy: string | null;
    } | null;
  };

/** A replacement somebody asked for; it is no payout before somebody else approves it. */
export type ReplacementRequest = PayoutReplacementRequested['data'] &
  Placed & {
    readonly approvedBy: string | null;
    /** Approved above the limit of one supervisor, so that another one has to second it. */
    readonly awaitsSecond: boolean;
    readonly secondedBy: string | null;
  };

type Changed = Partial<Pick<Payout, 'status' | 'sentBy' | 'confirmation' | 'ended'>>;

export const evolvePayouts = (state: Benefits, event: PayoutEvent): Benefits => {
  switch (event.type) {
    case 'PayoutScheduled':
      return scheduled(state, event.data);
    case 'PayoutSent':
      return change(state, event.data.payoutId, { status: 'sent', sentBy: event.data.by });
    case 'PayoutConfirmed': {
      const { payoutId, paidOn, amount, reference } = event.data;
      const confirmation = { paidOn, amount, reference };
      return change(state, payoutId, { status: 'confirmed', confirmation });
    }
    case 'PayoutFailed':
      return ended(state, event.data, 'failed', event.data.failedOn);
    case 'PayoutReturned':
      return ended(state, event.data, 'returned', event.data.returnedOn);
    case 'PayoutOutcomeUnknown':
      return change(state, event.data.payoutId, { status: 'unknown' });
    case 'PayoutCancelled':
      return change(state, event.data.payoutId, { status: 'cancelled' });
    case 'PayoutReplacementRequested':
      return withRequest(state, {
        ...event.data,
        ...{ approvedBy: null, awaitsSecond: false, secondedBy: null },
        nth: placeIn(state.replacements, event.data.payoutId),
      });
    case 'PayoutReplacementApproved':
      return changeRequest(state, event.data.payoutId, { approvedBy: event.data.by });
    case 'PayoutReplacementSeconded': {
      const { payoutId, by } = event.data;
      return changeRequest(state, payoutId, { awaitsSecond: false, secondedBy: by });
    }
    case 'OverpaymentFound':
    case 'OverpaymentRepaid':
    case 'OverpaymentSetOff':
      return { ...state, overpayments: evolveOverpayments(state.overpayments, event) };
    default:
      throw unreachable(event);
  }
};

const withRequest = (state: Benefits, request: ReplacementRequest): Benefits => ({
  ...state,
  replacements: { ...state.replacements, [request.payoutId]: request },
});

export const replacementAwaitsSecond = (state: Benefits, payoutId: string): Benefits =>
  changeRequest(state, payoutId, { awaitsSecond: true });

const changeRequest = (
  state: Benefits,
  payoutId: string,
  changed: Partial<Pick<ReplacementRequest, 'approvedBy' | 'awaitsSecond' | 'secondedBy'>>,
): Benefits => {
  const request = state.replacements[payoutId];
  return request ? withRequest(state, { ...request, ...changed }) : state;
};

const scheduled = (state: Benefits, data: PayoutScheduled['data']): Benefits => {
  const request = state.replacements[data.payoutId];
  const { approvedBy = null, secondedBy = null } = request ?? {};
  const replacement =
    request && approvedBy !== null ? { requestedBy: request.by, approvedBy, secondedBy } : null;
  const payout: Payout = {
    ...data,
    status: 'scheduled',
    sentBy: null,
    confirmation: null,
    ended: null,
    replacement,
    nth: placeIn(state.payouts, data.payoutId),
  };
  return { ...state, payouts: { ...state.payouts, [data.payoutId]: payout } };
};

type Ended = PayoutFailed['data'] | PayoutReturned['data'];

const ended = (
  state: Benefits,
  { payoutId, reasonCode, reference }: Ended,
  status: 'failed' | 'returned',
  on: CalendarDay,
): Benefits => change(state, payoutId, { status, ended: { on, reasonCode, reference } });

const change = (state: Benefits, payoutId: string, changed: Changed): Benefits => {
  const payout = state.payouts[payoutId];
  return payout
    ? { ...state, payouts: { ...state.payouts, [payoutId]: { ...payout, ...changed } } }
    : state;
};

type Recipient = Pick<Payee, 'kind' | 'id' | 'onBehalfOf'>;

/** The n-th payout of a benefit to one payee: a retry meets the same id, a replacement gets the next. */
export const payoutIdOf = (benefitId: string, { kind, id, onBehalfOf }: Recipient, n: number) =>
  idFrom(benefitId, 'payout', kind, id, onBehalfOf ?? '', n);

/** @throws Rejection that says why there is nothing to send or confirm. */
export const knownPayout = ({ payouts, replacements }: Benefits, payoutId: string): Payout => {
  const payout = payouts[payoutId];
  if (payout) return payout;
  throw new Rejection(replacements[payoutId] ? 'payout-not-approved' : 'payout-not-scheduled');
};

export const isOver = ({ status }: Payout): boolean =>
  status === 'failed' || status === 'returned' || status === 'cancelled';

/** Money that has left, or may have. */
export const isMoving = ({ status }: Payout): boolean =>
  status === 'sent' || status === 'unknown' || status === 'confirmed';

/** Ordered, and neither arrived nor over. */
export const isOnItsWay = ({ status }: Payout): boolean =>
  status === 'scheduled' || status === 'sent' || status === 'unknown';

/** The payout that came in the place of this one. */
export const replacementOf = (
  { payouts }: Benefits,
  { payoutId }: { readonly payoutId: string },
): Payout | undefined => inOrder(payouts).find(({ replaces }) => replaces === payoutId);

/** The payouts that this one came after, the latest first. */
export const chainBefore = (
  benefits: Benefits,
  { replaces }: { readonly replaces: string | null },
): readonly Payout[] => {
  const before = replaces === null ? undefined : benefits.payouts[replaces];
  return before ? [before, ...chainBefore(benefits, before)] : [];
};

/** Why a step is not possible in the state that a payout is in. */
export const notNow = ({ status }: Payout): Rejection => {
  switch (status) {
    case 'scheduled':
      return new Rejection('payout-not-sent');
    case 'sent':
      return new Rejection('payout-already-sent');
    case 'unknown':
      return new Rejection('outcome-unknown');
    case 'confirmed':
      return new Rejection('payout-already-confirmed');
    case 'failed':
    case 'returned':
    case 'cancelled':
      return new Rejection('payout-over', { status });
  }
};

/**
 * Everyone whose judgement stands behind a payout, and who may therefore not pay it out: of a superseded decision also
 * those who judged what came in its place, as it decides what is still owed.
 */
export const judgesOf = (benefit: Benefit, { replacement }: Payout, benefits: Benefits) => {
  const decisions = [benefit, ...successorsOf(benefit, benefits)];
  return {
    assessed: assessorsOf(benefit, benefits),
    approved: [
      ...decisions.flatMap(({ correction, approval }) => [
        ...[correction?.by, approval?.by, approval?.secondedBy],
      ]),
      ...[replacement?.approvedBy, replacement?.secondedBy],
    ].filter((by) => by !== undefined && by !== null),
    asked: replacement?.requestedBy ?? null,
  };
};

/** Whoever assessed a decision, or one that came in its place: money that goes out again rests on each of them. */
export const assessorsOf = (benefit: Benefit, benefits: Benefits): readonly string[] =>
  [benefit, ...successorsOf(benefit, benefits)].map(({ assessed }) => assessed.by);

const successorsOf = ({ supersededBy }: Benefit, benefits: Benefits): readonly Benefit[] => {
  const next = supersededBy === null ? undefined : benefits.benefits[supersededBy];
  return next ? [next, ...successorsOf(next, benefits)] : [];
};

/**
 * What one supervisor has let go in a case so far and is on its way or has arrived, also under a decision that was
 * superseded since: the limit of one looks at the case, or it could be passed in parts.
 */
export const letGoBy = (by: string, benefits: Benefits): number =>
  Object.values(benefits.payouts)
    .filter((payout) => !isOver(payout) && approverOf(payout, benefits) === by)
    .reduce((sum, { amount }) => sum + amount, 0);

const approverOf = ({ benefitId, replacement }: Payout, { benefits }: Benefits) =>
  replacement ? replacement.approvedBy : benefits[benefitId]?.approval?.by;
