import type { DataSource, QueryRunner } from 'typeorm';
import { advisoryLocks } from './advisory-locks';

type Fake = Pick<QueryRunner, 'query' | 'release'> & { readonly isReleased: boolean };

/** As TypeORM does: a runner whose connection failed once fails for ever, and is not released by it. */
const broken: Fake = {
  isReleased: false,
  query: () => Promise.reject(new Error('Connection terminated')),
  release: () => Promise.resolve(),
};
const sound: Fake = {
  isReleased: false,
  query: () => Promise.resolve({ records: [{ locked: true }] } as never),
  release: () => Promise.resolve(),
};

const handingOut = (...runners: readonly Fake[]) => {
  let next = 0;
  return { createQueryRunner: () => runners[next++] } as unknown as DataSource;
};

describe('A connection for locks that has failed', () => {
  it('is not asked again: the next try opens another', async () => {
    const locks = advisoryLocks(handingOut(broken, sound));
    await expect(locks.tryLock('claim-file-v1')).rejects.toThrow('Connection terminated');
    expect(await locks.tryLock('claim-file-v1')).toBe(true);
  });
});
