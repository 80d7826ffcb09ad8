const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32 in lower case, without padding. */
export const base32 = (bytes: Uint8Array): string => {
  let text = '';
  let waiting = 0;
  let bits = 0;
  for (const byte of bytes) {
    waiting = (waiting << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((waiting >>> (bits - 5)) & 31);
    waiting &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((waiting << (5 - bits)) & 31);
};
