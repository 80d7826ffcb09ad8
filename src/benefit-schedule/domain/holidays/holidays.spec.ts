import { createHash } from 'node:crypto';
import { calendarDay, daysAfter } from '../../../kernel/calendar-day';
import { isWorkingDay, workingDaysAfter } from '../../../kernel/working-days';
import type { HolidayKind } from './holiday-table';
import { HOLIDAY_TABLES, HOLIDAYS } from './holidays';

const day = calendarDay;

describe('The holidays of Indonesia', () => {
  it.each([
    { year: 2024, version: 1, counts: [17, 10, 2], ruled: '2023-09-12' },
    { year: 2025, version: 1, counts: [17, 10, 0], ruled: '2024-10-14' },
    { year: 2025, version: 2, counts: [17, 11, 0], ruled: '2025-08-07' },
    { year: 2026, version: 1, counts: [17, 8, 0], ruled: '2025-09-19' },
  ])(
    'of $year, version $version, are $counts: national, of joint leave and of elections',
    ({ year, version, counts, ruled }) => {
      const table = HOLIDAY_TABLES.find((one) => one.year === year && one.version === version);
      const count = (kind: HolidayKind) => table?.days.filter((one) => one.kind === kind).length;
      expect([count('national'), count('joint_leave'), count('election')]).toEqual(counts);
      expect(table?.ruledOn).toBe(ruled);
    },
  );

  it('stand with their source, and claim nothing that was read in no decree', () => {
    for (const { source, note, days } of HOLIDAY_TABLES) {
      expect(source).toMatch(/^SKB Menag \d+\/20\d\d, Menaker \d+\/20\d\d, MenPANRB \d+\/20\d\d/);
      expect(note).not.toBe('');
      expect(days.map(({ mark }) => mark)).not.toContain('statute');
    }
  });

  it.each([
    ['the day before', '2024-04-05', true],
    ['the first of them', '2024-04-08', false],
    ['the last of them', '2024-04-15', false],
    ['the day after', '2024-04-16', true],
  ])('shut the offices over Idulfitri 2024: %s', (_, on, worked) => {
    expect(isWorkingDay(day(on), HOLIDAYS)).toBe(worked);
  });
  it('shut them on the Monday that a later ruling on 2025 added', () => {
    expect(isWorkingDay(day('2025-08-18'), HOLIDAYS)).toBe(false);
  });
  it('make seven working days of fourteen calendar days around Christmas 2024', () => {
    expect(workingDaysAfter(day('2024-12-20'), 7, HOLIDAYS).day).toBe('2025-01-03');
  });
  it('end with the last year that somebody entered', () => {
    const last = Math.max(...HOLIDAY_TABLES.map(({ year }) => year));
    expect(workingDaysAfter(day(`${String(last)}-12-31`), 1, HOLIDAYS)).toEqual({
      day: null,
      missingYear: last + 1,
    });
  });
});

describe('A table that a clock was computed from', () => {
  type Days = (typeof HOLIDAY_TABLES)[number]['days'];
  /** The days and their kind alone: a source may be told more exactly. */
  const fingerprintOf = (days: Days) =>
    createHash('sha256')
      .update(JSON.stringify(days.map(({ day: on, kind }) => [on, kind])))
      .digest('hex')
      .slice(0, 16);

  it.each([
    [2024, 1, '6e16bdd9b57b3815'],
    [2025, 1, '3ef55ec5b4a59326'],
    [2025, 2, '8fe189f829adb2e4'],
    [2026, 1, '4b8f890e3f85f038'],
  ])('is never edited: %i, version %i; another ruling is another version', (year, version, is) => {
    const table = HOLIDAY_TABLES.find((one) => one.year === year && one.version === version);
    expect(table && fingerprintOf(table.days)).toBe(is);
  });
  it('would be noticed if one day of it moved', () => {
    const [table] = HOLIDAY_TABLES;
    if (!table) throw new Error('There is no table.');
    const moved = table.days.map((one, index) =>
      index === 0 ? { ...one, day: daysAfter(one.day, 1) } : one,
    );
    expect(fingerprintOf(moved)).not.toBe(fingerprintOf(table.days));
  });
});

it.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
])('Good Friday and Ascension of %i lie where Easter, %s, puts them', (year, easter) => {
  const days = HOLIDAY_TABLES.findLast((one) => one.year === year)?.days ?? [];
  const national = days.filter(({ kind }) => kind === 'national').map(({ day: on }) => on);
  const expected = [-2, 0, 39].map((later) => daysAfter(day(easter), later));
  expect(national.filter((on) => expected.includes(on))).toEqual(expected);
});
