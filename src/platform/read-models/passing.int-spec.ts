import { checkpointsOf, lockCheckpoint, moveFreeCheckpoints, openCheckpoint } from './checkpoints';
import { passingTogether } from './passing';
import { inTransaction, type Run, runAlone } from './sql';
import { counting, databaseWith, type TestDatabase } from './testing/counting';

const KEYS = ['one-v1', 'other-v1', 'third-v1'] as const;
let database: TestDatabase;
let run: Run;

beforeEach(async () => {
  database = await databaseWith(counting());
  run = runAlone(database.dataSource);
  for (const key of KEYS) await openCheckpoint(run, key);
});
afterEach(() => database.close());

const positions = async () => Object.fromEntries(await checkpointsOf(run, KEYS));
const to = (key: string, goal: string, from = '0') => ({ key, from, to: goal });

describe('Read models that pass over events of others', () => {
  it('move together, each to its own place', async () => {
    const pass = passingTogether(database.dataSource);

    const moved = await Promise.all([
      pass(to('one-v1', '5')),
      pass(to('other-v1', '7')),
      pass(to('third-v1', '5')),
    ]);

    expect(moved).toEqual([true, true, true]);
    expect(await positions()).toEqual({ 'one-v1': '5', 'other-v1': '7', 'third-v1': '5' });
  });

  it('are told where somebody else has moved one, and the others move all the same', async () => {
    const pass = passingTogether(database.dataSource);
    await pass(to('one-v1', '3'));

    const moved = await Promise.all([pass(to('one-v1', '5')), pass(to('other-v1', '5'))]);

    expect(moved).toEqual([false, true]);
    expect(await positions()).toMatchObject({ 'one-v1': '3', 'other-v1': '5' });
  });

  it('do not wait for one that is held, which moves as soon as it is let go', async () => {
    const pass = passingTogether(database.dataSource);
    const held = inTransaction(database.dataSource, async (within) => {
      await lockCheckpoint(within, 'one-v1');
      const waiting = pass(to('one-v1', '5'));
      await expect(pass(to('other-v1', '5'))).resolves.toBe(true);
      expect(await positions()).toMatchObject({ 'one-v1': '0', 'other-v1': '5' });
      return { waiting };
    });

    const { waiting } = await held;
    await expect(waiting).resolves.toBe(true);
    expect(await positions()).toMatchObject({ 'one-v1': '5' });
  });

  it('find no checkpoint to move among those that somebody holds', async () => {
    await inTransaction(database.dataSource, async (within) => {
      await lockCheckpoint(within, 'one-v1');
      const both = [to('one-v1', '5'), to('other-v1', '5')];
      expect([...(await moveFreeCheckpoints(run, both))]).toEqual(['other-v1']);
    });
  });
});
