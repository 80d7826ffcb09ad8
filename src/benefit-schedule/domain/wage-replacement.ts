import { type Rupiah, rupiah } from '../../kernel/rupiah';
import { type BenefitLine, type Reason, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule } from './benefit-schedule';
import type { DecidingCover } from './cover';
import { reasonsOfCover } from './entitlement';
import { fractionOf, runningTotalPart } from './parts';

export type WageReplacementFacts = Pick<DecidingCover, 'cover' | 'declaredIncome'> & {
  /** Days of inability to work that are asked for now. */
  readonly days: number;
  /** Days, and rupiah, that were granted for this accident before. */
  readonly daysBefore: number;
  readonly grantedBefore: Rupiah;
};

const CODE = 'wage_replacement';

/**
 * What days without work pay (STMB). The first days paid are those of month 1, of so many days as the schedule says, and
 * so on: the income is granted in the percentage of the month that a day falls into. What is claimed is the whole income.
 * The sum is the rounded running total less what was granted before, so that any order and slicing pays the same.
 */
export const wageReplacementLine = (
  schedule: BenefitSchedule,
  { days, daysBefore, grantedBefore, cover, declaredIncome }: WageReplacementFacts,
): BenefitLine => {
  const upTo = daysBefore + days;
  const fullWage = rupiah(
    fullWageOf(schedule, declaredIncome, upTo) - fullWageOf(schedule, declaredIncome, daysBefore),
  );
  const noCover = reasonsOfCover(schedule, cover);
  if (noCover.length > 0) return wholeOrNothing(CODE, fullWage, noCover);

  const share = shareOf(schedule, upTo);
  const granted = runningTotalPart(declaredIncome, share, grantedBefore);
  const dueBefore = fractionOf(declaredIncome, shareOf(schedule, daysBefore));
  const byBands = runningTotalPart(declaredIncome, share, dueBefore);
  const { citation } = schedule.wageReplacement.bands;
  const reasons: readonly Reason[] = [
    ...(byBands < fullWage ? [{ code: 'wage_later_months', citation } as const] : []),
    ...(granted < byBands ? [{ code: 'granted_before', citation } as const] : []),
  ];
  return { code: CODE, claimed: granted > fullWage ? granted : fullWage, granted, reasons };
};

const fullWageOf = (
  { wageReplacement: { daysInMonth } }: BenefitSchedule,
  income: Rupiah,
  days: number,
): Rupiah => fractionOf(income, { numerator: days, denominator: daysInMonth.value });

/** The first so many days, in monthly incomes. */
const shareOf = ({ wageReplacement: { bands, daysInMonth } }: BenefitSchedule, days: number) => ({
  numerator: bands.value.reduce((sum, { fromMonth, toMonth, percentTenths }) => {
    const first = (fromMonth - 1) * daysInMonth.value;
    const last = toMonth === null ? days : toMonth * daysInMonth.value;
    return sum + Math.max(0, Math.min(days, last) - first) * percentTenths;
  }, 0),
  denominator: 1000 * daysInMonth.value,
});
