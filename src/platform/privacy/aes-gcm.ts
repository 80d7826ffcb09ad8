import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

export type Box = { readonly iv: Buffer; readonly tag: Buffer; readonly sealed: Buffer };

/** Ivs are drawn many at a time, as each draw asks the system; none is handed out twice. */
const IVS_DRAWN = 512;
let drawn = Buffer.alloc(0);
const freshIv = (): Buffer => {
  if (drawn.length < IV_BYTES) drawn = randomBytes(IVS_DRAWN * IV_BYTES);
  const iv = drawn.subarray(0, IV_BYTES);
  drawn = drawn.subarray(IV_BYTES);
  return iv;
};

/** Under a fresh random 96-bit iv. */
export const lock = (key: KeyObject, content: Uint8Array, boundTo: Uint8Array): Box => {
  const iv = freshIv();
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo);
  // GCM holds nothing back for the end: `final` only makes the tag.
  const sealed = cipher.update(content);
  cipher.final();
  return { iv, tag: cipher.getAuthTag(), sealed };
};

/** `null` where key, content or what it is bound to is not what was locked. */
export const unlock = (key: KeyObject, box: Box, boundTo: Uint8Array): Buffer | null => {
  if (box.iv.length !== IV_BYTES || box.tag.length !== TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, box.iv, { authTagLength: TAG_BYTES })
    .setAAD(boundTo)
    .setAuthTag(box.tag);
  const content = decipher.update(box.sealed);
  try {
    return Buffer.concat([content, decipher.final()]);
  } catch {
    return null;
  }
};
