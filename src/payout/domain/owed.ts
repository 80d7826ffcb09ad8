import { type Benefits, isLive } from './benefits';
import { chainBefore, type Payout, replacementOf } from './payouts';

/** What has to happen before money that was approved has arrived. */
export type Awaited = 'payer' | 'sending' | 'confirmation' | 'inquiry' | 'replacement';

/** A payout that was approved, and whose money has not arrived to stay. */
export type OwedPayout = { readonly payout: Payout; readonly awaits: Awaited };

/** Every payout that is still owed, each chain of replacements once. */
export const owedPayouts = (benefits: Benefits): readonly OwedPayout[] =>
  Object.values(benefits.payouts).flatMap((payout) => {
    const awaits = awaitedFor(payout, benefits);
    return awaits ? [{ payout, awaits }] : [];
  });

const awaitedFor = (payout: Payout, benefits: Benefits): Awaited | null => {
  switch (payout.status) {
    case 'scheduled':
      return payout.mode === 'recorded' ? 'payer' : 'sending';
    case 'sent':
      return 'confirmation';
    case 'unknown':
      return 'inquiry';
    case 'failed':
    case 'returned':
    case 'cancelled':
      return isSettledOtherwise(payout, benefits) ? null : 'replacement';
    case 'confirmed':
      return null;
  }
};

/** Replaced, so that the replacement counts; or the benefit fell; or an earlier one of the chain arrived after all. */
export const isSettledOtherwise = (payout: Payout, benefits: Benefits): boolean => {
  const benefit = benefits.benefits[payout.benefitId];
  return (
    replacementOf(benefits, payout) !== undefined ||
    (benefit !== undefined && !isLive(benefit)) ||
    chainBefore(benefits, payout).some(({ status }) => status === 'confirmed')
  );
};
