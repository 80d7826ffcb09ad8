import { scheduleById } from '../benefit-schedule/domain/benefit-schedule';
import { openPointsUsed } from '../benefit-schedule/domain/open-points-used';
import { SCHEDULES } from '../benefit-schedule/domain/schedules';
import { money } from '../platform/http/money';
import {
  benefitRef,
  payoutRef,
  type PublicId,
  publicId,
  publicIdOrNull,
} from '../platform/http/public-ids';
import type { Owner } from './benefit-streams';
import { benefitDetails } from './benefit-details.view';
import type { Assessed, AssessedLine, Payee, PayeeKind } from './domain/benefit.events';
import type { Benefit, Benefits } from './domain/benefits';
import { inOrder } from './domain/in-order';
import { openAmount, type Overpayment, repaidOf } from './domain/overpayments';
import type { Paper } from './domain/papers';
import type { Payout, ReplacementRequest } from './domain/payouts';

// What the outside sees of papers, benefits and payouts: public ids, and nothing personal.

export const papersView = ({ papers }: Benefits) => inOrder(papers).map(paperView);

export const paperView = ({ received, status }: Paper) => ({
  id: publicId('doc', received.documentId),
  kind: received.kind,
  concerns: publicIdOrNull('mem', received.concerns),
  issuedOn: received.issuedOn,
  receivedOn: received.receivedOn,
  pages: received.pages,
  status,
});

export const benefitsView = (owner: Owner, { benefits }: Benefits) =>
  inOrder(benefits).map((benefit) => benefitView(owner, benefit));

export const benefitView = (owner: Owner, benefit: Benefit) => {
  const { assessed, status, approval, aboveLimit, presentation } = benefit;
  const { payerDecision, contradictedBy } = benefit;
  const { inputs } = assessed;
  return {
    id: benefitIdOf(owner, assessed.benefitId),
    kind: assessed.kind,
    scheme: assessed.scheme,
    status: benefit.supersededBy === null ? status : ('superseded' as const),
    schedule: assessed.scheduleId,
    decidingDay: assessed.decidingDay,
    cover: inputs.cover,
    monthsPaid: inputs.monthsPaid,
    declaredIncome: money(inputs.declaredIncome),
    details: benefitDetails(assessed),
    lines: assessed.lines.map(lineView),
    openPoints: openPointsOf(assessed),
    total: money(assessed.total),
    payees: assessed.payees.map(payeeView),
    assessedBy: assessed.by,
    approvedBy: approval?.by ?? null,
    secondedBy: approval?.secondedBy ?? null,
    approvalLimit: aboveLimit && money(aboveLimit.limit),
    contradictedBy: contradictedBy && contradictedBy.replaceAll('_', '-'),
    presentation,
    payerDecision: payerDecision && { ...payerDecision, amount: money(payerDecision.amount) },
  };
};

/** What no statute settles and was applied all the same, with the value applied. */
const openPointsOf = ({ kind, scheme, scheduleId, inputs, lines }: Assessed) =>
  openPointsUsed(scheduleById(scheduleId, SCHEDULES), {
    kind,
    scheme,
    cover: inputs.cover,
    lineCodes: lines.map(({ code }) => code),
    reasonCodes: lines.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
  });

const lineView = ({ code, concerns, claimed, granted, reasons }: AssessedLine) => ({
  code,
  concerns: publicIdOrNull('mem', concerns),
  claimed: money(claimed),
  granted: money(granted),
  reasons: reasons.map((reason) => ({ ...reason, code: reason.code.replaceAll('_', '-') })),
});

const payeeView = ({ kind, id, onBehalfOf, share, amount }: Payee) => ({
  kind,
  id: payeeIdOf(kind, id),
  onBehalfOf: publicIdOrNull('mem', onBehalfOf),
  share,
  amount: money(amount),
});

/** A facility goes by its code in the table of hospitals, everybody else by a public id. */
export const payeeIdOf = (kind: string, id: string): string => {
  if ((kind as PayeeKind) === 'facility') return id;
  return publicId((kind as PayeeKind) === 'participant' ? 'par' : 'mem', id);
};

export const payoutsView = (owner: Owner, { payouts, replacements }: Benefits) => [
  ...inOrder(payouts).map((payout) => payoutView(owner, payout)),
  ...inOrder(replacements)
    .filter(({ payoutId }) => !payouts[payoutId])
    .map((request) => replacementRequestView(owner, request)),
];

export const payoutView = (owner: Owner, payout: Payout) => ({
  id: payoutIdOf(owner, payout.payoutId),
  benefitId: benefitIdOf(owner, payout.benefitId),
  benefitKind: payout.benefitKind,
  scheme: payout.scheme,
  status: payout.status,
  payer: payout.payer,
  mode: payout.mode,
  payeeKind: payout.payeeKind,
  payeeId: payeeIdOf(payout.payeeKind, payout.payeeId),
  onBehalfOf: publicIdOrNull('mem', payout.onBehalfOf),
  accountRef: payout.accountRef,
  amount: money(payout.amount),
  paidOn: payout.confirmation?.paidOn ?? null,
  paidAmount: payout.confirmation && money(payout.confirmation.amount),
  reference: payout.confirmation?.reference ?? null,
  replaces: payout.replaces ? payoutIdOf(owner, payout.replaces) : null,
});

/** What arrived and was not owed: how much, what came back, and what is still open. */
export const overpaymentView = (owner: Owner, benefits: Benefits, overpayment: Overpayment) => ({
  id: publicId('ovp', overpayment.overpaymentId),
  benefitId: benefitIdOf(owner, overpayment.benefitId),
  payoutId: payoutIdOf(owner, overpayment.payoutId),
  amount: money(overpayment.amount),
  repaid: money(repaidOf(overpayment)),
  setOff: money(overpayment.setOff),
  open: money(openAmount(overpayment, benefits)),
  repayments: overpayment.repayments.map(({ amount, ...repayment }) => ({
    amount: money(amount),
    ...repayment,
  })),
});

export const overpaymentsView = (owner: Owner, benefits: Benefits) =>
  inOrder(benefits.overpayments).map((one) => overpaymentView(owner, benefits, one));

/** A replacement that waits for its approval: it has an id to approve it by, and is no payout yet. */
const replacementRequestView = (owner: Owner, request: ReplacementRequest) => ({
  id: payoutIdOf(owner, request.payoutId),
  status: request.awaitsSecond ? ('awaiting_second' as const) : ('requested' as const),
  payeeKind: request.payeeKind,
  payeeId: payeeIdOf(request.payeeKind, request.payeeId),
  accountRef: request.accountRef,
  amount: money(request.amount),
  replaces: payoutIdOf(owner, request.replaces),
  requestedBy: request.by,
  approvedBy: request.approvedBy,
});

export const benefitIdOf = ({ kind, id }: Owner, benefitId: string): PublicId<'ben'> =>
  benefitRef({ stream: kind, streamId: id, benefitId });

export const payoutIdOf = ({ kind, id }: Owner, payoutId: string): PublicId<'pyt'> =>
  payoutRef({ stream: kind, streamId: id, payoutId });
