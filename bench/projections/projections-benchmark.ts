import { createSecretKey, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { EVENT_TYPES } from '../../src/event-types';
import { EventCodec } from '../../src/platform/event-store/codec/codec';
import { eventRegistry } from '../../src/platform/event-store/codec/event-type';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import { keyEncryptionKeys } from '../../src/platform/privacy/key-encryption';
import { PostgresSubjectKeys } from '../../src/platform/privacy/postgres-subject-keys';
import { emmettProjections } from '../peers/emmett-projections';
import { benchDatabase } from '../support/bench-database';
import { type Figure, medianOf } from '../support/figures';
import { serverCpuOf } from '../support/server-cpu';
import type { Benchmark, Settings } from '../support/rounds';
import { grow, madeUpLives, type Told } from './made-up-log';
import { rebuildFigures } from './rebuild-figures';
import { searchFigures } from './search';

const SIZES = { 'rebuild-100k': 100_000, 'rebuild-1m': 1_000_000 } as const;
const CASES = [...Object.keys(SIZES), 'search'];
/** Its rate does not depend on how long the log is, and it is slow. */
const EMMETT_LIVES = 2_000;
/** Of the large log: a round takes minutes. */
const MOST_ROUNDS = { 'rebuild-100k': Infinity, 'rebuild-1m': 3 } as const;

/** Read models from the first event on, beside others on the same server. */
export const projectionsBenchmark: Benchmark = async function* (settings) {
  const only = settings.only ?? CASES;
  const unknown = only.filter((name) => !CASES.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`There is no case ${unknown.join(', ')}; there are ${CASES.join(', ')}.`);
  if (only.includes('search')) yield* searchFigures(settings);
  if (only.some((name) => name !== 'search')) yield* rebuilds(settings, only);
};

async function* rebuilds(settings: Settings, only: readonly string[]): AsyncGenerator<Figure> {
  const database = await benchDatabase(8);
  const owner = new Client({ connectionString: database.url });
  const store = new PostgresEventStore(database.pool);
  const kek = randomBytes(32);
  const keys = new PostgresSubjectKeys(
    database.dataSource,
    keyEncryptionKeys(createSecretKey(kek)),
  );
  const codec = new EventCodec(eventRegistry(EVENT_TYPES), keys);
  const lives = madeUpLives();
  const rates: number[] = [];
  try {
    await owner.connect();
    const emmett = await emmettProjections(database.url);
    const theirs = await emmett.append(
      Array.from(
        { length: Math.ceil(EMMETT_LIVES * settings.scale) },
        () => (lives.next().value ?? []) as readonly Told[],
      ),
    );
    for (const [name, size] of Object.entries(SIZES)) {
      if (!only.includes(name)) continue;
      await grow(store, codec, lives, size * settings.scale);
      await owner.query('VACUUM ANALYZE log.event');
      const events = Number(await store.head());
      const serverCpu = await serverCpuOf(owner);
      const measured = { database, owner, kek, events, emmett, theirs, serverCpu };
      const rounds = Math.min(settings.rounds, MOST_ROUNDS[name as keyof typeof SIZES]);
      const figures = await rebuildFigures(name, measured, { ...settings, rounds });
      yield* figures;
      rates.push(medianOf(figures[0]?.ours ?? []));
    }
    const [small, large] = rates;
    if (small !== undefined && large !== undefined)
      yield {
        case: 'rebuild-keeps-rate',
        unit: '% of it',
        ours: [(100 * large) / small],
        beside: {},
      };
  } finally {
    await owner.end();
    await store.close();
    await database.close();
  }
}
