import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import { type BenefitLine, totalGranted } from '../../benefit-schedule/domain/benefit-line';
import type { CoverOutcome, DecidedCover } from '../../benefit-schedule/domain/cover';
import { deathLines, funeralAlone } from '../../benefit-schedule/domain/death-benefit';
import { claimableUntil } from '../../benefit-schedule/domain/expiry';
import { lessSetOff, reasonOfSetOff } from '../../benefit-schedule/domain/set-off';
import { Rejection } from '../../kernel/rejection';
import { arrearsPaidUpOn, type CoverAt, coverAt } from '../../participant/domain/cover-at';
import type { Figures } from '../../payout/domain/assess';
import type { DeathInputs } from '../../payout/domain/benefit-inputs';
import type { AssessedLine } from '../../payout/domain/benefit.events';
import { type AccidentReport, type Claim, type DeathReport, eventDayOf } from './claim';
import type { ClaimFacts } from './claim.commands';
import { mustBeNearest, NO_HEIRS } from './heirs';
import { partsAmong } from './payees';
import {
  changedSince,
  lastSuperseded,
  partsLessSetOff,
  setOffOf,
} from '../../payout/domain/set-off';

// What a claim's benefits come to: computed at assessment, and again from fresh facts at approval and sending.

/** The cover that decides, and under which scheme. */
export type DecidingCover = Omit<CoverAt, 'inputs'> & {
  readonly scheme: Scheme;
  readonly inputs: Omit<CoverAt['inputs'], 'cover'> & { readonly cover: DecidedCover };
};

/** A death by accident takes cover and schedule from the day of the accident, any other from the day of death. */
export const coverOf = (claim: Claim, facts: ClaimFacts): DecidingCover => {
  const report = reportOf(claim);
  const scheme = schemeOf(report);
  const decidingDay = facts.accident?.eventDay ?? eventDayOf(report);
  const found = coverAt(facts.participant, scheme, decidingDay);
  const until = claimableUntil(found.schedule, scheme, decidingDay);
  // A death by accident rests on the report of that accident.
  const reportedOn = facts.accident?.reportedOn ?? report.reportedOn;
  const expired = until !== null && reportedOn > until && hasRight(found.inputs.cover);
  return expired
    ? { ...found, scheme, inputs: { ...found.inputs, cover: 'expired' } }
    : { ...found, scheme };
};

/** Where there never was a right, none has expired. */
const hasRight = (cover: CoverOutcome): boolean =>
  cover !== 'not_covered' && cover !== 'arrears_too_long';

/** Work accident insurance where work was the cause, death insurance otherwise: never both for one death. */
export const schemeOf = (report: AccidentReport | DeathReport): Scheme =>
  report.kind === 'accident' ||
  report.cause === 'work_accident' ||
  report.cause === 'occupational_disease'
    ? 'jkk'
    : 'jkm';

/**
 * What a death pays its heirs, less what was paid under an earlier cause.
 * @param benefitId of the decision that is looked at again; null of a new one
 */
export const deathFigures = (
  claim: Claim,
  facts: ClaimFacts,
  benefitId: string | null,
): Figures => {
  const report = reportOf(claim);
  if (report.kind !== 'death') throw new Rejection('wrong-claim-kind');
  if (!claim.heirs) throw new Rejection('heirs-missing');
  const deciding = coverOf(claim, facts);
  const { schedule, scheduleId, scheme, decidingDay, inputs: cover } = deciding;

  const { heirClass, funeralArrangerId } = claim.heirs;
  mustBeNearest(heirClass, facts.participant.family);
  const due = deathLines(schedule, { ...cover, scheme, decidingDay });
  const whole = inheritedOf(due, scheme, claim.heirs);
  const parts = partsAmong(claim.heirs, totalGranted(whole));
  const setOff = setOffOf(claim.benefits, { lines: whole, payees: parts }, benefitId);
  const since = sinceEarlier(claim, deciding, facts);
  const reason = reasonOfSetOff(schedule, changedSince(since));
  const lines = assessedLines(setOff ? lessSetOff(whole, setOff.lines, reason) : whole);
  const { cause, accidentClaimId } = report;
  const heirs = claim.heirs.heirs.map(({ relation: _relation, minor: _minor, ...heir }) => heir);
  const arranger = funeralArrangerId === undefined ? {} : { funeralArrangerId };
  return {
    kind: 'death',
    inputs: {
      ...{ ...cover, cause, accidentClaimId, heirs, ...arranger, ...since },
      ...(setOff ? { setOff } : {}),
    },
    scheme,
    scheduleId,
    decidingDay,
    lines,
    total: totalGranted(lines),
    payees: setOff ? partsLessSetOff(parts, setOff) : parts,
  };
};

/**
 * What has changed since the decision before, if there was one: arrears were paid, and on which day (PP 44/2015 art. 39), or
 * a fact was corrected; nothing is said of a corrected cause.
 */
const sinceEarlier = (
  { benefits, causeCorrected }: Claim,
  { scheme, decidingDay, inputs: { cover } }: DecidingCover,
  { participant }: ClaimFacts,
): Pick<DeathInputs, 'arrearsPaidOn' | 'factsCorrected'> => {
  const earlier = lastSuperseded(benefits)?.assessed;
  if (!earlier) return {};
  const wasInArrears = earlier.inputs.cover === 'in_arrears' && earlier.scheme === scheme;
  const arrearsPaidOn =
    wasInArrears && cover === 'covered' ? arrearsPaidUpOn(participant, scheme, decidingDay) : null;
  if (arrearsPaidOn) return { arrearsPaidOn };
  return causeCorrected ? {} : { factsCorrected: true };
};

/** Of what a death pays: all of it where somebody inherits, or nobody has said who does; else the funeral alone. */
export const inheritedOf = (
  lines: readonly BenefitLine[],
  scheme: Scheme,
  heirs: Claim['heirs'],
): readonly BenefitLine[] => (heirs?.heirClass === NO_HEIRS ? funeralAlone(scheme, lines) : lines);

export const assessedLines = (
  lines: readonly (BenefitLine & { readonly childId?: string })[],
): readonly (AssessedLine & BenefitLine)[] =>
  lines.map(({ code, claimed, granted, reasons, childId }) => ({
    code,
    concerns: childId ?? null,
    claimed,
    granted,
    reasons,
  }));

export const reportOf = ({ report }: Claim): AccidentReport | DeathReport => {
  if (!report) throw new Rejection('not-found');
  return report;
};
