import { NOTHING, type Rupiah, rupiah } from '../../kernel/rupiah';
import { type BenefitLine, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule } from './benefit-schedule';
import type { DecidingCover } from './cover';
import { shareOfIncomes } from './death-benefit';
import { reasonsOfCover } from './entitlement';
import { fractionOf } from './parts';

export const DISABILITY_KINDS = [
  'partial_anatomical',
  'partial_functional',
  'total_permanent',
] as const;
export type DisabilityKind = (typeof DISABILITY_KINDS)[number];

/** One disability as the doctor's form states it: the percentage of the table, and how much of the use is lost. */
export type DisabilityItem = {
  readonly percentTenths: number;
  /** 100 where the part itself is lost (anatomical). */
  readonly lossPercent: number;
};

export type DisabilityFacts = Pick<DecidingCover, 'cover' | 'declaredIncome'> & {
  readonly kind: DisabilityKind;
  /** None of a total disability. */
  readonly items: readonly DisabilityItem[];
  /** What disabilities of this accident were granted before, in thousandths of a percent. */
  readonly thousandthsBefore: number;
  /** Whether a total disability of this accident was granted before. */
  readonly totalBefore: boolean;
};

/** Tenths of a percent times percent: 5 % of 50 % is 2,500, and 70 % is 70,000. */
export const thousandthsOf = (items: readonly DisabilityItem[]): number =>
  items.reduce((sum, { percentTenths, lossPercent }) => sum + percentTenths * lossPercent, 0);

/** What a disability of that kind takes of the most that all of them may add up to. */
export const thousandthsTaken = (
  schedule: BenefitSchedule,
  { kind, items }: Pick<DisabilityFacts, 'kind' | 'items'>,
): number => (kind === 'total_permanent' ? atMostIn(schedule) : thousandthsOf(items));

/**
 * What disabilities pay. Partial: percent x months x W, of a function the lost part of that; a line for each. Total: a
 * lump sum and the periodic sum, paid at once. All of one accident add up to a most.
 */
export const disabilityLines = (
  schedule: BenefitSchedule,
  facts: DisabilityFacts,
): readonly BenefitLine[] => {
  const lines = facts.kind === 'total_permanent' ? totalLines : partialLines;
  const claimedAndGranted = lines(schedule, facts);
  const noCover = reasonsOfCover(schedule, facts.cover);
  return noCover.length === 0
    ? claimedAndGranted
    : claimedAndGranted.map(({ code, claimed }) => wholeOrNothing(code, claimed, noCover));
};

/** By running totals, so that the lines are what one disability of them all would pay. */
const partialLines = (
  schedule: BenefitSchedule,
  { kind, items, thousandthsBefore, declaredIncome }: DisabilityFacts,
): readonly BenefitLine[] =>
  items.map((item, index) => {
    const from = thousandthsBefore + thousandthsOf(items.slice(0, index));
    const to = from + thousandthsOf([item]);
    const worth = (one: number): Rupiah => worthOf(schedule, declaredIncome, one);
    const claimed = rupiah(worth(to) - worth(from));
    const granted = rupiah(worth(capped(schedule, to)) - worth(capped(schedule, from)));
    return limited(schedule, { code: kind, claimed, granted });
  });

const totalLines = (
  schedule: BenefitSchedule,
  { thousandthsBefore, totalBefore, declaredIncome }: DisabilityFacts,
): readonly BenefitLine[] => {
  const { totalPermanent, totalPermanentPeriodic } = schedule.disability;
  const claimed = shareOfIncomes(declaredIncome, totalPermanent.value);
  const taken = worthOf(schedule, declaredIncome, capped(schedule, thousandthsBefore));
  const granted = rupiah(Math.max(0, claimed - taken));
  const { value: periodic, citation } = totalPermanentPeriodic;
  const before = totalBefore ? [{ code: 'granted_before', citation } as const] : [];
  return [
    limited(schedule, { code: 'total_permanent', claimed, granted }),
    wholeOrNothing('total_permanent_periodic', periodic, before),
  ];
};

const limited = (
  { disability }: BenefitSchedule,
  line: Omit<BenefitLine, 'reasons'>,
): BenefitLine => {
  const { citation } = disability.severalTogetherAtMostTenths;
  const reasons =
    line.granted < line.claimed ? [{ code: 'disability_together_at_most', citation } as const] : [];
  return { ...line, reasons };
};

const atMostIn = ({ disability }: BenefitSchedule): number =>
  disability.severalTogetherAtMostTenths.value * 100;

const capped = (schedule: BenefitSchedule, thousandths: number): number =>
  Math.min(thousandths, atMostIn(schedule));

const worthOf = (
  { disability: { partialMonths } }: BenefitSchedule,
  income: Rupiah,
  thousandths: number,
): Rupiah =>
  thousandths === 0
    ? NOTHING
    : fractionOf(income, { numerator: thousandths * partialMonths.value, denominator: 100_000 });
