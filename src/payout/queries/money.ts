import { sum } from '../../platform/read-models/sum';
import type { Benefits, BenefitStatus } from '../domain/benefits';

/** Taken back, or waiting for another supervisor. */
const NOT_APPROVED: readonly BenefitStatus[] = ['voided', 'refused', 'awaiting_second'];

/** What was approved and still stands, and what has arrived and stayed: rupiah as text for `bigint` columns. */
export const moneyOf = ({ benefits, payouts }: Benefits) => {
  const all = Object.values(payouts);
  const arrived = all.filter(({ status }) => status === 'confirmed');
  const approved = Object.values(benefits).filter(
    ({ approval, status }) => approval !== null && !NOT_APPROVED.includes(status),
  );
  return {
    approved: sum(approved.flatMap(({ assessed }) => assessed.payees.map(({ amount }) => amount))),
    paid: sum(arrived.map(({ confirmation }) => confirmation?.amount ?? 0)),
  };
};
