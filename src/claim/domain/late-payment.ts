import { latePaymentsOf } from '../../benefit-schedule/domain/procedure';
import { type CalendarDay, daysBetween } from '../../kernel/calendar-day';
import type { Rupiah } from '../../kernel/rupiah';
import { type Benefits, payoutsOf } from '../../payout/domain/benefits';
import { owedPayouts } from '../../payout/domain/owed';
import type { Payout } from '../../payout/domain/payouts';
import type { Clock } from './clocks';
import { replacedOn, unpaidWhenReplaced } from './replaced-decision';

/** What the payer owes for paying late, beside the benefit: a figure, no payout. */
export type LatePayment = {
  readonly payout: Payout;
  readonly dueOn: CalendarDay;
  /** Null where it has not arrived by the day that was asked for. */
  readonly paidOn: CalendarDay | null;
  readonly days: number;
  readonly amount: Rupiah;
};

/**
 * 1 % of each late payout for each day (PP 44/2015 art. 37(3)), of those that arrived; of those still owed too where
 * `asOf` says on which day.
 */
export const latePayments = (
  benefits: Benefits,
  clocks: readonly Clock[],
  asOf: CalendarDay | null,
): readonly LatePayment[] =>
  clocks.flatMap(({ clock, benefitId, dueOn }) =>
    clock === 'pay' && benefitId !== null && dueOn !== null
      ? lateOf(benefits, benefitId, dueOn, asOf)
      : [],
  );

const lateOf = (
  benefits: Benefits,
  benefitId: string,
  dueOn: CalendarDay,
  asOf: CalendarDay | null,
): readonly LatePayment[] => {
  const owed = new Set(owedPayouts(benefits).map(({ payout }) => payout.payoutId));
  const ended = endedUnpaid(benefits, benefitId);
  const late = payoutsOf(benefits, benefitId).flatMap((payout) => {
    const paidOn =
      payout.status === 'confirmed' && payout.confirmation ? payout.confirmation.paidOn : null;
    const until =
      paidOn ?? (owed.has(payout.payoutId) ? asOf : (ended.get(payout.payoutId) ?? null));
    const days = until === null ? 0 : daysBetween(dueOn, until);
    return days > 0 ? [{ payout, dueOn, paidOn, days }] : [];
  });
  const sums = latePaymentsOf(late.map(({ payout, days }) => ({ amount: payout.amount, days })));
  return late.flatMap((one, index) => {
    const amount = sums[index];
    return amount === undefined ? [] : [{ ...one, amount }];
  });
};

/** Of a decision that another has replaced: what had not arrived by then was late until that day, and is due anew since. */
const endedUnpaid = (benefits: Benefits, benefitId: string): ReadonlyMap<string, CalendarDay> => {
  const benefit = benefits.benefits[benefitId];
  const on = benefit && replacedOn(benefits, benefit);
  return new Map(
    on ? unpaidWhenReplaced(benefits, benefit).map(({ payoutId }) => [payoutId, on]) : [],
  );
};
