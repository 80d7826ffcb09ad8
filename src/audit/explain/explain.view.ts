import { scheduleById } from '../../benefit-schedule/domain/benefit-schedule';
import { ruleOfLine } from '../../benefit-schedule/domain/rule-of-line';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import type { Owner } from '../../payout/benefit-streams';
import { benefitDetails } from '../../payout/benefit-details.view';
import { reasonWords } from '../../payout/benefit-words';
import { benefitIdOf, overpaymentView, payeeIdOf, payoutIdOf } from '../../payout/benefits.view';
import type { AssessedLine } from '../../payout/domain/benefit.events';
import type { Benefit, Benefits } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { openAmount } from '../../payout/domain/overpayments';
import type { Payout } from '../../payout/domain/payouts';
import { replay } from '../../payout/domain/replay';
import { setOffIn } from '../../payout/domain/set-off';
import { money } from '../../platform/http/money';
import { publicId, publicIdOrNull } from '../../platform/http/public-ids';
import { type Language, say } from '../../platform/http/words';
import { historyLineView } from '../history';
import {
  benefitSentence,
  coverSentence,
  lineSentence,
  overpaymentSentences,
  payoutSentence,
  reasonsOf,
  setOffSentences,
  shareSentence,
  sumsSentences,
} from './sentences';
import { caseChecks, caseSums } from './case-sums';
import { aboutOf, type Recorded } from './steps';
import { chainsOf, type Check, checksOf, counts, isFor, moneyCheck, sumsOf } from './sums';

type Told = {
  readonly owner: Owner;
  readonly benefits: Benefits;
  readonly history: readonly Recorded[];
  readonly language: Language;
};

/** Why each rupiah of a case was claimed, granted, ordered and paid: by which facts, under which rule, to whom. */
export const explanationView = (told: Told) => {
  const { owner, benefits, history, language } = told;
  const explained = inOrder(benefits.benefits).map((benefit) => ofBenefit(benefit, told));
  const sums = caseSums(benefits);
  const checks = [
    ...explained.flatMap((one) => one.checks),
    ...caseChecks(benefits, history),
    moneyCheck(benefits, history),
  ];
  return {
    id: publicId(owner.kind === 'claim' ? 'clm' : 'sch', owner.id),
    version: history.length,
    says: sumsSentences(sums, language).join(' '),
    sums: inMoney(sums),
    addsUp: checks.every(({ holds }) => holds),
    checks: checks.filter(({ holds }) => !holds).map(checkView),
    case: stepsOf(told, (about) => about.of === 'case'),
    benefits: explained.map(({ view }) => view),
    overpayments: overpaymentsOf(told),
  };
};

/** What arrived and was not owed, with what became of it, and the events that say so. */
const overpaymentsOf = (told: Told) => {
  const { owner, benefits, language } = told;
  return inOrder(benefits.overpayments).map((one) => ({
    ...overpaymentView(owner, benefits, one),
    says: overpaymentSentences(one, openAmount(one, benefits), language),
    steps: stepsOf(
      told,
      (_, { data }) => 'overpaymentId' in data && data.overpaymentId === one.overpaymentId,
    ),
  }));
};

const ofBenefit = (benefit: Benefit, told: Told) => {
  const { owner, benefits, language } = told;
  const { assessed, supersededBy } = benefit;
  const status = supersededBy === null ? benefit.status : ('superseded' as const);
  const { benefitId, kind, scheme, scheduleId, decidingDay } = assessed;
  const schedule = scheduleById(scheduleId, SCHEDULES);
  const sums = sumsOf(benefits, benefit);
  const checks = checksOf(benefit, sums);
  const again = replay(assessed, SCHEDULES);
  const view = {
    id: benefitIdOf(owner, benefitId),
    ...{ kind, scheme, status, decidingDay },
    counts: counts(benefits, benefit),
    supersedes: assessed.supersedes ? benefitIdOf(owner, assessed.supersedes) : null,
    schedule: { id: scheduleId, citation: schedule.citation, inForceFrom: schedule.inForceFrom },
    says: [
      benefitSentence(benefit, sums, language),
      ...setOffSentences(sums, language),
      coverSentence(benefit, language),
    ],
    details: benefitDetails(assessed),
    /** The participant's own facts, as they stood after so many events. */
    restsOn: { participantVersion: assessed.participantVersion, ...restsOnView(benefit) },
    steps: stepsOf(
      told,
      (about) => about.of === 'benefits' && about.benefitIds.includes(benefitId),
    ),
    lines: assessed.lines.map((line) => explainedLineView(line, assessed, language)),
    shares: sharesOf(benefit, told),
    /** Ordered for somebody who has no share: there should be none. */
    otherPayouts: chainsOf(benefits, benefitId)
      .filter((chain) => !assessed.payees.some((payee) => isFor(payee)(chain)))
      .flatMap((chain) => chain.map((one) => explainedPayoutView(one, told))),
    sums: inMoney(sums),
    addsUp: checks.every(({ holds }) => holds),
    replay: again.outcome === 'differs' ? { ...again } : again,
  };
  return { view, checks };
};

const explainedLineView = (
  line: AssessedLine,
  assessed: Benefit['assessed'],
  language: Language,
) => {
  const { kind, scheme, scheduleId } = assessed;
  const rule = ruleOfLine(scheduleById(scheduleId, SCHEDULES), { kind, scheme, ...line });
  const setOff = setOffOfLine(line.code, assessed);
  return {
    code: line.code,
    concerns: publicIdOrNull('mem', line.concerns),
    claimed: money(line.claimed),
    adjusted: money(line.claimed - line.granted - setOff),
    granted: money(line.granted + setOff),
    /** Of what is granted: paid under an earlier decision, and the rest. */
    setOff: money(setOff),
    toPay: money(line.granted),
    reasons: reasonsOf(line).map(({ code, citation }) => ({
      ...{ code: code.replaceAll('_', '-'), citation },
      detail: say(reasonWords(code), language),
    })),
    rule,
    says: lineSentence(line, setOff, rule, language),
  };
};

const setOffOfLine = (code: string, assessed: Benefit['assessed']): number =>
  setOffIn(assessed)?.lines.find((line) => line.code === code)?.amount ?? 0;

const restsOnView = ({ assessed: { inputs } }: Benefit) => ({
  cover: inputs.cover,
  membershipSince: inputs.membershipSince,
  monthsPaid: inputs.monthsPaid,
  declaredIncome: money(inputs.declaredIncome),
});

/** Each payee with the payouts that followed one another to him. */
const sharesOf = ({ assessed }: Benefit, told: Told) => {
  const chains = chainsOf(told.benefits, assessed.benefitId);
  return assessed.payees.map((payee) => ({
    kind: payee.kind,
    id: payeeIdOf(payee.kind, payee.id),
    onBehalfOf: publicIdOrNull('mem', payee.onBehalfOf),
    share: payee.share,
    amount: money(payee.amount),
    says: shareSentence(payee, told.language),
    payouts: chains
      .filter(isFor(payee))
      .flatMap((chain) => chain.map((one) => explainedPayoutView(one, told))),
  }));
};

const explainedPayoutView = (payout: Payout, told: Told) => ({
  id: payoutIdOf(told.owner, payout.payoutId),
  status: payout.status,
  payer: payout.payer,
  mode: payout.mode,
  amount: money(payout.amount),
  paidOn: payout.confirmation?.paidOn ?? null,
  paidAmount: payout.confirmation && money(payout.confirmation.amount),
  replaces: payout.replaces ? payoutIdOf(told.owner, payout.replaces) : null,
  says: payoutSentence(payout, told.language),
  steps: stepsOf(
    told,
    (about, event) =>
      about.of === 'payout' &&
      (about.payoutId === payout.payoutId ||
        ('replaces' in event.data && event.data.replaces === payout.payoutId)),
  ),
});

type Concerns = (about: ReturnType<typeof aboutOf>, event: Recorded) => boolean;

/** Which event, its place in the stream, when it was true and recorded, and by whom. */
const stepsOf = ({ history, benefits, language }: Told, concerns: Concerns) =>
  history
    .filter((event) => concerns(aboutOf(event, benefits), event))
    .map((event) =>
      stepView(historyLineView(event, { language, open: false, participantId: null })),
    );

const stepView = (line: ReturnType<typeof historyLineView>) => {
  const { version, type, what, trueOn, recordedAt, who, enteredBy, why } = line;
  return { version, type, what, trueOn, recordedAt, who, enteredBy, why };
};

const inMoney = <Field extends string>(sums: Readonly<Record<Field, number>>) =>
  Object.fromEntries(
    Object.entries<number>(sums).map(([field, amount]) => [field, money(amount)]),
  ) as Readonly<Record<Field, ReturnType<typeof money>>>;

const checkView = ({ level, left, right }: Check) => ({
  level,
  left: money(left),
  right: money(right),
});
