import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { StoredEvent } from '../event-store/event-store';
import type { Locks } from './advisory-locks';
import { keyOf, markReady } from './checkpoints';
import { sharedDecoding } from './decoding';
import type { Feed } from './feed';
import type { AnyProjection } from './projection';
import { advancingTogether } from './advancing';
import { passingTogether } from './passing';
import { CheckpointBeyondLog, runProjection } from './projection-runner';
import { ProjectionBehind } from './progress';
import { prepareTables } from './read-model-tables';
import { ReadModels } from './read-models';
import { readModelsFinding } from './readiness';
import { runAlone } from './sql';
import {
  counting,
  countsIn,
  databaseWith,
  eventually,
  type TestDatabase,
} from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

const name = 'event-count';
let database: TestDatabase;
let dataSource: DataSource;
let log: FakeLog;
let reported: string[];
let started: ReadModels[];

beforeEach(async () => {
  database = await databaseWith(counting());
  dataSource = database.dataSource;
  log = fakeLog();
  reported = [];
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((one) => one.stop()));
  await database.close();
});

const readModels = (
  parts: { dataSource?: DataSource; projections?: readonly AnyProjection[]; store?: FakeLog } = {},
) => {
  const models = new ReadModels({
    ...{ dataSource, store: log, decode: plainDecode, projections: [counting()], batchSize: 7 },
    report: (level, message, fields) => reported.push(JSON.stringify({ level, message, fields })),
    ...parts,
  });
  started.push(models);
  return models;
};
const running = async (...args: Parameters<typeof readModels>) => {
  const models = readModels(...args);
  await models.start();
  return models;
};
const count = (...ids: readonly string[]) => log.add(`claim-${ids[0] ?? ''}`, 'Counted', { ids });
const countMany = (events: number) => {
  for (let index = 0; index < events; index += 1) count(`row-${index % 3}`, 'all');
};

describe('A read model', () => {
  it('takes in what stood in the log before it started, and then whatever comes', async () => {
    countMany(20);
    const models = await running();
    await models.caughtUp(name);
    expect(await countsIn(dataSource)).toMatchObject({ all: 20 });

    countMany(3);
    await models.caughtUp(name);
    expect(await countsIn(dataSource)).toMatchObject({ all: 23 });
  });

  it('goes on where it stopped', async () => {
    countMany(10);
    const first = await running();
    await first.caughtUp(name);
    await first.stop();
    countMany(10);
    await (await running()).caughtUp(name);

    expect(await countsIn(dataSource)).toMatchObject({ all: 20 });
  });

  it('moves over the streams of others, known or not, and keeps up with them', async () => {
    for (let index = 0; index < 30; index += 1) log.add('payoutBatch-1', 'FromTheFuture');
    const models = await running();
    await models.caughtUp(name);

    await eventually(async () => (await models.positionOf(name)) === '30');
    expect(await models.quarantinedStreams(name)).toEqual([]);
  });

  it('builds a new table from the first event when its version is raised', async () => {
    countMany(10);
    await (await running()).caughtUp(name);
    const next = counting(2);
    const newer = await database.another(next);
    await prepareTables(newer, [next]);
    await (await running({ dataSource: newer, projections: [next] })).caughtUp(name);

    expect(await countsIn(newer, next)).toMatchObject({ all: 10 });
    expect(await countsIn(dataSource)).toMatchObject({ all: 10 });
  });
});

describe('A read model in trouble', () => {
  it('says how far it is, and which streams it had to leave', async () => {
    count('a');
    log.add('claim-bad', 'Poisonous', { ids: ['secret'] });
    log.add('claim-bad', 'Counted', { ids: ['a'] });
    const models = await running();
    await models.caughtUp(name);

    await markReady(runAlone(dataSource), keyOf(counting()));
    expect(await models.status()).toEqual([
      {
        ...{ name, version: 1, position: '3', lag: 0, lagSeconds: 0 },
        ...{ quarantined: 1, state: 'incomplete' },
      },
    ]);
    expect(await models.quarantinedStreams(name)).toMatchObject([
      { stream: 'claim-bad', position: '2', error: 'TypeError at Poisonous v1' },
    ]);
    expect(reported).toHaveLength(1);
    expect(reported[0]).toContain('"stream":"claim-bad","position":"2"');
    expect(reported.join()).not.toContain('secret');
  });

  it('waits out a database that fails: that is no fault of the events', async () => {
    await dataSource.query('ALTER TABLE read_models.event_count_v1 RENAME TO away');
    count('a');
    const models = await running();
    await eventually(() => reported.length > 1);
    expect(await models.positionOf(name)).toBe('0');

    await dataSource.query('ALTER TABLE read_models.away RENAME TO event_count_v1');
    await models.waitFor(name, '1', 30_000);
    expect(await countsIn(dataSource)).toEqual({ a: 1 });
    expect(await models.quarantinedStreams(name)).toEqual([]);
  });
});

describe('Whether read models can be relied on', () => {
  const finding = () => readModelsFinding(readModels());
  const anHourAgo = () =>
    dataSource.query(`UPDATE read_models.checkpoint SET updated_at = now() - interval '1 hour'`);
  beforeEach(() => markReady(runAlone(dataSource), keyOf(counting())));

  it('is said with how far each is', async () => {
    expect(await finding()).toMatchObject({
      state: 'ok',
      detail: { readModels: [{ name, state: 'fine', lag: 0 }], reconciliationsThatDiffer: [] },
    });
  });

  it('is denied where events wait and nothing has moved for a while', async () => {
    count('a');
    expect(await finding()).toMatchObject({ state: 'ok', detail: { readModels: [{ lag: 1 }] } });
    await anHourAgo();
    expect(await finding()).toMatchObject({ state: 'down', detail: { readModels: [{ lag: 1 }] } });
  });

  it('is not denied where nothing has happened for a while', async () => {
    await anHourAgo();
    expect(await finding()).toMatchObject({ state: 'ok' });
  });

  it('is doubted where a stream is quarantined, or a fold of the log found a difference', async () => {
    log.add('claim-bad', 'FromTheFuture');
    await (await running()).caughtUp(name);
    expect(await finding()).toMatchObject({ state: 'degraded' });

    await dataSource.query('DELETE FROM read_models.quarantine');
    expect(await finding()).toMatchObject({ state: 'ok' });
    await dataSource.query(
      `INSERT INTO read_models.reconciliation (name, certificate) VALUES ($1, '{"name": "x", "outcome": "refused"}')`,
      [name],
    );
    expect(await finding()).toMatchObject({
      state: 'degraded',
      detail: { reconciliationsThatDiffer: ['x'] },
    });
  });
});

const noLocks: Locks = { tryLock: () => Promise.resolve(true), close: () => Promise.resolve() };
/** Hands over every event twice, once in the same batch and once in the next. */
const stuttering: Feed = {
  async *subscribe(after, signal) {
    let before: readonly StoredEvent[] = [];
    for await (const batch of log.subscribe(after, { batchSize: 5, signal })) {
      yield [...before, ...batch, ...batch];
      before = batch;
    }
  },
};

describe('Several processes', () => {
  it('count every event once, with no lock and with events that come twice', async () => {
    countMany(300);
    const stopping = new AbortController();
    const parts = { store: log, feed: stuttering, decode: sharedDecoding(plainDecode) };
    const run = (source: DataSource) =>
      runProjection(
        counting(),
        {
          ...{ ...parts, dataSource: source, locks: noLocks },
          ...{ advance: advancingTogether(source), pass: passingTogether(source) },
          report: (_, message) => reported.push(message),
          onReached: () => undefined,
        },
        stopping.signal,
      );
    const both = [run(dataSource), run(await database.another())];
    const watcher = readModels();
    await watcher.waitFor(name, '300', 30_000);
    stopping.abort();
    await Promise.all(both);

    expect(await countsIn(dataSource)).toMatchObject({ all: 300 });
    expect(reported).toEqual([]);
  });

  it('leave the work to one, and the next takes over when its connection dies', async () => {
    await running({ dataSource: await database.another() });
    const next = await running();
    count('a');
    await next.caughtUp(name);
    const holders = () =>
      dataSource.query<{ pid: number }[]>(
        `SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
          WHERE locktype = 'advisory' AND datname = current_database()`,
      );
    const [holder, ...others] = await holders();
    expect(others).toEqual([]);

    await database.owner.query('SELECT pg_terminate_backend($1)', [holder?.pid]);
    await eventually(async () => {
      const [successor] = await holders();
      return successor !== undefined && successor.pid !== holder?.pid;
    });
    count('a');
    await next.caughtUp(name);
    expect(await countsIn(dataSource)).toEqual({ a: 2 });
  });
});

describe('Waiting for a read model', () => {
  it('is over once the rows are there', async () => {
    const models = await running();
    const { position } = count('a');
    await models.waitFor(name, position);
    expect(await countsIn(dataSource)).toEqual({ a: 1 });
  });

  it('sees the work of another process', async () => {
    await running({ dataSource: await database.another() });
    const { position } = count('a');
    await readModels().waitFor(name, position);
    expect(await countsIn(dataSource)).toEqual({ a: 1 });
  });

  it('ends in an honest refusal where nobody works', async () => {
    const { position } = count('a');
    const waiting = readModels().waitFor(name, position, 50);
    await expect(waiting).rejects.toThrow(ProjectionBehind);
    await expect(waiting).rejects.toMatchObject({ position: '0', minPosition: '1' });
  });

  it('ends when the process stops', async () => {
    const models = await running();
    const waiting = models.waitFor(name, '99', 60_000);
    const refused = expect(waiting).rejects.toThrow(ProjectionBehind);
    await models.stop();
    await refused;
  });

  it('asks the table only while somebody waits', async () => {
    const models = readModels();
    await models.waitFor(name, '99', 150).catch(() => undefined);
    // A poll that was planned before may still come; none after it.
    await setTimeout(150);
    const queried = jest.spyOn(dataSource, 'createQueryRunner');
    await setTimeout(350);
    expect(queried).not.toHaveBeenCalled();
  });

  it('does not know a read model that there is not', async () => {
    await expect(readModels().waitFor('no-such', '1')).rejects.toThrow('no-such');
  });
});

describe('A checkpoint beyond the end of the log', () => {
  const restored = () =>
    dataSource.query<unknown>(`UPDATE read_models.checkpoint SET position = 1000`);

  it('keeps the process from starting', async () => {
    count('a');
    await restored();
    const models = readModels();
    await expect(models.start()).rejects.toThrow(CheckpointBeyondLog);
    await expect(models.start()).rejects.toThrow('read up to 1000, but the log ends at 1');
  });

  it('stops the work of one that runs, loudly', async () => {
    const models = await running();
    await restored();
    count('a');
    await eventually(() => reported.some((line) => line.includes('the log ends at 1')));

    expect(await countsIn(dataSource)).toEqual({});
    await markReady(runAlone(dataSource), keyOf(counting()));
    expect(await readModelsFinding(models)).toMatchObject({ state: 'down' });
    await models.stop();
  });
});
