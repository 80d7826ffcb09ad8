import { totalGranted } from '../../benefit-schedule/domain/benefit-line';
import { rupiah, type Rupiah, total } from '../../kernel/rupiah';
import { type Benefit, type Benefits, isLive, payoutsOf } from '../../payout/domain/benefits';
import type { Payee } from '../../payout/domain/benefit.events';
import { inOrder } from '../../payout/domain/in-order';
import { isOver, type Payout, replacementOf } from '../../payout/domain/payouts';
import { setOffHeld, setOffIn } from '../../payout/domain/set-off';
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
  /** All that is owed by the lines, with what is set off: granted = arrived + setOffHeld + owed - beyond. */
  readonly granted: Rupiah;
  /** What was paid under an earlier decision and counts as paid, as it was decided. */
  readonly setOff: Rupiah;
  /** So much of it as is held still. */
  readonly setOffHeld: Rupiah;
  /** Granted less what is set off: what it orders to be paid. */
  readonly toPay: Rupiah;
  readonly shares: Rupiah;
  /** Of the last payout of each chain, whatever became of it. */
  readonly ordered: Rupiah;
  /** As the payer or the bank said it; may differ from what was ordered. */
  readonly arrived: Rupiah;
  /** Ordered, and neither arrived nor over. */
  readonly onItsWay: Rupiah;
  /** Of chains whose last payout is over: a replacement is due, or the benefit does not stand any more. */
  readonly notPaid: Rupiah;
  /** Has not arrived: approved or not, on its way, due again, or set off and not held any more. */
  readonly owed: Rupiah;
  /** What arrived beyond what was ordered; below 0 where a payer has paid less. */
  readonly beyond: number;
};

/** One equation; `left` and `right` are whole rupiah. */
export type Check = {
  readonly level:
    'lines' | 'total' | 'set-off' | 'shares' | 'payouts' | 'granted' | 'money' | 'repaid';
  readonly left: number;
  readonly right: number;
  readonly holds: boolean;
};

export const check = (level: Check['level'], left: number, right: number): Check => ({
  ...{ level, left, right },
  holds: left === right,
});

export const sumsOf = (benefits: Benefits, { assessed }: Benefit): BenefitSums => {
  const chains = chainsOf(benefits, assessed.benefitId);
  const last = chains.map(lastOf);
  return {
    ...grantedIn(assessed),
    ...paidIn({ assessed }, chains, benefits),
    shares: total(assessed.payees.map(({ amount }) => amount)),
    ordered: total(last.map(({ amount }) => amount)),
    onItsWay: total(
      last.filter((one) => !isOver(one) && one.status !== 'confirmed').map((one) => one.amount),
    ),
    notPaid: total(last.filter(isOver).map(({ amount }) => amount)),
  };
};

const grantedIn = (assessed: Benefit['assessed']) => {
  const claimed = total(assessed.lines.map((line) => line.claimed));
  const toPay = totalGranted(assessed.lines as Parameters<typeof totalGranted>[0]);
  const setOff = total((setOffIn(assessed)?.lines ?? []).map(({ amount }) => amount));
  const granted = rupiah(toPay + setOff);
  return { claimed, granted, setOff, toPay, adjusted: rupiah(claimed - granted) };
};

/** By payee: what has arrived, or else what is owed; and what was set off, or else is owed again. */
const paidIn = (
  benefit: Pick<Benefit, 'assessed'>,
  chains: readonly Chain[],
  benefits: Benefits,
): Pick<BenefitSums, 'arrived' | 'setOffHeld' | 'owed' | 'beyond'> => {
  const { assessed } = benefit;
  const has = (chain: Chain): boolean => chain.some(({ status }) => status === 'confirmed');
  const arrived = total(chains.flat().map(arrivedOf));
  const ordered = total(chains.filter(has).map((chain) => lastOf(chain).amount));
  const inHand = setOffHeld(benefit, benefits);
  const setOff = total((setOffIn(assessed)?.heirs ?? []).map(({ amount }) => amount));
  const due = [
    ...chains.filter((chain) => !has(chain)).map((chain) => lastOf(chain).amount),
    ...assessed.payees.filter((payee) => !chains.some(isFor(payee))).map(({ amount }) => amount),
  ];
  const owed = rupiah(total(due) + setOff - inHand);
  return { arrived, setOffHeld: inHand, owed, beyond: arrived - ordered };
};

/** Whether payouts went to that payee. */
export const isFor =
  ({ kind, id, onBehalfOf }: Payee) =>
  ([first]: Chain): boolean =>
    first.payeeKind === kind && first.payeeId === id && first.onBehalfOf === onBehalfOf;

const arrivedOf = ({ status, confirmation }: Payout): Rupiah =>
  rupiah(status === 'confirmed' ? (confirmation?.amount ?? 0) : 0);

/**
 * Claimed = granted + adjusted; granted less what is set off = total = shares; once money is ordered, shares = payouts;
 * granted = arrived + set off + owed, but for what arrived beyond its order.
 */
export const checksOf = ({ assessed }: Benefit, sums: BenefitSums): readonly Check[] => {
  const { claimed, granted, adjusted, setOff, toPay, shares, ordered } = sums;
  const byHeir = total((setOffIn(assessed)?.heirs ?? []).map(({ amount }) => amount));
  return [
    check('lines', claimed, rupiah(granted + adjusted)),
    check('total', assessed.total, toPay),
    check('set-off', setOff, byHeir),
    ...(paysSomebody(assessed)
      ? [check('shares', shares, assessed.total), check('granted', granted, accountedFor(sums))]
      : []),
    ...(ordered > 0 ? [check('payouts', ordered, shares)] : []),
  ];
};

type Accounted = Pick<BenefitSums, 'arrived' | 'setOffHeld' | 'owed' | 'beyond'>;

const accountedFor = ({ arrived, setOffHeld: held, owed, beyond }: Accounted): number =>
  arrived + held + owed - beyond;

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
