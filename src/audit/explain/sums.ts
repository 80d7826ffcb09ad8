import { totalGranted } from '../../benefit-schedule/domain/benefit-line';
import { rupiah, type Rupiah, total } from '../../kernel/rupiah';
import { type Benefit, type Benefits, isLive, payoutsOf } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { isOver, type Payout, replacementOf } from '../../payout/domain/payouts';
import type { CaseEvent } from './steps';

// Every rupiah of a case, added up on each level, from the facts alone.

/** Payouts that followed one another to one payee, the first first: one of them at most is on its way. */
export type Chain = readonly [Payout, ...Payout[]];

export const chainsOf = (benefits: Benefits, benefitId: string): readonly Chain[] => {
  const payouts = payoutsOf(benefits, benefitId);
  return payouts
    .filter(({ replaces }) => !payouts.some(({ payoutId }) => payoutId === replaces))
    .map((first) => [first, ...chainAfter(benefits, first)]);
};

const chainAfter = (benefits: Benefits, payout: Payout): readonly Payout[] => {
  const next = replacementOf(benefits, payout);
  return next ? [next, ...chainAfter(benefits, next)] : [];
};

const lastOf = (chain: Chain): Payout => chain.at(-1) ?? chain[0];

export type BenefitSums = {
  readonly claimed: Rupiah;
  readonly adjusted: Rupiah;
  readonly granted: Rupiah;
  readonly shares: Rupiah;
  /** Of the last payout of each chain, whatever became of it. */
  readonly ordered: Rupiah;
  /** What was paid under an earlier cause, and is in none of the lines: it is a reason of theirs. */
  readonly setOff: Rupiah;
  /** As the payer or the bank said it; may differ from what was ordered. */
  readonly arrived: Rupiah;
  /** Ordered, and neither arrived nor over. */
  readonly onItsWay: Rupiah;
  /** Of chains whose last payout is over: a replacement is due, or the benefit does not stand any more. */
  readonly notPaid: Rupiah;
};

/** One equation; `left` and `right` are whole rupiah. */
export type Check = {
  readonly level: 'lines' | 'total' | 'shares' | 'payouts' | 'money';
  readonly left: Rupiah;
  readonly right: Rupiah;
  readonly holds: boolean;
};

const check = (level: Check['level'], left: Rupiah, right: Rupiah): Check => ({
  ...{ level, left, right },
  holds: left === right,
});

export const sumsOf = (benefits: Benefits, { assessed }: Benefit): BenefitSums => {
  const chains = chainsOf(benefits, assessed.benefitId);
  const last = chains.map(lastOf);
  const claimed = total(assessed.lines.map((line) => line.claimed));
  const granted = totalGranted(assessed.lines as Parameters<typeof totalGranted>[0]);
  return {
    claimed,
    granted,
    adjusted: rupiah(claimed - granted),
    shares: total(assessed.payees.map(({ amount }) => amount)),
    ordered: total(last.map(({ amount }) => amount)),
    setOff: setOffIn(assessed),
    arrived: arrivedIn(benefits, assessed.benefitId),
    onItsWay: total(
      last.filter((one) => !isOver(one) && one.status !== 'confirmed').map((one) => one.amount),
    ),
    notPaid: total(last.filter(isOver).map(({ amount }) => amount)),
  };
};

const arrivedIn = (benefits: Benefits, benefitId: string): Rupiah =>
  total(payoutsOf(benefits, benefitId).map(arrivedOf));

const arrivedOf = ({ status, confirmation }: Payout): Rupiah =>
  rupiah(status === 'confirmed' ? (confirmation?.amount ?? 0) : 0);

/** Claimed = granted + adjusted; granted = total = shares; once money is ordered, shares = payouts. */
export const checksOf = (
  { assessed }: Benefit,
  { claimed, granted, adjusted, shares, ordered }: BenefitSums,
): readonly Check[] => [
  check('lines', claimed, rupiah(granted + adjusted)),
  check('total', assessed.total, granted),
  ...(paysSomebody(assessed) ? [check('shares', shares, assessed.total)] : []),
  ...(ordered > 0 ? [check('payouts', ordered, shares)] : []),
];

const setOffIn = (assessed: Benefit['assessed']): Rupiah =>
  total(
    (assessed.kind === 'death' ? (assessed.inputs.setOff?.lines ?? []) : []).map(
      ({ amount }) => amount,
    ),
  );

/** The right to a scholarship is a ceiling: each school year is assessed and paid by itself. */
const paysSomebody = ({ kind }: Benefit['assessed']): boolean => kind !== 'scholarship_grant';

/** Whether a benefit counts into what the case comes to: it stands, and no later one has taken its place. */
export const counts = ({ benefits }: Benefits, benefit: Benefit): boolean =>
  isLive(benefit) &&
  paysSomebody(benefit.assessed) &&
  !inOrder(benefits).some(
    (other) => isLive(other) && other.assessed.supersedes === benefit.assessed.benefitId,
  );

/** What arrived and stayed by the events alone, without any fold: what is told must come to the same. */
export const arrivedByEvents = (history: readonly CaseEvent[]): Rupiah => {
  const arrived = new Map<string, Rupiah>();
  for (const { type, data } of history) {
    if (type === 'PayoutConfirmed') arrived.set(data.payoutId, data.amount);
    if (type === 'PayoutReturned' || type === 'PayoutFailed') arrived.delete(data.payoutId);
  }
  return total([...arrived.values()]);
};

export const moneyCheck = (benefits: Benefits, history: readonly CaseEvent[]): Check =>
  check('money', arrivedByEvents(history), total(inOrder(benefits.payouts).map(arrivedOf)));
