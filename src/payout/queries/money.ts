import { sum } from '../../platform/read-models/sum';
import { type Benefit, type Benefits, type BenefitStatus, payoutsOf } from '../domain/benefits';
import { inOrder } from '../domain/in-order';
import { heldOf } from '../domain/overpayments';

/** Taken back, or waiting for another supervisor. */
const NOT_APPROVED: readonly BenefitStatus[] = ['voided', 'refused', 'awaiting_second'];

/** What was approved and still stands, and what has arrived, stayed and was not repaid: rupiah as text for `bigint` columns. */
export const moneyOf = (state: Benefits) => {
  const { benefits, payouts } = state;
  const approved = inOrder(benefits).filter(
    ({ approval, status }) => approval !== null && !NOT_APPROVED.includes(status),
  );
  // Of a superseded decision counts what it has paid: the one that took its place counts the rest.
  const approvedIn = ({ assessed, supersededBy }: Benefit): readonly number[] =>
    supersededBy === null
      ? assessed.payees.map(({ amount }) => amount)
      : payoutsOf(state, assessed.benefitId).map((payout) => heldOf(payout, state));
  return {
    approved: sum(approved.flatMap(approvedIn)),
    paid: sum(inOrder(payouts).map((payout) => heldOf(payout, state))),
  };
};
