const BLOCK_BYTES = 64;
const ROUNDS = 80;

const words = new Int32Array(ROUNDS);
let message = new Uint8Array(1_024);
let inWords = new DataView(message.buffer);
const encoder = new TextEncoder();

/**
 * The five words of SHA-1 (FIPS 180-4) over some bytes and a text in UTF-8. For short names, of which a list makes a
 * hundred thousand: the platform's own needs five times as long for one, as it sets up an object for each.
 */
export const sha1 = (prefix: Uint8Array, text: string): Int32Array => {
  const length = filled(prefix, text);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  for (let from = 0; from < length; from += BLOCK_BYTES) digestBlock(state, from);
  return state;
};

/** The message with its padding and its length in bits; gives how many bytes that is. */
const filled = (prefix: Uint8Array, text: string): number => {
  makeRoomFor(prefix.length + text.length * 3 + 2 * BLOCK_BYTES);
  message.set(prefix);
  const { written } = encoder.encodeInto(text, message.subarray(prefix.length));
  const bytes = prefix.length + written;
  const length = Math.ceil((bytes + 9) / BLOCK_BYTES) * BLOCK_BYTES;
  message.fill(0, bytes, length);
  message[bytes] = 0x80;
  inWords.setUint32(length - 8, Math.floor((bytes * 8) / 2 ** 32));
  inWords.setUint32(length - 4, (bytes * 8) >>> 0);
  return length;
};

const makeRoomFor = (bytes: number): void => {
  if (message.length >= bytes) return;
  message = new Uint8Array(2 * bytes);
  inWords = new DataView(message.buffer);
};

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const at = (of: Int32Array, index: number): number => of[index] ?? 0;

const digestBlock = (state: Int32Array, from: number): void => {
  for (let t = 0; t < 16; t++) words[t] = inWords.getInt32(from + 4 * t);
  for (let t = 16; t < ROUNDS; t++)
    words[t] = rotated(
      at(words, t - 3) ^ at(words, t - 8) ^ at(words, t - 14) ^ at(words, t - 16),
      1,
    );

  let [a, b, c, d, e] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3), at(state, 4)];
  for (let t = 0; t < ROUNDS; t++) {
    const mixed = (((rotated(a, 5) + mix(t, b, c, d)) | 0) + ((e + at(words, t)) | 0)) | 0;
    e = d;
    d = c;
    c = rotated(b, 30);
    b = a;
    a = mixed;
  }
  state[0] = at(state, 0) + a;
  state[1] = at(state, 1) + b;
  state[2] = at(state, 2) + c;
  state[3] = at(state, 3) + d;
  state[4] = at(state, 4) + e;
};

/** The function of a round and its constant. */
const mix = (t: number, b: number, c: number, d: number): number => {
  if (t < 20) return (((b & c) | (~b & d)) + 0x5a827999) | 0;
  if (t < 40) return ((b ^ c ^ d) + 0x6ed9eba1) | 0;
  if (t < 60) return (((b & c) | (b & d) | (c & d)) - 0x70e44324) | 0;
  return ((b ^ c ^ d) - 0x359d3e2a) | 0;
};
