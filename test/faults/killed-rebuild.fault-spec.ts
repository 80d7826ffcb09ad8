import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { someAppend, someEvent, times } from '../../src/platform/event-store/event-store.contract';
import type { EventStore } from '../../src/platform/event-store/event-store';
import type { OpenedEventStore } from '../../src/platform/event-store/open-event-store';
import type { Certificate } from '../../src/platform/read-models/certificate';
import { keyOf, markReady } from '../../src/platform/read-models/checkpoints';
import { ReadModels } from '../../src/platform/read-models/read-models';
import { dropLeftBeside } from '../../src/platform/read-models/reconcile';
import { runAlone } from '../../src/platform/read-models/sql';
import {
  counting,
  countsIn,
  databaseWith,
  type TestDatabase,
} from '../../src/platform/read-models/testing/counting';
import { plainDecode } from '../../src/platform/read-models/testing/fake-log';
import type { RebuilderSaid } from './processes/rebuilder.process';
import { killChildren, startChild } from './support/children';
import { emptyLogByEnv } from './support/log-by-env';

const ROWS = 200;
const BEFORE = 2_000;

let database: TestDatabase;
let pool: Pool;
let log: OpenedEventStore;
let store: EventStore;
let live: ReadModels;
beforeEach(async () => {
  expected.clear();
  database = await databaseWith(counting());
  await markReady(runAlone(database.dataSource), keyOf(counting()));
  const { url } = database.dataSource.options as { readonly url: string };
  pool = new Pool({ connectionString: url });
  log = emptyLogByEnv(url);
  store = log.store;
  live = new ReadModels({
    ...{ dataSource: database.dataSource, store, decode: plainDecode, batchSize: 50 },
    ...{ projections: [counting()], report: () => undefined },
  });
  await live.start();
  await writeEach(BEFORE);
  await live.caughtUp('event-count', 60_000);
});
afterEach(async () => {
  await killChildren();
  await live.stop();
  await log.close();
  await pool.end();
  await database.close();
});

/** How often each row is counted: the oracle. */
const expected = new Map<string, number>();
const append = async (rows: readonly string[]): Promise<void> => {
  for (const row of rows) expected.set(row, (expected.get(row) ?? 0) + 1);
  const appends = times(rows.length / 10, (number) => {
    const counted = rows.slice(number * 10, number * 10 + 10);
    return someAppend({
      events: counted.map((row) =>
        someEvent({ type: 'Counted', data: JSON.stringify({ ids: [row] }) }),
      ),
    });
  });
  await Promise.all(appends.map((one) => store.append([one])));
};
const rowName = (number: number): string => `row-${String(number)}`;
/** Each row is there from the start: how many stand in the read model never depends on chance. */
const writeEach = (events: number) => append(times(events, (number) => rowName(number % ROWS)));
const writeAny = (events: number) =>
  append(times(events, () => rowName(Math.floor(Math.random() * ROWS))));

/** Writes for as long as the work takes. */
const underLoad = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const done = new AbortController();
  const writing = (async () => {
    while (!done.signal.aborted) {
      await writeAny(20);
      await sleep(20);
    }
  })();
  try {
    return await work();
  } finally {
    done.abort();
    await writing;
  }
};

type Rebuild = { readonly version: number; readonly accept?: string };

const startRebuild = ({ version, accept = '' }: Rebuild, stopAt = '') =>
  startChild<RebuilderSaid>('rebuilder', [
    pool.options.connectionString ?? '',
    String(version),
    ...[stopAt, accept],
  ]);

/** It has come to that step and is killed there. */
const killedAt = async (rebuild: Rebuild, step: string): Promise<void> => {
  const child = startRebuild(rebuild, step);
  for (;;) {
    const said = await child.next();
    if ('step' in said && said.step === step) break;
  }
  child.kill('SIGKILL');
  await child.ended;
};

const finished = async (rebuild: Rebuild): Promise<Certificate> => {
  const child = startRebuild(rebuild);
  for (;;) {
    const said = await child.next();
    const [certificate] = 'certificates' in said ? said.certificates : [];
    if (certificate) return certificate;
  }
};

const tablesBeside = async (): Promise<number> => {
  const { rowCount } = await pool.query(
    `SELECT FROM pg_tables WHERE schemaname = 'read_models' AND tablename LIKE '%\\_beside'`,
  );
  return rowCount ?? 0;
};
const isReady = async (version: number): Promise<boolean> => {
  const { rowCount } = await pool.query(
    'SELECT FROM read_models.checkpoint WHERE projection = $1 AND ready_at IS NOT NULL',
    [keyOf(counting(version))],
  );
  return (rowCount ?? 0) > 0;
};
const rowsRead = async (): Promise<number> =>
  Object.keys(await countsIn(database.dataSource)).length;

describe('A rebuild that is killed at each of its steps, while the application writes', () => {
  it('leaves the wrong row as it is until it comes to its end, and then every row is right', async () => {
    const wrong = { ...(await countsIn(database.dataSource)), 'row-7': -1 };
    await pool.query(`UPDATE read_models.event_count_v1 SET events = -1000000 WHERE id = 'row-7'`);
    await underLoad(async () => {
      for (const step of ['begun', 'locked', 'compared']) {
        await killedAt({ version: 1, accept: 'row-7' }, step);
        expect(await tablesBeside()).toBe(1);
        expect((await countsIn(database.dataSource))['row-7']).toBeLessThan(0);
        expect(await rowsRead()).toBe(Object.keys(wrong).length);
      }
      expect(await finished({ version: 1 })).toMatchObject({
        ...{ outcome: 'refused', differences: 1 },
        differing: [{ id: 'row-7', is: 'different', columns: ['events'] }],
      });
      expect(await finished({ version: 1, accept: 'row-7' })).toMatchObject({
        ...{ outcome: 'switched', replaced: 1 },
      });
    });
    await live.caughtUp('event-count', 60_000);

    expect(await countsIn(database.dataSource)).toEqual(Object.fromEntries(expected));
    expect(await finished({ version: 1 })).toMatchObject({ outcome: 'same', differences: 0 });
    expect(await tablesBeside()).toBe(0);
  });

  it('shows a new version to nobody before it is whole', async () => {
    await underLoad(async () => {
      for (const step of ['folded', 'compared']) {
        await killedAt({ version: 2 }, step);
        expect(await isReady(2)).toBe(false);
        expect(await rowsRead()).toBe(ROWS);
      }
      await killedAt({ version: 2 }, 'settled');
      expect(await isReady(2)).toBe(true);
    });
    const next = counting(2);
    const newer = await database.another(next);
    await dropLeftBeside(newer, [next]);
    const models = new ReadModels({
      ...{ dataSource: newer, store, decode: plainDecode, report: () => undefined },
      projections: [next],
    });
    await models.start();
    await models.caughtUp('event-count', 60_000);
    await models.stop();

    expect(await countsIn(newer, next)).toEqual(Object.fromEntries(expected));
    expect(await finished({ version: 2 })).toMatchObject({ outcome: 'same', differences: 0 });
  });
});
