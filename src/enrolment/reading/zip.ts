import { createInflateRaw } from 'node:zlib';
import { Unreadable } from './unreadable';

/** One file in an archive, as the central directory at its end declares it. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
};

const END_OF_DIRECTORY = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 0x1;
const [STORED, DEFLATED] = [0, 8];

/** A workbook of the office has a dozen parts; its text inflates to some tens of megabytes. */
export const MOST_ENTRIES = 1_000;
export const MOST_INFLATED_BYTES = 48 * 1024 * 1024;

/**
 * The entries of an archive, read from its directory alone: nothing is inflated.
 * @throws Unreadable where it is broken, encrypted, or declares more than a list can be.
 */
export const zipEntries = (bytes: Buffer): readonly ZipEntry[] => {
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  // 0xffff is also how a Zip64 archive says that the true number stands elsewhere.
  if (count > MOST_ENTRIES) throw new Unreadable('list-file-too-large', { most: MOST_ENTRIES });

  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    const { entry, next } = centralEntry(bytes, at);
    entries.push(entry);
    at = next;
  }
  if (at > end || entries.length === 0) throw new Unreadable('list-file-unreadable');
  mustBePossible(bytes, entries);
  return entries;
};

const endOfDirectory = (bytes: Buffer): number => {
  const last = bytes.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Unreadable('list-file-unreadable');
};

const centralEntry = (bytes: Buffer, at: number) => {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_HEADER)
    throw new Unreadable('list-file-unreadable');
  if (bytes.readUInt16LE(at + 8) & ENCRYPTED) throw new Unreadable('list-file-locked');
  const nameLength = bytes.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  const entry: ZipEntry = {
    name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    method: bytes.readUInt16LE(at + 10),
    compressedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
  return { entry, next };
};

/** Two entries over the same bytes would inflate them twice: together they cannot be larger than the file. */
const mustBePossible = (bytes: Buffer, entries: readonly ZipEntry[]): void => {
  const total = (size: (entry: ZipEntry) => number) =>
    entries.reduce((sum, one) => sum + size(one), 0);
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const isKnown = entries.every(({ method }) => method === STORED || method === DEFLATED);
  if (!isKnown || names.size < entries.length || total((one) => one.compressedSize) > bytes.length)
    throw new Unreadable('list-file-unreadable');
  if (total(({ size }) => size) > MOST_INFLATED_BYTES) throw tooLarge();
};

const tooLarge = () =>
  new Unreadable('list-file-too-large', { mebibytes: MOST_INFLATED_BYTES / 1024 / 1024 });

/**
 * What an entry truly holds, piece by piece, and never more than it declared.
 * @throws Unreadable where the declared size was a lie.
 */
export async function* inflated(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const content = contentOf(bytes, entry);
  let size = 0;
  for await (const piece of piecesOf(content, entry)) {
    size += piece.length;
    if (size > entry.size) throw new Unreadable('list-file-unreadable', { part: 'zip' });
    yield piece;
  }
  if (size !== entry.size) throw new Unreadable('list-file-unreadable', { part: 'zip' });
}

const contentOf = (bytes: Buffer, { offset, compressedSize }: ZipEntry): Buffer => {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_HEADER)
    throw new Unreadable('list-file-unreadable');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + compressedSize > bytes.length) throw new Unreadable('list-file-unreadable');
  return bytes.subarray(start, start + compressedSize);
};

async function* piecesOf(content: Buffer, { method }: ZipEntry): AsyncGenerator<Buffer> {
  if (method === STORED) {
    yield content;
    return;
  }
  const inflate = createInflateRaw();
  inflate.end(content);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch {
    throw new Unreadable('list-file-unreadable', { part: 'zip' });
  } finally {
    inflate.destroy();
  }
}
