import { Rejection } from '../../kernel/rejection';
import { type Rupiah, rupiah, total } from '../../kernel/rupiah';

/** A fraction of whole numbers; its denominator is positive. */
export type Fraction = { readonly numerator: number; readonly denominator: number };

/**
 * So much of a sum, rounded down to whole rupiah and exact for every sum.
 * @throws RangeError for a fraction that is not made of whole numbers, is negative or divides by zero.
 */
export const fractionOf = (sum: Rupiah, { numerator, denominator }: Fraction): Rupiah => {
  if (numerator < 0 || denominator < 0)
    throw new RangeError(`${numerator}/${denominator} is not a part of a sum.`);
  return rupiah(Number((BigInt(sum) * BigInt(numerator)) / BigInt(denominator)));
};

/**
 * A sum among heirs: every part is rounded down, and the remainder goes to the first.
 * @throws Rejection `heir-shares` for shares that are not positive fractions of whole numbers or do not add up to one.
 */
export const partsOf = (sum: Rupiah, shares: readonly Fraction[]): readonly Rupiah[] => {
  refuseUnlessOne(shares);

  const parts = shares.map((share) => fractionOf(sum, share));
  const remainder = sum - total(parts);
  return parts.map((part, index) => (index === 0 ? rupiah(part + remainder) : part));
};

/**
 * What is granted now of a benefit that is granted bit by bit: the rounded running total less what was granted
 * before, so that any order and any slicing end at the same sum. Nothing where more was granted already.
 */
export const runningTotalPart = (whole: Rupiah, upToNow: Fraction, grantedBefore: Rupiah): Rupiah =>
  rupiah(Math.max(0, fractionOf(whole, upToNow) - grantedBefore));

const refuseUnlessOne = (shares: readonly Fraction[]): void => {
  if (!shares.every(isPositiveFraction)) throw new Rejection('heir-shares');

  const { numerator, denominator } = shares.reduce(plus, { numerator: 0n, denominator: 1n });
  if (numerator !== denominator)
    throw new Rejection('heir-shares', { addUpTo: `${numerator}/${denominator}` });
};

const isPositiveFraction = ({ numerator, denominator }: Fraction): boolean =>
  [numerator, denominator].every((one) => Number.isSafeInteger(one) && one > 0);

type ExactFraction = { readonly numerator: bigint; readonly denominator: bigint };

const plus = (sum: ExactFraction, share: Fraction): ExactFraction => {
  const of = BigInt(share.denominator);
  const numerator = sum.numerator * of + BigInt(share.numerator) * sum.denominator;
  const denominator = sum.denominator * of;
  const shared = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / shared, denominator: denominator / shared };
};

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b);
