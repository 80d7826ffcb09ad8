import { builtUp } from './at-start';
import { keyOf, markReady } from './checkpoints';
import type { AnyProjection } from './projection';
import { prepareTables } from './read-model-tables';
import { ReadModels } from './read-models';
import { reconcile, unreadyAmong } from './reconcile';
import { runAlone } from './sql';
import { counting, countsIn, databaseWith, type TestDatabase } from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

let database: TestDatabase;
let log: FakeLog;
let said: string[];
beforeEach(async () => {
  database = await databaseWith(counting());
  log = fakeLog();
  said = [];
});
afterEach(() => database.close());

const count = (...ids: readonly string[]) => log.add('claim-1', 'Counted', { ids });
const atStart = (projection: AnyProjection, dataSource = database.dataSource) =>
  builtUp([projection], {
    ...{ dataSource, store: log, decode: plainDecode },
    patiently: (work) => work(dataSource),
    say: (line) => said.push(line),
  });
/** The first version has been read from, up to here. */
const served = async (): Promise<void> => {
  await atStart(counting());
  const models = new ReadModels({
    ...{ dataSource: database.dataSource, store: log, decode: plainDecode },
    projections: [counting()],
  });
  await models.start();
  await models.caughtUp('event-count');
  await models.stop();
};

describe('The start of a process', () => {
  it('makes whole what nobody could read from yet, and has nothing to do the next time', async () => {
    count('a');
    count('a', 'b');
    await atStart(counting());

    expect(await countsIn(database.dataSource)).toEqual({ a: 2, b: 1 });
    expect(await unreadyAmong(database.dataSource, [counting()])).toEqual([]);
    expect(said.join()).toContain('event-count-v1: 2 rows');
    said = [];
    await atStart(counting());
    expect(said).toEqual([]);
  });

  it('has all indices in the end, also where an attempt before was cut off without them', async () => {
    const indices = async () =>
      (
        await database.dataSource.query<readonly { name: string }[]>(
          `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'event_count_v1' ORDER BY 1`,
        )
      ).map(({ name }) => name);
    const before = await indices();
    count('a');
    const cutOff = reconcile(
      [counting()],
      { kind: 'rebuild', apply: true, accept: [] },
      {
        ...{ dataSource: database.dataSource, store: log, decode: plainDecode },
        onStep: (step) => {
          if (step === 'begun') throw new Error('cut off');
        },
      },
    );
    await expect(cutOff).rejects.toThrow('cut off');
    expect(await indices()).toHaveLength(1);

    await atStart(counting());
    expect(await indices()).toEqual(before);
    expect(before).toHaveLength(3);
  });

  it('reads nothing where nothing has happened', async () => {
    const read = jest.spyOn(log, 'readAll');
    await atStart(counting());
    expect(await unreadyAmong(database.dataSource, [counting()])).toEqual([]);
    expect(read).not.toHaveBeenCalled();
  });

  it('goes on with a new version where the one before stood, and not before they are the same', async () => {
    count('a');
    await served();
    count('a');
    const next = counting(2);
    const newer = await database.another(next);
    await prepareTables(newer, [next]);
    await atStart(next, newer);

    // The first version has not seen the second event: like is compared with like.
    expect(await countsIn(newer, next)).toEqual({ a: 1 });
    expect(await unreadyAmong(newer, [next])).toEqual([]);
  });

  it('does not come about with a version that differs in secret, and says in which rows', async () => {
    count('a');
    await served();
    const next = {
      ...counting(2),
      evolve: (_: unknown, __: unknown, id: string) => ({ id, events: 5, note: null }),
    };
    const newer = await database.another(next);
    await prepareTables(newer, [next]);

    await expect(atStart(next, newer)).rejects.toThrow('a different events');
    expect(await unreadyAmong(newer, [next])).toHaveLength(1);
    expect(await countsIn(database.dataSource)).toEqual({ a: 1 });
  });

  it('waits for another process that builds, and takes what that has built', async () => {
    count('a');
    const other = await database.another();
    const starting: Promise<void>[] = [];
    await reconcile(
      [counting()],
      { kind: 'rebuild', apply: true, accept: [] },
      {
        ...{ dataSource: other, store: log, decode: plainDecode },
        onStep: async (step) => {
          if (step !== 'begun') return;
          starting.push(atStart(counting()));
          while (said.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
        },
      },
    );
    await Promise.all(starting);
    expect(said.at(-1)).toContain('Another process');
    expect(await countsIn(database.dataSource)).toEqual({ a: 1 });
  });

  it('takes for whole what was read from before', async () => {
    await markReady(runAlone(database.dataSource), keyOf(counting()));
    count('a');
    await atStart(counting());
    expect(said).toEqual([]);
  });
});
