import type { Locks } from '../read-models/advisory-locks';
import { nameOf } from '../read-models/decoding';
import { CheckpointBeyondLog, type Report } from '../read-models/projection-runner';
import { pause } from '../read-models/waiting';

const STANDBY_MS = 1_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/**
 * Does a work again and again until the signal aborts, as long as this process is the one to do it; after a failure
 * with a growing delay, until `begun` is called. Never rejects.
 */
export const untilStopped = async (
  name: string,
  { locks, report }: { readonly locks: Locks; readonly report: Report },
  signal: AbortSignal,
  work: (begun: () => void) => Promise<void>,
): Promise<void> => {
  let retryMs = FIRST_RETRY_MS;
  const begun = () => {
    retryMs = FIRST_RETRY_MS;
  };
  while (!signal.aborted) {
    try {
      if (await locks.tryLock(`reactions.${name}`)) await work(begun);
      await pause(STANDBY_MS, signal);
    } catch (error) {
      report('error', 'A reaction has stopped; it will try again', {
        reaction: name,
        reason: error instanceof CheckpointBeyondLog ? error.message : nameOf(error),
        retryMs: String(retryMs),
      });
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  }
};

const ASKED_WITHIN_MS = 1_000;

/** Works until the signal aborts or it is so; what it is told to end it ends by itself. */
export const untilAsked = async (
  isSo: () => Promise<boolean>,
  signal: AbortSignal,
  work: (ending: AbortSignal) => Promise<void>,
): Promise<void> => {
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  const watch = async () => {
    for (;;) {
      await pause(ASKED_WITHIN_MS, ending);
      if (ending.aborted) return;
      // Whoever cannot ask will fail at the work itself, too.
      if (await isSo().catch(() => false)) over.abort();
    }
  };
  const watching = watch();
  await work(ending).finally(() => {
    over.abort();
  });
  await watching;
};
