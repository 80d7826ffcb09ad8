import { sum } from '../../platform/read-models/sum';
import { type Benefit, type Benefits, type BenefitStatus, payoutsOf } from '../domain/benefits';
import { inOrder } from '../domain/in-order';
import { heldOf } from '../domain/overpayments';
import { owedPayouts } from '../domain/owed';

/** Taken back, or waiting for another supervisor. */
const NOT_APPROVED: readonly BenefitStatus[] = ['voided', 'refused', 'awaiting_second'];

/** What was approved and still stands, and what has arrived, stayed and was not repaid: rupiah as text for `bigint` columns. */
export const moneyOf = (state: Benefits) => ({
  approved: sum(
    inOrder(state.benefits)
      .filter(isApproved)
      .flatMap((benefit) => approvedIn(benefit, state)),
  ),
  paid: sum(inOrder(state.payouts).map((payout) => heldOf(payout, state))),
});

const isApproved = ({ approval, status }: Benefit): boolean =>
  approval !== null && !NOT_APPROVED.includes(status);

/**
 * Until another decision is taken in its place, all that it approved; from then on what it has paid and still owes: the
 * one that took its place counts the rest.
 */
const approvedIn = (benefit: Benefit, state: Benefits): readonly number[] => {
  const { assessed } = benefit;
  if (!isReplaced(benefit, state)) return assessed.payees.map(({ amount }) => amount);
  const owed = owedPayouts(state).filter(({ payout }) => payout.benefitId === assessed.benefitId);
  return [
    ...payoutsOf(state, assessed.benefitId).map((payout) => heldOf(payout, state)),
    ...owed.map(({ payout }) => payout.amount),
  ];
};

/** Whether somebody has decided on what came in its place, or on what came in the place of that. */
const isReplaced = ({ supersededBy }: Benefit, state: Benefits): boolean => {
  const next = supersededBy === null ? undefined : state.benefits[supersededBy];
  if (!next) return false;
  return (
    isApproved(next) ||
    next.status === 'settled' ||
    next.status === 'refused' ||
    isReplaced(next, state)
  );
};
