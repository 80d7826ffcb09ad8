import { LIMITS } from '../../benefit-schedule/domain/procedure';
import { type CalendarDay, daysAfter, daysBetween } from '../../kernel/calendar-day';
import type { JsonObject, Personal } from '../../kernel/event';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { type AccidentReport, type Claim, type DeathReport, eventDayOf } from './claim';
import type {
  ConcludeAccident,
  RecordDoctorStatement,
  ReportAccident,
  ReportDeath,
} from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { isVoided } from './voiding';

/** Stage I is due within 2 x 24 hours of the accident (PP 44/2015 art. 43). A later report is recorded as late, never refused for it. */
export const REPORT_WITHIN_DAYS = LIMITS.report.value.count;

export const isLate = (report: AccidentReport | DeathReport): boolean =>
  report.kind === 'accident' &&
  daysBetween(eventDayOf(report), report.reportedOn) > REPORT_WITHIN_DAYS;

export const reportAccident = (
  { claimId, account, reporter, by, today, ...data }: ReportAccident['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const personal = { [data.participantId]: account, [data.reporterId]: reporter };
  const report: AccidentReport = { kind: 'accident', ...data, personal };
  if (claim.status === 'voided') throw isVoided(claim);
  if (claim.report) return repeatOf(claim.report, report, claimId);

  if ((data.occurredOn === null) === (data.diagnosedOn === null))
    throw new Rejection('one-event-day');
  mustFollow(eventDayOf(report), data.reportedOn);
  notInTheFuture(data.reportedOn, today);
  return [{ type: 'AccidentReported', data: { ...data, by }, personal }];
};

export const reportDeath = (
  { claimId, account, reporter, by, today, ...data }: ReportDeath['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const personal = { [data.participantId]: account, [data.reporterId]: reporter };
  const report: DeathReport = { kind: 'death', ...data, personal };
  if (claim.status === 'voided') throw isVoided(claim);
  // A correction of the cause leaves what was reported as it was.
  if (claim.report) return repeatOf({ ...claim.report, ...claim.causeReported }, report, claimId);

  const byWork = data.cause === 'work_accident' || data.cause === 'occupational_disease';
  if (byWork !== (data.accidentClaimId !== null)) throw new Rejection('accident-claim-and-cause');
  mustFollow(data.diedOn, data.knownOn);
  mustFollow(data.knownOn, data.reportedOn);
  notInTheFuture(data.reportedOn, today);
  return [{ type: 'DeathReported', data: { ...data, by }, personal }];
};

/** The same report again says nothing; another one is never swallowed. What we looked up ourselves is no part of it. */
const repeatOf = (
  recorded: AccidentReport | DeathReport,
  told: AccidentReport | DeathReport,
  claimId: string,
): readonly ClaimEvent[] => {
  if (sameFacts(toldFacts(recorded), toldFacts(told))) return [];
  throw new Rejection('already-reported', { existing: claimId, recorded: eventDayOf(recorded) });
};

const toldFacts = (report: AccidentReport | DeathReport): JsonObject => {
  const { coverAsReported: _cover, programme: _programme, place: _place, ...told } = report;
  return told;
};

/** @throws Rejection `period-reversed` */
export const mustFollow = (first: string, second: string): void => {
  if (second < first) throw new Rejection('period-reversed', { from: first, lastDay: second });
};

/** Days from the receipt of stage I in which a suspected accident is concluded (PP 49/2023). A later conclusion is recorded all the same. */
export const CONCLUDE_WITHIN_DAYS = LIMITS.conclude.value.count;

/** The last day for concluding a suspected accident; null of any other. */
export const concludeBy = (report: AccidentReport | DeathReport): CalendarDay | null =>
  report.kind === 'accident' && report.suspected
    ? daysAfter(report.reportedOn, CONCLUDE_WITHIN_DAYS)
    : null;

/** A suspected accident is treated first and concluded within 30 days (PP 49/2023). */
export const concludeAccident = (
  { claimId: _claimId, by, today, ...conclusion }: ConcludeAccident['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  if (claim.report?.kind !== 'accident') throw new Rejection('wrong-claim-kind');
  if (claim.conclusion && sameFacts(claim.conclusion, conclusion)) return [];
  if (claim.conclusion) throw new Rejection('already-concluded');
  mustFollow(eventDayOf(claim.report), conclusion.concludedOn);
  notInTheFuture(conclusion.concludedOn, today);
  return [{ type: 'AccidentConcluded', data: { ...conclusion, by } }];
};

/** A doctor who states recovery ends the treatment: bills of later days grant nothing. */
export const recordDoctorStatement = (
  { claimId: _claimId, details, by, today, ...data }: RecordDoctorStatement['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const { report } = claim;
  if (report?.kind !== 'accident') throw new Rejection('wrong-claim-kind');
  const { statementId: _statementId, ...told } = data;
  const isRepeat = claim.statements.some(({ statementId: _id, ...one }) =>
    sameFacts(one, { ...told, told: details }),
  );
  if (isRepeat) return [];
  mustFollow(eventDayOf(report), data.statedOn);
  mustFollow(data.statedOn, data.receivedOn);
  notInTheFuture(data.receivedOn, today);
  if ((data.outcome === 'disabled') !== (data.percentTenths !== null))
    throw new Rejection('percent-and-outcome');

  const personal: Personal<typeof details> = { [report.participantId]: details };
  const stated: ClaimEvent = { type: 'DoctorStatementRecorded', data: { ...data, by }, personal };
  return data.outcome === 'recovered' && claim.recoveredOn === null
    ? [stated, { type: 'ParticipantRecovered', data: { recoveredOn: data.statedOn, by } }]
    : [stated];
};
