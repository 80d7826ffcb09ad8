import type { CalendarDay } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Participant } from '../../participant/domain/participant';
import type {
  ApproveBenefit,
  Asked,
  BenefitCommand,
  SendPayout,
} from '../../payout/domain/benefit.commands';
import type { Share } from '../../payout/domain/benefit-inputs';
import type { TreatmentInputs } from '../../payout/domain/benefit-inputs';
import type { PaymentTerms } from '../../programme/domain/programme.events';
import type { ClaimStatus } from './claim';
import type {
  Account,
  AccidentConcluded,
  AccidentReported,
  DeathReported,
  DoctorStatementRecorded,
  HeirClass,
  Reporter,
} from './claim.events';

/** What was read elsewhere before the decision, and is read again before an approval and a sending. */
export type ClaimFacts = {
  readonly participant: Participant;
  readonly participantVersion: number;
  readonly terms: PaymentTerms;
  /** The accident that a death names as its cause. */
  readonly accident: AccidentFacts | null;
};

export type AccidentFacts = {
  readonly status: ClaimStatus;
  readonly eventDay: CalendarDay;
  readonly workAccident: boolean;
};

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
export type ReopenClaim = Command<'ReopenClaim', WithReason>;
export type CloseClaim = Command<'CloseClaim', WithReason>;

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
  | EstablishHeirs
  | AssessTreatment
  | AssessDeath
  | ApproveBenefit<ClaimFacts>
  | SendPayout<ClaimFacts>
  | BenefitCommand;
