import { scheduleOn } from '../benefit-schedule/domain/benefit-schedule';
import { claimableUntil } from '../benefit-schedule/domain/expiry';
import { SCHEDULES } from '../benefit-schedule/domain/schedules';
import { type CalendarDay, daysAfter } from '../kernel/calendar-day';
import { benefitsView, overpaymentsView, papersView, payoutsView } from '../payout/benefits.view';
import type { Warning } from '../platform/http/answers';
import { money } from '../platform/http/money';
import { publicId, publicIdOrNull } from '../platform/http/public-ids';
import { causeCorrectionView } from './cause.view';
import type {
  AccidentReport,
  Claim,
  DeathReport,
  Dispute,
  DoctorStatement,
  Voiding,
} from './domain/claim';
import { eventDayOf } from './domain/claim';
import type { Cover, Heir } from './domain/claim.events';
import { reportOf } from './domain/figures';
import { concludeBy, isLate, REPORT_WITHIN_DAYS } from './domain/report';
import { procedureView } from './procedure.view';
import type { ClaimFile } from './queries/claim-file';

/** A claim without a name: what every command on it answers with, and every query. */
export const claimView = (
  { id, state, ...file }: ClaimFile,
  /** The day that clocks and late payments are looked at; null where only what is over is told. */
  asOf: CalendarDay | null = null,
) => {
  const owner = { kind: 'claim', id } as const;
  const { report, acceptance, conclusion, recoveredOn, statements, heirs, benefits } = state;
  return {
    id: publicId('clm', id),
    number: file.number,
    kind: file.kind,
    status: file.status,
    participantId: publicId('par', file.participantId),
    programme: file.programme,
    subDistrictCode: file.subDistrictCode,
    villageCode: file.villageCode,
    eventDay: file.eventDay,
    reportedOn: file.reportedOn,
    ...circumstances(report),
    conclusion,
    recoveredOn,
    statements: statements.map(statementView),
    acceptance: acceptance && {
      cover: acceptance.cover,
      periodId: publicIdOrNull('per', acceptance.periodId),
      monthsPaid: acceptance.monthsPaid,
      declaredIncome: money(acceptance.declaredIncome),
      participantVersion: acceptance.participantVersion,
      by: acceptance.by,
    },
    refusal: file.refusal,
    voiding: state.voiding && voidingView(state.voiding),
    disputes: state.disputes.map(disputeView),
    heirs: heirs && heirsView(heirs),
    causeCorrection: causeCorrectionView(state),
    papers: papersView(benefits),
    benefits: benefitsView(owner, benefits),
    payouts: payoutsView(owner, benefits),
    overpayments: overpaymentsView(owner, benefits),
    approved: money(file.approved),
    paid: money(file.paid),
    procedure: procedureView(owner, file.clocks, benefits, asOf),
    recordedAt: file.recordedAt,
    version: file.version,
  };
};

/** What a list shows of a claim. */
export const claimSummary = (file: ClaimFile) => ({
  id: publicId('clm', file.id),
  number: file.number,
  kind: file.kind,
  status: file.status,
  participantId: publicId('par', file.participantId),
  villageCode: file.villageCode,
  eventDay: file.eventDay,
  reportedOn: file.reportedOn,
  nextDueOn: file.nextDueOn,
  approved: money(file.approved),
  paid: money(file.paid),
  version: file.version,
});

/** What was told of an accident or of a death: those of the other kind are left out. */
type Circumstances = Partial<
  ReturnType<typeof ofAnyReport> & ReturnType<typeof ofAccident> & ReturnType<typeof ofDeath>
>;

const circumstances = (report: AccidentReport | DeathReport | null): Circumstances => {
  if (report === null) return {};
  const ofItsKind = report.kind === 'accident' ? ofAccident(report) : ofDeath(report);
  return { ...ofAnyReport(report), ...ofItsKind };
};

const ofAnyReport = (report: AccidentReport | DeathReport) => {
  const { coverAsReported, reporterRelation } = report;
  return { coverAsReported, reporterRelation, late: isLate(report) };
};

const ofAccident = (report: AccidentReport) => {
  const { accidentKind, occurrence, suspected, onRoad = null } = report;
  return { accidentKind, occurrence, suspected, onRoad, concludeBy: concludeBy(report) };
};

const ofDeath = ({ cause, accidentClaimId, knownOn }: DeathReport) => {
  const accident = publicIdOrNull('clm', accidentClaimId);
  return { cause, accidentClaimId: accident, knownOn };
};

const statementView = ({ statementId, outcome, ...statement }: DoctorStatement) => ({
  id: publicId('sta', statementId),
  outcome,
  statedOn: statement.statedOn,
  receivedOn: statement.receivedOn,
  percentTenths: statement.percentTenths,
});

const voidingView = ({ requestId, refiledAs, by, ...voiding }: Voiding) => ({
  ...voiding,
  id: publicId('req', requestId),
  refiledAs: publicIdOrNull('clm', refiledAs),
  requestedBy: by,
});

const disputeView = ({ disputeId, ...dispute }: Dispute) => ({
  ...dispute,
  id: publicId('dsp', disputeId),
});

const heirsView = ({ heirs, funeralArrangerId, ...letter }: NonNullable<Claim['heirs']>) => ({
  ...letter,
  heirs: heirs.map(heirView),
  funeralArrangerId: funeralArrangerId === undefined ? null : publicId('mem', funeralArrangerId),
});

const heirView = ({ heirId, guardianId, representedBy, ...heir }: Heir) => ({
  ...heir,
  id: publicId('mem', heirId),
  guardianId: publicIdOrNull('mem', guardianId),
  representedBy: representedBy === undefined ? null : publicId('mem', representedBy),
});

/** A conclusion after its time is recorded all the same, and said to be late. */
export const conclusionWarnings = ({ state }: ClaimFile): readonly Warning[] => {
  const due = concludeBy(reportOf(state));
  const { conclusion } = state;
  return due && conclusion && conclusion.concludedOn > due
    ? [{ code: 'concluded-late', facts: { due } }]
    : [];
};

/** What the office should notice about a report: it is recorded all the same. */
export const reportWarnings = ({ state }: ClaimFile): readonly Warning[] => {
  const report = reportOf(state);
  const eventDay = eventDayOf(report);
  return [
    ...(isLate(report)
      ? [{ code: 'reported-late', facts: { due: daysAfter(eventDay, REPORT_WITHIN_DAYS) } }]
      : []),
    ...(report.kind === 'accident' ? expiryWarnings(report) : []),
    ...COVER_WARNINGS[report.coverAsReported].map((code) => ({
      code,
      facts: { decidingDay: eventDay },
    })),
  ];
};

/** Recorded all the same: a right that has expired is an outcome, refused with ground and citation. */
const expiryWarnings = (report: AccidentReport): readonly Warning[] => {
  const eventDay = eventDayOf(report);
  const schedule = scheduleOn(eventDay, SCHEDULES);
  const until = claimableUntil(schedule, 'jkk', eventDay);
  const { citation } = schedule.expiry.jkkYears;
  return until !== null && report.reportedOn > until
    ? [{ code: 'claim-expired', facts: { decidingDay: eventDay, claimableUntil: until, citation } }]
    : [];
};

const COVER_WARNINGS: Readonly<Record<Cover, readonly string[]>> = {
  covered: [],
  in_arrears: ['contributions-in-arrears'],
  arrears_too_long: ['arrears-too-long'],
  needs_confirmation: ['cover-needs-confirmation'],
  not_covered: ['not-covered-on-date'],
};
