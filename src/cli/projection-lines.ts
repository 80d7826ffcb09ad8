import type { Position } from '../platform/event-store/event-store';
import type { Certificate, Outcome } from '../platform/read-models/certificate';
import type { Quarantined } from '../platform/read-models/checkpoints';
import type { Release } from '../platform/read-models/release';
import type { Pruned } from '../platform/read-models/retired';
import type { ReadModelStatus } from '../platform/read-models/status';

/** A quarantined stream, and how many of its events wait; null where nobody has counted. */
export type StreamLeft = Quarantined & {
  readonly projection: string;
  readonly waiting: number | null;
};

const LONGEST_NAME = 26;

export const statusLines = (
  head: Position,
  readModels: readonly ReadModelStatus[],
  quarantined: readonly StreamLeft[],
): readonly string[] => [
  `The log ends at ${head}.`,
  ...readModels.map(
    ({ name, version, position, lag, lagSeconds, state }) =>
      `${`${name}-v${version}`.padEnd(LONGEST_NAME)} ${state.padEnd(11)} at ${position}, ${lag} behind (${lagSeconds} s)`,
  ),
  ...quarantined.map(
    ({ projection, stream, position, error, waiting }) =>
      `${projection}: ${stream} is left at ${position} (${error}), ${waiting ?? 'some'} events wait`,
  ),
];

const WORDS: Readonly<Record<Outcome, string>> = {
  same: 'every row is what the log says',
  built: 'built, and read from now on',
  switched: 'switched',
  'would-switch': 'would be switched',
  refused: 'REFUSED, nothing was changed',
  'not-compared': 'folded; its rows are personal and not compared',
};

/** The proof, for people. */
export const certificateLines = (one: Certificate): readonly string[] => {
  const was = (old: string | number | null) => (old === null ? '' : ` (was ${old})`);
  const against =
    one.againstVersion === one.version ? '' : ` against v${one.againstVersion ?? '-'}`;
  return [
    `${one.name}-v${one.version}${against}: ${WORDS[one.outcome]}`,
    `  position ${one.position}, ${one.events} events in ${one.seconds} s`,
    `  rows     ${one.rows.new}${was(one.rows.old)}${one.replaced > 0 ? `, ${one.replaced} replaced` : ''}`,
    ...(one.hash.new === null ? [] : [`  hash     ${one.hash.new}${was(one.hash.old)}`]),
    ...Object.entries(one.sums).map(
      ([column, { old, new: sum }]) => `  sum      ${column} ${sum}${was(old)}`,
    ),
    ...faultLines(one),
  ];
};

const faultLines = (one: Certificate): readonly string[] => [
  ...(one.differences > 0 ? [`  ${one.differences} rows differ:`] : []),
  ...one.differing.map(({ id, is, columns }) =>
    `    ${id} is ${is} ${columns.join(', ')}`.trimEnd(),
  ),
  ...one.columnsUndeclared.map((column) => `  the column ${column} is not declared`),
  ...one.streamsDiffering.map((stream) => `  ${stream} can be read by one of the two alone`),
];

export const releaseLines = (
  released: readonly (Release & { readonly projection: string })[],
  apply: boolean,
): readonly string[] => {
  if (released.length === 0) return ['Nothing is quarantined.'];
  return [
    ...released.map(({ projection, stream, from, events, leftAt }) =>
      leftAt
        ? `${projection}: ${stream} stays, at ${leftAt.position} (${leftAt.error})`
        : `${projection}: ${stream} is released from ${from}, ${events} events`,
    ),
    ...(apply ? [] : ['Nothing was changed: add --apply.']),
  ];
};

const PRUNED: Readonly<Record<Pruned['outcome'], string>> = {
  'would-be-dropped': 'would be dropped',
  dropped: 'dropped',
  running: 'stays: a process of an older release works on it',
  read: 'stays: a view or a query reads it',
};

export const pruneLines = (pruned: readonly Pruned[], apply: boolean): readonly string[] => {
  if (pruned.length === 0) return ['No table of an earlier version is there.'];
  return [
    ...pruned.map(
      ({ table, rows, bytes, outcome }) =>
        `${table.padEnd(28)} ${rows} rows, ${bytes} bytes: ${PRUNED[outcome]}`,
    ),
    ...(apply ? [] : ['Nothing was changed: add --apply.']),
  ];
};
