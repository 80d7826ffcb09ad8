import { chmod, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { hasData, makeData, passwordOf, removeDrafts, SUPERUSER } from './data-folder';
import { lockFolder } from './folder-lock';
import { keptRunning } from './kept-running';
import { checkReachable, postgresBinaries, userToRunAs } from './postgres-binaries';
import {
  endEarlierServer,
  HOST,
  launch,
  type Place,
  PostgresDidNotStart,
  type Server,
} from './postgres-server';

export { DataFolderUnusable } from './data-folder';
export { AlreadyRunning } from './folder-lock';
export { PostgresUnavailable } from './postgres-binaries';
export { PostgresDidNotStart } from './postgres-server';

export type EmbeddedPostgresOptions = {
  /** Everything is kept in here; made if absent. */
  readonly folder: string;
  /** A line for people about what takes time. */
  readonly onProgress?: (line: string) => void;
  /** Whether a server that ends without being told to is started again. */
  readonly keepsRunning?: boolean;
};

export type RunningPostgres = {
  /** Of the database, as its owner, with the password: not for logs. */
  readonly url: string;
  /** A clean, fast shutdown; then the folder is free for others. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

const DATABASE = 'kelambu';

/**
 * The PostgreSQL that comes with the application, on loopback only and with full durability. It recovers by itself from
 * whatever end an earlier process came to. Throws `AlreadyRunning` while another process has the folder,
 * `DataFolderUnusable`, `PostgresUnavailable` or `PostgresDidNotStart`.
 */
export const startEmbeddedPostgres = async (
  options: EmbeddedPostgresOptions,
): Promise<RunningPostgres> => {
  const folder = await openedFolder(options.folder);
  const lock = await lockFolder(folder);
  try {
    const running = await startedIn(folder, options);
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= running.stop().finally(lock.release));
    return { url: running.url, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/**
 * The database of the application that has the folder now, while that runs: for those who work beside it. Null where no
 * server was ever started there.
 */
export const runningPostgresUrl = async (folder: string): Promise<string | null> => {
  const password = await readFile(join(folder, 'postgres.password'), 'utf8').catch(() => null);
  const port = await earlierPort(join(folder, 'postgres'));
  return password === null || port === 0
    ? null
    : `postgres://${SUPERUSER}:${password.trim()}@${HOST}:${port}/${DATABASE}`;
};

/** As root it is opened for passing through, as PostgreSQL runs as another user; the files in it stay closed. */
const openedFolder = async (wanted: string): Promise<string> => {
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  const folder = await realpath(wanted);
  if (process.getuid?.() === 0) await chmod(folder, ((await stat(folder)).mode & 0o7777) | 0o011);
  return folder;
};

const startedIn = async (
  folder: string,
  { onProgress = () => undefined, keepsRunning = false }: EmbeddedPostgresOptions,
): Promise<RunningPostgres> => {
  const dataFolder = join(folder, 'postgres');
  const place: Place = {
    dataFolder,
    logFile: join(folder, 'postgres.log'),
    binaries: await postgresBinaries(),
    runAs: await userToRunAs(dataFolder, onProgress),
  };
  await checkReachable(folder, place.runAs);
  await checkReachable(join(place.binaries.postgres, '..'), place.runAs);

  await removeDrafts(dataFolder);
  const isThere = await hasData(dataFolder);
  const password = await passwordOf(join(folder, 'postgres.password'), isThere);
  if (isThere) await endEarlierServer(place, onProgress);
  else {
    onProgress('Making the database (once)');
    await makeData({ path: dataFolder, password }, place.binaries, place.runAs);
  }
  const { server, url, port } = await serving(place, password);
  onProgress(`PostgreSQL runs on ${HOST}:${port}`);
  const { stop } = keepsRunning ? keptRunning(server, place, port, onProgress) : server;
  return { url, stop };
};

const serving = async (
  place: Place,
  password: string,
): Promise<{ readonly server: Server; readonly url: string; readonly port: number }> => {
  const { server, port } = await launchOnFreePort(place);
  try {
    const urlOf = (database: string) =>
      `postgres://${SUPERUSER}:${password}@${HOST}:${port}/${database}`;
    await ensureDatabase(urlOf('postgres'));
    return { server, url: urlOf(DATABASE), port };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

const PORT_TAKEN = /could not bind|could not create any TCP\/IP sockets/;
const ATTEMPTS = 5;

/** Someone else may take the port between the moment at which it is found free and the server's start. */
const launchOnFreePort = async (
  place: Place,
  attempt = 1,
): Promise<{ readonly server: Server; readonly port: number }> => {
  const port = await freePort(attempt === 1 ? await earlierPort(place.dataFolder) : 0);
  try {
    return { server: await launch(place, port), port };
  } catch (error) {
    const again = error instanceof PostgresDidNotStart && PORT_TAKEN.test(error.lines);
    if (!again || attempt === ATTEMPTS) throw error;
    return launchOnFreePort(place, attempt + 1);
  }
};

/** The wanted port if it is free, else any; 0 wants none. */
const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (wanted === 0) reject(error);
      else resolve(freePort(0));
    });
    probe.listen({ port: wanted, host: HOST, exclusive: true }, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

/** From the command line that PostgreSQL keeps of its last start. */
const earlierPort = async (dataFolder: string): Promise<number> => {
  const line = await readFile(join(dataFolder, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"port=(\d+)"/.exec(line)?.[1] ?? 0);
};

const ensureDatabase = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
};
