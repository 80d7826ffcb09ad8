import { sum } from '../../platform/read-models/sum';
import type { Benefits } from '../domain/benefits';

/** What was approved and still stands, and what has arrived and stayed: rupiah as text for `bigint` columns. */
export const moneyOf = ({ benefits, payouts }: Benefits) => {
  const all = Object.values(payouts);
  const arrived = all.filter(({ status }) => status === 'confirmed');
  const approved = Object.values(benefits).filter(
    ({ approval, status }) => approval !== null && status !== 'voided' && status !== 'refused',
  );
  return {
    approved: sum(approved.flatMap(({ assessed }) => assessed.payees.map(({ amount }) => amount))),
    paid: sum(arrived.map(({ confirmation }) => confirmation?.amount ?? 0)),
  };
};
