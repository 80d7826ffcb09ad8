import type { DataSource, QueryRunner } from 'typeorm';
import { type Run, runOn } from './sql';

/** Which of several processes works on a read model. A convenience, not the guard: that is the compare-and-set of the checkpoint. */
export type Locks = {
  /** False while another process has it. It stays ours until this process closes its locks or dies. */
  readonly tryLock: (key: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** A process that gives no sign for so long is as good as dead, though its system keeps the connection up for it. */
const SILENT_MS = 8_000;
const SIGN_EVERY_MS = 2_000;

/**
 * Session locks of PostgreSQL, all on one connection: they go with it, so nobody has to notice that a process died. The
 * server ends a connection that is silent, so they go also with a process that was stopped, or is out of reach.
 */
export const advisoryLocks = (
  dataSource: DataSource,
  { silentMs = SILENT_MS, signEveryMs = SIGN_EVERY_MS } = {},
): Locks => {
  let session: Session | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let signs: NodeJS.Timeout | undefined;

  /** One statement at a time, as a connection has no more. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const renewed = async (): Promise<Session> => {
    signs ??= setInterval(() => void inTurn(sign), signEveryMs).unref();
    if (!session || session.runner.isReleased) session = await opened(dataSource, silentMs);
    return session;
  };

  /** A connection that failed is never asked again: with it the locks are gone, and TypeORM would remember the failure. */
  const forget = async (): Promise<void> => {
    const failed = session;
    session = null;
    await failed?.runner.release().catch(() => undefined);
  };

  const sign = async (): Promise<void> => {
    if (session) await session.run('SELECT true').catch(forget);
  };

  const tryLock = async (key: string): Promise<boolean> => {
    try {
      return await lockedIn(await renewed(), key);
    } catch (error) {
      await forget();
      throw error;
    }
  };

  const close = async (): Promise<void> => {
    clearInterval(signs);
    const closing = session;
    session = null;
    if (closing && !closing.runner.isReleased) await closed(closing);
  };

  return { tryLock: (key) => inTurn(() => tryLock(key)), close: () => inTurn(close) };
};

/** False, and nothing done, while another process has that lock. */
export const whileLocked = async (
  dataSource: DataSource,
  key: string,
  work: () => Promise<unknown>,
): Promise<boolean> => {
  const locks = advisoryLocks(dataSource);
  try {
    if (!(await locks.tryLock(key))) return false;
    await work();
    return true;
  } finally {
    // A connection that is gone has taken its locks with it.
    await locks.close().catch(() => undefined);
  }
};

type Session = { readonly runner: QueryRunner; readonly run: Run; readonly held: Set<string> };

const opened = async (dataSource: DataSource, silentMs: number): Promise<Session> => {
  const runner = dataSource.createQueryRunner();
  const run = runOn(runner);
  try {
    await run(`SET idle_session_timeout = ${silentMs}`);
  } catch (error) {
    await runner.release().catch(() => undefined);
    throw error;
  }
  return { runner, run, held: new Set() };
};

const lockedIn = async ({ run, held }: Session, key: string): Promise<boolean> => {
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

/** The pool would hand the locks on with the connection, and the server's impatience. */
const closed = async ({ runner, run }: Session): Promise<void> => {
  try {
    await run('RESET idle_session_timeout');
    await run('SELECT pg_advisory_unlock_all()');
  } finally {
    await runner.release();
  }
};
