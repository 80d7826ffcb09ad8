import type { Command } from '../../kernel/command';
import { type Decider, stateOf } from '../../kernel/decider';
import type { AnyEvent } from '../../kernel/event';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type { CommandContext } from '../command-context';
import type { EventCodec } from './codec/codec';
import {
  type Append,
  type AppendOutcome,
  type EventStore,
  type LedgerRow,
  NO_STREAM,
  type Position,
  START,
  type StreamName,
} from './event-store';
import type { Metadata, RecordedEvent } from './recorded-event';
import { VersionConflict } from './version-conflict';

/** The release of Kelambu that stands in the metadata of what it writes. */
export const RELEASE = '0.1.0';

/** How often a decision is taken again because someone else wrote to its stream meanwhile. */
const ATTEMPTS = 8;

export type Wish<C extends Command> = {
  readonly stream: StreamName;
  readonly command: C;
  readonly context: CommandContext;
  /** Which of the many streams of one command this is; 0 where there is one. */
  readonly row?: number;
};

/** What became of a command: the stream as it stood right after it, and what it added. */
export type Decided<E extends AnyEvent = AnyEvent> = {
  readonly stream: StreamName;
  readonly history: readonly RecordedEvent<E>[];
  readonly added: readonly RecordedEvent<E>[];
  /** Where the log must have come to before a read model shows this. */
  readonly position: Position;
  readonly replayed: boolean;
};

/** Streams as the domain sees them: histories of facts, read and written through the codec. */
export class Streams {
  constructor(
    readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {}

  async read<E extends AnyEvent>(stream: StreamName): Promise<readonly RecordedEvent<E>[]> {
    return this.opened(await this.store.readStream(stream));
  }

  async readMany<E extends AnyEvent>(
    streams: readonly StreamName[],
  ): Promise<readonly (readonly RecordedEvent<E>[])[]> {
    const stored = await this.store.readStreams(streams);
    const events = await this.opened<E>(stored.flat());
    let next = 0;
    return stored.map(({ length }) => events.slice(next, (next += length)));
  }

  /** The append that would write these events after this history. */
  async appendAfter(
    history: readonly RecordedEvent[],
    events: readonly AnyEvent[],
    { stream, context, row = 0 }: Omit<Wish<Command>, 'command'>,
  ): Promise<Append> {
    const { commandId, fingerprint } = context;
    const partId = idFrom(commandId, row, stream);
    return {
      stream,
      expectedRevision: history.at(-1)?.revision ?? NO_STREAM,
      part: { partId, commandId, fingerprint },
      events: await this.codec.encode(
        events.map((event, index) => ({ id: idFrom(partId, index), event })),
        metadataOf(context),
      ),
    };
  }

  private opened<E extends AnyEvent>(
    stored: Parameters<EventCodec['decode']>[0],
  ): Promise<readonly RecordedEvent<E>[]> {
    // The codec has checked each type; which events a stream of this category may hold is the caller's knowledge.
    return this.codec.decode(stored, { personal: 'open' }) as unknown as Promise<
      readonly RecordedEvent<E>[]
    >;
  }
}

/**
 * Read, decide, append: the only way an event is ever written. A repeat of a command is answered from the history that
 * it wrote before anything is decided, and before `If-Match` is looked at.
 * @throws Rejection where a rule says no, VersionConflict where the caller saw an older version.
 */
export const decideAndAppend = async <State, C extends Command, E extends AnyEvent>(
  streams: Streams,
  decider: Decider<State, C, E>,
  wish: Wish<C>,
): Promise<Decided<E>> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const decided = await decideOnce(streams, decider, wish);
    if (decided) return decided;
  }
  throw new Rejection('command-in-progress');
};

const decideOnce = async <State, C extends Command, E extends AnyEvent>(
  streams: Streams,
  decider: Decider<State, C, E>,
  wish: Wish<C>,
): Promise<Decided<E> | undefined> => {
  const { stream, command, context } = wish;
  const [ledger, history] = await Promise.all([
    streams.store.findCommand(context.commandId),
    streams.read<E>(stream),
  ]);
  const earlier = writtenBefore(ledger, wish);
  if (earlier) return replayOf(wish, history, earlier);

  checkVersion(context, history);
  const events = decider.decide(command, stateOf(decider, history));
  if (events.length === 0) return unchanged(wish, history);
  if (context.dryRun) return supposed(wish, history, events);

  const append = await streams.appendAfter(history, events, wish);
  const [outcome] = await streams.store.append([append]);
  if (outcome?.kind === 'key_reused') throw new Rejection('idempotency-key-reused');
  return outcome?.kind === 'appended' ? written(wish, history, events, outcome) : undefined;
};

/** What this command wrote to this stream earlier. */
export const writtenBefore = (
  ledger: readonly LedgerRow[],
  { stream, context, row = 0 }: Omit<Wish<Command>, 'command'>,
): LedgerRow | undefined => {
  if (ledger.some(({ fingerprint }) => fingerprint !== context.fingerprint))
    throw new Rejection('idempotency-key-reused');
  const partId = idFrom(context.commandId, row, stream);
  return ledger.find((part) => part.partId === partId);
};

export const replayOf = <E extends AnyEvent>(
  { stream }: { readonly stream: StreamName },
  history: readonly RecordedEvent<E>[],
  { firstRevision, lastRevision, position }: LedgerRow,
): Decided<E> => ({
  stream,
  history: history.slice(0, lastRevision + 1),
  added: history.slice(firstRevision, lastRevision + 1),
  position,
  replayed: true,
});

/** @throws VersionConflict with what happened since the version that the caller saw. */
export const checkVersion = (
  { ifVersion }: CommandContext,
  history: readonly RecordedEvent[],
): void => {
  if (ifVersion !== null && ifVersion !== history.length)
    throw new VersionConflict(history.length, history.slice(ifVersion));
};

const unchanged = <E extends AnyEvent>(
  { stream }: { readonly stream: StreamName },
  history: readonly RecordedEvent<E>[],
): Decided<E> => ({
  stream,
  history,
  added: [],
  position: history.at(-1)?.position ?? START,
  replayed: false,
});

/** A dry run: the events as they would stand, at a position that does not move. */
export const supposed = <E extends AnyEvent>(
  wish: Omit<Wish<Command>, 'command'>,
  history: readonly RecordedEvent<E>[],
  events: readonly E[],
): Decided<E> =>
  written(wish, history, events, {
    position: history.at(-1)?.position ?? START,
    recordedAt: history.at(-1)?.recordedAt ?? new Date(0).toISOString(),
  });

/** The stream as it stands after an append, without reading it again. */
export const written = <E extends AnyEvent>(
  { stream, context, row = 0 }: Omit<Wish<Command>, 'command'>,
  history: readonly RecordedEvent<E>[],
  events: readonly E[],
  { position, recordedAt }: { readonly position: Position; readonly recordedAt: string },
): Decided<E> => {
  const partId = idFrom(context.commandId, row, stream);
  const added = events.map((event, index) => ({
    ...event,
    id: idFrom(partId, index),
    schemaVersion: 1,
    stream,
    revision: history.length + index,
    position,
    recordedAt,
    metadata: metadataOf(context),
  }));
  return { stream, history: [...history, ...added], added, position, replayed: false };
};

export const isWritten = (
  outcome: AppendOutcome | undefined,
): outcome is Extract<AppendOutcome, { kind: 'appended' | 'replayed' }> =>
  outcome?.kind === 'appended' || outcome?.kind === 'replayed';

const metadataOf = ({
  actor,
  roles,
  source,
  commandId,
  fingerprint,
  correlationId,
  causationId,
  requestId,
}: CommandContext): Metadata => ({
  actor,
  roles,
  onBehalfOf: null,
  source,
  commandId,
  fingerprint,
  correlationId,
  causationId,
  requestId,
  release: RELEASE,
});
