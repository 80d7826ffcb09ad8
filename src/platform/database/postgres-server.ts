import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { adviceOn, type Binaries } from './postgres-binaries';
import { bareEnvironment, isServerOf, postgresProcessesIn, type RunAs, runTool } from './processes';

export const HOST = '127.0.0.1';

/** PostgreSQL ended before it took connections; the message ends with its last lines. */
export class PostgresDidNotStart extends Error {
  override readonly name = 'PostgresDidNotStart';

  constructor(readonly lines: string) {
    super(`PostgreSQL did not start. Its last lines:\n${lines}${adviceOn(lines)}`);
  }
}

export type Place = {
  readonly dataFolder: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
};

/** A running server that this process has started. */
export type Server = {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Rolls back what is open, flushes, and waits for the end. */
  readonly stop: () => Promise<void>;
};

const settings = (port: number): readonly string[] => [
  `listen_addresses=${HOST}`,
  `port=${port}`,
  'unix_socket_directories=',
  'max_connections=100',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  // No value of ours may get into the server's log: errors are not even headed there, as their very message may quote one.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_statement=none',
  'log_min_duration_statement=-1',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
];

/** Starts a server and returns when it takes connections. Throws `PostgresDidNotStart`. */
export const launch = async (place: Place, port: number): Promise<Server> => {
  const { dataFolder, logFile, binaries, runAs } = place;
  const log = await open(logFile, (await sizeOf(logFile)) > LOG_BYTES ? 'w' : 'a', 0o600);
  const from = (await log.stat()).size;
  try {
    const child = spawn(
      binaries.postgres,
      ['-D', dataFolder, ...settings(port).flatMap((setting) => ['-c', setting])],
      {
        ...runAs,
        cwd: '/',
        env: bareEnvironment(),
        // A file rather than a pipe: it takes what is written also while we are stopped, or dead.
        stdio: ['ignore', log.fd, log.fd],
        // Ctrl-C in a terminal is for us, who drain first and then stop the server.
        detached: true,
      },
    );
    const ended = once(child, 'exit').catch(() => undefined);
    await once(child, 'spawn');
    child.unref();
    endWithUs(child, ended);
    if (!(await isReady(child, dataFolder)))
      throw new PostgresDidNotStart(await lastLines(logFile, from));
    return { ended, stop: () => stopChild(child, ended, place) };
  } finally {
    await log.close();
  }
};

/** A process that exits without stopping its server, on an uncaught error for instance, leaves none behind. */
const endWithUs = (child: ChildProcess, ended: Promise<unknown>): void => {
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  void ended.then(() => process.off('exit', end));
};

const LOG_BYTES = 5_000_000;
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** PostgreSQL says so in the last line of its lock file. No time limit: a recovery takes as long as it takes. */
const isReady = async (child: ChildProcess, dataFolder: string): Promise<boolean> => {
  while (hasNotEnded(child)) {
    const lines = await lockFileOf(dataFolder);
    if (Number(lines[0]) === child.pid && lines[STATUS_LINE]?.trim() === 'ready') return true;
    await pause(25);
  }
  return false;
};

const STATUS_LINE = 7;
const hasNotEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;
const lockFileOf = async (dataFolder: string): Promise<readonly string[]> =>
  (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');

const lastLines = async (logFile: string, from: number): Promise<string> => {
  const log = await readFile(logFile);
  return log.subarray(from).toString('utf8').trimEnd().split('\n').slice(-20).join('\n');
};

const stopChild = async (
  child: ChildProcess,
  ended: Promise<unknown>,
  place: Place,
): Promise<void> => {
  if (hasNotEnded(child)) await stopServer(place);
  await ended;
};

const PATIENCE_S = 30;

/** Fast, and where that takes too long at once: PostgreSQL recovers then at the next start and loses nothing. */
const stopServer = async ({ binaries, dataFolder, runAs }: Place): Promise<void> => {
  for (const mode of ['fast', 'immediate']) {
    const parameters = ['stop', '-D', dataFolder, '-m', mode, '-w', '-t', String(PATIENCE_S)];
    const { code } = await runTool(binaries.pgCtl, parameters, runAs);
    if (code === 0) return;
  }
};

/**
 * Ends a server that outlived the process that had started it, and clears a lock file that a dead one has left. Only the
 * holder of the folder's lock may call this. A stranger that has got the dead server's process id is left alone.
 */
export const endEarlierServer = async (
  place: Place,
  onProgress: (line: string) => void,
): Promise<void> => {
  const { dataFolder } = place;
  const named = Number((await lockFileOf(dataFolder))[0]);
  if (process.platform !== 'linux') {
    if (named > 0 && (await isServerOf(named, dataFolder))) await stopServer(place);
    return;
  }
  const living = await postgresProcessesIn(dataFolder);
  if (living.length > 0) onProgress('Stopping the PostgreSQL that an earlier process left running');
  if (living.includes(named)) await stopServer(place);
  await endOrphans(dataFolder);
  // Without a process in the folder the file is stale, though its id may have passed to a process that lives.
  await rm(join(dataFolder, 'postmaster.pid'), { force: true });
};

/** Backends see the death of their server and end; this one waits for them, for two servers on one folder would ruin it. */
const endOrphans = async (dataFolder: string): Promise<void> => {
  const until = Date.now() + PATIENCE_S * 1_000;
  let living = await postgresProcessesIn(dataFolder);
  for (const pid of living) quit(pid);
  while (living.length > 0) {
    if (Date.now() > until)
      throw new Error(`PostgreSQL processes of a dead server do not end: ${living.join(', ')}`);
    await pause(50);
    living = await postgresProcessesIn(dataFolder);
  }
};

const quit = (pid: number): void => {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended meanwhile.
  }
};
