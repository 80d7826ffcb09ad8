import { START, type StoredEvent } from '../event-store/event-store';
import { advanceTogether, CheckpointMoved } from './advance';
import { checkpointsOf, keyOf, quarantinedIn } from './checkpoints';
import { sharedDecoding } from './decoding';
import { stepOf } from './fold';
import type { Projection } from './projection';
import { rowsOf } from './rows';
import { runAlone } from './sql';
import {
  type Count,
  counting,
  type Counted,
  databaseWith,
  type TestDatabase,
} from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

/** Counts, and cannot keep a sum that is added: its column is too small. */
const one = counting(1);
/** Counts, and adds nothing. */
const other: Projection<Count, Counted> = {
  ...counting(2),
  idsOf: (event) => (event.type === 'Added' ? [] : event.data.ids),
};

let database: TestDatabase;
let log: FakeLog;
beforeEach(async () => {
  database = await databaseWith(one, other);
  log = fakeLog();
});
afterEach(() => database.close());

const count = (stream: 'claim-1' | 'claim-2') => log.add(stream, 'Counted', { ids: [stream] });
const together = async (events: readonly StoredEvent[], from: Record<number, string> = {}) => {
  const decoded = await sharedDecoding(plainDecode)(events);
  const tasks = [one, other].map((projection) => ({
    projection,
    rows: rowsOf(database.dataSource, projection),
    batch: {
      from: from[projection.version] ?? START,
      to: events.at(-1)?.position ?? START,
      steps: decoded.map((each) => stepOf(projection, each)),
    },
  }));
  await advanceTogether(tasks, database.dataSource);
};
const countsOf = async ({ table }: Projection<Count, Counted>) =>
  Object.fromEntries(
    (await database.dataSource.getRepository(table).find()).map(({ id, events }) => [id, events]),
  );
const placeOf = async (projection: Projection<Count, Counted>) => {
  const [run, key] = [runAlone(database.dataSource), keyOf(projection)];
  const left = await quarantinedIn(run, key);
  return [(await checkpointsOf(run, [key])).get(key), left.map(({ stream }) => stream)];
};

describe('Several read models in one step', () => {
  it('are all taken to where it goes', async () => {
    await together([count('claim-1'), count('claim-2'), count('claim-1')]);
    for (const projection of [one, other]) {
      expect(await countsOf(projection)).toEqual({ 'claim-1': 2, 'claim-2': 1 });
      expect(await placeOf(projection)).toEqual(['3', []]);
    }
  });

  it('bear no trace of a row that one of them cannot keep, and that one leaves its stream', async () => {
    const tooMuch = log.add('claim-2', 'Added', { ids: ['claim-2'], amount: 2 ** 31 });
    await together([count('claim-1'), tooMuch, count('claim-2'), count('claim-1')]);

    expect(await countsOf(one)).toEqual({ 'claim-1': 2 });
    expect(await placeOf(one)).toEqual(['4', ['claim-2']]);
    expect(await countsOf(other)).toEqual({ 'claim-1': 2, 'claim-2': 1 });
    expect(await placeOf(other)).toEqual(['4', []]);
  });

  it('change nothing at all where the checkpoint of one of them has moved', async () => {
    await together([count('claim-1')]);
    const next = [count('claim-1')];
    await expect(together(next, { 1: '1', 2: START })).rejects.toBeInstanceOf(CheckpointMoved);

    expect(await countsOf(one)).toEqual({ 'claim-1': 1 });
    expect(await placeOf(one)).toEqual(['1', []]);
    await together(next, { 1: '1', 2: '1' });
    expect(await countsOf(one)).toEqual({ 'claim-1': 2 });
  });

  it('go on leaving a stream that was left before', async () => {
    await together([log.add('claim-1', 'FromTheFuture'), count('claim-2')]);
    await together([count('claim-1'), count('claim-2')], { 1: '2', 2: '2' });
    expect(await countsOf(one)).toEqual({ 'claim-2': 2 });
    expect(await placeOf(other)).toEqual(['4', ['claim-1']]);
  });
});
