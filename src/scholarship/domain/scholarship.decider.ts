import { ADULT_FROM } from '../../claim/domain/heirs';
import { remainingPath } from '../../benefit-schedule/domain/scholarship';
import { scheduleOn } from '../../benefit-schedule/domain/benefit-schedule';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import type { Decider } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { approve, second, type Standing } from '../../payout/domain/approve';
import { assess, type Figures } from '../../payout/domain/assess';
import type { ApproveBenefit, SendPayout } from '../../payout/domain/benefit.commands';
import { decideOnBenefits } from '../../payout/domain/benefit.decider';
import { type Benefit, isLive, knownBenefit } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { sendPayout } from '../../payout/domain/pay';
import { recheckApprovals } from '../../payout/domain/recheck';
import { knownPayout } from '../../payout/domain/payouts';
import { endPlace } from './end-place';
import { grantFigures, yearFigures } from './figures';
import { requiredPapers } from './required-papers';
import { evolve, initialState, type Scholarship } from './scholarship';
import { mustLieInTheRight } from './school-year';
import type {
  AssessSchoolYear,
  RequestScholarship,
  ScholarshipCommand,
  ScholarshipFacts,
} from './scholarship.commands';
import type { ScholarshipEvent } from './scholarship.events';
import { wishAfter } from './wish';

const decide = (
  command: ScholarshipCommand,
  scholarship: Scholarship,
): readonly ScholarshipEvent[] => {
  if (command.type === 'RequestScholarship') return request(command.data, scholarship);
  if (!scholarship.request) throw new Rejection('not-found');

  switch (command.type) {
    case 'AssessSchoolYear':
      return assessYear(command.data, scholarship);
    case 'EndPlace':
      return endPlace(command.data, scholarship);
    case 'ApproveBenefit':
      return approveBenefit(command.data, scholarship);
    case 'SecondApproval': {
      const { facts, ...asked } = command.data;
      const standing = standingOf(scholarship, asked.benefitId, facts);
      return second(asked, scholarship.benefits, standing);
    }
    case 'SendPayout':
      return send(command.data, scholarship);
    case 'RecheckApprovals': {
      const { facts, by } = command.data;
      const figures = (benefitId: string) => {
        mustRestOnItsClaim(facts);
        return figuresNow(scholarship, benefitId, facts);
      };
      return recheckApprovals(scholarship.benefits, figures, by);
    }
    default:
      return decideOnBenefits(command, scholarship.benefits);
  }
};

export const scholarshipDecider: Decider<Scholarship, ScholarshipCommand, ScholarshipEvent> = {
  initialState,
  decide,
  evolve,
};

/**
 * Asking records the wish and assesses the right at once; a right of nothing is recorded too. Once its claim was voided,
 * it may rest on another one, and the years used carry on.
 */
const request = (
  {
    scholarshipId,
    number,
    participantId,
    childIds,
    basisVoided,
    facts,
    ...told
  }: RequestScholarship['data'],
  scholarship: Scholarship,
): readonly ScholarshipEvent[] => {
  const { by, today } = told;
  const { claimId, cause, programme, place } = facts.claim;
  const { request: earlier } = scholarship;
  const asked = { number, participantId, programme, place, claimId, cause, childIds };
  const wish = wishAfter(earlier, asked, { scholarshipId, basisVoided });
  if (wish !== 'repeat') mustGiveARight(facts);
  if (wish === 'first' && scholarship.grant) throw new Rejection('scholarship-still-granted');
  const superseded = wish === 'other_cause' ? liveGrant(scholarship) : undefined;

  const assessedOn = grantAssessedOn(scholarship) ?? today;
  const { participantVersion } = facts;
  const figures = grantFigures(childIds, assessedOn, scholarship, facts);
  const supersedes = superseded?.assessed.benefitId ?? null;
  const assessed = assess(
    { ownerId: scholarshipId, figures, participantVersion, by, supersedes },
    scholarship.benefits,
  );
  if (wish === 'repeat') return assessed;
  return [
    { type: 'ScholarshipRequested', data: { ...asked, by } },
    ...takenBack(superseded, by),
    ...assessed,
  ];
};

const liveGrant = ({ benefits: { benefits } }: Scholarship): Benefit | undefined =>
  inOrder(benefits).find(
    (benefit) => benefit.assessed.kind === 'scholarship_grant' && isLive(benefit),
  );

/** Where the cause of the death was corrected, the right rests on another ground: it is given anew, and the years used carry on. */
const takenBack = (earlier: Benefit | undefined, by: string): readonly ScholarshipEvent[] => {
  if (!earlier?.approval) return [];
  const { benefitId } = earlier.assessed;
  const data = { benefitId, payoutIds: [], reasonCode: 'cause_corrected', by };
  return [{ type: 'BenefitApprovalVoided', data }];
};

/** The same wish on a later day is a repeat: the ages stay those of the day of the first assessment. */
const grantAssessedOn = ({ benefits: { benefits } }: Scholarship) => {
  const grants = inOrder(benefits).flatMap(({ assessed, status }) =>
    assessed.kind === 'scholarship_grant' &&
    status !== 'returned' &&
    status !== 'refused' &&
    status !== 'voided'
      ? [assessed.inputs.assessedOn]
      : [],
  );
  return grants.at(-1);
};

const assessYear = (
  { scholarshipId, year, facts, by, today }: AssessSchoolYear['data'],
  scholarship: Scholarship,
): readonly ScholarshipEvent[] => {
  if (!scholarship.grant) throw new Rejection('scholarship-not-granted');
  mustGiveARight(facts);
  const schedule = scheduleOn(facts.claim.decidingDay, SCHEDULES);
  remainingPath(schedule, year.level, year.grade); // Refuses a grade that the level does not have.
  mustLieInTheRight(year, facts, today);
  if (year.guardianId !== null && year.receivedBy) throw new Rejection('two-receivers');

  const assessedOn = yearAssessedOn(scholarship, year) ?? today;
  const figures = yearFigures(year, assessedOn, scholarship, facts);
  mustReceiveForMinor(figures);
  const { participantVersion } = facts;
  return assess({ ownerId: scholarshipId, figures, participantVersion, by }, scholarship.benefits);
};

/** A guardian receives for a minor alone: who is of age receives what is his. */
const mustReceiveForMinor = ({ kind, inputs }: Figures): void => {
  if (kind !== 'scholarship_year' || inputs.guardianId === null) return;
  if (inputs.child.ageInYears >= ADULT_FROM) throw new Rejection('guardian-of-adult');
};

const yearAssessedOn = (
  { benefits: { benefits } }: Scholarship,
  { childId, schoolYear }: AssessSchoolYear['data']['year'],
) => {
  const years = inOrder(benefits).flatMap(({ assessed, status }) =>
    assessed.kind === 'scholarship_year' &&
    assessed.inputs.child.childId === childId &&
    assessed.inputs.schoolYear === schoolYear &&
    status !== 'returned' &&
    status !== 'refused' &&
    status !== 'voided'
      ? [assessed.inputs.assessedOn]
      : [],
  );
  return years.at(-1);
};

/** Approving the grant gives the right to the children whose line grants something; it pays nobody yet. */
const approveBenefit = (
  { facts, ...asked }: ApproveBenefit<ScholarshipFacts>['data'],
  scholarship: Scholarship,
): readonly ScholarshipEvent[] => {
  const { benefitId } = asked;
  const { assessed } = knownBenefit(scholarship.benefits, benefitId);
  const approved = approve(asked, scholarship.benefits, standingOf(scholarship, benefitId, facts));
  if (approved.length === 0 || assessed.kind !== 'scholarship_grant') return approved;

  const { claimId, cause } = facts.claim;
  const childIds = assessed.lines.flatMap(({ concerns, granted }) =>
    concerns !== null && granted > 0 ? [concerns] : [],
  );
  const ceiling = rupiah(assessed.total);
  return [...approved, { type: 'ScholarshipGranted', data: { claimId, cause, childIds, ceiling } }];
};

const send = (
  { payoutId, batchId, facts, by }: SendPayout<ScholarshipFacts>['data'],
  scholarship: Scholarship,
): readonly ScholarshipEvent[] => {
  const { benefitId } = knownPayout(scholarship.benefits, payoutId);
  mustRestOnItsClaim(facts);
  const figures = figuresNow(scholarship, benefitId, facts);
  return sendPayout({ payoutId, batchId, by }, scholarship.benefits, figures);
};

const standingOf = (
  scholarship: Scholarship,
  benefitId: string,
  facts: ScholarshipFacts,
): Standing => ({
  figures: figuresNow(scholarship, benefitId, facts),
  terms: facts.terms,
  programme: facts.claim.programme,
  place: facts.claim.place,
  requiredPapers: requiredPapers(scholarship, benefitId),
  mayApprove: () => {
    mustRestOnItsClaim(facts);
  },
});

/** @throws Rejection where what gives the right is not, or not any more, what the office accepted and approved. */
const mustRestOnItsClaim = ({ claim }: ScholarshipFacts): void => {
  mustGiveARight({ claim });
  if (claim.status !== 'accepted' && claim.status !== 'closed')
    throw new Rejection('claim-not-accepted');
  if (claim.accidentFell) throw new Rejection('not-a-work-accident');
  if (claim.disability === 'assessed') throw new Rejection('disability-not-approved');
};

/** A partial disability gives the children nothing (PP 82/2019): only a death or a total permanent one does. */
const mustGiveARight = ({ claim }: Pick<ScholarshipFacts, 'claim'>): void => {
  if (claim.status === 'voided') throw new Rejection('claim-voided', { claimId: claim.claimId });
  if (claim.disability === 'none') throw new Rejection('scholarship-needs-total-disability');
};

/** The same benefit from the facts of this moment, with the ages of the day on which it was assessed. */
const figuresNow = (
  scholarship: Scholarship,
  benefitId: string,
  facts: ScholarshipFacts,
): Figures => {
  const { assessed } = knownBenefit(scholarship.benefits, benefitId);
  switch (assessed.kind) {
    case 'scholarship_grant': {
      const { children, assessedOn } = assessed.inputs;
      const childIds = children.map(({ childId }) => childId);
      return grantFigures(childIds, assessedOn, scholarship, facts);
    }
    case 'scholarship_year': {
      const { child, assessedOn, ...year } = assessed.inputs;
      return yearFigures({ ...year, childId: child.childId }, assessedOn, scholarship, facts);
    }
    case 'treatment':
    case 'transport':
    case 'wage_replacement':
    case 'disability':
    case 'device':
    case 'home_care':
    case 'death':
      throw new Rejection('wrong-claim-kind');
  }
};
