import { READINGS_OF_ARREARS } from '../benefit-schedule/domain/arrears';
import type { Reason } from '../benefit-schedule/domain/benefit-line';
import type { BenefitSchedule } from '../benefit-schedule/domain/benefit-schedule';
import { openPointsIn } from '../benefit-schedule/domain/cited';
import { openPointsUsed } from '../benefit-schedule/domain/open-points-used';
import { ruleOfLine } from '../benefit-schedule/domain/rule-of-line';
import type { Entitlement } from '../claim/domain/eligibility';
import { total } from '../kernel/rupiah';
import { BENEFIT_WORDS, COVER_WORDS, lineWords, reasonWords } from '../payout/benefit-words';
import { money } from '../platform/http/money';
import { publicId, publicIdOrNull } from '../platform/http/public-ids';
import { type Language, say } from '../platform/http/words';
import type { ScholarshipRight } from '../scholarship/domain/eligibility';
import type { Eligibility, EligibilityAsked, RightFound } from './queries/check-eligibility';

export const eligibilityView = (
  found: Eligibility,
  { day, kind }: EligibilityAsked,
  language: Language,
) => {
  const [asked] = found.rights;
  return {
    participantId: publicId('par', found.participantId),
    participantVersion: found.participantVersion,
    kind,
    day,
    covered: asked?.deciding.inputs.cover === 'covered',
    rights: found.rights.map((right) => rightView(right, language)),
    deathClaimId: publicIdOrNull('clm', found.deathClaimId),
    warnings: warningsOf(found),
  };
};

/** What whoever asks should know besides: the answer is of the facts as they are recorded now. */
const warningsOf = ({ rights: [asked], deathClaimId, death }: Eligibility): readonly string[] => [
  ...(asked && asked.deciding.inputs.cover !== 'covered'
    ? [asked.deciding.inputs.cover.replaceAll('_', '-')]
    : []),
  ...(asked && asked.deciding.arrears.months > 0 ? ['contributions-were-late'] : []),
  ...(asked && isPaidByNobody(asked) ? ['no-contribution-recorded'] : []),
  ...(death ? ['death-recorded'] : []),
  ...(deathClaimId ? ['death-reported'] : []),
];

const rightView = (right: RightFound, language: Language) => {
  const { deciding, entitlements, cause, of, asked, scholarship } = right;
  const { schedule, scheme, inputs, arrears, decidingDay, citation } = deciding;
  const { cover, membershipSince, monthsPaid, declaredIncome } = inputs;
  return {
    of,
    asked,
    cause,
    scheme,
    decidingDay,
    schedule: { id: schedule.id, citation: schedule.citation },
    cover: {
      outcome: cover,
      detail: say(COVER_WORDS[cover], language),
      citation: cover === 'covered' ? citation : schedule.cover.arrearsMonthsAtMost.citation,
      periodId: publicIdOrNull('per', inputs.periodId),
      since: membershipSince,
      monthsPaid,
      arrears,
      declaredIncome: money(declaredIncome),
    },
    benefits: entitlements.map((one) => entitlementView(schedule, scheme, one, language)),
    total: of === 'death' ? money(grantedIn(entitlements)) : null,
    scholarship: {
      after: of === 'accident' ? ('total_permanent_disability' as const) : ('death' as const),
      ...scholarshipView(scholarship, language),
    },
    openPoints: openPointsOf(right),
  };
};

/** Cover without any contribution in the register: no arrears are counted then, which is a reading and no fact. */
const isPaidByNobody = ({ deciding: { inputs } }: RightFound): boolean =>
  inputs.periodId !== null && inputs.monthsPaid === 0;

/** What no statute settles and the answer rests on all the same, each point once. */
const openPointsOf = (right: RightFound) => {
  const { deciding, entitlements } = right;
  const kinds = [...new Set(entitlements.map(({ kind }) => kind))];
  const used = kinds.flatMap((kind) => {
    const ofKind = entitlements.filter((one) => one.kind === kind);
    return openPointsUsed(deciding.schedule, {
      kind,
      scheme: deciding.scheme,
      cover: deciding.inputs.cover,
      lineCodes: ofKind.map(({ code }) => code),
      reasonCodes: ofKind.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
    });
  });
  if (isPaidByNobody(right)) used.push(...openPointsIn(READINGS_OF_ARREARS));
  return used.filter(({ name }, index) => used.findIndex((one) => one.name === name) === index);
};

const grantedIn = (entitlements: readonly Entitlement[]) =>
  total(entitlements.flatMap(({ line }) => (line ? [line.granted] : [])));

const entitlementView = (
  schedule: BenefitSchedule,
  scheme: RightFound['deciding']['scheme'],
  { kind, basis, code, line, reasons, months }: Entitlement,
  language: Language,
) => ({
  kind,
  code,
  what: `${say(BENEFIT_WORDS[kind], language)}: ${say(lineWords(code), language)}`,
  basis,
  months,
  entitled: reasons.length === 0 || (line !== null && line.granted > 0),
  claimed: line && money(line.claimed),
  granted: line && money(line.granted),
  reasons: reasons.map((reason) => reasonView(reason, language)),
  rule: ruleOfLine(schedule, { kind, scheme, code, claimed: line?.claimed ?? null }),
});

const reasonView = ({ code, citation }: Reason, language: Language) => ({
  code: code.replaceAll('_', '-'),
  detail: say(reasonWords(code), language),
  citation,
});

const scholarshipView = (right: ScholarshipRight, language: Language) => ({
  right: right.right,
  reasons: right.reasons.map((reason) => reasonView(reason, language)),
  monthsPaid: right.monthsPaid,
  monthsNeeded: right.monthsNeeded,
  citation: right.citation,
  childrenAtMost: right.childrenAtMost,
  ceilingPerChild: money(right.ceilingPerChild),
  children: right.children.map(({ memberId, known, ceiling, reasons }) => ({
    id: publicId('mem', memberId),
    birthDateKnown: known,
    ceiling: ceiling === null ? null : money(ceiling),
    reasons: reasons.map((reason) => reasonView(reason, language)),
  })),
});
