import { Rejection } from '../../kernel/rejection';
import { isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { type AccidentReport, type Claim, type DeathReport, eventDayOf } from './claim';
import type { CorrectClaim } from './claim.commands';
import type { Account, ClaimCorrected, ClaimEvent, ReportedFacts, Reporter } from './claim.events';
import { reportOf } from './figures';
import { mustFollow } from './report';

type Report = AccidentReport | DeathReport;
type Told = CorrectClaim['data']['told'];

/** What was written down wrong is put right beside what stood there. The day is no such thing: it names the claim. */
export const correctClaim = (
  { told, days, reasonCode, by }: CorrectClaim['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const report = reportOf(claim);
  mustKeepItsDay(report, days);
  const clear = changed<ReportedFacts>(clearOf(report), clearIn(told, report));
  mustStillBeOpenTo(clear.new, claim, report);
  const account = changed<Account>(part<Account>(report, report.participantId), {
    words: told.chronology,
  });
  const reporter = changed<Reporter>(part<Reporter>(report, report.reporterId), {
    name: told.reporterName,
    phone: told.reporterPhone,
  });

  const fields = [clear, account, reporter].flatMap((one) => Object.keys(one.new));
  if (fields.length === 0) return [];
  const personal = sealedOf([
    [report.participantId, account],
    [report.reporterId, reporter],
  ]);
  return [
    {
      type: 'ClaimCorrected',
      data: { fields, ...clear, reasonCode, by },
      ...(Object.keys(personal).length === 0 ? {} : { personal }),
    },
  ];
};

/** A wrong day makes another claim of it: this one is voided, and the right one reported. */
const mustKeepItsDay = (report: Report, days: CorrectClaim['data']['days']): void => {
  const recorded = eventDayOf(report);
  const others = Object.values(days).filter((day) => day !== null && day !== recorded);
  if (others.length > 0) throw new Rejection('event-day-names-claim', { recorded });
};

const clearOf = (report: Report): Partial<ReportedFacts> =>
  report.kind === 'accident'
    ? { reporterRelation: report.reporterRelation, accidentKind: report.accidentKind }
    : { reporterRelation: report.reporterRelation, knownOn: report.knownOn };

const clearIn = (
  { reporterRelation, accidentKind, knownOn }: Told,
  { kind }: Report,
): Wanted<ReportedFacts> => {
  if ((kind === 'accident' ? knownOn : accidentKind) !== null)
    throw new Rejection('wrong-claim-kind');
  return { reporterRelation, accidentKind, knownOn };
};

/** Once the death is recorded with the participant, or money is approved, what they rest on is not changed behind them. */
const mustStillBeOpenTo = (
  { accidentKind, knownOn }: Partial<ReportedFacts>,
  { acceptance, benefits }: Claim,
  report: Report,
): void => {
  if (knownOn !== undefined) {
    if (acceptance) throw new Rejection('correction-too-late', { field: 'known_on' });
    mustFollow(eventDayOf(report), knownOn);
    mustFollow(knownOn, report.reportedOn);
  }
  const approved = inOrder(benefits.benefits).some(
    (benefit) => isLive(benefit) && benefit.approval !== null,
  );
  if (accidentKind !== undefined && approved)
    throw new Rejection('correction-too-late', { field: 'accident_kind' });
};

/** Null where it stays as it is. */
type Wanted<Part> = { readonly [Field in keyof Part]: Part[Field] | null };
type Changed<Part> = { readonly old: Partial<Part>; readonly new: Partial<Part> };

const changed = <Part extends object>(known: Partial<Part>, told: Wanted<Part>): Changed<Part> => {
  const fields = (Object.keys(told) as (keyof Part)[]).filter(
    (field) => told[field] !== null && told[field] !== known[field],
  );
  const pick = (from: Partial<Part> | Wanted<Part>) =>
    Object.fromEntries(fields.map((field) => [field, from[field] ?? null])) as Partial<Part>;
  return { old: pick(known), new: pick(told) };
};

/** @throws Rejection `person-erased` */
const part = <Part extends object>({ personal }: Report, subjectId: string): Partial<Part> => {
  const known = personal[subjectId];
  if (known === 'erased') throw new Rejection('person-erased');
  return (known ?? {}) as Partial<Part>;
};

type Sealed = NonNullable<ClaimCorrected['personal']>;

const sealedOf = (
  parts: readonly (readonly [string, Changed<Account> | Changed<Reporter>])[],
): Sealed => Object.fromEntries(parts.filter(([, { new: told }]) => Object.keys(told).length > 0));
