declare const unit: unique symbol;

/** Whole rupiah: never a fraction, never negative. */
export type Rupiah = number & { readonly [unit]: 'rupiah' };

/** The largest sum the engine takes in at its door: 10^15 rupiah, well inside what a JavaScript number holds exactly. */
export const LARGEST_SUM = 1e15;

/** @throws RangeError for a fraction, a negative sum or one beyond what is held exactly. */
export const rupiah = (amount: number): Rupiah => {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`${amount} is not a sum of rupiah.`);
  return amount as Rupiah;
};

export const NOTHING = rupiah(0);

export const total = (sums: readonly Rupiah[]): Rupiah =>
  rupiah(sums.reduce((sum, one) => sum + one, 0));
