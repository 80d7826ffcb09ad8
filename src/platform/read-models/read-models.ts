import { setMaxListeners } from 'node:events';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { type EventStore, type Position, START } from '../event-store/event-store';
import { advancingTogether } from './advancing';
import { advisoryLocks, type Locks } from './advisory-locks';
import { lastReconciliations, type Reconciliation } from './certificate';
import { checkpointsOf, keyOf, type Quarantined, quarantinedIn } from './checkpoints';
import { type Decode, type DecodeEach, openingDecoding, sharedDecoding } from './decoding';
import { type Feed, type SharedFeed, sharedFeed } from './feed';
import { type Progress, progressOf } from './progress';
import type { AnyProjection } from './projection';
import { passingTogether } from './passing';
import { checkpointWithinLog, type Report, runProjection } from './projection-runner';
import { runAlone } from './sql';
import { type ReadModelStatus, statusOf } from './status';

export type ReadModelsParts = {
  /** It holds every projection's table among its entities, and a connection of its pool is kept for locks. */
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'readAll' | 'subscribe' | 'head'>;
  readonly decode: Decode;
  readonly projections: readonly AnyProjection[];
  /** Events in one transaction, and so in memory. */
  readonly batchSize?: number;
  readonly report?: Report;
  /** Told of each as soon as all can be read that stands in the log up to there. */
  readonly onReached?: (key: string, position: Position) => void;
};

/** The log as this process follows it: each page is read and each event parsed once for all who follow, and left sealed. */
export type FollowedLog = { readonly feed: Feed; readonly decode: DecodeEach };

const BATCH_SIZE = 1_000;
const PATIENCE_MS = 5_000;

/** All read models of this process: keeps them up to date, and says how far they are. */
export class ReadModels {
  /** For others who follow it too, from `start` to `stop`. */
  readonly followed: FollowedLog & { readonly feed: SharedFeed };
  private readonly progress: Progress;
  private running: { readonly stopping: AbortController; readonly ended: Promise<unknown> } | null =
    null;

  constructor(private readonly parts: ReadModelsParts) {
    const { store, decode, batchSize = BATCH_SIZE } = parts;
    this.followed = { feed: sharedFeed(store, batchSize), decode: sharedDecoding(decode) };
    this.progress = progressOf((keys) => checkpointsOf(runAlone(parts.dataSource), keys));
  }

  /**
   * Their tables are prepared. Throws `CheckpointBeyondLog`, and starts nothing, where one of them was built from
   * another log.
   */
  async start(): Promise<void> {
    if (this.running) return;
    const { dataSource, store, decode, projections } = this.parts;
    for (const projection of projections) await checkpointWithinLog(projection, this.parts);

    const stopping = new AbortController();
    const { signal } = stopping;
    // Every runner listens to it; Node would take that many for a leak.
    setMaxListeners(0, signal);
    const report = this.parts.report ?? toLog;
    const { feed, decode: sealed } = this.followed;
    const locks = advisoryLocks(dataSource);
    const [advance, pass] = [advancingTogether(dataSource), passingTogether(dataSource)];
    const onReached = (key: string, position: Position): void => {
      this.reached(key, position);
      this.parts.onReached?.(key, position);
    };
    const runners = projections.map((projection) =>
      runProjection(
        projection,
        {
          ...{ dataSource, store, feed, locks, advance, pass, report, onReached },
          decode: projection.opensPersonal ? openingDecoding(decode, sealed) : sealed,
        },
        signal,
      ),
    );
    const listening = feed.listen(signal, () => {
      report('warn', 'The end of the log is out of sight; trying again', {});
    });
    this.running = { stopping, ended: ended([...runners, listening], locks) };
  }

  /** What has been begun is finished; then somebody else may take over. */
  async stop(): Promise<void> {
    this.running?.stopping.abort();
    await this.running?.ended;
    this.running = null;
    this.progress.close();
  }

  /** Heard from whoever is at work elsewhere: whoever waits here need not ask. */
  reached(key: string, position: Position): void {
    this.progress.reached(key, position);
  }

  /** How far it has certainly got. Read it before the rows, or in one snapshot with them. */
  async positionOf(name: string): Promise<Position> {
    const key = this.keyFor(name);
    return (await checkpointsOf(runAlone(this.parts.dataSource), [key])).get(key) ?? START;
  }

  /** Resolves once everything up to that position can be read. Throws `ProjectionBehind`. */
  async waitFor(name: string, minPosition: Position, timeoutMs = PATIENCE_MS): Promise<void> {
    await this.progress.waitFor(this.keyFor(name), minPosition, timeoutMs);
  }

  /** Resolves once everything that stood in the log at this moment can be read. Throws `ProjectionBehind`. */
  async caughtUp(name: string, timeoutMs = PATIENCE_MS): Promise<void> {
    await this.waitFor(name, await this.parts.store.head(), timeoutMs);
  }

  status(): Promise<readonly ReadModelStatus[]> {
    return statusOf(this.parts.projections, this.parts);
  }

  /** What came of folding the log afresh: the last ones of each read model, newest first. */
  reconciliations(each: number): Promise<readonly Reconciliation[]> {
    const names = this.parts.projections.map(({ name }) => name);
    return lastReconciliations(runAlone(this.parts.dataSource), names, each);
  }

  /** The streams it has stopped reading, in the order of their first bad event. */
  async quarantinedStreams(name: string): Promise<readonly (Quarantined & { since: Date })[]> {
    return quarantinedIn(runAlone(this.parts.dataSource), this.keyFor(name));
  }

  private keyFor(name: string): string {
    const projection = this.parts.projections.find((one) => one.name === name);
    if (!projection) throw new RangeError(`There is no read model ${name}.`);
    return keyOf(projection);
  }
}

const ended = async (work: readonly Promise<void>[], locks: Locks): Promise<void> => {
  await Promise.all(work);
  // A connection that is gone has taken its locks with it.
  await locks.close().catch(() => undefined);
};

const logger = new Logger('ReadModels');
const toLog: Report = (level, message, fields) => {
  logger[level]({ ...fields, msg: message });
};
