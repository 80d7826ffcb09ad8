import { Rejection } from '../../kernel/rejection';
import { LARGEST_SUM } from '../../kernel/rupiah';
import type { MoneyBody } from '../../platform/http/fields';

/** A number or a name in its one written form, however it was typed: `inv 1` is `INV1`. */
export const writtenAlike = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\p{Dash_Punctuation}\u2212]/gu, '-')
    .replaceAll(/\s+/g, '');

/** @throws Rejection `sum-too-large` where the sums of a bill are together more than can be said exactly. */
export const mustBeSayable = (sums: readonly MoneyBody[]): void => {
  const together = sums.reduce((sum, { amount }) => sum + amount, 0);
  if (together > LARGEST_SUM) throw new Rejection('sum-too-large', { most: LARGEST_SUM });
};
