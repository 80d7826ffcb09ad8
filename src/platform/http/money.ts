import { LARGEST_SUM } from '../../kernel/rupiah';

/** Money as the API says it. A `bigint` column comes as text. */
export const money = (amount: number | string) => {
  const whole = Number(amount);
  if (!Number.isSafeInteger(whole) || Math.abs(whole) > LARGEST_SUM)
    throw new RangeError('This sum is beyond what can be said exactly.');
  return { amount: whole, currency: 'IDR' } as const;
};
