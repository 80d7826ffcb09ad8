import { type Benefit, type Benefits, isLive } from './benefits';
import { inOrder } from './in-order';
import { chainBefore, type Payout, payoutIdOf, replacementOf } from './payouts';
import { paidOtherwise } from './rivals';
import { isOwedAfterAll } from './set-off';

/** What has to happen before money that was approved has arrived. */
export type Awaited =
  'second_approval' | 'payer' | 'sending' | 'confirmation' | 'inquiry' | 'replacement';

/** A payout that was approved, and whose money has not arrived to stay. */
export type OwedPayout = {
  readonly payout: Pick<
    Payout,
    'payoutId' | 'benefitId' | 'payer' | 'mode' | 'benefitKind' | 'scheme' | 'amount'
  >;
  readonly awaits: Awaited;
};

/** Every payout that is still owed, each chain of replacements once; with those that a second approval will schedule. */
export const owedPayouts = (benefits: Benefits): readonly OwedPayout[] => [
  ...inOrder(benefits.payouts).flatMap((payout) => {
    const awaits = awaitedFor(payout, benefits);
    return awaits ? [{ payout, awaits }] : [];
  }),
  ...inOrder(benefits.benefits).flatMap(payoutsToCome),
];

const payoutsToCome = ({ status, assessed, aboveLimit }: Benefit): readonly OwedPayout[] => {
  if (status !== 'awaiting_second' || !aboveLimit) return [];
  const { benefitId, kind: benefitKind, scheme, payees } = assessed;
  const { payer, mode } = aboveLimit;
  return payees.map((payee) => ({
    payout: {
      ...{ payoutId: payoutIdOf(benefitId, payee, 0), benefitId, payer, mode, benefitKind, scheme },
      amount: payee.amount,
    },
    awaits: 'second_approval',
  }));
};

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
      if (isSettledOtherwise(payout, benefits)) return null;
      return awaitsSecond(payout, benefits) ? 'second_approval' : 'replacement';
    case 'confirmed':
      return null;
  }
};

const awaitsSecond = ({ payoutId }: Payout, { replacements }: Benefits): boolean =>
  inOrder(replacements).some((one) => one.replaces === payoutId && one.awaitsSecond);

/**
 * Replaced, so that the replacement counts; or the benefit fell; or an earlier one of the chain, or one of a decision that
 * was refused before, arrived after all.
 */
export const isSettledOtherwise = (payout: Payout, benefits: Benefits): boolean => {
  const benefit = benefits.benefits[payout.benefitId];
  return (
    replacementOf(benefits, payout) !== undefined ||
    (benefit !== undefined && !isLive(benefit) && !isOwedAfterAll(payout, benefits)) ||
    chainBefore(benefits, payout).some(({ status }) => status === 'confirmed') ||
    paidOtherwise(payout, benefits) !== undefined
  );
};
