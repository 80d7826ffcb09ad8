import { NOTHING, type Rupiah, rupiah, total } from '../../kernel/rupiah';
import type { BenefitLine, Reason } from './benefit-line';
import type { BenefitSchedule } from './benefit-schedule';
import { fractionOf } from './parts';

/** So much of one line of a benefit. */
export type LineSum = { readonly code: string; readonly amount: Rupiah };

/**
 * How a sum that was paid under an earlier decision counts against the lines of a new one: each line first against its
 * like, in proportion to what the earlier decision gave it, and what is then left against the others in their order.
 * @param earlier the lines of the earlier decision as they were owed then
 * @returns at most what each line grants; at most `paid` together
 */
export const setOffByLine = (
  paid: Rupiah,
  lines: readonly BenefitLine[],
  earlier: readonly LineSum[],
): readonly LineSum[] => {
  const shares = sharesOf(paid, earlier);
  const alike = lines.map(({ code, granted }) =>
    rupiah(Math.min(granted, shares.find((share) => share.code === code)?.amount ?? 0)),
  );
  let left = paid - total(alike);
  return lines.map(({ code, granted }, index) => {
    const first = alike[index] ?? NOTHING;
    const more = Math.min(left, granted - first);
    left -= more;
    return { code, amount: rupiah(first + more) };
  });
};

/** In proportion, by running totals, so that the parts add up. */
const sharesOf = (paid: Rupiah, earlier: readonly LineSum[]): readonly LineSum[] => {
  const denominator = total(earlier.map(({ amount }) => amount));
  if (denominator === 0) return [];
  const upTo = (count: number) => {
    const numerator = total(earlier.slice(0, count).map(({ amount }) => amount));
    return fractionOf(paid, { numerator, denominator });
  };
  return earlier.map(({ code }, index) => ({
    code,
    amount: rupiah(upTo(index + 1) - upTo(index)),
  }));
};

/** What has changed since an earlier decision: arrears were paid, a fact was corrected, or the cause of the death. */
export type SinceThen = 'arrears_paid' | 'facts_corrected' | 'cause_corrected';

/** Why what was paid under it counts; in arrears by PP 44/2015 art. 39. */
export const reasonOfSetOff = (
  { cover, deathByIllness, citation }: BenefitSchedule,
  since: SinceThen,
): Reason => {
  switch (since) {
    case 'arrears_paid':
      return { code: 'paid_in_arrears', citation: cover.arrearsMonthsAtMost.citation };
    case 'facts_corrected':
      return { code: 'paid_before_correction', citation };
    case 'cause_corrected':
      return { code: 'paid_under_earlier_cause', citation: deathByIllness.lumpSum.citation };
  }
};

/** A line less what is set off against it; what it grants is what is still owed. */
export const lessSetOff = (
  lines: readonly BenefitLine[],
  setOff: readonly LineSum[],
  reason: Reason,
): readonly BenefitLine[] =>
  lines.map((line) => {
    const off = Math.min(line.granted, setOff.find(({ code }) => code === line.code)?.amount ?? 0);
    if (off === 0) return line;
    return { ...line, granted: rupiah(line.granted - off), reasons: [...line.reasons, reason] };
  });
