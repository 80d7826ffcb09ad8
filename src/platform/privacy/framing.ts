const TEXT = 0;
const BYTES = 1;
/** Kind and length. */
const HEAD = 5;

/**
 * Parts as one run of bytes that no other parts give: kind (1 byte), length (4 bytes, big-endian), content. Text is
 * UTF-16LE, because UTF-8 maps every lone surrogate to the same replacement character.
 */
export const framed = (parts: readonly (string | Uint8Array)[]): Buffer => {
  const sizes = parts.map((part) => (typeof part === 'string' ? part.length * 2 : part.length));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + HEAD + size, 0));
  let at = 0;
  parts.forEach((part, index) => {
    const size = sizes[index] ?? 0;
    bytes.writeUInt8(typeof part === 'string' ? TEXT : BYTES, at);
    bytes.writeUInt32BE(size, at + 1);
    if (typeof part === 'string') bytes.write(part, at + HEAD, 'utf16le');
    else bytes.set(part, at + HEAD);
    at += HEAD + size;
  });
  return bytes;
};
