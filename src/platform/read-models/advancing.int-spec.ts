import { START, type StoredEvent } from '../event-store/event-store';
import { CheckpointMoved } from './advance';
import { advancingTogether } from './advancing';
import { checkpointsOf, keyOf, lockCheckpoint, quarantinedIn } from './checkpoints';
import { sharedDecoding } from './decoding';
import { stepOf } from './fold';
import type { Projection } from './projection';
import { rowsOf } from './rows';
import { inTransaction, runAlone } from './sql';
import {
  type Count,
  counting,
  type Counted,
  databaseWith,
  type TestDatabase,
} from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

const [one, other] = [counting(1), counting(2)];
type Counter = Projection<Count, Counted>;

let database: TestDatabase;
let log: FakeLog;
beforeEach(async () => {
  database = await databaseWith(one, other);
  log = fakeLog();
});
afterEach(() => database.close());

const count = (stream: 'claim-1' | 'claim-2') => log.add(stream, 'Counted', { ids: [stream] });

const taskOf = async (projection: Counter, events: readonly StoredEvent[], from = START) => ({
  projection,
  rows: rowsOf(database.dataSource, projection),
  batch: {
    from,
    to: events.at(-1)?.position ?? START,
    steps: (await sharedDecoding(plainDecode)(events)).map((each) => stepOf(projection, each)),
  },
});
/** Which transactions wrote what stands there: the server's own counter also moves for its other databases. */
const writersOf = async (projections: readonly Counter[]): Promise<readonly string[]> => {
  const rows = await runAlone(database.owner)<{ writer: string }>(
    `SELECT DISTINCT xmin::text AS writer FROM read_models.checkpoint WHERE projection = ANY ($1)`,
    [projections.map(keyOf)],
  );
  return rows.map(({ writer }) => writer);
};
const countsOf = async ({ table }: Counter) =>
  Object.fromEntries(
    (await database.dataSource.getRepository(table).find()).map(({ id, events }) => [id, events]),
  );
const placeOf = async (projection: Counter) =>
  (await checkpointsOf(runAlone(database.dataSource), [keyOf(projection)])).get(keyOf(projection));

describe('Read models that have something to write at the same time', () => {
  it('share one transaction', async () => {
    const events = [count('claim-1'), count('claim-2')];
    const tasks = [await taskOf(one, events), await taskOf(other, events)];

    await Promise.all(tasks.map(advancingTogether(database.dataSource)));

    expect(await writersOf([one, other])).toHaveLength(1);
    for (const projection of [one, other]) {
      expect(await countsOf(projection)).toEqual({ 'claim-1': 1, 'claim-2': 1 });
      expect(await placeOf(projection)).toBe('2');
    }
  });

  it('have one each where they come one after the other', async () => {
    const events = [count('claim-1')];
    const advance = advancingTogether(database.dataSource);

    await advance(await taskOf(one, events));
    await advance(await taskOf(other, events));

    expect(await writersOf([one, other])).toHaveLength(2);
  });

  it('do not wait for one whose checkpoint is held, which follows once it is let go', async () => {
    const events = [count('claim-1')];
    const tasks = [await taskOf(one, events), await taskOf(other, events)] as const;
    const advance = advancingTogether(database.dataSource);

    const late = await inTransaction(database.dataSource, async (run) => {
      await lockCheckpoint(run, keyOf(one));
      const held = advance(tasks[0]);
      await advance(tasks[1]);
      expect([await placeOf(one), await placeOf(other)]).toEqual(['0', '1']);
      return { held };
    });

    await late.held;
    expect(await countsOf(one)).toEqual({ 'claim-1': 1 });
  });

  it('go on where the checkpoint of one has been moved, and only that one is told', async () => {
    const advance = advancingTogether(database.dataSource);
    const first = [count('claim-1')];
    await advance(await taskOf(one, first));
    const events = [...first, count('claim-1')];
    const tasks = [await taskOf(one, events), await taskOf(other, events)];

    const [moved, done] = await Promise.allSettled(tasks.map(advance));

    expect(moved).toMatchObject({ reason: expect.any(CheckpointMoved) as CheckpointMoved });
    expect(done).toMatchObject({ status: 'fulfilled', value: [] });
    expect(await countsOf(one)).toEqual({ 'claim-1': 1 });
    expect(await countsOf(other)).toEqual({ 'claim-1': 2 });
  });

  it('are not held up by a row that one of them cannot keep: that one leaves its stream', async () => {
    const tooMuch = log.add('claim-2', 'Added', { ids: ['claim-2'], amount: 2 ** 31 });
    const events = [count('claim-1'), tooMuch];
    const tasks = [await taskOf(one, events), await taskOf(other, [count('claim-1')])];

    const [left, none] = await Promise.all(tasks.map(advancingTogether(database.dataSource)));

    expect([left?.map(({ stream }) => stream), none]).toEqual([['claim-2'], []]);
    expect(await countsOf(one)).toEqual({ 'claim-1': 1 });
    expect(await countsOf(other)).toEqual({ 'claim-1': 1 });
    expect(await quarantinedIn(runAlone(database.dataSource), keyOf(one))).toHaveLength(1);
  });

  it('are not held up by one whose table is gone', async () => {
    const events = [count('claim-1')];
    const tasks = [await taskOf(one, events), await taskOf(other, events)];
    await runAlone(database.owner)(`DROP TABLE read_models."event_count_v1"`);

    const [broken, done] = await Promise.allSettled(
      tasks.map(advancingTogether(database.dataSource)),
    );

    expect([broken?.status, done?.status]).toEqual(['rejected', 'fulfilled']);
    expect(await countsOf(other)).toEqual({ 'claim-1': 1 });
  });
});
