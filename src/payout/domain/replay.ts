import type { BenefitLine } from '../../benefit-schedule/domain/benefit-line';
import { type BenefitSchedule, scheduleById } from '../../benefit-schedule/domain/benefit-schedule';
import { deathLines, funeralAlone } from '../../benefit-schedule/domain/death-benefit';
import { deviceLines } from '../../benefit-schedule/domain/devices';
import { disabilityLines } from '../../benefit-schedule/domain/disability';
import { homeCareLines } from '../../benefit-schedule/domain/home-care';
import { partsOf } from '../../benefit-schedule/domain/parts';
import {
  scholarshipGrantLines,
  scholarshipYearLine,
} from '../../benefit-schedule/domain/scholarship';
import { lessSetOff, reasonOfSetOff } from '../../benefit-schedule/domain/set-off';
import { transportLine } from '../../benefit-schedule/domain/transport';
import { treatmentLines } from '../../benefit-schedule/domain/treatment';
import { wageReplacementLine } from '../../benefit-schedule/domain/wage-replacement';
import type { Json } from '../../kernel/event';
import { Rejection } from '../../kernel/rejection';
import { rupiah, type Rupiah, total } from '../../kernel/rupiah';
import { sameFacts } from '../../kernel/same-facts';
import type { SetOff } from './benefit-inputs';
import type { Assessed } from './benefit.events';
import { changedSince, heirOfPayee } from './set-off';

// A past decision, run again: what its stored inputs come to under its stored schedule, by the functions of today.
// Nothing personal is read, so it gives the same rupiah also when everybody in it has been forgotten.

/** Something that is not what it was: `lines.1.granted`, `total`, `payees.0.amount`. Null: there is no such thing. */
export type Difference = {
  readonly at: string;
  readonly code: string | null;
  readonly stored: Json;
  readonly computed: Json;
};

/** `impossible`: the inputs or the schedule of the decision do not suffice, and why. */
export type Replay =
  | { readonly outcome: 'same' }
  | { readonly outcome: 'differs'; readonly differences: readonly Difference[] }
  | { readonly outcome: 'impossible'; readonly because: string };

export const replay = (assessed: Assessed, schedules: readonly BenefitSchedule[]): Replay => {
  try {
    const lines = linesAgain(scheduleById(assessed.scheduleId, schedules), assessed);
    const differences = differencesFrom(assessed, lines);
    return differences.length === 0 ? { outcome: 'same' } : { outcome: 'differs', differences };
  } catch (error) {
    if (error instanceof Rejection) return { outcome: 'impossible', because: error.code };
    if (error instanceof Error) return { outcome: 'impossible', because: error.message };
    throw error;
  }
};

/** What the same inputs would come to under another schedule. @throws where they do not suffice for it */
export const totalUnder = (schedule: BenefitSchedule, assessed: Assessed): Rupiah =>
  total(linesAgain(schedule, assessed).map(({ granted }) => granted));

type Line = BenefitLine & { readonly childId?: string };

/** Every kind by the function that decided it: a kind without one does not compile. */
export const linesAgain = (schedule: BenefitSchedule, assessed: Assessed): readonly Line[] => {
  const { scheme, decidingDay } = assessed;
  switch (assessed.kind) {
    case 'treatment':
      return treatmentLines(schedule, assessed.inputs);
    case 'transport':
      return [transportLine(schedule, assessed.inputs)];
    case 'wage_replacement':
      return [wageReplacementLine(schedule, assessed.inputs)];
    case 'disability':
      return disabilityLines(schedule, { ...assessed.inputs, kind: assessed.inputs.disability });
    case 'device':
      return deviceLines(schedule, assessed.inputs);
    case 'home_care':
      return homeCareLines(schedule, assessed.inputs);
    case 'death':
      return deathAgain(schedule, assessed);
    case 'scholarship_grant':
      return scholarshipGrantLines(schedule, { ...assessed.inputs, scheme, decidingDay });
    case 'scholarship_year':
      return [scholarshipYearLine(schedule, { ...assessed.inputs, scheme, decidingDay })];
  }
};

const deathAgain = (
  schedule: BenefitSchedule,
  { scheme, decidingDay, inputs }: Extract<Assessed, { readonly kind: 'death' }>,
): readonly Line[] => {
  const due = deathLines(schedule, { ...inputs, scheme, decidingDay });
  // Who arranges the funeral is stored where nobody inherits.
  const whole = inputs.funeralArrangerId === undefined ? due : funeralAlone(scheme, due);
  const reason = reasonOfSetOff(schedule, changedSince(inputs));
  return inputs.setOff ? lessSetOff(whole, inputs.setOff.lines, reason) : whole;
};

const differencesFrom = (assessed: Assessed, lines: readonly Line[]): readonly Difference[] => {
  const granted = total(lines.map((line) => line.granted));
  const parts = partsAgain(assessed);
  return [
    ...lineDifferences(assessed, lines),
    ...differenceAt('total', null, assessed.total, granted),
    ...assessed.payees.flatMap(({ amount, kind }, index) =>
      differenceAt(`payees.${index}.amount`, kind, amount, parts[index] ?? null),
    ),
  ];
};

/** The shares of what is stored, so that a changed line is named once and not with every payee. */
const partsAgain = (assessed: Assessed): readonly number[] => {
  const { payees, total: sum } = assessed;
  if (payees.length === 0) return [];
  if (assessed.kind === 'death' && assessed.inputs.setOff) {
    const parts = partsBesideSetOff(sum, assessed.inputs.heirs, assessed.inputs.setOff);
    return payees.map((payee) => parts.get(heirOfPayee(payee)) ?? 0);
  }
  return partsOf(
    sum,
    payees.map(({ share }) => share),
  );
};

/** Parts are taken of the whole, before what each heir holds already: rounding follows the whole. */
const partsBesideSetOff = (
  sum: number,
  heirs: Extract<Assessed, { readonly kind: 'death' }>['inputs']['heirs'],
  setOff: SetOff,
): ReadonlyMap<string, number> => {
  const held = new Map(setOff.heirs.map(({ heirId, amount }) => [heirId, amount]));
  const whole = rupiah(sum + total([...held.values()]));
  const parts = partsOf(
    whole,
    heirs.map(({ share }) => share),
  );
  return new Map(
    heirs.map(({ heirId }, index) => [heirId, (parts[index] ?? 0) - (held.get(heirId) ?? 0)]),
  );
};

const LINE_FIELDS = ['code', 'concerns', 'claimed', 'granted', 'reasons'] as const;

const lineDifferences = (
  { lines: stored }: Assessed,
  computed: readonly Line[],
): readonly Difference[] =>
  Array.from({ length: Math.max(stored.length, computed.length) }, (_, index) => {
    const was = stored[index];
    const line = computed[index];
    const is = line && { ...line, concerns: line.childId ?? null };
    const code = was?.code ?? is?.code ?? null;
    return LINE_FIELDS.flatMap((field) =>
      differenceAt(`lines.${index}.${field}`, code, was?.[field] ?? null, is?.[field] ?? null),
    );
  }).flat();

const differenceAt = (
  at: string,
  code: string | null,
  stored: Json,
  computed: Json,
): readonly Difference[] => (sameFacts(stored, computed) ? [] : [{ at, code, stored, computed }]);
