import type { JsonObject } from '../../../kernel/event';
import { IV_BYTES, lock, TAG_BYTES, unlock } from '../../privacy/aes-gcm';
import { framed } from '../../privacy/framing';
import type { KeyOfPart, SubjectKey } from '../../privacy/subject-keys';
import { isObject, parseObject } from './json';

/** One person's part as it is stored; iv, tag and sealed in base64url. */
export type SealedPart = {
  readonly keyId: string;
  readonly iv: string;
  readonly tag: string;
  readonly sealed: string;
};

/** What stands in `personal` of a stored event, by subject id. */
export type SealedParts = ReadonlyMap<string, SealedPart>;

/** The parts of a text; or why there are none to be had. */
export type SealedText = SealedParts | 'unknown_version' | 'malformed';

const VERSION = 1;
const FIELDS = ['iv', 'keyId', 'sealed', 'tag'];
const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Bound to the event, the subject and the key, so that no part can be moved to another place; not to stream or position, so that it can move to another engine. */
export const sealPart = (eventId: string, key: SubjectKey, part: JsonObject): SealedPart => {
  const box = lock(key.key, Buffer.from(JSON.stringify(part), 'utf8'), boundTo(eventId, key));
  return {
    keyId: key.keyId,
    iv: box.iv.toString('base64url'),
    tag: box.tag.toString('base64url'),
    sealed: box.sealed.toString('base64url'),
  };
};

/** `null` where any bit differs, or event, subject or key is another. */
export const openPart = (eventId: string, key: SubjectKey, part: SealedPart): JsonObject | null => {
  const iv = bytesOf(part.iv);
  const tag = bytesOf(part.tag);
  const sealed = bytesOf(part.sealed);
  if (!iv || !tag || !sealed || part.keyId !== key.keyId) return null;
  const content = unlock(key.key, { iv, tag, sealed }, boundTo(eventId, key));
  return content === null ? null : parseObject(content.toString('utf8'));
};

export const sealedText = (parts: SealedParts): string =>
  JSON.stringify({ v: VERSION, parts: Object.fromEntries(parts) });

export const parseSealedText = (text: string): SealedText => {
  const seal = parseObject(text);
  if (!Number.isSafeInteger(seal?.v)) return 'malformed';
  if (seal?.v !== VERSION) return 'unknown_version';
  if (!hasExactly(seal, ['parts', 'v']) || !isObject(seal.parts)) return 'malformed';

  const parts = Object.entries(seal.parts);
  return parts.length > 0 && parts.every((part): part is [string, SealedPart] => isPart(part[1]))
    ? new Map(parts)
    : 'malformed';
};

const boundTo = (eventId: string, { subjectId, keyId }: KeyOfPart): Buffer =>
  framed([eventId, subjectId, keyId]);

const isPart = (value: unknown): value is SealedPart =>
  isObject(value) &&
  hasExactly(value, FIELDS) &&
  typeof value.keyId === 'string' &&
  KEY_ID.test(value.keyId) &&
  bytesOf(value.iv)?.length === IV_BYTES &&
  bytesOf(value.tag)?.length === TAG_BYTES &&
  bytesOf(value.sealed) !== null;

/** Nothing may stand beside the fields we know: it would be outside the seal. */
const hasExactly = (value: JsonObject, fields: readonly string[]): boolean =>
  Object.keys(value).sort().join() === fields.join();

/** Strict: Node's own decoder skips what it does not know, so two texts would be the same part. */
const bytesOf = (text: unknown): Buffer | null => {
  if (typeof text !== 'string') return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
};
