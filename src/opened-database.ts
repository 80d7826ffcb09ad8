import { mkdirSync } from 'node:fs';
import { type Database, openDatabase } from './platform/database/database';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres';
import { MIGRATIONS } from './platform/database/migrations';
import { errorCode } from './platform/http/error-code';
import { keepNoStatistics } from './platform/privacy/no-statistics';
import { prepareTables } from './platform/read-models/read-model-tables';
import { PROJECTIONS } from './projections';
import type { Settings } from './settings';

/** With the address at which its owner reaches it. */
export type OpenedDatabase = Database & { readonly url: string };

/** The database, begun where it is embedded, and brought up to date. */
export const openedDatabase = async (
  { databaseUrl, folder, limits }: Settings,
  onProgress: (line: string) => void,
  closing: (() => Promise<void>)[],
): Promise<OpenedDatabase> => {
  makeFolder(folder);
  const embedded =
    databaseUrl === null
      ? await startEmbeddedPostgres({ folder, onProgress, keepsRunning: true })
      : null;
  if (embedded) closing.push(() => embedded.stop());

  const url = embedded?.url ?? databaseUrl ?? '';
  const database = await openDatabase({
    url,
    migrations: MIGRATIONS,
    entities: PROJECTIONS.map(({ table }) => table),
    poolSize: limits.poolSize,
    poolWait: limits.poolWaitMs,
    statementTimeout: limits.statementMs,
  });
  closing.push(() => database.close());
  const applied = await database.migrate();
  if (applied.length > 0) onProgress(`Database brought up to date (${applied.length} migrations).`);
  await prepareTables(database.dataSource, PROJECTIONS);
  const personal = PROJECTIONS.filter(({ opensPersonal }) => opensPersonal);
  await keepNoStatistics(
    database.dataSource,
    personal.map(({ table }) => table),
  );
  return { ...database, url };
};

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    const why = errorCode(error) === 'EEXIST' ? 'a file is in its place' : errorCode(error);
    throw new Error(`KELAMBU_FOLDER (${folder}) cannot be made: ${why ?? 'unknown'}.`, {
      cause: error,
    });
  }
};
