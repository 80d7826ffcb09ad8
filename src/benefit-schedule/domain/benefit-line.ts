import { NOTHING, type Rupiah, rupiah, total } from '../../kernel/rupiah';
import type { DeductionCode } from './benefit-schedule';
import type { Cited } from './cited';

/** Why a line grants less than was claimed. Stored for ever: a code is added, and none is renamed. */
export type ReasonCode =
  | DeductionCode
  | 'not_covered_on_date'
  | 'cover_needs_confirmation'
  | 'contributions_in_arrears'
  | 'arrears_too_long'
  | 'cash_after_recovery'
  | 'claim_expired'
  | 'no_heirs'
  | 'membership_waiting_months'
  | 'transport_cap'
  | 'wage_later_months'
  | 'granted_before'
  | 'paid_under_earlier_cause'
  | 'paid_in_arrears'
  | 'paid_before_correction'
  | 'disability_together_at_most'
  | 'device_above_reference'
  | 'device_cap'
  | 'device_not_in_schedule'
  | 'home_care_cap'
  | 'home_care_year_over'
  | 'home_care_not_in_schedule'
  | 'scholarship_needs_three_years'
  | 'scholarship_needs_five_years'
  | 'scholarship_not_legal_child'
  | 'scholarship_age_limit'
  | 'scholarship_child_limit'
  | 'scholarship_level_years_used'
  | 'scholarship_ceiling_reached';

export type Reason = { readonly code: ReasonCode; readonly citation: string };

/** One sum of a benefit: claimed = granted + what the reasons took away, and without a reason nothing is taken. */
export type BenefitLine = {
  readonly code: string;
  readonly claimed: Rupiah;
  readonly granted: Rupiah;
  readonly reasons: readonly Reason[];
};

/** A line that is granted as a whole, or not at all where a single reason speaks against it. */
export const wholeOrNothing = (
  code: string,
  claimed: Rupiah,
  reasons: readonly Reason[],
): BenefitLine => ({ code, claimed, granted: reasons.length > 0 ? NOTHING : claimed, reasons });

/** A line that is granted up to what is left of a cap that several lines, of several benefits, share. */
export const upToCap = (
  { code, claimed }: Pick<BenefitLine, 'code' | 'claimed'>,
  cap: Cited<Rupiah>,
  grantedBefore: Rupiah,
  because: ReasonCode,
): BenefitLine => {
  const left = less(cap.value, grantedBefore);
  return left < claimed
    ? { code, claimed, granted: left, reasons: [{ code: because, citation: cap.citation }] }
    : { code, claimed, granted: claimed, reasons: [] };
};

/** What is left of a sum; nothing where more is taken than there is. */
export const less = (sum: Rupiah, taken: number): Rupiah => rupiah(Math.max(0, sum - taken));

export const totalGranted = (lines: readonly BenefitLine[]): Rupiah =>
  total(lines.map(({ granted }) => granted));

/** The code of the problem that the API answers with: `not_covered_on_date` is `not-covered-on-date` there. */
export const problemOf = (code: ReasonCode): string => code.replaceAll('_', '-');
