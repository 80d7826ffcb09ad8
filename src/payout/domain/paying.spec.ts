import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { facts, withIncome, withoutCover } from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { cancel, confirm, fail, giveBack, markUnknown, send } from './testing/asks';
import {
  accountRecorded,
  approved,
  deathId,
  toHospital,
  treatmentAssessed,
  treatmentId,
} from './testing/benefits';
import {
  cancelled,
  confirmed,
  daughters,
  deathApproved,
  failed,
  hospitals,
  returned,
  scheduled,
  sent,
  sons,
  treatmentGranted,
  treatmentReady,
  unknown,
  widows,
} from './testing/payouts';

const given = specificationOf(claimDecider);

const { payoutId, amount } = widows.data;
const waiting = deathApproved;
const ordered: readonly ClaimEvent[] = [...waiting, sent(payoutId)];
const paid: readonly ClaimEvent[] = [...ordered, confirmed(payoutId, amount)];
const tomorrow = calendarDay('2024-12-03');

describe('Sending a payout', () => {
  it('is the order to pay', () =>
    given(...waiting)
      .when(send(payoutId, facts()))
      .then(sent(payoutId)));
  it('is done once', () =>
    given(...ordered)
      .when(send(payoutId, facts()))
      .thenRejected('payout-already-sent'));
  it.each([
    ['assessor', 'siti'],
    ['approver', 'budi'],
  ])('is not for the %s', (_, by) =>
    given(...waiting)
      .when(send(payoutId, facts(), by))
      .thenRejected('payer-is-judge'),
  );
  it.each([
    ['nobody knows what became of it', [sent(payoutId), unknown(payoutId)], 'outcome-unknown'],
    ['it arrived', [sent(payoutId), confirmed(payoutId, amount)], 'payout-already-confirmed'],
    ['it failed', [sent(payoutId), failed(payoutId)], 'payout-over'],
    ['it was cancelled', [cancelled(payoutId)], 'payout-over'],
  ])('is not done again where %s', (_, way, code) =>
    given(...waiting, ...way)
      .when(send(payoutId, facts()))
      .thenRejected(code),
  );
  it.each([
    ['the cover was annulled', withoutCover],
    ['another income was declared', withIncome(2_000_000)],
  ])('is refused where %s since the approval', (_, participant) =>
    given(...waiting)
      .when(send(payoutId, facts({ participant })))
      .thenRejected('facts-changed'),
  );
  it.each<readonly [string, ClaimEvent, string]>([
    [
      'the accident turned out to be none of work',
      {
        type: 'AccidentConcluded',
        data: {
          outcome: 'not_work_accident',
          concludedBy: 'payer',
          concludedOn: calendarDay('2024-11-20'),
          reference: null,
          by: 'siti',
        },
      },
      'not-a-work-accident',
    ],
    [
      'the bill turned out to reach past the recovery',
      {
        type: 'ParticipantRecovered',
        data: { recoveredOn: calendarDay('2024-11-10'), by: 'siti' },
      },
      'treatment-after-recovery',
    ],
  ])('is refused where %s since the approval', (_, since, code) => {
    const payout = scheduled(treatmentAssessed, toHospital);
    given(...treatmentReady, approved(treatmentId), payout, since)
      .when(send(payout.data.payoutId, facts()))
      .thenRejected(code);
  });
  it('goes to the account that was approved', () =>
    given(...waiting, accountRecorded('heir', 'mem-widow', 'acc-new'))
      .when(send(payoutId, facts()))
      .thenRejected('facts-changed'));
  it('needs a payout', () =>
    given(...waiting)
      .when(send('pyt-9', facts()))
      .thenRejected('payout-not-scheduled'));
  it('is not for the office where the payer pays', () =>
    given(...treatmentGranted)
      .when(send(hospitals.data.payoutId, facts()))
      .thenRejected('payer-pays-itself'));
});

describe('Confirming a payout', () => {
  it('says that money has arrived', () =>
    given(...ordered)
      .when(confirm(payoutId, amount))
      .then(confirmed(payoutId, amount)));
  it('says nothing the second time', () =>
    given(...paid)
      .when(confirm(payoutId, amount))
      .thenNothing());
  it('says nothing when somebody else confirms the same', () =>
    given(...paid)
      .when(confirm(payoutId, amount, { by: 'tono' }))
      .thenNothing());
  it.each([
    ['another sum', { amount: rupiah(1) }],
    ['another day', { paidOn: calendarDay('2024-11-30') }],
    ['another reference', { reference: 'bank-2' }],
  ])('is never swallowed with %s', (_, changed) =>
    given(...paid)
      .when(confirm(payoutId, amount, changed))
      .thenRejected('payout-already-confirmed'),
  );
  it('keeps a sum that differs', () =>
    given(...ordered)
      .when(confirm(payoutId, rupiah(10_000_000)))
      .then(confirmed(payoutId, rupiah(10_000_000))));
  it('comes after the order', () =>
    given(...waiting)
      .when(confirm(payoutId, amount))
      .thenRejected('payout-not-sent'));
  it('is not of a payout that was cancelled before it was sent', () =>
    given(...waiting, cancelled(payoutId))
      .when(confirm(payoutId, amount))
      .thenRejected('payout-not-sent'));
  it.each([
    ['assessor', 'siti'],
    ['approver', 'budi'],
  ])('is not for the %s', (_, by) =>
    given(...ordered)
      .when(confirm(payoutId, amount, { by }))
      .thenRejected('payer-is-judge'),
  );
  it('may be done by whoever sent it', () =>
    given(...waiting, sent(payoutId, 'tono'))
      .when(confirm(payoutId, amount, { by: 'tono' }))
      .then(confirmed(payoutId, amount, { by: 'tono' })));
  it('is not of tomorrow', () =>
    given(...ordered)
      .when(confirm(payoutId, amount, { paidOn: tomorrow }))
      .thenRejected('day-in-future'));
});

describe('The confirmation that gives the last heir his money', () => {
  const others = [daughters, sons].flatMap(({ data }) => [
    sent(data.payoutId),
    confirmed(data.payoutId, data.amount),
  ]);
  const settled: ClaimEvent = {
    type: 'DeathSettled',
    data: {
      benefitId: deathId,
      payoutIds: [widows, daughters, sons].map(({ data }) => data.payoutId),
    },
  };

  it('settles the death', () =>
    given(...waiting, ...others, sent(payoutId))
      .when(confirm(payoutId, amount))
      .then(confirmed(payoutId, amount), settled));
  it('is not one of the others', () => {
    const { data } = sons;
    given(...paid, sent(data.payoutId))
      .when(confirm(data.payoutId, data.amount))
      .then(confirmed(data.payoutId, data.amount));
  });
  it('settles it once, also when money came back and is paid again', () =>
    given(...waiting, ...others, sent(payoutId), confirmed(payoutId, amount), settled)
      .when(giveBack(payoutId))
      .then(returned(payoutId)));
  it('settles it once, also when the return is contradicted', () => {
    const again = { paidOn: calendarDay('2024-12-01'), reference: 'bank-2' };
    given(
      ...waiting,
      ...others,
      sent(payoutId),
      confirmed(payoutId, amount),
      settled,
      returned(payoutId),
    )
      .when(confirm(payoutId, amount, again))
      .then(confirmed(payoutId, amount, { ...again, contradicts: true }));
  });
});

describe('A payout that failed', () => {
  it('is over', () =>
    given(...ordered)
      .when(fail(payoutId))
      .then(failed(payoutId)));
  it('fails once', () =>
    given(...ordered, failed(payoutId))
      .when(fail(payoutId))
      .thenNothing());
  it('was sent', () =>
    given(...waiting)
      .when(fail(payoutId))
      .thenRejected('payout-not-sent'));
  it('has not arrived', () =>
    given(...paid)
      .when(fail(payoutId))
      .thenRejected('payout-already-confirmed'));
  it('did not fail tomorrow', () =>
    given(...ordered)
      .when(fail(payoutId, { failedOn: tomorrow }))
      .thenRejected('day-in-future'));
});

describe('Money that comes back', () => {
  it('is returned', () =>
    given(...paid)
      .when(giveBack(payoutId))
      .then(returned(payoutId)));
  it('is returned once', () =>
    given(...paid, returned(payoutId))
      .when(giveBack(payoutId))
      .thenNothing());
  it('may come back before anybody confirmed it', () =>
    given(...ordered)
      .when(giveBack(payoutId))
      .then(returned(payoutId)));
  it('did not come back before it was paid', () =>
    given(...paid)
      .when(giveBack(payoutId, { returnedOn: calendarDay('2024-11-28') }))
      .thenRejected('period-reversed'));
  it('did not come back tomorrow', () =>
    given(...paid)
      .when(giveBack(payoutId, { returnedOn: tomorrow }))
      .thenRejected('day-in-future'));
  it('was sent', () =>
    given(...waiting)
      .when(giveBack(payoutId))
      .thenRejected('payout-not-sent'));
  it('is not counted again when its old confirmation is told once more', () =>
    given(...paid, returned(payoutId))
      .when(confirm(payoutId, amount))
      .thenNothing());
});

describe('A payout of which nobody knows', () => {
  const lost: readonly ClaimEvent[] = [...ordered, unknown(payoutId)];

  it('was sent', () =>
    given(...ordered)
      .when(markUnknown(payoutId))
      .then(unknown(payoutId)));
  it('is unknown once', () =>
    given(...lost)
      .when(markUnknown(payoutId))
      .thenNothing());
  it('is not one that waits', () =>
    given(...waiting)
      .when(markUnknown(payoutId))
      .thenRejected('payout-not-sent'));
  it('is not one that arrived', () =>
    given(...paid)
      .when(markUnknown(payoutId))
      .thenRejected('payout-already-confirmed'));
  it('ends by a confirmation', () =>
    given(...lost)
      .when(confirm(payoutId, amount))
      .then(confirmed(payoutId, amount)));
  it('ends by a failure that names the inquiry', () =>
    given(...lost)
      .when(fail(payoutId, { reference: 'inquiry-1' }))
      .then({ type: 'PayoutFailed', data: { ...failed(payoutId).data, reference: 'inquiry-1' } }));
  it('does not end by a failure that names none', () =>
    given(...lost)
      .when(fail(payoutId))
      .thenRejected('inquiry-missing'));
  it('does not end by a return', () =>
    given(...lost)
      .when(giveBack(payoutId))
      .thenRejected('outcome-unknown'));
  it('does not end by a cancellation', () =>
    given(...lost)
      .when(cancel(payoutId))
      .thenRejected('outcome-unknown'));
});

describe('Cancelling a payout', () => {
  it('is possible while it waits', () =>
    given(...waiting)
      .when(cancel(payoutId))
      .then(cancelled(payoutId)));
  it('says nothing the second time', () =>
    given(...waiting, cancelled(payoutId))
      .when(cancel(payoutId))
      .thenNothing());
  it('is too late once it was sent', () =>
    given(...ordered)
      .when(cancel(payoutId))
      .thenRejected('payout-already-sent'));
  it('is too late once it arrived', () =>
    given(...paid)
      .when(cancel(payoutId))
      .thenRejected('payout-already-confirmed'));
});

// The state keeps no day of a failure or a return yet, so another report of one is taken for a repeat.
describe('What was reported of a payout is never swallowed with other facts', () => {
  it('a failure of another day', () =>
    given(...ordered, failed(payoutId))
      .when(fail(payoutId, { failedOn: calendarDay('2024-11-30') }))
      .thenRejected('payout-over'));
  it('a return of another day, which would move the month', () =>
    given(...paid, returned(payoutId))
      .when(giveBack(payoutId, { returnedOn: calendarDay('2024-12-01') }))
      .thenRejected('payout-over'));
});
