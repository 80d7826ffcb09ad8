import { openPointsIn } from '../benefit-schedule/domain/cited';
import {
  isAfter,
  LATE_PAYMENT,
  READINGS_OF_CLOCKS,
  READINGS_OF_LATE_PAYMENT,
} from '../benefit-schedule/domain/procedure';
import { type CalendarDay, daysBetween } from '../kernel/calendar-day';
import type { Owner } from '../payout/benefit-streams';
import { benefitIdOf, payoutIdOf } from '../payout/benefits.view';
import type { Benefits } from '../payout/domain/benefits';
import { money } from '../platform/http/money';
import type { Clock } from './domain/clocks';
import { type LatePayment, latePayments } from './domain/late-payment';

/** The clocks of a claim, and what late payments come to; of those that still run only where a day is given. */
export const procedureView = (
  owner: Owner,
  clocks: readonly Clock[],
  benefits: Benefits,
  asOf: CalendarDay | null,
) => {
  const late = latePayments(benefits, clocks, asOf);
  return {
    asOf,
    clocks: clocks.map((clock) => clockView(owner, clock, asOf)),
    latePayments: late.map((one) => latePaymentView(owner, one)),
    openPoints: [
      ...(clocks.length > 0 ? openPointsIn(READINGS_OF_CLOCKS) : []),
      ...(late.length > 0 ? openPointsIn(READINGS_OF_LATE_PAYMENT) : []),
    ],
  };
};

const clockView = (owner: Owner, clock: Clock, asOf: CalendarDay | null) => {
  const { benefitId, missingYear, doneOn, dueOn } = clock;
  const until = doneOn ?? asOf;
  return {
    clock: clock.clock.replaceAll('_', '-'),
    benefitId: benefitId ? benefitIdOf(owner, benefitId) : null,
    owedBy: clock.owedBy,
    from: clock.from,
    limit: clock.limit,
    citation: clock.citation,
    dueOn,
    /** The year whose holidays nobody has entered yet: the day is then not guessed. */
    holidaysMissingFor: missingYear,
    doneOn,
    late: until === null || dueOn === null ? null : isAfter(until, dueOn),
    daysLate: until === null || dueOn === null ? null : Math.max(0, daysBetween(dueOn, until)),
  };
};

const latePaymentView = (owner: Owner, { payout, dueOn, paidOn, days, amount }: LatePayment) => ({
  payoutId: payoutIdOf(owner, payout.payoutId),
  owedBy: payout.payer,
  mode: payout.mode,
  dueOn,
  paidOn,
  days,
  of: money(payout.amount),
  amount: money(amount),
  citation: LATE_PAYMENT.citation,
});
