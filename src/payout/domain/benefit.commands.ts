import type { CalendarDay } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Rupiah } from '../../kernel/rupiah';
import type { BankAccount } from '../../participant/domain/participant.events';
import type { BenefitsPresented, PayeeKind, PayerOutcome } from './benefit.events';
import type { PaperCommand } from './papers';

/** Who asks, and the office's day. */
export type Asked = { readonly by: string; readonly today: CalendarDay };

/** How much one supervisor lets go by himself; null where there is no limit. */
type Authority = { readonly limit: Rupiah | null };

export type RecordPayeeAccount = Command<
  'RecordPayeeAccount',
  Asked & {
    readonly payeeKind: PayeeKind;
    readonly payeeId: string;
    readonly accountRef: string;
    readonly account: BankAccount;
    /** Whose key seals the account. */
    readonly subjectId: string;
  }
>;

export type ReturnBenefit = Command<
  'ReturnBenefit',
  Asked & { readonly benefitId: string; readonly reasonCode: string }
>;
export type RefuseBenefit = Command<
  'RefuseBenefit',
  Asked & { readonly benefitId: string; readonly ground: string; readonly citation: string }
>;
export type VoidApproval = Command<
  'VoidApproval',
  Asked & { readonly benefitId: string; readonly reasonCode: string }
>;

export type PresentBenefits = Command<
  'PresentBenefits',
  Asked & Omit<BenefitsPresented['data'], 'by'>
>;
export type RecordPayerDecision = Command<
  'RecordPayerDecision',
  Asked & {
    readonly outcome: PayerOutcome;
    readonly amounts: readonly { readonly benefitId: string; readonly amount: Rupiah }[];
    readonly decidedOn: CalendarDay;
    readonly reference: string | null;
  }
>;

type OfPayout = Asked & { readonly payoutId: string };

export type ConfirmPayout = Command<
  'ConfirmPayout',
  OfPayout & {
    readonly paidOn: CalendarDay;
    readonly amount: Rupiah;
    readonly reference: string | null;
  }
>;
export type FailPayout = Command<
  'FailPayout',
  OfPayout & {
    readonly failedOn: CalendarDay;
    readonly reasonCode: string;
    readonly reference: string | null;
  }
>;
export type ReturnPayout = Command<
  'ReturnPayout',
  OfPayout & {
    readonly returnedOn: CalendarDay;
    readonly reasonCode: string;
    readonly reference: string | null;
  }
>;
export type MarkPayoutUnknown = Command<
  'MarkPayoutUnknown',
  OfPayout & { readonly unknownSince: CalendarDay; readonly reasonCode: string }
>;
export type CancelPayout = Command<'CancelPayout', OfPayout & { readonly reasonCode: string }>;
/** `payoutId` is the payout that is over; the new one gets an id of its own. */
export type RequestReplacement = Command<
  'RequestReplacement',
  OfPayout & { readonly reasonCode: string; readonly shownRef: string }
>;
/** `payoutId` is the new one. */
export type ApproveReplacement = Command<
  'ApproveReplacement',
  OfPayout & { readonly shownRef: string } & Authority
>;
/** The same payout, let go by another supervisor. */
export type SecondReplacement = Command<
  'SecondReplacement',
  OfPayout & { readonly shownRef: string }
>;

export type RepayOverpayment = Command<
  'RepayOverpayment',
  Asked & {
    readonly overpaymentId: string;
    readonly amount: Rupiah;
    readonly repaidOn: CalendarDay;
    readonly reference: string;
  }
>;

/** What needs nothing but the benefits themselves to be decided. */
export type BenefitCommand =
  | PaperCommand
  | RecordPayeeAccount
  | ReturnBenefit
  | RefuseBenefit
  | VoidApproval
  | PresentBenefits
  | RecordPayerDecision
  | ConfirmPayout
  | FailPayout
  | ReturnPayout
  | MarkPayoutUnknown
  | CancelPayout
  | RequestReplacement
  | ApproveReplacement
  | SecondReplacement
  | RepayOverpayment;

/** What its owner, a claim or a scholarship, must look at again before it goes on: facts are checked twice. */
export type ApproveBenefit<Facts> = Command<
  'ApproveBenefit',
  Asked & {
    readonly benefitId: string;
    readonly shownRef: string;
    readonly facts: Facts;
  } & Authority
>;
/** Another supervisor lets go what is above the limit of one. */
export type SecondApproval<Facts> = Command<
  'SecondApproval',
  Asked & { readonly benefitId: string; readonly shownRef: string; readonly facts: Facts }
>;
export type RecheckApprovals<Facts> = Command<
  'RecheckApprovals',
  { readonly facts: Facts; readonly by: string }
>;
export type SendPayout<Facts> = Command<
  'SendPayout',
  OfPayout & { readonly facts: Facts; readonly batchId: string | null }
>;
