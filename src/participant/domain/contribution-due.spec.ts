import { calendarDay, calendarMonth } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { monthsDue } from './contribution-due';
import { coverAt } from './cover-at';
import type { RecordContribution } from './participant.commands';
import { participantDecider } from './participant.decider';
import type {
  ContributionRecorded,
  CoverageRefused,
  CoverageRequested,
  CoverageStarted,
  ParticipantDied,
  ParticipantEnrolled,
  ParticipantEvent,
} from './participant.events';

const given = specificationOf(participantDecider);
const month = calendarMonth;
const by = 'enroller-1';
const programme = 'muba-2025';

const enrolled: ParticipantEnrolled = {
  type: 'ParticipantEnrolled',
  data: {
    programme,
    listId: null,
    nikRef: 'nik-ref',
    familyRef: null,
    place: { subDistrictCode: '99.16.05', villageCode: '99.16.05.2001' },
    ageInYears: 34,
    warnings: [],
    by,
  },
};
const periodFrom = (
  from: string,
  lastCoveredOn: string,
  changed: Partial<CoverageRequested['data']> = {},
): CoverageRequested['data'] => ({
  periodId: `period-${from}`,
  programme,
  schemes: ['jkk', 'jkm'],
  from: calendarDay(from),
  lastCoveredOn: calendarDay(lastCoveredOn),
  declaredIncome: rupiah(1_000_000),
  fundedBy: 'apbd',
  listId: null,
  source: 'office',
  reference: null,
  by,
  ...changed,
});
const requested = (...period: Parameters<typeof periodFrom>): CoverageRequested => ({
  type: 'CoverageRequested',
  data: periodFrom(...period),
});
const started = (...period: Parameters<typeof periodFrom>): CoverageStarted => ({
  type: 'CoverageStarted',
  data: periodFrom(...period),
});
const refused = (periodId: string): CoverageRefused => ({
  type: 'CoverageRefused',
  data: { periodId, ground: 'nik_unknown', reference: null, by },
});

const died = (diedOn: string): ParticipantDied => ({
  type: 'ParticipantDied',
  data: {
    diedOn: calendarDay(diedOn),
    knownOn: calendarDay('2025-12-31'),
    source: 'family',
    claimId: null,
    by,
  },
});

const months = (...texts: readonly string[]) => texts.map(month);
const spring = months('2025-04', '2025-05', '2025-06');

const pay = (changed: Partial<RecordContribution['data']> = {}): RecordContribution => ({
  type: 'RecordContribution',
  data: {
    paymentId: 'payment-1',
    programme,
    months: spring,
    tariff: rupiah(16_800),
    paidOn: calendarDay('2025-04-10'),
    ...changed,
  },
});
const paid = (changed: Partial<ContributionRecorded['data']> = {}): ContributionRecorded => ({
  type: 'ContributionRecorded',
  data: {
    paymentId: 'payment-1',
    programme,
    fromMonth: month('2025-04'),
    toMonth: month('2025-06'),
    months: spring,
    amount: rupiah(50_400),
    paidOn: calendarDay('2025-04-10'),
    ...changed,
  },
});

const dueOf = (...history: readonly ParticipantEvent[]) =>
  monthsDue(stateOf(participantDecider, history), programme, month('2025-01'), month('2025-12'));

describe('The months that are due', () => {
  it('are those of cover that was asked for, and those of cover that has started', () => {
    expect(dueOf(enrolled, requested('2025-04-01', '2025-06-30'))).toEqual([
      '2025-04',
      '2025-05',
      '2025-06',
    ]);
    expect(dueOf(enrolled, started('2025-04-01', '2025-05-31'))).toEqual(['2025-04', '2025-05']);
  });

  it('are whole months, also where cover starts or ends inside one', () =>
    expect(dueOf(enrolled, started('2025-04-15', '2025-06-01'))).toEqual([
      '2025-04',
      '2025-05',
      '2025-06',
    ]));

  it('begin with the month in which the payer has started cover', () =>
    expect(
      dueOf(
        enrolled,
        requested('2025-04-01', '2025-06-30', { periodId: 'period-1' }),
        started('2025-05-31', '2025-06-30', { periodId: 'period-1' }),
      ),
    ).toEqual(['2025-05', '2025-06']));

  it('count a month once where one period ends in it and the next begins', () =>
    expect(
      dueOf(enrolled, started('2025-04-01', '2025-05-14'), started('2025-05-15', '2025-05-31')),
    ).toEqual(['2025-04', '2025-05']));

  it('leave out the months of a gap', () =>
    expect(
      dueOf(enrolled, started('2025-04-01', '2025-04-30'), started('2025-06-01', '2025-06-30')),
    ).toEqual(['2025-04', '2025-06']));

  it('are none for a period that the payer has refused', () =>
    expect(
      dueOf(enrolled, requested('2025-04-01', '2025-06-30'), refused('period-2025-04-01')),
    ).toEqual([]));

  it('are none for cover under another programme', () =>
    expect(
      dueOf(enrolled, started('2025-04-01', '2025-06-30', { programme: 'desa-2025' })),
    ).toEqual([]));

  it('never reach beyond what the payment is for', () =>
    expect(dueOf(enrolled, started('2024-11-01', '2026-03-31'))).toHaveLength(12));

  it.each([
    ['on the last day of a month', '2025-05-31', ['2025-04', '2025-05']],
    ['on the first day of a month', '2025-06-01', ['2025-04', '2025-05', '2025-06']],
    ['on the last day of cover', '2025-06-30', ['2025-04', '2025-05', '2025-06']],
    ['on the day before cover', '2025-03-31', []],
  ])('end with the month of a recorded death %s (%s)', (_what, diedOn, expected) =>
    expect(dueOf(enrolled, started('2025-04-01', '2025-06-30'), died(diedOn))).toEqual(expected),
  );
});

describe('A contribution', () => {
  const history = [enrolled, started('2025-04-01', '2025-06-30')];

  it('is recorded once for all the months that are owed, at the tariff of a month', () =>
    given(...history)
      .when(pay())
      .then(paid()));

  it('of a single month begins and ends with it', () => {
    const june = months('2025-06');
    given(...history)
      .when(pay({ months: june }))
      .then(
        paid({
          fromMonth: month('2025-06'),
          toMonth: month('2025-06'),
          months: june,
          amount: rupiah(16_800),
        }),
      );
  });

  it('names every month that is paid, and takes no money for a gap between the first and the last', () => {
    const around = months('2025-04', '2025-06');
    given(...history)
      .when(pay({ months: around }))
      .then(paid({ months: around, amount: rupiah(33_600) }));
  });

  it('is for the months that were owed at the payment, whatever has become of the cover since', () =>
    given(enrolled, requested('2025-04-01', '2025-06-30'), refused('period-2025-04-01'))
      .when(pay())
      .then(paid()));

  it('says nothing the second time, also where other months are owed by then', () => {
    given(...history, paid())
      .when(pay())
      .thenNothing();
    given(...history, paid(), started('2025-08-01', '2025-08-31'))
      .when(pay({ months: [...spring, month('2025-08')] }))
      .thenNothing();
  });

  it('of another payment is another contribution', () =>
    given(...history, paid())
      .when(pay({ paymentId: 'payment-2' }))
      .then(paid({ paymentId: 'payment-2' })));

  it('says nothing for somebody who owes no month', () =>
    given(...history)
      .when(pay({ months: [] }))
      .thenNothing());

  it('earns the months that it was paid for, and none of a gap', () => {
    const withGap = [
      enrolled,
      started('2025-04-01', '2025-04-30'),
      started('2025-06-01', '2025-06-30'),
    ];
    const owed = pay({ months: dueOf(...withGap) });
    const recorded = participantDecider.decide(owed, stateOf(participantDecider, withGap));
    const participant = stateOf(participantDecider, [...withGap, ...recorded]);
    expect({
      monthsPaid: coverAt(participant, 'jkm', calendarDay('2025-06-15')).inputs.monthsPaid,
      amount: participant.contributions[0]?.amount,
    }).toEqual({ monthsPaid: 2, amount: 33_600 });
  });
});
