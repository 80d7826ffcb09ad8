import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Database, openDatabase } from '../../../src/platform/database/database';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded-postgres';
import { MIGRATIONS } from '../../../src/platform/database/migrations';
import { postgresProcessesIn } from '../../../src/platform/database/processes';

/** A PostgreSQL with the durability that the application has, made to be killed. */
export type DurableServer = {
  /** Of a migrated database, as its owner. The same for as long as the server lives. */
  readonly url: string;
  /** SIGKILL to every process of it: what only stood in its memory is gone. */
  readonly kill: () => Promise<void>;
  /** SIGKILL to one process that serves a client: the server throws out everyone and recovers by itself. */
  readonly crash: () => Promise<void>;
  /** A clean shutdown. */
  readonly stop: () => Promise<void>;
  /** After `kill` or `stop`. */
  readonly start: () => Promise<void>;
  /** Kills what still runs and removes every trace. */
  readonly remove: () => Promise<void>;
};

export const durableServer = async (): Promise<DurableServer> => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'kelambu-faults-'));
  chmodSync(folder, 0o755);
  const dataFolder = join(folder, 'postgres');
  let running = await startEmbeddedPostgres({ folder });
  const { url } = running;

  const kill = async () => {
    for (const pid of await postgresProcessesIn(dataFolder)) killed(pid);
    while ((await postgresProcessesIn(dataFolder)).length > 0) await sleep(5);
    // Frees the folder for the next start.
    await running.stop();
  };
  const server: DurableServer = {
    url,
    kill,
    crash: () => withClient(url, crashOne),
    stop: () => running.stop(),
    start: async () => {
      running = await startEmbeddedPostgres({ folder });
      if (running.url !== url) throw new Error('Another process took the port of the server.');
    },
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  const database = await opened(url);
  await database.migrate();
  await database.close();
  return server;
};

/** As the application opens it, limits and all. */
export const opened = (url: string): Promise<Database> =>
  openDatabase({ url, migrations: MIGRATIONS, entities: [] });

export const withClient = async <Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> => {
  const client = new Client({ connectionString: url });
  // Some tests take the server away under it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const crashOne = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ readonly pid: number }>(
    `SELECT pid FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY state LIMIT 1`,
  );
  const [backend] = rows;
  if (!backend) throw new Error('Nobody is connected.');
  const gone = new Promise((resolve) => client.once('end', resolve));
  killed(backend.pid);
  await gone;
};

const killed = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
};
