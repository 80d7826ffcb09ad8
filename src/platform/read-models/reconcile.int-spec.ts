import type { DataSource } from 'typeorm';
import type { StreamName } from '../event-store/event-store';
import { lastReconciliations } from './certificate';
import { keyOf, markReady } from './checkpoints';
import type { AnyProjection, Projection } from './projection';
import { readModelTable } from './read-model-table';
import { prepareTables } from './read-model-tables';
import { ReadModels } from './read-models';
import { dropLeftBeside, reconcile, type ReconcileParts, unreadyAmong } from './reconcile';
import type { Purpose } from './settle';
import { runAlone } from './sql';
import {
  type Count,
  type Counted,
  counting,
  databaseWith,
  type TestDatabase,
} from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

const name = 'event-count';
let database: TestDatabase;
let dataSource: DataSource;
let log: FakeLog;
let started: ReadModels[];

beforeEach(async () => {
  database = await databaseWith(counting());
  dataSource = database.dataSource;
  await markReady(runAlone(dataSource), keyOf(counting()));
  log = fakeLog();
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((one) => one.stop()));
  await database.close();
});

const running = async (projection: AnyProjection = counting(), source = dataSource) => {
  const models = new ReadModels({
    ...{ dataSource: source, store: log, decode: plainDecode, report: () => undefined },
    projections: [projection],
  });
  started.push(models);
  await models.start();
  return models;
};
const takenIn = async (projection: AnyProjection = counting(), source = dataSource) => {
  const models = await running(projection, source);
  await models.caughtUp(name, 30_000);
  await models.stop();
};

const VERIFY: Purpose = { kind: 'verify' };
const APPLY: Purpose = { kind: 'rebuild', apply: true, accept: [] };
const TRY: Purpose = { ...APPLY, apply: false };
const accepting = (...accept: readonly string[]): Purpose => ({ ...APPLY, accept });

const done = async (
  purpose: Purpose,
  {
    projection = counting(),
    ...parts
  }: { projection?: AnyProjection } & Partial<ReconcileParts> = {},
) => {
  const [certificate] = await reconcile([projection], purpose, {
    ...{ dataSource, store: log, decode: plainDecode },
    ...parts,
  });
  if (!certificate) throw new Error('There is no certificate.');
  return certificate;
};

const count = (stream: StreamName, ...ids: readonly string[]) =>
  log.add(stream, 'Counted', { ids });
const countMany = (events: number) => {
  for (let index = 0; index < events; index += 1) count(`claim-${index % 5}`, `row-${index % 3}`);
};
const rows = (table = 'event_count_v1', source = dataSource) =>
  source.query<Count[]>(`SELECT * FROM read_models.${table} ORDER BY id`);
const corrupt = (id = 'row-1') =>
  dataSource.query('UPDATE read_models.event_count_v1 SET events = 99 WHERE id = $1', [id]);
const tables = async () =>
  (
    await dataSource.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'read_models' ORDER BY 1`,
    )
  ).map((one) => one.name);

describe('A read model that is folded afresh', () => {
  it('is found to be the same, row by row, and leaves nothing behind', async () => {
    countMany(50);
    await takenIn();
    const before = await tables();

    const certificate = await done(VERIFY);
    expect(certificate).toMatchObject({
      ...{ outcome: 'same', position: '50', differences: 0, events: 50 },
      rows: { old: 3, new: 3 },
      columnsCompared: ['events', 'note'],
    });
    expect(certificate.hash.old).toMatch(/^[0-9a-f]{64}$/);
    expect(certificate.hash.new).toBe(certificate.hash.old);
    expect(await tables()).toEqual(before);
  });

  it('names each row that is not what the log says, and in what', async () => {
    countMany(50);
    await takenIn();
    await corrupt();
    await dataSource.query(`DELETE FROM read_models.event_count_v1 WHERE id = 'row-0'`);
    await dataSource.query(`INSERT INTO read_models.event_count_v1 VALUES ('stray', 1, 'x')`);

    const certificate = await done(VERIFY);
    expect(certificate).toMatchObject({
      ...{ outcome: 'refused', differences: 3 },
      differing: [
        { id: 'row-0', is: 'missing', columns: [] },
        { id: 'row-1', is: 'different', columns: ['events'] },
        { id: 'stray', is: 'unexpected', columns: [] },
      ],
    });
    expect(certificate.hash.new).not.toBe(certificate.hash.old);
    expect(await rows()).toContainEqual({ id: 'row-1', events: 99, note: null });
    const [last] = await lastReconciliations(runAlone(dataSource), [name], 1);
    expect(last?.certificate).toEqual(certificate);
  });

  it('sums what is money on both sides', async () => {
    type Money = { readonly id: string; readonly amount: string };
    const money: Projection<Money, Counted> = {
      ...counting(),
      name: 'money',
      table: readModelTable<Money>({
        ...{ name: 'money', version: 1 },
        columns: { id: { type: 'text' }, amount: { type: 'bigint' } },
      }),
      evolve: (row, _, id) => ({ id, amount: String(Number(row?.amount ?? 0) + 42_000_000) }),
    };
    const source = await database.another(money);
    await prepareTables(source, [money]);
    await markReady(runAlone(source), keyOf(money));
    countMany(3);
    const models = await running(money, source);
    await models.caughtUp('money');
    await source.query(`UPDATE read_models.money_v1 SET amount = amount + 1 WHERE id = 'row-2'`);

    expect(await done(VERIFY, { projection: money, dataSource: source })).toMatchObject({
      outcome: 'refused',
      sums: { amount: { old: '126000001', new: '126000000' } },
    });
  });

  it('keeps out what is quarantined, as the one that is read from does', async () => {
    count('claim-1', 'a');
    log.add('claim-1', 'FromTheFuture');
    count('claim-1', 'a');
    await takenIn();
    expect(await done(VERIFY)).toMatchObject({ outcome: 'same', rows: { old: 1, new: 1 } });

    await dataSource.query('DELETE FROM read_models.quarantine');
    expect(await done(VERIFY)).toMatchObject({
      outcome: 'refused',
      streamsDiffering: ['claim-1'],
    });
  });

  it('is not compared where its rows are personal, and no value leaves the database', async () => {
    countMany(5);
    await takenIn();
    await corrupt();
    const projection = { ...counting(), opensPersonal: true };
    expect(await done(VERIFY, { projection })).toMatchObject({
      ...{ outcome: 'not-compared', differing: [] },
      hash: { old: null, new: null },
    });
    expect(await done(APPLY, { projection })).toMatchObject({ outcome: 'switched', replaced: 1 });
    expect(await rows()).toContainEqual({ id: 'row-1', events: 2, note: null });
  });
});

describe('A rebuild', () => {
  it('refuses a row that differs, and changes nothing', async () => {
    countMany(50);
    await takenIn();
    await corrupt();
    expect(await done(APPLY)).toMatchObject({ outcome: 'refused', differing: [{ id: 'row-1' }] });
    expect(await done(accepting('row-2'))).toMatchObject({ outcome: 'refused' });
    expect(await rows()).toContainEqual({ id: 'row-1', events: 99, note: null });
  });

  it('makes the row right that somebody has looked at, while the application writes', async () => {
    countMany(50);
    const models = await running();
    await models.caughtUp(name);
    await corrupt();
    const certificate = await done(accepting('row-1'), {
      // Just before the other side is held, and while it is held, more comes.
      onStep: (step) => {
        if (step !== 'settled') countMany(30);
      },
    });
    expect(certificate).toMatchObject({ outcome: 'switched', replaced: 1 });
    expect(Number(certificate.position)).toBeGreaterThanOrEqual(50);
    await models.caughtUp(name);

    const { outcome, position } = await done(VERIFY);
    expect({ outcome, position }).toEqual({ outcome: 'same', position: await log.head() });
    const counted = (await rows()).reduce((sum, { events }) => sum + events, 0);
    expect(counted).toBe(Number(position));
  });

  it('that is only tried says what it would do', async () => {
    countMany(5);
    await takenIn();
    await corrupt();
    expect(await done({ ...TRY, accept: 'all' })).toMatchObject({ outcome: 'would-switch' });
    expect(await rows()).toContainEqual({ id: 'row-1', events: 99, note: null });
  });

  it('is done by one process at a time', async () => {
    const other = await database.another();
    const second: unknown[] = [];
    await done(VERIFY, {
      onStep: async (step) => {
        if (step === 'begun')
          second.push(await done(VERIFY, { dataSource: other }).catch((error: unknown) => error));
      },
    });
    expect(second).toMatchObject([{ name: 'RebuildUnderWay' }]);
    expect(await done(VERIFY, { dataSource: other })).toMatchObject({ outcome: 'same' });
  });

  it('throws away what a killed one has left, and only that', async () => {
    countMany(5);
    await takenIn();
    await dataSource.query(
      `CREATE TABLE read_models.event_count_v1_beside AS SELECT * FROM read_models.event_count_v1`,
    );
    await dropLeftBeside(dataSource, [counting()]);
    expect(await tables()).not.toContain('event_count_v1_beside');

    const other = await database.another();
    await done(VERIFY, {
      onStep: async (step) => {
        if (step !== 'begun') return;
        await dropLeftBeside(other, [counting()]);
        expect(await tables()).toContain('event_count_v1_beside');
      },
    });
    expect(await rows()).toHaveLength(3);
  });
});

/** A new version in which nobody sees a difference but where it is said. */
const second = (change: Partial<Projection<Count, Counted>> = {}): Projection<Count, Counted> => ({
  ...counting(2),
  ...change,
});
const inHundreds: Partial<Projection<Count, Counted>> = {
  evolve: (row, _, id) => ({ id, events: (row?.events ?? 0) + 100, note: null }),
};

describe('A new version', () => {
  const prepared = async (projection: AnyProjection) => {
    const source = await database.another(projection);
    await prepareTables(source, [projection]);
    return source;
  };

  it('is built while the version before is read and written, and may then be read from', async () => {
    countMany(50);
    const models = await running();
    await models.caughtUp(name);
    const source = await prepared(second());
    expect(await unreadyAmong(source, [second()])).toHaveLength(1);

    const certificate = await done(APPLY, {
      projection: second(),
      dataSource: source,
      onStep: () => countMany(10),
    });
    expect(certificate).toMatchObject({ outcome: 'switched', againstVersion: 1, differences: 0 });
    expect(await unreadyAmong(source, [second()])).toEqual([]);
    await models.caughtUp(name);
    await takenIn(second(), source);
    expect(await rows('event_count_v2', source)).toEqual(await rows());
  });

  it('is refused for a difference that nobody declared', async () => {
    countMany(50);
    await takenIn();
    const projection = second(inHundreds);
    const source = await prepared(projection);
    const refused = await done({ ...APPLY, accept: 'all' }, { projection, dataSource: source });

    expect(refused).toMatchObject({ outcome: 'refused', differences: 3 });
    expect(refused.differing[0]).toEqual({ id: 'row-0', is: 'different', columns: ['events'] });
    expect(await unreadyAmong(source, [projection])).toHaveLength(1);
  });

  it('may differ in what its author declared against the version before, and against no other', async () => {
    countMany(50);
    await takenIn();
    const declares = { since: 1, columns: ['events'] };
    const projection = second({ ...inHundreds, declares });
    const source = await prepared(projection);
    const attempt = (one: AnyProjection) => done(APPLY, { projection: one, dataSource: source });

    const stale = second({ ...inHundreds, declares: { ...declares, since: 0 } });
    expect(await attempt(stale)).toMatchObject({ outcome: 'refused' });
    expect(await attempt(projection)).toMatchObject({
      ...{ outcome: 'switched', columnsDeclared: ['events'], columnsCompared: ['note'] },
    });
  });

  it('declares its new columns', async () => {
    countMany(5);
    await takenIn();
    type Wider = Count & { readonly isBig: boolean };
    const wider = (declares?: Projection<Wider, Counted>['declares']) =>
      ({
        ...counting(2),
        ...(declares ? { declares } : {}),
        table: readModelTable<Wider>({
          ...{ name, version: 2 },
          columns: {
            id: { type: 'text' },
            events: { type: 'integer' },
            note: { type: 'text', nullable: true },
            isBig: { type: 'boolean' },
          },
        }),
        evolve: (row, event, id) => {
          const after = counting().evolve(row, event, id);
          return after && { ...after, isBig: after.events > 1 };
        },
      }) satisfies Projection<Wider, Counted>;
    const source = await prepared(wider());
    const attempt = (projection: AnyProjection) => done(APPLY, { projection, dataSource: source });

    expect(await attempt(wider())).toMatchObject({
      outcome: 'refused',
      columnsUndeclared: ['is_big'],
    });
    expect(await attempt(wider({ since: 1, columns: ['isBig'] }))).toMatchObject({
      outcome: 'switched',
    });
  });

  it('leaves the streams that the version before has left, to be released in their own time', async () => {
    count('claim-1', 'a');
    log.add('claim-1', 'Poisonous', { ids: ['a'] });
    await takenIn();
    const projection = second({ evolve: (_, __, id) => ({ id, events: 1, note: null }) });
    const source = await prepared(projection);

    expect(await done(APPLY, { projection, dataSource: source })).toMatchObject({
      outcome: 'switched',
    });
    const left = await source.query<object[]>(
      `SELECT stream, position::int FROM read_models.quarantine WHERE projection = 'event-count-v2'`,
    );
    expect(left).toEqual([{ stream: 'claim-1', position: 2 }]);
  });

  it('is built to the end of the log where nothing was there before', async () => {
    countMany(20);
    await dataSource.query('DELETE FROM read_models.checkpoint');
    await prepareTables(dataSource, [counting()]);
    expect(await done(APPLY)).toMatchObject({
      ...{ outcome: 'built', position: '20', againstVersion: null },
      rows: { old: null, new: 3 },
    });
    expect(await unreadyAmong(dataSource, [counting()])).toEqual([]);
  });
});
