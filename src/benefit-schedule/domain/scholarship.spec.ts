import * as fc from 'fast-check';
import { calendarDay } from '../../kernel/calendar-day';
import { NOTHING, rupiah, total } from '../../kernel/rupiah';
import { totalGranted } from './benefit-line';
import { SCHOOL_LEVELS, type SchoolLevel, scheduleOn } from './benefit-schedule';
import { deathLines } from './death-benefit';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';
import { SCHEDULES } from './schedules';
import {
  remainingPath,
  type ScholarshipChild,
  type ScholarshipGrantFacts,
  scholarshipGrantLines,
  type ScholarshipYearFacts,
  scholarshipYearLine,
} from './scholarship';

const child = (childId: string, facts: Partial<ScholarshipChild> = {}): ScholarshipChild => ({
  childId,
  legalChild: true,
  ageInYears: 10,
  ...facts,
});
const right = {
  scheme: 'jkm',
  cover: 'covered',
  membershipSince: calendarDay('2019-01-01'),
  decidingDay: calendarDay('2024-05-05'),
  monthsPaid: 36,
} as const;
const granted = (
  children: readonly ScholarshipChild[],
  facts: Partial<ScholarshipGrantFacts> = {},
  schedule = pp82of2019,
) =>
  scholarshipGrantLines(schedule, { ...right, ...facts, children }).map((line) => [
    line.childId,
    line.granted,
    line.reasons.map(({ code }) => code),
  ]);
const [ana, budi, citra] = [child('ana'), child('budi'), child('citra')];

describe('The grant of a scholarship', () => {
  it('gives two children the ceiling of 87,000,000 each, and a third no place', () =>
    expect(granted([ana, budi, citra])).toEqual([
      ['ana', 87_000_000, []],
      ['budi', 87_000_000, []],
      ['citra', 0, ['scholarship_child_limit']],
    ]));

  it.each([
    [0, [87_000_000, 87_000_000]],
    [1, [87_000_000, 0]],
    [2, [0, 0]],
    [3, [0, 0]],
  ])('with %i places of other children gives %j', (placesTaken, sums) =>
    expect(granted([ana, budi], { placesTaken }).map(([, sum]) => sum)).toEqual(sums),
  );

  it('is 244,000,000 with a death by accident and two children not yet in school', () => {
    const accident = { ...right, scheme: 'jkk', monthsPaid: 1 } as const;
    const children = [child('ana', { ageInYears: 2 }), child('budi', { ageInYears: 0 })];
    const scholarship = totalGranted(scholarshipGrantLines(pp82of2019, { ...accident, children }));
    const death = totalGranted(
      deathLines(pp82of2019, { ...accident, declaredIncome: rupiah(1_000_000) }),
    );
    expect([death, scholarship, death + scholarship]).toEqual([70e6, 174e6, 244e6]);
  });

  it.each([
    [35, 0, ['scholarship_needs_three_years']],
    [36, 87_000_000, []],
    [37, 87_000_000, []],
  ])('needs 36 months paid: after %i it gives %i', (monthsPaid, sum, reasons) =>
    expect(granted([ana, budi], { monthsPaid })).toEqual([
      ['ana', sum, reasons],
      ['budi', sum, reasons],
    ]),
  );

  it.each([
    [pp44of2015, 12_000_000],
    [pp82of2019, 87_000_000],
    [permenaker1of2025, 87_000_000],
  ])('needs none where work was the cause ($citation)', (schedule, sum) =>
    expect(granted([ana], { scheme: 'jkk', monthsPaid: 0 }, schedule)).toEqual([['ana', sum, []]]),
  );

  it.each([
    [22, 87_000_000, []],
    [23, 0, ['scholarship_age_limit']],
    [24, 0, ['scholarship_age_limit']],
  ])('ends with the 23rd birthday: at %i it gives %i', (ageInYears, sum, reasons) =>
    expect(granted([child('ana', { ageInYears })])).toEqual([['ana', sum, reasons]]),
  );

  it('leaves the place of a child without a right to the next, and names every reason', () =>
    expect(
      granted([child('ana', { legalChild: false, ageInYears: 23 }), budi, citra, child('dewi')]),
    ).toEqual([
      ['ana', 0, ['scholarship_not_legal_child', 'scholarship_age_limit']],
      ['budi', 87_000_000, []],
      ['citra', 87_000_000, []],
      ['dewi', 0, ['scholarship_child_limit']],
    ]));

  it('asks for a legal child only where the version does', () => {
    const { scholarship } = pp82of2019;
    const legalChildOnly = { ...scholarship.legalChildOnly, value: false };
    const open = { ...pp82of2019, scholarship: { ...scholarship, legalChildOnly } };
    expect(granted([child('ana', { legalChild: false })], {}, open)).toEqual([
      ['ana', 87_000_000, []],
    ]);
  });

  it('gives nothing without cover on the day that gave the right', () => {
    const facts = { cover: 'not_covered', membershipSince: null } as const;
    expect(granted([ana], facts)).toEqual([['ana', 0, ['not_covered_on_date']]]);
  });

  it('gives nothing in the waiting months, in which a death pays the funeral alone', () => {
    const facts = {
      membershipSince: calendarDay('2025-06-15'),
      decidingDay: calendarDay('2025-08-01'),
    };
    expect(granted([ana], facts, permenaker1of2025)).toEqual([
      ['ana', 0, ['membership_waiting_months']],
    ]);
  });

  it('cites the statute for each reason', () =>
    expect(
      scholarshipGrantLines(pp82of2019, { ...right, monthsPaid: 29, children: [ana] }),
    ).toEqual([
      {
        childId: 'ana',
        code: 'scholarship_ceiling',
        claimed: 87_000_000,
        granted: 0,
        reasons: [{ code: 'scholarship_needs_three_years', citation: 'PP 82/2019' }],
      },
    ]));

  it('refuses one child named twice, who would hold two places', () =>
    expect(() => granted([ana, ana])).toThrow('child-named-twice'));

  it.each([
    ['2019-12-01', 12_000_000, 0],
    ['2019-12-02', 87_000_000, 87_000_000],
    ['2019-12-03', 87_000_000, 87_000_000],
    ['2025-02-23', 87_000_000, 87_000_000],
    ['2025-02-24', 87_000_000, 87_000_000],
  ])('follows the schedule of the day: on %s %i and %i', (day, first, second) => {
    const decidingDay = calendarDay(day);
    const schedule = scheduleOn(decidingDay, SCHEDULES);
    const lines = scholarshipGrantLines(schedule, {
      ...right,
      membershipSince: calendarDay('2014-01-01'),
      decidingDay,
      monthsPaid: 60,
      children: [ana, budi],
    });
    expect(lines.map((line) => line.granted)).toEqual([first, second]);
  });

  it.each([
    [59, 0, ['scholarship_needs_five_years']],
    [60, 12_000_000, []],
    [61, 12_000_000, []],
  ])('needed 60 months under PP 44/2015: after %i it gave %i', (monthsPaid, sum, reasons) =>
    expect(granted([ana], { monthsPaid }, pp44of2015)).toEqual([['ana', sum, reasons]]),
  );

  it('never exceeds 174,000,000, whoever the children are', () => {
    const anyChildren = fc.uniqueArray(
      fc.record({
        childId: fc.uuid(),
        legalChild: fc.boolean(),
        ageInYears: fc.integer({ min: 0, max: 30 }),
      }),
      { selector: ({ childId }) => childId, maxLength: 8 },
    );
    fc.assert(
      fc.property(anyChildren, (children) => {
        const lines = scholarshipGrantLines(pp82of2019, { ...right, children });
        const entitled = children.filter(({ legalChild, ageInYears: a }) => legalChild && a < 23);
        expect(totalGranted(lines)).toBe(Math.min(2, entitled.length) * 87_000_000);
        for (const line of lines)
          expect(line.granted).toBe(line.reasons.length === 0 ? line.claimed : 0);
      }),
    );
  });
});

const year = (facts: Partial<ScholarshipYearFacts> = {}, schedule = pp82of2019) =>
  scholarshipYearLine(schedule, {
    ...right,
    child: ana,
    childIndex: 0,
    level: 'sd',
    yearsUsedInLevel: 0,
    grantedBefore: NOTHING,
    ...facts,
  });
const codesOf = (line: ReturnType<typeof year>) => line.reasons.map(({ code }) => code);

describe('A year of a scholarship', () => {
  it.each<[SchoolLevel, number]>([
    ['tk', 1_500_000],
    ['sd', 1_500_000],
    ['smp', 2_000_000],
    ['sma', 3_000_000],
    ['pt', 12_000_000],
  ])('pays the amount of the level: %s %i', (level, sum) =>
    expect(year({ level })).toEqual({
      childId: 'ana',
      code: `scholarship_${level}`,
      claimed: sum,
      granted: sum,
      reasons: [],
    }),
  );

  it.each<[SchoolLevel, number]>([
    ['tk', 2],
    ['sd', 6],
    ['smp', 3],
    ['sma', 3],
    ['pt', 5],
  ])('is paid as long as the level has years left: %s has %i', (level, years) => {
    expect(codesOf(year({ level, yearsUsedInLevel: years - 1 }))).toEqual([]);
    expect(codesOf(year({ level, yearsUsedInLevel: years }))).toEqual([
      'scholarship_level_years_used',
    ]);
    expect(year({ level, yearsUsedInLevel: years + 1 }).granted).toBe(0);
  });

  it.each<[string, Partial<ScholarshipYearFacts>, string]>([
    ['for a third child', { childIndex: 2 }, 'scholarship_child_limit'],
    ['at 23', { child: child('ana', { ageInYears: 23 }) }, 'scholarship_age_limit'],
    [
      'for another than a legal child',
      { child: child('ana', { legalChild: false }) },
      'scholarship_not_legal_child',
    ],
    ['after 35 months', { monthsPaid: 35 }, 'scholarship_needs_three_years'],
    ['without cover', { cover: 'not_covered', membershipSince: null }, 'not_covered_on_date'],
  ])('is 0 %s', (_, facts, code) => {
    expect(year(facts).granted).toBe(0);
    expect(codesOf(year(facts))).toEqual([code]);
  });

  it('is paid to the second child, at 22', () =>
    expect(year({ childIndex: 1, child: child('budi', { ageInYears: 22 }) }).granted).toBe(
      1_500_000,
    ));

  it.each([
    [85_500_000, 1_500_000, []],
    [85_500_001, 1_499_999, ['scholarship_ceiling_reached']],
    [87_000_000, 0, ['scholarship_ceiling_reached']],
    [90_000_000, 0, ['scholarship_ceiling_reached']],
  ])('stays below the ceiling: after %i it pays %i', (before, sum, reasons) => {
    const line = year({ grantedBefore: rupiah(before) });
    expect(line.granted).toBe(sum);
    expect(codesOf(line)).toEqual(reasons);
  });

  it('was one sum under PP 44/2015, paid once', () => {
    const once = { monthsPaid: 60, level: 'pt' } as const;
    expect(year(once, pp44of2015)).toMatchObject({ code: 'scholarship_once', granted: 12_000_000 });
    expect(year({ ...once, grantedBefore: rupiah(12_000_000) }, pp44of2015).granted).toBe(0);
  });

  it('never brings a child above the ceiling, whatever is asked and how often', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            level: fc.constantFrom(...SCHOOL_LEVELS),
            used: fc.integer({ min: 0, max: 6 }),
          }),
          { maxLength: 60 },
        ),
        (asked) => {
          const paid = asked.reduce((before, { level, used }) => {
            const line = year({ level, yearsUsedInLevel: used, grantedBefore: before });
            return total([before, line.granted]);
          }, NOTHING);
          expect(paid).toBeLessThanOrEqual(87_000_000);
        },
      ),
    ));

  it('pays the whole way through school in any order: 87,000,000', () => {
    const way = SCHOOL_LEVELS.flatMap((level) =>
      Array.from(
        { length: pp82of2019.scholarship.levels?.[level].value.yearsAtMost ?? 0 },
        (_, n) => ({
          level,
          yearsUsedInLevel: n,
        }),
      ),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(way, { minLength: way.length }), (years) => {
        const paid = years.reduce(
          (before, one) => total([before, year({ ...one, grantedBefore: before }).granted]),
          NOTHING,
        );
        expect(paid).toBe(87_000_000);
      }),
    );
  });
});

describe('The remaining way through school', () => {
  it.each<[SchoolLevel, number, number]>([
    ['tk', 1, 87_000_000],
    ['sd', 1, 84_000_000],
    ['sd', 2, 82_500_000],
    ['sd', 6, 76_500_000],
    ['smp', 1, 75_000_000],
    ['sma', 1, 69_000_000],
    ['pt', 1, 60_000_000],
    ['pt', 5, 12_000_000],
  ])('from %s %i is %i', (level, grade, sum) =>
    expect(remainingPath(permenaker1of2025, level, grade)).toBe(sum),
  );

  it.each<[SchoolLevel, number]>([
    ['sd', 0],
    ['sd', 7],
    ['sma', 4],
    ['sd', 1.5],
  ])('does not begin at %s %d', (level, grade) =>
    expect(() => remainingPath(pp82of2019, level, grade)).toThrow('grade-outside-level'),
  );

  it('is the one sum under PP 44/2015', () =>
    expect(remainingPath(pp44of2015, 'sd', 3)).toBe(12_000_000));
});
