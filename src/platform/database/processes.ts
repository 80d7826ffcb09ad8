import { execFile, spawn } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * When the process was born (boot and clock tick): with its id, this names a process for good. Null when there is none,
 * or where the system does not tell.
 */
export const birthOf = async (pid: number): Promise<string | null> => {
  try {
    const [boot, status] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The second field is the command in parentheses and may hold anything; the 22nd is the start time.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${boot.trim()}:${fields[19] ?? ''}`;
  } catch {
    return null;
  }
};

/** The ids of the PostgreSQL processes that work in the data folder, as each has it as its working directory. Linux only. */
export const postgresProcessesIn = async (dataFolder: string): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => ((await worksIn(pid, dataFolder)) ? [pid] : [])),
  );
  return found.flat();
};

const worksIn = async (pid: number, dataFolder: string): Promise<boolean> => {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== dataFolder) return false;
    return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'postgres';
  } catch {
    // Gone meanwhile, or another user's.
    return false;
  }
};

/** Whether the process is a PostgreSQL server of the data folder, by its command line. For systems without /proc. */
export const isServerOf = async (pid: number, dataFolder: string): Promise<boolean> => {
  try {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', 'command=']);
    return stdout.includes('postgres') && stdout.includes(dataFolder);
  } catch {
    return false;
  }
};

/** As whom PostgreSQL runs; empty for the user of this process. */
export type RunAs = { readonly uid?: number; readonly gid?: number };

/** Nothing of ours but the way to the libraries: a server's environment can be read by its user. */
export const bareEnvironment = (): NodeJS.ProcessEnv => {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'LD_LIBRARY_PATH'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // The messages are read by us, so they have to be English.
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
};

export type Finished = { readonly code: number | null; readonly output: string };

/** Runs one of PostgreSQL's tools to its end and gives what it said. */
export const runTool = (
  file: string,
  parameters: readonly string[],
  runAs: RunAs,
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, parameters, {
      ...runAs,
      // Our own working directory may be closed to that user.
      cwd: '/',
      env: bareEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C in a terminal is for us, who then stop in order.
      detached: true,
    });
    const said: string[] = [];
    const listen = (chunk: Buffer) => said.push(chunk.toString('utf8'));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: said.join('') }));
  });
