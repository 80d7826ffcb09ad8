import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { idFrom } from '../../src/kernel/name-based-id';
import { type Database, openDatabase } from '../../src/platform/database/database';
import { MIGRATIONS } from '../../src/platform/database/migrations';
import { someAppend, someEvent, times } from '../../src/platform/event-store/event-store.contract';
import type { EventStore } from '../../src/platform/event-store/event-store';
import type { OpenedEventStore } from '../../src/platform/event-store/open-event-store';
import { freshDatabase, type FreshDatabase } from '../support/database';
import type { ReactionWorkerSaid } from './processes/reaction-worker.process';
import { killChildren, startChild } from './support/children';
import { counterStream } from './support/counting-reaction';
import { EFFORT } from './support/effort';
import { eventually } from './support/follower';
import { emptyLogByEnv } from './support/log-by-env';

let fresh: FreshDatabase;
let database: Database;
let pool: Pool;
let log: OpenedEventStore;
let store: EventStore;
beforeEach(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, migrations: MIGRATIONS, entities: [] });
  pool = database.pool;
  log = emptyLogByEnv(fresh.url);
  store = log.store;
});
afterEach(async () => {
  await killChildren();
  await log.close();
  await database.close();
  await fresh.drop();
});

const worker = (manner: 'working' | 'dying' | 'saving-first') =>
  startChild<ReactionWorkerSaid>('reaction-worker', [fresh.url, manner]);

const counter = (serial: number) => idFrom('counter', serial);
const ask = async (serial: number): Promise<void> => {
  const metadata = JSON.stringify({ correlationId: 'any', requestId: 'any' });
  const data = JSON.stringify({ counter: counter(serial) });
  await store.append([someAppend({ events: [someEvent({ type: 'Asked', data, metadata })] })]);
};
const counted = async (serial: number): Promise<number> =>
  (await store.readStream(counterStream(counter(serial)))).length;

const checkpoint = async (): Promise<string | undefined> => {
  const { rows } = await pool.query<{ readonly position: string }>(
    'SELECT position::text FROM reactions.checkpoint',
  );
  return rows[0]?.position;
};

describe('A process that is killed', () => {
  it('between a command and the checkpoint has had one effect, when another has gone on', async () => {
    await ask(1);
    const first = worker('dying');
    while ((await first.next()) !== 'handled') continue;
    first.kill('SIGKILL');
    await first.ended;
    expect([await counted(1), await checkpoint()]).toEqual([1, '0']);

    const asked = await store.head();
    worker('working');
    await eventually(async () => Number(await checkpoint()) >= Number(asked));
    expect(await counted(1)).toBe(1);
  });

  it('as a control, loses what it had only remembered to do', async () => {
    await ask(1);
    const first = worker('saving-first');
    await first.next();
    first.kill('SIGKILL');
    await first.ended;

    worker('working');
    await ask(2);
    await eventually(async () => (await counted(2)) === 1);
    expect(await counted(1)).toBe(0);
  });

  it('at random, again and again, while others write: every event has counted once', async () => {
    const COUNTERS = 10;
    let workers = [worker('working'), worker('working')];
    await Promise.all(workers.map((one) => one.next()));
    let asked = 0;
    for (let upset = 0; upset < EFFORT.upsets; upset += 1) {
      await Promise.all(times(40, () => ask(asked++ % COUNTERS)));
      await sleep(Math.random() * 200);
      const [killed, ...others] = workers;
      killed?.kill('SIGKILL');
      await killed?.ended;
      workers = [...others, worker('working')];
    }
    // The commands' own events move the end of the log, and the checkpoint over them.
    await eventually(async () => (await checkpoint()) === (await store.head()));

    const counts = await Promise.all(times(COUNTERS, (serial) => counted(serial)));
    expect(counts).toEqual(times(COUNTERS, () => asked / COUNTERS));
  });
});
