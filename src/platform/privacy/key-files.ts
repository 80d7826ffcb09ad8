import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type KeyFile =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'unusable'; readonly path: string; readonly why: string };

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** The text of a key file that nobody but its owner can read. */
export const keyTextAt = async (folder: string, name: string): Promise<KeyFile> => {
  const path = join(folder, name);
  try {
    const { mode } = await stat(path);
    // Windows keeps no such bits, and always says 0666.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      return { kind: 'unusable', path, why: 'can be read by others: set its mode to 0600' };
    return { kind: 'text', path, text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT'
      ? { kind: 'absent', path }
      : { kind: 'unusable', path, why: `cannot be read (${code})` };
  }
};

/**
 * The text of the file after making it with a random key in base64, or of the file that another process made first. It
 * appears whole and flushed or not at all: a key that seals something must not be lost by a power cut.
 */
export const keyMadeAt = async (path: string, bytes: number): Promise<string> => {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  await writeFlushed(draft, `${randomBytes(bytes).toString('base64')}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await flush(folder);
  return readFile(path, 'utf8');
};

const writeFlushed = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

const flush = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
