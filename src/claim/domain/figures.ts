import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import { type BenefitLine, totalGranted } from '../../benefit-schedule/domain/benefit-line';
import { deathLines } from '../../benefit-schedule/domain/death-benefit';
import { partsOf } from '../../benefit-schedule/domain/parts';
import { treatmentLines } from '../../benefit-schedule/domain/treatment';
import { Rejection } from '../../kernel/rejection';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import { type CoverAt, coverAt } from '../../participant/domain/cover-at';
import type { Figures } from '../../payout/domain/assess';
import type { AssessedLine, Payee } from '../../payout/domain/benefit.events';
import type { Share } from '../../payout/domain/benefit-inputs';
import { type AccidentReport, type Claim, type DeathReport, eventDayOf } from './claim';
import type { ClaimFacts, TreatmentBill } from './claim.commands';
import type { Heir } from './claim.events';
import { facilityById } from './facilities';

// What a claim's benefits come to: computed at assessment, and again from fresh facts at approval and sending.

/** The cover that decides, and under which scheme. */
export type DecidingCover = CoverAt & { readonly scheme: Scheme };

/** A death by accident takes cover and schedule from the day of the accident, any other from the day of death. */
export const coverOf = (claim: Claim, facts: ClaimFacts): DecidingCover => {
  const report = reportOf(claim);
  const scheme = schemeOf(report);
  const decidingDay = facts.accident?.eventDay ?? eventDayOf(report);
  return { scheme, ...coverAt(facts.participant, scheme, decidingDay) };
};

/** Work accident insurance where work was the cause, death insurance otherwise: never both for one death. */
export const schemeOf = (report: AccidentReport | DeathReport): Scheme =>
  report.kind === 'accident' ||
  report.cause === 'work_accident' ||
  report.cause === 'occupational_disease'
    ? 'jkk'
    : 'jkm';

/** The lines of a bill. */
export const treatmentFigures = (bill: TreatmentBill, claim: Claim, facts: ClaimFacts): Figures => {
  const { schedule, scheduleId, scheme, decidingDay, inputs: cover } = coverOf(claim, facts);
  const facility = facilityById(bill.facilityId);
  if (!facility) throw new Rejection('facility-unknown');

  const inputs = { ...cover, ...bill, partner: facility.partner };
  const lines = assessedLines(treatmentLines(schedule, inputs));
  const total = totalGranted(lines);
  return {
    kind: 'treatment',
    inputs,
    scheme,
    scheduleId,
    decidingDay,
    lines,
    total,
    payees: [{ ...treatmentPayee(bill, claim), onBehalfOf: null, share: WHOLE, amount: total }],
  };
};

const treatmentPayee = ({ paidTo, facilityId }: TreatmentBill, claim: Claim) =>
  paidTo === 'facility'
    ? ({ kind: 'facility', id: facilityId } as const)
    : ({ kind: 'participant', id: reportOf(claim).participantId } as const);

export const deathFigures = (claim: Claim, facts: ClaimFacts): Figures => {
  const report = reportOf(claim);
  if (report.kind !== 'death') throw new Rejection('wrong-claim-kind');
  if (!claim.heirs) throw new Rejection('heirs-missing');
  const { schedule, scheduleId, scheme, decidingDay, inputs: cover } = coverOf(claim, facts);

  const lines = assessedLines(deathLines(schedule, { ...cover, scheme, decidingDay }));
  const total = totalGranted(lines);
  const { cause, accidentClaimId } = report;
  const heirs = claim.heirs.heirs.map(({ heirId, guardianId, share }) => ({
    heirId,
    guardianId,
    share,
  }));
  return {
    kind: 'death',
    inputs: { ...cover, cause, accidentClaimId, heirs },
    scheme,
    scheduleId,
    decidingDay,
    lines,
    total,
    payees: payeesOf(claim.heirs.heirs, total),
  };
};

/** Each heir's part; a guardian receives a minor's. */
const payeesOf = (heirs: readonly Heir[], total: Rupiah): readonly Payee[] => {
  const parts = partsOf(
    total,
    heirs.map(({ share }) => share),
  );
  return heirs.map(({ heirId, guardianId, share }, index) => {
    const amount = parts[index] ?? rupiah(0);
    return guardianId === null
      ? { kind: 'heir', id: heirId, onBehalfOf: null, share, amount }
      : { kind: 'guardian', id: guardianId, onBehalfOf: heirId, share, amount };
  });
};

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

export const WHOLE: Share = { numerator: 1, denominator: 1 };

export const reportOf = ({ report }: Claim): AccidentReport | DeathReport => {
  if (!report) throw new Rejection('not-found');
  return report;
};
