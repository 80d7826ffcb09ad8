import type { BinaryEventData } from '@eventstore/db-client';
import { LogBroken } from '../append-errors';
import type { CommandPart, EventToStore, StoredEvent, StreamName } from '../event-store';

/**
 * An event's three texts travel as binary data, each behind its length. As JSON the client would parse and reshape them;
 * as strings inside JSON every quote would be escaped once more, and the server's limit of 1 MiB come sooner.
 * What the server or an operator may want to see stands in the metadata, which is JSON.
 */
const VERSION = 1;
const NO_TEXT = -1;
const LENGTH_BYTES = 4;

/** What is kept of an append with each of its events. */
export type AppendHeader = CommandPart & {
  /** Of one call of `append`: an event with another one was not written by it, whatever its id. */
  readonly attemptId: string;
  /** The latest time that stood in the log for certain before this append; null where there was none. */
  readonly notBefore: string | null;
};

/** An event as it was read, with what its append kept. */
export type KeptEvent = {
  readonly event: StoredEvent;
  readonly header: AppendHeader;
  /** Which event of its append it is, from 0. */
  readonly index: number;
};

/** What is used of the client's `RecordedEvent`. */
export type Recorded = {
  readonly streamId: string;
  readonly id: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly created: Date;
  readonly position?: { readonly commit: bigint } | undefined;
};

export const eventDataOf = (
  event: EventToStore,
  { partId, commandId, fingerprint, attemptId, notBefore }: AppendHeader,
  index: number,
): BinaryEventData => ({
  id: event.id,
  type: event.type,
  contentType: 'application/octet-stream',
  data: packed([event.data, event.personal, event.metadata]),
  metadata: {
    schemaVersion: event.schemaVersion,
    ...{ partId, commandId, fingerprint, attemptId, notBefore, index },
  },
});

/** @throws LogBroken where something stands in one of our streams that we did not write */
export const keptEventOf = (recorded: Recorded, namespace: string): KeptEvent => {
  const { streamId, id, revision, type, created, position } = recorded;
  const texts = unpacked(recorded.data);
  const header = headerOf(recorded.metadata);
  if (!texts || !header || !position)
    throw new LogBroken(`a foreign event at revision ${revision} of ${streamId}`);
  const { schemaVersion, index, ...rest } = header;
  const recordedAt = created.toISOString();
  const event: StoredEvent = {
    ...{ id, type, schemaVersion, ...texts },
    stream: streamId.slice(namespace.length) as StreamName,
    revision: Number(revision),
    position: String(position.commit),
    recordedAt:
      rest.notBefore !== null && rest.notBefore > recordedAt ? rest.notBefore : recordedAt,
  };
  return { event, header: rest, index };
};

const packed = (texts: readonly (string | null)[]): Uint8Array => {
  const lengths = texts.map((text) => (text === null ? NO_TEXT : Buffer.byteLength(text)));
  const size = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(length, 0), 1);
  const bytes = new Uint8Array(size);
  const buffer = Buffer.from(bytes.buffer);
  let at = buffer.writeUInt8(VERSION);
  texts.forEach((text, index) => {
    at = buffer.writeInt32BE(lengths[index] ?? NO_TEXT, at);
    if (text !== null) at += buffer.write(text, at);
  });
  return bytes;
};

const unpacked = (data: unknown): Pick<EventToStore, 'data' | 'personal' | 'metadata'> | null => {
  if (!(data instanceof Uint8Array) || data[0] !== VERSION) return null;
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const texts: (string | null)[] = [];
  let at = 1;
  while (at + LENGTH_BYTES <= buffer.length) {
    const length = buffer.readInt32BE(at);
    at += LENGTH_BYTES;
    // Not TextDecoder, which swallows a byte order mark.
    texts.push(length === NO_TEXT ? null : buffer.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  const [text, personal = null, metadata, ...more] = texts;
  const isWhole = at === buffer.length && more.length === 0;
  return isWhole && typeof text === 'string' && typeof metadata === 'string'
    ? { data: text, personal, metadata }
    : null;
};

type Fields = AppendHeader & { readonly schemaVersion: number; readonly index: number };

const headerOf = (metadata: unknown): Fields | null => {
  if (typeof metadata !== 'object' || metadata === null) return null;
  const { schemaVersion, index, notBefore, ...rest } = metadata as Partial<Record<string, unknown>>;
  const { partId, commandId, fingerprint, attemptId } = rest;
  const texts = [partId, commandId, fingerprint, attemptId];
  const isSound =
    typeof schemaVersion === 'number' &&
    typeof index === 'number' &&
    (notBefore === null || typeof notBefore === 'string') &&
    texts.every((text) => typeof text === 'string');
  return isSound
    ? ({ schemaVersion, index, notBefore, partId, commandId, fingerprint, attemptId } as Fields)
    : null;
};
