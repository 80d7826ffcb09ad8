import { claimDecider } from '../../claim/domain/claim.decider';
import { facts } from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import {
  confirm,
  fail,
  giveBack,
  markUnknown,
  payerDecides,
  present,
  send,
  today,
} from './testing/asks';
import { treatmentId } from './testing/benefits';
import {
  confirmed,
  deathApproved,
  hospitals,
  sent,
  treatmentApproved,
  treatmentGranted,
  treatmentPresented,
  unknown,
  widows,
} from './testing/payouts';

// What a payer or a bank is said to have done on days, or with sums, that cannot be.

const given = specificationOf(claimDecider);
const { payoutId, amount } = widows.data;
/** The death, and the accident, were on 5 November. */
const before = calendarDay('2024-11-04');
const on = calendarDay('2024-11-05');
const ordered = [...deathApproved, sent(payoutId)];
const markedOn = (unknownSince: typeof on) => {
  const asked = markUnknown(payoutId);
  return { ...asked, data: { ...asked.data, unknownSince } };
};

describe('The day before the death', () => {
  it('nothing was paid for it', () => {
    given(...ordered)
      .when(confirm(payoutId, amount, { paidOn: before }))
      .thenRejected('period-reversed');
    given(...ordered)
      .when(confirm(payoutId, amount, { paidOn: on }))
      .then(confirmed(payoutId, amount, { paidOn: on }));
  });
  it.each([
    ['had failed', fail(payoutId, { failedOn: before })],
    ['had come back', giveBack(payoutId, { returnedOn: before })],
    ['was lost sight of', markedOn(before)],
  ])('no transfer for it %s', (_, command) =>
    given(...ordered)
      .when(command)
      .thenRejected('period-reversed'),
  );
  it('on which a transfer was lost sight of is the day of the death at the earliest', () => {
    const { type, data } = unknown(payoutId);
    given(...ordered)
      .when(markedOn(on))
      .then({ type, data: { ...data, unknownSince: on } });
  });
  it('nothing was presented for an accident', () =>
    given(...treatmentApproved)
      .when(present([treatmentId], { presentedOn: before }))
      .thenRejected('period-reversed'));
});

it('Papers are not complete tomorrow: the time of the payer would never run', () => {
  given(...treatmentApproved)
    .when(present([treatmentId], { papersCompleteOn: calendarDay('2024-12-03') }))
    .thenRejected('day-in-future');
  const asked = present([treatmentId], { papersCompleteOn: today });
  const { today: _today, ...data } = asked.data;
  given(...treatmentApproved)
    .when(asked)
    .then({ type: 'BenefitsPresented', data });
});

describe('One letter names a benefit once', () => {
  it('that presents it', () =>
    given(...treatmentApproved)
      .when(present([treatmentId, treatmentId]))
      .thenRejected('benefit-named-twice'));
  it('that decides on it', () => {
    const amounts = [1, 3_200_000].map((sum) => ({ benefitId: treatmentId, amount: rupiah(sum) }));
    given(...treatmentPresented)
      .when(payerDecides(treatmentId, 'granted', 0, { amounts }))
      .thenRejected('benefit-named-twice');
  });
});

describe('What arrives', () => {
  it('is never more than the office has ordered', () => {
    given(...ordered)
      .when(confirm(payoutId, rupiah(amount + 1)))
      .thenRejected('more-than-ordered');
    given(...deathApproved)
      .when(send(payoutId, facts()))
      .then(sent(payoutId));
  });
  it('is what the payer has paid, where he pays', () => {
    const { payoutId: his, amount: ours } = hospitals.data;
    const [arrived] = claimDecider.decide(
      confirm(his, rupiah(ours + 1)),
      treatmentGranted.reduce(claimDecider.evolve, claimDecider.initialState),
    );
    expect(arrived).toEqual(confirmed(his, rupiah(ours + 1)));
  });
});
