import { coverOn } from '../../benefit-schedule/domain/cover';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { scheduleOn } from '../../benefit-schedule/domain/benefit-schedule';
import { calendarDay, calendarMonth } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { monthsDue } from './contribution-due';
import type { RecordContribution } from './participant.commands';
import { participantDecider } from './participant.decider';
import type {
  ContributionRecorded,
  CoverageRefused,
  CoverageRequested,
  CoverageStarted,
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

const pay = (
  fromMonth = '2025-01',
  toMonth = '2025-12',
  paymentId = 'payment-1',
): RecordContribution => ({
  type: 'RecordContribution',
  data: {
    paymentId,
    programme,
    fromMonth: month(fromMonth),
    toMonth: month(toMonth),
    tariff: rupiah(16_800),
    paidOn: calendarDay('2025-04-10'),
  },
});
const paid = (
  fromMonth: string,
  toMonth: string,
  amount: number,
  paymentId = 'payment-1',
): ContributionRecorded => ({
  type: 'ContributionRecorded',
  data: {
    paymentId,
    programme,
    fromMonth: month(fromMonth),
    toMonth: month(toMonth),
    amount: rupiah(amount),
    paidOn: calendarDay('2025-04-10'),
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
});

describe('A contribution', () => {
  const history = [enrolled, started('2025-04-01', '2025-06-30')];

  it('is recorded once for all the months that are due, at the tariff of a month', () =>
    given(...history)
      .when(pay())
      .then(paid('2025-04', '2025-06', 50_400)));

  it('is recorded for those months alone that the payment is for', () =>
    given(...history)
      .when(pay('2025-06', '2025-09'))
      .then(paid('2025-06', '2025-06', 16_800)));

  it('says nothing the second time, whatever has become of the cover', () => {
    const recorded = paid('2025-04', '2025-06', 50_400);
    given(...history, recorded)
      .when(pay())
      .thenNothing();
    given(...history, recorded, started('2025-08-01', '2025-08-31'))
      .when(pay())
      .thenNothing();
  });

  it('of another payment is another contribution', () =>
    given(...history, paid('2025-04', '2025-04', 16_800))
      .when(pay('2025-05', '2025-05', 'payment-2'))
      .then(paid('2025-05', '2025-05', 16_800, 'payment-2')));

  it('says nothing for somebody who owes nothing in those months', () => {
    given(...history)
      .when(pay('2025-01', '2025-03'))
      .thenNothing();
    given(enrolled, requested('2025-04-01', '2025-06-30'), refused('period-2025-04-01'))
      .when(pay())
      .thenNothing();
  });

  it('pays no month of a gap: what is counted as paid is what was paid for', () => {
    const withGap = [
      enrolled,
      started('2025-04-01', '2025-04-30'),
      started('2025-06-01', '2025-06-30'),
    ];
    const recorded = participantDecider.decide(pay(), stateOf(participantDecider, withGap));
    const { periods, contributions } = stateOf(participantDecider, [...withGap, ...recorded]);
    const day = calendarDay('2025-06-15');
    const { monthsPaid } = coverOn(scheduleOn(day, SCHEDULES), {
      periods,
      contributions,
      scheme: 'jkm',
      day,
    });
    expect({ monthsPaid, amount: contributions[0]?.amount }).toEqual({
      monthsPaid: 2,
      amount: 33_600,
    });
  });
});
