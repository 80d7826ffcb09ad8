import { createHmac, type KeyObject } from 'node:crypto';
import { idFrom } from '../../kernel/name-based-id';
import { base32 } from './base32';
import { canonicalJson } from './canonical-json';
import { framed } from './framing';

export type HashedPart = string | Uint8Array;

const BYTES_OF_128_BITS = 16;

const digest = (key: KeyObject, purpose: string, parts: readonly HashedPart[]): Buffer =>
  createHmac('sha256', key)
    .update(framed([purpose, ...parts]))
    .digest();

/**
 * HMAC-SHA-256, 128 bits, base32 in lower case (26 characters). Each purpose is a domain of its own, and the parts are
 * framed: ('a', 'bc') and ('ab', 'c') differ.
 */
export const keyedHash = (
  key: KeyObject,
  purpose: string,
  ...parts: readonly HashedPart[]
): string => base32(digest(key, purpose, parts).subarray(0, BYTES_OF_128_BITS));

/** All 256 bits, in lower-case hex: for comparing contents rather than naming things. */
export const keyedFingerprint = (
  key: KeyObject,
  purpose: string,
  ...parts: readonly HashedPart[]
): string => digest(key, purpose, parts).toString('hex');

/**
 * What stands in ids and in clear data instead of a value that names a person. It hashes exactly what it is given:
 * whoever asks has brought the value to its one written form before.
 */
export abstract class KeyedHasher {
  abstract nikRef(nik: string): string;
  abstract familyRef(familyCard: string): string;
  abstract accountRef(bank: string, number: string): string;
  abstract invoiceRef(facilityId: string, number: string): string;
  abstract fileRef(content: Uint8Array): string;
  /** Of what makes a list the same one: its file, and what is asked for with it. */
  abstract listRef(...parts: readonly string[]): string;
  /** The order of fields does not matter. */
  abstract shownRef(shown: unknown): string;
  /** Of a command's target and body, 64 hex characters. The order of the body's fields does not matter. */
  abstract fingerprint(target: string, body: unknown): string;
  /** A UUIDv5: the same actor and key are the same command for ever, and neither can be read from it. */
  abstract commandId(actor: string, idempotencyKey: string): string;
}

/** The purposes are stored for ever in what they produced: never rename one. */
export const keyedHasher = (registerKey: KeyObject): KeyedHasher => ({
  nikRef: (nik) => keyedHash(registerKey, 'nik', nik),
  familyRef: (familyCard) => keyedHash(registerKey, 'family', familyCard),
  accountRef: (bank, number) => keyedHash(registerKey, 'account', bank, number),
  invoiceRef: (facilityId, number) => keyedHash(registerKey, 'invoice', facilityId, number),
  fileRef: (content) => keyedHash(registerKey, 'file', content),
  listRef: (...parts) => keyedHash(registerKey, 'list', ...parts),
  shownRef: (shown) => keyedHash(registerKey, 'shown', canonicalJson(shown)),
  fingerprint: (target, body) =>
    keyedFingerprint(registerKey, 'fingerprint', target, canonicalJson(body)),
  commandId: (actor, idempotencyKey) =>
    idFrom('command', keyedFingerprint(registerKey, 'command', actor, idempotencyKey)),
});
