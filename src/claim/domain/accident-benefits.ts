import type { CalendarDay } from '../../kernel/calendar-day';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { assess } from '../../payout/domain/assess';
import { type Claim, eventDayOf } from './claim';
import type { AccidentAsk, AssessAccident, AssessTreatment, ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { accidentFigures } from './accident-figures';
import { mustNotBeHeldElsewhere, mustNotBeHeldHere } from './claimed-once';
import { checkForm, disabilityStatement } from './disability-form';
import { coverOf, reportOf } from './figures';
import { mustBeOpen } from './judge';

export const assessTreatment = (
  { bill, ...data }: AssessTreatment['data'],
  claim: Claim,
): readonly ClaimEvent[] =>
  assessAccident({ ...data, asked: { kind: 'treatment', inputs: bill }, form: null }, claim);

/** Assessing does not wait for acceptance; approving does. What has no right is assessed at nothing, with the reason. */
export const assessAccident = (
  {
    claimId,
    asked,
    form,
    facts,
    by,
    today,
  }: Omit<AssessAccident['data'], 'asked'> & { readonly asked: AccidentAsk },
  claim: Claim,
): readonly ClaimEvent[] => {
  const report = reportOf(claim);
  if (report.kind !== 'accident') throw new Rejection('wrong-claim-kind');
  mustBeOpen(claim);
  mustLieAfterTheAccident(asked, eventDayOf(report));
  mustEndInTime(asked, claim, facts);
  notInTheFuture(lastDayOf(asked) ?? today, today);
  if (asked.kind === 'disability' && form)
    checkForm(form, asked.inputs, claim, coverOf(claim, facts).schedule.disability);

  const figures = accidentFigures(asked, claim, facts);
  mustNotBeHeldHere(figures, claim.benefits);
  mustNotBeHeldElsewhere(figures, facts.elsewhere);
  const { participantVersion } = facts;
  const personal = form ? { personal: { [report.participantId]: form } } : {};
  return assess({ ownerId: claimId, figures, participantVersion, by, ...personal }, claim.benefits);
};

type Days = { readonly from: CalendarDay; readonly to: CalendarDay };

/** The days that a benefit is for; none of a disability, which has a statement. */
const daysOf = (asked: AccidentAsk): Days | null => {
  switch (asked.kind) {
    case 'treatment':
    case 'wage_replacement':
    case 'home_care':
      return asked.inputs;
    case 'transport':
      return { from: asked.inputs.travelledOn, to: asked.inputs.travelledOn };
    case 'device':
      return { from: asked.inputs.obtainedOn, to: asked.inputs.obtainedOn };
    case 'disability':
      return null;
  }
};

const lastDayOf = (asked: AccidentAsk): CalendarDay | null => daysOf(asked)?.to ?? null;

const mustLieAfterTheAccident = (asked: AccidentAsk, eventDay: CalendarDay): void => {
  const days = daysOf(asked);
  if (!days) return;
  const { from, to } = days;
  if (to < from) throw new Rejection('period-reversed', { from, lastDay: to });
  const begins = asked.kind === 'home_care' ? asked.inputs.careSince : from;
  if (begins > from) throw new Rejection('period-reversed', { from: begins, lastDay: from });
  if (begins < eventDay) throw new Rejection('treatment-before-accident', { eventDay });
};

/**
 * Treatment, and wage replacement with it, ends on the day on which a doctor states a recovery or a disability, or with
 * death. A journey home and a device may follow; neither is for the dead.
 */
export const mustEndInTime = (
  asked: AccidentAsk,
  claim: Claim,
  { participant: { death } }: ClaimFacts,
): void => {
  const diedOn = earliest([death?.diedOn, statedOn(claim, 'died')]);
  if (asked.kind === 'disability') {
    const { statedOn: on } = disabilityStatement(claim, asked.inputs.statementId);
    if (diedOn && on > diedOn) throw new Rejection('disability-after-death', { diedOn });
    return;
  }
  const to = lastDayOf(asked);
  if (!to || asked.kind === 'transport') return;
  if (diedOn && to > diedOn) throw new Rejection('treatment-after-death', { diedOn });
  if (asked.kind !== 'device') mustEndWithStatement(to, claim);
};

const mustEndWithStatement = (to: CalendarDay, claim: Claim): void => {
  const recoveredOn = earliest([claim.recoveredOn, statedOn(claim, 'recovered')]);
  if (recoveredOn && to > recoveredOn)
    throw new Rejection('treatment-after-recovery', { recoveredOn });
  const disabledOn = statedOn(claim, 'disabled');
  if (disabledOn && to > disabledOn)
    throw new Rejection('treatment-after-disability', { disabledOn });
};

const statedOn = ({ statements }: Claim, outcome: string): CalendarDay | null =>
  earliest(statements.filter((one) => one.outcome === outcome).map((one) => one.statedOn));

const earliest = (days: readonly (CalendarDay | null | undefined)[]): CalendarDay | null =>
  days.reduce<CalendarDay | null>(
    (first, day) => (day && (!first || day < first) ? day : first),
    null,
  );
