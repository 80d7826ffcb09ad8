import * as fc from 'fast-check';
import { Rejection } from '../../kernel/rejection';
import { NOTHING, rupiah, total } from '../../kernel/rupiah';
import { pp82of2019 } from './pp-82-2019';
import { type Fraction, fractionOf, partsOf, runningTotalPart } from './parts';

const share = (numerator: number, denominator: number): Fraction => ({ numerator, denominator });
const anySum = fc.integer({ min: 0, max: 1e15 }).map(rupiah);
const anyWeights = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 12 });

describe('A sum among heirs', () => {
  it('of 42,000,000 in 2/9, 3/9 and 4/9 adds up, with the remainder at the first', () => {
    const parts = partsOf(rupiah(42_000_000), [share(2, 9), share(3, 9), share(4, 9)]);
    expect(parts).toEqual([9_333_334, 14_000_000, 18_666_666]);
    expect(total(parts)).toBe(42_000_000);
  });

  it('goes undivided to one heir', () =>
    expect(partsOf(rupiah(42_000_000), [share(1, 1)])).toEqual([42_000_000]));

  it('adds up to the rupiah, whatever the sum and the shares', () =>
    fc.assert(
      fc.property(anySum, anyWeights, (sum, weights) => {
        const of = weights.reduce((a, b) => a + b, 0);
        const parts = partsOf(
          sum,
          weights.map((weight) => share(weight, of)),
        );
        expect(total(parts)).toBe(sum);
        expect(parts.slice(1)).toEqual(
          weights.slice(1).map((weight) => fractionOf(sum, share(weight, of))),
        );
      }),
    ));

  it('is exact where a float is not: ten tenths are one', () =>
    expect(partsOf(rupiah(10), Array<Fraction>(10).fill(share(1, 10)))).toEqual(Array(10).fill(1)));

  it.each<[string, readonly Fraction[]]>([
    ['there is none', []],
    ['they add up to less than one', [share(2, 9), share(3, 9), share(3, 9)]],
    ['they add up to more than one', [share(1, 2), share(2, 3)]],
    [
      'they miss one by less than a float can tell',
      [share(1, 2), share(4503599627370495, 9007199254740991)],
    ],
    ['one is nothing', [share(0, 1), share(1, 1)]],
    ['one is negative', [share(-1, 2), share(3, 2)]],
    ['one divides by zero', [share(1, 0)]],
    ['one is no whole number', [share(0.5, 1), share(1, 2)]],
  ])('is refused when, of the shares, %s', (_, shares) =>
    expect(() => partsOf(rupiah(42_000_000), shares)).toThrow(new Rejection('heir-shares')),
  );

  it('says what the shares add up to', () => {
    const facts = () => {
      try {
        return partsOf(rupiah(9), [share(2, 9), share(3, 9), share(3, 9)]);
      } catch (error) {
        return (error as Rejection).facts;
      }
    };
    expect(facts()).toEqual({ addUpTo: '8/9' });
  });
});

describe('A part of a sum', () => {
  it('is rounded down', () => expect(fractionOf(rupiah(10), share(2, 3))).toBe(6));
  it('is exact at the largest sum', () =>
    expect(fractionOf(rupiah(1e15 - 1), share(999, 1000))).toBe(998_999_999_999_999));
  it.each([share(-1, 3), share(1, -3), share(1, 0), share(0.5, 1)])('is never %j of it', (part) =>
    expect(() => fractionOf(rupiah(1), part)).toThrow(RangeError),
  );
});

describe('A benefit granted bit by bit', () => {
  const grantedFor = (whole: number, of: number, slices: readonly number[]) =>
    slices.reduce(
      ({ upTo, granted }, slice) => ({
        upTo: upTo + slice,
        granted: rupiah(
          granted + runningTotalPart(rupiah(whole), share(upTo + slice, of), granted),
        ),
      }),
      { upTo: 0, granted: NOTHING },
    ).granted;

  it('pays 45 days of wage replacement, asked as 10 + 10 + 10 + 15, as if asked at once', () => {
    const month = pp82of2019.wageReplacement.daysInMonth.value;
    expect(grantedFor(1_000_000, month, [10, 10, 10, 15])).toBe(1_500_000);
    expect(grantedFor(1_000_000, month, [45])).toBe(1_500_000);
  });

  it('would lose rupiah if each slice were rounded by itself', () =>
    expect(3 * fractionOf(rupiah(1_000_000), share(10, 30))).toBe(999_999));

  it('ends at the same sum in any order and any slicing', () => {
    const sliced = fc
      .array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 10 })
      .chain((slices) =>
        fc.record({
          slices: fc.constant(slices),
          shuffled: fc.shuffledSubarray(slices, { minLength: slices.length }),
        }),
      );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.integer({ min: 1, max: 365 }),
        sliced,
        (whole, of, { slices, shuffled }) => {
          const atOnce = grantedFor(whole, of, [slices.reduce((a, b) => a + b, 0)]);
          expect(grantedFor(whole, of, slices)).toBe(atOnce);
          expect(grantedFor(whole, of, shuffled)).toBe(atOnce);
        },
      ),
    );
  });

  it('grants nothing more where too much was granted already', () =>
    expect(runningTotalPart(rupiah(100), share(1, 2), rupiah(60))).toBe(0));
});
