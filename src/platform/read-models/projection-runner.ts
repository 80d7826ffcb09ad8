import type { DataSource } from 'typeorm';
import {
  type EventStore,
  isAfter,
  type Position,
  type StoredEvent,
} from '../event-store/event-store';
import type { Locks } from './advisory-locks';
import { type Batch, CheckpointMoved } from './advance';
import type { Advance } from './advancing';
import { checkpointsOf, keyOf, type Quarantined } from './checkpoints';
import { type DecodeEach, nameOf } from './decoding';
import type { Feed } from './feed';
import { hasEffect, stepOf, unseenOf } from './fold';
import type { AnyProjection } from './projection';
import type { Pass } from './passing';
import { type Rows, rowsOf } from './rows';
import { runAlone } from './sql';
import { pause } from './waiting';

/** What is told to people. Fields hold names, codes and positions, never values. */
export type Report = (
  level: 'error' | 'warn',
  message: string,
  fields: Readonly<Record<string, string>>,
) => void;

export type RunnerParts = {
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'head'>;
  readonly feed: Feed;
  readonly decode: DecodeEach;
  readonly locks: Locks;
  readonly advance: Advance;
  readonly pass: Pass;
  readonly report: Report;
  /** The read model holds everything up to here, for everyone to see. */
  readonly onReached: (key: string, position: Position) => void;
};

/** The read model has read further than the log goes: the log was restored from a backup, or it is another one. */
export class CheckpointBeyondLog extends Error {
  override readonly name = 'CheckpointBeyondLog';

  constructor(
    readonly projection: string,
    readonly checkpoint: Position,
    readonly head: Position,
  ) {
    super(
      `${projection} has read up to ${checkpoint}, but the log ends at ${head}: this log is not the one it was built from. Build it again.`,
    );
  }
}

const STANDBY_MS = 1_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** A checkpoint that moves over events of others is written this late at most: one write for many of them. */
export const SAVE_WITHIN_MS = 100;

/**
 * Keeps one read model up to date until the signal aborts; what it has begun it finishes first. Only the process that
 * holds the lock works; whatever fails, it starts again from the checkpoint. Never rejects.
 */
export const runProjection = async (
  projection: AnyProjection,
  parts: RunnerParts,
  signal: AbortSignal,
): Promise<void> => {
  const key = keyOf(projection);
  const rows = rowsOf(parts.dataSource, projection);
  let retryMs = FIRST_RETRY_MS;
  const begin = () => {
    retryMs = FIRST_RETRY_MS;
  };

  while (!signal.aborted) {
    try {
      if (await parts.locks.tryLock(key)) await follow(projection, rows, parts, { signal, begin });
      await pause(STANDBY_MS, signal);
    } catch (error) {
      if (error instanceof CheckpointMoved) continue;
      parts.report('error', 'A read model has stopped; it will try again', {
        projection: key,
        reason: storyOf(error),
        retryMs: String(retryMs),
      });
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  }
};

/** Its checkpoint, checked against the log that is there. The head is asked for second, as it never goes back. */
export const checkpointWithinLog = async (
  projection: AnyProjection,
  { dataSource, store }: Pick<RunnerParts, 'dataSource' | 'store'>,
): Promise<Position> => {
  const key = keyOf(projection);
  const checkpoint = (await checkpointsOf(runAlone(dataSource), [key])).get(key);
  if (checkpoint === undefined) throw new Error(`${key} has no checkpoint: prepare its table.`);
  const head = await store.head();
  if (isAfter(checkpoint, head)) throw new CheckpointBeyondLog(key, checkpoint, head);
  return checkpoint;
};

type Control = { readonly signal: AbortSignal; readonly begin: () => void };

const follow = async (
  projection: AnyProjection,
  rows: Rows,
  parts: RunnerParts,
  { signal, begin }: Control,
): Promise<void> => {
  const key = keyOf(projection);
  let saved = await checkpointWithinLog(projection, parts);
  let savedAt = Date.now();
  let seen = saved;
  parts.onReached(key, saved);

  const save = async (steps: Batch['steps']): Promise<void> => {
    const poisoned = await advanceOrPass(projection, rows, parts, { from: saved, to: seen, steps });
    saved = seen;
    savedAt = Date.now();
    begin();
    parts.onReached(key, saved);
    reportPoison(key, poisoned, parts.report);
  };

  for await (const batch of batches(parts.feed, saved, signal, () => seen !== saved)) {
    const ours = unseenOf(projection, batch, seen);
    const decoded = ours.length > 0 ? await parts.decode(ours) : [];
    const steps = decoded.map((one) => stepOf(projection, one)).filter(hasEffect);
    const last = batch.at(-1)?.position ?? seen;
    if (isAfter(last, seen)) seen = last;

    const isDue = batch.length === 0 || Date.now() - savedAt >= SAVE_WITHIN_MS;
    if (steps.length > 0 || (isDue && seen !== saved)) await save(steps);
  }
};

const advanceOrPass = async (
  projection: AnyProjection,
  rows: Rows,
  { advance, pass }: Pick<RunnerParts, 'advance' | 'pass'>,
  batch: Batch,
): Promise<readonly Quarantined[]> => {
  if (batch.steps.length > 0) return advance({ projection, rows, batch });
  if (!(await pass({ key: keyOf(projection), ...batch }))) throw new CheckpointMoved();
  return [];
};

/** What the feed has; and an empty batch when it has nothing for a while and somebody waits for one. */
export async function* batches(
  feed: Feed,
  after: Position,
  signal: AbortSignal,
  isWaiting: () => boolean,
): AsyncGenerator<readonly StoredEvent[]> {
  const ending = new AbortController();
  const end = () => ending.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const iterator = feed.subscribe(after, ending.signal)[Symbol.asyncIterator]();
  try {
    let coming = iterator.next();
    for (;;) {
      const next = isWaiting() ? await unlessIdle(coming) : await coming;
      if (next?.done) return;
      if (next) coming = iterator.next();
      // The next one is fetched meanwhile; should it fail, that is seen when its turn comes.
      coming.catch(() => undefined);
      yield next?.value ?? [];
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** Null where nothing comes for a while. */
const unlessIdle = async <Coming>(coming: Promise<Coming>): Promise<Coming | null> => {
  const stop = new AbortController();
  const idle = pause(SAVE_WITHIN_MS, stop.signal).then(() => null);
  return Promise.race([coming, idle]).finally(() => stop.abort());
};

const reportPoison = (key: string, poisoned: readonly Quarantined[], report: Report): void => {
  for (const { stream, position, error } of poisoned)
    report('error', 'A stream is quarantined in a read model', {
      projection: key,
      stream,
      position,
      error,
    });
};

/** A checkpoint beyond the log tells its whole story; any other message may quote values. */
const storyOf = (error: unknown): string =>
  error instanceof CheckpointBeyondLog ? error.message : nameOf(error);
