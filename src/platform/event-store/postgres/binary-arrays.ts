/**
 * One-dimensional arrays in PostgreSQL's binary format. The driver's own text format escapes every quote of a JSON text
 * on this side and parses each of them on the other.
 */
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;
const OID = { integer: 23, text: 25, uuid: 2950 };

export const integerArray = (values: readonly number[]): Buffer => {
  const { buffer, start } = arrayOf(OID.integer, values.length, values.length * 8, false);
  let at = start;
  for (const value of values) {
    at = buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(value, at);
  }
  return buffer;
};

export const uuidArray = (values: readonly string[]): Buffer => {
  const { buffer, start } = arrayOf(OID.uuid, values.length, values.length * 20, false);
  let at = start;
  for (const value of values) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(value.replaceAll('-', ''), at, 'hex');
  }
  return buffer;
};

export const textArray = (values: readonly (string | null)[]): Buffer => {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : Buffer.byteLength(value)));
  const bytes = lengths.reduce((sum, length) => sum + 4 + Math.max(length, 0), 0);
  const hasNulls = lengths.includes(NULL_LENGTH);
  const { buffer, start } = arrayOf(OID.text, values.length, bytes, hasNulls);
  let at = start;
  values.forEach((value, index) => {
    at = buffer.writeInt32BE(lengths[index] ?? NULL_LENGTH, at);
    if (value !== null) at += buffer.write(value, at);
  });
  return buffer;
};

const arrayOf = (oid: number, length: number, bytes: number, hasNulls: boolean) => {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + bytes);
  const [dimensions, lowerBound] = [1, 1];
  let start = 0;
  for (const field of [dimensions, Number(hasNulls), oid, length, lowerBound])
    start = buffer.writeInt32BE(field, start);
  return { buffer, start };
};
