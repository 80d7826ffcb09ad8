import { fractionOf } from '../../benefit-schedule/domain/parts';
import type { Rupiah } from '../../kernel/rupiah';

/**
 * A sum by months, in proportion to the months of people that were paid in each: rounded running totals, so that the
 * months add up to the sum whatever it is.
 */
export const byMonth = (
  sum: Rupiah,
  headsByMonth: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => {
  const months = Object.keys(headsByMonth).sort();
  const denominator = months.reduce((heads, month) => heads + (headsByMonth[month] ?? 0), 0);
  let [numerator, before] = [0, 0];
  return Object.fromEntries(
    months.map((month) => {
      numerator += headsByMonth[month] ?? 0;
      const upToNow = fractionOf(sum, { numerator, denominator });
      const share = upToNow - before;
      before = upToNow;
      return [month, share];
    }),
  );
};
