import type { RuleOfLine } from '../../benefit-schedule/domain/rule-of-line';
import type { AssessedLine, Payee } from '../../payout/domain/benefit.events';
import type { Benefit } from '../../payout/domain/benefits';
import { type Overpayment, repaidOf } from '../../payout/domain/overpayments';
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
import type { CaseSums } from './case-sums';
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
const PAYER_WORDS: Readonly<Record<Payout['payer'], Words>> = {
  bpjs: words('BPJS Ketenagakerjaan', 'BPJS'),
  office: words('kantor (Pemkab)', 'the office'),
};
const SUMS = words(
  'Semua manfaat yang berlaku: diminta Rp {claimed} = diberikan Rp {granted} + tidak diberikan Rp {adjusted}; sudah masuk rekening Rp {arrived}, dalam perjalanan Rp {onItsWay}.',
  'All benefits that stand: Rp {claimed} claimed = Rp {granted} granted + Rp {adjusted} not granted; Rp {arrived} has arrived, Rp {onItsWay} is on its way.',
);

const ACCOUNTED = words(
  'Dari Rp {granted} yang diberikan, Rp {paid} sudah dibayar, Rp {setOff} sudah dibayar menurut keputusan sebelumnya dan diperhitungkan, Rp {owed} masih harus dibayar.',
  'Of the Rp {granted} granted, Rp {paid} has been paid, Rp {setOff} was paid under an earlier decision and is set off, Rp {owed} is still owed.',
);
const BEYOND = words(
  'Rp {amount} diterima melebihi yang diperintahkan.',
  'Rp {amount} arrived beyond what was ordered.',
);
const SHORT = words(
  'Rp {amount} dari yang diperintahkan tidak dibayar oleh pembayar.',
  'Rp {amount} of what was ordered was not paid by the payer.',
);
const KEPT = words(
  'Dari Rp {arrived} yang diterima, Rp {repaid} dikembalikan dan Rp {kept} tetap pada penerima; Rp {toCollect} masih harus dikembalikan.',
  'Of the Rp {arrived} that has arrived, Rp {repaid} was repaid and Rp {kept} has stayed; Rp {toCollect} is still to come back.',
);
const SET_OFF = words(
  'Rp {setOff} dari yang diberikan sudah dibayar menurut keputusan sebelumnya dan diperhitungkan; Rp {toPay} harus dibayar.',
  'Rp {setOff} of what is granted was paid under an earlier decision and is set off; Rp {toPay} is to be paid.',
);
const LINE_SET_OFF = words(
  ' Rp {setOff} diperhitungkan dari yang sudah dibayar menurut keputusan sebelumnya, Rp {toPay} harus dibayar.',
  ' Rp {setOff} is set off, as paid under an earlier decision; Rp {toPay} is to be paid.',
);
const OVERPAID = words(
  'Rp {amount} dari pembayaran ini ternyata tidak menjadi hak: Rp {repaid} dikembalikan, Rp {setOff} diperhitungkan dengan hak yang timbul kemudian, Rp {open} masih harus dikembalikan.',
  'Rp {amount} of this payout turned out not to be owed: Rp {repaid} was repaid, Rp {setOff} is set off against what was owed later, Rp {open} is still to come back.',
);
const REPAID = words('Rp {amount} dikembalikan pada {day}.', 'Rp {amount} was repaid on {day}.');

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

const PAID_BEFORE: readonly string[] = [
  'paid_under_earlier_cause',
  'paid_in_arrears',
  'paid_before_correction',
];

/** What was paid before is no reason to grant less: it is told beside the line, not among them. */
export const reasonsOf = ({ reasons }: AssessedLine): AssessedLine['reasons'] =>
  reasons.filter(({ code }) => !PAID_BEFORE.includes(code));

export const lineSentence = (
  line: AssessedLine,
  setOff: number,
  { citation, mark }: RuleOfLine,
  language: Language,
): string => {
  const { code, claimed, granted: toPay } = line;
  const spoken = reasonsOf(line).map((one) =>
    say(REASON, language, {
      reason: say(reasonWords(one.code), language),
      citation: one.citation,
    }),
  );
  const said = say(LINE, language, {
    ...{ claimed, granted: toPay + setOff, citation },
    what: say(lineWords(code), language),
    mark: say(MARKS[mark], language),
    reasons: spoken.length === 0 ? '' : say(BECAUSE, language, { reasons: spoken }),
  });
  return setOff > 0 ? said + say(LINE_SET_OFF, language, { setOff, toPay }) : said;
};

/** What a decision has set off; nothing where it has set off nothing. */
export const setOffSentences = (
  { setOff, toPay }: BenefitSums,
  language: Language,
): readonly string[] => (setOff > 0 ? [say(SET_OFF, language, { setOff, toPay })] : []);

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
    ? say(ARRIVED, language, {
        day: arrived.paidOn,
        arrived: arrived.amount,
        payer: say(PAYER_WORDS[payer], language),
      })
    : ended
      ? say(ON_DAY, language, { day: ended.on })
      : '';
  return say(PAYOUT, language, { amount, status: say(PAYOUT_STATUS_WORDS[status], language), day });
};

/** What a case comes to: claimed, granted and how that is accounted for, and what of the money has stayed. */
export const sumsSentences = (sums: CaseSums, language: Language): readonly string[] => {
  const { beyond, repaid, toCollect } = sums;
  return [
    say(SUMS, language, sums),
    say(ACCOUNTED, language, sums),
    ...(beyond > 0 ? [say(BEYOND, language, { amount: beyond })] : []),
    ...(beyond < 0 ? [say(SHORT, language, { amount: -beyond })] : []),
    ...(repaid + toCollect > 0 ? [say(KEPT, language, sums)] : []),
  ];
};

export const overpaymentSentences = (
  overpayment: Overpayment,
  open: number,
  language: Language,
): readonly string[] => {
  const { amount, setOff, repayments } = overpayment;
  return [
    say(OVERPAID, language, { amount, repaid: repaidOf(overpayment), setOff, open }),
    ...repayments.map((one) => say(REPAID, language, { amount: one.amount, day: one.repaidOn })),
  ];
};
