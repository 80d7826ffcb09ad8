import * as fc from 'fast-check';
import { rupiah } from '../../kernel/rupiah';
import { byMonth } from './month-shares';

describe('A sum by months', () => {
  it('is heads x tariff where the invoice is', () =>
    expect(
      byMonth(rupiah(664_776_000), { '2024-12': 13_190, '2024-10': 13_190, '2024-11': 13_190 }),
    ).toEqual({
      '2024-10': 221_592_000,
      '2024-11': 221_592_000,
      '2024-12': 221_592_000,
    }));

  it('follows the heads of each month', () =>
    expect(byMonth(rupiah(100), { '2024-10': 1, '2024-11': 2 })).toEqual({
      '2024-10': 33,
      '2024-11': 67,
    }));

  it('adds up to the sum, whatever the heads', () => {
    const heads = fc.dictionary(
      fc.constantFrom('2024-10', '2024-11', '2024-12', '2025-01'),
      fc.integer({ min: 1, max: 45_000 }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(heads, fc.integer({ min: 0, max: 1e15 }), (some, sum) => {
        const shares = Object.values(byMonth(rupiah(sum), some));
        expect(shares.reduce((all, one) => all + one, 0)).toBe(sum);
        expect(shares.every((share) => share >= 0)).toBe(true);
      }),
    );
  });

  it('is nothing where nobody was paid for', () => expect(byMonth(rupiah(7), {})).toEqual({}));
});
