import { calendarDay } from '../../../kernel/calendar-day';
import { idFrom } from '../../../kernel/name-based-id';
import { type Rupiah, rupiah } from '../../../kernel/rupiah';
import {
  accepted,
  accidentReported,
  deathReported,
  heirsEstablished,
} from '../../../claim/domain/testing/claims';
import { disbursed, place, programme, recorded } from '../../../claim/domain/testing/people';
import type { ClaimEvent } from '../../../claim/domain/claim.events';
import type { PaymentTerms } from '../../../programme/domain/programme.events';
import type {
  BenefitAssessed,
  OverpaymentFound,
  OverpaymentRepaid,
  Payee,
  PayoutCancelled,
  PayoutConfirmed,
  PayoutFailed,
  PayoutOutcomeUnknown,
  PayoutReplacementApproved,
  PayoutReplacementRequested,
  PayoutReturned,
  PayoutScheduled,
  PayoutSent,
} from '../benefit.events';
import { payoutIdOf } from '../payouts';
import {
  accidentForms,
  accidentPapers,
  accountRecorded,
  approved,
  deathAssessed,
  deathId,
  deathPapers,
  forSon,
  heirsAccounts,
  payerDecided,
  presented,
  toDaughter,
  toHospital,
  toWidow,
  treatmentAssessed,
  treatmentId,
} from './benefits';

// Money: what was ordered, what arrived, what came back.

type Scheduled = {
  readonly n?: number;
  readonly terms?: PaymentTerms;
  readonly accountRef?: string | null;
};

/** The n-th payout to a payee; each but the first replaces the one before it. */
export const scheduled = (
  { data: { benefitId, kind, scheme } }: BenefitAssessed,
  payee: Payee,
  { n = 0, terms = disbursed, accountRef = `acc-${payee.kind}-${payee.id}` }: Scheduled = {},
): PayoutScheduled => ({
  type: 'PayoutScheduled',
  data: {
    payoutId: payoutIdOf(benefitId, payee, n),
    benefitId,
    benefitKind: kind,
    scheme,
    programme,
    place,
    ...terms,
    payeeKind: payee.kind,
    payeeId: payee.id,
    onBehalfOf: payee.onBehalfOf,
    accountRef,
    amount: payee.amount,
    replaces: n === 0 ? null : payoutIdOf(benefitId, payee, n - 1),
  },
});

export const sent = (payoutId: string, by = 'ani'): PayoutSent => ({
  type: 'PayoutSent',
  data: { payoutId, attemptRef: idFrom(payoutId, 'attempt'), batchId: null, by },
});
export const confirmed = (
  payoutId: string,
  amount: Rupiah,
  changed: Partial<PayoutConfirmed['data']> = {},
): PayoutConfirmed => ({
  type: 'PayoutConfirmed',
  data: {
    payoutId,
    paidOn: calendarDay('2024-11-29'),
    amount,
    reference: 'bank-1',
    contradicts: false,
    by: 'ani',
    ...changed,
  },
});
export const failed = (payoutId: string): PayoutFailed => ({
  type: 'PayoutFailed',
  data: {
    payoutId,
    failedOn: calendarDay('2024-11-29'),
    reasonCode: 'account_closed',
    reference: null,
    by: 'ani',
  },
});
export const returned = (payoutId: string): PayoutReturned => ({
  type: 'PayoutReturned',
  data: {
    payoutId,
    returnedOn: calendarDay('2024-11-30'),
    reasonCode: 'account_closed',
    reference: null,
    by: 'ani',
  },
});
export const unknown = (payoutId: string): PayoutOutcomeUnknown => ({
  type: 'PayoutOutcomeUnknown',
  data: { payoutId, unknownSince: calendarDay('2024-11-29'), reasonCode: 'no_answer', by: 'ani' },
});
export const cancelled = (
  payoutId: string,
  reasonCode = 'asked_by_heir',
  by = 'ani',
): PayoutCancelled => ({ type: 'PayoutCancelled', data: { payoutId, reasonCode, by } });

const replacing = (
  { data: { payoutId, replaces, payeeKind, payeeId, accountRef, amount } }: PayoutScheduled,
  shownRef: string,
  by: string,
): PayoutReplacementRequested['data'] => ({
  payoutId,
  replaces: replaces ?? '',
  payeeKind,
  payeeId,
  accountRef,
  amount,
  reasonCode: 'account_corrected',
  shownRef,
  by,
});
export const replacementRequested = (
  next: PayoutScheduled,
  by = 'joko',
): PayoutReplacementRequested => ({
  type: 'PayoutReplacementRequested',
  data: replacing(next, 'shown-2', by),
});
export const replacementApproved = (
  next: PayoutScheduled,
  by = 'dewi',
): PayoutReplacementApproved => ({
  type: 'PayoutReplacementApproved',
  data: replacing(next, 'shown-3', by),
});
/** Asked for by Joko, let go by Dewi. */
export const replacedBy = (next: PayoutScheduled) => [
  replacementRequested(next),
  replacementApproved(next),
  next,
];

export const overpaymentFound = (payout: PayoutScheduled): OverpaymentFound => {
  const { payoutId, benefitId, amount } = payout.data;
  return {
    type: 'OverpaymentFound',
    data: {
      overpaymentId: idFrom(benefitId, 'overpayment', payoutId),
      benefitId,
      payoutId,
      amount,
    },
  };
};

export const repaid = (
  { data: { overpaymentId, benefitId, payoutId } }: OverpaymentFound,
  amount: number,
  changed: Partial<OverpaymentRepaid['data']> = {},
): OverpaymentRepaid => ({
  type: 'OverpaymentRepaid',
  data: {
    ...{ overpaymentId, benefitId, payoutId, amount: rupiah(amount) },
    repaidOn: calendarDay('2024-12-01'),
    reference: 'sts-1',
    by: 'ani',
    ...changed,
  },
});

// --- how far the two claims have come ---------------------------------------------------------------------------

/** A death claim that the office pays: accepted, papers of either cause verified, accounts known, 42,000,000 assessed by Siti. */
export const deathReady: readonly ClaimEvent[] = [
  deathReported(),
  accepted,
  heirsEstablished,
  ...deathPapers,
  ...accidentForms,
  ...heirsAccounts,
  deathAssessed,
];
export const widows = scheduled(deathAssessed, toWidow);
export const daughters = scheduled(deathAssessed, toDaughter);
export const sons = scheduled(deathAssessed, forSon);
/** ... and approved by Budi: three payouts wait. */
export const deathApproved: readonly ClaimEvent[] = [
  ...deathReady,
  approved(deathId),
  widows,
  daughters,
  sons,
];

/** ... or above what he lets go by himself: it waits for another supervisor. */
export const deathHeld: readonly ClaimEvent[] = [
  ...deathReady,
  approved(deathId),
  {
    type: 'SecondApprovalRequired',
    data: {
      ...{ benefitId: deathId, payoutId: null, payer: 'office', mode: 'disbursed' },
      ...{ amount: rupiah(42_000_000), limit: rupiah(20_000_000) },
    },
  },
];

/** A treatment claim that BPJS pays: accepted, papers verified, 3,200,000 assessed by Siti. */
export const treatmentReady: readonly ClaimEvent[] = [
  accidentReported(),
  accepted,
  ...accidentPapers,
  accountRecorded('facility', toHospital.id),
  treatmentAssessed,
];
export const hospitals = scheduled(treatmentAssessed, toHospital, { terms: recorded });
/** ... approved by Budi, */
export const treatmentApproved: readonly ClaimEvent[] = [
  ...treatmentReady,
  approved(treatmentId),
  hospitals,
];
/** ... presented by Siti, */
export const treatmentPresented: readonly ClaimEvent[] = [
  ...treatmentApproved,
  presented(treatmentId),
];
/** ... and granted by the payer. */
export const treatmentGranted: readonly ClaimEvent[] = [
  ...treatmentPresented,
  payerDecided(treatmentId, 'granted', 3_200_000),
];
