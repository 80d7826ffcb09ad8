const TEXT = 0;
const BYTES = 1;

/**
 * Parts as one run of bytes that no other parts give: kind (1 byte), length (4 bytes, big-endian), content. Text is
 * UTF-16LE, because UTF-8 maps every lone surrogate to the same replacement character.
 */
export const framed = (parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const content = typeof part === 'string' ? Buffer.from(part, 'utf16le') : part;
      const head = Buffer.alloc(5);
      head.writeUInt8(typeof part === 'string' ? TEXT : BYTES);
      head.writeUInt32BE(content.length, 1);
      return [head, content];
    }),
  );
