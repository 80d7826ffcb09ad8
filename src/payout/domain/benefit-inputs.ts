import type {
  DeductionCode,
  SchoolLevel,
  TransportMode,
} from '../../benefit-schedule/domain/benefit-schedule';
import type { Device } from '../../benefit-schedule/domain/devices';
import type { DisabilityItem, DisabilityKind } from '../../benefit-schedule/domain/disability';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Rupiah } from '../../kernel/rupiah';

// What each kind of benefit was decided on: derived, clear, and enough to compute it again years later,
// also when the person has been forgotten. Stored for ever inside BenefitAssessed.

/** A fraction of whole numbers; the shares of one benefit add up to one. */
export type Share = { readonly numerator: number; readonly denominator: number };

/** Cover on the deciding day, as the participant's own stream said it. */
export type CoverInputs = {
  readonly cover:
    | 'covered'
    | 'in_arrears'
    | 'awaits_recovery'
    | 'arrears_too_long'
    | 'needs_confirmation'
    | 'not_covered'
    | 'expired';
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

/** A journey after an accident; what its mode was granted before counts against the cap. */
export type TransportInputs = CoverInputs & {
  readonly mode: TransportMode;
  readonly travelledOn: CalendarDay;
  readonly cost: Rupiah;
  readonly grantedBefore: Rupiah;
};

/** Days without work, both included, and what the accident was granted for other days before. */
export type WageReplacementInputs = CoverInputs & {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly days: number;
  readonly daysBefore: number;
  readonly grantedBefore: Rupiah;
};

/** Percentages of the doctor's form. What part of the body they are of is sealed beside them. */
export type DisabilityInputs = CoverInputs & {
  readonly statementId: string;
  /** Tenths of a percent, as the statement sums it up. */
  readonly statedTenths: number;
  readonly disability: DisabilityKind;
  readonly items: readonly DisabilityItem[];
  readonly thousandthsBefore: number;
  readonly totalBefore: boolean;
};

export type DeviceInputs = CoverInputs & {
  /** A shop or a workshop: an office, never a person. */
  readonly supplier: string;
  readonly invoiceRef: string;
  readonly obtainedOn: CalendarDay;
  readonly items: readonly {
    readonly device: Device;
    readonly cost: Rupiah;
    readonly referencePrice: Rupiah | null;
  }[];
  readonly grantedBefore: readonly { readonly device: Device; readonly granted: Rupiah }[];
};

export type HomeCareInputs = CoverInputs & {
  readonly facilityId: string;
  readonly partner: boolean;
  readonly invoiceRef: string;
  /** The day on which care at home began after the accident: the year is counted from it. */
  readonly careSince: CalendarDay;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly items: readonly { readonly code: string; readonly claimed: Rupiah }[];
  readonly grantedBefore: Rupiah;
  readonly paidTo: 'facility' | 'participant';
};

export type DeathInputs = CoverInputs & {
  readonly cause: 'illness' | 'work_accident' | 'occupational_disease' | 'other' | 'unknown';
  readonly accidentClaimId: string | null;
  readonly heirs: readonly {
    readonly heirId: string;
    readonly guardianId: string | null;
    readonly share: Share;
    /** The heir who receives this part with a power of attorney; absent where nobody does. */
    readonly representedBy?: string;
  }[];
  /** Where nobody inherits. */
  readonly funeralArrangerId?: string;
  /** Of what follows a decision in arrears alone: the day on which they were paid, from which the rest is owed. */
  readonly arrearsPaidOn?: CalendarDay;
  /** Of what follows a decision on facts that were corrected since alone; absent where the cause of the death was. */
  readonly factsCorrected?: true;
  /** Where another decision went before: what was paid under that one. */
  readonly setOff?: SetOff;
};

/** What counts against a benefit, by heir and by line; both add up to the same, and neither exceeds what is owed. */
export type SetOff = {
  readonly heirs: readonly { readonly heirId: string; readonly amount: Rupiah }[];
  readonly lines: readonly { readonly code: string; readonly amount: Rupiah }[];
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
  /** Places that other children hold, who were paid before the right came to rest on another claim. */
  readonly placesTaken?: number;
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
  /** The participant, who lives, receives for the child; absent where nobody said so. */
  readonly receivedBy?: 'participant';
};

export type BenefitInputs =
  | { readonly kind: 'treatment'; readonly inputs: TreatmentInputs }
  | { readonly kind: 'transport'; readonly inputs: TransportInputs }
  | { readonly kind: 'wage_replacement'; readonly inputs: WageReplacementInputs }
  | { readonly kind: 'disability'; readonly inputs: DisabilityInputs }
  | { readonly kind: 'device'; readonly inputs: DeviceInputs }
  | { readonly kind: 'home_care'; readonly inputs: HomeCareInputs }
  | { readonly kind: 'death'; readonly inputs: DeathInputs }
  | { readonly kind: 'scholarship_grant'; readonly inputs: ScholarshipGrantInputs }
  | { readonly kind: 'scholarship_year'; readonly inputs: ScholarshipYearInputs };
