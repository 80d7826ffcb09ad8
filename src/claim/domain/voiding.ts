import { Rejection } from '../../kernel/rejection';
import type { BenefitCommand } from '../../payout/domain/benefit.commands';
import { decideOnBenefits } from '../../payout/domain/benefit.decider';
import type { BenefitEvent, PayoutConfirmed } from '../../payout/domain/benefit.events';
import {
  type Benefit,
  type Benefits,
  evolveBenefits,
  payoutsOf,
} from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { overpaid } from '../../payout/domain/pay';
import { heldOf, openAmount, openOverpayments } from '../../payout/domain/overpayments';
import { isOnItsWay, type Payout, replacementOf } from '../../payout/domain/payouts';
import type { Claim } from './claim';
import type { ApproveVoiding, ClaimCommand, RequestVoiding } from './claim.commands';
import type { ClaimEvent } from './claim.events';

// A claim that should never have been: of somebody who lives, of another person, filed twice. Two people say so.

export const requestVoiding = (
  { requestId, reasonCode, refiledAs, refiled, by }: RequestVoiding['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const { voiding } = claim;
  if (voiding?.reasonCode === reasonCode && voiding.refiledAs === refiledAs) return [];
  if (claim.status === 'voided') throw isVoided(claim);
  if (reasonCode === 'not_dead' && claim.report?.kind !== 'death')
    throw new Rejection('wrong-claim-kind');
  mustTakeItsPlace(refiledAs, refiled);
  mustHaveNoMoneyMoving(claim.benefits);
  // A later request takes the place of one that nobody has approved.
  return [{ type: 'ClaimVoidingRequested', data: { requestId, reasonCode, refiledAs, by } }];
};

/** What is left of its benefits falls with it, so that nobody counts or waits for them. It cannot be undone. */
export const approveVoiding = (
  { requestId, refiled, by }: ApproveVoiding['data'],
  { voiding, benefits }: Claim,
): readonly ClaimEvent[] => {
  if (voiding?.requestId !== requestId) throw new Rejection('not-found');
  if (voiding.approvedBy !== null) return [];
  if (voiding.by === by) throw new Rejection('self-approval');
  const { reasonCode, refiledAs } = voiding;
  mustTakeItsPlace(refiledAs, refiled);
  mustHaveNoMoneyMoving(benefits);
  return [
    ...inOrder(benefits.benefits).flatMap((benefit) => fallen(benefit, by)),
    { type: 'ClaimVoided', data: { requestId, reasonCode, refiledAs, by } },
  ];
};

/** Also one that the payer has refused: a later word of his must not bring it back. */
const fallen = (
  { status, approval, assessed, supersededBy }: Benefit,
  by: string,
): readonly BenefitEvent[] => {
  const { benefitId } = assessed;
  const reasonCode = 'claim_voided';
  if (supersededBy !== null) return [];
  if (approval !== null && status !== 'voided')
    return [{ type: 'BenefitApprovalVoided', data: { benefitId, payoutIds: [], reasonCode, by } }];
  return status === 'assessed' || status === 'settled'
    ? [{ type: 'BenefitReturned', data: { benefitId, reasonCode, by } }]
    : [];
};

const mustTakeItsPlace = (
  refiledAs: string | null,
  refiled: RequestVoiding['data']['refiled'],
): void => {
  if (refiledAs === null) return;
  if (refiled === null || refiled === 'voided') throw new Rejection('refiled-claim-unfit');
};

/** @throws Rejection `money-moving` where money is on its way, has arrived and stayed, or the payer has yet to answer or to pay. */
const mustHaveNoMoneyMoving = (benefits: Benefits): void => {
  const { payouts } = benefits;
  const moves = (payout: Payout): boolean => isOnItsWay(payout) || heldOf(payout, benefits) > 0;
  const waits = (benefit: Benefit): boolean =>
    isWithThePayer(benefit) && !hasComeBack(benefit, benefits);
  if (inOrder(payouts).some(moves) || inOrder(benefits.benefits).some(waits))
    throw new Rejection('money-moving');
};

const isWithThePayer = ({ status }: Benefit): boolean =>
  status === 'presented' || status === 'guaranteed' || status === 'granted';

/** The payer has paid, and all of it was given back: he owes nothing more. */
const hasComeBack = ({ assessed }: Benefit, benefits: Benefits): boolean => {
  const last = payoutsOf(benefits, assessed.benefitId).filter(
    (payout) => !replacementOf(benefits, payout),
  );
  const hasReturned = (payout: Payout): boolean =>
    payout.status === 'returned' ||
    (payout.status === 'confirmed' && heldOf(payout, benefits) === 0);
  return last.length > 0 && last.every(hasReturned);
};

type LateWord = Extract<
  ClaimCommand,
  {
    readonly type:
      'RecordPayerDecision' | 'ConfirmPayout' | 'FailPayout' | 'ReturnPayout' | 'RepayOverpayment';
  }
>;

/** What the payer or a bank still says of money that was ordered before, and what comes back of it. */
const isLateWord = (command: ClaimCommand): command is LateWord =>
  command.type === 'RecordPayerDecision' ||
  command.type === 'ConfirmPayout' ||
  command.type === 'FailPayout' ||
  command.type === 'ReturnPayout' ||
  command.type === 'RepayOverpayment';

/** @throws Rejection `dispute-of-voided` for a dispute, `claim-voided` for whatever else somebody wants of a claim that never was. */
export const decideOnVoided = (command: ClaimCommand, claim: Claim): readonly ClaimEvent[] => {
  if (command.type === 'RequestVoiding') return requestVoiding(command.data, claim);
  if (command.type === 'ApproveVoiding') return approveVoiding(command.data, claim);
  if (command.type === 'RecheckApprovals') return [];
  if (isLateWord(command)) return afterLateWord(command, claim.benefits);
  // What is disputed is decided where the case goes on.
  if (command.type === 'DecideDispute') throw isVoided(claim, 'dispute-of-voided');
  throw isVoided(claim);
};

/** Money that arrives for nothing settles nothing: all of it is owed back, whatever else has arrived for nothing before. */
const afterLateWord = (command: BenefitCommand, benefits: Benefits): readonly BenefitEvent[] =>
  decideOnBenefits(command, benefits).flatMap((event) => {
    if (event.type === 'PayoutConfirmed') return [event, ...overpaidBy(event, benefits)];
    return event.type in SETTLED_BY_NOTHING ? [] : [event];
  });

/** What is owed back is found with the payout that arrives, and not with the one that it stands for or that stands for it. */
const SETTLED_BY_NOTHING: Partial<Record<BenefitEvent['type'], true>> = {
  TreatmentPaid: true,
  DeathSettled: true,
  OverpaymentFound: true,
};

/** All that arrived but what of it was found before, as after a corrected cause, and is open again. */
const overpaidBy = (confirmed: PayoutConfirmed, benefits: Benefits): readonly BenefitEvent[] => {
  const after = evolveBenefits(benefits, confirmed);
  const payout = after.payouts[confirmed.data.payoutId];
  if (!payout) return [];
  const { overpaymentId, amount } = overpaid(payout).data;
  const known = openOverpayments(after)
    .filter((one) => one.payoutId === payout.payoutId && one.overpaymentId !== overpaymentId)
    .reduce((sum, one) => sum + openAmount(one, after), 0);
  return amount > known ? [overpaid(payout, amount - known)] : [];
};

export const isVoided = (
  { voiding }: Claim,
  code: 'claim-voided' | 'dispute-of-voided' = 'claim-voided',
): Rejection => new Rejection(code, voiding?.refiledAs ? { existing: voiding.refiledAs } : {});
