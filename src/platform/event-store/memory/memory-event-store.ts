import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, systemClock } from '../../clock';
import {
  type Append,
  type AppendOutcome,
  type CommandPart,
  EventStore,
  type EventToStore,
  isAfter,
  type LedgerRow,
  NO_STREAM,
  type Position,
  type ReadStreamOptions,
  START,
  type StoredEvent,
  type StreamName,
  type UnchangedPart,
} from '../event-store';
import { refuseUnacceptable } from '../acceptable-chain';
import { AppendRefused, LogBroken } from '../append-errors';

type Written = LedgerRow & { readonly recordedAt: string };

/** The log in memory, for specs. No kinder than the real one: nothing is answered in the turn in which it was asked. */
export class MemoryEventStore extends EventStore {
  private readonly log: StoredEvent[] = [];
  private readonly streams = new Map<StreamName, StoredEvent[]>();
  private readonly ids = new Set<string>();
  private readonly parts = new Map<string, Written>();
  private readonly commands = new Map<string, Written[]>();
  private readonly unchanged = new Map<string, LedgerRow>();
  private readonly written = new EventEmitter().setMaxListeners(0);

  constructor(private readonly clock: Clock = systemClock) {
    super();
  }

  override async append(chain: readonly Append[]): Promise<readonly AppendOutcome[]> {
    refuseUnacceptable(chain);
    const outcomes: AppendOutcome[] = [];
    let stands = true;
    for (const append of chain) {
      // Others may write between two appends of a chain.
      await nextTurn();
      const outcome: AppendOutcome = stands ? this.appendOne(append) : { kind: 'not_tried' };
      stands &&= outcome.kind === 'appended' || outcome.kind === 'replayed';
      outcomes.push(outcome);
    }
    return outcomes;
  }

  override async readStream(
    stream: StreamName,
    { direction = 'forwards', from, limit }: ReadStreamOptions = {},
  ): Promise<readonly StoredEvent[]> {
    await nextTurn();
    const events = this.streams.get(stream) ?? [];
    return direction === 'forwards'
      ? events.slice(from ?? 0).slice(0, limit)
      : events
          .slice(0, (from ?? events.length) + 1)
          .reverse()
          .slice(0, limit);
  }

  override async readStreams(
    streams: readonly StreamName[],
  ): Promise<readonly (readonly StoredEvent[])[]> {
    await nextTurn();
    return streams.map((stream) => [...(this.streams.get(stream) ?? [])]);
  }

  override async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    await nextTurn();
    // Positions count from 1 without a gap, so that a position is the number of events up to it.
    return this.log.slice(Number(after), Number(after) + limit);
  }

  override async *subscribe(
    after: Position,
    { batchSize, signal }: { readonly batchSize: number; readonly signal: AbortSignal },
  ): AsyncGenerator<readonly StoredEvent[]> {
    let position = after;
    while (!signal.aborted) {
      const events = await this.readAll(position, batchSize);
      const last = isAborted(signal) ? undefined : events.at(-1);
      if (last) {
        yield events;
        position = last.position;
      } else if (isAfter(position, this.tip()))
        throw new LogBroken(`it ends before position ${position}`);
      else if (position === this.tip())
        await once(this.written, 'written', { signal }).catch(() => undefined);
    }
  }

  override async head(): Promise<Position> {
    await nextTurn();
    return this.tip();
  }

  override async rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]> {
    await nextTurn();
    return parts.filter((part) => this.rememberedNow(part)).map(({ partId }) => partId);
  }

  override async findCommand(commandId: string): Promise<readonly LedgerRow[]> {
    await nextTurn();
    return this.rowsOf(commandId);
  }

  private rowsOf(commandId: string): readonly LedgerRow[] {
    const written = (this.commands.get(commandId) ?? []).map(({ recordedAt: _, ...row }) => row);
    const silent = [...this.unchanged.values()].filter((row) => row.commandId === commandId);
    return [...written, ...silent].sort(
      (one, other) => Number(one.position) - Number(other.position),
    );
  }

  private rememberedNow({ revision, ...part }: UnchangedPart): boolean {
    const known = this.parts.has(part.partId) || this.unchanged.has(part.partId);
    if (known || this.isAnotherWish(part)) return false;
    const row = { ...part, firstRevision: revision + 1, lastRevision: revision };
    this.unchanged.set(part.partId, row);
    return true;
  }

  private isAnotherWish({ commandId, fingerprint }: CommandPart): boolean {
    return this.rowsOf(commandId).some((row) => row.fingerprint !== fingerprint);
  }

  private appendOne({ stream, expectedRevision, part, events }: Append): AppendOutcome {
    const earlier = this.earlierOutcome(stream, part);
    if (earlier) return earlier;

    const actualRevision = this.streams.get(stream)?.at(-1)?.revision ?? NO_STREAM;
    if (actualRevision !== expectedRevision) return { kind: 'conflict', actualRevision };

    this.claimIds(events);
    const place = this.write(stream, events);
    this.remember({ ...part, stream, ...place });
    this.written.emit('written');
    return { kind: 'appended', ...place };
  }

  private earlierOutcome(stream: StreamName, part: CommandPart): AppendOutcome | undefined {
    const known = this.parts.get(part.partId);
    if (known && isSame(known, { ...part, stream })) return { kind: 'replayed', ...placeOf(known) };
    if (known || this.isAnotherWish(part)) return { kind: 'key_reused' };
    const actualRevision = this.streams.get(stream)?.at(-1)?.revision ?? NO_STREAM;
    return this.unchanged.has(part.partId) ? { kind: 'conflict', actualRevision } : undefined;
  }

  private remember(row: Written): void {
    this.parts.set(row.partId, row);
    const rows = this.commands.get(row.commandId);
    if (rows) rows.push(row);
    else this.commands.set(row.commandId, [row]);
  }

  private claimIds(events: readonly EventToStore[]): void {
    const ids = new Set(events.map(({ id }) => id));
    if (ids.size < events.length || [...ids].some((id) => this.ids.has(id)))
      throw new AppendRefused('event id is taken');
    ids.forEach((id) => this.ids.add(id));
  }

  private write(stream: StreamName, events: readonly EventToStore[]) {
    const history = this.streams.get(stream) ?? [];
    const firstRevision = history.length;
    const now = this.clock.now().toISOString();
    const before = this.log.at(-1)?.recordedAt ?? now;
    const recordedAt = now > before ? now : before;
    this.streams.set(stream, history);
    for (const { id, type, schemaVersion, data, personal, metadata } of events) {
      const event: StoredEvent = Object.freeze({
        ...{ id, type, schemaVersion, data, personal, metadata },
        ...{ stream, revision: history.length, recordedAt },
        position: String(this.log.length + 1),
      });
      history.push(event);
      this.log.push(event);
    }
    const lastRevision = history.length - 1;
    return { firstRevision, lastRevision, position: this.tip(), recordedAt };
  }

  private tip(): Position {
    return this.log.at(-1)?.position ?? START;
  }
}

// A function, as the signal may abort while something is awaited.
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

const isSame = (one: Written, other: CommandPart & Pick<Append, 'stream'>): boolean =>
  one.fingerprint === other.fingerprint &&
  one.commandId === other.commandId &&
  one.stream === other.stream;

const placeOf = ({ firstRevision, lastRevision, position, recordedAt }: Written) => ({
  firstRevision,
  lastRevision,
  position,
  recordedAt,
});
