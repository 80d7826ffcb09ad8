import { keyOf, markReady } from './checkpoints';
import { prepareTables } from './read-model-tables';
import { ReadModels } from './read-models';
import { prune } from './retired';
import { runAlone } from './sql';
import { counting, countsIn, databaseWith, type TestDatabase } from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

let database: TestDatabase;
let log: FakeLog;
let older: ReadModels;

beforeEach(async () => {
  database = await databaseWith(counting());
  log = fakeLog();
  log.add('claim-1', 'Counted', { ids: ['row-1', 'row-2'] });
  older = await ofVersion(1);
});
afterEach(async () => {
  await older.stop();
  await database.close();
});

/** A process of the release with that version; it has read everything. */
const ofVersion = async (version: number) => {
  const projection = counting(version);
  const dataSource = await database.another(projection);
  await prepareTables(dataSource, [projection]);
  const models = new ReadModels({
    ...{ dataSource, store: log, decode: plainDecode, report: () => undefined },
    projections: [projection],
  });
  await models.start();
  await models.caughtUp(projection.name, 30_000);
  await markReady(runAlone(dataSource), keyOf(projection));
  return models;
};
const newerIsReady = async () => {
  await (await ofVersion(2)).stop();
};
const pruned = async (apply: boolean, version = 2) =>
  prune([counting(version)], { dataSource: database.dataSource, apply });
const tables = async () => {
  const found = await database.owner.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'event_count%' ORDER BY 1`,
  );
  return found.map(({ name }) => name);
};
const BOTH = ['event_count_v1', 'event_count_v2'];

describe('The table of a version that another has taken the place of', () => {
  it('is named with its size, and dropped when that is asked for', async () => {
    await newerIsReady();
    await older.stop();
    const [found] = await pruned(false);
    expect(found).toMatchObject({
      ...{ name: 'event-count', version: 1, table: 'event_count_v1', rows: 2 },
      outcome: 'would-be-dropped',
    });
    expect(found?.bytes).toBeGreaterThan(8_000);
    expect(await tables()).toEqual(BOTH);

    expect(await pruned(true)).toMatchObject([{ outcome: 'dropped' }]);
    expect(await tables()).toEqual(['event_count_v2']);
    expect(await pruned(true)).toEqual([]);
    expect(await countsIn(await database.another(counting(2)), counting(2))).toEqual({
      ...{ 'row-1': 1, 'row-2': 1 },
    });
  });

  it('stays while a process of the older release runs, which goes on', async () => {
    await newerIsReady();
    expect(await pruned(true)).toMatchObject([{ outcome: 'running' }]);
    log.add('claim-1', 'Counted', { ids: ['row-1'] });
    await older.caughtUp('event-count', 30_000);
    expect(await countsIn(database.dataSource)).toEqual({ 'row-1': 2, 'row-2': 1 });
  });

  it('stays while a view stands on it', async () => {
    await newerIsReady();
    await older.stop();
    await database.owner.query('CREATE VIEW of_old AS SELECT * FROM read_models.event_count_v1');
    expect(await pruned(true)).toMatchObject([{ outcome: 'read' }]);
    expect(await tables()).toEqual(BOTH);
  });

  it('stays while the new one is not read from yet', async () => {
    await prepareTables(await database.another(counting(2)), [counting(2)]);
    await older.stop();
    expect(await pruned(true)).toEqual([]);
    expect(await tables()).toEqual(BOTH);
  });

  it('stays where it is the newer one', async () => {
    await newerIsReady();
    await older.stop();
    expect(await pruned(true, 1)).toEqual([]);
    expect(await tables()).toEqual(BOTH);
  });

  it('is built again by an older release that comes back', async () => {
    await newerIsReady();
    await older.stop();
    await pruned(true);
    older = await ofVersion(1);
    expect(await countsIn(database.dataSource)).toEqual({ 'row-1': 1, 'row-2': 1 });
  });
});
