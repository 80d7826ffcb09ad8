import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import type { ApproveReplacement, RequestReplacement, SecondReplacement } from './benefit.commands';
import type { BenefitEvent, PayoutScheduled } from './benefit.events';
import {
  accountKey,
  type Benefit,
  type Benefits,
  isLive,
  knownBenefit,
  payoutsOf,
} from './benefits';
import { inOrder } from './in-order';
import {
  assessorsOf,
  chainBefore,
  isOver,
  knownPayout,
  letGoBy,
  notNow,
  type Payout,
  payoutIdOf,
  type ReplacementRequest,
  replacementOf,
} from './payouts';
import { claimTheSame } from './purpose';
import { paidOtherwise } from './rivals';
import { isCorrected, isOwedAfterAll } from './set-off';

/** A payout that is over may go out once more, to the account that is recorded now. */
export const requestReplacement = (
  { payoutId: replaces, reasonCode, shownRef, by }: RequestReplacement['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const payout = knownPayout(benefits, replaces);
  if (!isOver(payout)) throw notNow(payout);
  if (replacementOf(benefits, payout)) throw new Rejection('payout-replaced');
  mustStillBeOwed(payout, benefits);

  const accountRef = accountOf(payout, benefits);
  if (payout.mode === 'disbursed' && accountRef === null)
    throw new Rejection('payee-account-missing', { payeeKind: payout.payeeKind });
  // A request for an account that has changed since can no longer be approved: a new one takes its place.
  const pending = inOrder(benefits.replacements).find(
    (one) => one.replaces === replaces && one.accountRef === accountRef,
  );
  if (pending) return repeatOf(pending, { reasonCode, by });

  const { payeeKind, payeeId, amount } = payout;
  const payoutId = nextPayoutId(payout, benefits);
  return [
    {
      type: 'PayoutReplacementRequested',
      data: {
        payoutId,
        replaces,
        payeeKind,
        payeeId,
        accountRef,
        amount: rupiah(amount),
        reasonCode,
        shownRef,
        by,
      },
    },
  ];
};

const repeatOf = (
  pending: ReplacementRequest,
  asked: Pick<ReplacementRequest, 'reasonCode' | 'by'>,
): readonly BenefitEvent[] => {
  if (pending.reasonCode === asked.reasonCode && pending.by === asked.by) return [];
  throw new Rejection('replacement-requested');
};

/** Nothing goes out again for a benefit that fell, nor where an earlier payout turned out to have arrived. */
const mustStillBeOwed = (payout: Payout, benefits: Benefits): void => {
  if (payout.benefitKind === 'death' && isCorrected(benefits)) {
    if (!isOwedAfterAll(payout, benefits)) throw new Rejection('benefit-not-approved');
    return;
  }
  const benefit = knownBenefit(benefits, payout.benefitId);
  if (!isLive(benefit)) throw new Rejection('benefit-not-approved');
  mustNotBePaidOtherwise(payout, benefit, benefits);
  const arrived = chainBefore(benefits, payout).find(({ status }) => status === 'confirmed');
  if (arrived) throw notNow(arrived);
};

/**
 * A payer may grant or pay what he had refused, after the same bill, the same days or the same right were paid under
 * another benefit: that was looked at when it was assessed, and these were free then.
 */
const mustNotBePaidOtherwise = (
  payout: Payout,
  { assessed }: Benefit,
  benefits: Benefits,
): void => {
  const rival = paidOtherwise(payout, benefits);
  if (rival) throw notNow(rival);
  const other = inOrder(benefits.benefits).find(
    ({ assessed: one }) =>
      one.benefitId !== assessed.benefitId &&
      claimTheSame(one, assessed) &&
      payoutsOf(benefits, one.benefitId).some((payout) => !isOver(payout)),
  );
  if (!other) return;
  const { benefitId: existing, kind, inputs } = other.assessed;
  if (kind !== 'wage_replacement') throw new Rejection('bill-already-claimed', { existing });
  throw new Rejection('day-already-claimed', { existing, from: inputs.from, to: inputs.to });
};

/** Letting a replacement go is an approval of its own, by neither who asked for it nor who assessed the benefit, or what came in its place. */
export const approveReplacement = (
  { payoutId, shownRef, limit, by }: ApproveReplacement['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const request = benefits.replacements[payoutId];
  if (!request) throw new Rejection(benefits.payouts[payoutId] ? 'already-approved' : 'not-found');
  if (request.approvedBy === by) return [];
  if (request.approvedBy) throw new Rejection('already-approved');

  const payout = letGo(request, by, benefits);
  const { approvedBy: _1, awaitsSecond: _2, secondedBy: _3, nth: _4, ...asked } = request;
  const approval: BenefitEvent = {
    type: 'PayoutReplacementApproved',
    data: { ...asked, shownRef, by },
  };
  const { benefitId, payer, mode, amount } = payout.data;
  if (limit === null || letGoBy(by, benefits) + amount <= limit) return [approval, payout];
  const held = { benefitId, payoutId, payer, mode, amount, limit };
  return [approval, { type: 'SecondApprovalRequired', data: held }];
};

/** Above the limit of one: a supervisor who had no hand in it yet. */
export const secondReplacement = (
  { payoutId, shownRef, by }: SecondReplacement['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const request = benefits.replacements[payoutId];
  if (!request) throw new Rejection('not-found');
  if (request.secondedBy === by) return [];
  if (!request.awaitsSecond) throw new Rejection('second-approval-not-needed');
  if (request.approvedBy === by) throw new Rejection('self-approval');
  return [
    { type: 'PayoutReplacementSeconded', data: { payoutId, shownRef, by } },
    letGo(request, by, benefits),
  ];
};

/** The payout in the place of another, where nothing stands in its way. */
const letGo = (request: ReplacementRequest, by: string, benefits: Benefits): PayoutScheduled => {
  const original = knownPayout(benefits, request.replaces);
  const benefit = knownBenefit(benefits, original.benefitId);
  if (request.by === by || assessorsOf(benefit, benefits).includes(by))
    throw new Rejection('self-approval');
  if (!isOver(original)) throw notNow(original);
  mustStillBeOwed(original, benefits);
  if (accountOf(original, benefits) !== request.accountRef)
    throw new Rejection('facts-changed', { what: 'account' });
  return {
    type: 'PayoutScheduled',
    data: {
      payoutId: request.payoutId,
      benefitId: original.benefitId,
      benefitKind: original.benefitKind,
      scheme: original.scheme,
      programme: original.programme,
      place: original.place,
      payer: original.payer,
      mode: original.mode,
      payeeKind: original.payeeKind,
      payeeId: original.payeeId,
      onBehalfOf: original.onBehalfOf,
      accountRef: request.accountRef,
      amount: original.amount,
      replaces: request.replaces,
    },
  };
};

const accountOf = ({ payeeKind, payeeId }: Payout, { accounts }: Benefits): string | null =>
  accounts[accountKey(payeeKind, payeeId)] ?? null;

const nextPayoutId = (payout: Payout, benefits: Benefits): string => {
  const { benefitId, payeeKind, payeeId, onBehalfOf } = payout;
  const earlier = payoutsOf(benefits, benefitId).filter(
    (one) =>
      one.payeeKind === payeeKind && one.payeeId === payeeId && one.onBehalfOf === onBehalfOf,
  );
  return payoutIdOf(benefitId, { kind: payeeKind, id: payeeId, onBehalfOf }, earlier.length);
};
