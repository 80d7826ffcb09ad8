import { createSecretKey, type KeyObject } from 'node:crypto';
import { IV_BYTES, lock, TAG_BYTES, unlock } from './aes-gcm';
import { framed } from './framing';
import { keyedHash } from './keyed-hash';
import type { KeyOfPart, SubjectKey } from './subject-keys';

/** What wraps the subjects' keys. New ones are wrapped under `current`; rows under any of `known` can be opened. */
export type KeyEncryptionKeys = {
  readonly current: string;
  readonly known: ReadonlyMap<string, KeyObject>;
};

export type WrappedKey = { readonly wrapped: Buffer; readonly kekId: string };

/** A key row is there, yet its key cannot be had: the wrong key-encryption key, or a row that was tampered with. */
export class KeyUnusable extends Error {
  override readonly name = 'KeyUnusable';

  constructor(
    readonly keyId: string,
    readonly kekId: string,
    why: string,
  ) {
    super(`Subject key ${keyId} under key-encryption key ${kekId}: ${why}.`);
  }
}

/** An id is made from the key itself, so the same key has the same id in every process. */
export const keyEncryptionKeys = (
  current: KeyObject,
  ...retired: readonly KeyObject[]
): KeyEncryptionKeys => ({
  current: idOf(current),
  known: new Map([current, ...retired].map((key) => [idOf(key), key])),
});

const idOf = (key: KeyObject): string => keyedHash(key, 'key-encryption-key-id');

/** iv, tag and sealed key in one run of bytes, bound to the key's id and its subject. */
export const wrap = (
  { keyId, subjectId, key }: SubjectKey,
  { current, known }: KeyEncryptionKeys,
): WrappedKey => {
  const { iv, tag, sealed } = lock(
    keyNamed(current, keyId, known),
    key.export(),
    framed([keyId, subjectId]),
  );
  return { wrapped: Buffer.concat([iv, tag, sealed]), kekId: current };
};

/** Throws `KeyUnusable`, also where the row is another subject's. */
export const unwrap = (
  { keyId, subjectId }: KeyOfPart,
  { wrapped, kekId }: WrappedKey,
  { known }: KeyEncryptionKeys,
): SubjectKey => {
  const key = unlock(
    keyNamed(kekId, keyId, known),
    {
      iv: wrapped.subarray(0, IV_BYTES),
      tag: wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
      sealed: wrapped.subarray(IV_BYTES + TAG_BYTES),
    },
    framed([keyId, subjectId]),
  );
  if (key === null) throw new KeyUnusable(keyId, kekId, 'it does not open');
  return { keyId, subjectId, key: createSecretKey(key) };
};

const keyNamed = (
  kekId: string,
  keyId: string,
  known: ReadonlyMap<string, KeyObject>,
): KeyObject => {
  const key = known.get(kekId);
  if (!key) throw new KeyUnusable(keyId, kekId, 'that key-encryption key is not known here');
  return key;
};
