import { Rejection } from '../../kernel/rejection';
import { type Rupiah, total } from '../../kernel/rupiah';
import { type BenefitLine, less, type Reason, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule, DeductionCode } from './benefit-schedule';
import type { DecidingCover } from './cover';
import { reasonsOfCover } from './entitlement';

export type Deduction = { readonly code: DeductionCode; readonly amount: Rupiah };

export type TreatmentItem = {
  readonly code: string;
  readonly claimed: Rupiah;
  readonly deductions: readonly Deduction[];
};

export type TreatmentFacts = Pick<DecidingCover, 'cover'> & {
  readonly items: readonly TreatmentItem[];
  /** Whether the facility is a partner of the payer (PLKK). */
  readonly partner: boolean;
  /** What another payer bears of the whole bill; it is taken from the items in the order of the bill. */
  readonly otherPayer: Rupiah;
};

/**
 * What a bill for treatment pays, a line for each item: the medical need, without a cap.
 * @throws Rejection `deduction-not-applicable` for the excess of an outside facility on the bill of a partner.
 */
export const treatmentLines = (
  schedule: BenefitSchedule,
  { items, partner, otherPayer, cover }: TreatmentFacts,
): readonly BenefitLine[] => {
  if (partner) items.forEach(refuseOutsideExcess);

  const noCover = reasonsOfCover(schedule, cover, 'treatment');
  if (noCover.length > 0)
    return items.map(({ code, claimed }) => wholeOrNothing(code, claimed, noCover));

  const borne = items.map(({ claimed, deductions }) =>
    less(claimed, total(deductions.map(({ amount }) => amount))),
  );
  return items.map(({ code, claimed, deductions }, index) => {
    const owed = borne[index] ?? claimed;
    const granted = less(owed, less(otherPayer, total(borne.slice(0, index))));
    const reasons = reasonsOf(schedule, [
      ...deductions,
      { code: 'paid_by_other_payer', amount: less(owed, granted) },
    ]);
    return { code, claimed, granted, reasons };
  });
};

const refuseOutsideExcess = ({ code: item, deductions }: TreatmentItem): void => {
  if (deductions.some(({ code }) => code === 'outside_partner_excess'))
    throw new Rejection('deduction-not-applicable', { item, deduction: 'outside_partner_excess' });
};

/** Each reason once, and none that took nothing away. */
const reasonsOf = (
  { treatment }: BenefitSchedule,
  deductions: readonly Deduction[],
): readonly Reason[] => {
  const codes = deductions.filter(({ amount }) => amount > 0).map(({ code }) => code);
  return [...new Set(codes)].map((code) => ({
    code,
    citation: treatment.notBorne[code].citation,
  }));
};
