import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { moneyOf } from '../queries/money';
import { openTasksOf } from './tasks';
import { repay } from './testing/asks';
import {
  confirmed,
  deathApproved,
  overpaymentFound,
  repaid,
  returned,
  sent,
  widows,
} from './testing/payouts';

const given = specificationOf(claimDecider);
const { payoutId, amount } = widows.data;
const found = overpaymentFound(widows);
const { overpaymentId } = found.data;
/** The widow's 10,500,000 were not owed. */
const overpaid: readonly ClaimEvent[] = [
  ...deathApproved,
  sent(payoutId),
  confirmed(payoutId, amount),
  found,
];
const stateAfter = (...more: readonly ClaimEvent[]) =>
  stateOf(claimDecider, [...overpaid, ...more]).benefits;
const collecting = (...more: readonly ClaimEvent[]) =>
  openTasksOf(stateAfter(...more)).filter(({ task }) => task === 'collect_overpayment');

describe('An overpayment', () => {
  it('is repaid in parts, each on its day', () =>
    given(...overpaid)
      .when(repay(overpaymentId, 4_000_000))
      .then(repaid(found, 4_000_000)));
  it('says nothing the second time', () =>
    given(...overpaid, repaid(found, 4_000_000))
      .when(repay(overpaymentId, 4_000_000))
      .thenNothing());
  it('is repaid in the same sum again under another receipt', () =>
    given(...overpaid, repaid(found, 4_000_000))
      .when(repay(overpaymentId, 4_000_000, { reference: 'sts-2' }))
      .then(repaid(found, 4_000_000, { reference: 'sts-2' })));
  it('is repaid to the last rupiah, and never beyond', () => {
    const rest = { reference: 'sts-2' };
    given(...overpaid, repaid(found, 4_000_000))
      .when(repay(overpaymentId, 6_500_000, rest))
      .then(repaid(found, 6_500_000, rest));
    given(...overpaid, repaid(found, 4_000_000))
      .when(repay(overpaymentId, 6_500_001, rest))
      .thenRejected('overpayment-exceeded');
  });
  it('that nobody found is not repaid', () =>
    given(...overpaid)
      .when(repay('ovp-unknown', 1))
      .thenRejected('not-found'));
  it('is not repaid before the money had arrived, nor tomorrow', () => {
    given(...overpaid)
      .when(repay(overpaymentId, 1, { repaidOn: calendarDay('2024-11-28') }))
      .thenRejected('period-reversed');
    given(...overpaid)
      .when(repay(overpaymentId, 1, { repaidOn: calendarDay('2024-12-03') }))
      .thenRejected('day-in-future');
  });
  it('of which all came back with the payout itself has nothing left to repay', () =>
    given(...overpaid, returned(payoutId))
      .when(repay(overpaymentId, 1))
      .thenRejected('overpayment-exceeded'));

  it('waits for finance until nothing is open', () => {
    expect(collecting()).toMatchObject([{ role: 'finance', overpaymentId, payoutId }]);
    expect(collecting(repaid(found, 10_499_999))).toHaveLength(1);
    expect(collecting(repaid(found, 10_500_000))).toEqual([]);
    expect(collecting(returned(payoutId))).toEqual([]);
  });
  it('lessens what has arrived and stayed once it is repaid', () => {
    expect(moneyOf(stateAfter()).paid).toBe('10500000');
    expect(moneyOf(stateAfter(repaid(found, 4_000_000))).paid).toBe('6500000');
  });
});
