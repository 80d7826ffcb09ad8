import type { ClaimEvent } from '../../../claim/domain/claim.events';
import { Rejection } from '../../../kernel/rejection';
import type { Benefit } from '../benefits';
import { inOrder } from '../in-order';
import { judgesOf, type Payout } from '../payouts';
import type { Step } from './walk';

// What must hold after every step, whoever asked for what. A promise that is broken is a sentence.

type Promised = readonly [sentence: string, holds: (step: Step) => boolean];

/** What a command may answer when it comes a second time, where it is not silence. */
const ANSWERS_TWICE: Readonly<Record<string, string>> = { SendPayout: 'payout-already-sent' };

const PROMISES: readonly Promised[] = [
  ['nobody approves what he assessed', ({ history }) => approvals(history).every(byTwo)],
  ['nobody approves a replacement that he asked for', everyReplacementByTwo],
  ['nobody seconds what he judged', everySecondIsThird],
  ['nothing above the limit goes out without a second', everyHeldOneIsSeconded],
  ['nobody sends what he assessed, approved or asked for', everySenderIsThird],
  ['nobody confirms what he approved, or, where the office pays, judged', everyConfirmerIsThird],
  ['a payout is sent once, and by the office only', everyPayoutIsSentOnce],
  ['a benefit is completed once', everyBenefitIsCompletedOnce],
  ['one payout of a chain is on its way', oneOnItsWay],
  ['what arrived twice is found', everySecondArrivalIsFound],
  ['no more arrives than was approved and found', noMoreArrives],
  ['nobody voids a claim alone', everyVoidingByTwo],
  ['no money moves in a claim that is voided', voidedAtRest],
  ['a voided claim takes the payer’s word and nothing else', onlyLateWords],
  ['what arrives for a voided claim is found', everyLateArrivalIsFound],
  ['an approval holds for facts that still stand', everyFactStillStands],
  ['a repeat says nothing new', repeatSaysNothing],
];

/** The promises that a step has broken. */
export const brokenBy = (step: Step): readonly string[] =>
  PROMISES.filter(([, holds]) => !holds(step)).map(([sentence]) => sentence);

type Of<Type extends ClaimEvent['type']> = Extract<ClaimEvent, { readonly type: Type }>;
const only = <Type extends ClaimEvent['type']>(
  events: readonly ClaimEvent[],
  ...types: readonly Type[]
): readonly Of<Type>[] =>
  events.filter((event): event is Of<Type> => types.some((type) => type === event.type));

const approvals = (history: readonly ClaimEvent[]) =>
  only(history, 'BenefitApproved').map(({ data }) => ({
    benefitId: data.benefitId,
    approver: data.by,
    assessor: only(history, 'BenefitAssessed').find(
      (assessed) => assessed.data.benefitId === data.benefitId,
    )?.data.by,
  }));
const byTwo = ({ approver, assessor }: ReturnType<typeof approvals>[number]): boolean =>
  assessor !== undefined && approver !== assessor;

function everyReplacementByTwo({ events, claim }: Step): boolean {
  return only(events, 'PayoutReplacementApproved').every(({ data }) => {
    const request = claim.benefits.replacements[data.payoutId];
    return request && request.by !== data.by;
  });
}

function everySecondIsThird({ events, history, claim }: Step): boolean {
  const { benefits, payouts, replacements } = claim.benefits;
  const ofBenefits = only(events, 'BenefitApprovalSeconded').every(({ data }) =>
    approvals(history)
      .filter(({ benefitId }) => benefitId === data.benefitId)
      .every(({ approver, assessor }) => approver !== data.by && assessor !== data.by),
  );
  const ofReplacements = only(events, 'PayoutReplacementSeconded').every(({ data }) => {
    const request = replacements[data.payoutId];
    const benefit = benefits[payouts[data.payoutId]?.benefitId ?? ''];
    return ![request?.by, request?.approvedBy, benefit?.assessed.by].includes(data.by);
  });
  return ofBenefits && ofReplacements;
}

function everyHeldOneIsSeconded({ history }: Step): boolean {
  const scheduledFor = ({ benefitId, payoutId }: Of<'SecondApprovalRequired'>['data']) =>
    only(history, 'PayoutScheduled').some(({ data }) =>
      payoutId === null ? data.benefitId === benefitId : data.payoutId === payoutId,
    );
  const isSeconded = ({ benefitId, payoutId }: Of<'SecondApprovalRequired'>['data']) =>
    payoutId === null
      ? only(history, 'BenefitApprovalSeconded').some(({ data }) => data.benefitId === benefitId)
      : only(history, 'PayoutReplacementSeconded').some(({ data }) => data.payoutId === payoutId);
  return only(history, 'SecondApprovalRequired').every(
    ({ data }) => !scheduledFor(data) || isSeconded(data),
  );
}

const judgedBy = ({ claim }: Step, payoutId: string) => {
  const payout = claim.benefits.payouts[payoutId];
  const benefit = payout && claim.benefits.benefits[payout.benefitId];
  if (!payout || !benefit) throw new Error('A payout without a benefit.');
  const { assessed, approved, asked } = judgesOf(benefit, payout, claim.benefits);
  return { mode: payout.mode, approved, all: [...assessed, asked, ...approved] };
};

function everySenderIsThird(step: Step): boolean {
  return only(step.events, 'PayoutSent').every(
    ({ data }) => !judgedBy(step, data.payoutId).all.includes(data.by),
  );
}

function everyConfirmerIsThird(step: Step): boolean {
  return only(step.events, 'PayoutConfirmed').every(({ data }) => {
    const { mode, approved, all } = judgedBy(step, data.payoutId);
    return !(mode === 'disbursed' ? all : approved).includes(data.by);
  });
}

const differ = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

function everyPayoutIsSentOnce({ history, claim }: Step): boolean {
  const sent = only(history, 'PayoutSent').map(({ data }) => data.payoutId);
  return differ(sent) && sent.every((id) => claim.benefits.payouts[id]?.mode === 'disbursed');
}

function everyBenefitIsCompletedOnce({ history }: Step): boolean {
  return differ(only(history, 'TreatmentPaid', 'DeathSettled').map(({ data }) => data.benefitId));
}

/**
 * What is owed to one payee. Where the office pays, an assessment that follows another owes the same; a payer who
 * refused and pays nevertheless has paid another benefit.
 */
const chainsOf = ({ claim }: Step): readonly (readonly Payout[])[] => {
  const keyOf = (payout: Payout): string =>
    [
      payout.mode === 'disbursed' ? payout.benefitKind : payout.benefitId,
      payout.payeeKind,
      payout.payeeId,
      payout.onBehalfOf,
    ].join();
  const payouts = Object.values(claim.benefits.payouts);
  return [...new Set(payouts.map(keyOf))].map((key) =>
    payouts.filter((payout) => keyOf(payout) === key),
  );
};

const having = (chain: readonly Payout[], ...statuses: readonly Payout['status'][]) =>
  chain.filter(({ status }) => statuses.includes(status));

/** A second one may be on its way beside one that turned out to have arrived; it is found below. */
function oneOnItsWay(step: Step): boolean {
  return chainsOf(step).every(
    (chain) =>
      having(chain, 'scheduled', 'sent', 'unknown').length <= 1 &&
      (having(chain, 'scheduled').length === 0 || having(chain, 'confirmed').length === 0),
  );
}

const found = (history: readonly ClaimEvent[]) => only(history, 'OverpaymentFound');

function everySecondArrivalIsFound(step: Step): boolean {
  return chainsOf(step).every((chain) => {
    const ids = new Set(
      found(step.history)
        .filter(({ data }) => chain.some(({ payoutId }) => payoutId === data.payoutId))
        .map(({ data }) => data.overpaymentId),
    );
    return having(chain, 'confirmed').length - 1 <= ids.size;
  });
}

function everyVoidingByTwo({ history }: Step): boolean {
  return only(history, 'ClaimVoided').every(({ data }) =>
    only(history, 'ClaimVoidingRequested').some(
      (asked) => asked.data.requestId === data.requestId && asked.data.by !== data.by,
    ),
  );
}

function voidedAtRest({ events, claim }: Step): boolean {
  const payouts = Object.values(claim.benefits.payouts);
  return (
    only(events, 'ClaimVoided').length === 0 ||
    having(payouts, 'scheduled', 'sent', 'unknown', 'confirmed').length === 0
  );
}

const LATE_WORDS: readonly ClaimEvent['type'][] = [
  'PayerDecisionRecorded',
  'PayoutConfirmed',
  'PayoutFailed',
  'PayoutReturned',
  'OverpaymentFound',
];

function everyLateArrivalIsFound({ history }: Step): boolean {
  const at = history.findIndex(({ type }) => type === 'ClaimVoided');
  const later = at === -1 ? [] : history.slice(at);
  const known = found(history).map(({ data }) => data.payoutId);
  return only(later, 'PayoutConfirmed').every(({ data }) => known.includes(data.payoutId));
}

function onlyLateWords({ history }: Step): boolean {
  const at = history.findIndex(({ type }) => type === 'ClaimVoided');
  return at === -1 || history.slice(at + 1).every(({ type }) => LATE_WORDS.includes(type));
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** An assessment after another is of the same right where the office pays: the larger of both is what was approved. */
function noMoreArrives({ history, claim }: Step): boolean {
  const { payouts, benefits } = claim.benefits;
  const arrived = having(inOrder(payouts), 'confirmed').map(
    ({ confirmation }) => confirmation?.amount ?? 0,
  );
  const wasApproved = ({ approval }: Benefit): boolean => approval !== null;
  const approved = inOrder(benefits)
    .filter(wasApproved)
    .map(({ assessed }) => assessed.total);
  const isRecorded = inOrder(payouts).some(({ mode }) => mode === 'recorded');
  const owed = isRecorded ? sum(approved) : Math.max(0, ...approved);
  const overpaid = new Map(
    found(history).map(({ data }) => [data.overpaymentId, data.amount] as const),
  );
  return sum(arrived) <= owed + sum([...overpaid.values()]);
}

function repeatSaysNothing({ command, repeat }: Step): boolean {
  if (repeat instanceof Rejection) return repeat.code === ANSWERS_TWICE[command.type];
  return repeat.length === 0;
}

/** Whoever approves or sends has read the participant again: cover and income are those that were assessed. */
function everyFactStillStands({ command, events, claim }: Step): boolean {
  if (command.type !== 'ApproveBenefit' && command.type !== 'SendPayout') return true;
  const benefitIds = [
    ...only(events, 'BenefitApproved').map(({ data }) => data.benefitId),
    ...only(events, 'PayoutSent').map(
      ({ data }) => claim.benefits.payouts[data.payoutId]?.benefitId ?? '',
    ),
  ];
  return benefitIds.every((id) => {
    const { inputs, decidingDay } = claim.benefits.benefits[id]?.assessed ?? {};
    if (!inputs || !decidingDay) return false;
    const period = command.data.facts.participant.periods.find(
      ({ from, lastCoveredOn }) => from <= decidingDay && decidingDay <= lastCoveredOn,
    );
    return inputs.cover === 'covered'
      ? period?.declaredIncome === inputs.declaredIncome
      : period === undefined;
  });
}
