import type { Rupiah } from '../../kernel/rupiah';
import { type BenefitLine, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule, Scheme, ShareOfIncomes } from './benefit-schedule';
import type { Cover } from './cover';
import { reasonsOfCover, reasonsOfWaiting, type RightFacts } from './entitlement';
import { fractionOf } from './parts';

export type DeathFacts = RightFacts & Pick<Cover, 'declaredIncome'>;

/**
 * What a death pays its heirs: a lump sum, the periodic sum (paid at once) and the funeral. JKK pays where work was
 * the cause, JKM otherwise; never both, which is for the claim to see to.
 */
export const deathLines = (
  schedule: BenefitSchedule,
  facts: DeathFacts,
): readonly BenefitLine[] => {
  const { lumpSum, periodic, funeral } = sumsOf(schedule, facts.scheme, facts.declaredIncome);
  const noCover = reasonsOfCover(schedule, facts.cover);
  const noFuneral =
    facts.scheme === 'jkm' ? reasonsOfCover(schedule, facts.cover, 'funeral_of_jkm') : noCover;
  const noMoreThanFuneral = [...noCover, ...reasonsOfWaiting(schedule, facts)];

  return [
    wholeOrNothing('lump_sum', lumpSum, noMoreThanFuneral),
    wholeOrNothing('periodic', periodic, noMoreThanFuneral),
    wholeOrNothing('funeral', funeral, noFuneral),
  ];
};

/** Where nobody inherits the funeral alone is paid, and the rest stays in the fund (PP 44/2015 art. 37(5) for JKK). */
export const funeralAlone = (
  scheme: Scheme,
  lines: readonly BenefitLine[],
): readonly BenefitLine[] => {
  const citation = scheme === 'jkk' ? 'PP 44/2015 art. 37(5)' : 'PP 44/2015';
  const reason = { code: 'no_heirs', citation } as const;
  return lines.map((line) =>
    line.code === 'funeral'
      ? line
      : wholeOrNothing(line.code, line.claimed, [...line.reasons, reason]),
  );
};

type DeathSums = {
  readonly lumpSum: Rupiah;
  readonly periodic: Rupiah;
  readonly funeral: Rupiah;
};

const sumsOf = (
  { deathByIllness, deathByAccident }: BenefitSchedule,
  scheme: Scheme,
  declaredIncome: Rupiah,
): DeathSums => {
  const { periodic, funeral } = scheme === 'jkk' ? deathByAccident : deathByIllness;
  const floor = deathByIllness.lumpSum.value;
  const lumpSum =
    scheme === 'jkk'
      ? atLeast(floor, shareOfIncomes(declaredIncome, deathByAccident.lumpSum.value))
      : floor;

  return { lumpSum, periodic: periodic.value, funeral: funeral.value };
};

/** A part of so many monthly incomes, rounded down: 60 % of 80 incomes of 1,000,000 are 48,000,000. */
export const shareOfIncomes = (
  declaredIncome: Rupiah,
  { percentTenths, months }: ShareOfIncomes,
): Rupiah => fractionOf(declaredIncome, { numerator: percentTenths * months, denominator: 1000 });

const atLeast = (floor: Rupiah, sum: Rupiah): Rupiah => (sum < floor ? floor : sum);
