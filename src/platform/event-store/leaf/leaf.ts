import { createHash } from 'node:crypto';
import type { StoredEvent } from '../event-store';

/** What a leaf is made of: the whole event but its position, which is the leaf's place in a tree. */
export type LeafContent = Omit<StoredEvent, 'position'>;

/**
 * The evidence of one stored event: SHA-256, in 64 digits of lower-case hex, over nine fields in this order, each
 * preceded by its length in bytes (4 bytes, big-endian):
 *
 *   1. stream, in UTF-8
 *   2. revision, in decimal digits
 *   3. id, as it is stored (a UUID in lower case)
 *   4. type, in UTF-8
 *   5. schemaVersion, in decimal digits
 *   6. recordedAt: RFC 3339 in UTC with milliseconds and `Z`
 *   7. SHA-256 (32 bytes) of the text of data, in UTF-8
 *   8. SHA-256 (32 bytes) of the text of personal, or nothing at all (length 0) where there is none
 *   9. SHA-256 (32 bytes) of the text of metadata
 *
 * No digest has length 0, so that an event without a personal part cannot pass for one with any. The texts are those
 * that were serialised before the append, sealed parts and all: erasing a person changes no leaf.
 * @throws RangeError for half a surrogate pair, which no engine stores and UTF-8 cannot tell from another
 */
export const leafOf = (event: LeafContent): string => {
  const hash = createHash('sha256');
  for (const content of fieldsOf(event)) hash.update(lengthOf(content)).update(content);
  return hash.digest('hex');
};

const NOTHING = Buffer.alloc(0);

const fieldsOf = (event: LeafContent): readonly Buffer[] => [
  utf8(event.stream),
  utf8(String(event.revision)),
  utf8(event.id),
  utf8(event.type),
  utf8(String(event.schemaVersion)),
  utf8(event.recordedAt),
  digestOf(event.data),
  event.personal === null ? NOTHING : digestOf(event.personal),
  digestOf(event.metadata),
];

const lengthOf = ({ length }: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  return head;
};

const digestOf = (text: string): Buffer => createHash('sha256').update(utf8(text)).digest();

const HALF_A_PAIR = /\p{Surrogate}/u;

const utf8 = (text: string): Buffer => {
  if (HALF_A_PAIR.test(text)) throw new RangeError('A text of an event is not well-formed.');
  return Buffer.from(text, 'utf8');
};
