import { mkdirSync } from 'node:fs';
import { type Database, openDatabase } from '../platform/database/database';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres';
import type { Settings } from '../settings';

/**
 * The database that the application uses, as it left it, for the time of one piece of work. The embedded one is started
 * for it. Throws `AlreadyRunning` where the application holds that.
 */
export const withDatabase = async <Result>(
  { databaseUrl, folder }: Pick<Settings, 'databaseUrl' | 'folder'>,
  say: (line: string) => void,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  if (databaseUrl !== null) return onServer(databaseUrl, work);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const embedded = await startEmbeddedPostgres({ folder, onProgress: say });
  try {
    return await onServer(embedded.url, work);
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
