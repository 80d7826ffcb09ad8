import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  START,
  type StoredEvent,
} from '../../../src/platform/event-store/event-store';

/** Somebody who follows the log from its first event and remembers what came. */
export type Follower = {
  readonly seen: readonly StoredEvent[];
  /** Resolves when so many events have come, or the subscription failed. */
  readonly hasSeen: (events: number) => Promise<void>;
  /** Ends it, and throws what it failed with. */
  readonly stop: () => Promise<readonly string[]>;
};

export const follow = (store: EventStore, batchSize = 100): Follower => {
  const seen: StoredEvent[] = [];
  const stopping = new AbortController();
  let failure: unknown = null;
  const following = (async () => {
    for await (const batch of store.subscribe(START, { batchSize, signal: stopping.signal }))
      seen.push(...batch);
  })().catch((error: unknown) => {
    failure = error;
  });
  return {
    seen,
    hasSeen: async (events) => {
      while (seen.length < events && failure === null) await sleep(5);
    },
    stop: async () => {
      stopping.abort();
      await following;
      if (failure !== null) throw failure as Error;
      return seen.map(({ id }) => id);
    },
  };
};

/** What a reader did not see, and what it saw more than once. */
export const differences = (seen: readonly string[], acknowledged: readonly string[]) => {
  const known = new Set(seen);
  return {
    missed: acknowledged.filter((id) => !known.has(id)).length,
    doubled: seen.length - known.size,
  };
};
export const NO_DIFFERENCE = { missed: 0, doubled: 0 };

/** How many positions are left out between the first event and the last. */
export const gapsIn = (events: readonly StoredEvent[]): number =>
  events.filter(({ position }, index) => position !== String(index + 1)).length;

export const eventually = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (await isSo()) return;
    await sleep(10);
  }
  throw new Error('It never came about.');
};
