import type { Decider } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { approve, second, type Standing } from '../../payout/domain/approve';
import type { Figures } from '../../payout/domain/assess';
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
import { liveDeath } from '../../payout/domain/set-off';
import { assessAccident, assessTreatment, mustEndInTime } from './accident-benefits';
import { accidentFigures, askedIn } from './accident-figures';
import { assessDeath } from './assess-death';
import { approveCauseCorrection, requestCauseCorrection } from './cause';
import { type Claim, evolve, initialState } from './claim';
import type { ClaimCommand, ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { mustNotBeHeldElsewhere } from './claimed-once';
import { deathFigures, reportOf } from './figures';
import { establishHeirs } from './heirs';
import {
  acceptClaim,
  closeClaim,
  mustBeConcluded,
  refuseClaim,
  reopenClaim,
  withdrawClaim,
} from './judge';
import { correctClaim } from './correct';
import { decideDispute } from './dispute';
import { approveVoiding, decideOnVoided, requestVoiding } from './voiding';
import { concludeAccident, recordDoctorStatement, reportAccident, reportDeath } from './report';
import { mustBeFamily, payeeOf } from './payees';
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
      | 'EstablishHeirs'
      | 'RequestVoiding'
      | 'ApproveVoiding'
      | 'DecideDispute'
      | 'CorrectClaim'
      | 'RequestCauseCorrection'
      | 'ApproveCauseCorrection';
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
    case 'RequestCauseCorrection':
      return requestCauseCorrection(command.data, claim);
    case 'ApproveCauseCorrection':
      return approveCauseCorrection(command.data, claim);
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
  'RequestCauseCorrection',
  'ApproveCauseCorrection',
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
  const { assessed, supersededBy } = knownBenefit(claim.benefits, benefitId);
  mustBeFamily([payeeOf(knownPayout(claim.benefits, payoutId))], facts.participant);
  // What goes out again for a superseded decision rests on the one that has set it off.
  const standing = supersededBy === null ? undefined : liveDeath(claim.benefits);
  const judged = standing?.assessed ?? assessed;
  mustNotBeHeldElsewhere(judged, facts.elsewhere);
  const figures = figuresNow(claim, judged.benefitId, facts);
  return sendPayout({ payoutId, batchId, by }, claim.benefits, figures, judged);
};

const recheck = (
  { facts, by }: RecheckApprovals<ClaimFacts>['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const figures = (benefitId: string): Figures => {
    const { assessed } = knownBenefit(claim.benefits, benefitId);
    mustBeConcluded(claim, facts);
    mustBeFamily(assessed.payees, facts.participant);
    mustNotBeHeldElsewhere(assessed, facts.elsewhere);
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
      mustBeFamily(assessed.payees, facts.participant);
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
      return deathFigures(claim, facts, benefitId);
    case 'scholarship_grant':
    case 'scholarship_year':
      throw new Rejection('wrong-claim-kind');
  }
};
