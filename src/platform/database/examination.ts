import type { DataSource } from 'typeorm';
import type { Migration } from './database';

type Database = Pick<DataSource, 'query'>;

/** The migrations that the database has not seen, and how many it has seen that this release does not know. */
export const migrationsAhead = async (
  database: Database,
  known: readonly Migration[],
): Promise<{ readonly missing: readonly string[]; readonly unknown: readonly string[] }> => {
  const [{ readable } = { readable: false }] = await database.query<
    readonly { readonly readable: boolean }[]
  >(
    `SELECT coalesce(has_table_privilege(to_regclass('public.schema_migration'), 'SELECT'), false) AS readable`,
  );
  // Where it may not be read, the migration that allows it is missing, and whatever came after it.
  const run = readable ? await namesOf(database) : [];
  const names = known.map(({ name }) => name);
  return {
    missing: names.filter((name) => !run.includes(name)),
    unknown: run.filter((name) => !names.includes(name)),
  };
};

const namesOf = async (database: Database): Promise<readonly string[]> => {
  const rows = await database.query<readonly { readonly name: string }[]>(
    'SELECT name FROM public.schema_migration',
  );
  return rows.map(({ name }) => name);
};

/** How far the database's clock is ahead of ours, in milliseconds. */
export const clockDifference = async (database: Database): Promise<number> => {
  const asked = Date.now();
  const [row] = await database.query<readonly { readonly now: string }[]>(
    'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now',
  );
  return Math.round(Number(row?.now) - (asked + Date.now()) / 2);
};

const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/** Settings of the server under which an acknowledged event may be lost. */
export const lossySettings = async (database: Database): Promise<readonly string[]> => {
  const rows = await database.query<readonly { readonly name: string; readonly setting: string }[]>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY ($1)',
    [DURABLE],
  );
  return rows
    .filter(({ setting }) => setting === 'off' || setting === 'local')
    .map(({ name, setting }) => `${name} = ${setting}`);
};
