import type { CalendarDay } from '../../kernel/calendar-day';
import { unreachable } from '../../kernel/event';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { PaymentTerms } from '../../programme/domain/programme.events';
import { purposeOf } from './purpose';
import type {
  Assessed,
  BenefitAssessed,
  BenefitEvent,
  DisabilityForm,
  PaperEvent,
  PayerOutcome,
  PayoutEvent,
  SecondApprovalRequired,
} from './benefit.events';
import { inOrder, type Placed, placeIn } from './in-order';
import { heldOf, type Overpayment } from './overpayments';
import { evolvePapers, type Paper } from './papers';
import {
  evolvePayouts,
  isMoving,
  type Payout,
  replacementAwaitsSecond,
  type ReplacementRequest,
} from './payouts';

export type BenefitStatus =
  | 'assessed'
  /** All that is owed had been paid under an earlier decision: there is nothing to approve. */
  | 'settled'
  | 'returned'
  | 'refused'
  /** Approved above the limit of one supervisor: nothing is scheduled yet. */
  | 'awaiting_second'
  | 'approved'
  | 'voided'
  | 'presented'
  | 'papers_missing'
  | 'guaranteed'
  | 'granted';

export type Presentation = {
  readonly branch: string;
  readonly channel: string;
  readonly presentedOn: CalendarDay;
  readonly papersCompleteOn: CalendarDay | null;
  readonly reference: string | null;
};

export type PayerDecision = {
  readonly outcome: string;
  readonly amount: number;
  readonly decidedOn: CalendarDay;
  readonly reference: string | null;
};

export type Benefit = Placed & {
  readonly assessed: Assessed;
  /** What was told of the person beside it; null where nothing was. */
  readonly told: DisabilityForm | 'erased' | null;
  readonly status: BenefitStatus;
  readonly approval: {
    readonly by: string;
    readonly shownRef: string;
    readonly secondedBy: string | null;
  } | null;
  /** By whom and how it will be paid, and which limit it is above, where it needs a second approval. */
  readonly aboveLimit: (PaymentTerms & { readonly limit: number }) | null;
  readonly presentation: Presentation | null;
  readonly payerDecision: PayerDecision | null;
  /** Why the approval would not be given now, as far as anybody has looked; null where it stands. */
  readonly contradictedBy: string | null;
  /** The decision that took its place, after a fact that both rest on was corrected. */
  readonly supersededBy: string | null;
  /** The correction of a fact that called for this decision in the place of another. */
  readonly correction: Correction | null;
  /** Every payee has had his money at least once. */
  readonly completed: boolean;
};

/** Who let a corrected fact stand, and on which day; null where an earlier release has not written it. */
export type Correction = { readonly by: string; readonly on: CalendarDay | null };

type ById<T> = Readonly<Record<string, T>>;

/** Papers, accounts, benefits and payouts of one right: one consistency boundary decides that nothing is paid twice. */
export type Benefits = {
  readonly papers: ById<Paper>;
  /** The keyed hash of each payee's account, by `kind:id`. */
  readonly accounts: ById<string>;
  readonly benefits: ById<Benefit>;
  readonly payouts: ById<Payout>;
  readonly replacements: ById<ReplacementRequest>;
  readonly overpayments: ById<Overpayment>;
};

export const noBenefits: Benefits = {
  papers: {},
  accounts: {},
  benefits: {},
  payouts: {},
  replacements: {},
  overpayments: {},
};

/** Whether the benefit still stands, so that the same thing may not be assessed again. */
export const isLive = ({ status, supersededBy }: Benefit): boolean =>
  supersededBy === null && status !== 'returned' && status !== 'refused' && status !== 'voided';

/** Whether it stands, or its money has left all the same: what it paid for is not paid for again. */
export const holds = (benefits: Benefits, benefit: Benefit): boolean =>
  isLive(benefit) ||
  payoutsOf(benefits, benefit.assessed.benefitId).some(
    (payout) => isMoving(payout) && (payout.status !== 'confirmed' || heldOf(payout, benefits) > 0),
  );

export const accountKey = (kind: string, id: string): string => `${kind}:${id}`;

/** @throws Rejection `not-found` */
export const knownBenefit = ({ benefits }: Benefits, benefitId: string): Benefit => {
  const benefit = benefits[benefitId];
  if (!benefit) throw new Rejection('not-found');
  return benefit;
};

export const payoutsOf = ({ payouts }: Benefits, benefitId: string): readonly Payout[] =>
  inOrder(payouts).filter((payout) => payout.benefitId === benefitId);

/** Never refuses: what is in the stream has happened. */
export const evolveBenefits = (state: Benefits, event: BenefitEvent): Benefits => {
  switch (event.type) {
    case 'DocumentReceived':
    case 'DocumentVerified':
    case 'DocumentReturned':
      return { ...state, papers: evolvePapers(state.papers, event) };
    case 'PayeeAccountRecorded': {
      const { payeeKind, payeeId, accountRef } = event.data;
      const accounts = { ...state.accounts, [accountKey(payeeKind, payeeId)]: accountRef };
      return { ...state, accounts };
    }
    case 'PayoutScheduled':
    case 'PayoutCancelled':
    case 'PayoutSent':
    case 'PayoutConfirmed':
    case 'PayoutFailed':
    case 'PayoutReturned':
    case 'PayoutOutcomeUnknown':
    case 'PayoutReplacementRequested':
    case 'PayoutReplacementApproved':
    case 'PayoutReplacementSeconded':
    case 'OverpaymentFound':
    case 'OverpaymentRepaid':
    case 'OverpaymentSetOff':
      return evolvePayouts(state, event);
    default:
      return evolveJudgements(state, event);
  }
};

type Judgement = Exclude<
  BenefitEvent,
  PaperEvent | PayoutEvent | { readonly type: 'PayeeAccountRecorded' }
>;

const evolveJudgements = (state: Benefits, event: Judgement): Benefits => {
  switch (event.type) {
    case 'BenefitAssessed':
      return withAssessed(state, event);
    case 'BenefitApproved': {
      const { benefitId, by, shownRef } = event.data;
      const approval = { by, shownRef, secondedBy: null };
      return change(state, benefitId, { status: 'approved', approval });
    }
    case 'SecondApprovalRequired':
      return awaitingSecond(state, event.data);
    case 'BenefitApprovalSeconded': {
      const { benefitId, by } = event.data;
      return withBenefit(state, benefitId, (benefit) => benefit && seconded(benefit, by));
    }
    case 'BenefitReturned':
      return change(state, event.data.benefitId, { status: 'returned' });
    case 'BenefitRefused':
      return change(state, event.data.benefitId, { status: 'refused' });
    case 'BenefitApprovalVoided':
      return change(state, event.data.benefitId, { status: 'voided' });
    case 'ApprovalRechecked':
      return change(state, event.data.benefitId, { contradictedBy: event.data.ground });
    case 'BenefitsPresented': {
      const { benefitIds, by: _by, ...presentation } = event.data;
      return benefitIds.reduce(
        (before, id) => change(before, id, { status: 'presented', presentation }),
        state,
      );
    }
    case 'PayerDecisionRecorded': {
      const { amounts, outcome, decidedOn, reference } = event.data;
      return amounts.reduce((before, { benefitId, amount }) => {
        const payerDecision = { outcome, amount, decidedOn, reference };
        const status = statusAfter(outcome, before, benefitId);
        return change(before, benefitId, { status, payerDecision });
      }, state);
    }
    case 'TreatmentPaid':
    case 'DeathSettled':
      return change(state, event.data.benefitId, { completed: true });
    default:
      throw unreachable(event);
  }
};

const withAssessed = (state: Benefits, event: BenefitAssessed): Benefits => {
  const { benefitId, supersedes } = event.data;
  const nth = placeIn(state.benefits, benefitId);
  const assessed = withBenefit(state, benefitId, () => newlyAssessed(event, nth));
  return supersedes === null ? assessed : change(assessed, supersedes, { supersededBy: benefitId });
};

/** What fell with its claim stays fallen, whatever the payer says of it later. */
const statusAfter = (outcome: PayerOutcome, state: Benefits, benefitId: string): BenefitStatus => {
  if (state.benefits[benefitId]?.status === 'voided') return 'voided';
  return isReplaced(state, benefitId) ? 'refused' : outcome;
};

const awaitingSecond = (
  state: Benefits,
  { benefitId, payoutId, payer, mode, limit }: SecondApprovalRequired['data'],
): Benefits =>
  payoutId === null
    ? change(state, benefitId, { status: 'awaiting_second', aboveLimit: { payer, mode, limit } })
    : replacementAwaitsSecond(state, payoutId);

const seconded = (benefit: Benefit, by: string): Benefit => ({
  ...benefit,
  status: 'approved',
  approval: benefit.approval && { ...benefit.approval, secondedBy: by },
});

/** A refused benefit that was assessed anew stays dead, whatever the payer says of it later: one of them is paid. */
const isReplaced = ({ benefits }: Benefits, benefitId: string): boolean => {
  const benefit = benefits[benefitId];
  return (
    benefit !== undefined &&
    !isLive(benefit) &&
    inOrder(benefits).some(
      (other) => isLive(other) && sameFacts(purposeOf(other.assessed), purposeOf(benefit.assessed)),
    )
  );
};

const newlyAssessed = ({ data, personal }: BenefitAssessed, nth: number): Benefit => ({
  assessed: data,
  told: Object.values(personal ?? {})[0] ?? null,
  status: isSettled(data) ? 'settled' : 'assessed',
  approval: null,
  aboveLimit: null,
  presentation: null,
  payerDecision: null,
  contradictedBy: null,
  supersededBy: null,
  correction: null,
  completed: false,
  nth,
});

const isSettled = ({ kind, inputs, total }: Assessed): boolean =>
  kind === 'death' && total === 0 && 'setOff' in inputs;

/** The decision, with the correction that it follows from. */
export const calledForBy = (correction: Correction, benefitId: string, state: Benefits): Benefits =>
  change(state, benefitId, { correction });

const change = (state: Benefits, benefitId: string, changed: Partial<Benefit>): Benefits =>
  withBenefit(state, benefitId, (benefit) => benefit && { ...benefit, ...changed });

const withBenefit = (
  state: Benefits,
  benefitId: string,
  next: (benefit: Benefit | undefined) => Benefit | undefined,
): Benefits => {
  const benefit = next(state.benefits[benefitId]);
  return benefit ? { ...state, benefits: { ...state.benefits, [benefitId]: benefit } } : state;
};
