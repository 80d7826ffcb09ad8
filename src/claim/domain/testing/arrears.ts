import { calendarDay } from '../../../kernel/calendar-day';
import type { Benefit } from '../../../payout/domain/benefits';
import { inOrder } from '../../../payout/domain/in-order';
import { approve, confirm, send } from '../../../payout/domain/testing/asks';
import { deathPapers, heirsAccounts } from '../../../payout/domain/testing/benefits';
import type { ClaimFacts } from '../claim.commands';
import type { ClaimEvent } from '../claim.events';
import { after, claimAfter } from './causes';
import { accepted, assessDeath, deathReported, heirsEstablished } from './claims';
import { facts, paidFor, participant, period } from './people';

// A death by illness in arrears of three months, and how its money goes on once they are paid.

const day = calendarDay;

/** Covered since July 2024; who died on 5 November was in arrears of August to October. */
export const unpaid = [paidFor('2024-07', '2024-07')];
export const withContributions = (
  contributions: readonly ReturnType<typeof paidFor>[],
): ClaimFacts =>
  facts({
    participant: participant({ periods: [period({ from: day('2024-07-01') })], contributions }),
  });
export const paidOn = (on: string, from = '2024-08', to = '2024-10') => ({
  ...paidFor(from, to),
  paidOn: day(on),
});
export const inArrears = withContributions(unpaid);
export const arrearsPaid = withContributions([...unpaid, paidOn('2024-11-25')]);

export const ready: readonly ClaimEvent[] = [
  deathReported(),
  { ...accepted, data: { ...accepted.data, cover: 'in_arrears' } },
  heirsEstablished,
  ...deathPapers,
  ...heirsAccounts,
];
export const standing = (history: readonly ClaimEvent[]): Benefit => {
  const [benefit] = inOrder(claimAfter(history).benefits.benefits).filter(
    ({ supersededBy, status }) => supersededBy === null && status !== 'voided',
  );
  if (!benefit) throw new Error('Nothing stands.');
  return benefit;
};
export const approvedOn = (read: ClaimFacts, history: readonly ClaimEvent[]) =>
  after(history, approve(standing(history).assessed.benefitId, read));
export const paidOut = (read: ClaimFacts, history: readonly ClaimEvent[], on = '2024-11-18') =>
  inOrder(claimAfter(history).benefits.payouts)
    .filter(({ status }) => status === 'scheduled')
    .reduce(
      (before, { payoutId, amount }) =>
        after(
          before,
          send(payoutId, read),
          confirm(payoutId, amount, { paidOn: day(on), today: day(on), reference: payoutId }),
        ),
      history,
    );
export const assessed = after(ready, assessDeath(inArrears));
export const funeralApproved = approvedOn(inArrears, assessed);
export const funeralPaid = paidOut(inArrears, funeralApproved);
export const restAssessed = after(funeralPaid, assessDeath(arrearsPaid));
export const restApproved = approvedOn(arrearsPaid, restAssessed);
export const allPaid = paidOut(arrearsPaid, restApproved, '2024-11-29');
