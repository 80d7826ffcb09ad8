import { SCHEDULES } from '../src/benefit-schedule/domain/schedules';
import { rupiah } from '../src/kernel/rupiah';
import type { BenefitInputs } from '../src/payout/domain/benefit-inputs';
import type { Assessed } from '../src/payout/domain/benefit.events';
import { replay } from '../src/payout/domain/replay';
import { PUBLIC_CASES, storedDecisions, writeMissingDecisions } from './support/decisions';
import { goldenEvents } from './support/stored-events';

// A past decision gives the same rupiah for ever. A new kind gets its file by
//   WRITE_DECISIONS=1 npx jest test/decisions.spec.ts
// which writes what is missing and touches nothing else. A file is never edited: a law that changes is a new schedule.
if (process.env['WRITE_DECISIONS']) writeMissingDecisions();

const DECISIONS = storedDecisions();
const KINDS: Readonly<Record<BenefitInputs['kind'], true>> = {
  treatment: true,
  transport: true,
  wage_replacement: true,
  disability: true,
  device: true,
  home_care: true,
  death: true,
  scholarship_grant: true,
  scholarship_year: true,
};
const changedBy = (decisions: readonly Assessed[], schedules = SCHEDULES) =>
  decisions.flatMap((one) => {
    const { outcome } = replay(one, schedules);
    return outcome === 'same' ? [] : [`${one.benefitId}: ${outcome}`];
  });

it('Every kind of benefit has decisions under every schedule, granted and refused', () => {
  expect(Object.keys(DECISIONS).sort()).toEqual(Object.keys(KINDS).sort());
  for (const decisions of Object.values(DECISIONS)) {
    expect(new Set(decisions.map(({ scheduleId }) => scheduleId)).size).toBe(SCHEDULES.length);
    expect(new Set(decisions.map(({ total }) => total > 0))).toEqual(new Set([true, false]));
  }
});

describe.each(Object.entries(DECISIONS))('A decision about %s', (_, decisions) => {
  it('comes to what it came to', () => expect(changedBy(decisions)).toEqual([]));

  it('is found where one rupiah of it was changed', () => {
    const changed = decisions.map((one) => ({
      ...one,
      lines: one.lines.map((line, index) =>
        index === 0 ? { ...line, granted: rupiah(line.granted + 1) } : line,
      ),
    }));
    expect(changedBy(changed)).toHaveLength(decisions.length);
  });
});

it('A schedule whose sums were edited is found', () => {
  const edited = SCHEDULES.map((schedule) => ({
    ...schedule,
    deathByIllness: {
      ...schedule.deathByIllness,
      funeral: { ...schedule.deathByIllness.funeral, value: rupiah(9_999_999) },
    },
  }));
  expect(changedBy(DECISIONS['death'] ?? [], edited).length).toBeGreaterThan(10);
});

it.each(PUBLIC_CASES)('A %s under %s is the public case', (kind, schedule, isMeant, sum) => {
  const first = DECISIONS[kind]?.find((one) => one.scheduleId === schedule && isMeant(one));
  expect(first?.total).toBe(sum);
});

it('What was ever stored of a decision can be run again', () => {
  const stored = [...goldenEvents().values()]
    .filter(({ type }) => type === 'BenefitAssessed')
    .map(({ data }) => data as unknown as Assessed);
  expect(stored.length).toBeGreaterThanOrEqual(Object.keys(KINDS).length);
  expect(changedBy(stored)).toEqual([]);
});
