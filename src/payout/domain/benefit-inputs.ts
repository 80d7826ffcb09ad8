import type { DeductionCode, SchoolLevel } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Rupiah } from '../../kernel/rupiah';

// What each kind of benefit was decided on: derived, clear, and enough to compute it again years later,
// also when the person has been forgotten. Stored for ever inside BenefitAssessed.

/** A fraction of whole numbers; the shares of one benefit add up to one. */
export type Share = { readonly numerator: number; readonly denominator: number };

/** Cover on the deciding day, as the participant's own stream said it. */
export type CoverInputs = {
  readonly cover:
    'covered' | 'in_arrears' | 'arrears_too_long' | 'needs_confirmation' | 'not_covered';
  readonly periodId: string | null;
  readonly membershipSince: CalendarDay | null;
  readonly monthsPaid: number;
  readonly declaredIncome: Rupiah;
};

export type TreatmentInputs = CoverInputs & {
  readonly facilityId: string;
  /** Whether the facility is a partner of the payer (PLKK). */
  readonly partner: boolean;
  readonly invoiceRef: string;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly items: readonly {
    readonly code: string;
    readonly claimed: Rupiah;
    readonly deductions: readonly { readonly code: DeductionCode; readonly amount: Rupiah }[];
  }[];
  /** What another payer bears first: on the road Jasa Raharja. */
  readonly otherPayer: Rupiah;
  readonly paidTo: 'facility' | 'participant';
};

export type DeathInputs = CoverInputs & {
  readonly cause: 'illness' | 'work_accident' | 'occupational_disease' | 'other' | 'unknown';
  readonly accidentClaimId: string | null;
  readonly heirs: readonly {
    readonly heirId: string;
    readonly guardianId: string | null;
    readonly share: Share;
  }[];
};

export type ScholarshipChild = {
  readonly childId: string;
  readonly legalChild: boolean;
  readonly ageInYears: number;
};

export type ScholarshipGrantInputs = CoverInputs & {
  /** The day on which the children's ages were taken. */
  readonly assessedOn: CalendarDay;
  readonly children: readonly ScholarshipChild[];
};

export type ScholarshipYearInputs = CoverInputs & {
  readonly assessedOn: CalendarDay;
  readonly child: ScholarshipChild;
  /** 0 for the first child of the scholarship, 1 for the second; later ones have no place. */
  readonly childIndex: number;
  readonly level: SchoolLevel;
  readonly grade: number;
  /** The first calendar year of the school year: 2025 for 2025/2026. */
  readonly schoolYear: number;
  readonly yearsUsedInLevel: number;
  readonly grantedBefore: Rupiah;
  /** Who receives for a minor; an adult child receives himself. */
  readonly guardianId: string | null;
};

export type BenefitInputs =
  | { readonly kind: 'treatment'; readonly inputs: TreatmentInputs }
  | { readonly kind: 'death'; readonly inputs: DeathInputs }
  | { readonly kind: 'scholarship_grant'; readonly inputs: ScholarshipGrantInputs }
  | { readonly kind: 'scholarship_year'; readonly inputs: ScholarshipYearInputs };
