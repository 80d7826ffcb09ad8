import { calendarDay } from '../../kernel/calendar-day';
import { NOTHING, type Rupiah, rupiah, total } from '../../kernel/rupiah';
import { totalGranted } from './benefit-line';
import { scheduleOn } from './benefit-schedule';
import { deathLines } from './death-benefit';
import { disabilityLines, type DisabilityKind } from './disability';
import { type DisabilityPart, tenthsInTable } from './disability-check';
import { partsOf } from './parts';
import { SCHEDULES } from './schedules';
import { wageReplacementLine } from './wage-replacement';

// Cases whose sums were published: whatever else changes, these hold.

const MILLION = rupiah(1_000_000);
const covered = { cover: 'covered', declaredIncome: MILLION } as const;
const on2023 = scheduleOn(calendarDay('2023-05-05'), SCHEDULES);

const death = (day: string, since: string, scheme: 'jkk' | 'jkm' = 'jkm') => {
  const decidingDay = calendarDay(day);
  const membershipSince = calendarDay(since);
  return deathLines(scheduleOn(decidingDay, SCHEDULES), {
    ...covered,
    scheme,
    membershipSince,
    decidingDay,
  });
};
const disability = (kind: DisabilityKind, part: Omit<DisabilityPart, 'percentTenths'> | null) => {
  const row = part && tenthsInTable(on2023.disability.table.value, part, false);
  const items = row ? [{ percentTenths: row.from, lossPercent: 100 }] : [];
  const facts = { ...covered, kind, items, thousandthsBefore: 0, totalBefore: false };
  return disabilityLines(on2023, facts).map(({ granted }) => granted);
};

it('A non-work death of a BPU in 2023 is 20 + 12 + 10 = 42,000,000', () => {
  const lines = death('2023-05-05', '2022-01-01');
  expect(lines.map(({ granted }) => granted)).toEqual([20_000_000, 12_000_000, 10_000_000]);
  expect(totalGranted(lines)).toBe(42_000_000);
});

it('A non-work death on the first day of cover, October 2024, is 42,000,000', () =>
  expect(totalGranted(death('2024-10-01', '2024-10-01'))).toBe(42_000_000));

it('A non-work death in month 2 of membership, August 2025, is 10,000,000', () =>
  expect(totalGranted(death('2025-08-10', '2025-07-01'))).toBe(10_000_000));

it('A total permanent disability is 56,000,000 + 12,000,000', () =>
  expect(disability('total_permanent', null)).toEqual([56_000_000, 12_000_000]));

it('A big toe lost is 4,000,000', () =>
  expect(disability('partial_anatomical', { part: 'big_toe', side: null, measure: null })).toEqual([
    4_000_000,
  ]));

it('One leg shorter by 7.5 cm is 30 %: 24,000,000', () =>
  expect(
    disability('partial_anatomical', { part: 'leg_shortened', side: 'left', measure: 75 }),
  ).toEqual([24_000_000]));

it('An accident death with two children not yet in school is 70,000,000 + ceiling 174,000,000', () => {
  const { ceilingPerChild } = on2023.scholarship;
  const sums = [
    totalGranted(death('2023-05-05', '2023-05-05', 'jkk')),
    ceilingPerChild.value,
    ceilingPerChild.value,
  ];
  expect(sums).toEqual([70_000_000, 87_000_000, 87_000_000]);
  expect(total(sums)).toBe(244_000_000);
});

it('42,000,000 in shares 2/9, 3/9, 4/9 are parts that add up to 42,000,000', () => {
  const shares = [2, 3, 4].map((numerator) => ({ numerator, denominator: 9 }));
  expect(total(partsOf(rupiah(42_000_000), shares))).toBe(42_000_000);
});

it('Wage replacement of 45 days asked as 10 + 10 + 10 + 15 is the same 1,500,000 as asked at once', () => {
  const paidFor = (slices: readonly number[]): Rupiah =>
    slices.reduce<{ readonly days: number; readonly sum: Rupiah }>(
      ({ days: daysBefore, sum: grantedBefore }, days) => {
        const facts = { ...covered, days, daysBefore, grantedBefore };
        const { granted } = wageReplacementLine(on2023, facts);
        return { days: daysBefore + days, sum: total([grantedBefore, granted]) };
      },
      { days: 0, sum: NOTHING },
    ).sum;
  expect(paidFor([10, 10, 10, 15])).toBe(1_500_000);
  expect(paidFor([45])).toBe(1_500_000);
});

it('An illness corrected to an accident after 42,000,000 is 28,000,000 more, all lump sum', () => {
  const illness = death('2023-05-05', '2022-01-01');
  const accident = death('2023-05-05', '2022-01-01', 'jkk');
  expect(accident.map(({ granted }, line) => granted - (illness[line]?.granted ?? 0))).toEqual([
    28_000_000, 0, 0,
  ]);
});
