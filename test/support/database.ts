import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openDatabase } from '../../src/platform/database/database';
import { MIGRATIONS } from '../../src/platform/database/migrations';

export type FreshDatabase = {
  /** As a superuser, who owns the database. */
  readonly url: string;
  /** Closes what is still connected. */
  readonly drop: () => Promise<void>;
};

/** A migrated, empty database of its own. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(async (server) => {
    await makeTemplate(server);
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  const drop = async () => {
    await onServer((server) => server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: urlOf(name), drop };
};

/** Of the migrations' names and text, so that a server that outlives the run never serves an old template. */
const TEMPLATE = `template_${createHash('sha256')
  .update(MIGRATIONS.map((migration) => `${migration.name}\n${String(migration)}`).join('\n'))
  .digest('hex')
  .slice(0, 16)}`;
const TEMPLATE_LOCK = 4_711_002;

/** Renamed when it is done, so that one whose maker was killed is never used. */
const makeTemplate = async (server: Client): Promise<void> => {
  await server.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [
      TEMPLATE,
    ]);
    if (rowCount) return;
    const draft = `${TEMPLATE}_draft`;
    await server.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${draft}`);
    await migrated(urlOf(draft));
    await server.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
  } finally {
    await server.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
};

const migrated = async (url: string): Promise<void> => {
  const database = await openDatabase({ url, migrations: MIGRATIONS, entities: [] });
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
};

const onServer = async <Result>(work: (server: Client) => Promise<Result>): Promise<Result> => {
  const server = new Client({ connectionString: urlOf('postgres') });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
};

const urlOf = (database: string): string => {
  const server = process.env['TEST_DATABASE_SERVER'];
  if (!server) throw new Error('TEST_DATABASE_SERVER is set by test/support/global-setup.mjs');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};
