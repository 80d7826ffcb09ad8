import type { DataSource } from 'typeorm';
import { sqlStateOf } from '../database/errors';
import type { Position } from '../event-store/event-store';
import {
  keyOf,
  leavingAmong,
  type Move,
  moveCheckpoints,
  moveFreeCheckpoints,
  quarantine,
  type Quarantined,
  quarantinedAmong,
} from './checkpoints';
import { kindOf } from './decoding';
import { fold, idsIn, type Step } from './fold';
import type { AnyProjection } from './projection';
import { type Rows, UnwritableRow } from './rows';
import { inTransaction, type Run, runAlone } from './sql';

/** What is to be done between two positions. `steps` leaves out the events of others. */
export type Batch = {
  readonly from: Position;
  readonly to: Position;
  readonly steps: readonly Step[];
};

/** Another process has worked on this read model; nothing was written. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** A batch for one read model. */
export type Task = {
  readonly projection: AnyProjection;
  readonly rows: Rows;
  readonly batch: Batch;
};

/**
 * Folds a batch into the rows and moves the checkpoint, all in one transaction or not at all; gives the streams that
 * it had to leave behind. Throws `CheckpointMoved`.
 *
 * Rows that PostgreSQL will never take are halved down to the event that makes them: any other failure of the
 * database says nothing about the events and is thrown.
 */
export const advance = async (
  task: Task,
  dataSource: DataSource,
): Promise<readonly Quarantined[]> => {
  try {
    return await commit([task], dataSource);
  } catch (error) {
    if (!isFaultOfARow(error)) throw error;
    const { batch } = task;
    const halves = halved(batch);
    if (halves.length === 1)
      return commit([{ ...task, batch: condemned(batch, error) }], dataSource);

    const poisoned: Quarantined[] = [];
    for (const half of halves)
      poisoned.push(...(await advance({ ...task, batch: half }, dataSource)));
    return poisoned;
  }
};

/**
 * As `advance`, for several read models in one transaction; in one for each where a row of any of them is at fault.
 * Throws `CheckpointMoved`.
 */
export const advanceTogether = async (
  tasks: readonly Task[],
  dataSource: DataSource,
): Promise<void> => {
  try {
    await commit(tasks, dataSource);
  } catch (error) {
    if (!isFaultOfARow(error)) throw error;
    for (const task of tasks) await advance(task, dataSource);
  }
};

/**
 * As `advance`, in one transaction for those whose checkpoints nobody holds or has moved: what came of each that was
 * done. Nothing is done where anything fails; whoever is left goes alone, so that none waits or falls for another.
 */
export const advanceFree = (
  tasks: readonly Task[],
  dataSource: DataSource,
): Promise<ReadonlyMap<Task, readonly Quarantined[]>> =>
  inTransaction(dataSource, async (run) => {
    const moved = await moveFreeCheckpoints(run, tasks.map(moveOf));
    const free = tasks.filter(({ projection }) => moved.has(keyOf(projection)));
    const leaving = await leavingAmong(run, [...moved]);
    const poisoned = new Map<Task, readonly Quarantined[]>();
    for (const task of free) poisoned.set(task, await write(run, task, leaving));
    return poisoned;
  });

const moveOf = ({ projection, batch: { from, to } }: Task): Move => ({
  ...{ key: keyOf(projection), from, to },
});

const commit = async (
  tasks: readonly Task[],
  dataSource: DataSource,
): Promise<readonly Quarantined[]> => {
  const move = async (run: Run): Promise<void> => {
    if (!(await moveCheckpoints(run, tasks.map(moveOf)))) throw new CheckpointMoved();
  };
  const working = tasks.filter(({ batch }) => batch.steps.length > 0);
  if (working.length === 0 && tasks.length === 1) {
    await move(runAlone(dataSource));
    return [];
  }
  return inTransaction(dataSource, async (run) => {
    // First, as this locks the checkpoints: nobody else changes the rows between our reading and our writing.
    await move(run);
    const leaving = await leavingAmong(
      run,
      working.map(({ projection }) => keyOf(projection)),
    );
    const poisoned: Quarantined[] = [];
    for (const task of working) poisoned.push(...(await write(run, task, leaving)));
    return poisoned;
  });
};

const NONE: ReadonlyMap<string, Position> = new Map();

const write = async (
  run: Run,
  { projection, rows, batch: { steps } }: Task,
  leaving: ReadonlySet<string>,
): Promise<readonly Quarantined[]> => {
  const key = keyOf(projection);
  const streams = () => [...new Set(steps.map(({ stored }) => stored.stream))];
  const quarantined = leaving.has(key) ? await quarantinedAmong(run, key, streams()) : NONE;
  const before = await rows.load(run, idsIn(steps));
  const { changed, removed, poisoned } = fold(projection, before, steps, quarantined);
  await rows.write(run, changed);
  await rows.remove(run, removed);
  await quarantine(run, key, poisoned);
  return poisoned;
};

/** Data exceptions, integrity violations, and what is too large for a row or an index: the same tomorrow as today. */
export const isFaultOfARow = (error: unknown): boolean =>
  error instanceof UnwritableRow || /^(22|23|54)/.test(sqlStateOf(error) ?? '');

/** Split where the position changes, as a checkpoint cannot stand between the events of one position. */
const halved = ({ from, to, steps }: Batch): readonly Batch[] => {
  const at = borderNear(steps, Math.floor(steps.length / 2));
  const middle = steps[at - 1]?.stored.position;
  if (at === steps.length || middle === undefined) return [{ from, to, steps }];
  return [
    { from, to: middle, steps: steps.slice(0, at) },
    { from: middle, to, steps: steps.slice(at) },
  ];
};

const borderNear = (steps: readonly Step[], middle: number): number => {
  const positionAt = (index: number) => steps[index]?.stored.position;
  const isBorder = (index: number) => positionAt(index - 1) !== positionAt(index);
  const indices = steps.map((_, index) => index).slice(1);
  return (
    indices.filter(isBorder).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ??
    steps.length
  );
};

/** The same events as poison: those of one position, so of one append and one stream. */
const condemned = (batch: Batch, error: unknown): Batch => ({
  ...batch,
  steps: batch.steps.map(({ stored }) => ({ stored, error: kindOf(error, stored) })),
});
