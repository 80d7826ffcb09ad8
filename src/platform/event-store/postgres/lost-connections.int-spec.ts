import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freshDatabase } from '../../../../test/support/database';
import { START } from '../event-store';
import { collect, idsOf, someAppend, times } from '../event-store.contract';
import { AppendOutcomeUnknown } from '../append-errors';
import { logIn, type OpenedLog, openLog } from './testing/opened-log';
import { type SeverableProxy, severableProxy } from './testing/severable-proxy';

const FOR_EVER = 3_600_000;

const backendsThat = async (
  { owner }: OpenedLog,
  condition: string,
): Promise<readonly number[]> => {
  const { rows } = await owner.query<{ readonly pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND ${condition}`,
  );
  return rows.map(({ pid }) => pid);
};

const terminated = async (log: OpenedLog, condition: string): Promise<number> => {
  for (;;) {
    const pids = await backendsThat(log, condition);
    for (const pid of pids) await log.owner.query('SELECT pg_terminate_backend($1)', [pid]);
    if (pids.length > 0) return pids.length;
    await sleep(5);
  }
};

describe('an append whose server process is terminated', () => {
  let log: OpenedLog;
  beforeEach(async () => {
    log = await openLog({ settings: { retryDelaysMs: [50, 100] } });
  });
  afterEach(() => log.close());

  it('is settled exactly once', async () => {
    const appends = times(5, () => someAppend());
    const holder = new Client({ connectionString: log.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM log.head FOR UPDATE');
    const appending = Promise.all(appends.map((append) => log.store.append([append])));

    await terminated(log, `wait_event_type = 'Lock' AND query LIKE '%log.append%'`);
    await holder.end();

    expect((await appending).flat()).toMatchObject(times(5, () => ({ kind: 'appended' })));
    const written = idsOf(await log.store.readAll(START, 100));
    expect(written).toEqual(idsOf(appends.flatMap(({ events }) => events)));
  });
});

describe('behind a network that fails', () => {
  let log: OpenedLog;
  let proxy: SeverableProxy;
  beforeEach(async () => {
    const database = await freshDatabase();
    proxy = await severableProxy(database.url);
    const settings = { retryDelaysMs: [20, 40], pollMs: 100 };
    log = await logIn(database, { settings, by: () => proxy.url });
  });
  afterEach(async () => {
    await log.close();
    await proxy.close();
  });

  it('an append whose answer was lost after the commit is answered from the ledger', async () => {
    await log.store.append([someAppend()]);
    const append = someAppend();
    proxy.loseNextAnswer();

    expect(await log.store.append([append])).toMatchObject([
      { kind: 'replayed', firstRevision: 0, lastRevision: 0, position: '2' },
    ]);
    expect(idsOf(await log.store.readStream(append.stream))).toEqual(idsOf(append.events));
    expect(await log.store.head()).toBe('2');
  });

  it('an append that finds no server says that its outcome is unknown, and may be repeated', async () => {
    proxy.sever();
    const append = someAppend();
    await expect(log.store.append([append])).rejects.toThrow(AppendOutcomeUnknown);
    await expect(log.store.readStream(append.stream)).rejects.toThrow('event-store-unavailable');

    proxy.restore();

    expect(await log.store.append([append])).toMatchObject([{ kind: 'appended' }]);
    expect(await log.store.readAll(START, 10)).toHaveLength(1);
  });

  it('an append outlasts a short failure by itself', async () => {
    proxy.sever();
    const appending = log.store.append([someAppend()]);
    await sleep(5);
    proxy.restore();

    expect(await appending).toMatchObject([{ kind: 'appended' }]);
  });

  it('a subscription goes on where it was after the server was away', async () => {
    const { signal } = new AbortController();
    const seen = collect(log.store.subscribe(START, { batchSize: 2, signal }), 20);
    for (let index = 0; index < 10; index++) await log.store.append([someAppend()]);

    proxy.sever();
    await sleep(200);
    proxy.restore();
    for (let index = 0; index < 10; index++) await log.store.append([someAppend()]);

    expect((await seen).flat()).toEqual(await log.store.readAll(START, 100));
  });
});

const LISTENING = `query LIKE 'LISTEN%'`;

describe('a hint', () => {
  it('wakes a subscription that would sleep for an hour', async () => {
    const log = await openLog({ settings: { pollMs: FOR_EVER } });
    const { signal } = new AbortController();
    const seen = collect(log.store.subscribe(START, { batchSize: 10, signal }), 3);
    while ((await backendsThat(log, LISTENING)).length === 0) await sleep(5);

    for (let index = 0; index < 3; index++) {
      await sleep(20);
      await log.store.append([someAppend()]);
    }

    expect((await seen).flat()).toHaveLength(3);
    await log.close();
  });

  it('comes again after its connection was terminated', async () => {
    const log = await openLog({ settings: { pollMs: FOR_EVER } });
    const { signal } = new AbortController();
    const seen = collect(log.store.subscribe(START, { batchSize: 10, signal }), 2);
    await terminated(log, LISTENING);
    await log.store.append([someAppend()]);
    while ((await backendsThat(log, LISTENING)).length === 0) await sleep(5);
    await log.store.append([someAppend()]);

    expect((await seen).flat()).toHaveLength(2);
    await log.close();
  });

  it('is not needed: without it an event is seen by polling', async () => {
    const log = await openLog({
      settings: { pollMs: 20, listen: { host: '127.0.0.1', port: 1 } },
    });
    const { signal } = new AbortController();
    const seen = collect(log.store.subscribe(START, { batchSize: 10, signal }), 2);
    await log.store.append([someAppend()]);
    await sleep(50);
    await log.store.append([someAppend()]);

    expect((await seen).flat()).toHaveLength(2);
    expect(await backendsThat(log, LISTENING)).toEqual([]);
    await log.close();
  });
});
