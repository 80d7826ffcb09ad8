import { parse } from 'uuid';
import { sha1 } from './sha-1';

const KELAMBU = parse('6ba3e1d2-5b8e-5f0c-9b1d-2f6a4b1c7e90');

/**
 * The same names always give the same id (UUIDv5), and no other names do: so one fact has one identity however
 * often it is reported, and a retry meets what it wrote before.
 */
export const idFrom = (...names: readonly (string | number)[]): string =>
  uuidOf(sha1(KELAMBU, JSON.stringify(names)));

/** The first 128 bits, with the version and the variant (RFC 9562, 5.5). */
const uuidOf = ([a = 0, b = 0, c = 0, d = 0]: Int32Array): string => {
  const one = hex(a);
  const two = hex((b & 0xffff0fff) | 0x5000);
  const three = hex((c & 0x3fffffff) | 0x80000000);
  const four = hex(d);
  return `${one}-${two.slice(0, 4)}-${two.slice(4)}-${three.slice(0, 4)}-${three.slice(4)}${four}`;
};

const HEX = Array.from({ length: 65_536 }, (_, half) => half.toString(16).padStart(4, '0'));
const hex = (word: number): string => `${HEX[word >>> 16] ?? ''}${HEX[word & 0xffff] ?? ''}`;
