import { mkdirSync } from 'node:fs';
import { type Database, openDatabase } from '../platform/database/database';
import {
  AlreadyRunning,
  runningPostgresUrl,
  startEmbeddedPostgres,
} from '../platform/database/embedded-postgres';
import type { Settings } from '../settings';

type Where = Pick<Settings, 'databaseUrl' | 'folder'>;

/** The database that the application uses, as it left it, for the time of one piece of work; beside it or without it. */
export const withDatabase = async <Result>(
  where: Where,
  say: (line: string) => void,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => withDatabaseUrl(where, say, (url) => onServer(url, work));

/**
 * The address of the database that the application uses, for the time of one piece of work. Where the application runs
 * on the embedded one, that is used beside it; otherwise it is started.
 */
export const withDatabaseUrl = async <Result>(
  { databaseUrl, folder }: Where,
  say: (line: string) => void,
  work: (url: string) => Promise<Result>,
): Promise<Result> => {
  if (databaseUrl !== null) return work(databaseUrl);
  let url: string | null;
  try {
    return await onEmbedded(folder, say, work);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    url = await runningPostgresUrl(folder);
    if (url === null) throw error;
  }
  return work(url);
};

const onEmbedded = async <Result>(
  folder: string,
  say: (line: string) => void,
  work: (url: string) => Promise<Result>,
): Promise<Result> => {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const embedded = await startEmbeddedPostgres({ folder, onProgress: say });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
};

const onServer = async <Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const database = await openDatabase({ url, migrations: [], entities: [] });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};
