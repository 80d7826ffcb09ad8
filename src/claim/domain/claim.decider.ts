import type { Decider } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { approve, second, type Standing } from '../../payout/domain/approve';
import { assess, type Figures } from '../../payout/domain/assess';
import type {
  ApproveBenefit,
  RecheckApprovals,
  SecondApproval,
  SendPayout,
} from '../../payout/domain/benefit.commands';
import { decideOnBenefits } from '../../payout/domain/benefit.decider';
import { knownBenefit } from '../../payout/domain/benefits';
import { sendPayout } from '../../payout/domain/pay';
import { recheckApprovals } from '../../payout/domain/recheck';
import { knownPayout } from '../../payout/domain/payouts';
import { assessAccident, assessTreatment, mustEndInTime } from './accident-benefits';
import { accidentFigures, askedIn } from './accident-figures';
import { type Claim, evolve, initialState } from './claim';
import type { AssessDeath, ClaimCommand, ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { mustNotBeHeldElsewhere } from './claimed-once';
import { deathFigures, reportOf } from './figures';
import { establishHeirs } from './heirs';
import {
  acceptClaim,
  closeClaim,
  mustBeConcluded,
  mustBeOpen,
  refuseClaim,
  reopenClaim,
  withdrawClaim,
} from './judge';
import { correctClaim } from './correct';
import { decideDispute } from './dispute';
import { approveVoiding, decideOnVoided, requestVoiding } from './voiding';
import { concludeAccident, recordDoctorStatement, reportAccident, reportDeath } from './report';
import { requiredPapers } from './required-papers';

const decide = (command: ClaimCommand, claim: Claim): readonly ClaimEvent[] => {
  if (command.type === 'ReportAccident') return reportAccident(command.data, claim);
  if (command.type === 'ReportDeath') return reportDeath(command.data, claim);
  if (!claim.report) throw new Rejection('not-found');
  if (claim.status === 'voided') return decideOnVoided(command, claim);
  return isJudgement(command) ? judge(command, claim) : decideOnMoney(command, claim);
};

const judge = (command: Judgement, claim: Claim): readonly ClaimEvent[] => {
  switch (command.type) {
    case 'ConcludeAccident':
      return concludeAccident(command.data, claim);
    case 'RecordDoctorStatement':
      return recordDoctorStatement(command.data, claim);
    case 'AcceptClaim':
      return acceptClaim(command.data, claim);
    case 'RefuseClaim':
      return refuseClaim(command.data, claim);
    case 'WithdrawClaim':
      return withdrawClaim(command.data, claim);
    case 'ReopenClaim':
      return reopenClaim(command.data, claim);
    case 'CloseClaim':
      return closeClaim(command.data, claim);
    default:
      return decideOnFile(command, claim);
  }
};

type OnFile = Extract<
  Judgement,
  {
    readonly type:
      'EstablishHeirs' | 'RequestVoiding' | 'ApproveVoiding' | 'DecideDispute' | 'CorrectClaim';
  }
>;

const decideOnFile = (command: OnFile, claim: Claim): readonly ClaimEvent[] => {
  switch (command.type) {
    case 'EstablishHeirs':
      return establishHeirs(command.data, claim);
    case 'RequestVoiding':
      return requestVoiding(command.data, claim);
    case 'ApproveVoiding':
      return approveVoiding(command.data, claim);
    case 'DecideDispute':
      return decideDispute(command.data, claim);
    case 'CorrectClaim':
      return correctClaim(command.data, claim);
  }
};

export const claimDecider: Decider<Claim, ClaimCommand, ClaimEvent> = {
  initialState,
  decide,
  evolve,
};

/** What is decided on the claim itself; everything else is about its papers and its money. */
const JUDGEMENTS = [
  'ConcludeAccident',
  'RecordDoctorStatement',
  'AcceptClaim',
  'RefuseClaim',
  'WithdrawClaim',
  'ReopenClaim',
  'CloseClaim',
  'EstablishHeirs',
  'RequestVoiding',
  'ApproveVoiding',
  'DecideDispute',
  'CorrectClaim',
] as const;
type Judgement = Extract<ClaimCommand, { readonly type: (typeof JUDGEMENTS)[number] }>;
type Other = Exclude<ClaimCommand, Judgement | { readonly type: 'ReportAccident' | 'ReportDeath' }>;

const isJudgement = (command: Judgement | Other): command is Judgement =>
  (JUDGEMENTS as readonly string[]).includes(command.type);

const decideOnMoney = (command: Other, claim: Claim): readonly ClaimEvent[] => {
  switch (command.type) {
    case 'AssessTreatment':
      return assessTreatment(command.data, claim);
    case 'AssessAccident':
      return assessAccident(command.data, claim);
    case 'AssessDeath':
      return assessDeath(command.data, claim);
    case 'ApproveBenefit':
      return approveBenefit(command.data, claim);
    case 'SecondApproval':
      return secondBenefit(command.data, claim);
    case 'SendPayout':
      return send(command.data, claim);
    case 'RecheckApprovals':
      return recheck(command.data, claim);
    default:
      return decideOnBenefits(command, claim.benefits);
  }
};

const assessDeath = (
  { claimId, facts, by }: AssessDeath['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (reportOf(claim).kind !== 'death') throw new Rejection('wrong-claim-kind');
  mustBeOpen(claim);
  const figures = deathFigures(claim, facts);
  const { participantVersion } = facts;
  return assess({ ownerId: claimId, figures, participantVersion, by }, claim.benefits);
};

const approveBenefit = (
  { facts, ...asked }: ApproveBenefit<ClaimFacts>['data'],
  claim: Claim,
): readonly ClaimEvent[] =>
  approve(asked, claim.benefits, standingOf(claim, asked.benefitId, facts));

const secondBenefit = (
  { facts, ...asked }: SecondApproval<ClaimFacts>['data'],
  claim: Claim,
): readonly ClaimEvent[] =>
  second(asked, claim.benefits, standingOf(claim, asked.benefitId, facts));

const send = (
  { payoutId, batchId, facts, by }: SendPayout<ClaimFacts>['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const { benefitId } = knownPayout(claim.benefits, payoutId);
  mustBeConcluded(claim, facts);
  return sendPayout({ payoutId, batchId, by }, claim.benefits, figuresNow(claim, benefitId, facts));
};

const recheck = (
  { facts, by }: RecheckApprovals<ClaimFacts>['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const figures = (benefitId: string): Figures => {
    mustBeConcluded(claim, facts);
    return figuresNow(claim, benefitId, facts);
  };
  return recheckApprovals(claim.benefits, figures, by);
};

const standingOf = (claim: Claim, benefitId: string, facts: ClaimFacts): Standing => {
  const { programme, place } = reportOf(claim);
  const { assessed } = knownBenefit(claim.benefits, benefitId);
  return {
    figures: figuresNow(claim, benefitId, facts),
    terms: facts.terms,
    programme,
    place,
    requiredPapers: requiredPapers(claim, assessed),
    mayApprove: () => {
      if (claim.status !== 'accepted') throw new Rejection('claim-not-accepted');
      mustBeConcluded(claim, facts);
      mustNotBeHeldElsewhere(assessed, facts.elsewhere);
    },
  };
};

/** The same benefit from the facts of this moment: another result needs a new assessment. */
const figuresNow = (claim: Claim, benefitId: string, facts: ClaimFacts): Figures => {
  const { assessed } = knownBenefit(claim.benefits, benefitId);
  switch (assessed.kind) {
    case 'treatment':
    case 'transport':
    case 'wage_replacement':
    case 'disability':
    case 'device':
    case 'home_care': {
      const asked = askedIn(assessed);
      mustEndInTime(asked, claim, facts); // It may have become known after the assessment.
      return accidentFigures(asked, claim, facts);
    }
    case 'death':
      return deathFigures(claim, facts);
    case 'scholarship_grant':
    case 'scholarship_year':
      throw new Rejection('wrong-claim-kind');
  }
};
