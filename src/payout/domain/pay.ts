import { idFrom } from '../../kernel/name-based-id';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { sameFacts } from '../../kernel/same-facts';
import { type Figures, mustStillStand } from './assess';
import type { CancelPayout, ConfirmPayout, SendPayout } from './benefit.commands';
import type { Assessed, BenefitEvent, OverpaymentFound, PayoutConfirmed } from './benefit.events';
import {
  accountKey,
  type Benefit,
  type Benefits,
  evolveBenefits,
  knownBenefit,
  payoutsOf,
} from './benefits';
import { notBeforeTheEvent } from './event-day';
import { overpaymentChanges } from './overpaid';
import {
  chainBefore,
  isMoving,
  isOver,
  judgesOf,
  knownPayout,
  notNow,
  type Payout,
  replacementOf,
} from './payouts';
import { rivalsOf } from './rivals';
import { isCorrected } from './set-off';

/** The order to pay. It is given once; whether the money arrived is another fact. */
export const sendPayout = (
  { payoutId, batchId, by }: Pick<SendPayout<unknown>['data'], 'payoutId' | 'batchId' | 'by'>,
  benefits: Benefits,
  figures: Figures,
  /** The decision that the money rests on, where another has superseded that of the payout. */
  judged: Assessed | null = null,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, payoutId);
  const benefit = knownBenefit(benefits, payout.benefitId);
  if (payout.mode === 'recorded') throw new Rejection('payer-pays-itself');
  if (payout.status !== 'scheduled') throw notNow(payout);
  mustBeThirdPerson(by, benefit, payout, benefits);
  mustStillStand(judged ?? benefit.assessed, figures);

  const account = benefits.accounts[accountKey(payout.payeeKind, payout.payeeId)];
  if (account !== payout.accountRef) throw new Rejection('facts-changed', { what: 'account' });
  const attemptRef = idFrom(payoutId, 'attempt');
  return [{ type: 'PayoutSent', data: { payoutId, attemptRef, batchId, by } }];
};

/**
 * Money has arrived. Where we had taken the payout for failed, the word of the payer still stands: it is marked as a
 * contradiction, stops its replacement or, where that has left already, is an overpayment.
 */
export const confirmPayout = (
  { payoutId, paidOn, amount, reference, by, today }: ConfirmPayout['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, payoutId);
  const benefit = knownBenefit(benefits, payout.benefitId);
  // Also after a return: the payment that came back is no second payment when it is told once more.
  if (payout.confirmation && sameFacts(payout.confirmation, { paidOn, amount, reference }))
    return [];
  if (payout.status === 'confirmed') throw notNow(payout);
  mustBeConfirmable(payout, benefit);
  mustNotConfirm(by, benefit, payout, benefits);
  mustNotExceedOrder(amount, payout);
  notBeforeTheEvent(paidOn, benefit);
  notInTheFuture(paidOn, today);

  const contradicts = isOver(payout);
  const confirmed: PayoutConfirmed = {
    type: 'PayoutConfirmed',
    data: { payoutId, paidOn, amount, reference, contradicts, by },
  };
  return [
    confirmed,
    ...(contradicts ? afterContradiction(payout, benefits, confirmed) : []),
    ...completion(payout, benefit, benefits),
  ];
};

const mustBeConfirmable = (payout: Payout, { payerDecision }: Benefit): void => {
  if (payout.mode === 'disbursed') {
    if (payout.status === 'scheduled' || (isOver(payout) && !payout.sentBy))
      throw new Rejection('payout-not-sent');
    return;
  }
  if (!payerDecision) throw new Rejection('payer-not-decided');
};

/** A payer grants what he grants; of a transfer of the office no more arrives than it has ordered. */
const mustNotExceedOrder = (amount: number, { mode, amount: ordered }: Payout): void => {
  if (mode === 'disbursed' && amount > ordered)
    throw new Rejection('more-than-ordered', { ordered });
};

/** Where an earlier payout has arrived already, this one is too much; else whatever was meant to take its place. */
const afterContradiction = (
  payout: Payout,
  benefits: Benefits,
  confirmed: PayoutConfirmed,
): readonly BenefitEvent[] => {
  const { by } = confirmed.data;
  if (payout.benefitKind === 'death' && isCorrected(benefits))
    return afterLateWord(payout, benefits, confirmed);
  return chainBefore(benefits, payout).some(({ status }) => status === 'confirmed')
    ? [overpaid(payout, confirmed.data.amount)]
    : [...chainFrom(payout, benefits).slice(1), ...rivalsOf(payout, benefits)].flatMap((other) =>
        stopped(other, by),
      );
};

/** After a corrected cause the payouts of one heir differ: none goes out beside, and what is too much is counted. */
const afterLateWord = (
  payout: Payout,
  benefits: Benefits,
  confirmed: PayoutConfirmed,
): readonly BenefitEvent[] => {
  const others = [...chainFrom(payout, benefits).slice(1), ...rivalsOf(payout, benefits)];
  const cancelled = others
    .filter(({ status }) => status === 'scheduled')
    .flatMap((other) => stopped(other, confirmed.data.by));
  return [...cancelled, ...overpaymentChanges(evolveBenefits(benefits, confirmed))];
};

const stopped = (payout: Payout, by: string): readonly BenefitEvent[] => {
  const { payoutId, status } = payout;
  if (isMoving(payout)) return [overpaid(payout)];
  return status === 'scheduled'
    ? [{ type: 'PayoutCancelled', data: { payoutId, reasonCode: 'original_paid', by } }]
    : [];
};

/** The whole of a payout that should not have arrived, or not twice: as much as did arrive, once that is known. */
export const overpaid = (
  { payoutId, benefitId, amount: ordered, confirmation }: Payout,
  amount: number = confirmation?.amount ?? ordered,
): OverpaymentFound => ({
  type: 'OverpaymentFound',
  data: {
    overpaymentId: idFrom(benefitId, 'overpayment', payoutId),
    benefitId,
    payoutId,
    amount: rupiah(amount),
  },
});

/** With the confirmation that gives the last payee his money, the benefit is paid: once, however often money comes back later. */
const completion = (
  confirmed: Payout,
  { assessed: { benefitId, kind }, completed }: Benefit,
  benefits: Benefits,
): readonly BenefitEvent[] => {
  if (completed) return [];
  const payouts = payoutsOf(benefits, benefitId);
  const paid = payouts.filter(
    ({ payoutId, status }) => status === 'confirmed' || payoutId === confirmed.payoutId,
  );
  const everyPayee = payouts
    .filter(({ replaces }) => replaces === null)
    .every((first) => chainFrom(first, benefits).some((payout) => paid.includes(payout)));
  if (!everyPayee) return [];

  const data = { benefitId, payoutIds: paid.map(({ payoutId }) => payoutId) };
  if (kind === 'treatment') return [{ type: 'TreatmentPaid', data }];
  return kind === 'death' ? [{ type: 'DeathSettled', data }] : [];
};

const chainFrom = (payout: Payout, benefits: Benefits): readonly Payout[] => {
  const next = replacementOf(benefits, payout);
  return next ? [payout, ...chainFrom(next, benefits)] : [payout];
};

export const cancelPayout = (
  { payoutId, reasonCode, by }: CancelPayout['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, payoutId);
  if (payout.status === 'cancelled') return [];
  if (payout.status !== 'scheduled') throw notNow(payout);
  return [{ type: 'PayoutCancelled', data: { payoutId, reasonCode, by } }];
};

/** Whoever sends or confirms office money neither assessed nor approved it, in the replacement either. */
const mustBeThirdPerson = (
  by: string,
  benefit: Benefit,
  payout: Payout,
  benefits: Benefits,
): void => {
  const { assessed, approved, asked } = judgesOf(benefit, payout, benefits);
  if ([...assessed, asked, ...approved].includes(by)) throw new Rejection('payer-is-judge');
};

const mustNotConfirm = (by: string, benefit: Benefit, payout: Payout, benefits: Benefits): void => {
  if (payout.mode === 'disbursed') mustBeThirdPerson(by, benefit, payout, benefits);
  else if (judgesOf(benefit, payout, benefits).approved.includes(by))
    throw new Rejection('payer-is-judge');
};
