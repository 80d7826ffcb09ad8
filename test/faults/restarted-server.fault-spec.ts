import type { Client } from 'pg';
import type { Database } from '../../src/platform/database/database';
import { idsOf, someAppend, times } from '../../src/platform/event-store/event-store.contract';
import { appendCall } from '../../src/platform/event-store/postgres/append-call';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import { type DurableServer, durableServer, opened, withClient } from './support/durable-server';
import { differences, follow, gapsIn, NO_DIFFERENCE } from './support/follower';

let server: DurableServer;
let database: Database;
let store: PostgresEventStore;
beforeEach(async () => {
  server = await durableServer();
  database = await opened(server.url);
  store = new PostgresEventStore(database.pool);
});
afterEach(async () => {
  await store.close();
  await database.close();
  await server.remove();
});

const someAreWritten = async (): Promise<readonly string[]> => {
  const appends = times(10, () => someAppend());
  for (const append of appends) await store.append([append]);
  return idsOf(appends.flatMap(({ events }) => events));
};

/** Nothing that only stands in the server's memory gets to the disk any more, but for what a commit waits for. */
const memoryStaysMemory = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ readonly pid: number }>(
    `SELECT pid FROM pg_stat_activity
      WHERE backend_type IN ('walwriter', 'background writer', 'checkpointer')`,
  );
  expect(rows).toHaveLength(3);
  for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
};

const rollBack = async (client: Client, work: () => Promise<unknown>): Promise<void> => {
  for (let round = 0; round < 50; round++) {
    await client.query('BEGIN');
    await work();
    await client.query('ROLLBACK');
  }
};

const nextTransaction = async (client: Client): Promise<bigint> => {
  const { rows } = await client.query<{ readonly id: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot()) AS id',
  );
  return BigInt(rows[0]?.id ?? 0);
};

describe('A subscriber who waits while the server is restarted', () => {
  it.each([
    ['stopped in order', () => server.stop()],
    ['killed', () => server.kill()],
  ])('goes on where it was, after a server that was %s', async (_, end) => {
    const before = await someAreWritten();
    const follower = follow(store);
    await follower.hasSeen(before.length);

    await end();
    await server.start();
    const after = await someAreWritten();
    await follower.hasSeen(before.length + after.length);

    expect(await follower.stop()).toEqual([...before, ...after]);
    expect(gapsIn(follower.seen)).toBe(0);
  });

  it('goes on, also where nothing but work that was rolled back followed the last checkpoint', async () => {
    const before = await someAreWritten();
    const follower = follow(store);
    await follower.hasSeen(before.length);

    const [promised, kept] = await withClient(server.url, async (client) => {
      await client.query('CHECKPOINT');
      await memoryStaysMemory(client);
      await rollBack(client, () => client.query(appendCall([[someAppend()]])));
      const highest = await nextTransaction(client);
      await server.kill();
      await server.start();
      return [highest, await withClient(server.url, nextTransaction)];
    });
    const after = await someAreWritten();
    await follower.hasSeen(before.length + after.length);

    const seen = await follower.stop();
    expect(differences(seen, [...before, ...after])).toEqual(NO_DIFFERENCE);
    expect(gapsIn(follower.seen)).toBe(0);
    // Control: a reader who remembers how far transactions had got waits for numbers that are given a second time.
    expect(kept).toBeLessThan(promised);
  });
});
