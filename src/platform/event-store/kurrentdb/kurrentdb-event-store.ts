import type { JSONEventData } from '@eventstore/db-client';
import { ANY, NO_STREAM as EXPECT_NO_STREAM } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { refuseUnacceptable } from '../acceptable-chain';
import { AppendRefused, EventStoreClosed } from '../append-errors';
import {
  type Append,
  type AppendOutcome,
  EventStore,
  type LedgerRow,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamName,
  type UnchangedPart,
} from '../event-store';
import { categoryOf } from '../recorded-event';
import { appendOnce, type Parts, settleClaims } from './appending';
import type { Kurrent, KurrentClient, KurrentDbSettings } from './client';
import { kindOf, readFailure } from './failure';
import type { CommandLedger } from './ledger';
import { type LogReader, logReader } from './log-reading';
import { type StreamReader, streamReader } from './stream-reading';
import { subscription } from './subscription';
import { logTail } from './tail';
import { atMost, oneAtATime, within } from './waiting';

/**
 * The log in KurrentDB, with its ledger of commands in PostgreSQL. The client stays its owner's: `close` drains the
 * appends and ends the subscriptions, and only then may the client be disposed.
 */
export class KurrentDbEventStore extends EventStore {
  private readonly kurrent: Kurrent;
  private readonly streams: StreamReader;
  private readonly log: LogReader;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();
  private readonly partByPart = oneAtATime();
  private readonly appending: Parts;
  private readonly readInTurn;
  private probeIsBounded = false;

  constructor(
    client: KurrentClient,
    private readonly ledger: CommandLedger,
    private readonly settings: KurrentDbSettings,
  ) {
    super();
    this.kurrent = { client, settings };
    this.streams = streamReader(this.kurrent);
    this.log = logReader(this.kurrent, this.streams);
    this.appending = {
      ...{ ledger, kurrent: this.kurrent, streams: this.streams, tail: logTail(this.kurrent) },
      inTurn: atMost(settings.parallelAppends),
    };
    this.readInTurn = atMost(settings.parallelReads);
  }

  /** @throws AppendOutcomeUnknown, AppendRefused, EventStoreClosed */
  override append(chain: readonly Append[]): Promise<readonly AppendOutcome[]> {
    return this.drainedAtClose(this.appendChain(chain));
  }

  /** @throws EventStoreUnavailable, LogBroken */
  override readStream(
    stream: StreamName,
    options?: ReadStreamOptions,
  ): Promise<readonly StoredEvent[]> {
    return this.streams.read(stream, options);
  }

  override async readStreams(
    streams: readonly StreamName[],
  ): Promise<readonly (readonly StoredEvent[])[]> {
    const found = new Map(
      await Promise.all(
        [...new Set(streams)].map(
          async (name) => [name, await this.readInTurn(() => this.streams.read(name))] as const,
        ),
      ),
    );
    return streams.map((stream) => found.get(stream) ?? []);
  }

  override async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.log.readAll(after, limit);
  }

  override subscribe(
    after: Position,
    { batchSize, signal }: { readonly batchSize: number; readonly signal: AbortSignal },
  ): AsyncIterable<readonly StoredEvent[]> {
    const { kurrent, log, streams } = this;
    const ending = AbortSignal.any([signal, this.closing.signal]);
    return subscription({ kurrent, log, streams, after, batchSize, signal: ending });
  }

  override head(): Promise<Position> {
    return this.log.head();
  }

  /** Beside an open claim of the same part nothing is remembered: it may still be written. */
  override rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]> {
    return this.ledger.rememberUnchanged(parts);
  }

  /** A claim of which nobody has learnt the outcome is looked up in its stream first. */
  override async findCommand(commandId: string): Promise<readonly LedgerRow[]> {
    const { ledger, streams } = this;
    await settleClaims({ ledger, streams }, { commandId, partId: null });
    return ledger.written(commandId);
  }

  /**
   * Whether the server takes an append; a live one may not yet. It writes beside the log.
   * @throws EventStoreUnavailable
   */
  probe(): Promise<void> {
    return this.drainedAtClose(this.probeNow());
  }

  /** Takes no more appends, waits for those that were taken, and ends every subscription. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.underWay);
    this.appending.tail.close();
    await this.ledger.drain();
  }

  private async probeNow(): Promise<void> {
    const { client } = this.kurrent;
    const { namespace, callTimeoutMs } = this.settings;
    const stream = `${namespace}kelambuProbe`;
    const probe = (name: string, event: JSONEventData, isFirst: boolean) =>
      within(
        client.appendToStream(name, [event], {
          // Any revision: whoever probes writes no fact, and may do so twice.
          expectedRevision: isFirst ? EXPECT_NO_STREAM : ANY,
          requiresLeader: true,
          deadline: callTimeoutMs,
        }),
        callTimeoutMs,
      );
    try {
      if (!this.probeIsBounded)
        await probe(`$$${stream}`, jsonEvent('$metadata', { $maxCount: 1 }), true).catch(ifWritten);
      this.probeIsBounded = true;
      await probe(stream, jsonEvent('Probe', {}), false);
    } catch (error) {
      throw readFailure(error);
    }
  }

  private drainedAtClose<T>(work: Promise<T>): Promise<T> {
    const forget = () => this.underWay.delete(work);
    this.underWay.add(work);
    work.then(forget, forget);
    return work;
  }

  private async appendChain(chain: readonly Append[]): Promise<readonly AppendOutcome[]> {
    if (this.closing.signal.aborted) throw new EventStoreClosed();
    refuseUnacceptable(chain);
    for (const append of chain) this.refuseUnreadable(append);

    const outcomes: AppendOutcome[] = [];
    let stands = true;
    for (const append of chain) {
      const outcome: AppendOutcome = stands ? await this.appendPart(append) : { kind: 'not_tried' };
      stands &&= outcome.kind === 'appended' || outcome.kind === 'replayed';
      outcomes.push(outcome);
    }
    return outcomes;
  }

  /** The server leaves an append unanswered while another one with the same ids is under way. */
  private appendPart(append: Append): Promise<AppendOutcome> {
    return this.partByPart(append.part.partId, () => appendOnce(this.appending, append));
  }

  /** @throws AppendRefused for what no reader of the log would see, or would see twice */
  private refuseUnreadable({ stream, events }: Append): void {
    if (!this.settings.categories.includes(categoryOf(stream)))
      throw new AppendRefused('stream category');
    if (new Set(events.map(({ id }) => id)).size < events.length)
      throw new AppendRefused('event id is taken');
  }
}

const jsonEvent = (type: string, data: Record<string, unknown>): JSONEventData => ({
  ...{ id: randomUUID(), type, data },
  contentType: 'application/json',
  metadata: undefined,
});

const ifWritten = (error: unknown): void => {
  if (kindOf(error) !== 'wrong-expected-version') throw error;
};
