import { setMaxListeners } from 'node:events';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Clock } from '../clock';
import { type EventStore, isAfter, type Position, START } from '../event-store/event-store';
import { advisoryLocks } from '../read-models/advisory-locks';
import { type Decode, sharedDecoding } from '../read-models/decoding';
import { sharedFeed } from '../read-models/feed';
import type { FollowedLog } from '../read-models/read-models';
import { type Progress, progressOf } from '../read-models/progress';
import type { Report } from '../read-models/projection-runner';
import { runAlone } from '../read-models/sql';
import { runDaily } from './daily-runner';
import { checkpointsOf, countsOf, doneDays } from './memory';
import type { AnyDailyReaction, AnyReaction, Buses } from './reaction';
import { runReaction } from './reaction-runner';
import { stoppedSinceIn } from './release';
import { refusalsIn } from './settling';

export type ReactionsParts = {
  /** A connection of its pool is kept for locks. */
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'subscribe' | 'head'>;
  readonly decode: Decode;
  /** Of whoever follows the log in this process already; without it they follow it by themselves. */
  readonly followed?: FollowedLog;
  readonly clock: Clock;
  readonly reactions: readonly AnyReaction[];
  readonly daily: readonly AnyDailyReaction[];
  /** Events read at once, and so in memory. */
  readonly batchSize?: number;
  readonly report?: Report;
};

export type ReactionStatus = {
  readonly name: string;
  /** Null where the calendar is the cause. */
  readonly position: Position | null;
  /** Positions between it and the end of the log; null where the calendar is the cause. */
  readonly lag: number | null;
  /** The last day whose work is done; null where events are the cause. */
  readonly doneOn: CalendarDay | null;
  /** Commands to which a rule said no, and at which nobody has looked yet. */
  readonly refused: number;
  /** Streams that it has stopped at. */
  readonly stopped: number;
};

const BATCH_SIZE = 500;
/** Within the patience of whoever asks whether this process is ready. */
const MOVES_WITHIN_MS = 1_500;
const PATIENCE_MS = 5_000;

/** All reactions of this process: sends what events and days ask for, and says how far each has come. */
export class Reactions {
  private readonly progress: Progress;
  private running: { readonly stopping: AbortController; readonly ended: Promise<unknown> } | null =
    null;

  constructor(private readonly parts: ReactionsParts) {
    this.progress = progressOf((names) => checkpointsOf(runAlone(parts.dataSource), names));
  }

  /** Once messages can be handled. */
  start(buses: Buses): void {
    if (this.running) return;
    const { dataSource, store, clock } = this.parts;
    const stopping = new AbortController();
    const { signal } = stopping;
    // Every runner listens to it; Node would take that many for a leak.
    setMaxListeners(0, signal);
    const report = this.parts.report ?? toLog;
    const { feed, decode, listening } = this.following(report, signal);
    const locks = advisoryLocks(dataSource);
    const common = { run: runAlone(dataSource), buses, locks, report };
    const onReached = this.progress.reached;
    const work = [
      ...this.parts.reactions.map((reaction) =>
        runReaction(reaction, { ...common, store, feed, decode, onReached }, signal),
      ),
      ...this.parts.daily.map((daily) => runDaily(daily, { ...common, clock }, signal)),
      listening,
    ];
    // A connection that is gone has taken its locks with it.
    const ended = Promise.all(work).then(() => locks.close().catch(() => undefined));
    this.running = { stopping, ended };
  }

  /** The command that is under way is finished; then somebody else may take over. */
  async stop(): Promise<void> {
    this.running?.stopping.abort();
    await this.running?.ended;
    this.running = null;
    this.progress.close();
  }

  async status(): Promise<readonly ReactionStatus[]> {
    const { dataSource, store, reactions, daily } = this.parts;
    const run = runAlone(dataSource);
    const positions = await this.positions();
    const counts = await countsOf(run);
    const days = await doneDays(run);
    const head = await store.head();
    const countsFor = (name: string) => counts.get(name) ?? { refused: 0, stopped: 0 };
    return [
      ...reactions.map(({ name }) => {
        const position = positions.get(name) ?? START;
        const lag = Number(BigInt(head) - BigInt(position));
        return { name, position, lag, doneOn: null, ...countsFor(name) };
      }),
      ...daily.map(({ name }) => {
        const doneOn = days.get(name) ?? null;
        return { name, position: null, lag: null, doneOn, ...countsFor(name) };
      }),
    ];
  }

  /** Resolves once every event that stood in the log at this moment has been reacted to. Throws `ProjectionBehind`. */
  async caughtUp(timeoutMs = PATIENCE_MS): Promise<void> {
    const head = await this.parts.store.head();
    await Promise.all(
      this.parts.reactions.map(({ name }) => this.progress.waitFor(name, head, timeoutMs)),
    );
  }

  /** Resolves where each reaction has come to the end of the log, or comes nearer: a long list is no fault. Throws `ReactionStuck`. */
  async mustMove(withinMs = MOVES_WITHIN_MS): Promise<void> {
    const before = await this.positions();
    const caughtUp = await this.caughtUp(withinMs).then(
      () => true,
      () => false,
    );
    if (caughtUp) return;
    const [head, after] = [await this.parts.store.head(), await this.positions()];
    for (const { name } of this.parts.reactions) {
      const [from, to] = [before.get(name) ?? START, after.get(name) ?? START];
      if (!isAfter(to, from) && isAfter(head, to)) throw new ReactionStuck(name, to);
    }
  }

  /** The streams that a reaction has stopped at, in the order of their first bad event. */
  stoppedStreams(name: string): ReturnType<typeof stoppedSinceIn> {
    return stoppedSinceIn(runAlone(this.parts.dataSource), name);
  }

  /** What was refused to a reaction, oldest first. */
  refusals(name: string): ReturnType<typeof refusalsIn> {
    return refusalsIn(runAlone(this.parts.dataSource), name);
  }

  private following(
    report: Report,
    signal: AbortSignal,
  ): FollowedLog & { readonly listening: Promise<void> } {
    const { store, decode, followed, batchSize = BATCH_SIZE } = this.parts;
    if (followed) return { ...followed, listening: Promise.resolve() };
    const feed = sharedFeed(store, batchSize);
    const listening = feed.listen(signal, () => {
      report('warn', 'The end of the log is out of sight of the reactions; trying again', {});
    });
    return { feed, decode: sharedDecoding(decode), listening };
  }

  private positions(): Promise<ReadonlyMap<string, Position>> {
    const names = this.parts.reactions.map(({ name }) => name);
    return checkpointsOf(runAlone(this.parts.dataSource), names);
  }
}

export class ReactionStuck extends Error {
  override readonly name = 'ReactionStuck';

  constructor(
    readonly reaction: string,
    readonly position: Position,
  ) {
    super(`${reaction} stands still at ${position}, and the log goes on.`);
  }
}

const logger = new Logger('Reactions');
const toLog: Report = (level, message, fields) => {
  logger[level]({ ...fields, msg: message });
};
