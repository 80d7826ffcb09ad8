import {
  MaxAppendSizeExceededError,
  NO_STREAM,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type AppendResult,
  type EventData,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

/** A record of `$all`, with the bytes as the server keeps them. */
export type FakeRecord = {
  readonly streamId: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  /** JSON, or nothing. */
  readonly metadata: string;
  readonly created: Date;
  readonly position: bigint;
};

const MAX_APPEND_BYTES = 1_048_576;

export type FakeServer = {
  readonly log: readonly FakeRecord[];
  readonly stream: (streamId: string) => readonly FakeRecord[];
  readonly append: (
    streamId: string,
    events: readonly EventData[],
    expected: AppendExpectedRevision,
  ) => AppendResult;
  /** Emits `appended`. */
  readonly news: EventEmitter;
  /** Records of the server and of other applications: they take positions, and no reader of ours may show them. */
  readonly appendForeign: (streamId?: string) => void;
};

/**
 * An EventStoreDB node as it was measured: idempotence by the ids at the expected revision alone, positions that count bytes,
 * a time for each event rather than for each append.
 */
export const fakeServer = (now: () => Date = () => new Date()): FakeServer => {
  const log: FakeRecord[] = [];
  const streams = new Map<string, FakeRecord[]>();
  const news = new EventEmitter().setMaxListeners(0);
  let end = 137n;

  const write = (streamId: string, events: readonly EventData[]): void => {
    const stream = streams.get(streamId) ?? [];
    streams.set(streamId, stream);
    events.forEach((event, index) => {
      const data = bytesOf(event);
      const metadata = event.metadata === undefined ? '' : JSON.stringify(event.metadata);
      const created = new Date(now().getTime() + Math.floor(index / 3));
      const revision = BigInt(stream.length);
      const { id, type } = event;
      const record = { streamId, revision, id, type, data, metadata, created, position: end };
      end += BigInt(90 + streamId.length + data.length + metadata.length);
      stream.push(record);
      log.push(record);
    });
    news.emit('appended');
  };

  const append: FakeServer['append'] = (streamId, events, expected) => {
    refuseTooLarge(events);
    const stream = streams.get(streamId) ?? [];
    const current = BigInt(stream.length) - 1n;
    const wanted = wantedRevision(expected) ?? current;
    if (wanted === current && events.length > 0) write(streamId, events);
    else if (wanted !== current && !isKnown(stream, wanted, events))
      throw wrongVersion(streamId, expected, current);
    const last = wanted + BigInt(events.length);
    const commit = streams.get(streamId)?.[Number(last)]?.position ?? 0n;
    return { success: true, nextExpectedRevision: last, position: { commit, prepare: commit } };
  };

  return {
    log,
    stream: (streamId) => streams.get(streamId) ?? [],
    append,
    news,
    appendForeign: (streamId = '$stats-127.0.0.1:2113') => write(streamId, [foreignEvent()]),
  };
};

const foreignEvent = (): EventData => ({
  ...{ id: randomUUID(), type: '$statsCollected', data: {} },
  contentType: 'application/json',
  metadata: undefined,
});

const wrongVersion = (streamName: string, expected: AppendExpectedRevision, last: bigint) =>
  new WrongExpectedVersionError(undefined, {
    streamName,
    expected,
    current: last < 0n ? NO_STREAM : last,
  });

const wantedRevision = (expected: AppendExpectedRevision): bigint | null => {
  if (typeof expected === 'bigint') return expected;
  return expected === NO_STREAM ? -1n : null;
};

const refuseTooLarge = (events: readonly EventData[]): void => {
  const bytes = events.reduce((sum, event) => sum + sizeOf(event), 0);
  if (bytes > MAX_APPEND_BYTES)
    throw MaxAppendSizeExceededError.fromMaxAppendSize(MAX_APPEND_BYTES);
};

/** Nothing but the ids is compared: another body under the same id succeeds in silence. */
const isKnown = (
  stream: readonly FakeRecord[],
  expected: bigint,
  events: readonly EventData[],
): boolean =>
  events.length > 0 &&
  events.every(({ id }, index) => stream[Number(expected) + 1 + index]?.id === id);

const bytesOf = ({ data, contentType }: EventData): Uint8Array =>
  contentType === 'application/json'
    ? new TextEncoder().encode(JSON.stringify(data))
    : Uint8Array.from(data);

const sizeOf = (event: EventData): number =>
  bytesOf(event).length +
  (event.metadata === undefined ? 0 : JSON.stringify(event.metadata).length);
