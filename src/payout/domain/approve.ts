import { Rejection } from '../../kernel/rejection';
import { total } from '../../kernel/rupiah';
import type { PaymentTerms, Place } from '../../programme/domain/programme.events';
import { type Figures, mustStillStand } from './assess';
import type {
  ApproveBenefit,
  Asked,
  RefuseBenefit,
  ReturnBenefit,
  SecondApproval,
  VoidApproval,
} from './benefit.commands';
import type { Assessed, BenefitEvent, Payee, PayoutScheduled } from './benefit.events';
import { accountKey, type Benefit, type Benefits, knownBenefit, payoutsOf } from './benefits';
import { missingPapers, type RequiredPaper } from './papers';
import { isMoving, letGoBy, payoutIdOf } from './payouts';

/** What the owner of a benefit says of it on the day of the judgement. */
export type Standing = {
  readonly figures: Figures;
  readonly terms: PaymentTerms;
  readonly programme: string;
  readonly place: Place;
  readonly requiredPapers: readonly RequiredPaper[];
  /** Throws what stands in the way of any approval. */
  readonly mayApprove: () => void;
};

/** Approving lets the money go: a second person, the same facts, the papers there, an account for each payee. */
export const approve = (
  {
    benefitId,
    shownRef,
    limit,
    by,
  }: Pick<ApproveBenefit<unknown>['data'], 'benefitId' | 'shownRef' | 'limit' | 'by'>,
  benefits: Benefits,
  standing: Standing,
): readonly BenefitEvent[] => {
  const benefit = knownBenefit(benefits, benefitId);
  const { assessed, approval } = benefit;
  if (approval && benefit.status !== 'voided') {
    if (approval.by === by && approval.shownRef === shownRef) return [];
    throw new Rejection('already-approved');
  }
  mustBeAssessed(benefit);
  if (assessed.by === by) throw new Rejection('self-approval');
  if (assessed.total === 0) throw nothingGranted(assessed);
  const payouts = payoutsFor(assessed, benefits, standing);
  const approved: BenefitEvent = { type: 'BenefitApproved', data: { benefitId, shownRef, by } };
  const amount = total(payouts.map(({ data }) => data.amount));
  // The right to a scholarship is no money yet: there is nothing that a limit could hold.
  const isWithin = limit === null || amount === 0 || letGoBy(by, benefits) + amount <= limit;
  if (isWithin) return [approved, ...payouts];
  const { payer, mode } = standing.terms;
  const held = { benefitId, payoutId: null, payer, mode, amount, limit };
  return [approved, { type: 'SecondApprovalRequired', data: held }];
};

/** Above the limit of one: a supervisor who is neither the assessor nor the first, shown the same, on the same facts. */
export const second = (
  {
    benefitId,
    shownRef,
    by,
  }: Pick<SecondApproval<unknown>['data'], 'benefitId' | 'shownRef' | 'by'>,
  benefits: Benefits,
  standing: Standing,
): readonly BenefitEvent[] => {
  const { assessed, approval, status } = knownBenefit(benefits, benefitId);
  if (approval?.secondedBy === by && status !== 'voided') return [];
  if (!approval || status !== 'awaiting_second')
    throw new Rejection('second-approval-not-needed', { status });
  if (assessed.by === by || approval.by === by) throw new Rejection('self-approval');
  if (approval.shownRef !== shownRef) throw new Rejection('facts-changed', { what: 'account' });
  return [
    { type: 'BenefitApprovalSeconded', data: { benefitId, shownRef, by } },
    ...payoutsFor(assessed, benefits, standing),
  ];
};

/** What an approval lets go, where nothing stands in its way. */
const payoutsFor = (
  assessed: Assessed,
  benefits: Benefits,
  standing: Standing,
): readonly PayoutScheduled[] => {
  standing.mayApprove();
  mustStillStand(assessed, standing.figures);

  const missing = missingPapers(benefits, standing.requiredPapers);
  if (missing.length > 0) throw new Rejection('papers-missing', { kinds: missing });
  return assessed.payees.map((payee) => scheduled(assessed, payee, benefits, standing));
};

/** Rules that have a problem code of their own where they leave nothing to pay. */
const ZERO_CODES: readonly string[] = [
  'not_covered_on_date',
  'cover_needs_confirmation',
  'contributions_in_arrears',
  'arrears_too_long',
  'cash_after_recovery',
  'claim_expired',
  'scholarship_needs_three_years',
  'scholarship_child_limit',
  'scholarship_age_limit',
];

const nothingGranted = ({ lines, scheduleId, decidingDay }: Assessed): Rejection => {
  const reasons = lines.flatMap((line) => line.reasons);
  const reason = reasons.find(({ code }) => ZERO_CODES.includes(code)) ?? reasons[0];
  const code = reason && ZERO_CODES.includes(reason.code) ? reason.code : 'nothing_granted';
  return new Rejection(
    code.replaceAll('_', '-'),
    { decidingDay },
    { version: scheduleId, citation: reason?.citation ?? scheduleId },
  );
};

const scheduled = (
  { benefitId, kind, scheme }: Assessed,
  payee: Payee,
  { accounts }: Benefits,
  { terms: { payer, mode }, programme, place }: Standing,
): PayoutScheduled => {
  const accountRef = accounts[accountKey(payee.kind, payee.id)] ?? null;
  if (mode === 'disbursed' && accountRef === null)
    throw new Rejection('payee-account-missing', { payeeKind: payee.kind });
  return {
    type: 'PayoutScheduled',
    data: {
      payoutId: payoutIdOf(benefitId, payee, 0),
      benefitId,
      benefitKind: kind,
      scheme,
      programme,
      place,
      payer,
      mode,
      payeeKind: payee.kind,
      payeeId: payee.id,
      onBehalfOf: payee.onBehalfOf,
      accountRef,
      amount: payee.amount,
      replaces: null,
    },
  };
};

const mustBeAssessed = ({ status, supersededBy }: Benefit): void => {
  if (supersededBy !== null) throw new Rejection('benefit-not-open', { status: 'superseded' });
  if (status !== 'assessed') throw new Rejection('benefit-not-open', { status });
};

export const returnBenefit = (
  { benefitId, reasonCode, by }: ReturnBenefit['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const benefit = knownBenefit(benefits, benefitId);
  if (benefit.status === 'returned') return [];
  mustBeAssessed(benefit);
  return [{ type: 'BenefitReturned', data: { benefitId, reasonCode, by } }];
};

export const refuseBenefit = (
  { benefitId, ground, citation, by }: RefuseBenefit['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const benefit = knownBenefit(benefits, benefitId);
  if (benefit.status === 'refused' && !benefit.payerDecision) return [];
  mustBeAssessed(benefit);
  if (benefit.assessed.by === by) throw new Rejection('self-approval');
  return [{ type: 'BenefitRefused', data: { benefitId, ground, citation, by } }];
};

/** Takes an approval back while no money has ever left (a payout that failed may still turn out to have arrived) and the payer has not been asked. */
export const voidApproval = (
  { benefitId, reasonCode, by }: Omit<VoidApproval['data'], keyof Asked> & { readonly by: string },
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const benefit = knownBenefit(benefits, benefitId);
  if (benefit.status === 'voided') return [];
  if (!benefit.approval) throw new Rejection('benefit-not-open', { status: benefit.status });
  const payouts = payoutsOf(benefits, benefitId);
  const left = payouts.some((payout) => isMoving(payout) || payout.sentBy !== null);
  const waits = benefit.status === 'approved' || benefit.status === 'awaiting_second';
  if (!waits || left) throw new Rejection('money-moving');

  const unsent = payouts.filter(({ status }) => status === 'scheduled');
  const payoutIds = unsent.map(({ payoutId }) => payoutId);
  return [
    { type: 'BenefitApprovalVoided', data: { benefitId, payoutIds, reasonCode, by } },
    ...payoutIds.map((payoutId): BenefitEvent => ({
      type: 'PayoutCancelled',
      data: { payoutId, reasonCode: 'approval_voided', by },
    })),
  ];
};
