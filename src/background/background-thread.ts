import { once } from 'node:events';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Position } from '../platform/event-store/event-store';
import type { Background } from '../platform/background';
import type { Finding } from '../platform/http/health.controller';
import type { BackgroundOrder, BackgroundSaid, BackgroundWish } from './background-messages';
import { threadHealth } from './thread-health';

/** Beside this file, in whatever form this file is run. */
const WORKER = join(__dirname, `background.worker${extname(__filename)}`);
const RESTART_MS = 1_000;
const LAST_RESTART_MS = 10_000;
/** As long as a read model may stand still that another process takes over. */
const DOWN_AFTER_MS = 15_000;

type OnReached = (key: string, position: Position) => void;

export type BackgroundThread = Background & {
  /** Resolves once the log is followed. Rejects where the thread cannot even begin. */
  readonly start: (onReached: OnReached) => Promise<void>;
  /** What is under way ends first. */
  readonly stop: () => Promise<void>;
  /** Nobody else follows the log here while it is away. */
  readonly look: () => Promise<Finding>;
};

export type BackgroundReports = {
  /** For people, in plain words. */
  readonly say: (line: string) => void;
  /** Of what the thread has ended, and each time that it could not begin again. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Follows the log, reacts to it and works on lists in a thread of its own, so that no answer waits until a thousand rows
 * are folded. A thread that ends is begun again: what it has done stands in the database.
 */
export const backgroundThread = (
  order: BackgroundOrder,
  { say, onFault }: BackgroundReports,
  { file = WORKER, restartMs = RESTART_MS, downAfterMs = DOWN_AFTER_MS } = {},
): BackgroundThread => {
  let worker: Worker | null = null;
  let stopping = false;
  const health = threadHealth(downAfterMs);

  const begin = async (onReached: OnReached): Promise<void> => {
    const begun = workerOf(file, order);
    worker = begun;
    const fault = faultOf(begun);
    await startedOf(begun, onReached);
    health.begun();
    begun.once('exit', () => {
      if (stopping) return;
      health.ended();
      onFault(fault());
      say('The thread that follows the log has ended; it is begun again.');
      void again(onReached);
    });
  };

  const again = async (onReached: OnReached): Promise<void> => {
    let waitMs = restartMs;
    do {
      await sleep(waitMs);
      waitMs = Math.min(2 * waitMs, LAST_RESTART_MS);
    } while (!(await begunUnlessStopped(onReached)));
  };

  const begunUnlessStopped = (onReached: OnReached): Promise<boolean> =>
    stopping ? Promise.resolve(true) : begin(onReached).then(isDone, failed);

  const failed = (error: unknown): boolean => {
    onFault(error);
    return false;
  };

  const tell = (wish: BackgroundWish): void => worker?.postMessage(wish);

  return {
    start: begin,
    beginList: (listId) => tell({ kind: 'list', listId }),
    look: () => Promise.resolve({ state: health.state(), detail: {} }),
    stop: async () => {
      stopping = true;
      if (!worker || worker.threadId === -1) return;
      const ended = once(worker, 'exit');
      tell({ kind: 'stop' });
      await ended;
    },
  };
};

const workerOf = (file: string, order: BackgroundOrder): Worker =>
  new Worker(file, {
    workerData: order,
    // Run from its source, the thread needs whatever made this file run.
    ...(extname(file) === '.ts' ? { execArgv: process.execArgv } : {}),
  });

/** Resolves once the log is followed, and hears on what comes after. */
const startedOf = (begun: Worker, onReached: OnReached): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    begun.on('message', (said: BackgroundSaid) => {
      if (said.kind === 'reached') onReached(said.key, said.position);
      else if (said.kind === 'started') resolve();
      else reject(new Error(said.reason));
    });
    begun.on('error', reject);
    begun.on('exit', () => reject(new Error('The thread has ended before it began its work.')));
  });

/** Of what it has ended, told once it has. */
const faultOf = (begun: Worker): (() => unknown) => {
  let fault: unknown = new Error('It has ended without a fault.');
  begun.on('error', (error) => {
    fault = error;
  });
  return () => fault;
};

const isDone = (): boolean => true;
