import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { assess, figuresOf } from '../../payout/domain/assess';
import type { BenefitEvent } from '../../payout/domain/benefit.events';
import { type Benefit, type Benefits, evolveBenefits } from '../../payout/domain/benefits';
import { overpaymentChanges } from '../../payout/domain/overpaid';
import { isOnItsWay } from '../../payout/domain/payouts';
import {
  deathPayouts,
  isCorrected,
  isDecided,
  lastSuperseded,
  liveDeath,
} from '../../payout/domain/set-off';
import type { Claim } from './claim';
import type { AssessDeath, ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { deathFigures, reportOf } from './figures';
import { mustBeOpen } from './judge';

/** What a death pays, less what was paid under an earlier cause. Assessing does not wait for acceptance; approving does. */
export const assessDeath = (
  { claimId, facts, by }: AssessDeath['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (reportOf(claim).kind !== 'death') throw new Rejection('wrong-claim-kind');
  mustBeOpen(claim);
  const { benefits } = claim;
  const live = liveDeath(benefits);
  if (live && needsAnother(live, claim, facts))
    return decideAnew(live, { ownerId: claimId, by }, claim, facts);

  const figures = deathFigures(claim, facts, live?.assessed.benefitId ?? null);
  const { participantVersion } = facts;
  const supersedes = lastSuperseded(benefits)?.assessed.benefitId ?? null;
  const draft = { ownerId: claimId, figures, participantVersion, by, supersedes };
  const assessed = assess(draft, benefits);
  if (assessed.length === 0 || supersedes === null) return assessed;
  return [...assessed, ...overpaymentChanges(assessed.reduce(evolveBenefits, benefits))];
};

/** Whether a decision that money has gone out for is to be followed by another. */
const needsAnother = (live: Benefit, claim: Claim, facts: ClaimFacts): boolean =>
  hasRunDry(live, claim, facts) || isMoreOwed(live, claim, facts);

/** A decision that another one follows, and whose money has gone as far as it can, though other money moved since. */
const hasRunDry = (live: Benefit, claim: Claim, facts: ClaimFacts): boolean => {
  const { benefits } = claim;
  if (!isCorrected(benefits) || !isDecided(live)) return false;
  if (deathPayouts(benefits).some(isOnItsWay)) return false;
  const now = deathFigures(claim, facts, live.assessed.benefitId);
  return !sameFacts(figuresOf(live.assessed), figuresOf(now));
};

/**
 * After what was decided has gone out more may be owed: the rest that arrears had held back (PP 44/2015 art. 39), or what cover
 * and income come to since they were corrected. What would be less is none of it: collecting is a decision of its own.
 */
const isMoreOwed = (live: Benefit, claim: Claim, facts: ClaimFacts): boolean => {
  if (!isDecided(live) || deathPayouts(claim.benefits).some(isOnItsWay)) return false;
  const { benefitId, total } = live.assessed;
  return deathFigures(claim, facts, benefitId).total > total;
};

type Who = { readonly ownerId: string; readonly by: string };

/** A decision in the place of an earlier one: all that the heirs hold is set off, and what is beyond it is found. */
export const decideAnew = (
  { assessed: { benefitId: supersedes } }: Benefit,
  { ownerId, by }: Who,
  claim: Claim,
  facts: ClaimFacts,
): readonly BenefitEvent[] => {
  const { benefits } = claim;
  const figures = deathFigures({ ...claim, benefits: without(supersedes, benefits) }, facts, null);
  const { participantVersion } = facts;
  const assessed = assess({ ownerId, figures, participantVersion, by, supersedes }, benefits);
  return [...assessed, ...overpaymentChanges(assessed.reduce(evolveBenefits, benefits))];
};

/** As the benefits will stand once another decision has taken that one's place: what it has paid is set off. */
const without = (benefitId: string, state: Benefits): Benefits => {
  const earlier = state.benefits[benefitId];
  if (!earlier) return state;
  const nth = Object.keys(state.benefits).length;
  // The last, so that it is the one whose lines the set-off follows.
  return {
    ...state,
    benefits: { ...state.benefits, [benefitId]: { ...earlier, nth, supersededBy: benefitId } },
  };
};
