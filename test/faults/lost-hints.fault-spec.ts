import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { freshDatabase } from '../support/database';
import { START } from '../../src/platform/event-store/event-store';
import { idsOf, someAppend } from '../../src/platform/event-store/event-store.contract';
import { POSTGRES_EVENT_STORE_SETTINGS } from '../../src/platform/event-store/postgres/postgres-event-store';
import { logIn, type OpenedLog } from '../../src/platform/event-store/postgres/testing/opened-log';
import { severableProxy } from '../../src/platform/event-store/postgres/testing/severable-proxy';
import { cuttingProxy } from './support/cutting-proxy';
import { eventually, follow } from './support/follower';

const FOR_EVER = 3_600_000;
const POLLED_MANY_TIMES_MS = 5_000;

type Network = {
  readonly listen: ClientConfig;
  readonly lose: () => void;
  readonly close: () => Promise<void>;
};

/** The connection is broken, and so is each that would take its place. */
const broken = async (url: string): Promise<Network> => {
  const proxy = await severableProxy(url);
  return { listen: { connectionString: proxy.url }, lose: proxy.sever, close: proxy.close };
};
/** The connection stands, and nothing comes through it any more. */
const silent = async (url: string): Promise<Network> => {
  const proxy = await cuttingProxy(url);
  return { listen: { connectionString: proxy.url }, lose: proxy.fallSilent, close: proxy.close };
};

const isListening = async ({ owner }: OpenedLog): Promise<boolean> => {
  const { rows } = await owner.query(
    `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle' AND query LIKE 'LISTEN%'`,
  );
  return rows.length > 0;
};

let log: OpenedLog;
let network: Network;
afterEach(async () => {
  await log.close();
  await network.close();
});

/** A follower who waits for the next event and has just lost the connection on which it would be told of it. */
const deafFollower = async (on: (url: string) => Promise<Network>, pollMs: number) => {
  const database = await freshDatabase();
  network = await on(database.url);
  log = await logIn(database, { settings: { listen: network.listen, pollMs } });
  const follower = follow(log.store);
  await eventually(() => isListening(log));
  await log.store.append([someAppend()]);
  await follower.hasSeen(1);
  network.lose();
  return follower;
};

describe.each([
  ['broken', broken],
  ['silent', silent],
])('An event that is written while the connection for hints is %s', (_, on) => {
  it('is seen by polling', async () => {
    const follower = await deafFollower(on, POSTGRES_EVENT_STORE_SETTINGS.pollMs);
    await log.store.append([someAppend()]);
    await eventually(() => follower.seen.length === 2);

    expect(await follower.stop()).toEqual(idsOf(await log.store.readAll(START, 10)));
  });

  it('is not seen without polling, so that the loss is known to be one', async () => {
    const follower = await deafFollower(on, FOR_EVER);
    await log.store.append([someAppend()]);
    await sleep(POLLED_MANY_TIMES_MS);

    expect(await follower.stop()).toHaveLength(1);
  });
});
