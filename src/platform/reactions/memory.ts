import type { CalendarDay } from '../../kernel/calendar-day';
import { type Position, type Revision, START, type StreamName } from '../event-store/event-store';
import type { Run } from '../read-models/sql';

// What reactions remember, in PostgreSQL. Unlike a read model it cannot be computed again from the log: a checkpoint
// that is lost sends every command once more.

/** A stream that a reaction has stopped at, from that event on. The log itself keeps what came later. */
export type Stopped = {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** The kind of failure; never a value. */
  readonly error: string;
};

/** A command to which a rule said no. */
export type Refused = {
  /** The event that asked, or the command where it was the calendar. */
  readonly cause: string;
  readonly step: number;
  /** Null where the calendar asked. */
  readonly stream: StreamName | null;
  readonly position: Position | null;
  readonly code: string;
};

export const openCheckpoint = async (run: Run, reaction: string): Promise<void> => {
  await run(
    `INSERT INTO reactions.checkpoint (reaction, position) VALUES ($1, $2)
     ON CONFLICT (reaction) DO NOTHING`,
    [reaction, START],
  );
};

export const checkpointsOf = async (
  run: Run,
  reactions: readonly string[],
): Promise<ReadonlyMap<string, Position>> => {
  const rows = await run<{ reaction: string; position: Position }>(
    `SELECT reaction, position::text AS position FROM reactions.checkpoint
     WHERE reaction = ANY ($1)`,
    [reactions],
  );
  return new Map(rows.map(({ reaction, position }) => [reaction, position]));
};

/** False, and nothing done, where somebody else has moved it: compare-and-set. */
export const moveCheckpoint = async (
  run: Run,
  reaction: string,
  { from, to }: { readonly from: Position; readonly to: Position },
): Promise<boolean> => {
  const moved = await run(
    `UPDATE reactions.checkpoint SET position = $3, updated_at = clock_timestamp()
     WHERE reaction = $1 AND position = $2 RETURNING reaction`,
    [reaction, from, to],
  );
  return moved.length > 0;
};

/** In the order of the events at which they were stopped. */
export const stoppedIn = (run: Run, reaction: string): Promise<readonly Stopped[]> =>
  run<Stopped>(
    `SELECT stream, revision, position::text AS position, error FROM reactions.stopped
     WHERE reaction = $1 ORDER BY stopped.position, stream`,
    [reaction],
  );

export const stop = async (
  run: Run,
  reaction: string,
  { stream, revision, position, error }: Stopped,
): Promise<void> => {
  await run(
    `INSERT INTO reactions.stopped (reaction, stream, revision, position, error)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (reaction, stream) DO UPDATE
       SET revision = excluded.revision, position = excluded.position, error = excluded.error,
           release_asked_at = NULL`,
    [reaction, stream, revision, position, error],
  );
};

export const goOn = async (run: Run, reaction: string, stream: StreamName): Promise<void> => {
  await run('DELETE FROM reactions.stopped WHERE reaction = $1 AND stream = $2', [
    reaction,
    stream,
  ]);
};

/** Once, however often the command is sent. */
export const recordRefusal = async (
  run: Run,
  reaction: string,
  { cause, step, stream, position, code }: Refused,
): Promise<void> => {
  await run(
    `INSERT INTO reactions.refused (reaction, cause, step, stream, position, code)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (reaction, cause, step) DO NOTHING`,
    [reaction, cause, step, stream, position, code],
  );
};

/** How many streams each reaction has stopped at, and how many refused commands nobody has looked at yet. */
export const countsOf = async (
  run: Run,
): Promise<ReadonlyMap<string, { readonly stopped: number; readonly refused: number }>> => {
  const rows = await run<{ reaction: string; stopped: number; refused: number }>(
    `SELECT reaction, sum(stopped)::integer AS stopped, sum(refused)::integer AS refused FROM (
       SELECT reaction, 1 AS stopped, 0 AS refused FROM reactions.stopped
       UNION ALL SELECT reaction, 0, 1 FROM reactions.refused
                  WHERE NOT EXISTS (SELECT FROM reactions.settled
                                     WHERE (settled.reaction, settled.cause, settled.step)
                                         = (refused.reaction, refused.cause, refused.step))) AS counted
     GROUP BY reaction`,
  );
  return new Map(rows.map(({ reaction, ...counts }) => [reaction, counts]));
};

/** The last day for which each daily reaction has done its work. */
export const doneDays = async (run: Run): Promise<ReadonlyMap<string, CalendarDay>> => {
  const rows = await run<{ reaction: string; day: CalendarDay }>(
    'SELECT reaction, day::text AS day FROM reactions.done_day',
  );
  return new Map(rows.map(({ reaction, day }) => [reaction, day]));
};

export const markDone = async (run: Run, reaction: string, day: CalendarDay): Promise<void> => {
  await run(
    `INSERT INTO reactions.done_day (reaction, day) VALUES ($1, $2)
     ON CONFLICT (reaction) DO UPDATE SET day = greatest(done_day.day, excluded.day)`,
    [reaction, day],
  );
};
