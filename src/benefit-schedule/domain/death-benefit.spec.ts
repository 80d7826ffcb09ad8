import * as fc from 'fast-check';
import { calendarDay, daysAfter, monthsAfter } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { type ReasonCode, problemOf, totalGranted } from './benefit-line';
import { type BenefitSchedule, scheduleOn } from './benefit-schedule';
import { type DeathFacts, deathLines, funeralAlone } from './death-benefit';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';
import { SCHEDULES } from './schedules';

const deathOf = (facts: Partial<DeathFacts> = {}): DeathFacts => ({
  scheme: 'jkm',
  cover: 'covered',
  declaredIncome: rupiah(1_000_000),
  membershipSince: calendarDay('2010-01-01'),
  decidingDay: calendarDay('2023-05-05'),
  ...facts,
});
const grantedBy = (schedule: BenefitSchedule, facts: Partial<DeathFacts>) =>
  deathLines(schedule, deathOf(facts)).map(({ granted }) => granted);
const grantedOn = (day: string, facts: Partial<DeathFacts> = {}) =>
  grantedBy(scheduleOn(calendarDay(day), SCHEDULES), { decidingDay: calendarDay(day), ...facts });
const jkk = { scheme: 'jkk' } as const;

describe('A death by illness pays the lump sum, the periodic sum and the funeral', () => {
  it.each([
    ['2015-07-01', [16_200_000, 4_800_000, 3_000_000]],
    ['2015-07-02', [16_200_000, 4_800_000, 3_000_000]],
    ['2019-12-01', [16_200_000, 4_800_000, 3_000_000]],
    ['2019-12-02', [20_000_000, 12_000_000, 10_000_000]],
    ['2019-12-03', [20_000_000, 12_000_000, 10_000_000]],
    ['2025-02-23', [20_000_000, 12_000_000, 10_000_000]],
    ['2025-02-24', [20_000_000, 12_000_000, 10_000_000]],
    ['2025-02-25', [20_000_000, 12_000_000, 10_000_000]],
  ])('of %s: %j', (day, expected) => expect(grantedOn(day)).toEqual(expected));

  it('which are 42,000,000 in 2023', () =>
    expect(totalGranted(deathLines(pp82of2019, deathOf()))).toBe(42_000_000));
});

describe('A death by accident pays 48 incomes, the periodic sum and the funeral', () => {
  it.each([
    ['2019-12-01', [48_000_000, 4_800_000, 3_000_000]],
    ['2019-12-02', [48_000_000, 12_000_000, 10_000_000]],
    ['2019-12-03', [48_000_000, 12_000_000, 10_000_000]],
    ['2025-02-24', [48_000_000, 12_000_000, 10_000_000]],
  ])('of %s, at an income of 1,000,000: %j', (day, expected) =>
    expect(grantedOn(day, jkk)).toEqual(expected),
  );

  it('which are 70,000,000 together', () =>
    expect(totalGranted(deathLines(pp82of2019, deathOf(jkk)))).toBe(70_000_000));

  it('and 28,000,000 more than an illness, all of it lump sum', () => {
    const [illness, accident] = [grantedOn('2023-05-05'), grantedOn('2023-05-05', jkk)];
    expect(accident.map((sum, line) => sum - (illness[line] ?? 0))).toEqual([28_000_000, 0, 0]);
  });

  it.each([
    ['PP 44/2015', pp44of2015, 337_499, 16_200_000],
    ['PP 44/2015', pp44of2015, 337_500, 16_200_000],
    ['PP 44/2015', pp44of2015, 337_501, 16_200_048],
    ['PP 82/2019', pp82of2019, 416_666, 20_000_000],
    ['PP 82/2019', pp82of2019, 416_667, 20_000_016],
  ])('never below the lump sum of an illness: %s, at %s %i', (_, schedule, income, expected) =>
    expect(grantedBy(schedule, { ...jkk, declaredIncome: rupiah(income) })[0]).toBe(expected),
  );
});

describe('In the first three months of membership', () => {
  const since = calendarDay('2025-06-15');
  const inFull = [20_000_000, 12_000_000, 10_000_000];
  const funeralAlone = [0, 0, 10_000_000];

  it.each([
    ['the first day', '2025-06-15', funeralAlone],
    ['a day in month 2', '2025-08-01', funeralAlone],
    ['the day before the boundary', '2025-09-14', funeralAlone],
    ['the boundary', '2025-09-15', inFull],
    ['the day after it', '2025-09-16', inFull],
  ])('a death by illness pays, on %s (%s), %j', (_, day, expected) =>
    expect(grantedOn(day, { membershipSince: since })).toEqual(expected),
  );

  it.each([
    ['the day before it', '2026-02-27', funeralAlone],
    ['the day itself', '2026-02-28', inFull],
  ])('the boundary after 30 November is the last of February: %s', (_, day, expected) =>
    expect(grantedOn(day, { membershipSince: calendarDay('2025-11-30') })).toEqual(expected),
  );

  it('the boundary itself still waits where that is how the rule is read', () => {
    const waiting = {
      months: { value: 3, citation: 'Permenaker 1/2025', mark: 'statute' },
      boundary: { value: 'still_waiting', citation: 'Permenaker 1/2025', mark: 'statute' },
    } as const;
    const strict = { ...permenaker1of2025, waiting };
    const on = (day: string) =>
      grantedBy(strict, { membershipSince: since, decidingDay: calendarDay(day) });
    expect(on('2025-09-15')).toEqual(funeralAlone);
    expect(on('2025-09-16')).toEqual(inFull);
  });

  it.each([
    ['2025-02-23', inFull],
    ['2025-02-24', funeralAlone],
    ['2025-02-25', funeralAlone],
  ])('the rule holds from 2025-02-24 on, also for those covered before: %s', (day, expected) =>
    expect(grantedOn(day, { membershipSince: calendarDay('2025-01-01') })).toEqual(expected),
  );

  it('a death on the first day of cover in October 2024 still paid 42,000,000', () =>
    expect(grantedOn('2024-10-01', { membershipSince: calendarDay('2024-10-01') })).toEqual(
      inFull,
    ));

  it('an accident waits for nothing', () =>
    expect(grantedOn('2025-06-15', { ...jkk, membershipSince: since })).toEqual([
      48_000_000, 12_000_000, 10_000_000,
    ]));

  it('the lines say why, and where the law says so', () => {
    const facts = deathOf({ membershipSince: since, decidingDay: calendarDay('2025-08-01') });
    const waiting = { code: 'membership_waiting_months', citation: 'Permenaker 1/2025' };
    expect(deathLines(permenaker1of2025, facts)).toEqual([
      { code: 'lump_sum', claimed: 20_000_000, granted: 0, reasons: [waiting] },
      { code: 'periodic', claimed: 12_000_000, granted: 0, reasons: [waiting] },
      { code: 'funeral', claimed: 10_000_000, granted: 10_000_000, reasons: [] },
    ]);
  });

  it('cover without a beginning of membership is a fault, and never an answer', () =>
    expect(() => deathLines(permenaker1of2025, deathOf({ membershipSince: null }))).toThrow(
      RangeError,
    ));
});

describe('Where nobody inherits', () => {
  it.each([
    ['jkm', 20_000_000, 'PP 44/2015'],
    ['jkk', 48_000_000, 'PP 44/2015 art. 37(5)'],
  ] as const)('the funeral alone is paid, and the rest is not: %s', (scheme, lumpSum, citation) => {
    const reasons = [{ code: 'no_heirs', citation }];
    expect(funeralAlone(scheme, deathLines(pp82of2019, deathOf({ scheme })))).toEqual([
      { code: 'lump_sum', claimed: lumpSum, granted: 0, reasons },
      { code: 'periodic', claimed: 12_000_000, granted: 0, reasons },
      { code: 'funeral', claimed: 10_000_000, granted: 10_000_000, reasons: [] },
    ]);
  });
  it('no funeral is paid that nobody was covered for', () =>
    expect(
      totalGranted(funeralAlone('jkm', deathLines(pp82of2019, deathOf({ cover: 'not_covered' })))),
    ).toBe(0));
});

it('Each kind of death has a periodic sum and a funeral of its own, also where they come to the same', () => {
  const sum = (amount: number) => ({ ...pp82of2019.deathByIllness.funeral, value: rupiah(amount) });
  const differing = {
    ...pp82of2019,
    deathByIllness: { ...pp82of2019.deathByIllness, periodic: sum(1), funeral: sum(2) },
    deathByAccident: { ...pp82of2019.deathByAccident, periodic: sum(3), funeral: sum(4) },
  };
  expect(grantedBy(differing, {}).slice(1)).toEqual([1, 2]);
  expect(grantedBy(differing, jkk).slice(1)).toEqual([3, 4]);
});

describe('Without cover on the day that decides', () => {
  const none = { membershipSince: null, declaredIncome: rupiah(0) } as const;

  it.each([
    ['not_covered', 'not_covered_on_date', 'PP 44/2015 art. 11'],
    ['needs_confirmation', 'cover_needs_confirmation', 'PP 44/2015 art. 39'],
  ] as const)('(%s) every line is 0, because of %s', (cover, code, citation) => {
    for (const scheme of ['jkk', 'jkm'] as const) {
      const lines = deathLines(permenaker1of2025, deathOf({ ...none, scheme, cover }));
      expect(totalGranted(lines)).toBe(0);
      expect(lines.map(({ reasons }) => reasons)).toEqual(Array(3).fill([{ code, citation }]));
    }
  });
});

describe('The lines of a death', () => {
  const anyDeath = fc.record({
    scheme: fc.constantFrom('jkk' as const, 'jkm' as const),
    cover: fc.constantFrom(
      'covered' as const,
      'needs_confirmation' as const,
      'not_covered' as const,
    ),
    declaredIncome: fc.integer({ min: 0, max: 1e9 }).map(rupiah),
    membershipSince: fc.integer({ min: 0, max: 4_000 }).map((n) => daysAfter(FIRST, n)),
    decidingDay: fc.integer({ min: 0, max: 4_000 }).map((n) => daysAfter(FIRST, n)),
  });
  const FIRST = calendarDay('2015-07-01');

  it('grant what was claimed, or nothing with a reason', () =>
    fc.assert(
      fc.property(anyDeath, (facts) => {
        for (const { claimed, granted, reasons } of deathLines(
          scheduleOn(facts.decidingDay, SCHEDULES),
          facts,
        ))
          expect(granted).toBe(reasons.length === 0 ? claimed : 0);
      }),
    ));

  it('never grant less for a longer membership', () =>
    fc.assert(
      fc.property(anyDeath, fc.integer({ min: 0, max: 12 }), (facts, months) => {
        const longer = { ...facts, membershipSince: monthsAfter(facts.membershipSince, -months) };
        expect(totalGranted(deathLines(permenaker1of2025, longer))).toBeGreaterThanOrEqual(
          totalGranted(deathLines(permenaker1of2025, facts)),
        );
      }),
    ));
});

describe('A reason', () => {
  it.each<[ReasonCode, string]>([
    ['not_covered_on_date', 'not-covered-on-date'],
    ['scholarship_needs_three_years', 'scholarship-needs-three-years'],
    ['scholarship_child_limit', 'scholarship-child-limit'],
    ['scholarship_age_limit', 'scholarship-age-limit'],
  ])('stored as %s is the problem %s', (reason, problem) =>
    expect(problemOf(reason)).toBe(problem),
  );
});
