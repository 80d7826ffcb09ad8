import type { Client } from 'pg';
import { APPLICATION_ROLE } from '../../database/database';
import { START, type StoredEvent } from '../event-store';
import { collect, someAppend, someEvent, times } from '../event-store.contract';
import { type OpenedLog, openLog } from './testing/opened-log';

let log: OpenedLog;

const open = async () => {
  log = await openLog();
  for (let index = 0; index < 5; index++) await log.store.append([someAppend()]);
};
const close = () => log.close();

const stateOf = async ({ owner }: OpenedLog): Promise<unknown> => {
  const { rows } = await owner.query<{ readonly state: unknown }>(`
    SELECT json_build_array((SELECT json_agg(head) FROM log.head),
                            (SELECT json_agg(event ORDER BY position) FROM log.event),
                            (SELECT json_agg(command ORDER BY position) FROM log.command)) AS state`);
  return rows[0]?.state;
};

/** As only a superuser can: with the guards out of the way. */
const unguarded = async (owner: Client, table: string, sql: string) => {
  await owner.query(`ALTER TABLE log.${table} DISABLE TRIGGER USER`);
  await owner.query(sql);
  await owner.query(`ALTER TABLE log.${table} ENABLE TRIGGER USER`);
};

const CHANGES = [
  `UPDATE log.event SET data = '{}'`,
  'DELETE FROM log.event',
  'DELETE FROM log.event WHERE false',
  'TRUNCATE log.event',
  `UPDATE log.command SET fingerprint = ''`,
  'DELETE FROM log.command',
  'TRUNCATE log.command',
  'DELETE FROM log.head',
  'TRUNCATE log.head',
  'UPDATE log.head SET position = 4',
  'UPDATE log.head SET position = 6',
  `UPDATE log.head SET recorded_at = 'epoch'`,
];

describe('what stands in the log', () => {
  beforeAll(open);
  afterAll(close);
  afterEach(() => log.owner.query('RESET session_replication_role'));

  it.each(CHANGES)('is not changed even by its owner: %s', async (sql) => {
    const before = await stateOf(log);

    await expect(log.owner.query(sql)).rejects.toMatchObject({ code: '23001' });

    expect(await stateOf(log)).toEqual(before);
  });

  it.each(CHANGES)('is not changed by a session that plays the replica: %s', async (sql) => {
    await log.owner.query('SET session_replication_role = replica');
    await expect(log.owner.query(sql)).rejects.toMatchObject({ code: '23001' });
  });

  it('has one head only', async () => {
    await expect(log.owner.query('INSERT INTO log.head VALUES (9, now())')).rejects.toMatchObject({
      code: '23505',
    });
  });
});

describe('the role of the application', () => {
  beforeAll(open);
  afterAll(close);
  afterEach(() => log.owner.query('RESET ROLE'));

  it.each([
    ...CHANGES,
    `INSERT INTO log.event SELECT * FROM log.event`,
    `INSERT INTO log.command SELECT * FROM log.command`,
    `INSERT INTO log.head VALUES (9, now())`,
    'SELECT * FROM log.head FOR UPDATE',
    'ALTER TABLE log.event DISABLE TRIGGER ALL',
    'CREATE TABLE log.mine ()',
  ])('may not: %s', async (sql) => {
    await log.owner.query(`SET ROLE ${APPLICATION_ROLE}`);
    await expect(log.owner.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('alone may call what writes the log', async () => {
    const { rows } = await log.owner.query<{ readonly allowed: readonly string[] }>(
      `SELECT array_agg(grantee::regrole::text ORDER BY 1) AS allowed
         FROM pg_proc, aclexplode(proacl)
        WHERE oid = 'log.append'::regproc AND privilege_type = 'EXECUTE' AND grantee <> proowner`,
    );
    expect(rows).toEqual([{ allowed: [APPLICATION_ROLE] }]);
  });
});

describe('the log in PostgreSQL', () => {
  beforeEach(open);
  afterEach(close);

  it('counts positions without a gap, through conflicts, refusals and repeats', async () => {
    const taken = someEvent();
    const first = someAppend({ events: [taken, someEvent()] });
    await Promise.allSettled([
      log.store.append([first]),
      log.store.append([first]),
      log.store.append([someAppend({ expectedRevision: 3 })]),
    ]);
    await Promise.allSettled([log.store.append([someAppend({ events: [someEvent(), taken] })])]);
    await log.store.append([someAppend(), someAppend({ events: [someEvent(), someEvent()] })]);

    const positions = (await log.store.readAll(START, 100)).map(({ position }) => position);

    expect(positions).toEqual(times(10, (index) => String(index + 1)));
  });

  it('lets its times stand still where the clock of the server goes back', async () => {
    const future = '2999-01-01T00:00:00.000Z';
    await unguarded(log.owner, 'head', `UPDATE log.head SET recorded_at = '${future}'`);

    const [outcome] = await log.store.append([someAppend()]);

    expect(outcome).toMatchObject({ kind: 'appended', recordedAt: future });
  });

  it('says the same time whatever zone and style a session has', async () => {
    const pool = log.pool;
    pool.options.options = `${pool.options.options ?? ''} -c timezone=Asia/Makassar -c datestyle=German`;
    const { owner } = log;
    await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    const before = new Date(Date.now() - 60_000).toISOString();

    await log.store.append([someAppend()]);

    const last = (await log.store.readAll(START, 100)).at(-1);
    expect(last?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(last && last.recordedAt > before).toBe(true);
    expect(last && last.recordedAt <= new Date(Date.now() + 60_000).toISOString()).toBe(true);
  });
});

describe('a log from which an event was taken', () => {
  let events: readonly StoredEvent[];
  afterEach(close);
  beforeEach(async () => {
    await open();
    await log.store.append([someAppend({ events: times(3, () => someEvent()) })]);
    events = await log.store.readAll(START, 100);
    await unguarded(log.owner, 'event', 'DELETE FROM log.event WHERE position = 7');
  });

  it('is an error for whoever reads across the gap', async () => {
    expect(await log.store.readAll(START, 6)).toEqual(events.slice(0, 6));
    await expect(log.store.readAll(START, 100)).rejects.toThrow('log-broken');
    await expect(log.store.readAll('6', 1)).rejects.toThrow('log-broken');
    expect(await log.store.readAll('7', 10)).toEqual(events.slice(7));
  });

  it('is an error for whoever reads the stream', async () => {
    const stream = events[6]?.stream ?? 'claim-';
    for (const direction of ['forwards', 'backwards'] as const)
      await expect(log.store.readStream(stream, { direction })).rejects.toThrow('log-broken');
    await expect(log.store.readStreams([stream])).rejects.toThrow('log-broken');
  });

  it('is an error for a subscription, which then hands on nothing', async () => {
    const { signal } = new AbortController();
    const reading = log.store.subscribe(START, { batchSize: 100, signal });
    await expect(collect(reading, 1)).rejects.toThrow('log-broken');
  });
});
