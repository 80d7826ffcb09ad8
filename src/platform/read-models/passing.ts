import type { DataSource } from 'typeorm';
import { gathering } from '../gathering';
import { type Move, moveCheckpoints, moveFreeCheckpoints } from './checkpoints';
import { runAlone } from './sql';

/** Moves a checkpoint over events of others. False, and nothing done, where somebody else has moved it. */
export type Pass = (move: Move) => Promise<boolean>;

/**
 * Read models that come to the end of the same events at the same time share one transaction. A checkpoint that it left
 * out, as somebody holds it or has moved it, is looked at alone.
 */
export const passingTogether = (dataSource: DataSource): Pass => {
  const run = runAlone(dataSource);
  const moveThose = gathering((moves: readonly Move[]) => moveFreeCheckpoints(run, moves), {
    looksAtOnce: 1,
    callers: 1_000,
  });
  return async (move) => {
    const moved = await moveThose([move]);
    return moved.has(move.key) || moveCheckpoints(run, [move]);
  };
};
