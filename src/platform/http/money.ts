/** Whole rupiah; below nothing only where it says what was taken back. */
export type MoneyView = {
  /** @integer */
  readonly amount: number;
  readonly currency: 'IDR';
};

/** Money as the API says it. A `bigint` column comes as text. */
export const money = (amount: number | string): MoneyView => {
  const whole = Number(amount);
  if (!Number.isSafeInteger(whole))
    throw new RangeError('This sum is beyond what can be said exactly.');
  return { amount: whole, currency: 'IDR' };
};
