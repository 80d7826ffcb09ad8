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
import { type Benefit, type Benefits, isLive, payoutsOf } from './benefits';
import { inOrder } from './in-order';
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
  /** The decision whose place this one takes, after a fact that it rests on was corrected. */
  readonly supersedes?: string | null;
  /** What is told of the person beside it, sealed. */
  readonly personal?: Personal<DisabilityForm>;
};

/** The same thing is assessed once; again only when the earlier assessment was returned, refused, voided or superseded. */
export const assess = (
  { ownerId, figures, participantVersion, by, personal, supersedes = null }: Draft,
  state: Benefits,
): readonly BenefitEvent[] => {
  const purpose = purposeOf(figures);
  const earlier = inOrder(state.benefits).filter(({ assessed }) =>
    sameFacts(purposeOf(assessed), purpose),
  );
  const live = earlier.find(
    (benefit) => isLive(benefit) && benefit.assessed.benefitId !== supersedes,
  );
  const told = Object.values(personal ?? {})[0] ?? null;
  if (live && sameFacts(figuresOf(live.assessed), figuresOf(figures)) && sameFacts(live.told, told))
    return [];
  if (live) throw assessedAlready(live, figures);
  if (hasPaid(earlier, supersedes, state)) throw new Rejection('money-moving');

  const benefitId = idFrom(ownerId, ...purpose, earlier.length);
  const data: Assessed = { ...figures, benefitId, supersedes, participantVersion, by };
  return [{ type: 'BenefitAssessed', data, ...(personal ? { personal } : {}) }];
};

const assessedAlready = ({ assessed }: Benefit, { inputs }: Figures): Rejection =>
  new Rejection('invoiceRef' in inputs ? 'bill-already-claimed' : 'already-assessed', {
    existing: assessed.benefitId,
    total: assessed.total,
  });

/**
 * The payer may refuse what he has paid already: the same is then not paid again under another id. What a superseded
 * one has paid is set off by its owner.
 */
const hasPaid = (
  earlier: readonly Benefit[],
  supersedes: string | null,
  state: Benefits,
): boolean =>
  earlier
    .filter(
      ({ assessed, supersededBy }) => supersededBy === null && assessed.benefitId !== supersedes,
    )
    .flatMap(({ assessed }) => payoutsOf(state, assessed.benefitId))
    .some(isMoving);

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
