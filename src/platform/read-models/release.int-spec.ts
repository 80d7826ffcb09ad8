import type { StreamName } from '../event-store/event-store';
import { keyOf } from './checkpoints';
import { sharedDecoding } from './decoding';
import type { Projection } from './projection';
import { ReadModels } from './read-models';
import { release, type Release } from './release';
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
let log: FakeLog;
let running: ReadModels | null;

beforeEach(async () => {
  database = await databaseWith(counting());
  log = fakeLog();
  running = null;
});
afterEach(async () => {
  await running?.stop();
  await database.close();
});

/** The read model after the fix: what was poison counts as one. */
const mended = (): Projection<Count, Counted> => {
  const { evolve, ...rest } = counting();
  return {
    ...rest,
    evolve: (row, event, id) =>
      evolve(row, event.type === 'Poisonous' ? { ...event, type: 'Counted' } : event, id),
  };
};
const started = async (projection = counting()): Promise<ReadModels> => {
  running = new ReadModels({
    ...{ dataSource: database.dataSource, store: log, decode: plainDecode },
    ...{ projections: [projection], report: () => undefined },
  });
  await running.start();
  return running;
};
/** Everything in the log is taken in, and then nobody works any more. */
const takenIn = async (projection = counting()): Promise<void> => {
  const models = await started(projection);
  await models.caughtUp(name, 30_000);
  await models.stop();
};
const released = (
  projection: Projection<Count, Counted>,
  streams: readonly string[] = [],
  apply = true,
): Promise<readonly Release[]> =>
  release(projection, streams, {
    ...{ dataSource: database.dataSource, store: log, apply },
    decode: sharedDecoding(plainDecode),
  });

const rows = () =>
  database.dataSource.query<object[]>(`SELECT * FROM read_models.event_count_v1 ORDER BY id`);
const quarantined = () =>
  database.dataSource.query<object[]>(
    `SELECT stream, position::int FROM read_models.quarantine WHERE projection = $1 ORDER BY stream`,
    [keyOf(counting())],
  );
/** What the rows are where nothing ever went wrong. */
const neverPoisoned = async (): Promise<readonly object[]> => {
  const other = await databaseWith(mended());
  const models = new ReadModels({
    ...{ dataSource: other.dataSource, store: log, decode: plainDecode },
    ...{ projections: [mended()], report: () => undefined },
  });
  try {
    await models.start();
    await models.caughtUp(name, 30_000);
    await models.stop();
    return await other.dataSource.query<object[]>(
      `SELECT * FROM read_models.event_count_v1 ORDER BY id`,
    );
  } finally {
    await other.close();
  }
};

const count = (stream: StreamName, note: string, ...ids: readonly string[]) =>
  log.add(stream, 'Counted', { ids, note });
const poison = (stream: StreamName, ...ids: readonly string[]) =>
  log.add(stream, 'Poisonous', { ids, note: 'was poison' });

describe('A stream that is released after the fix', () => {
  it('ends with the rows that it would have had, also those that others wrote to meanwhile', async () => {
    count('claim-1', 'first', 'a', 'shared');
    poison('claim-1', 'a', 'shared');
    count('claim-1', 'waits', 'b', 'shared');
    count('claim-2', 'last', 'shared');
    await takenIn();
    expect(await rows()).toEqual([
      { id: 'a', events: 1, note: 'first' },
      { id: 'shared', events: 2, note: 'last' },
    ]);

    expect(await released(mended())).toEqual([
      { stream: 'claim-1', from: '2', events: 2, leftAt: null },
    ]);
    expect(await rows()).toEqual(await neverPoisoned());
    expect(await rows()).toContainEqual({ id: 'shared', events: 4, note: 'last' });
    expect(await quarantined()).toEqual([]);
  });

  it('is read on by the runner from there', async () => {
    poison('claim-1', 'a');
    await takenIn();
    await released(mended());
    count('claim-1', 'later', 'a');
    await takenIn(mended());
    expect(await rows()).toEqual([{ id: 'a', events: 2, note: 'later' }]);
  });

  it('is let go while the runner works, and neither loses an event', async () => {
    poison('claim-0', 'a', 'all');
    for (let index = 0; index < 300; index += 1) count(`claim-${index % 7}`, 'x', 'all');
    const models = await started(mended());
    // One process still has the old fold: it is the one that has left the stream.
    await database.dataSource.query(
      `INSERT INTO read_models.quarantine (projection, stream, position, error) VALUES ($1, 'claim-0', 1, 'x')
       ON CONFLICT DO NOTHING`,
      [keyOf(counting())],
    );
    const releasing = released(mended());
    for (let index = 0; index < 300; index += 1) count(`claim-${index % 7}`, 'x', 'all');
    await releasing;
    await models.caughtUp(name, 30_000);
    expect(await rows()).toEqual(await neverPoisoned());
  });

  it('stays, at the event at which it fails now, where the fix was not enough', async () => {
    poison('claim-1', 'a');
    count('claim-1', 'good', 'a');
    log.add('claim-1', 'FromTheFuture');
    count('claim-1', 'waits', 'a');
    await takenIn();

    const again = [
      {
        ...{ stream: 'claim-1', from: '1', events: 2 },
        leftAt: { position: '3', error: 'UnknownEvent at FromTheFuture v1' },
      },
    ];
    expect(await released(mended())).toEqual(again);
    expect(await rows()).toEqual([{ id: 'a', events: 2, note: 'good' }]);
    expect(await quarantined()).toEqual([{ stream: 'claim-1', position: 3 }]);
  });

  it('stays with its rows untouched where nothing was mended, however often one tries', async () => {
    count('claim-1', 'first', 'a');
    poison('claim-1', 'a');
    await takenIn();
    const before = await rows();

    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(await released(counting())).toMatchObject([{ events: 0, leftAt: { position: '2' } }]);
    expect(await rows()).toEqual(before);
    expect(await quarantined()).toHaveLength(1);
  });

  it('stays alone where only its row cannot be written', async () => {
    log.add('claim-1', 'Poisonous', { ids: ['a'] });
    log.add('claim-1', 'Added', { ids: ['a'], amount: 2 ** 31 });
    poison('claim-2', 'b');
    await takenIn();

    expect(await released(mended())).toMatchObject([
      { stream: 'claim-1', leftAt: { error: 'QueryFailedError 22003' } },
      { stream: 'claim-2', leftAt: null },
    ]);
    expect(await rows()).toEqual([{ id: 'b', events: 1, note: 'was poison' }]);
  });
});

describe('Releasing', () => {
  it('touches the streams that are named, and says so for one that is not quarantined', async () => {
    poison('claim-1', 'a');
    poison('claim-2', 'b');
    await takenIn();
    await released(mended(), ['claim-2']);

    expect(await quarantined()).toEqual([{ stream: 'claim-1', position: 1 }]);
    await expect(released(mended(), ['claim-2'])).rejects.toThrow('claim-2 is not quarantined');
    expect(await released(mended())).toHaveLength(1);
    expect(await released(mended())).toEqual([]);
  });

  it('that is only tried says what would happen and changes nothing', async () => {
    poison('claim-1', 'a');
    await takenIn();

    expect(await released(mended(), [], false)).toMatchObject([{ events: 1, leftAt: null }]);
    expect(await rows()).toEqual([]);
    expect(await quarantined()).toHaveLength(1);
  });

  it('refuses where another stream of the same row fails now though it did not before', async () => {
    log.add('claim-2', 'Added', { ids: ['a'], amount: 5 });
    poison('claim-1', 'a');
    await takenIn();
    const worse: Projection<Count, Counted> = {
      ...mended(),
      evolve: (row, event, id) => {
        if (event.type === 'Added') throw new TypeError('new');
        return mended().evolve(row, event, id);
      },
    };

    await expect(released(worse)).rejects.toThrow('claim-2 writes to the same row');
    expect(await rows()).toEqual([{ id: 'a', events: 5, note: null }]);
    expect(await quarantined()).toHaveLength(1);
  });
});

describe('One claim of 10,000 that is poisoned', () => {
  it('is the one that is marked, and is right again after its release', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    for (const id of ids) count(`claim-${id}`, 'reported', id);
    poison('claim-c4711', 'c4711');
    for (const id of ids) log.add(`claim-${id}`, 'Added', { ids: [id], amount: 1 });
    await takenIn();

    const wrong = await database.dataSource.query<{ id: string }[]>(
      'SELECT id FROM read_models.event_count_v1 WHERE events <> 2',
    );
    expect(wrong).toEqual([{ id: 'c4711' }]);
    expect(await rows()).toHaveLength(10_000);
    expect(await quarantined()).toEqual([{ stream: 'claim-c4711', position: 10_001 }]);

    await released(mended());
    expect(await rows()).toEqual(await neverPoisoned());
    expect(await quarantined()).toEqual([]);
  });
});
