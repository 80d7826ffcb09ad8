import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type Position as LogPosition,
  START as FROM_START,
  streamNameFilter,
} from '@eventstore/db-client';
import { EventStoreUnavailable } from '../append-errors';
import { isAfter, type Position, START, type StoredEvent } from '../event-store';
import { type Kurrent, prefixesOf } from './client';
import { type KeptEvent, keptEventOf } from './envelope';
import { readFailure } from './failure';
import type { LogReader } from './log-reading';
import { eventsOf, withTimeOfAppend } from './recorded-at';
import { revisionsSeen } from './revisions-seen';
import type { StreamReader } from './stream-reading';
import { leave } from './streaming-read';
import { pause, untilAborted } from './waiting';

type Subscription = {
  readonly kurrent: Kurrent;
  readonly log: LogReader;
  readonly streams: Pick<StreamReader, 'keptAt'>;
  readonly after: Position;
  readonly batchSize: number;
  readonly signal: AbortSignal;
};

/** Where to go on: after the last event that was taken, or after what the server has searched in vain since. */
type Place = { position: Position; searched: LogPosition | null };

/**
 * Makes a subscription again and again, as the client's own never comes back from an error. A server that is away is
 * waited for; a broken log is an error.
 */
export async function* subscription(parts: Subscription): AsyncGenerator<readonly StoredEvent[]> {
  const { kurrent, after, signal } = parts;
  const { first, most } = kurrent.settings.reconnectDelaysMs;
  const place: Place = { position: after, searched: null };
  const unseen = revisionsSeen(after);
  let delay = first;

  while (!signal.aborted) {
    const { position } = place;
    try {
      yield* deliveries(parts, place, unseen);
    } catch (error) {
      const failure = readFailure(error);
      if (!(failure instanceof EventStoreUnavailable && failure.mayPass)) throw failure;
      if (place.position !== position) delay = first;
      await pause(delay, signal);
      delay = Math.min(delay * 2, most);
    }
  }
}

/** What is new of one connection. The place moves on once a batch was taken. */
async function* deliveries(
  parts: Subscription,
  place: Place,
  unseen: ReturnType<typeof revisionsSeen>,
): AsyncGenerator<readonly StoredEvent[]> {
  let last: KeptEvent | undefined;
  for await (const batch of connection(parts, place)) {
    const dated = await withTimeOfAppend(batch, parts.streams.keptAt, last);
    if (isAborted(parts.signal)) return;
    // Nothing may fail between this and the yield: what was seen is not delivered again.
    const fresh = unseen(eventsOf(dated));
    if (fresh.length > 0) yield fresh;
    last = dated.at(-1);
    place.position = fresh.at(-1)?.position ?? place.position;
  }
}

/** Batches of one subscription of the client, until it fails or the signal aborts. */
async function* connection(
  { kurrent, log, batchSize, signal }: Subscription,
  place: Place,
): AsyncGenerator<readonly KeptEvent[]> {
  const { position } = place;
  // The server says nothing to a position that it does not have, and skips what comes before it.
  if (position !== START && (await untilAborted(log.mustStandAt(position), signal)) === 'aborted')
    return;

  const marks = checkpoints(place);
  const stream = open(kurrent, place, { batchSize, onCheckpoint: marks.add });
  const arrivals = arrivalsOf(stream, signal);
  const mustGoOn = silenceWatch(log, place);
  try {
    while (!signal.aborted) {
      const batch = readNow(stream, batchSize, marks.taken);
      if (batch.length > 0) {
        yield batch.flatMap(({ event }) =>
          event ? [keptEventOf(event, kurrent.settings.namespace)] : [],
        );
        marks.processed(batch.length);
        continue;
      }
      arrivals.throwIfOver();
      const news = await arrivals.next(kurrent.settings.idleMs);
      if (news === 'silence') await untilAborted(mustGoOn(), signal);
    }
  } finally {
    arrivals.close();
    leave(stream, () => stream.unsubscribe());
  }
}

const open = (
  { client, settings }: Kurrent,
  { position, searched }: Place,
  {
    batchSize,
    onCheckpoint,
  }: {
    readonly batchSize: number;
    readonly onCheckpoint: (waiting: number, at: LogPosition) => void;
  },
): AllStreamSubscription => {
  const commit = BigInt(position);
  const taken = position === START ? FROM_START : { commit, prepare: commit };
  return client.subscribeToAll(
    {
      fromPosition: searched && searched.commit > commit ? searched : taken,
      filter: streamNameFilter({
        prefixes: prefixesOf(settings),
        checkpointInterval: settings.checkpointInterval,
        checkpointReached: (stream, at) => onCheckpoint(stream.readableLength, at),
      }),
      requiresLeader: true,
    },
    { highWaterMark: batchSize },
  );
};

/** What has arrived and waits in the client's buffer, which is bounded: a slow consumer slows the server down. */
const readNow = (
  stream: AllStreamSubscription,
  most: number,
  onTaken: () => void,
): readonly AllStreamResolvedEvent[] => {
  const batch: AllStreamResolvedEvent[] = [];
  while (batch.length < most) {
    const next = stream.read() as AllStreamResolvedEvent | null;
    if (next === null) break;
    // One by one, as the read of the next one may bring a checkpoint.
    onTaken();
    batch.push(next);
  }
  return batch;
};

/** When to look into the buffer again. */
const arrivalsOf = (stream: AllStreamSubscription, signal: AbortSignal) => {
  let wake: (reason: 'arrival' | 'silence') => void = () => undefined;
  let failure: { readonly error: unknown } | undefined;
  const ring = () => wake('arrival');
  const fail = (error?: unknown) => {
    failure ??= { error: error ?? new EventStoreUnavailable('subscription-ended', true) };
    ring();
  };
  stream.on('readable', ring);
  // Stays for ever: the client may emit an error after everybody has left, and nobody listening would end the process.
  stream.on('error', fail);
  stream.on('end', fail);
  stream.on('close', fail);
  signal.addEventListener('abort', ring);
  return {
    throwIfOver: (): void => {
      if (failure) throw failure.error;
    },
    next: (silenceMs: number): Promise<'arrival' | 'silence'> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => wake('silence'), silenceMs);
        wake = (reason) => {
          clearTimeout(timer);
          wake = () => undefined;
          resolve(reason);
        };
        if (signal.aborted) ring();
      }),
    close: (): void => {
      // While somebody listens for `readable`, a stream does not run out by itself.
      stream.off('readable', ring);
      signal.removeEventListener('abort', ring);
    },
  };
};

/** A server that has just started also says that it has searched up to its own "end", 2^64 - 1, before which all that follows stands. */
const LAST_POSITION = 2n ** 63n - 1n;

/**
 * Checkpoints come ahead of the events that wait in the buffer, so each counts only once all that came before it has been
 * processed.
 */
const checkpoints = (place: Place) => {
  const marks: { readonly after: number; readonly at: LogPosition }[] = [];
  let taken = 0;
  let done = 0;
  const reach = () => {
    while (marks[0] && marks[0].after <= done) place.searched = marks.shift()?.at ?? null;
  };
  return {
    add: (waiting: number, at: LogPosition): void => {
      if (at.commit > LAST_POSITION) return;
      marks.push({ after: taken + waiting, at });
      reach();
    },
    taken: (): void => void (taken += 1),
    processed: (count: number): void => {
      done += count;
      reach();
    },
  };
};

/** A subscription that stays silent twice in a row though the log has gone on is no subscription any more. */
const silenceWatch = (log: LogReader, place: Place): (() => Promise<void>) => {
  let suspected: Position | undefined;
  return async () => {
    const head = await log.head();
    if (!isAfter(head, place.position)) suspected = undefined;
    else if (suspected !== place.position) suspected = place.position;
    else throw new EventStoreUnavailable('silent', true);
  };
};

// A function, as the signal may abort while something is awaited.
const isAborted = (signal: AbortSignal): boolean => signal.aborted;
