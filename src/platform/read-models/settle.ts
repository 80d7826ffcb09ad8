import type { Position } from '../event-store/event-store';
import { CheckpointMoved } from './advance';
import { type Certificate, compared, NOT_COMPARED, type Outcome } from './certificate';
import { checkpointsOf, keyOf, markReady } from './checkpoints';
import { compare, NAMED_ROWS, replaceDiffering } from './comparison';
import type { Declaration } from './projection';
import type { Side } from './side';
import type { Run } from './sql';

/** What may be done with what was found. */
export type Purpose =
  | { readonly kind: 'verify' }
  | {
      readonly kind: 'rebuild';
      /** False only tries. */
      readonly apply: boolean;
      /** Ids of rows whose difference somebody has looked at: they are made what the log says. */
      readonly accept: readonly string[] | 'all';
    };

/** Both sides stand at `position` for as long as `run` is in its transaction. */
export type Work = {
  readonly side: Side;
  readonly purpose: Purpose;
  readonly run: Run;
  readonly position: Position;
  readonly events: number;
  readonly startedAt: number;
  readonly onCompared: () => Promise<void>;
};

/** Compares, and switches where it may: the rows that differ become those of the log, or a new version may be read from. */
export const settle = async (work: Work): Promise<Certificate> => {
  const { side, purpose, position } = work;
  await mustStandAt(work);
  const declared = declarationFor(side);
  const found = await findings(work, declared);
  const outcome = outcomeOf(work, found);
  await work.onCompared();
  const replaced = outcome === 'switched' || outcome === 'built' ? await switched(work) : 0;
  return {
    ...{ name: side.of.name, version: side.of.version, purpose: purpose.kind },
    ...{ outcome, position, againstVersion: side.base?.version ?? null },
    ...found,
    columnsDeclared: declared?.columns ?? [],
    ...{ replaced, events: work.events },
    seconds: Math.round((Date.now() - work.startedAt) / 100) / 10,
  };
};

/** Where the lock was lost with its connection, another process may have begun the same table again. */
const mustStandAt = async ({ side, run, position }: Work): Promise<void> => {
  const key = keyOf(side.projection);
  if ((await checkpointsOf(run, [key])).get(key) !== position) throw new CheckpointMoved();
};

const switched = async ({ side, run }: Work): Promise<number> => {
  if (side.isBeside && side.base)
    return replaceDiffering(run, { old: side.base.path, new: side.path });
  await markReady(run, keyOf(side.of));
  return 0;
};

/** What was declared counts only against the version that it was declared against. */
const declarationFor = ({ of, base }: Side): Declaration | null => {
  const { declares } = of;
  return declares && base && base.version < of.version && declares.since === base.version
    ? declares
    : null;
};

type Findings = typeof NOT_COMPARED & Pick<Certificate, 'rows' | 'streamsDiffering'>;

const findings = async ({ side, run }: Work, declared: Declaration | null): Promise<Findings> => {
  const { base, path } = side;
  if (!base)
    return {
      ...NOT_COMPARED,
      rows: { old: null, new: await countOf(run, path) },
      streamsDiffering: [],
    };
  const streamsDiffering = await streamsLeftByOne(run, keyOf(side.projection), base.key);
  if (side.of.opensPersonal)
    return {
      ...NOT_COMPARED,
      rows: { old: await countOf(run, base.path), new: await countOf(run, path) },
      streamsDiffering,
    };
  const comparison = await compare(run, { old: base.path, new: path }, declared);
  return {
    ...compared(comparison),
    rows: { old: comparison.old.rows, new: comparison.new.rows },
    streamsDiffering,
  };
};

const countOf = async (run: Run, path: string): Promise<number> => {
  const [found] = await run<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${path}`);
  return found?.rows ?? 0;
};

const streamsLeftByOne = async (
  run: Run,
  one: string,
  other: string,
): Promise<readonly string[]> => {
  const rows = await run<{ stream: string }>(
    `SELECT stream FROM read_models.quarantine WHERE projection IN ($1, $2)
      GROUP BY stream, position HAVING count(*) = 1 ORDER BY stream LIMIT ${NAMED_ROWS}`,
    [one, other],
  );
  return [...new Set(rows.map(({ stream }) => stream))];
};

const outcomeOf = (work: Work, found: Findings): Outcome => {
  const { side, purpose } = work;
  if (isRefused(work, found)) return 'refused';
  if (purpose.kind === 'verify') return side.of.opensPersonal ? 'not-compared' : 'same';
  if (side.isBeside && found.differences === 0 && !side.of.opensPersonal) return 'same';
  if (!purpose.apply) return 'would-switch';
  return side.base ? 'switched' : 'built';
};

const isRefused = ({ side, purpose }: Work, found: Findings): boolean =>
  (found.differences > 0 && !isAccepted(side, purpose, found)) ||
  found.columnsUndeclared.length > 0 ||
  found.streamsDiffering.length > 0;

/** Rows of another version stand in another table: nothing of theirs could be replaced. */
const isAccepted = (side: Side, purpose: Purpose, found: Findings): boolean => {
  if (!side.isBeside || purpose.kind === 'verify') return false;
  const { accept } = purpose;
  if (accept === 'all') return true;
  return found.differences <= NAMED_ROWS && found.differing.every(({ id }) => accept.includes(id));
};
