import {
  ANY,
  BACKWARDS,
  END,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type ReadPosition,
  type ReadRevision,
  START,
  StreamNotFoundError,
  type StreamingRead,
} from '@eventstore/db-client';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KurrentClient } from '../client';
import type { FakeRecord, FakeServer } from './fake-server';

type Resolved = AllStreamResolvedEvent;

/** How many records the server looks at before it says how far it has come. */
const SEARCH_WINDOW = 32;

export type FakeClient = KurrentClient & {
  /** Calls that were left so that the real client would keep them for ever, and wait for them when it is disposed. */
  readonly leftOpen: () => number;
};

/** The client as the adapter uses it, on a server in this process. It answers in no turn in which it was asked. */
export const fakeClient = (server: FakeServer): FakeClient => {
  const open = new Set<Readable>();
  let leftOpen = 0;
  const opened: Opened = (stream, isCancelled) => {
    open.add(stream);
    stream.on('close', () => {
      open.delete(stream);
      // Whoever breaks out of a loop aborts the stream before the call behind it was cancelled.
      const isBrokenOff = stream.errored === null || stream.errored.name === 'AbortError';
      if (!stream.readableEnded && isBrokenOff && !isCancelled()) leftOpen++;
    });
  };

  return {
    leftOpen: () => leftOpen,
    appendToStream: async (stream, events, { expectedRevision = ANY }) => {
      await nextTurn();
      const result = server.append(stream, events, expectedRevision);
      await nextTurn();
      return result;
    },
    readStream: (stream, { direction, fromRevision = START, maxCount = Infinity }) =>
      reading(opened, function* () {
        const records = server.stream(stream);
        // Told while it is read, not at the call.
        if (records.length === 0) throw new StreamNotFoundError(undefined, stream);
        yield* direction === BACKWARDS
          ? downFrom(records, fromRevision).slice(0, Number(maxCount))
          : upFrom(records, fromRevision).slice(0, Number(maxCount));
      }),
    readAll: ({ direction, fromPosition = START, maxCount = Infinity }) =>
      reading(opened, function* () {
        const records = inOrder(server.log, fromPosition, direction === BACKWARDS);
        yield* records.slice(0, Number(maxCount));
      }),
    subscribeToAll: ({ fromPosition = START, filter }, buffer) =>
      subscribing(server, fromPosition, {
        opened,
        highWaterMark: buffer.highWaterMark ?? 16,
        prefixes: filter && 'prefixes' in filter ? filter.prefixes : [''],
        interval: SEARCH_WINDOW * (filter?.checkpointInterval ?? 1),
        onCheckpoint: async (subscription, position) =>
          filter?.checkpointReached?.(subscription, { commit: position, prepare: position }),
      }),
    dispose: async () => {
      await nextTurn();
      for (const stream of open) stream.destroy();
    },
  };
};

type Opened = (stream: Readable, isCancelled: () => boolean) => void;

const resolvedOf = (record: FakeRecord): Resolved => {
  const { streamId, revision, id, type, data, metadata, created, position } = record;
  const event = {
    ...{ streamId, revision, id, type, created },
    data: Uint8Array.from(data),
    metadata: metadata === '' ? undefined : (JSON.parse(metadata) as object),
    isJson: false as const,
    position: { commit: position, prepare: position },
  };
  return { event, commitPosition: position } as Resolved;
};

const downFrom = (records: readonly FakeRecord[], from: ReadRevision) =>
  [...records].reverse().filter(({ revision }) => typeof from !== 'bigint' || revision <= from);

const upFrom = (records: readonly FakeRecord[], from: ReadRevision) =>
  records.filter(({ revision }) => typeof from !== 'bigint' || revision >= from);

/** Upwards a position includes its record, downwards it does not. */
const inOrder = (log: readonly FakeRecord[], from: ReadPosition, isDown: boolean) => {
  if (typeof from === 'string') {
    const isAll = isDown ? from === END : from === START;
    const all = isDown ? [...log].reverse() : log;
    return isAll ? all : [];
  }
  return isDown
    ? [...log].reverse().filter(({ position }) => position < from.commit)
    : log.filter(({ position }) => position >= from.commit);
};

const reading = (opened: Opened, records: () => Generator<FakeRecord>): StreamingRead<Resolved> => {
  async function* resolved() {
    await nextTurn();
    for (const record of records()) yield resolvedOf(record);
  }
  let isCancelled = false;
  const stream = Readable.from(resolved());
  opened(stream, () => isCancelled);
  return Object.assign(stream, {
    cancel: async () => {
      await nextTurn();
      isCancelled = true;
      stream.destroy();
    },
  });
};

const firstAfter = (log: readonly FakeRecord[], from: ReadPosition): number => {
  if (from === START) return 0;
  const next = from === END ? -1 : log.findIndex(({ position }) => position > from.commit);
  return next < 0 ? log.length : next;
};

type Subscribing = {
  readonly opened: Opened;
  readonly highWaterMark: number;
  readonly prefixes: readonly string[];
  readonly interval: number;
  readonly onCheckpoint: (stream: AllStreamSubscription, position: bigint) => Promise<void>;
};

/** As the real one it tells a checkpoint while events before it still wait in its buffer. */
const subscribing = (
  { log, news }: FakeServer,
  from: ReadPosition,
  { opened, highWaterMark, prefixes, interval, onCheckpoint }: Subscribing,
): AllStreamSubscription => {
  const stopping = new AbortController();
  let next = firstAfter(log, from);

  const pump = async (stream: AllStreamSubscription) => {
    stream.emit('confirmation');
    for (let looked = 1; !stopping.signal.aborted; looked++) {
      const record = log[next];
      if (!record) {
        await once(news, 'appended', { signal: stopping.signal }).catch(() => undefined);
        continue;
      }
      next++;
      const isWanted = prefixes.some((prefix) => record.streamId.startsWith(prefix));
      if (isWanted && !stream.push(resolvedOf(record))) await drained();
      if (looked % interval === 0) await onCheckpoint(stream, record.position);
    }
  };
  const drained = async () => {
    while (stream.readableLength >= highWaterMark && !stopping.signal.aborted) await nextTurn();
  };

  let isStarted = false;
  const stream = new Readable({
    objectMode: true,
    highWaterMark,
    read: () => {
      if (isStarted) return;
      isStarted = true;
      setImmediate(() => void pump(subscription));
    },
    destroy: (error, done) => {
      stopping.abort();
      done(error);
    },
  });
  let isCancelled = false;
  opened(stream, () => isCancelled);
  const subscription = Object.assign(stream, {
    unsubscribe: async () => {
      await nextTurn();
      isCancelled = true;
      stream.destroy();
    },
  }) as unknown as AllStreamSubscription;
  return subscription;
};
