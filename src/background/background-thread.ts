import { once } from 'node:events';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Position } from '../platform/event-store/event-store';
import type { Background } from '../platform/background';
import type { BackgroundOrder, BackgroundSaid, BackgroundWish } from './background-messages';

/** Beside this file, in whatever form this file is run. */
const WORKER = join(__dirname, `background.worker${extname(__filename)}`);
const RESTART_MS = 1_000;

type OnReached = (key: string, position: Position) => void;

export type BackgroundThread = Background & {
  /** Resolves once the log is followed. Rejects where the thread cannot even begin. */
  readonly start: (onReached: OnReached) => Promise<void>;
  /** What is under way ends first. */
  readonly stop: () => Promise<void>;
};

/**
 * Follows the log, reacts to it and works on lists in a thread of its own, so that no answer waits until a thousand rows
 * are folded. A thread that ends is begun again: what it has done stands in the database.
 */
export const backgroundThread = (
  order: BackgroundOrder,
  report: (line: string) => void,
  { file = WORKER, restartMs = RESTART_MS } = {},
): BackgroundThread => {
  let worker: Worker | null = null;
  let stopping = false;

  const begin = async (onReached: OnReached): Promise<void> => {
    const begun = new Worker(file, {
      workerData: order,
      // Run from its source, the thread needs whatever made this file run.
      ...(extname(file) === '.ts' ? { execArgv: process.execArgv } : {}),
    });
    const started = new Promise<void>((resolve, reject) => {
      begun.on('message', (said: BackgroundSaid) => {
        if (said.kind === 'reached') onReached(said.key, said.position);
        else if (said.kind === 'started') resolve();
        else reject(new Error(said.reason));
      });
      begun.on('error', reject);
      begun.on('exit', () => reject(new Error('The thread has ended before it began its work.')));
    });
    worker = begun;
    await started;
    begun.once('exit', () => {
      if (!stopping) void again(onReached);
    });
  };

  const again = async (onReached: OnReached): Promise<void> => {
    report('The thread that follows the log has ended; it is begun again.');
    for (let done = false; !done; done = await begunUnlessStopped(onReached))
      await sleep(restartMs);
  };

  const begunUnlessStopped = (onReached: OnReached): Promise<boolean> =>
    stopping ? Promise.resolve(true) : begin(onReached).then(isDone, isNotDone);

  const tell = (wish: BackgroundWish): void => worker?.postMessage(wish);

  return {
    start: begin,
    beginList: (listId) => tell({ kind: 'list', listId }),
    stop: async () => {
      stopping = true;
      if (!worker || worker.threadId === -1) return;
      const ended = once(worker, 'exit');
      tell({ kind: 'stop' });
      await ended;
    },
  };
};

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;
