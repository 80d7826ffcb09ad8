import { HEADS } from './made-up-people';

// What the demo expects, worked out from the statutes and from the published figures of the programme by hand.
// Nothing here is read from an answer, so an answer that differs is found.

/** Contribution of an informal worker for a month, at the lowest declared income (BPU package): JKK and JKM. */
export const TARIFF = { jkk: 10_000, jkm: 6_800 } as const;
export const TARIFF_TOTAL = 16_800;

/** W, the declared monthly income that benefits are computed from. */
export const DECLARED_INCOME = 1_000_000;

/** October to December 2024: 13,190 people x 3 months x 16,800. The district paid this sum. */
export const CONTRIBUTION = { heads: HEADS, months: 3, total: 664_776_000 } as const;

/** Village fund: 36 months of one family, 3 months of two others. 42 x 16,800. */
export const VILLAGE_CONTRIBUTION = { heads: 3, headMonths: 36 + 3 + 3, total: 705_600 } as const;

/** PP 82/2019, death not caused by work: lump sum, periodic sum paid at once, funeral. */
export const DEATH_BY_ILLNESS = 20_000_000 + 12_000_000 + 10_000_000;

/** PP 82/2019, death by a work accident: 60 % x 80 x W, periodic sum, funeral. */
export const DEATH_BY_ACCIDENT = 48 * DECLARED_INCOME + 12_000_000 + 10_000_000;

/** 42 million in the shares 2/9, 4/9 and 3/9: rounded down, and the rupiah that is left goes to the first heir. */
export const HEIRS_PARTS = { widow: 9_333_334, son: 18_666_666, daughter: 14_000_000 } as const;

/** Treatment has no cap. Of 14,650,000 for the operation 850,000 were for a higher ward, which the patient bears. */
export const TREATMENT = {
  emergency: 6_400_000,
  operation: 14_650_000 - 850_000,
  checkUp: 1_250_000,
} as const;
export const TREATMENT_TOTAL = 6_400_000 + 13_800_000 + 1_250_000;

/** PP 82/2019: at most 87 million a child, two children. */
export const SCHOLARSHIP_CEILING = 2 * 87_000_000;
/** One year of primary school, one of lower secondary school. */
export const SCHOOL_YEARS = { primary: 1_500_000, lowerSecondary: 2_000_000 } as const;

/** A line of the payout report, summed over months and villages. */
export type ExpectedPayouts = {
  readonly benefit: 'treatment' | 'death' | 'scholarship_year';
  readonly scheme: 'jkk' | 'jkm';
  readonly payer: 'bpjs' | 'office';
  readonly mode: 'recorded' | 'disbursed';
  readonly payouts: number;
  readonly net: number;
};

const bpjs = { payer: 'bpjs', mode: 'recorded' } as const;
const office = { payer: 'office', mode: 'disbursed' } as const;

export const EXPECTED_PAYOUTS: readonly ExpectedPayouts[] = [
  { benefit: 'treatment', scheme: 'jkk', ...bpjs, payouts: 3, net: TREATMENT_TOTAL },
  { benefit: 'death', scheme: 'jkk', ...bpjs, payouts: 1, net: DEATH_BY_ACCIDENT },
  // Three heirs of one, and one with a power of attorney of all.
  { benefit: 'death', scheme: 'jkm', ...office, payouts: 3 + 1, net: 2 * DEATH_BY_ILLNESS },
  {
    benefit: 'scholarship_year',
    scheme: 'jkm',
    ...office,
    payouts: 2,
    net: SCHOOL_YEARS.primary + SCHOOL_YEARS.lowerSecondary,
  },
];
