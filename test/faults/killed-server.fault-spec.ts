import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/database';
import { type Position, START, type StoredEvent } from '../../src/platform/event-store/event-store';
import { idsOf, times } from '../../src/platform/event-store/event-store.contract';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import { killChildren } from './support/children';
import { type DurableServer, durableServer, opened } from './support/durable-server';
import { EFFORT } from './support/effort';
import { differences, follow, gapsIn, NO_DIFFERENCE } from './support/follower';
import { startStoringWriter } from './support/storing-writers';

const WRITERS = 2;
const CALLERS_OF_EACH = 16;

let server: DurableServer;
let database: Database;
let store: PostgresEventStore;
beforeEach(async () => {
  server = await durableServer();
  database = await opened(server.url);
  store = new PostgresEventStore(database.pool);
});
afterEach(async () => {
  await killChildren();
  await store.close();
  await database.close();
  await server.remove();
});

const wholeLog = async (): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for (let after: Position = START; ; after = events.at(-1)?.position ?? after) {
    const page = await store.readAll(after, 5_000);
    events.push(...page);
    if (page.length === 0) return events;
  }
};

describe('PostgreSQL, killed under load again and again', () => {
  it('has every acknowledged event once; writers and readers go on without a new process', async () => {
    const follower = follow(store);
    const writers = times(WRITERS, () => startStoringWriter(server.url, CALLERS_OF_EACH));
    const someMore = () => Promise.all(writers.map((writer) => writer.more(100)));

    for (let kill = 0; kill < EFFORT.kills; kill++) {
      await someMore();
      await sleep(Math.random() * 100);
      if (kill % 3 === 2) await server.crash();
      else {
        await server.kill();
        await server.start();
      }
    }
    await someMore();
    const acknowledged = (await Promise.all(writers.map((writer) => writer.finish()))).flat();
    await follower.hasSeen(acknowledged.length);

    const log = await wholeLog();
    // Each append was repeated until it had an answer, so that nothing else may stand in the log either.
    expect(differences(idsOf(log), acknowledged)).toEqual(NO_DIFFERENCE);
    expect(log).toHaveLength(acknowledged.length);
    expect(gapsIn(log)).toBe(0);
    expect(await follower.stop()).toEqual(idsOf(log));
  });

  it('loses what it answered before it was on the disk, so that the kill is known to show it', async () => {
    const url = new URL(server.url);
    url.searchParams.set('options', '-c synchronous_commit=off');
    const acknowledged: string[] = [];
    let lost = 0;

    for (let kill = 0; kill < 20 && lost === 0; kill++) {
      const writer = startStoringWriter(url.href, CALLERS_OF_EACH);
      await writer.more(100);
      await server.kill();
      await server.start();
      acknowledged.push(...(await writer.finish()));
      lost = differences(idsOf(await wholeLog()), acknowledged).missed;
    }

    expect(lost).toBeGreaterThan(0);
  });
});
