import type { DataSource, QueryRunner } from 'typeorm';
import { runOn } from './sql';

/** Which of several processes works on a read model. A convenience, not the guard: that is the compare-and-set of the checkpoint. */
export type Locks = {
  /** False while another process has it. It stays ours until this process closes its locks or dies. */
  readonly tryLock: (key: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Session locks of PostgreSQL, all on one connection: they go with it, so nobody has to notice that a process died. */
export const advisoryLocks = (dataSource: DataSource): Locks => {
  let connection: QueryRunner | null = null;
  let held = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  const renewed = (): QueryRunner => {
    if (connection && !connection.isReleased) return connection;
    held = new Set();
    connection = dataSource.createQueryRunner();
    return connection;
  };

  /** One statement at a time, as a connection has no more. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const tryLock = async (key: string): Promise<boolean> => {
    const run = runOn(renewed());
    // A lock that is held would be taken a second time and then need two releases.
    const [answer] = held.has(key)
      ? await run<{ locked: boolean }>('SELECT true AS locked')
      : await run<{ locked: boolean }>(
          `SELECT pg_try_advisory_lock(hashtextextended('read_models.' || $1, 0)) AS locked`,
          [key],
        );
    if (answer?.locked) held.add(key);
    return answer?.locked === true;
  };

  const close = async (): Promise<void> => {
    if (!connection || connection.isReleased) return;
    const closing = connection;
    connection = null;
    // The pool would hand the locks on with the connection.
    await runOn(closing)('SELECT pg_advisory_unlock_all()').finally(() => closing.release());
  };

  /** A connection that failed is never asked again: with it the locks are gone, and TypeORM would remember the failure. */
  const orForget = async (key: string): Promise<boolean> => {
    try {
      return await tryLock(key);
    } catch (error) {
      const failed = connection;
      connection = null;
      held = new Set();
      await failed?.release().catch(() => undefined);
      throw error;
    }
  };

  return { tryLock: (key) => inTurn(() => orForget(key)), close: () => inTurn(close) };
};
