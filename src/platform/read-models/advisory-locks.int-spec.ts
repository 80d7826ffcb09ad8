import { setTimeout as sleep } from 'node:timers/promises';
import { advisoryLocks, type Locks } from './advisory-locks';
import { counting, databaseWith, eventually, type TestDatabase } from './testing/counting';

const KEY = 'event-count-v1';
const SILENT_MS = 300;

let database: TestDatabase;
let opened: Locks[];
beforeEach(async () => {
  database = await databaseWith(counting());
  opened = [];
});
afterEach(async () => {
  for (const locks of opened) await locks.close().catch(() => undefined);
  await database.close();
});

/** As of a process of its own; one that never gives a sign is one that was stopped. */
const locks = async (signEveryMs: number): Promise<Locks> => {
  const one = advisoryLocks(await database.another(), { silentMs: SILENT_MS, signEveryMs });
  opened.push(one);
  return one;
};
const OFTEN_MS = 50;
const NEVER_MS = 3_600_000;

describe('The lock of a read model', () => {
  it('passes on from a process that gives no sign any more', async () => {
    const [stopped, next] = [await locks(NEVER_MS), await locks(OFTEN_MS)];
    expect(await stopped.tryLock(KEY)).toBe(true);
    expect(await next.tryLock(KEY)).toBe(false);

    await eventually(() => next.tryLock(KEY));

    // Gone on with, it learns by itself that it has lost the lock.
    await stopped.tryLock(KEY).catch(() => undefined);
    expect(await stopped.tryLock(KEY)).toBe(false);
  });

  it('stays with a process that gives signs, however long it has nothing to do', async () => {
    const [living, next] = [await locks(OFTEN_MS), await locks(OFTEN_MS)];
    expect(await living.tryLock(KEY)).toBe(true);
    for (let round = 0; round < 8; round++) {
      await sleep(SILENT_MS / 2);
      expect(await next.tryLock(KEY)).toBe(false);
    }
    expect(await living.tryLock(KEY)).toBe(true);
  });

  it('is free once it is closed, and its connection is as patient as before', async () => {
    const source = await database.another();
    const first = advisoryLocks(source, { silentMs: SILENT_MS, signEveryMs: OFTEN_MS });
    await first.tryLock(KEY);
    await first.close();
    const [row] = await source.query<readonly { readonly idle_session_timeout: string }[]>(
      'SHOW idle_session_timeout',
    );
    expect(row?.idle_session_timeout).toBe('0');
    expect(await (await locks(OFTEN_MS)).tryLock(KEY)).toBe(true);
  });
});
