import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { BenefitEvent } from '../../payout/domain/benefit.events';
import {
  type Benefit,
  type Benefits,
  evolveBenefits,
  isLive,
  payoutsOf,
} from '../../payout/domain/benefits';
import { isMoving, type Payout } from '../../payout/domain/payouts';
import { deathPayouts, standingDeath } from '../../payout/domain/set-off';
import { decideAnew } from './assess-death';
import { effectOf } from './cause-effect';
import { type Claim, type DeathReport, withCause } from './claim';
import type {
  ApproveCauseCorrection,
  ClaimFacts,
  CorrectedFacts,
  RequestCauseCorrection,
} from './claim.commands';
import type { CauseEffect, ClaimEvent } from './claim.events';
import { mustBeConcluded, mustBeOpen } from './judge';

// The cause of a death decides the money, so correcting it takes two people, and the first of them sees what it changes.

type NewCause = Pick<DeathReport, 'cause' | 'accidentClaimId'>;

/**
 * Asks that another cause be recorded, and says line by line what that changes.
 * @throws Rejection `wrong-claim-kind`, `claim-not-open`, `cause-unchanged`, `accident-claim-and-cause`,
 * `accident-not-accepted`, `not-a-work-accident`, `accident-after-death`, `money-moving`
 */
export const requestCauseCorrection = (
  { requestId, to, accidentClaimId, reasonCode, facts, by }: RequestCauseCorrection['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const { cause: from, accidentClaimId: earlier } = deathOf(claim);
  const asked = { to, accidentClaimId, reasonCode };
  const known = claim.causeCorrection;
  const isRepeat = known !== null && sameFacts(askedIn(known), asked);
  if (from === to && earlier === accidentClaimId) {
    if (isRepeat && known.approvedBy !== null) return [];
    throw new Rejection('cause-unchanged');
  }
  const effect = possibleEffect({ cause: to, accidentClaimId }, facts, claim);
  if (isRepeat && known.approvedBy === null && sameFacts(known.effect, effect)) return [];
  const data = { requestId, from, ...asked, effect, by };
  return [{ type: 'CauseCorrectionRequested', data }];
};

const askedIn = ({ to, accidentClaimId, reasonCode }: NonNullable<Claim['causeCorrection']>) => ({
  ...{ to, accidentClaimId, reasonCode },
});

/**
 * Another person corrects it: what is unsent is cancelled, the whole right is assessed anew less what was paid, and
 * what was paid beyond it is found. The new assessment is the requester's, who has shown what it comes to.
 */
export const approveCauseCorrection = (
  { claimId, requestId, facts, by, today }: ApproveCauseCorrection['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const asked = claim.causeCorrection;
  if (asked?.requestId !== requestId) throw new Rejection('not-found');
  if (asked.approvedBy !== null) return [];
  if (asked.by === by) throw new Rejection('self-approval');

  const cause = { cause: asked.to, accidentClaimId: asked.accidentClaimId };
  const effect = possibleEffect(cause, facts, claim);
  if (!sameFacts(effect, asked.effect))
    throw new Rejection('facts-changed', {
      asked: asked.effect.difference,
      now: effect.difference,
    });
  const { from, to, accidentClaimId, reasonCode } = asked;
  const corrected: ClaimEvent = {
    type: 'CauseOfDeathCorrected',
    data: { requestId, from, to, accidentClaimId, reasonCode, effect, correctedOn: today, by },
  };
  const deciders = { ownerId: claimId, assessor: asked.by, by };
  const afterwards = { ...withCause(claim, cause), causeCorrected: { by, on: today } };
  return [corrected, ...newDecision(deciders, afterwards, facts.corrected)];
};

const deathOf = ({ report }: Claim): DeathReport => {
  if (report?.kind !== 'death') throw new Rejection('wrong-claim-kind');
  return report;
};

const possibleEffect = (cause: NewCause, facts: CorrectedFacts, claim: Claim): CauseEffect => {
  deathOf(claim);
  mustBeOpen(claim);
  const byWork = cause.cause === 'work_accident' || cause.cause === 'occupational_disease';
  if (byWork !== (cause.accidentClaimId !== null)) throw new Rejection('accident-claim-and-cause');
  const corrected = withCause(claim, cause);
  mustBeConcluded(corrected, facts.corrected);
  mustNotBeMoving(claim.benefits);
  return effectOf(claim, corrected, facts);
};

/** Sent, of unknown outcome, or in the hands of a payer who may pay at any time. */
const mustNotBeMoving = (benefits: Benefits): void => {
  const isWithThePayer = ({ status, benefitId }: Payout): boolean =>
    status === 'scheduled' &&
    ['presented', 'guaranteed', 'granted'].includes(benefits.benefits[benefitId]?.status ?? '');
  const moving = deathPayouts(benefits).some(
    (payout) => payout.status === 'sent' || payout.status === 'unknown' || isWithThePayer(payout),
  );
  if (moving) throw new Rejection('money-moving');
};

type Deciders = { readonly ownerId: string; readonly assessor: string; readonly by: string };

const newDecision = (
  { ownerId, assessor, by }: Deciders,
  claim: Claim,
  facts: ClaimFacts,
): readonly BenefitEvent[] => {
  const standing = standingDeath(claim.benefits);
  if (!standing) return [];
  const fallen = unsent(standing, claim.benefits, by);
  const benefits = fallen.reduce(evolveBenefits, claim.benefits);
  const who = { ownerId, by: assessor };
  return [...fallen, ...decideAnew(standing, who, { ...claim, benefits }, facts)];
};

const REASON = 'cause_corrected';

/** Whatever was never sent is cancelled; where nothing had left at all, the approval is taken back. */
const unsent = (standing: Benefit, benefits: Benefits, by: string): readonly BenefitEvent[] => {
  const { benefitId } = standing.assessed;
  const scheduled = deathPayouts(benefits).filter(({ status }) => status === 'scheduled');
  const payoutIds = scheduled.map(({ payoutId }) => payoutId);
  const nothingLeft = !payoutsOf(benefits, benefitId).some(isMoving);
  const voided = isLive(standing) && standing.approval !== null && nothingLeft;
  return [
    ...(voided
      ? [
          {
            type: 'BenefitApprovalVoided',
            data: { benefitId, payoutIds, reasonCode: REASON, by },
          } as const,
        ]
      : []),
    ...payoutIds.map((payoutId): BenefitEvent => ({
      type: 'PayoutCancelled',
      data: { payoutId, reasonCode: REASON, by },
    })),
  ];
};
