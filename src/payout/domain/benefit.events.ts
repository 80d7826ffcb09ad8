import type { CalendarDay } from '../../kernel/calendar-day';
import type { Event } from '../../kernel/event';
import type { Rupiah } from '../../kernel/rupiah';
import type { BankAccount } from '../../participant/domain/participant.events';
import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { DisabilityPart } from '../../benefit-schedule/domain/disability-check';
import type { Payer, PaymentMode, Place } from '../../programme/domain/programme.events';
import type { BenefitInputs, Share } from './benefit-inputs';

// What a claim and a scholarship have in common: papers, payees, and a benefit's way to money.
// These names and shapes are stored for ever. Add a new event; do not edit an old one.

// --- papers -------------------------------------------------------------------------------------------------------

export type PaperKind =
  | 'kk1'
  | 'kk2'
  | 'kk3'
  | 'form_4'
  | 'participant_card'
  | 'ktp'
  | 'heir_ktp'
  | 'family_card'
  | 'death_certificate'
  | 'heir_letter'
  | 'marriage_book'
  | 'police_report'
  | 'receipt'
  | 'application'
  | 'birth_certificate'
  | 'school_letter'
  | 'school_report'
  | 'guardian_ktp'
  | 'power_of_attorney'
  | 'witness_statement'
  | 'other';

/** A document is a fact, not the file: what it is, when it was written and received, where it is kept. */
export type DocumentReceived = Event<
  'DocumentReceived',
  {
    readonly documentId: string;
    readonly kind: PaperKind;
    /** The person it speaks of, where it is one of several. */
    readonly concerns: string | null;
    readonly issuedOn: CalendarDay | null;
    readonly receivedOn: CalendarDay;
    readonly pages: number | null;
    readonly fileRef: string | null;
    readonly by: string;
  },
  { readonly number: string | null; readonly issuer: string | null; readonly keptAt: string | null }
>;
export type DocumentVerified = Event<
  'DocumentVerified',
  { readonly documentId: string; readonly by: string }
>;
export type DocumentReturned = Event<
  'DocumentReturned',
  { readonly documentId: string; readonly reasonCode: string; readonly by: string }
>;

// --- payees -------------------------------------------------------------------------------------------------------

export type PayeeKind = 'participant' | 'heir' | 'guardian' | 'funeral_arranger' | 'facility';

export type PayeeAccountRecorded = Event<
  'PayeeAccountRecorded',
  {
    readonly payeeKind: PayeeKind;
    readonly payeeId: string;
    readonly accountRef: string;
    readonly by: string;
  },
  BankAccount
>;

// --- benefits -----------------------------------------------------------------------------------------------------

/** Why a line grants less than was asked, and where the law says so. */
export type LineReason = { readonly code: string; readonly citation: string };

/** claimed = granted + what the reasons took away. */
export type AssessedLine = {
  readonly code: string;
  /** The person that the line is about, where it is one of several. */
  readonly concerns: string | null;
  readonly claimed: Rupiah;
  readonly granted: Rupiah;
  readonly reasons: readonly LineReason[];
};

export type Payee = {
  readonly kind: PayeeKind;
  readonly id: string;
  /** The heir or child that a guardian receives for. */
  readonly onBehalfOf: string | null;
  readonly share: Share;
  readonly amount: Rupiah;
};

export type Assessed = BenefitInputs & {
  readonly benefitId: string;
  readonly scheme: Scheme;
  readonly scheduleId: string;
  /** The day whose schedule and cover decide. */
  readonly decidingDay: CalendarDay;
  readonly lines: readonly AssessedLine[];
  readonly total: Rupiah;
  readonly payees: readonly Payee[];
  readonly supersedes: string | null;
  /** The number of events of the participant that the facts were taken from. */
  readonly participantVersion: number;
  readonly by: string;
};
/** What the doctor's form names, of a disability: `personal` of the participant. Every other kind has no such part. */
export type DisabilityForm = {
  readonly leftHanded: boolean;
  readonly parts: readonly (DisabilityPart & {
    /** Of a function; null where the part itself is lost. */
    readonly lossPercent: number | null;
  })[];
};
export type BenefitAssessed = Event<'BenefitAssessed', Assessed, DisabilityForm>;

/** `shownRef` is a keyed hash of what the approver was shown, payees included. */
export type BenefitApproved = Event<
  'BenefitApproved',
  { readonly benefitId: string; readonly shownRef: string; readonly by: string }
>;
/**
 * The approval before it is above what one supervisor may let go: nothing is scheduled until another one seconds it. The
 * limit of that moment stands here, so that one that is set later changes nothing of what was approved.
 */
export type SecondApprovalRequired = Event<
  'SecondApprovalRequired',
  {
    readonly benefitId: string;
    /** The replacement that waits; null where the benefit itself does. */
    readonly payoutId: string | null;
    readonly payer: Payer;
    readonly mode: PaymentMode;
    /** What the approval lets go. */
    readonly amount: Rupiah;
    readonly limit: Rupiah;
  }
>;
export type BenefitApprovalSeconded = Event<
  'BenefitApprovalSeconded',
  { readonly benefitId: string; readonly shownRef: string; readonly by: string }
>;
export type BenefitReturned = Event<
  'BenefitReturned',
  { readonly benefitId: string; readonly reasonCode: string; readonly by: string }
>;
export type BenefitRefused = Event<
  'BenefitRefused',
  {
    readonly benefitId: string;
    readonly ground: string;
    readonly citation: string;
    readonly by: string;
  }
>;
export type BenefitApprovalVoided = Event<
  'BenefitApprovalVoided',
  {
    readonly benefitId: string;
    readonly payoutIds: readonly string[];
    readonly reasonCode: string;
    readonly by: string;
  }
>;
/**
 * The approval was looked at again by itself, and what it rests on is not the same any more, or is again. Written only
 * where the outcome changes; nothing is taken back by it.
 */
export type ApprovalRechecked = Event<
  'ApprovalRechecked',
  {
    readonly benefitId: string;
    readonly outcome: 'stands' | 'contradicted';
    /** `facts_changed`, or the rule that forbids it now; null where it stands. */
    readonly ground: string | null;
    readonly by: string;
  }
>;
export type BenefitsPresented = Event<
  'BenefitsPresented',
  {
    readonly benefitIds: readonly string[];
    readonly branch: string;
    readonly channel: 'counter' | 'lapakasik' | 'letter';
    readonly presentedOn: CalendarDay;
    readonly papersCompleteOn: CalendarDay | null;
    readonly reference: string | null;
    readonly by: string;
  }
>;
export type PayerOutcome = 'guaranteed' | 'granted' | 'papers_missing' | 'refused';
export type PayerDecisionRecorded = Event<
  'PayerDecisionRecorded',
  {
    readonly outcome: PayerOutcome;
    /** The payer's own sums; one that differs from ours is kept beside it. */
    readonly amounts: readonly { readonly benefitId: string; readonly amount: Rupiah }[];
    readonly decidedOn: CalendarDay;
    readonly reference: string | null;
    readonly by: string;
  }
>;

// --- payouts: money is counted from these alone -------------------------------------------------------------------

export type PayoutScheduled = Event<
  'PayoutScheduled',
  {
    readonly payoutId: string;
    readonly benefitId: string;
    readonly benefitKind: BenefitInputs['kind'];
    readonly scheme: Scheme;
    readonly programme: string;
    readonly place: Place;
    readonly payer: Payer;
    readonly mode: PaymentMode;
    readonly payeeKind: PayeeKind;
    readonly payeeId: string;
    readonly onBehalfOf: string | null;
    readonly accountRef: string | null;
    readonly amount: Rupiah;
    readonly replaces: string | null;
  }
>;
export type PayoutCancelled = Event<
  'PayoutCancelled',
  { readonly payoutId: string; readonly reasonCode: string; readonly by: string }
>;
/** The order to pay, written before anything leaves the house. */
export type PayoutSent = Event<
  'PayoutSent',
  {
    readonly payoutId: string;
    /** Unique at the bank for ever: the same payout can never be ordered under two. */
    readonly attemptRef: string;
    readonly batchId: string | null;
    readonly by: string;
  }
>;
export type PayoutConfirmed = Event<
  'PayoutConfirmed',
  {
    readonly payoutId: string;
    readonly paidOn: CalendarDay;
    readonly amount: Rupiah;
    readonly reference: string | null;
    /** True where it comes after a failure, a return or a cancellation. */
    readonly contradicts: boolean;
    readonly by: string;
  }
>;
export type PayoutFailed = Event<
  'PayoutFailed',
  {
    readonly payoutId: string;
    readonly failedOn: CalendarDay;
    readonly reasonCode: string;
    readonly reference: string | null;
    readonly by: string;
  }
>;
export type PayoutReturned = Event<
  'PayoutReturned',
  {
    readonly payoutId: string;
    readonly returnedOn: CalendarDay;
    readonly reasonCode: string;
    readonly reference: string | null;
    readonly by: string;
  }
>;
export type PayoutOutcomeUnknown = Event<
  'PayoutOutcomeUnknown',
  {
    readonly payoutId: string;
    readonly unknownSince: CalendarDay;
    readonly reasonCode: string;
    readonly by: string;
  }
>;

type Replacement = {
  /** The new payout. */
  readonly payoutId: string;
  readonly replaces: string;
  readonly payeeKind: PayeeKind;
  readonly payeeId: string;
  readonly accountRef: string | null;
  readonly amount: Rupiah;
  readonly reasonCode: string;
  readonly shownRef: string;
  readonly by: string;
};
export type PayoutReplacementRequested = Event<'PayoutReplacementRequested', Replacement>;
export type PayoutReplacementApproved = Event<'PayoutReplacementApproved', Replacement>;
/** `payoutId` is the new payout. */
export type PayoutReplacementSeconded = Event<
  'PayoutReplacementSeconded',
  { readonly payoutId: string; readonly shownRef: string; readonly by: string }
>;

/** Once per benefit, with the confirmation that completes it. No amount: money is counted from payouts alone. */
export type TreatmentPaid = Event<
  'TreatmentPaid',
  { readonly benefitId: string; readonly payoutIds: readonly string[] }
>;
export type DeathSettled = Event<
  'DeathSettled',
  { readonly benefitId: string; readonly payoutIds: readonly string[] }
>;

export type OverpaymentFound = Event<
  'OverpaymentFound',
  {
    readonly overpaymentId: string;
    readonly benefitId: string;
    readonly payoutId: string;
    readonly amount: Rupiah;
  }
>;

/** Money that came back of an overpayment: it counts against the month of `repaidOn`. */
export type OverpaymentRepaid = Event<
  'OverpaymentRepaid',
  {
    readonly overpaymentId: string;
    readonly benefitId: string;
    readonly payoutId: string;
    readonly amount: Rupiah;
    readonly repaidOn: CalendarDay;
    readonly reference: string;
    readonly by: string;
  }
>;
/** So much of an overpayment need not come back: the same person is owed it after all, under the benefit `against`. */
export type OverpaymentSetOff = Event<
  'OverpaymentSetOff',
  {
    readonly overpaymentId: string;
    readonly benefitId: string;
    readonly payoutId: string;
    readonly amount: Rupiah;
    readonly against: string;
  }
>;

export type PayoutEvent =
  | PayoutScheduled
  | PayoutCancelled
  | PayoutSent
  | PayoutConfirmed
  | PayoutFailed
  | PayoutReturned
  | PayoutOutcomeUnknown
  | PayoutReplacementRequested
  | PayoutReplacementApproved
  | PayoutReplacementSeconded
  | OverpaymentFound
  | OverpaymentRepaid
  | OverpaymentSetOff;

export type PaperEvent = DocumentReceived | DocumentVerified | DocumentReturned;

export type BenefitEvent =
  | PaperEvent
  | PayeeAccountRecorded
  | BenefitAssessed
  | BenefitApproved
  | SecondApprovalRequired
  | BenefitApprovalSeconded
  | BenefitReturned
  | BenefitRefused
  | BenefitApprovalVoided
  | ApprovalRechecked
  | BenefitsPresented
  | PayerDecisionRecorded
  | PayoutEvent
  | TreatmentPaid
  | DeathSettled;
