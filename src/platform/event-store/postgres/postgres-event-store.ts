import type { ClientConfig, Pool } from 'pg';
import {
  type Append,
  type AppendOutcome,
  EventStore,
  isAfter,
  type LedgerRow,
  type Position,
  type ReadStreamOptions,
  START,
  type StoredEvent,
  type StreamName,
  type UnchangedPart,
} from '../event-store';
import { refuseUnacceptable } from '../acceptable-chain';
import { EventStoreClosed, LogBroken } from '../append-errors';
import { gathering, type GatheringLimits } from '../../gathering';
import { appendWithRetry } from './append-with-retry';
import { type Chain, groupCommit, type GroupCommitSettings, piecesOf } from './group-commit';
import { logHints } from './log-hints';
import {
  allQuery,
  byStream,
  contiguousAfter,
  contiguousInStream,
  eventsOf,
  headQuery,
  ledgerRowsOf,
  rowsOf,
  streamQuery,
  streamsQuery,
} from './reading';
import { subscription } from './subscription';
import { rememberUnchanged } from './unchanged';

export type PostgresEventStoreSettings = GroupCommitSettings & {
  /** Pauses before a call without a clear answer is repeated, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  /** How long an event may stay unseen when no hint arrives. */
  readonly pollMs: number;
  /** How to reach the server for LISTEN; by default as the pool does. A pooler in transaction mode cannot pass hints on. */
  readonly listen?: ClientConfig;
};

export const POSTGRES_EVENT_STORE_SETTINGS: PostgresEventStoreSettings = {
  limits: { chains: 256, events: 5_000, size: 4_000_000 },
  callsInFlight: 2,
  retryDelaysMs: [50, 100, 200, 400, 800],
  pollMs: 1_000,
};

/** Commands that are under way at the same time look into the log together. */
const TOGETHER: GatheringLimits = { looksAtOnce: 2, callers: 64 };
const FEW_STREAMS = 8;

/** The log in PostgreSQL. The pool stays its owner's: `close` drains the appends and ends the subscriptions only. */
export class PostgresEventStore extends EventStore {
  private readonly appends = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();
  private readonly hints;
  private readonly commit;
  private readonly streamsOf;
  private readonly commandsOf;

  constructor(
    private readonly pool: Pool,
    private readonly settings: PostgresEventStoreSettings = POSTGRES_EVENT_STORE_SETTINGS,
  ) {
    super();
    this.commit = groupCommit(appendWithRetry(pool, settings.retryDelaysMs), settings);
    this.streamsOf = gathering(
      async (streams: readonly StreamName[]) =>
        byStream(await eventsOf(pool, streamsQuery(streams))),
      TOGETHER,
    );
    this.commandsOf = gathering((ids: readonly string[]) => ledgerRowsOf(pool, ids), TOGETHER);
    this.hints = logHints(settings.listen ?? pool.options);
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    pool.on('error', ignore);
  }

  /** @throws AppendOutcomeUnknown, AppendRefused, EventStoreClosed */
  override append(chain: readonly Append[]): Promise<readonly AppendOutcome[]> {
    const appending = this.appendPieces(chain);
    const forget = () => this.appends.delete(appending);
    this.appends.add(appending);
    appending.then(forget, forget);
    return appending;
  }

  override async readStream(
    stream: StreamName,
    options?: ReadStreamOptions,
  ): Promise<readonly StoredEvent[]> {
    return contiguousInStream(await eventsOf(this.pool, streamQuery(stream, options)));
  }

  override async readStreams(
    streams: readonly StreamName[],
  ): Promise<readonly (readonly StoredEvent[])[]> {
    if (streams.length === 0) return [];
    // A list of a thousand people has a look of its own: nobody's single stream shall wait for it.
    const found =
      streams.length > FEW_STREAMS
        ? byStream(await eventsOf(this.pool, streamsQuery(streams)))
        : await this.streamsOf(streams);
    return streams.map((stream) => contiguousInStream(found.get(stream) ?? []));
  }

  /** @throws LogBroken rather than leave out an event */
  override async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return contiguousAfter(after, await eventsOf(this.pool, allQuery(after, limit)));
  }

  override subscribe(
    after: Position,
    { batchSize, signal }: { readonly batchSize: number; readonly signal: AbortSignal },
  ): AsyncIterable<readonly StoredEvent[]> {
    return subscription({
      after,
      signal: AbortSignal.any([signal, this.closing.signal]),
      read: (position) => this.readOrEnd(position, batchSize),
      batchSize,
      hints: this.hints,
      pollMs: this.settings.pollMs,
    });
  }

  override async head(): Promise<Position> {
    const [row] = await rowsOf<[Position]>(this.pool, headQuery());
    return row?.[0] ?? START;
  }

  override rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]> {
    return rememberUnchanged(this.pool, parts);
  }

  override async findCommand(commandId: string): Promise<readonly LedgerRow[]> {
    const rows = await this.commandsOf([commandId]);
    return rows.filter((row) => row.commandId === commandId);
  }

  /** Takes no more appends, waits for those that were taken, and ends every subscription. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.appends);
    await this.hints.close();
  }

  private async appendPieces(chain: Chain): Promise<readonly AppendOutcome[]> {
    if (this.closing.signal.aborted) throw new EventStoreClosed();
    refuseUnacceptable(chain);
    if (chain.length === 0) return [];

    const outcomes: AppendOutcome[] = [];
    for (const piece of piecesOf(chain)) {
      outcomes.push(...(await this.commit(piece)));
      if (!stands(outcomes.at(-1))) break;
    }
    return chain.map((_, index) => outcomes[index] ?? { kind: 'not_tried' });
  }

  /** @throws LogBroken where the log ends before what was read of it, as after a restore */
  private async readOrEnd(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const events = await this.readAll(after, limit);
    if (events.length === 0 && isAfter(after, await this.head()))
      throw new LogBroken(`it ends before position ${after}`);
    return events;
  }
}

const stands = (outcome: AppendOutcome | undefined): boolean =>
  outcome?.kind === 'appended' || outcome?.kind === 'replayed';

const ignore = (): void => undefined;
