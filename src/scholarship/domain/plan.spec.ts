import fc from 'fast-check';
import { pp44of2015 } from '../../benefit-schedule/domain/pp-44-2015';
import { pp82of2019 } from '../../benefit-schedule/domain/pp-82-2019';
import { calendarDay, type CalendarDay } from '../../kernel/calendar-day';
import { NOTHING, rupiah } from '../../kernel/rupiah';
import { type ChildOnTheWay, type JudgedYear, schoolPlan, schoolYearOf } from './plan';

const today = calendarDay('2026-11-22');

const child = (changed: Partial<ChildOnTheWay> = {}): ChildOnTheWay => ({
  childId: 'mem-1',
  birthDate: calendarDay('2014-05-01'),
  ended: false,
  years: [],
  ...changed,
});
const born = (birthDate: CalendarDay | null) => child({ birthDate });
const judged = (changed: Partial<JudgedYear> = {}): JudgedYear => ({
  ...{ schoolYear: 2026, level: 'sd', grade: 6, approved: rupiah(1_500_000), paid: NOTHING },
  ...changed,
});
const planOf = (one: ChildOnTheWay) => schoolPlan(pp82of2019, one, today);
const way = (one: ChildOnTheWay) =>
  planOf(one).years.map(({ schoolYear, level, grade }) => `${schoolYear} ${level} ${grade}`);

describe('a school year', () => {
  it.each([
    ['2026-06-30', 2025],
    ['2026-07-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
  ])('on %s is that of %d', (day, year) => {
    expect(schoolYearOf(calendarDay(day))).toBe(year);
  });
});

describe('a child of whom no year was judged yet', () => {
  it('stands where children of that age are', () => {
    expect(way(born(calendarDay('2014-05-01')))).toEqual([
      '2026 sd 6',
      '2027 smp 1',
      '2028 smp 2',
      '2029 smp 3',
      '2030 sma 1',
      '2031 sma 2',
      '2032 sma 3',
      '2033 pt 1',
      '2034 pt 2',
      '2035 pt 3',
      '2036 pt 4',
    ]);
  });

  it.each([
    ['2021-07-02', '2027 tk 1'],
    ['2021-07-01', '2026 tk 1'],
    ['2019-07-02', '2026 tk 2'],
    ['2019-07-01', '2026 sd 1'],
    ['2013-07-02', '2026 sd 6'],
    ['2013-07-01', '2026 smp 1'],
    ['2010-07-02', '2026 smp 3'],
    ['2010-07-01', '2026 sma 1'],
    ['2007-07-02', '2026 sma 3'],
    ['2007-07-01', '2026 pt 1'],
  ])('born on %s begins with %s', (birthDate, first) => {
    expect(way(born(calendarDay(birthDate)))[0]).toBe(first);
  });

  it('goes the whole way from kindergarten until the school year that begins at 23', () => {
    const years = way(born(calendarDay('2021-05-01')));
    expect([years.length, years[0], years.at(-1)]).toEqual([18, '2026 tk 1', '2043 pt 4']);
    expect(planOf(born(calendarDay('2021-05-01'))).projected).toBe(75_000_000);
  });

  it('may expect the sum of those years, below the ceiling of the law', () => {
    const { ceiling, projected, approved, paid } = planOf(born(calendarDay('2014-05-01')));
    expect({ ceiling, projected, approved, paid }).toEqual({
      ceiling: 87_000_000,
      projected: 1_500_000 + 3 * 2_000_000 + 3 * 3_000_000 + 4 * 12_000_000,
      approved: 0,
      paid: 0,
    });
  });

  it('waits for the first year of kindergarten while it is too young', () => {
    expect(way(born(calendarDay('2024-01-15')))[0]).toBe('2029 tk 1');
  });

  it.each([
    ['the day before the school year', '2003-06-30', []],
    ['on its first day', '2003-07-01', []],
    ['the day after', '2003-07-02', ['2026 pt 4']],
  ])('that turns 23 %s has no year left, or one', (_, birthDate, years) => {
    expect(way(born(calendarDay(birthDate)))).toEqual(years);
  });

  it('cannot be planned for without a birth date', () => {
    expect(planOf(born(null))).toMatchObject({ projected: null, years: [] });
  });

  it('may expect one sum where the law pays once', () => {
    expect(schoolPlan(pp44of2015, child(), today)).toMatchObject({
      projected: 12_000_000,
      years: [{ schoolYear: 2026, amount: 12_000_000 }],
    });
  });
});

describe('a child with judged years', () => {
  it('goes on a grade higher from the last of them, whatever its age', () => {
    const years = [
      judged({ schoolYear: 2026, level: 'sma', grade: 3, approved: rupiah(3_000_000) }),
    ];
    expect(way(child({ years }))).toEqual([
      ...['2026 sma 3', '2027 pt 1', '2028 pt 2', '2029 pt 3', '2030 pt 4', '2031 pt 5'],
    ]);
  });

  it('has gone on through years that nobody applied for', () => {
    const years = [judged({ schoolYear: 2023, level: 'sd', grade: 1 })];
    expect(way(child({ years })).slice(0, 2)).toEqual(['2023 sd 1', '2026 sd 4']);
  });

  it('has used a year of its level by repeating it', () => {
    const years = [
      judged({ schoolYear: 2024, level: 'smp', grade: 1 }),
      judged({ schoolYear: 2025, level: 'smp', grade: 1 }),
    ];
    expect(way(child({ years })).slice(2, 4)).toEqual(['2026 smp 2', '2028 sma 1']);
  });

  it.each([
    [87_000_000, []],
    [86_999_999, [1]],
    [85_500_000, [1_500_000]],
  ])('may expect what is left of the ceiling after %i, and no year of nothing', (sum, amounts) => {
    const years = [judged({ schoolYear: 2025, level: 'sd', grade: 5, approved: rupiah(sum) })];
    const { projected, years: planned } = planOf(child({ years }));
    expect(planned.slice(1).map(({ amount }) => amount)).toEqual(amounts);
    expect(projected).toBe(87_000_000 - sum);
  });

  it('says which of them have been paid', () => {
    const years = [
      judged({ schoolYear: 2025, grade: 5, paid: rupiah(1_500_000) }),
      judged({ schoolYear: 2026, grade: 6, paid: rupiah(500_000) }),
    ];
    const plan = planOf(child({ years }));
    expect(plan.years.slice(0, 2).map(({ status }) => status)).toEqual(['paid', 'approved']);
    expect(plan).toMatchObject({ approved: 3_000_000, paid: 2_000_000 });
  });

  it('expects nothing more once its place has ended', () => {
    const plan = planOf(child({ years: [judged()], ended: true }));
    expect(plan).toMatchObject({ projected: 0, approved: 1_500_000 });
    expect(plan.years).toHaveLength(1);
  });
});

it('is never planned above the ceiling, nor from the 23rd birthday on', () => {
  const births = fc
    .integer({ min: 0, max: 25 * 365 })
    .map((days) => new Date(Date.UTC(2026, 10, 1) - days * 86_400_000).toISOString().slice(0, 10));
  const grades = fc.constantFrom(
    ...([
      ['sd', 1],
      ['smp', 3],
      ['sma', 2],
      ['pt', 5],
    ] as const),
  );
  fc.assert(
    fc.property(births, fc.option(grades), (birthDate, last) => {
      const years = last ? [judged({ level: last[0], grade: last[1] })] : [];
      const plan = planOf(child({ birthDate: calendarDay(birthDate), years }));
      expect((plan.projected ?? 0) + plan.approved).toBeLessThanOrEqual(plan.ceiling);
      for (const { schoolYear, status } of plan.years)
        if (status === 'projected')
          expect(
            `${schoolYear}-07-01` < `${Number(birthDate.slice(0, 4)) + 23}${birthDate.slice(4)}`,
          ).toBe(true);
    }),
  );
});
