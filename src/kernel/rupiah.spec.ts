import { LARGEST_SUM, NOTHING, rupiah, total } from './rupiah';

describe('A sum of rupiah', () => {
  it.each([0, 1, 42_000_000, LARGEST_SUM, Number.MAX_SAFE_INTEGER])('may be %i', (amount) =>
    expect(rupiah(amount)).toBe(amount),
  );

  it.each([-1, 0.5, 42_000_000.01, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER + 1])(
    'is never %d',
    (amount) => expect(() => rupiah(amount)).toThrow(RangeError),
  );

  it('is not made from what only looks like a number', () =>
    expect(() => rupiah('1000' as unknown as number)).toThrow(RangeError));
});

describe('A total', () => {
  it('of nothing is nothing', () => expect(total([])).toBe(NOTHING));

  it('adds up to the rupiah', () =>
    expect(total([rupiah(20_000_000), rupiah(12_000_000), rupiah(10_000_000)])).toBe(42_000_000));

  it('beyond what is held exactly is refused, and never rounded', () => {
    const most = rupiah(Number.MAX_SAFE_INTEGER);
    expect(total([most, NOTHING])).toBe(most);
    expect(() => total([most, rupiah(1)])).toThrow(RangeError);
  });
});
