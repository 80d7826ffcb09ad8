import { TypeORMError } from 'typeorm';
import { DatabaseError, sqlStateOf } from '../database/errors';
import { KeyMissing } from '../privacy/subject-keys';
import type { Reading } from '../event-store/codec/codec';
import { UnknownEvent, UnreadableEvent } from '../event-store/codec/codec-errors';
import type { StoredEvent } from '../event-store/event-store';
import type { RecordedEvent } from '../event-store/recorded-event';

/** The codec, as far as a read model needs it. */
export type Decode = (
  stored: readonly StoredEvent[],
  reading: Reading,
) => Promise<readonly RecordedEvent[]>;

/** What became of one stored event: it can be read, or it is poison. */
export type Decoded =
  | { readonly stored: StoredEvent; readonly event: RecordedEvent }
  | { readonly stored: StoredEvent; readonly error: string };

export type DecodeEach = (stored: readonly StoredEvent[]) => Promise<readonly Decoded[]>;

/**
 * Decodes a batch in one go for all projections together: each is given the same immutable objects. One event at a time
 * only where that fails, to name the culprit.
 */
export const sharedDecoding = (decode: Decode): DecodeEach => {
  const known = new WeakMap<StoredEvent, Decoded>();
  const coming = new WeakMap<StoredEvent, Promise<void>>();
  const decodeNow = async (stored: readonly StoredEvent[]): Promise<void> => {
    try {
      for (const one of await sealedAll(decode, stored)) known.set(one.stored, one);
    } finally {
      for (const one of stored) coming.delete(one);
    }
  };
  return async (stored) => {
    const unknown = stored.filter((one) => !known.has(one) && !coming.has(one));
    if (unknown.length > 0) {
      const decoding = decodeNow(unknown);
      for (const one of unknown) if (!known.has(one)) coming.set(one, decoding);
    }
    await Promise.all(new Set(stored.flatMap((one) => coming.get(one) ?? [])));
    return stored.flatMap((one) => known.get(one) ?? []);
  };
};

const sealedAll = async (
  decode: Decode,
  stored: readonly StoredEvent[],
): Promise<readonly Decoded[]> => {
  try {
    const events = await decode(stored, { personal: 'sealed' });
    return stored.map((one, index) => paired(one, events[index]));
  } catch (error) {
    if (isPassing(error)) throw error;
    return Promise.all(stored.map((one) => readSealed(decode, one)));
  }
};

/**
 * Opens a batch in one go, as keys are looked up together; one at a time only where that fails, to name the culprit.
 * What is clear is taken from where it was read sealed; an event without a personal part is the same sealed and open.
 */
export const openingDecoding =
  (decode: Decode, sealed: DecodeEach): DecodeEach =>
  async (stored) => {
    const plain = await sealed(stored);
    const shut = plain.filter(
      (one): one is Readable => 'event' in one && one.stored.personal !== null,
    );
    const opened = (await openAll(decode, shut)).values();
    return plain.map((one) =>
      'event' in one && one.stored.personal !== null ? (opened.next().value ?? one) : one,
    );
  };

type Readable = Extract<Decoded, { readonly event: RecordedEvent }>;

const openAll = async (decode: Decode, shut: readonly Readable[]): Promise<readonly Decoded[]> => {
  if (shut.length === 0) return [];
  const stored = shut.map((one) => one.stored);
  try {
    const sealed = shut.map(({ event }) => event);
    const events = await decode(stored, { personal: 'open', sealed });
    return stored.map((one, index) => paired(one, events[index]));
  } catch (error) {
    if (isPassing(error)) throw error;
    return Promise.all(stored.map((one) => openOne(decode, one)));
  }
};

/** What cannot be opened is poison only by the event's own fault: a key service out of order would condemn every stream. */
const openOne = async (decode: Decode, stored: StoredEvent): Promise<Decoded> => {
  try {
    return paired(stored, (await decode([stored], { personal: 'open' }))[0]);
  } catch (error) {
    if (isPassing(error)) throw error;
    if (isUnopenable(error)) return { stored, error: kindOf(error, stored) };
    throw error;
  }
};

const isUnopenable = (error: unknown): boolean =>
  error instanceof UnknownEvent || error instanceof UnreadableEvent || error instanceof KeyMissing;

const readSealed = async (decode: Decode, stored: StoredEvent): Promise<Decoded> => {
  try {
    return paired(stored, (await decode([stored], { personal: 'sealed' }))[0]);
  } catch (error) {
    if (isPassing(error)) throw error;
    return { stored, error: kindOf(error, stored) };
  }
};

const paired = (stored: StoredEvent, event: RecordedEvent | undefined): Decoded => {
  if (event?.id !== stored.id) throw new Error('The codec gave back another event.');
  return { stored, event };
};

/** Failures of a connection or a server. They say nothing about the event, so they are tried again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof TypeORMError ||
  error instanceof DatabaseError ||
  sqlStateOf(error) !== null ||
  (error instanceof Error &&
    ('syscall' in error || /^(Connection terminated|timeout exceeded)/i.test(error.message)));

/** The kind of a failure and of the event that it struck. */
export const kindOf = (error: unknown, { type, schemaVersion }: StoredEvent): string =>
  `${nameOf(error)} at ${type} v${schemaVersion}`;

/** The class of a failure and its code, such as an SQLSTATE; never its message, which may quote a value. */
export const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code}`;
};
