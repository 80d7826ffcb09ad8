import type { CalendarDay } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Participant } from '../../participant/domain/participant';
import type {
  ApproveBenefit,
  Asked,
  BenefitCommand,
  RecheckApprovals,
  SecondApproval,
  SendPayout,
} from '../../payout/domain/benefit.commands';
import type { DisabilityForm } from '../../payout/domain/benefit.events';
import type {
  DeviceInputs,
  DisabilityInputs,
  HomeCareInputs,
  Share,
  TransportInputs,
  TreatmentInputs,
  WageReplacementInputs,
} from '../../payout/domain/benefit-inputs';
import type { PaymentTerms } from '../../programme/domain/programme.events';
import type { ClaimStatus, Dispute } from './claim';
import type {
  Account,
  AccidentConcluded,
  AccidentReported,
  CauseOfDeath,
  DeathReported,
  DoctorStatementRecorded,
  Heir,
  HeirClass,
  ReportedFacts,
  Reporter,
  VoidingReason,
} from './claim.events';

/** What was read elsewhere before the decision, and is read again before an approval and a sending. */
export type ClaimFacts = {
  readonly participant: Participant;
  readonly participantVersion: number;
  readonly terms: PaymentTerms;
  /** The accident that a death names as its cause. */
  readonly accident: AccidentFacts | null;
  /** The heirs of a participant who has died, once they are established: what is still owed is owed to them. */
  readonly heirs: readonly Heir[] | null;
  /** What other claims hold that may be claimed once. */
  readonly elsewhere: Elsewhere;
};

export type Days = { readonly from: CalendarDay; readonly to: CalendarDay };

/** The bills and days that other claims hold. */
export type Elsewhere = {
  readonly bills: readonly { readonly claimId: string; readonly invoiceRef: string }[];
  readonly days: readonly (Days & { readonly claimId: string })[];
};

export type AccidentFacts = {
  readonly status: ClaimStatus;
  readonly eventDay: CalendarDay;
  readonly reportedOn: CalendarDay;
  readonly workAccident: boolean;
};

/** The same as it is, and as it were under the cause that is asked for. */
export type CorrectedFacts = { readonly now: ClaimFacts; readonly corrected: ClaimFacts };

type ToClaim = Asked & { readonly claimId: string };
type WithFacts = ToClaim & { readonly facts: ClaimFacts };
type Told = { readonly account: Account; readonly reporter: Reporter };

export type ReportAccident = Command<
  'ReportAccident',
  Omit<AccidentReported['data'], 'by'> & ToClaim & Told
>;
export type ReportDeath = Command<
  'ReportDeath',
  Omit<DeathReported['data'], 'by'> & ToClaim & Told
>;
export type ConcludeAccident = Command<
  'ConcludeAccident',
  Omit<AccidentConcluded['data'], 'by'> & ToClaim
>;
export type RecordDoctorStatement = Command<
  'RecordDoctorStatement',
  Omit<DoctorStatementRecorded['data'], 'by'> &
    ToClaim & {
      readonly details: {
        readonly diagnosis: string | null;
        readonly bodyPart: string | null;
        readonly side: 'left' | 'right' | 'both' | null;
      };
    }
>;

export type AcceptClaim = Command<'AcceptClaim', WithFacts>;
export type RefuseClaim = Command<
  'RefuseClaim',
  ToClaim & {
    readonly ground: string;
    readonly citation: string;
    readonly reasonCode: string | null;
  }
>;
type WithReason = ToClaim & { readonly reasonCode: string };
export type WithdrawClaim = Command<'WithdrawClaim', WithReason>;
export type ReopenClaim = Command<
  'ReopenClaim',
  WithReason & {
    /** The dispute that overturned what was decided; null for any other reason. */
    readonly disputeId: string | null;
  }
>;
export type CloseClaim = Command<'CloseClaim', WithReason>;

/** How the claim stands that shall take the place of a voided one; null where none was named. */
type Refiled = { readonly refiled: ClaimStatus | null };
export type RequestVoiding = Command<
  'RequestVoiding',
  ToClaim &
    Refiled & {
      readonly requestId: string;
      readonly reasonCode: VoidingReason;
      readonly refiledAs: string | null;
    }
>;
export type ApproveVoiding = Command<
  'ApproveVoiding',
  ToClaim & Refiled & { readonly requestId: string }
>;

export type DecideDispute = Command<'DecideDispute', ToClaim & Dispute>;

/** Null where it stays as it is. */
type OrNull<Facts> = { readonly [Field in keyof Facts]: Facts[Field] | null };
export type CorrectClaim = Command<
  'CorrectClaim',
  WithReason & {
    readonly told: OrNull<ReportedFacts> & {
      readonly chronology: string | null;
      readonly reporterName: string | null;
      readonly reporterPhone: string | null;
    };
    /** Days that somebody would have otherwise: they cannot be corrected, as they name the claim. */
    readonly days: OrNull<Record<'occurredOn' | 'diagnosedOn' | 'diedOn', CalendarDay>>;
  }
>;

export type NamedHeir = {
  readonly heirId: string;
  readonly share: Share;
  readonly guardianId: string | null;
};
export type EstablishHeirs = Command<
  'EstablishHeirs',
  ToClaim & {
    readonly heirClass: HeirClass;
    readonly heirs: readonly NamedHeir[];
    /** The heir who receives for all of them with their power of attorney; null where each receives his part. */
    readonly representativeId: string | null;
    /** Who arranged the funeral of somebody without heirs; null where there are some. */
    readonly funeralArrangerId: string | null;
    readonly letterOn: CalendarDay;
    readonly letterNumber: string | null;
    readonly participant: Participant;
  }
>;

export type TreatmentBill = Pick<
  TreatmentInputs,
  'facilityId' | 'invoiceRef' | 'from' | 'to' | 'items' | 'otherPayer' | 'paidTo'
>;
export type AssessTreatment = Command<
  'AssessTreatment',
  WithFacts & { readonly bill: TreatmentBill }
>;

export type TransportCost = Pick<TransportInputs, 'mode' | 'travelledOn' | 'cost'>;
export type WageDays = Pick<WageReplacementInputs, 'from' | 'to'>;
export type StatedDisability = Pick<DisabilityInputs, 'statementId' | 'disability' | 'items'>;
export type DeviceBill = Pick<DeviceInputs, 'supplier' | 'invoiceRef' | 'obtainedOn' | 'items'>;
export type HomeCareBill = Pick<
  HomeCareInputs,
  'facilityId' | 'invoiceRef' | 'careSince' | 'from' | 'to' | 'items' | 'paidTo'
>;

/** What is asked for after an accident: the part of the inputs that somebody tells. */
export type AccidentAsk =
  | { readonly kind: 'treatment'; readonly inputs: TreatmentBill }
  | { readonly kind: 'transport'; readonly inputs: TransportCost }
  | { readonly kind: 'wage_replacement'; readonly inputs: WageDays }
  | { readonly kind: 'disability'; readonly inputs: StatedDisability }
  | { readonly kind: 'device'; readonly inputs: DeviceBill }
  | { readonly kind: 'home_care'; readonly inputs: HomeCareBill };

export type AssessAccident = Command<
  'AssessAccident',
  WithFacts & {
    readonly asked: Exclude<AccidentAsk, { readonly kind: 'treatment' }>;
    /** Of a disability: what the doctor's form names. */
    readonly form: DisabilityForm | null;
  }
>;
export type RequestCauseCorrection = Command<
  'RequestCauseCorrection',
  ToClaim & {
    readonly requestId: string;
    readonly to: CauseOfDeath;
    readonly accidentClaimId: string | null;
    readonly reasonCode: string;
    readonly facts: CorrectedFacts;
  }
>;
export type ApproveCauseCorrection = Command<
  'ApproveCauseCorrection',
  ToClaim & { readonly requestId: string; readonly facts: CorrectedFacts }
>;
export type AssessDeath = Command<'AssessDeath', WithFacts>;

export type ClaimCommand =
  | ReportAccident
  | ReportDeath
  | ConcludeAccident
  | RecordDoctorStatement
  | AcceptClaim
  | RefuseClaim
  | WithdrawClaim
  | ReopenClaim
  | CloseClaim
  | RequestVoiding
  | ApproveVoiding
  | DecideDispute
  | CorrectClaim
  | EstablishHeirs
  | RequestCauseCorrection
  | ApproveCauseCorrection
  | AssessTreatment
  | AssessAccident
  | AssessDeath
  | ApproveBenefit<ClaimFacts>
  | SecondApproval<ClaimFacts>
  | SendPayout<ClaimFacts>
  | RecheckApprovals<ClaimFacts>
  | BenefitCommand;
