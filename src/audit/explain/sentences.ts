import type { RuleOfLine } from '../../benefit-schedule/domain/rule-of-line';
import type { AssessedLine, Payee } from '../../payout/domain/benefit.events';
import type { Benefit } from '../../payout/domain/benefits';
import type { Payout } from '../../payout/domain/payouts';
import {
  BENEFIT_STATUS_WORDS,
  BENEFIT_WORDS,
  COVER_WORDS,
  lineWords,
  PAYEE_WORDS,
  PAYOUT_STATUS_WORDS,
  reasonWords,
} from '../../payout/benefit-words';
import { payeeIdOf } from '../../payout/benefits.view';
import { type Language, say, type Words } from '../../platform/http/words';
import type { BenefitSums } from './sums';

// The same as the structured form, for people. Nobody is named: who may open names finds them by the ids.

const words = (id: string, en: string): Words => ({ id, en });

const BENEFIT = words(
  '{what}: diminta Rp {claimed}, tidak diberikan Rp {adjusted}, diberikan Rp {granted}, dinilai menurut jadwal {schedule} pada hari penentu {day}; manfaat ini {status}.',
  '{what}: Rp {claimed} claimed, Rp {adjusted} not granted, Rp {granted} granted, assessed under the schedule {schedule} by the deciding day {day}; the benefit {status}.',
);
const COVER = words(
  'Pada {day} peserta {cover}, menjadi peserta sejak {since}, {months} bulan iuran dibayar, upah yang dilaporkan Rp {income} sebulan.',
  'On {day} the participant was: {cover}; member since {since}, {months} months paid, a declared income of Rp {income} a month.',
);
const LINE = words(
  '{what}: diminta Rp {claimed}, diberikan Rp {granted}, menurut {citation}{mark}{reasons}.',
  '{what}: Rp {claimed} claimed, Rp {granted} granted, by {citation}{mark}{reasons}.',
);
const BECAUSE = words('; dikurangi karena {reasons}', '; reduced because: {reasons}');
const REASON = words('{reason} ({citation})', '{reason} ({citation})');
const MARKS: Readonly<Record<RuleOfLine['mark'], Words>> = {
  statute: words('', ''),
  practice: words(' (menurut praktik)', ' (by practice)'),
  unconfirmed: words(' (belum dipastikan)', ' (unconfirmed)'),
};
const SHARE = words(
  'Bagian {numerator}/{denominator}, Rp {amount}, untuk {who} {id}{behalf}.',
  'A share of {numerator}/{denominator}, Rp {amount}, for {who} {id}{behalf}.',
);
const ON_BEHALF = words(' atas nama {id}', ' on behalf of {id}');
const PAYOUT = words(
  'Pembayaran Rp {amount} {status}{day}.',
  'The payout of Rp {amount} {status}{day}.',
);
const ON_DAY = words(' pada {day}', ' on {day}');
const ARRIVED = words(
  ' pada {day} sebesar Rp {arrived}, dibayar oleh {payer}',
  ' on {day} with Rp {arrived}, paid by {payer}',
);
const SUMS = words(
  'Semua manfaat yang berlaku: diminta Rp {claimed} = diberikan Rp {granted} + tidak diberikan Rp {adjusted}; sudah diterima Rp {arrived}, dalam perjalanan Rp {onItsWay}.',
  'All benefits that stand: Rp {claimed} claimed = Rp {granted} granted + Rp {adjusted} not granted; Rp {arrived} has arrived, Rp {onItsWay} is on its way.',
);

/** Whatever had become of it before: nothing more is decided or ordered under it. */
const SUPERSEDED = words('digantikan keputusan lain', 'was replaced by another decision');

export const benefitSentence = (
  { assessed, status, supersededBy }: Benefit,
  { claimed, adjusted, granted }: BenefitSums,
  language: Language,
): string =>
  say(BENEFIT, language, {
    ...{ claimed, adjusted, granted },
    what: say(BENEFIT_WORDS[assessed.kind], language),
    schedule: assessed.scheduleId,
    day: assessed.decidingDay,
    status: say(supersededBy === null ? BENEFIT_STATUS_WORDS[status] : SUPERSEDED, language),
  });

export const coverSentence = ({ assessed }: Benefit, language: Language): string => {
  const { cover, membershipSince, monthsPaid, declaredIncome } = assessed.inputs;
  return say(COVER, language, {
    day: assessed.decidingDay,
    cover: say(COVER_WORDS[cover], language),
    since: membershipSince ?? '–',
    months: monthsPaid,
    income: declaredIncome,
  });
};

export const lineSentence = (
  { code, claimed, granted, reasons }: AssessedLine,
  { citation, mark }: RuleOfLine,
  language: Language,
): string => {
  const spoken = reasons.map((one) =>
    say(REASON, language, {
      reason: say(reasonWords(one.code), language),
      citation: one.citation,
    }),
  );
  return say(LINE, language, {
    ...{ claimed, granted, citation },
    what: say(lineWords(code), language),
    mark: say(MARKS[mark], language),
    reasons: spoken.length === 0 ? '' : say(BECAUSE, language, { reasons: spoken }),
  });
};

export const shareSentence = (
  { kind, id, onBehalfOf, share, amount }: Payee,
  language: Language,
): string =>
  say(SHARE, language, {
    ...share,
    amount,
    who: say(PAYEE_WORDS[kind], language),
    id: payeeIdOf(kind, id),
    behalf: onBehalfOf ? say(ON_BEHALF, language, { id: payeeIdOf('heir', onBehalfOf) }) : '',
  });

export const payoutSentence = (
  { amount, status, confirmation, ended, payer }: Payout,
  language: Language,
): string => {
  const arrived = status === 'confirmed' && confirmation;
  const day = arrived
    ? say(ARRIVED, language, { day: arrived.paidOn, arrived: arrived.amount, payer })
    : ended
      ? say(ON_DAY, language, { day: ended.on })
      : '';
  return say(PAYOUT, language, { amount, status: say(PAYOUT_STATUS_WORDS[status], language), day });
};

export const sumsSentence = (
  sums: Pick<BenefitSums, 'claimed' | 'granted' | 'adjusted' | 'arrived' | 'onItsWay'>,
  language: Language,
): string => say(SUMS, language, sums);
