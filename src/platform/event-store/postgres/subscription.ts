import type { Position, StoredEvent } from '../event-store';
import { EventStoreUnavailable } from '../append-errors';
import type { LogHints } from './log-hints';

const RETRY_DELAYS_MS = { first: 50, most: 2_000 };

type Subscription = {
  readonly after: Position;
  readonly signal: AbortSignal;
  readonly read: (after: Position) => Promise<readonly StoredEvent[]>;
  /** How many events a read brings at most. */
  readonly batchSize: number;
  readonly hints: LogHints;
  readonly pollMs: number;
};

/** Reads on when it is pulled, so a slow consumer is never flooded. A server that is away is waited for; a broken log is an error. */
export async function* subscription({
  after,
  signal,
  read,
  batchSize,
  hints,
  pollMs,
}: Subscription): AsyncGenerator<readonly StoredEvent[]> {
  let position = after;
  let retryDelay = RETRY_DELAYS_MS.first;

  while (!signal.aborted) {
    const seen = hints.count();
    const events = await untilAborted(read(position).catch(unavailable), signal);
    if (events === 'aborted') return;
    if (events === 'unavailable') {
      await hints.wait(Infinity, retryDelay, signal);
      retryDelay = Math.min(retryDelay * 2, RETRY_DELAYS_MS.most);
      continue;
    }
    retryDelay = RETRY_DELAYS_MS.first;
    const last = events.at(-1);
    if (last) {
      yield events;
      position = last.position;
    }
    // Less than was asked for is the end of the log, and whatever was written since then has given its hint.
    if (events.length < batchSize) await hints.wait(seen, pollMs, signal);
  }
}

const unavailable = (error: unknown): 'unavailable' => {
  if (error instanceof EventStoreUnavailable && error.mayPass) return 'unavailable';
  throw error;
};

/** At once when the signal aborts: a read that hangs must not hold up a stop. */
const untilAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'aborted'> => {
  let abort: () => void = () => undefined;
  const aborted = new Promise<'aborted'>((resolve) => {
    abort = () => resolve('aborted');
    signal.addEventListener('abort', abort);
  });
  try {
    const result = await Promise.race([work, aborted]);
    return signal.aborted ? 'aborted' : result;
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
