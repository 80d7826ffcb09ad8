import { Pool } from 'pg';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import { emmett } from '../peers/emmett';
import { PLAIN_TABLE } from '../peers/plain-table';
import { benchDatabase } from '../support/bench-database';
import type { Figure } from '../support/figures';
import type { Benchmark, Settings } from '../support/rounds';
import type { Bench } from './bench';
import { appendBulk, appendOne } from './appending';
import { appendOnKurrentDb } from './kurrentdb';
import { readAll, readStream, subscribeLag } from './reading';
import { appendSealed } from './sealing';

/** As many connections for each contender as there are callers at most. */
export const CONNECTIONS = 32;

type Case = {
  readonly name: string;
  readonly measure: (bench: Bench, settings: Settings) => Promise<readonly Figure[]>;
};

/** Where there is a server. */
const onKurrentDb = (url: string | undefined): readonly Case[] =>
  url
    ? [1, 32].map((callers) => ({
        name: `kurrentdb-append-${callers}`,
        measure: appendOnKurrentDb(callers, url),
      }))
    : [];

const CASES: readonly Case[] = [
  { name: 'append-1', measure: appendOne(1) },
  { name: 'append-8', measure: appendOne(8) },
  { name: 'append-32', measure: appendOne(32) },
  { name: 'append-bulk', measure: appendBulk },
  { name: 'append-sealed', measure: appendSealed },
  { name: 'read-stream-10', measure: readStream },
  { name: 'read-all', measure: readAll },
  { name: 'subscribe-lag', measure: subscribeLag },
  ...onKurrentDb(process.env['KURRENTDB_URL']),
];

const chosen = ({ only }: Settings): readonly Case[] => {
  const unknown = only?.filter((name) => !CASES.some((one) => one.name === name)) ?? [];
  if (unknown.length > 0)
    throw new RangeError(
      `There is no case ${unknown.join(', ')}; there are ${CASES.map(({ name }) => name).join(', ')}; those of KurrentDB with KURRENTDB_URL.`,
    );
  return CASES.filter(({ name }) => only?.includes(name) ?? true);
};

/** The event store on PostgreSQL beside others on the same server, all with full durability. */
export const storeBenchmark: Benchmark = async function* (settings) {
  const cases = chosen(settings);
  const database = await benchDatabase(CONNECTIONS);
  const plain = new Pool({ connectionString: database.url, max: CONNECTIONS });
  const emmetts = new Pool({ connectionString: database.url, max: CONNECTIONS });
  const store = new PostgresEventStore(database.pool);
  try {
    await plain.query(PLAIN_TABLE);
    const bench = { database, store, plain, emmett: await emmett(database.url, emmetts) };
    for (const { measure } of cases) yield* await measure(bench, settings);
    await bench.emmett.close();
  } finally {
    await store.close();
    await Promise.all([plain.end(), emmetts.ended || emmetts.end()]);
    await database.close();
  }
};
