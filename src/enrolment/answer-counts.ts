import type { Tally } from '../platform/waiting-rows/waiting-rows';

export const ANSWER_OUTCOMES = [
  'started',
  'refused',
  'unchanged',
  'differing',
  'not_asked',
] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

export type AnswerCounts = {
  readonly started: number;
  readonly refused: number;
  readonly unchanged: number;
  readonly differing: number;
  readonly notAsked: number;
  readonly faulty: number;
};

export const answerCountsOf = (tallies: readonly Tally[]): AnswerCounts => {
  const sum = (key: 'state' | 'outcome', value: AnswerOutcome | 'faulty') =>
    tallies.reduce((all, tally) => all + (tally[key] === value ? tally.count : 0), 0);
  return {
    started: sum('outcome', 'started'),
    refused: sum('outcome', 'refused'),
    unchanged: sum('outcome', 'unchanged'),
    differing: sum('outcome', 'differing'),
    notAsked: sum('outcome', 'not_asked'),
    faulty: sum('state', 'faulty'),
  };
};
