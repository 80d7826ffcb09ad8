import { mapInTurns } from '../../in-turns';
import type { AnyEvent, JsonObject, Personal } from '../../../kernel/event';
import type { SubjectKey, SubjectKeys } from '../../privacy/subject-keys';
import type { EventToStore, StoredEvent } from '../event-store';
import type { Metadata, RecordedEvent } from '../recorded-event';
import { UnknownEvent, UnreadableEvent, UnwritableEvent } from './codec-errors';
import { type EventRegistry, type EventShape, upcast } from './event-type';
import { flawIn, isObject, parseObject } from './json';
import { openPart, parseSealedText, type SealedParts, sealedText, sealPart } from './sealing';

export type NewEvent = { readonly id: string; readonly event: AnyEvent };

/** `sealed` asks for no key at all, and events come without their personal part. */
export type Reading =
  | { readonly personal: 'sealed' }
  | {
      readonly personal: 'open';
      /** The same events as they were read sealed: what is clear in them is not parsed a second time. */
      readonly sealed?: readonly RecordedEvent[];
    };

type SealingKeys = ReadonlyMap<string, SubjectKey>;
type OpeningKeys = ReadonlyMap<string, SubjectKey | 'erased'>;
type Parts = readonly (readonly [subjectId: string, part: JsonObject])[];

const NO_PARTS: SealedParts = new Map();

/** Between the domain's facts and the texts in the store. Whole batches at a time: keys are asked for once. */
export class EventCodec {
  constructor(
    private readonly registry: EventRegistry,
    private readonly keys: SubjectKeys,
  ) {}

  /**
   * In the given order and the current shapes. The keys are committed when this returns. Throws `UnwritableEvent` for
   * what would not come back as it went in, `PersonErased` for a person who was forgotten; then nothing is sealed.
   */
  async encode(events: readonly NewEvent[], metadata: Metadata): Promise<EventToStore[]> {
    const writable = await mapInTurns(events, ({ id, event }) => ({
      id,
      event,
      schemaVersion: this.versionToWrite(event),
      parts: partsOf(event),
    }));
    const flaw = flawIn(metadata, 'metadata');
    if (flaw !== null) throw new UnwritableEvent('Metadata', flaw);

    const subjectIds = new Set(writable.flatMap(({ parts }) => parts.map(([id]) => id)));
    const keys: SealingKeys =
      subjectIds.size === 0
        ? new Map<string, never>()
        : await this.keys.forSealing([...subjectIds]);
    const metadataText = JSON.stringify(metadata);
    return mapInTurns(writable, ({ id, event, schemaVersion, parts }) => ({
      id,
      type: event.type,
      schemaVersion,
      data: JSON.stringify(event.data),
      personal: parts.length === 0 ? null : sealedText(sealAll(id, event.type, parts, keys)),
      metadata: metadataText,
    }));
  }

  /**
   * In the given order, lifted to the current shapes. Throws `UnknownEvent` before it reads anything else,
   * `UnreadableEvent` for a text that is not what was written, `KeyMissing` for a lost key row.
   */
  async decode(stored: readonly StoredEvent[], reading: Reading): Promise<RecordedEvent[]> {
    const known = stored.map((event) => ({ event, type: this.registry.readable(event) }));
    const sealed = known.map(({ event, type }) => ({
      event,
      type,
      parts: reading.personal === 'open' ? sealedPartsOf(event) : NO_PARTS,
    }));
    const wanted = sealed.flatMap(({ parts }) =>
      [...parts].map(([subjectId, { keyId }]) => ({ subjectId, keyId })),
    );
    const keys: OpeningKeys =
      wanted.length === 0 ? new Map<string, never>() : await this.keys.forOpening(wanted);

    return mapInTurns(sealed, ({ event, type, parts }, index) => {
      const before = reading.personal === 'open' ? reading.sealed?.[index] : undefined;
      // An upcaster is given the whole event, so one of a retired shape is read anew.
      if (before?.id === event.id && type.schemaVersion === event.schemaVersion)
        return parts.size === 0 ? before : { ...before, personal: opened(event, parts, keys) };
      const shape = upcast(type, event.schemaVersion, shapeOf(event, parts, keys));
      return recorded(event, reading, shape);
    });
  }

  private versionToWrite(event: AnyEvent): number {
    const type = this.registry.find(event.type);
    if (!type) throw new UnwritableEvent(event.type, 'its type is not registered');
    const flaw = isObject(event.data) ? flawIn(event.data, 'data') : 'data is not an object';
    if (flaw !== null) throw new UnwritableEvent(event.type, flaw);
    return type.schemaVersion;
  }
}

const partsOf = ({ type, personal = {} }: AnyEvent): Parts => {
  const flaw = flawIn(personal, 'personal');
  if (flaw !== null) throw new UnwritableEvent(type, flaw);
  return Object.entries(personal).map(([subjectId, part]) => {
    if (subjectId === '' || !isObject(part))
      throw new UnwritableEvent(type, 'personal has a part without a subject or without fields');
    return [subjectId, part] as const;
  });
};

const sealAll = (eventId: string, type: string, parts: Parts, keys: SealingKeys): SealedParts =>
  new Map(
    parts.map(([subjectId, part]) => {
      const key = keys.get(subjectId);
      if (!key) throw new UnwritableEvent(type, 'there is no key for one of its subjects');
      return [subjectId, sealPart(eventId, key, part)];
    }),
  );

const sealedPartsOf = (event: StoredEvent): SealedParts => {
  if (event.personal === null) return NO_PARTS;
  const parts = parseSealedText(event.personal);
  if (parts === 'unknown_version') throw new UnknownEvent(event, 'seal_version');
  if (parts === 'malformed') throw new UnreadableEvent(event, 'personal');
  return parts;
};

const shapeOf = (event: StoredEvent, parts: SealedParts, keys: OpeningKeys): EventShape => {
  const data = parseObject(event.data);
  if (data === null) throw new UnreadableEvent(event, 'data');
  return parts.size === 0 ? { data } : { data, personal: opened(event, parts, keys) };
};

const opened = (event: StoredEvent, parts: SealedParts, keys: OpeningKeys): Personal<JsonObject> =>
  Object.fromEntries(
    [...parts].map(([subjectId, sealed]): [string, JsonObject | 'erased'] => {
      const key = keys.get(sealed.keyId);
      if (key === 'erased') return [subjectId, key];
      const part = key?.subjectId === subjectId ? openPart(event.id, key, sealed) : null;
      if (part === null) throw new UnreadableEvent(event, 'personal');
      return [subjectId, part];
    }),
  );

const recorded = (
  stored: StoredEvent,
  { personal: reading }: Reading,
  { data, personal }: EventShape,
): RecordedEvent => {
  const metadata = metadataOf(stored);
  return {
    type: stored.type,
    data,
    ...(personal && reading === 'open' ? { personal } : {}),
    id: stored.id,
    stream: stored.stream,
    revision: stored.revision,
    position: stored.position,
    recordedAt: stored.recordedAt,
    metadata,
  };
};

/** What one command writes to many streams says the same of all: it is read once, and shared as it never changes. */
const METADATA_KEPT = 16;
const metadataRead = new Map<string, Metadata>();

const metadataOf = (stored: StoredEvent): Metadata => {
  const text = stored.metadata;
  const known = metadataRead.get(text);
  if (known) return known;
  const metadata = parseObject(text) as Metadata | null;
  if (metadata === null) throw new UnreadableEvent(stored, 'metadata');
  const [oldest] = metadataRead.keys();
  if (metadataRead.size >= METADATA_KEPT && oldest !== undefined) metadataRead.delete(oldest);
  metadataRead.set(text, Object.freeze(metadata));
  return metadata;
};
