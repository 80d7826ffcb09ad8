import type { FindingTally, Tally } from '../platform/waiting-rows/waiting-rows';
import type { CountsByCode } from './domain/enrolment-list.events';
import { ROW_STATES, type RowState, storedCode } from './list-rows';

export const OUTCOMES = ['enrolled', 'covered', 'ended', 'unchanged', 'refused'] as const;
export type RowOutcome = (typeof OUTCOMES)[number];

export type ListCounts = {
  readonly states: Readonly<Record<RowState, number>>;
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
};

export const countsOf = (tallies: readonly Tally[]): ListCounts => {
  const sum = (key: 'state' | 'outcome', value: string) =>
    tallies.reduce((all, tally) => all + (tally[key] === value ? tally.count : 0), 0);
  return {
    states: Object.fromEntries(
      ROW_STATES.map((state) => [state, sum('state', state)]),
    ) as ListCounts['states'],
    outcomes: Object.fromEntries(
      OUTCOMES.map((outcome) => [outcome, sum('outcome', outcome)]),
    ) as ListCounts['outcomes'],
  };
};

/** Every row once: by its outcome where it has one, else by the state in which it waits. */
export const standingOf = (tallies: readonly Tally[]) => {
  const open = countsOf(tallies.filter(({ outcome }) => outcome === null)).states;
  const { unchanged, covered: coverAdded, ...settled } = countsOf(tallies).outcomes;
  return { ...open, ...settled, coverAdded, unchanged: open.unchanged + unchanged };
};

export const codesOf = (findings: readonly FindingTally[]): CountsByCode =>
  Object.fromEntries(
    findings
      .map(({ code, count }) => [storedCode(code), count] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
