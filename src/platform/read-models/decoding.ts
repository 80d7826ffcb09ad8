import { TypeORMError } from 'typeorm';
import { DatabaseError, sqlStateOf } from '../database/errors';
import { KeyMissing } from '../privacy/subject-keys';
import { UnknownEvent, UnreadableEvent } from '../event-store/codec/codec-errors';
import type { StoredEvent } from '../event-store/event-store';
import type { RecordedEvent } from '../event-store/recorded-event';

/** The codec, as far as a read model needs it. */
export type Decode = (
  stored: readonly StoredEvent[],
  options: { readonly personal: 'open' | 'sealed' },
) => Promise<readonly RecordedEvent[]>;

/** What became of one stored event: it can be read, or it is poison. */
export type Decoded =
  | { readonly stored: StoredEvent; readonly event: RecordedEvent }
  | { readonly stored: StoredEvent; readonly error: string };

export type DecodeEach = (stored: readonly StoredEvent[]) => Promise<readonly Decoded[]>;

/** Decodes one event at a time for all projections together: each is given the same immutable object. */
export const sharedDecoding = (decode: Decode): DecodeEach => {
  const known = new WeakMap<StoredEvent, Promise<Decoded>>();
  const decodeOne = (stored: StoredEvent): Promise<Decoded> => {
    const before = known.get(stored);
    if (before) return before;
    const decoded = readSealed(decode, stored);
    known.set(stored, decoded);
    decoded.catch(() => known.delete(stored));
    return decoded;
  };
  return (stored) => Promise.all(stored.map(decodeOne));
};

/**
 * Opens a batch in one go, as keys are looked up together; one at a time only where that fails, to name the culprit.
 * An event without a personal part is the same sealed and open, and is not decoded a second time.
 */
export const openingDecoding = (decode: Decode, sealed: DecodeEach): DecodeEach => {
  const open = openingAll(decode);
  return async (stored) => {
    const [opened, plain] = await Promise.all([
      open(stored.filter(({ personal }) => personal !== null)),
      sealed(stored.filter(({ personal }) => personal === null)),
    ]);
    const [nextOpened, nextPlain] = [opened.values(), plain.values()];
    return stored.flatMap(
      ({ personal }) => (personal === null ? nextPlain : nextOpened).next().value ?? [],
    );
  };
};

const openingAll =
  (decode: Decode): DecodeEach =>
  async (stored) => {
    if (stored.length === 0) return [];
    try {
      const events = await decode(stored, { personal: 'open' });
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
    const sealed = await readSealed(decode, stored);
    if ('error' in sealed) return sealed;
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
