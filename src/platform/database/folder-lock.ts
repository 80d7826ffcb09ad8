import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, writeWhole } from './files';
import { birthOf } from './processes';

/** Another living process has the folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';

  constructor(
    folder: string,
    readonly pid: number | null,
  ) {
    super(
      `Kelambu already runs here (${pid === null ? 'in another process' : `process ${pid}`}), in ${folder}. ` +
        `Stop it first, or start this one in another folder.`,
    );
  }
}

export type FolderLock = { readonly release: () => Promise<void> };

type Holder = { readonly pid: number; readonly born: string | null };
type Held = { readonly close: () => Promise<void> };

/**
 * Takes the folder for this process, or throws `AlreadyRunning`. The lock is the kernel's, which gives it up when the process
 * dies, however it dies, and keeps it while the process is only stopped: so nobody ever has to judge whether a lock is stale.
 */
export const lockFolder = async (folder: string): Promise<FolderLock> => {
  const note = join(folder, NOTE);
  const held = await tryHold(folder);
  if (!held) throw new AlreadyRunning(folder, await holderNamedIn(note));
  try {
    // A process in another network namespace does not see our lock, nor we its.
    const other = await livingHolder(note);
    if (other) throw new AlreadyRunning(folder, other.pid);
    const holder: Holder = { pid: process.pid, born: await birthOf(process.pid) };
    await writeWhole(note, JSON.stringify(holder));
  } catch (error) {
    await held.close();
    throw error;
  }
  return {
    release: async () => {
      await rm(note, { force: true });
      await held.close();
    },
  };
};

/** Says who it is, for people; it decides nothing that the kernel's lock decides. */
const NOTE = 'running.json';
const NOTE_WAIT_MS = 1_000;

const tryHold = async (folder: string): Promise<Held | null> => {
  if (process.platform === 'linux') return holdSocket(`\0${await socketName(folder, 107)}`);
  if (process.platform === 'win32')
    return holdSocket(`\\\\.\\pipe\\${await socketName(folder, 100)}`);
  return holdFile(join(folder, 'lock'));
};

/** By device and inode, so that every path to a folder gives one name. Node.js 20 pads a short one, Node.js 24 does not. */
const socketName = async (folder: string, length: number): Promise<string> => {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `kelambu-${createHash('sha512').update(`${dev}:${ino}`).digest('hex')}`.slice(0, length);
};

const holdSocket = (path: string): Promise<Held | null> =>
  new Promise((resolve, reject) => {
    const server = createServer((caller) => caller.destroy());
    server.once('error', (error) => {
      if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen({ path, exclusive: true }, () => {
      server.unref();
      resolve({ close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });

/** macOS and the BSDs lock a file as it is opened; Node.js has no name for the flag. */
const O_EXLOCK = 0x20;

const holdFile = async (path: string): Promise<Held | null> => {
  try {
    const file = await open(
      path,
      constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK,
      0o600,
    );
    return { close: () => file.close() };
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return null;
    throw error;
  }
};

/** Whoever has just got the lock has not yet written who it is. */
const holderNamedIn = async (note: string): Promise<number | null> => {
  const until = Date.now() + NOTE_WAIT_MS;
  while (Date.now() < until) {
    const holder = await livingHolder(note, { ours: true });
    if (holder) return holder.pid;
    await pause(25);
  }
  return null;
};

/** A process id is used again, so it counts only with the time at which its process was born. */
const livingHolder = async (note: string, { ours = false } = {}): Promise<Holder | null> => {
  const holder = parsed(await readFile(note, 'utf8').catch(() => ''));
  if (!holder || (!ours && holder.pid === process.pid)) return null;
  const born = await birthOf(holder.pid);
  // Where births cannot be told, the note serves only to name the one who holds the lock.
  if (born === null) return ours && process.platform !== 'linux' ? holder : null;
  return born === holder.born ? holder : null;
};

const parsed = (text: string): Holder | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : null;
  } catch {
    return null;
  }
};

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'born' in value;
