import { calendarDay, calendarMonth } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import {
  amountDue,
  type ContributionPaid,
  type ContributionPaymentRefunded,
  monthsLeft,
  type RefundContribution,
  contributionPaymentDecider,
  type PayContribution,
  type Voucher,
} from './contribution-payment.decider';

const given = specificationOf(contributionPaymentDecider);

const voucher = (number: string, on: string, amount = 664_776_000): Voucher => ({
  number,
  on: calendarDay(on),
  amount: rupiah(amount),
});
const data: PayContribution['data'] = {
  programme: 'muba-2024',
  fromMonth: calendarMonth('2024-10'),
  toMonth: calendarMonth('2024-12'),
  invoice: voucher('INV-1', '2024-10-02'),
  sp2d: voucher('SP2D-1', '2024-10-09'),
  receipt: voucher('KW-1', '2024-10-10'),
  heads: 13_190,
  headMonths: 39_570,
  tariff: rupiah(16_800),
  asOfPosition: '26381',
  by: 'finance-1',
};
const pay = (changed: Partial<PayContribution['data']> = {}): PayContribution => ({
  type: 'PayContribution',
  data: { ...data, ...changed },
});
const paid: ContributionPaid = { type: 'ContributionPaid', data };

describe('Paying the contribution of everyone', () => {
  it('is recorded with its vouchers and what was counted', () => given().when(pay()).then(paid));

  it('says nothing the second time', () => given(paid).when(pay()).thenNothing());

  it('says nothing where only what we counted ourselves has changed', () =>
    given(paid)
      .when(
        pay({
          heads: 13_191,
          headMonths: 39_573,
          tariff: rupiah(16_801),
          asOfPosition: '30000',
          by: 'finance-2',
        }),
      )
      .thenNothing());

  it('says nothing the second time, also once nobody is covered any more', () =>
    given(paid)
      .when(pay({ heads: 0, headMonths: 0 }))
      .thenNothing());

  it.each<[string, Partial<PayContribution['data']>]>([
    ['another programme', { programme: 'muba-2025' }],
    ['other months', { toMonth: calendarMonth('2025-01') }],
    ['another sum of the invoice', { invoice: voucher('INV-1', '2024-10-02', 1) }],
    ['another order of the treasury', { sp2d: voucher('SP2D-2', '2024-10-09') }],
    ['another day of the receipt', { receipt: voucher('KW-1', '2024-10-11') }],
  ])('never swallows %s as a repeat', (_what, changed) =>
    given(paid).when(pay(changed)).thenRejected('already-paid'),
  );

  it('names the invoice that was paid', () =>
    expect(() =>
      contributionPaymentDecider.decide(pay({ programme: 'another' }), {
        paid: data,
        refunds: [],
      }),
    ).toThrow(expect.objectContaining({ facts: { invoice: 'INV-1' } }) as Error));

  it('may be for one month', () => {
    const oneMonth = { toMonth: data.fromMonth };
    given()
      .when(pay(oneMonth))
      .then({ type: 'ContributionPaid', data: { ...data, ...oneMonth } });
  });

  it('is refused where the last month comes before the first', () =>
    given()
      .when(pay({ toMonth: calendarMonth('2024-09') }))
      .thenRejected('period-reversed'));

  it('is refused where nobody is covered', () =>
    given()
      .when(pay({ heads: 0, headMonths: 0 }))
      .thenRejected('nobody-covered'));

  it('is recorded as it was paid where the three sums differ: that is reported, not refused', () => {
    const differing = {
      invoice: voucher('INV-1', '2024-10-02', 664_776_001),
      receipt: voucher('KW-1', '2024-10-10', 664_775_999),
    };
    given()
      .when(pay(differing))
      .then({ type: 'ContributionPaid', data: { ...data, ...differing } });
  });
});

const refunded: ContributionPaymentRefunded = {
  type: 'ContributionPaymentRefunded',
  data: {
    refundId: 'refund-1',
    participantIds: ['sukirman'],
    fromMonth: calendarMonth('2024-11'),
    toMonth: calendarMonth('2024-12'),
    amount: rupiah(33_600),
    refundedOn: calendarDay('2024-12-20'),
    reference: 'REF-1',
    reasonCode: 'cover_ended_early',
    heads: 1,
    headMonths: 2,
    by: 'finance-1',
  },
};
const refund = (changed: Partial<RefundContribution['data']> = {}): RefundContribution => ({
  type: 'RefundContribution',
  data: { ...refunded.data, refundsCounted: 0, withoutMonths: 0, ...changed },
});

describe('Money of a payment that comes back', () => {
  it('is recorded with whom and which months it was for', () =>
    given(paid).when(refund()).then(refunded));

  it('says nothing the second time, though the months are gone', () =>
    given(paid, refunded)
      .when(refund({ heads: 0, headMonths: 0, by: 'finance-2' }))
      .thenNothing());

  it.each<[string, Partial<RefundContribution['data']>]>([
    ['another sum', { amount: rupiah(16_800) }],
    ['other people', { participantIds: ['siti'] }],
    ['everybody', { participantIds: null }],
    ['other months', { fromMonth: calendarMonth('2024-12') }],
    ['another reason', { reasonCode: 'deceased' }],
  ])('never swallows %s as a repeat', (_what, changed) =>
    given(paid, refunded).when(refund(changed)).thenRejected('already-refunded'),
  );

  it.each<[string, Partial<RefundContribution['data']>, string]>([
    ['nobody has such a month', { heads: 0, headMonths: 0 }, 'nothing-to-refund'],
    ['one of those named has none', { withoutMonths: 1 }, 'nothing-to-refund'],
    [
      'the last month comes before the first',
      { toMonth: calendarMonth('2024-10') },
      'period-reversed',
    ],
    [
      'it came before the payment',
      { refundedOn: calendarDay('2024-10-09') },
      'refund-before-payment',
    ],
  ])('is refused where %s', (_what, changed, code) =>
    given(paid).when(refund(changed)).thenRejected(code),
  );

  it.each<[string, Partial<RefundContribution['data']>]>([
    ['of a single month', { fromMonth: calendarMonth('2024-12'), headMonths: 1 }],
    ['on the day of the payment', { refundedOn: calendarDay('2024-10-10') }],
  ])('may be %s', (_what, changed) => {
    const { refundsCounted: _counted, withoutMonths: _without, ...data } = refund(changed).data;
    given(paid)
      .when(refund(changed))
      .then({ ...refunded, data });
  });

  it('is counted again where another refund came in between', () =>
    given(paid, refunded)
      .when(refund({ refundId: 'refund-2' }))
      .thenRejected('command-in-progress'));

  it('needs a payment', () => given().when(refund()).thenRejected('not-found'));

  it('leaves the months that it does not name, to the people whom it does not name', () => {
    const state = [paid, refunded].reduce(
      contributionPaymentDecider.evolve,
      contributionPaymentDecider.initialState,
    );
    const months = ['2024-10', '2024-11', '2024-12'].map(calendarMonth);
    expect(monthsLeft(state, 'sukirman', months)).toEqual(['2024-10']);
    expect(monthsLeft(state, 'siti', months)).toEqual(months);
    expect(monthsLeft(state, 'sukirman', months, 'refund-1')).toEqual(months);

    const all = { ...refunded.data, refundId: 'refund-2', participantIds: null };
    const later = contributionPaymentDecider.evolve(state, { ...refunded, data: all });
    expect(monthsLeft(later, 'siti', months)).toEqual(['2024-10']);
    expect(monthsLeft(later, 'siti', months, 'refund-2')).toEqual(months);
    expect(monthsLeft(later, 'sukirman', months, 'refund-2')).toEqual(['2024-10']);
  });
});

describe('What should have been paid', () => {
  it.each([
    ['13,190 people for three months', 13_190 * 3, 664_776_000],
    ['45,000 people for one month', 45_000, 756_000_000],
    ['nobody', 0, 0],
  ])('for %s follows from the months of cover and the tariff', (_who, headMonths, due) =>
    expect(amountDue({ ...data, headMonths })).toBe(due),
  );
});
