import { type Position, START } from '../event-store/event-store';
import type { Run } from './sql';

/** Under this name a projection keeps its checkpoint: another version starts from the first event. */
export const keyOf = ({ name, version }: { name: string; version: number }): string =>
  `${name}-v${version}`;

/** A stream that this projection has stopped reading, from that position on. The log itself keeps what came later. */
export type Quarantined = {
  readonly stream: string;
  readonly position: Position;
  /** The kind of failure; never a value. */
  readonly error: string;
};

/** True where there was none. */
export const openCheckpoint = async (run: Run, key: string): Promise<boolean> => {
  const opened = await run(
    `INSERT INTO read_models.checkpoint (projection, position) VALUES ($1, $2)
     ON CONFLICT (projection) DO NOTHING RETURNING projection`,
    [key, START],
  );
  return opened.length > 0;
};

export const forgetProjection = async (run: Run, key: string): Promise<void> => {
  await run('DELETE FROM read_models.checkpoint WHERE projection = $1', [key]);
  await run('DELETE FROM read_models.quarantine WHERE projection = $1', [key]);
};

/** The checkpoints of those projections that have one. */
export const checkpointsOf = async (
  run: Run,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Position>> => {
  const rows = await run<{ projection: string; position: Position }>(
    `SELECT projection, position::text AS position FROM read_models.checkpoint
     WHERE projection = ANY ($1)`,
    [keys],
  );
  return new Map(rows.map(({ projection, position }) => [projection, position]));
};

/** From now on it may be read from. */
export const markReady = async (run: Run, key: string): Promise<void> => {
  await run(
    'UPDATE read_models.checkpoint SET ready_at = clock_timestamp() WHERE projection = $1',
    [key],
  );
};

/** The keys under which something stands that may be read from. */
export const readyAmong = async (
  run: Run,
  keys: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await run<{ projection: string }>(
    `SELECT projection FROM read_models.checkpoint
     WHERE projection = ANY ($1) AND ready_at IS NOT NULL`,
    [keys],
  );
  return new Set(rows.map(({ projection }) => projection));
};

/** Leaves the same streams at the same events as another projection has left them. */
export const inheritQuarantine = async (run: Run, key: string, from: string): Promise<void> => {
  await run(
    `INSERT INTO read_models.quarantine (projection, stream, position, error, since)
     SELECT $1, stream, position, error, since FROM read_models.quarantine WHERE projection = $2`,
    [key, from],
  );
};

/**
 * Where it stands, and there it stays until the transaction ends: nobody else changes the rows meanwhile. Null where it
 * has none.
 */
export const lockCheckpoint = async (run: Run, key: string): Promise<Position | null> => {
  const [row] = await run<{ position: Position }>(
    `SELECT position::text AS position FROM read_models.checkpoint WHERE projection = $1 FOR UPDATE`,
    [key],
  );
  return row?.position ?? null;
};

export type Move = { readonly key: string; readonly from: Position; readonly to: Position };

/** False where somebody else has moved one of them, compare-and-set: then the transaction has to be taken back. */
export const moveCheckpoints = async (run: Run, moves: readonly Move[]): Promise<boolean> => {
  const moved = await run(
    `UPDATE read_models.checkpoint SET position = move.after, updated_at = clock_timestamp()
       FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS move (key, before, after)
      WHERE projection = move.key AND position = move.before RETURNING projection`,
    [moves.map(({ key }) => key), moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
  return moved.length === moves.length;
};

/** Those that have left any stream: most have none, and need not be asked about the streams of each batch. */
export const leavingAmong = async (
  run: Run,
  keys: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await run<{ key: string }>(
    `SELECT key FROM unnest($1::text[]) AS key
      WHERE EXISTS (SELECT FROM read_models.quarantine WHERE projection = key)`,
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
};

/**
 * As `moveCheckpoints`, for whoever can be moved: the keys of those that were moved. One that somebody holds is left
 * where it is, so that the others do not wait for it.
 */
export const moveFreeCheckpoints = async (
  run: Run,
  moves: readonly Move[],
): Promise<ReadonlySet<string>> => {
  const moved = await run<{ projection: string }>(
    `WITH due AS (
       SELECT projection, made.goal
         FROM read_models.checkpoint
         JOIN unnest($1::text[], $2::bigint[], $3::bigint[]) AS made (projection, start, goal)
           USING (projection)
        WHERE position = made.start
        ORDER BY projection
          FOR UPDATE OF checkpoint SKIP LOCKED)
     UPDATE read_models.checkpoint SET position = due.goal, updated_at = clock_timestamp()
       FROM due WHERE checkpoint.projection = due.projection
     RETURNING checkpoint.projection`,
    [moves.map(({ key }) => key), moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
  return new Set(moved.map(({ projection }) => projection));
};

/** Where each of those streams was left, of those that were. */
export const quarantinedAmong = async (
  run: Run,
  key: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, Position>> => {
  const rows = await run<Pick<Quarantined, 'stream' | 'position'>>(
    `SELECT stream, position::text AS position FROM read_models.quarantine
     WHERE projection = $1 AND stream = ANY ($2)`,
    [key, streams],
  );
  return new Map(rows.map(({ stream, position }) => [stream, position]));
};

export const quarantine = async (
  run: Run,
  key: string,
  streams: readonly Quarantined[],
): Promise<void> => {
  if (streams.length === 0) return;
  await run(
    `INSERT INTO read_models.quarantine (projection, stream, position, error)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[])
     ON CONFLICT (projection, stream) DO UPDATE SET position = excluded.position, error = excluded.error`,
    [
      key,
      streams.map(({ stream }) => stream),
      streams.map(({ position }) => position),
      streams.map(({ error }) => error),
    ],
  );
};

export const endQuarantine = async (
  run: Run,
  key: string,
  streams: readonly string[],
): Promise<void> => {
  await run('DELETE FROM read_models.quarantine WHERE projection = $1 AND stream = ANY ($2)', [
    key,
    streams,
  ]);
};

export const quarantinedIn = (
  run: Run,
  key: string,
): Promise<readonly (Quarantined & { readonly since: Date })[]> =>
  run(
    `SELECT stream, position::text AS position, error, since FROM read_models.quarantine
     WHERE projection = $1 ORDER BY quarantine.position, stream`,
    [key],
  );

export const quarantineCounts = async (run: Run): Promise<ReadonlyMap<string, number>> => {
  const rows = await run<{ projection: string; streams: number }>(
    `SELECT projection, count(*)::integer AS streams FROM read_models.quarantine GROUP BY projection`,
  );
  return new Map(rows.map(({ projection, streams }) => [projection, streams]));
};
