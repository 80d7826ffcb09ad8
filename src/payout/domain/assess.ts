import type { CalendarDay } from '../../kernel/calendar-day';
import type { JsonObject, Personal } from '../../kernel/event';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { Rupiah } from '../../kernel/rupiah';
import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { BenefitInputs } from './benefit-inputs';
import type { Assessed, AssessedLine, BenefitEvent, DisabilityForm, Payee } from './benefit.events';
import { purposeOf } from './purpose';
import { type Benefits, isLive, payoutsOf } from './benefits';
import { isMoving } from './payouts';

/** What an assessment comes to. Computed anew at approval and sending, it must come to the same. */
export type Figures = BenefitInputs & {
  readonly scheme: Scheme;
  readonly scheduleId: string;
  readonly decidingDay: CalendarDay;
  readonly lines: readonly AssessedLine[];
  readonly total: Rupiah;
  readonly payees: readonly Payee[];
};

type Draft = {
  /** The stream's id: a benefit's identity begins with the right that it belongs to. */
  readonly ownerId: string;
  readonly figures: Figures;
  readonly participantVersion: number;
  readonly by: string;
  /** What is told of the person beside it, sealed. */
  readonly personal?: Personal<DisabilityForm>;
};

/** The same thing is assessed once; again only when the earlier assessment was returned, refused or voided. */
export const assess = (
  { ownerId, figures, participantVersion, by, personal }: Draft,
  state: Benefits,
): readonly BenefitEvent[] => {
  const purpose = purposeOf(figures);
  const earlier = Object.values(state.benefits).filter(({ assessed }) =>
    sameFacts(purposeOf(assessed), purpose),
  );
  const live = earlier.find(isLive);
  const told = Object.values(personal ?? {})[0] ?? null;
  if (live && sameFacts(figuresOf(live.assessed), figuresOf(figures)) && sameFacts(live.told, told))
    return [];
  if (live)
    throw new Rejection(
      'invoiceRef' in figures.inputs ? 'bill-already-claimed' : 'already-assessed',
      { existing: live.assessed.benefitId, total: live.assessed.total },
    );
  // The payer may refuse what he has paid already: the same is then not paid again under another id.
  const paid = earlier.flatMap(({ assessed }) => payoutsOf(state, assessed.benefitId));
  if (paid.some(isMoving)) throw new Rejection('money-moving');

  const benefitId = idFrom(ownerId, ...purpose, earlier.length);
  const data: Assessed = { ...figures, benefitId, supersedes: null, participantVersion, by };
  return [{ type: 'BenefitAssessed', data, ...(personal ? { personal } : {}) }];
};

/** What must still be the same when facts are looked at again. */
export const figuresOf = (figures: Figures): JsonObject => ({
  kind: figures.kind,
  scheme: figures.scheme,
  scheduleId: figures.scheduleId,
  decidingDay: figures.decidingDay,
  inputs: figures.inputs,
  lines: figures.lines,
  total: figures.total,
  payees: figures.payees,
});

/** @throws Rejection `facts-changed` where the figures of today are not those that were assessed. */
export const mustStillStand = (assessed: Assessed, now: Figures): void => {
  if (sameFacts(figuresOf(assessed), figuresOf(now))) return;
  throw new Rejection('facts-changed', { assessed: assessed.total, now: now.total });
};
