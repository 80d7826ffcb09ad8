import { rupiah, type Rupiah, total } from '../../kernel/rupiah';
import type { Benefits } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { openAmount, repaidOf } from '../../payout/domain/overpayments';
import { type BenefitSums, type Check, check, counts, sumsOf } from './sums';
import type { CaseEvent } from './steps';

/**
 * What a case comes to. Of the decisions that stand: claimed = granted + adjusted, and granted = paid + setOff + owed,
 * but for what arrived beyond its order. Of all money, wherever it moved: arrived = kept + repaid.
 */
export type CaseSums = Pick<BenefitSums, 'claimed' | 'granted' | 'adjusted' | 'owed' | 'beyond'> & {
  /** Arrived under the decisions that stand. */
  readonly paid: Rupiah;
  /** Paid under an earlier decision and counted as paid. */
  readonly setOff: Rupiah;
  readonly arrived: Rupiah;
  readonly onItsWay: Rupiah;
  readonly repaid: Rupiah;
  readonly kept: Rupiah;
  /** Of what was kept, what is to come back. */
  readonly toCollect: Rupiah;
};

export const caseSums = (benefits: Benefits): CaseSums => {
  const each = inOrder(benefits.benefits).map((benefit) => ({
    sums: sumsOf(benefits, benefit),
    stands: counts(benefits, benefit),
  }));
  const all = each.map(({ sums }) => sums);
  const standing = each.filter(({ stands }) => stands).map(({ sums }) => sums);
  const sum = (field: Exclude<keyof BenefitSums, 'beyond'>, of = standing): Rupiah =>
    total(of.map((one) => one[field]));
  const overpaid = inOrder(benefits.overpayments);
  const arrived = sum('arrived', all);
  const repaid = total(
    overpaid
      .filter(({ payoutId }) => benefits.payouts[payoutId]?.status === 'confirmed')
      .map((one) => rupiah(repaidOf(one))),
  );
  return {
    ...{ claimed: sum('claimed'), granted: sum('granted'), adjusted: sum('adjusted') },
    ...{ paid: sum('arrived'), setOff: sum('setOffHeld'), owed: sum('owed') },
    beyond: standing.reduce((beyond, one) => beyond + one.beyond, 0),
    ...{ arrived, onItsWay: sum('onItsWay', all), repaid, kept: rupiah(arrived - repaid) },
    toCollect: total(overpaid.map((one) => rupiah(openAmount(one, benefits)))),
  };
};

/** The sums at the top, each against what it is made of, and what was repaid against the events alone. */
export const caseChecks = (benefits: Benefits, history: readonly CaseEvent[]): readonly Check[] => {
  const { granted, paid, setOff, owed, beyond, repaid } = caseSums(benefits);
  return [
    check('granted', granted, paid + setOff + owed - beyond),
    check('repaid', repaidByEvents(history), repaid),
  ];
};

/** What was paid back of money that has stayed otherwise. */
const repaidByEvents = (history: readonly CaseEvent[]): number => {
  const repaid = new Map<string, number>();
  for (const { type, data } of history) {
    if (type === 'OverpaymentRepaid')
      repaid.set(data.payoutId, (repaid.get(data.payoutId) ?? 0) + data.amount);
    if (type === 'PayoutReturned') repaid.delete(data.payoutId);
  }
  return [...repaid.values()].reduce((sum, amount) => sum + amount, 0);
};
