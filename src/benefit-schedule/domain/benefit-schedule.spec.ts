import { createHash } from 'node:crypto';
import { calendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import {
  type BenefitSchedule,
  checkedSchedules,
  openPointsOf,
  scheduleById,
  scheduleOn,
} from './benefit-schedule';
import { shareOfIncomes } from './death-benefit';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';
import { SCHEDULES } from './schedules';

const MILLION = rupiah(1_000_000);

describe('The schedule of a day', () => {
  it.each([
    ['the first day of PP 44/2015', '2015-07-01', 'PP-44-2015'],
    ['the day after it', '2015-07-02', 'PP-44-2015'],
    ['the day before PP 82/2019', '2019-12-01', 'PP-44-2015'],
    ['the first day of PP 82/2019', '2019-12-02', 'PP-82-2019'],
    ['the day after it', '2019-12-03', 'PP-82-2019'],
    ['the day before Permenaker 1/2025', '2025-02-23', 'PP-82-2019'],
    ['the first day of Permenaker 1/2025', '2025-02-24', 'PERMENAKER-1-2025'],
    ['the day after it', '2025-02-25', 'PERMENAKER-1-2025'],
  ])('is, on %s (%s), %s', (_, day, expected) =>
    expect(scheduleOn(calendarDay(day), SCHEDULES).id).toBe(expected),
  );

  it('does not exist on the day before the first', () =>
    expect(() => scheduleOn(calendarDay('2015-06-30'), SCHEDULES)).toThrow(
      new Rejection('no-schedule-on-date'),
    ));

  it('does not exist after the last day of the last', () => {
    const only = [pp44of2015];
    expect(scheduleOn(calendarDay('2019-12-01'), only).id).toBe('PP-44-2015');
    expect(() => scheduleOn(calendarDay('2019-12-02'), only)).toThrow('no-schedule-on-date');
  });

  it('is found again by the id that a decision stored', () => {
    expect(SCHEDULES.map(({ id }) => scheduleById(id, SCHEDULES))).toEqual(SCHEDULES);
    expect(() => scheduleById('PP-1-1900', SCHEDULES)).toThrow(RangeError);
  });
});

describe('A list of schedules', () => {
  const from = (id: string, day: string, lastDay: string | null = null): BenefitSchedule => ({
    ...pp44of2015,
    id,
    inForceFrom: calendarDay(day),
    lastDay: lastDay === null ? null : calendarDay(lastDay),
  });

  it('is taken when each version follows the one before', () => {
    const list = [from('A', '2020-01-01', '2020-12-31'), from('B', '2021-01-01')];
    expect(checkedSchedules(list)).toBe(list);
  });

  it.each<[string, readonly BenefitSchedule[]]>([
    ['nothing in it', []],
    ['two versions of one id', [from('A', '2020-01-01'), from('A', '2021-01-01')]],
    ['two versions of one date', [from('A', '2020-01-01'), from('B', '2020-01-01')]],
    ['a later version first', [from('B', '2021-01-01'), from('A', '2020-01-01')]],
    [
      'a day between two versions',
      [from('A', '2020-01-01', '2020-12-30'), from('B', '2021-01-01')],
    ],
    ['a day in two versions', [from('A', '2020-01-01', '2021-01-01'), from('B', '2021-01-01')]],
  ])('is refused with %s', (_, list) => expect(() => checkedSchedules(list)).toThrow(RangeError));
});

describe('A version that was used once', () => {
  /** The values alone: a citation may be made more exact, and a point may be confirmed. */
  const fingerprintOf = (schedule: BenefitSchedule) =>
    createHash('sha256')
      .update(
        JSON.stringify(schedule, (name, value: unknown) =>
          ['citation', 'mark', 'note'].includes(name) ? undefined : value,
        ),
      )
      .digest('hex')
      .slice(0, 16);

  it.each([
    ['PP-44-2015', '3d06f3691867ea45'],
    ['PP-82-2019', 'a5b0de74a9d97748'],
    ['PERMENAKER-1-2025', 'bc2e8d32a1818b01'],
  ])('is never edited: %s pays what it paid when it was written', (id, fingerprint) =>
    expect(fingerprintOf(scheduleById(id, SCHEDULES))).toBe(fingerprint),
  );

  it('would be noticed if one rupiah in it changed', () => {
    const funeral = { ...pp82of2019.deathByIllness.funeral, value: rupiah(10_000_001) };
    const edited = { ...pp82of2019, deathByIllness: { ...pp82of2019.deathByIllness, funeral } };
    expect(fingerprintOf(edited)).not.toBe(fingerprintOf(pp82of2019));
  });
});

describe('What was not read in a statute', () => {
  const namesIn = (schedule: BenefitSchedule) => openPointsOf(schedule).map(({ name }) => name);

  it('is listed by name, with its mark and what is open', () =>
    expect(openPointsOf(permenaker1of2025)).toContainEqual({
      name: 'waiting.months',
      value: 3,
      mark: 'practice',
      note: {
        id: expect.stringContaining('hanya mendapat biaya pemakaman') as string,
        en: expect.stringContaining('funeral alone') as string,
      },
    }));

  it('is, on the road, who pays first and up to what', () =>
    expect(openPointsOf(pp82of2019)).toContainEqual(
      expect.objectContaining({
        name: 'settings.firstPayerOnTheRoad',
        value: { payer: 'jasa_raharja', atMost: 20_000_000 },
        mark: 'practice',
      }),
    ));

  it('is, under PP 44/2015, what the office assumed and nothing else', () =>
    expect(namesIn(pp44of2015)).toEqual([
      'treatment.notBorne.paid_by_other_payer',
      'wageReplacement.bands',
      'wageReplacement.daysInMonth',
      'disability.severalTogetherAtMostTenths',
      'devices.dentures',
      'scholarship.legalChildOnly',
      'scholarship.ageTestedOn',
      'scholarship.endedPlacePassesOn',
      'settings.monthsToConfirmAfterCover',
      'settings.gapRestartsMembership',
      'settings.gapRestartsMonthsPaid',
      'settings.accidentDeathDecidedBy',
      'settings.overpaymentAfterCorrectedCause',
      'settings.firstPayerOnTheRoad',
    ]));

  it('is, under Permenaker 1/2025, the whole rule of the waiting months', () =>
    expect(namesIn(permenaker1of2025)).toEqual(
      expect.arrayContaining([
        'waiting.months',
        'waiting.boundary',
        'settings.gapRestartsMembership',
        'scholarship.endedByWork',
      ]),
    ));

  it('is never a sum that a death pays', () =>
    expect(SCHEDULES.flatMap(namesIn).filter((name) => name.startsWith('death'))).toEqual([]));
});

describe('Permenaker 1/2025', () => {
  it('leaves every sum of PP 82/2019 as it was', () => {
    const unchanged = [
      'cover',
      'deathByIllness',
      'deathByAccident',
      'treatment',
      'transport',
      'wageReplacement',
      'disability',
      'devices',
      'homeCare',
      'expiry',
    ] as const;
    expect(unchanged.filter((part) => permenaker1of2025[part] !== pp82of2019[part])).toEqual([]);
  });
});

describe('The sums of an accident, at an income of 1,000,000', () => {
  const { disability } = pp82of2019;
  const partial = (percentTenths: number) =>
    shareOfIncomes(MILLION, { percentTenths, months: disability.partialMonths.value });

  it('are 4,000,000 for a big toe', () =>
    expect(partial(disability.table.value.bigToe)).toBe(4_000_000));

  it.each([
    [49, 8_000_000],
    [50, 16_000_000],
    [74, 16_000_000],
    [75, 24_000_000],
    [76, 24_000_000],
  ])('are, for a leg shorter by %i mm, %i', (millimetres, expected) => {
    const row = disability.table.value.legShortened.find(
      ({ fromMillimetres, belowMillimetres }) =>
        millimetres >= fromMillimetres && millimetres < (belowMillimetres ?? Infinity),
    );
    expect(row && partial(row.tenths)).toBe(expected);
  });

  it.each([
    ['PP 44/2015', pp44of2015, 4_800_000],
    ['PP 82/2019', pp82of2019, 12_000_000],
  ])('are, for a total disability under %s, 56,000,000 and a periodic sum', (_, schedule, sum) => {
    const { totalPermanent, totalPermanentPeriodic } = schedule.disability;
    expect(shareOfIncomes(MILLION, totalPermanent.value)).toBe(56_000_000);
    expect(totalPermanentPeriodic.value).toBe(sum);
  });

  it.each([
    [pp44of2015, [1_000_000, 1_500_000, 2_500_000], null, 2],
    [pp82of2019, [5_000_000, 2_000_000, 10_000_000], 20_000_000, 5],
  ])('are limited by $citation', ({ transport, homeCare, expiry }, caps, atMost, years) => {
    const { land_river_lake, sea, air } = transport;
    expect([land_river_lake, sea, air].map(({ value }) => value)).toEqual(caps);
    expect(homeCare?.atMost.value ?? null).toBe(atMost);
    expect(expiry.jkkYears.value).toBe(years);
  });
});
