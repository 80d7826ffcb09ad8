import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { someAppend, someEvent, times } from '../../src/platform/event-store/event-store.contract';
import type { EventStore } from '../../src/platform/event-store/event-store';
import type { OpenedEventStore } from '../../src/platform/event-store/open-event-store';
import { keyOf } from '../../src/platform/read-models/checkpoints';
import {
  counting,
  countsIn,
  databaseWith,
  type TestDatabase,
} from '../../src/platform/read-models/testing/counting';
import { type Child, killChildren, startChild } from './support/children';
import { EFFORT } from './support/effort';
import { eventually } from './support/follower';
import { emptyLogByEnv } from './support/log-by-env';

const EVENTS_BETWEEN_UPSETS = 1_000;
const ROWS = 50;

let database: TestDatabase;
let pool: Pool;
let log: OpenedEventStore;
let store: EventStore;
beforeEach(async () => {
  database = await databaseWith(counting());
  const { url } = database.dataSource.options as { readonly url: string };
  pool = new Pool({ connectionString: url });
  log = emptyLogByEnv(url);
  store = log.store;
});
afterEach(async () => {
  await killChildren();
  await log.close();
  await pool.end();
  await database.close();
});

/** Two workers under names that the server knows them by; one that was killed is replaced. */
const twoWorkers = async (preload: readonly string[]) => {
  const { connectionString = '' } = pool.options;
  const workers = new Map<string, Child<string>>();
  const begin = async (name: string): Promise<void> => {
    const worker = startChild<string>('read-model-worker', [connectionString, name], { preload });
    workers.set(name, worker);
    await worker.next();
  };
  await Promise.all(['one', 'other'].map(begin));
  return { begin, workerOf: (name: string) => workers.get(name) };
};
type Workers = Awaited<ReturnType<typeof twoWorkers>>;

/** The worker who has the lock of the read model, and the connection that holds it. */
type Holder = { readonly name: string; readonly pid: number };
const holder = async (): Promise<Holder> => {
  for (;;) {
    const { rows } = await pool.query<Holder>(
      `SELECT application_name AS name, pid FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND datname = current_database()
          AND application_name IN ('one', 'other')`,
    );
    if (rows[0]) return rows[0];
    await sleep(10);
  }
};

const checkpoint = async (): Promise<number> => {
  const { rows } = await pool.query<{ readonly position: string }>(
    'SELECT position FROM read_models.checkpoint WHERE projection = $1',
    [keyOf(counting())],
  );
  return Number(rows[0]?.position);
};

/** Events that are in the rows. */
const counted = async (): Promise<number> => (await countsIn(database.dataSource))['all'] ?? 0;

/** Kills who is at work; the other takes over. */
const killTheWorking = async ({ begin, workerOf }: Workers): Promise<void> => {
  const { name } = await holder();
  workerOf(name)?.kill('SIGKILL');
  await workerOf(name)?.ended;
  await begin(name);
};

/** Stops who is at work; its lock is lost, the other goes on, and then it wakes and knows nothing of that. */
const stopTheWorking = async ({ workerOf }: Workers): Promise<void> => {
  const { name, pid } = await holder();
  workerOf(name)?.kill('SIGSTOP');
  await pool.query('SELECT pg_terminate_backend($1)', [pid]);
  const before = await counted();
  const head = Number(await store.head());
  await eventually(async () => (await counted()) >= before + 200 || (await checkpoint()) >= head);
  workerOf(name)?.kill('SIGCONT');
};

/** Appends that go on while the workers are upset, and how often each row is counted in them. */
const manyMore = async (expected: Map<string, number>): Promise<void> => {
  const appends = times(EVENTS_BETWEEN_UPSETS / 10, () => {
    const rows = times(10, () => `row-${Math.floor(Math.random() * ROWS)}`);
    for (const row of [...rows, ...rows.map(() => 'all')])
      expected.set(row, (expected.get(row) ?? 0) + 1);
    const events = rows.map((row) =>
      someEvent({ type: 'Counted', data: JSON.stringify({ ids: [row, 'all'] }) }),
    );
    return someAppend({ events });
  });
  await Promise.all(appends.map((append) => store.append([append])));
};

/** What the rows say and what they have to say, each time that the workers were upset and have caught up. */
async function* upsets(preload: readonly string[] = []) {
  const expected = new Map<string, number>();
  const workers = await twoWorkers(preload);
  for (let upset = 0; ; upset++) {
    const writing = manyMore(expected);
    await sleep(Math.random() * 300);
    await (upset % 2 === 0 ? stopTheWorking(workers) : killTheWorking(workers));
    await writing;
    const head = Number(await store.head());
    await eventually(async () => (await checkpoint()) >= head);
    yield { counted: await countsIn(database.dataSource), expected: Object.fromEntries(expected) };
  }
}

describe('A read model with two workers that are killed and stopped in the middle of their work', () => {
  it('counts every event once, though readers are handed some of them twice', async () => {
    let events = 0;
    for await (const { counted, expected } of upsets()) {
      events += EVENTS_BETWEEN_UPSETS;
      expect(counted).toEqual(expected);
      expect(counted['all']).toBe(events);
      if (events === EFFORT.upsets * EVENTS_BETWEEN_UPSETS) break;
    }
  });

  it('counts otherwise where the checkpoint is moved blindly, so that the upsets are known to show it', async () => {
    let doubled = 0;
    let upset = 0;
    for await (const { counted, expected } of upsets(['blind-checkpoint.cjs'])) {
      doubled = (counted['all'] ?? 0) - (expected['all'] ?? 0);
      upset += 1;
      if (doubled !== 0 || upset === 40) break;
    }

    expect(doubled).not.toBe(0);
  });
});
