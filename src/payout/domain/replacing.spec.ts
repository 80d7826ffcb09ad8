import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { facts } from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import {
  approveReplacement,
  confirm,
  recordAccount,
  requestReplacement,
  send,
} from './testing/asks';
import { accountRecorded, deathAssessed, toWidow } from './testing/benefits';
import {
  cancelled,
  confirmed,
  deathApproved,
  failed,
  overpaymentFound,
  replacedBy,
  replacementApproved,
  replacementRequested,
  returned,
  scheduled,
  sent,
  unknown,
  widows,
} from './testing/payouts';

const given = specificationOf(claimDecider);

const { payoutId, amount } = widows.data;
const second = scheduled(deathAssessed, toWidow, { n: 1 });
const third = scheduled(deathAssessed, toWidow, { n: 2 });
const secondId = second.data.payoutId;
const thirdId = third.data.payoutId;

const ordered: readonly ClaimEvent[] = [...deathApproved, sent(payoutId)];
const cameBack: readonly ClaimEvent[] = [
  ...ordered,
  confirmed(payoutId, amount),
  returned(payoutId),
];
const hasFailed: readonly ClaimEvent[] = [...ordered, failed(payoutId)];
const replaced: readonly ClaimEvent[] = [...hasFailed, ...replacedBy(second)];
const contradiction = confirmed(payoutId, amount, { contradicts: true });

describe('Money that came back', () => {
  it('goes out again when somebody asks for it, ...', () =>
    given(...cameBack)
      .when(requestReplacement(payoutId))
      .then(replacementRequested(second)));
  it('... another approves it, ...', () =>
    given(...cameBack, replacementRequested(second))
      .when(approveReplacement(secondId))
      .then(replacementApproved(second), second));
  it('... a third sends it, ...', () =>
    given(...cameBack, ...replacedBy(second))
      .when(send(secondId, facts()))
      .then(sent(secondId)));
  it('... and it arrives', () =>
    given(...cameBack, ...replacedBy(second), sent(secondId))
      .when(confirm(secondId, amount))
      .then(confirmed(secondId, amount)));
});

describe('Asking for a replacement', () => {
  it.each([
    ['failed', hasFailed],
    ['came back', cameBack],
    ['was cancelled', [...deathApproved, cancelled(payoutId)]],
  ])('is possible where the payout %s', (_, history) =>
    given(...history)
      .when(requestReplacement(payoutId))
      .then(replacementRequested(second)),
  );
  it.each([
    ['waits', [], 'payout-not-sent'],
    ['was sent', [sent(payoutId)], 'payout-already-sent'],
    ['is unknown', [sent(payoutId), unknown(payoutId)], 'outcome-unknown'],
    ['arrived', [sent(payoutId), confirmed(payoutId, amount)], 'payout-already-confirmed'],
  ])('is not possible while the payout %s', (_, way, code) =>
    given(...deathApproved, ...way)
      .when(requestReplacement(payoutId))
      .thenRejected(code),
  );
  it('says nothing the second time', () =>
    given(...hasFailed, replacementRequested(second))
      .when(requestReplacement(payoutId))
      .thenNothing());
  it('is not done by two', () =>
    given(...hasFailed, replacementRequested(second))
      .when(requestReplacement(payoutId, { by: 'siti' }))
      .thenRejected('replacement-requested'));
  it('is not done for a payout that was replaced', () =>
    given(...replaced)
      .when(requestReplacement(payoutId))
      .thenRejected('payout-replaced'));
  it('is done for the replacement where that failed too', () =>
    given(...replaced, sent(secondId), failed(secondId))
      .when(requestReplacement(secondId))
      .then(replacementRequested(third)));
  it('takes the account of the moment', () =>
    given(...hasFailed, accountRecorded('heir', 'mem-widow', 'acc-new'))
      .when(requestReplacement(payoutId))
      .then(
        replacementRequested(scheduled(deathAssessed, toWidow, { n: 1, accountRef: 'acc-new' })),
      ));
  it('is done anew where the account changed before anybody approved it', () =>
    given(
      ...hasFailed,
      replacementRequested(second),
      accountRecorded('heir', 'mem-widow', 'acc-new'),
    )
      .when(requestReplacement(payoutId))
      .then(
        replacementRequested(scheduled(deathAssessed, toWidow, { n: 1, accountRef: 'acc-new' })),
      ));
  it('needs a payout', () =>
    given(...hasFailed)
      .when(requestReplacement('pyt-9'))
      .thenRejected('payout-not-scheduled'));
});

describe('Approving a replacement', () => {
  const requested: readonly ClaimEvent[] = [...hasFailed, replacementRequested(second)];

  it.each([
    ['whoever asked for it', 'joko'],
    ['the assessor', 'siti'],
  ])('is not for %s', (_, by) =>
    given(...requested)
      .when(approveReplacement(secondId, by))
      .thenRejected('self-approval'),
  );
  it('says nothing the second time', () =>
    given(...replaced)
      .when(approveReplacement(secondId))
      .thenNothing());
  it('is done by one person', () =>
    given(...replaced)
      .when(approveReplacement(secondId, 'budi'))
      .thenRejected('already-approved'));
  it('needs a request', () =>
    given(...hasFailed)
      .when(approveReplacement(secondId))
      .thenRejected('not-found'));
  it('is not the approval of a first payout', () =>
    given(...hasFailed)
      .when(approveReplacement(payoutId))
      .thenRejected('already-approved'));
  it('holds for the account that was asked for', () =>
    given(...requested, accountRecorded('heir', 'mem-widow', 'acc-new'))
      .when(approveReplacement(secondId))
      .thenRejected('facts-changed'));
  it('is refused once the first payout turns out to have arrived', () =>
    given(...requested, contradiction)
      .when(approveReplacement(secondId))
      .thenRejected('payout-already-confirmed'));
});

describe('A replacement', () => {
  it('is no payout before it is approved', () =>
    given(...hasFailed, replacementRequested(second))
      .when(send(secondId, facts()))
      .thenRejected('payout-not-approved'));
  it.each([
    ['assessor', 'siti'],
    ['approver of the benefit', 'budi'],
    ['requester', 'joko'],
    ['approver', 'dewi'],
  ])('is neither sent nor confirmed by its %s', (_, by) => {
    given(...replaced)
      .when(send(secondId, facts(), by))
      .thenRejected('payer-is-judge');
    given(...replaced, sent(secondId))
      .when(confirm(secondId, amount, { by }))
      .thenRejected('payer-is-judge');
  });
  it('is cancelled by a changed account too', () =>
    given(...replaced)
      .when(recordAccount('heir', 'mem-widow', 'acc-new'))
      .then(
        accountRecorded('heir', 'mem-widow', 'acc-new'),
        cancelled(secondId, 'account_changed', 'siti'),
      ));
});

describe('A first payout that turns out to have arrived', () => {
  const arrives = confirm(payoutId, amount);

  it('contradicts its failure', () =>
    given(...hasFailed)
      .when(arrives)
      .then(contradiction));
  it('says so once', () =>
    given(...hasFailed, contradiction)
      .when(arrives)
      .thenNothing());
  it('stops the replacement that waits', () =>
    given(...replaced)
      .when(arrives)
      .then(contradiction, cancelled(secondId, 'original_paid', 'ani')));
  it.each([
    ['was sent', [sent(secondId)]],
    ['is unknown', [sent(secondId), unknown(secondId)]],
    ['arrived too', [sent(secondId), confirmed(secondId, amount)]],
  ])('finds an overpayment where the replacement %s', (_, way) =>
    given(...replaced, ...way)
      .when(arrives)
      .then(contradiction, overpaymentFound(second)),
  );
  it('looks through a replacement that failed', () =>
    given(...replaced, sent(secondId), failed(secondId), ...replacedBy(third), sent(thirdId))
      .when(arrives)
      .then(contradiction, overpaymentFound(third)));

  const stopped: readonly ClaimEvent[] = [
    ...replaced,
    contradiction,
    cancelled(secondId, 'original_paid', 'ani'),
  ];
  it('leaves a stopped replacement for ever', () =>
    given(...stopped)
      .when(requestReplacement(secondId))
      .thenRejected('payout-already-confirmed'));
  it('leaves a replacement of the replacement unapproved', () =>
    given(...replaced, sent(secondId), failed(secondId), replacementRequested(third), contradiction)
      .when(approveReplacement(thirdId))
      .thenRejected('payout-already-confirmed'));

  it('finds an overpayment of its own for each payout that should not have arrived', () => {
    const twice: readonly ClaimEvent[] = [
      ...replaced,
      sent(secondId),
      failed(secondId),
      ...replacedBy(third),
      sent(thirdId),
      confirmed(thirdId, amount),
      contradiction,
      overpaymentFound(third),
    ];
    given(...twice)
      .when(confirm(secondId, amount))
      .then(confirmed(secondId, amount, { contradicts: true }), overpaymentFound(second));
  });
  it('can come back, and is then replaced no second time', () =>
    given(...replaced, sent(secondId), contradiction, overpaymentFound(second), returned(payoutId))
      .when(requestReplacement(payoutId))
      .thenRejected('payout-replaced'));
  it('keeps the sum that arrived', () =>
    given(...hasFailed)
      .when(confirm(payoutId, rupiah(10_000_000), { paidOn: calendarDay('2024-12-01') }))
      .then(
        confirmed(payoutId, rupiah(10_000_000), {
          contradicts: true,
          paidOn: calendarDay('2024-12-01'),
        }),
      ));
});
