import type { CalendarDay } from '../../kernel/calendar-day';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { FailPayout, MarkPayoutUnknown, ReturnPayout } from './benefit.commands';
import type { BenefitEvent } from './benefit.events';
import { type Benefits, knownBenefit } from './benefits';
import { notBeforeTheEvent } from './event-day';
import { knownPayout, notNow, type Payout } from './payouts';

// Money that did not arrive. A payout that failed or came back is over: it goes out again only as a replacement.

/** The payer holds a recorded payout once he has decided; the office's own once it was sent. */
const isWithThePayer = (payout: Payout, benefits: Benefits): boolean =>
  payout.mode === 'recorded'
    ? payout.status === 'scheduled' && !!knownBenefit(benefits, payout.benefitId).payerDecision
    : payout.status === 'sent';

export const failPayout = (
  { payoutId, failedOn, reasonCode, reference, by, today }: FailPayout['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, payoutId);
  if (payout.status === 'failed') return repeatOf(payout, { on: failedOn, reasonCode, reference });
  if (payout.status === 'unknown') {
    if (reference === null) throw new Rejection('inquiry-missing');
  } else if (!isWithThePayer(payout, benefits)) throw notNow(payout);
  notBeforeTheEvent(failedOn, knownBenefit(benefits, payout.benefitId));
  notInTheFuture(failedOn, today);
  return [{ type: 'PayoutFailed', data: { payoutId, failedOn, reasonCode, reference, by } }];
};

export const returnPayout = (
  { payoutId, returnedOn, reasonCode, reference, by, today }: ReturnPayout['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, payoutId);
  if (payout.status === 'returned')
    return repeatOf(payout, { on: returnedOn, reasonCode, reference });
  if (payout.status !== 'confirmed' && !isWithThePayer(payout, benefits)) throw notNow(payout);
  notBefore(returnedOn, payout.confirmation?.paidOn);
  notBeforeTheEvent(returnedOn, knownBenefit(benefits, payout.benefitId));
  notInTheFuture(returnedOn, today);
  return [{ type: 'PayoutReturned', data: { payoutId, returnedOn, reasonCode, reference, by } }];
};

/** The day decides the month that finance reports: another day is another fact, never a repeat. */
const repeatOf = (payout: Payout, told: NonNullable<Payout['ended']>): readonly BenefitEvent[] => {
  if (payout.ended && sameFacts(payout.ended, told)) return [];
  throw notNow(payout);
};

/** Sent, and nobody can say what became of it: it is never sent again, only asked after. */
export const markPayoutUnknown = (
  { payoutId, unknownSince, reasonCode, by, today }: MarkPayoutUnknown['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, payoutId);
  if (payout.status === 'unknown') return [];
  if (payout.status !== 'sent') throw notNow(payout);
  notBeforeTheEvent(unknownSince, knownBenefit(benefits, payout.benefitId));
  notInTheFuture(unknownSince, today);
  return [{ type: 'PayoutOutcomeUnknown', data: { payoutId, unknownSince, reasonCode, by } }];
};

const notBefore = (returnedOn: CalendarDay, paidOn: CalendarDay | undefined): void => {
  if (paidOn && returnedOn < paidOn)
    throw new Rejection('period-reversed', { from: paidOn, lastDay: returnedOn });
};
