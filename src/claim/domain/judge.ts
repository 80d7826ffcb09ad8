import { Rejection } from '../../kernel/rejection';
import type { Benefit, Benefits } from '../../payout/domain/benefits';
import { isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import type { Claim } from './claim';
import type {
  AcceptClaim,
  ClaimFacts,
  CloseClaim,
  RefuseClaim,
  ReopenClaim,
  WithdrawClaim,
} from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { mustHaveOverturned } from './dispute';
import { coverOf } from './figures';

/** A claim is accepted only with cover on the day; what was found is stored, and found again at each approval. */
export const acceptClaim = (
  { facts, by }: AcceptClaim['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.status === 'accepted') return [];
  if (claim.status !== 'reported') throw notOpen(claim);
  mustBeConcluded(claim, facts);

  const { inputs, scheduleId, decidingDay, citation, arrears, schedule } = coverOf(claim, facts);
  const arrearsRule = {
    version: scheduleId,
    citation: schedule.cover.arrearsMonthsAtMost.citation,
  };
  const { cover, periodId, monthsPaid, declaredIncome } = inputs;
  if (cover === 'not_covered')
    throw new Rejection('not-covered-on-date', { decidingDay }, { version: scheduleId, citation });
  if (cover === 'expired')
    throw new Rejection(
      'claim-expired',
      { decidingDay, years: schedule.expiry.jkkYears.value },
      { version: scheduleId, citation: schedule.expiry.jkkYears.citation },
    );
  if (cover === 'awaits_recovery')
    throw new RangeError('Recovery decides on cash, not on a claim.');
  if (cover === 'arrears_too_long')
    throw new Rejection('arrears-too-long', { decidingDay, months: arrears.months }, arrearsRule);
  const { participantVersion } = facts;
  return [
    {
      type: 'ClaimAccepted',
      data: { cover, periodId, monthsPaid, declaredIncome, participantVersion, by },
    },
  ];
};

/**
 * @throws Rejection while the accident is a suspicion, and where it, or the one behind a death, was none of work, or was
 * not accepted yet: by the word of a report alone a death by illness would be paid as one by accident
 */
export const mustBeConcluded = (claim: Claim, facts: ClaimFacts): void => {
  const { report, conclusion } = claim;
  if (report?.kind === 'accident' && report.suspected && !conclusion)
    throw new Rejection('accident-not-concluded');
  if (!mayBeByWork(claim, facts)) throw new Rejection('not-a-work-accident');
  mustRestOnAccepted(claim, facts);
  mustHaveDiedThen(claim, facts);
};

const mustRestOnAccepted = ({ report }: Claim, { accident }: ClaimFacts): void => {
  if (report?.kind !== 'death' || !accident) return;
  const { status } = accident;
  if (status !== 'accepted' && status !== 'closed')
    throw new Rejection('accident-not-accepted', { status });
};

/** What happened after a death cannot be its cause, and nobody dies on two days. */
const mustHaveDiedThen = (
  { report }: Claim,
  { accident, participant: { death } }: ClaimFacts,
): void => {
  if (report?.kind !== 'death') return;
  const { diedOn } = report;
  if (accident && accident.eventDay > diedOn)
    throw new Rejection('accident-after-death', { diedOn, accidentOn: accident.eventDay });
  if (death && death.diedOn !== diedOn)
    throw new Rejection('death-day-differs', { claimed: diedOn, recorded: death.diedOn });
};

/** An illness names no accident; a death that names one stands and falls with it. */
const mayBeByWork = ({ report, conclusion }: Claim, { accident }: ClaimFacts): boolean =>
  report?.kind === 'death' && report.accidentClaimId !== null
    ? accident?.workAccident === true
    : conclusion?.outcome !== 'not_work_accident';

/** A refusal is a fact with its ground and citation; it is refused itself while money is on its way. */
export const refuseClaim = (
  { ground, citation, reasonCode, by }: RefuseClaim['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.status === 'refused') return [];
  if (claim.status !== 'reported' && claim.status !== 'accepted') throw notOpen(claim);
  mustHaveNothingApproved(claim.benefits);
  return [{ type: 'ClaimRefused', data: { ground, citation, reasonCode, by } }];
};

export const withdrawClaim = (
  { reasonCode, by }: WithdrawClaim['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.status === 'withdrawn') return [];
  if (claim.status !== 'reported' && claim.status !== 'accepted') throw notOpen(claim);
  mustHaveNothingApproved(claim.benefits);
  return [{ type: 'ClaimWithdrawn', data: { reasonCode, by } }];
};

export const reopenClaim = (
  { reasonCode, disputeId, by }: ReopenClaim['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  mustHaveOverturned(disputeId, claim);
  if (claim.status === 'reported' || claim.status === 'accepted') return [];
  return [{ type: 'ClaimReopened', data: { reasonCode, disputeId, by } }];
};

/** Closing ends the judging, not the paying: payouts, returns and replacements go on. */
export const closeClaim = (
  { reasonCode, by }: CloseClaim['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.status === 'closed') return [];
  if (claim.status !== 'accepted') throw notOpen(claim);
  const undecided = inOrder(claim.benefits.benefits).some(
    ({ status, supersededBy }) =>
      supersededBy === null && (status === 'assessed' || status === 'awaiting_second'),
  );
  if (undecided) throw new Rejection('benefit-undecided');
  return [{ type: 'ClaimClosed', data: { reasonCode, by } }];
};

const mustHaveNothingApproved = ({ benefits }: Benefits): void => {
  const approved = (benefit: Benefit) =>
    (isLive(benefit) || (benefit.supersededBy !== null && benefit.status !== 'voided')) &&
    benefit.approval !== null;
  if (inOrder(benefits).some(approved)) throw new Rejection('money-moving');
};

/** @throws Rejection `claim-not-open` where nothing more is judged. */
export const mustBeOpen = (claim: Claim): void => {
  if (claim.status !== 'reported' && claim.status !== 'accepted') throw notOpen(claim);
};

const notOpen = ({ status }: Claim): Rejection => new Rejection('claim-not-open', { status });
