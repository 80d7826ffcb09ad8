import { calendarDay, calendarMonth } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { coverAt } from './cover-at';
import { evolve, initialState, type Participant } from './participant';
import type {
  ContributionRecorded,
  ContributionRefunded,
  CoverageStarted,
} from './participant.events';

// Covered since July 2024; only July was ever paid, and four months were due and unpaid on 20 November.

const day = calendarDay('2024-11-20');
const started: CoverageStarted = {
  type: 'CoverageStarted',
  data: {
    ...{ periodId: 'per-1', programme: 'muba-2024', schemes: ['jkk', 'jkm'], fundedBy: 'apbd' },
    ...{ from: calendarDay('2024-07-01'), lastCoveredOn: calendarDay('2024-12-31') },
    declaredIncome: rupiah(1_000_000),
    ...{ listId: null, source: 'office', reference: null, by: 'enroller-1' },
  },
};
const paid = (month: string, paymentId = `pay-${month}`): ContributionRecorded => ({
  type: 'ContributionRecorded',
  data: {
    ...{ paymentId, programme: 'muba-2024', months: [calendarMonth(month)] },
    ...{ fromMonth: calendarMonth(month), toMonth: calendarMonth(month) },
    ...{ amount: rupiah(16_800), paidOn: calendarDay('2024-07-10') },
  },
});
const refunded = (month: string): ContributionRefunded => {
  const { paidOn: _paidOn, ...data } = paid(month).data;
  const refund = { refundId: 'ref-1', refundedOn: calendarDay('2024-12-02'), reasonCode: 'x' };
  return { type: 'ContributionRefunded', data: { ...data, ...refund } };
};
const after = (
  ...events: readonly (CoverageStarted | ContributionRecorded | ContributionRefunded)[]
) => events.reduce<Participant>(evolve, initialState);
const coverOf = (participant: Participant) => {
  const { inputs, arrears } = coverAt(participant, 'jkm', day);
  return [inputs.cover, arrears.months, inputs.monthsPaid];
};

describe('Arrears', () => {
  it('of four months leave no right', () => {
    expect(coverOf(after(started, paid('2024-07')))).toEqual(['arrears_too_long', 4, 1]);
  });
  it('are not taken away by giving back what was paid: a month more is owed', () => {
    const without = after(started, paid('2024-07'), refunded('2024-07'));
    expect(coverOf(without)).toEqual(['arrears_too_long', 5, 0]);
  });
  it('are those that remain where what was refunded is paid again', () => {
    const again = after(started, paid('2024-07'), refunded('2024-07'), paid('2024-07', 'pay-2'));
    expect(coverOf(again)).toEqual(['arrears_too_long', 4, 1]);
  });
  it('are none while nothing was ever in the register', () => {
    expect(coverOf(after(started))).toEqual(['covered', 0, 0]);
  });
});
