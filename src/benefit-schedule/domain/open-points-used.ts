import type { ReasonCode } from './benefit-line';
import { type BenefitSchedule, openPointsOf, type Scheme } from './benefit-schedule';
import { READINGS_OF_ARREARS } from './arrears';
import { type OpenPoint, openPointsIn } from './cited';
import type { DecidedCover } from './cover';
import { READINGS_OF_EXPIRY } from './expiry';

/** What a decision rests on, as far as it tells which rules were applied. */
export type DecidedBenefit = {
  readonly kind: string;
  readonly scheme: Scheme;
  readonly cover: DecidedCover;
  readonly lineCodes: readonly string[];
  readonly reasonCodes: readonly string[];
};

type AppliedTo = (benefit: DecidedBenefit) => boolean;

const kindIs =
  (...kinds: readonly string[]): AppliedTo =>
  ({ kind }) =>
    kinds.includes(kind);
const isScholarship = kindIs('scholarship_grant', 'scholarship_year');
const because =
  (code: ReasonCode): AppliedTo =>
  ({ reasonCodes }) =>
    reasonCodes.includes(code);
const isOfMembership: AppliedTo = (benefit) =>
  benefit.scheme === 'jkm' && (benefit.kind === 'death' || isScholarship(benefit));

/** Which benefits a point that no statute settles was applied to, by its name or the beginning of it. */
const APPLIED: readonly (readonly [name: string, to: AppliedTo])[] = [
  ['treatment.notBorne.paid_by_other_payer', because('paid_by_other_payer')],
  ['settings.firstPayerOnTheRoad', because('paid_by_other_payer')],
  ['wageReplacement.', kindIs('wage_replacement')],
  ['disability.severalTogetherAtMostTenths', kindIs('disability')],
  ['devices.dentures', ({ lineCodes }) => lineCodes.includes('dentures')],
  ['devices.hearingAid', ({ lineCodes }) => lineCodes.includes('hearing_aid')],
  ['waiting.', isOfMembership],
  ['settings.gapRestartsMembership', isOfMembership],
  ['scholarship.', isScholarship],
  ['settings.gapRestartsMonthsPaid', isScholarship],
  ['settings.monthsToConfirmAfterCover', ({ cover }) => cover === 'needs_confirmation'],
  ['settings.accidentDeathDecidedBy', ({ kind, scheme }) => kind === 'death' && scheme === 'jkk'],
];

/** The points of a version that no statute settles and that this decision applied: an assumption is never silent. */
export const openPointsUsed = (
  schedule: BenefitSchedule,
  benefit: DecidedBenefit,
): readonly OpenPoint[] => [
  ...openPointsOf(schedule).filter(({ name }) =>
    APPLIED.some(([start, appliedTo]) => name.startsWith(start) && appliedTo(benefit)),
  ),
  ...readingsUsed(benefit),
];

/** Of readings that every version shares. */
const readingsUsed = (benefit: DecidedBenefit): readonly OpenPoint[] => {
  const { contributionDueOnDay, arrearsCountedFrom } = READINGS_OF_ARREARS;
  switch (benefit.cover) {
    case 'expired':
      return openPointsIn(READINGS_OF_EXPIRY);
    case 'awaits_recovery':
      return openPointsIn(READINGS_OF_ARREARS);
    case 'in_arrears':
    case 'arrears_too_long':
      return openPointsIn({ contributionDueOnDay, arrearsCountedFrom });
    case 'covered':
    case 'needs_confirmation':
    case 'not_covered':
      return because('paid_in_arrears')(benefit)
        ? openPointsIn({ contributionDueOnDay, arrearsCountedFrom })
        : [];
  }
};
