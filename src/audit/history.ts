import type { JsonObject } from '../kernel/event';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { type Language, say, type Words } from '../platform/http/words';
import { publicId } from '../platform/http/public-ids';
import { publicData } from './public-data';
import { EVENT_WORDS } from './event-words';

/** Fields that say on which day a fact was true, the first that an event has. */
const DAYS = [
  'occurredOn',
  'diagnosedOn',
  'diedOn',
  'recoveredOn',
  'statedOn',
  'concludedOn',
  'paidOn',
  'returnedOn',
  'failedOn',
  'unknownSince',
  'decidedOn',
  'correctedOn',
  'presentedOn',
  'letterOn',
  'receivedOn',
  'agreedOn',
  'decidingDay',
  'from',
] as const;

const REASONS = ['reasonCode', 'ground', 'citation'] as const;

/** Whose case it is: a participant is named otherwise than everybody else. */
type Reader = {
  readonly language: Language;
  readonly open: boolean;
  readonly participantId: string | null;
};

/**
 * One line of a history: what happened, whose act it was and who entered it, when it was true and when it was recorded,
 * and why. `data` is what was stored, with ids as other answers have them; personal parts are shown only to who may open
 * them.
 */
export const historyLineView = (
  event: RecordedEvent,
  { language, open, participantId }: Reader,
) => {
  const { stream, type, revision, recordedAt, position, metadata, data, personal } = event;
  const words = (EVENT_WORDS as Readonly<Record<string, Words | undefined>>)[type];
  return {
    version: revision + 1,
    type,
    what: words ? say(words, language) : type,
    trueOn: firstOf(data, DAYS),
    recordedAt,
    // One request may record what several people decided: who let a correction go did not assess what follows from it.
    who: typeof data['by'] === 'string' ? data['by'] : metadata.actor,
    enteredBy: metadata.actor,
    roles: metadata.roles,
    source: metadata.source,
    why: firstOf(data, REASONS),
    data: publicData(data, stream),
    personal: personal ? shown(personal, open, participantId) : null,
    id: event.id,
    requestId: metadata.requestId,
    position,
  };
};

const firstOf = (data: JsonObject, fields: readonly string[]): string | null => {
  const found = fields.map((field) => data[field]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : null;
};

/** Whose parts an event holds; what they say only where the caller may open them. */
const shown = (
  personal: NonNullable<RecordedEvent['personal']>,
  open: boolean,
  participantId: string | null,
) =>
  Object.fromEntries(
    Object.entries(personal).map(([subject, part]) => [
      publicId(subject === participantId ? 'par' : 'mem', subject),
      part === 'erased' || open ? part : 'sealed',
    ]),
  );

/** Whose values a history shows to those who may open them, and which. */
export const openPartsOf = (
  history: readonly RecordedEvent[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const opened = new Map<string, Set<string>>();
  for (const [subject, part] of history.flatMap(({ personal }) => Object.entries(personal ?? {})))
    if (part !== 'erased')
      opened.set(subject, new Set([...(opened.get(subject) ?? []), ...Object.keys(part)]));
  return opened;
};
