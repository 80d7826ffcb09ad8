import {
  CONTRIBUTION,
  DEATH_BY_ACCIDENT,
  DEATH_BY_ILLNESS,
  EXPECTED_PAYOUTS,
  HEIRS_PARTS,
  SCHOLARSHIP_CEILING,
  TARIFF,
  TARIFF_TOTAL,
  TREATMENT,
  TREATMENT_TOTAL,
  VILLAGE_CONTRIBUTION,
} from './figures';

const sum = (sums: readonly number[]): number => sums.reduce((total, one) => total + one, 0);

describe('The figures that the demo expects', () => {
  it('are those that the district published', () =>
    expect(CONTRIBUTION.heads * CONTRIBUTION.months * TARIFF_TOTAL).toBe(CONTRIBUTION.total));

  it('are those of the statutes', () =>
    expect([DEATH_BY_ILLNESS, DEATH_BY_ACCIDENT, SCHOLARSHIP_CEILING]).toEqual([
      42_000_000, 70_000_000, 174_000_000,
    ]));

  it('agree with their parts', () => {
    expect(TARIFF.jkk + TARIFF.jkm).toBe(TARIFF_TOTAL);
    expect(VILLAGE_CONTRIBUTION.headMonths * TARIFF_TOTAL).toBe(VILLAGE_CONTRIBUTION.total);
    expect(sum(Object.values(HEIRS_PARTS))).toBe(DEATH_BY_ILLNESS);
    expect(sum(Object.values(TREATMENT))).toBe(TREATMENT_TOTAL);
  });

  it('never say that the same payout is recorded and disbursed', () =>
    expect(new Set(EXPECTED_PAYOUTS.map(({ payer, mode }) => `${payer} ${mode}`))).toEqual(
      new Set(['bpjs recorded', 'office disbursed']),
    ));
});
