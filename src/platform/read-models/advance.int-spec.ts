import type { StoredEvent } from '../event-store/event-store';
import { advance, CheckpointMoved } from './advance';
import { checkpointsOf, keyOf, quarantinedIn } from './checkpoints';
import { sharedDecoding } from './decoding';
import { stepOf } from './fold';
import { rowsOf } from './rows';
import { runAlone } from './sql';
import { counting, countsIn, databaseWith, type TestDatabase } from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

const projection = counting();
let database: TestDatabase;
let log: FakeLog;

beforeEach(async () => {
  database = await databaseWith(projection);
  log = fakeLog();
});
afterEach(() => database.close());

const advanceOver = async (events: readonly StoredEvent[], from = '0') => {
  const decoded = await sharedDecoding(plainDecode)(events);
  const steps = decoded.map((one) => stepOf(projection, one));
  const rows = rowsOf(database.dataSource, projection);
  const to = events.at(-1)?.position ?? from;
  return advance({ projection, rows, batch: { from, to, steps } }, database.dataSource);
};
const checkpoint = async () =>
  (await checkpointsOf(runAlone(database.dataSource), [keyOf(projection)])).get(keyOf(projection));
const quarantined = async () =>
  (await quarantinedIn(runAlone(database.dataSource), keyOf(projection))).map(
    ({ stream, position, error }) => ({ stream, position, error }),
  );
const count = (stream: 'claim-1' | 'claim-2' | 'claim-3', ...ids: readonly string[]) =>
  log.add(stream, 'Counted', { ids });

describe('One step of a read model', () => {
  it('counts an event in each of its rows, and takes up a row where it was left', async () => {
    await advanceOver([count('claim-1', 'a', 'b'), count('claim-1', 'a')]);
    await advanceOver([count('claim-1', 'a')], '2');

    expect(await countsIn(database.dataSource)).toEqual({ a: 3, b: 1 });
    expect(await checkpoint()).toBe('3');
  });

  it('takes away a row that the fold ends, and begins it anew', async () => {
    await advanceOver([count('claim-1', 'a', 'b')]);
    await advanceOver([log.add('claim-1', 'Removed', { ids: ['a', 'never-there'] })], '1');
    expect(await countsIn(database.dataSource)).toEqual({ b: 1 });

    const removed = log.add('claim-1', 'Removed', { ids: ['b'] });
    await advanceOver([removed, count('claim-1', 'b')], '2');
    expect(await countsIn(database.dataSource)).toEqual({ b: 1 });
  });

  it('is taken by one of two who start at the same checkpoint', async () => {
    const batch = [count('claim-1', 'a'), count('claim-2', 'a')];
    const both = await Promise.allSettled([advanceOver(batch), advanceOver(batch)]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(CheckpointMoved) as unknown,
    });
    expect(await countsIn(database.dataSource)).toEqual({ a: 2 });
  });

  it('moves no checkpoint where the rows cannot be written', async () => {
    await database.dataSource.query('ALTER TABLE read_models.event_count_v1 RENAME TO away');
    await expect(advanceOver([count('claim-1', 'a')])).rejects.toThrow('event_count_v1');

    await database.dataSource.query('ALTER TABLE read_models.away RENAME TO event_count_v1');
    expect(await checkpoint()).toBe('0');
    expect(await quarantined()).toEqual([]);
  });

  it('writes no row where the checkpoint cannot be committed', async () => {
    await database.owner.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '57014'; END $$;
      CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON read_models.checkpoint
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await expect(advanceOver([count('claim-1', 'a')])).rejects.toThrow('not now');

    expect(await countsIn(database.dataSource)).toEqual({});
    expect(await checkpoint()).toBe('0');
  });
});

describe('A bad event', () => {
  it('stops its own stream, in all of its rows, and no other', async () => {
    const poisoned = await advanceOver([
      count('claim-1', 'a'),
      log.add('claim-1', 'Poisonous', { ids: ['a', 'shared'] }),
      count('claim-1', 'a'),
      count('claim-2', 'b', 'shared'),
    ]);

    const expected = [{ stream: 'claim-1', position: '2', error: 'TypeError at Poisonous v1' }];
    expect(poisoned).toEqual(expected);
    expect(await quarantined()).toEqual(expected);
    expect(await countsIn(database.dataSource)).toEqual({ a: 1, b: 1, shared: 1 });
  });

  it('keeps its stream out for good, marked once', async () => {
    await advanceOver([log.add('claim-1', 'Poisonous', { ids: ['a'] })]);
    const again = log.add('claim-1', 'Poisonous', { ids: ['a'] });
    const poisoned = await advanceOver([again, count('claim-1', 'a'), count('claim-2', 'b')], '1');

    expect(poisoned).toEqual([]);
    expect(await countsIn(database.dataSource)).toEqual({ b: 1 });
    expect(await quarantined()).toHaveLength(1);
  });

  it('may be one of a newer release', async () => {
    await advanceOver([log.add('claim-1', 'FromTheFuture'), count('claim-2', 'b')]);

    expect(await quarantined()).toEqual([
      { stream: 'claim-1', position: '1', error: 'UnknownEvent at FromTheFuture v1' },
    ]);
    expect(await countsIn(database.dataSource)).toEqual({ b: 1 });
  });

  it.each([
    ['a number that is too large', 'Added', { amount: 2 ** 31 }, 'QueryFailedError 22003 at Added'],
    ['a fraction in a whole column', 'Added', { amount: 0.5 }, 'QueryFailedError 22P02 at Added'],
    ['no number at all', 'Added', { amount: 'x' }, 'QueryFailedError 22P02 at Added'],
    ['a NUL', 'Counted', { note: 'a\0b' }, 'UnwritableRow at Counted'],
    ['half a surrogate pair', 'Counted', { note: '\ud83d' }, 'UnwritableRow at Counted'],
  ])('may make a row that PostgreSQL cannot hold: %s', async (_, type, data, error) => {
    const before = [count('claim-1', 'a'), count('claim-2', 'b'), count('claim-3', 'c')];
    const bad = log.add('claim-2', type, { ids: ['b'], ...data });
    const after = [count('claim-1', 'a'), count('claim-2', 'b'), count('claim-3', 'c')];
    const poisoned = await advanceOver([...before, bad, ...after]);

    expect(poisoned).toEqual([{ stream: 'claim-2', position: '4', error: `${error} v1` }]);
    expect(await countsIn(database.dataSource)).toEqual({ a: 2, b: 1, c: 2 });
    expect(await checkpoint()).toBe('7');
  });

  it('is not one that only looks like it: a text may speak of \\u0000', async () => {
    const spoken = log.add('claim-1', 'Counted', { ids: ['a'], note: '\\u0000 😀 "\\' });
    expect(await advanceOver([spoken])).toEqual([]);

    const [row] = await database.dataSource.getRepository(projection.table).find();
    expect(row?.note).toBe('\\u0000 😀 "\\');
  });
});
