import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { officeDayAt } from '../../kernel/calendar-day';
import type { Clock } from '../clock';
import { whileLocked } from './advisory-locks';
import { isRight } from './certificate';
import { keyOf } from './checkpoints';
import { nameOf } from './decoding';
import type { AnyProjection } from './projection';
import type { Report } from './projection-runner';
import { reconcile, RebuildUnderWay } from './reconcile';
import { prune } from './retired';
import type { FoldingParts, Gently } from './folding';
import { type Run, runAlone } from './sql';
import { pause } from './waiting';

export type DailyVerificationParts = Omit<FoldingParts, 'onRead' | 'gently'> & {
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
  /** Of the day in the office; null verifies nothing by itself. */
  readonly hour: number | null;
  /** Runs the work on connections that wait as long as it takes, and take none from those who serve. */
  readonly patiently: (work: (dataSource: DataSource) => Promise<void>) => Promise<void>;
  readonly report?: Report;
  readonly lookEveryMs?: number;
  readonly retryAfterMs?: number;
};

const LOOK_EVERY_MS = 5_000;
/** A fold of the whole log is not tried again at once. */
const RETRY_AFTER_MS = 10 * 60_000;
/** Events of a page: what is folded in one go keeps requests of this process waiting. */
const PAGE = 500;
const LONGEST_REST_MS = 1_000;
/** A comparison in the database may go on; its connection ends with the process. */
const STOPS_WITHIN_MS = 5_000;

export type DailyVerification = { readonly stop: () => Promise<void> };

/**
 * Folds the log afresh once a day and compares every row, as `projections verify` does, with rests. A day on which no
 * process ran at that hour is made up for by the next that runs; of several, one works. Where all is right, the tables of
 * earlier versions go.
 */
export const verifyDaily = (parts: DailyVerificationParts): DailyVerification => {
  const stopping = new AbortController();
  const ended = parts.hour === null ? Promise.resolve() : look(parts, parts.hour, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      const waited = new AbortController();
      await Promise.race([ended, pause(STOPS_WITHIN_MS, waited.signal)]);
      waited.abort();
    },
  };
};

const look = async (
  parts: DailyVerificationParts,
  hour: number,
  signal: AbortSignal,
): Promise<void> => {
  const { lookEveryMs = LOOK_EVERY_MS, retryAfterMs = RETRY_AFTER_MS, report = toLog } = parts;
  let done = new Date(0);
  const lookOnce = async (): Promise<number> => {
    try {
      const due = lastDueAt(parts.clock.now(), hour);
      if (due > done && (await verifyOnce(due, parts, signal))) done = due;
      return lookEveryMs;
    } catch (error) {
      const reason = error instanceof RebuildUnderWay ? error.message : nameOf(error);
      if (!signal.aborted)
        report('error', 'The read models could not be verified; it will be tried again', {
          reason,
        });
      return retryAfterMs;
    }
  };
  while (!signal.aborted) await pause(await lookOnce(), signal);
};

/** The last time that the clock of the office struck that hour. */
export const lastDueAt = (now: Date, hour: number): Date => {
  const day = officeDayAt(new Date(now.getTime() - hour * HOUR_MS));
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + hour * HOUR_MS);
};
const HOUR_MS = 3_600_000;

/** True where nothing is left to do for that hour; false while another process is at it. */
const verifyOnce = async (
  due: Date,
  parts: DailyVerificationParts,
  signal: AbortSignal,
): Promise<boolean> => {
  const { dataSource, projections } = parts;
  const isDone = async () => (await provenSince(runAlone(dataSource), projections)) >= due;
  if (await isDone()) return true;
  // Another process may have come to its end between the question and the lock.
  return whileLocked(dataSource, 'verify-daily', async () => {
    if (!(await isDone())) await verify(parts, signal);
  });
};

const verify = async (parts: DailyVerificationParts, signal: AbortSignal): Promise<void> => {
  const { store, decode, projections, report = toLog } = parts;
  await parts.patiently(async (dataSource) => {
    const folding = { dataSource, store, decode, gently: { page: PAGE, rest: restIn(signal) } };
    const certificates = await reconcile(projections, { kind: 'verify' }, folding);
    const wrong = certificates.filter((one) => !isRight(one));
    for (const { name, differences } of wrong)
      report('error', 'A read model is not what the log says', {
        projection: name,
        differences: String(differences),
      });
    if (wrong.length === 0) await dropRetired(dataSource, projections, report);
  });
};

/** Nobody empties them of whoever is erased. A day is left to go back to the release before. */
const dropRetired = async (
  dataSource: DataSource,
  projections: readonly AnyProjection[],
  report: Report,
): Promise<void> => {
  const parts = { dataSource, apply: true, readyForHours: KEPT_FOR_HOURS };
  for (const { table, outcome } of await prune(projections, parts))
    report('warn', 'A later version has taken the place of this table', { table, outcome });
};
const KEPT_FOR_HOURS = 24;

/** As long as it has worked: half of the time is left to others. */
const restIn =
  (signal: AbortSignal): Gently['rest'] =>
  async (workedMs) => {
    await pause(Math.min(workedMs, LONGEST_REST_MS), signal);
    signal.throwIfAborted();
  };

/** When the least recently proven of them was last held against the log, or was built from it. */
const provenSince = async (run: Run, projections: readonly AnyProjection[]): Promise<Date> => {
  const [row] = await run<{ at: Date }>(
    `SELECT min(coalesce(greatest(checkpoint.ready_at, verified.finished_at), 'epoch')) AS at
       FROM unnest($1::text[], $2::int[], $3::text[]) AS wanted (name, version, key)
       LEFT JOIN read_models.checkpoint ON checkpoint.projection = wanted.key
       LEFT JOIN LATERAL (
         SELECT finished_at FROM read_models.reconciliation
          WHERE reconciliation.name = wanted.name AND (certificate ->> 'version')::int = wanted.version
          ORDER BY id DESC LIMIT 1) AS verified ON true`,
    [
      projections.map(({ name }) => name),
      projections.map(({ version }) => version),
      projections.map(keyOf),
    ],
  );
  return row?.at ?? new Date(0);
};

const logger = new Logger('DailyVerification');
const toLog: Report = (level, message, fields) => {
  logger[level]({ ...fields, msg: message });
};
