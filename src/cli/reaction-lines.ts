import type { Position } from '../platform/event-store/event-store';
import type { ReactionStatus } from '../platform/reactions/reactions';
import type { ReleaseTried, StoppedSince } from '../platform/reactions/release';
import type { Refusal } from '../platform/reactions/settling';

const NOTHING_CHANGED = 'Nothing was changed: add --apply.';

export type ReactionInFull = ReactionStatus & {
  readonly stoppedStreams: readonly StoppedSince[];
  readonly refusals: readonly Refusal[];
};

export const statusLines = (
  head: Position,
  reactions: readonly ReactionInFull[],
): readonly string[] => [
  `The log ends at ${head}.`,
  ...reactions.map(
    ({ name, position, lag, doneOn, stopped, refused }) =>
      `${name.padEnd(24)} ${position === null ? `done on ${doneOn ?? 'no day yet'}` : `at ${position}, ${lag ?? 0} behind`}, ${stopped} stopped, ${refused} refused`,
  ),
  ...reactions.flatMap(({ name, stoppedStreams }) =>
    stoppedStreams.map(
      ({ stream, position, error, since, releaseAskedAt }) =>
        `${name}: stopped at ${stream}, ${position} (${error}), since ${since.toISOString()}${releaseAskedAt ? ', release asked for' : ''}`,
    ),
  ),
  ...reactions.flatMap(({ name, refusals }) =>
    refusals
      .filter(({ settled }) => settled === null)
      .map(
        ({ code, cause, stream, refusedAt }) =>
          `${name}: refused ${code}, ${stream ?? 'asked by the calendar'}, cause ${cause}, ${refusedAt.toISOString()}`,
      ),
  ),
];

export const releaseLines = (
  released: readonly (ReleaseTried & { readonly reaction: string })[],
  apply: boolean,
): readonly string[] => {
  if (released.length === 0) return ['No reaction has stopped at a stream.'];
  const free = released.some(({ stopsAt }) => stopsAt === null);
  return [
    ...released.map(({ reaction, stream, from, events, commands, stopsAt }) =>
      stopsAt
        ? `${reaction}: ${stream} stays, at ${stopsAt.position} (${stopsAt.error})`
        : `${reaction}: ${stream} can go on from ${from}, ${events} events, ${commands} commands`,
    ),
    ...(apply ? [] : [NOTHING_CHANGED]),
    ...(apply && free
      ? ['The office goes on with them; reactions status tells how it ended.']
      : []),
  ];
};

export const settledLines = (named: readonly Refusal[], apply: boolean): readonly string[] => [
  ...named.map(({ cause, code, settled }) =>
    settled
      ? `${cause} (${code}) was settled by ${settled.by} (${settled.reasonCode}) on ${settled.at.toISOString()}`
      : `${cause} (${code}) is ${apply ? '' : 'to be '}settled`,
  ),
  ...(apply ? [] : [NOTHING_CHANGED]),
];
