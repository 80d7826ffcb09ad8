import type { DataSource } from 'typeorm';
import { gathering } from '../gathering';
import { advance, advanceFree, type Task } from './advance';
import type { Quarantined } from './checkpoints';

/** Folds a batch into one read model: `advance`. */
export type Advance = (task: Task) => Promise<readonly Quarantined[]>;

const NONE: ReadonlyMap<Task, readonly Quarantined[]> = new Map();

/**
 * Read models that have something to write at the same time share one transaction: each used to begin, ask and commit
 * by itself, half of the statements of an office at work. One whose checkpoint is held, and each of them where
 * anything fails, goes alone as before.
 */
export const advancingTogether = (dataSource: DataSource): Advance => {
  const advanceThose = gathering(
    (tasks: readonly Task[]) => advanceFree(tasks, dataSource).catch(() => NONE),
    { looksAtOnce: 1, callers: 100 },
  );
  return async (task) => (await advanceThose([task])).get(task) ?? advance(task, dataSource);
};
