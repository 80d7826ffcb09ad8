import { calendarDay } from '../../../kernel/calendar-day';
import { type Rupiah, rupiah } from '../../../kernel/rupiah';
import type {
  ApproveBenefit,
  ApproveReplacement,
  CancelPayout,
  ConfirmPayout,
  FailPayout,
  MarkPayoutUnknown,
  PresentBenefits,
  RecordPayeeAccount,
  RecordPayerDecision,
  RefuseBenefit,
  RepayOverpayment,
  RequestReplacement,
  ReturnBenefit,
  ReturnPayout,
  SecondApproval,
  SecondReplacement,
  SendPayout,
  VoidApproval,
} from '../benefit.commands';
import type { PaperKind, PayeeKind, PayerOutcome } from '../benefit.events';
import type { RecordPaper, ReturnPaper, VerifyPaper } from '../papers';

// What people ask for on a benefit's way to money. The office's day is the same for all of them.

export const today = calendarDay('2024-12-02');
const asked = (by: string) => ({ by, today });

export const approve = <Facts>(
  benefitId: string,
  facts: Facts,
  by = 'budi',
  limit: Rupiah | null = null,
): ApproveBenefit<Facts> => ({
  type: 'ApproveBenefit',
  data: { ...asked(by), benefitId, shownRef: 'shown-1', facts, limit },
});
export const second = <Facts>(
  benefitId: string,
  facts: Facts,
  by = 'dewi',
): SecondApproval<Facts> => ({
  type: 'SecondApproval',
  data: { ...asked(by), benefitId, shownRef: 'shown-1', facts },
});
export const returnToAssessor = (benefitId: string, by = 'budi'): ReturnBenefit => ({
  type: 'ReturnBenefit',
  data: { ...asked(by), benefitId, reasonCode: 'wrong_sum' },
});
export const refuseBenefit = (benefitId: string, by = 'budi'): RefuseBenefit => ({
  type: 'RefuseBenefit',
  data: { ...asked(by), benefitId, ground: 'not_covered', citation: 'PP 44/2015 art. 11' },
});
export const takeBack = (benefitId: string, by = 'budi'): VoidApproval => ({
  type: 'VoidApproval',
  data: { ...asked(by), benefitId, reasonCode: 'mistake' },
});

export const recordAccount = (
  payeeKind: PayeeKind,
  payeeId: string,
  accountRef: string,
  by = 'siti',
): RecordPayeeAccount => ({
  type: 'RecordPayeeAccount',
  data: {
    ...asked(by),
    payeeKind,
    payeeId,
    accountRef,
    account: { bank: 'Bank Sumsel Babel', number: '000', holder: 'Tanpa Nama' },
    subjectId: payeeId,
  },
});

export const recordPaper = (
  kind: PaperKind,
  changed: Partial<RecordPaper['data']> = {},
): RecordPaper => ({
  type: 'RecordPaper',
  data: {
    documentId: `doc-${kind}`,
    kind,
    concerns: null,
    issuedOn: null,
    receivedOn: calendarDay('2024-11-12'),
    pages: null,
    fileRef: null,
    subjectId: 'par-1',
    details: { number: null, issuer: null, keptAt: null },
    by: 'siti',
    ...changed,
  },
});
export const verifyPaper = (documentId: string): VerifyPaper => ({
  type: 'VerifyPaper',
  data: { documentId, by: 'siti' },
});
export const returnPaper = (documentId: string): ReturnPaper => ({
  type: 'ReturnPaper',
  data: { documentId, reasonCode: 'illegible', by: 'siti' },
});

export const present = (
  benefitIds: readonly string[],
  changed: Partial<PresentBenefits['data']> = {},
): PresentBenefits => ({
  type: 'PresentBenefits',
  data: {
    ...asked('siti'),
    benefitIds,
    branch: 'palembang',
    channel: 'counter',
    presentedOn: calendarDay('2024-11-25'),
    papersCompleteOn: calendarDay('2024-11-25'),
    reference: 'surat-1',
    ...changed,
  },
});
export const payerDecides = (
  benefitId: string,
  outcome: PayerOutcome,
  amount: number,
  changed: Partial<RecordPayerDecision['data']> = {},
): RecordPayerDecision => ({
  type: 'RecordPayerDecision',
  data: {
    ...asked('siti'),
    outcome,
    amounts: [{ benefitId, amount: rupiah(amount) }],
    decidedOn: calendarDay('2024-11-28'),
    reference: 'bpjs-1',
    ...changed,
  },
});

export const send = <Facts>(payoutId: string, facts: Facts, by = 'ani'): SendPayout<Facts> => ({
  type: 'SendPayout',
  data: { ...asked(by), payoutId, facts, batchId: null },
});
export const confirm = (
  payoutId: string,
  amount: Rupiah,
  changed: Partial<ConfirmPayout['data']> = {},
): ConfirmPayout => ({
  type: 'ConfirmPayout',
  data: {
    ...asked('ani'),
    payoutId,
    paidOn: calendarDay('2024-11-29'),
    amount,
    reference: 'bank-1',
    ...changed,
  },
});
export const fail = (payoutId: string, changed: Partial<FailPayout['data']> = {}): FailPayout => ({
  type: 'FailPayout',
  data: {
    ...asked('ani'),
    payoutId,
    failedOn: calendarDay('2024-11-29'),
    reasonCode: 'account_closed',
    reference: null,
    ...changed,
  },
});
export const giveBack = (
  payoutId: string,
  changed: Partial<ReturnPayout['data']> = {},
): ReturnPayout => ({
  type: 'ReturnPayout',
  data: {
    ...asked('ani'),
    payoutId,
    returnedOn: calendarDay('2024-11-30'),
    reasonCode: 'account_closed',
    reference: null,
    ...changed,
  },
});
export const markUnknown = (payoutId: string, by = 'ani'): MarkPayoutUnknown => ({
  type: 'MarkPayoutUnknown',
  data: {
    ...asked(by),
    payoutId,
    unknownSince: calendarDay('2024-11-29'),
    reasonCode: 'no_answer',
  },
});
export const cancel = (payoutId: string, by = 'ani'): CancelPayout => ({
  type: 'CancelPayout',
  data: { ...asked(by), payoutId, reasonCode: 'asked_by_heir' },
});
export const requestReplacement = (
  payoutId: string,
  changed: Partial<RequestReplacement['data']> = {},
): RequestReplacement => ({
  type: 'RequestReplacement',
  data: {
    ...asked('joko'),
    payoutId,
    reasonCode: 'account_corrected',
    shownRef: 'shown-2',
    ...changed,
  },
});
export const approveReplacement = (
  payoutId: string,
  by = 'dewi',
  limit: Rupiah | null = null,
): ApproveReplacement => ({
  type: 'ApproveReplacement',
  data: { ...asked(by), payoutId, shownRef: 'shown-3', limit },
});
export const secondReplacement = (payoutId: string, by = 'tono'): SecondReplacement => ({
  type: 'SecondReplacement',
  data: { ...asked(by), payoutId, shownRef: 'shown-4' },
});
export const repay = (
  overpaymentId: string,
  amount: number,
  changed: Partial<RepayOverpayment['data']> = {},
): RepayOverpayment => ({
  type: 'RepayOverpayment',
  data: {
    ...asked('ani'),
    overpaymentId,
    amount: rupiah(amount),
    repaidOn: calendarDay('2024-12-01'),
    reference: 'sts-1',
    ...changed,
  },
});
