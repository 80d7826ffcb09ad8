import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/platform/database/database';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres';
import { MIGRATIONS } from '../../src/platform/database/migrations';

export type BenchDatabase = Database & {
  /** As its owner, for the peers. */
  readonly url: string;
};

/** A migrated database on a server of its own that keeps every promise of durability. */
export const benchDatabase = async (poolSize: number): Promise<BenchDatabase> => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'kelambu-bench-'));
  chmodSync(folder, 0o755);
  const { url, stop } = await startEmbeddedPostgres({ folder });
  const database = await openDatabase({ url, migrations: MIGRATIONS, entities: [], poolSize });
  await database.migrate();
  await mustBeDurable(database);
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
};

const mustBeDurable = async ({ pool }: Database): Promise<void> => {
  const { rows } = await pool.query<{ readonly name: string }>(
    `SELECT name FROM pg_settings
      WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting <> 'on'`,
  );
  if (rows.length > 0) throw new Error(`${rows.map(({ name }) => name).join(', ')} is not on.`);
};
