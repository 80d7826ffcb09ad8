/** A sum for a `bigint` column, which TypeORM hands back as text. */
export const sum = (amounts: readonly number[]): string =>
  String(amounts.reduce((total, amount) => total + amount, 0));
