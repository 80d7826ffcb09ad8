import type { CalendarDay } from '../../kernel/calendar-day';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import type { RepayOverpayment } from './benefit.commands';
import type {
  BenefitEvent,
  OverpaymentFound,
  OverpaymentRepaid,
  OverpaymentSetOff,
} from './benefit.events';
import type { Benefits } from './benefits';
import { inOrder, type Placed, placeIn } from './in-order';
import type { Payout } from './payouts';

export type Repayment = {
  readonly amount: number;
  readonly repaidOn: CalendarDay;
  readonly reference: string;
};

/** Money that arrived though it was not owed: what of it came back, and what was set off against something owed later. */
export type Overpayment = OverpaymentFound['data'] &
  Placed & {
    readonly setOff: number;
    readonly repayments: readonly Repayment[];
  };

type Overpayments = Benefits['overpayments'];

export const evolveOverpayments = (
  all: Overpayments,
  event: OverpaymentFound | OverpaymentRepaid | OverpaymentSetOff,
): Overpayments => {
  const { overpaymentId, amount } = event.data;
  const known = all[overpaymentId];
  if (event.type === 'OverpaymentFound') {
    // The same money may come back and arrive once more: it is the same overpayment then.
    const before = known ?? { setOff: 0, repayments: [], nth: placeIn(all, overpaymentId) };
    return { ...all, [overpaymentId]: { ...before, ...event.data } };
  }
  if (!known) return all;
  if (event.type === 'OverpaymentSetOff')
    return { ...all, [overpaymentId]: { ...known, setOff: known.setOff + amount } };
  const { repaidOn, reference } = event.data;
  const repayments = [...known.repayments, { amount, repaidOn, reference }];
  return { ...all, [overpaymentId]: { ...known, repayments } };
};

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

export const repaidOf = ({ repayments }: Overpayment): number =>
  sum(repayments.map(({ amount }) => amount));

/** What is still to come back: nothing where the payout has not arrived, or has come back as a whole. */
export const openAmount = (overpayment: Overpayment, { payouts }: Benefits): number =>
  payouts[overpayment.payoutId]?.status === 'confirmed'
    ? Math.max(0, overpayment.amount - overpayment.setOff - repaidOf(overpayment))
    : 0;

export const openOverpayments = (benefits: Benefits): readonly Overpayment[] =>
  inOrder(benefits.overpayments).filter((one) => openAmount(one, benefits) > 0);

/** What whoever was paid still holds of a payout; nothing before it has arrived. */
export const heldOf = (payout: Payout, { overpayments }: Benefits): number => {
  if (payout.status !== 'confirmed') return 0;
  const repaid = inOrder(overpayments)
    .filter(({ payoutId }) => payoutId === payout.payoutId)
    .map(repaidOf);
  return (payout.confirmation?.amount ?? 0) - sum(repaid);
};

/**
 * Money that came back, whole or in parts; the same receipt is one repayment.
 * @throws Rejection `not-found`, `overpayment-exceeded`, `period-reversed` before the money had arrived.
 */
export const repayOverpayment = (
  { overpaymentId, amount, repaidOn, reference, by, today }: RepayOverpayment['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const overpayment = benefits.overpayments[overpaymentId];
  if (!overpayment) throw new Rejection('not-found');
  const isRepeat = overpayment.repayments.some(
    (one) => one.amount === amount && one.repaidOn === repaidOn && one.reference === reference,
  );
  if (isRepeat) return [];

  const open = openAmount(overpayment, benefits);
  if (amount > open) throw new Rejection('overpayment-exceeded', { open });
  const { benefitId, payoutId } = overpayment;
  const paidOn = benefits.payouts[payoutId]?.confirmation?.paidOn;
  if (paidOn && repaidOn < paidOn)
    throw new Rejection('period-reversed', { from: paidOn, lastDay: repaidOn });
  notInTheFuture(repaidOn, today);
  const data = { overpaymentId, benefitId, payoutId, amount, repaidOn, reference, by };
  return [{ type: 'OverpaymentRepaid', data }];
};
