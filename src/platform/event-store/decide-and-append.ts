import type { Command } from '../../kernel/command';
import { type Decider, stateOf } from '../../kernel/decider';
import type { AnyEvent } from '../../kernel/event';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type { CommandContext } from '../command-context';
import type { EventCodec, Reading } from './codec/codec';
import {
  type Append,
  type EventStore,
  type LedgerRow,
  NO_STREAM,
  type Position,
  START,
  type StreamName,
  type UnchangedPart,
} from './event-store';
import type { Metadata, RecordedEvent } from './recorded-event';
import { VersionConflict } from './version-conflict';

/** The release of Kelambu that stands in the metadata of what it writes. */
export const RELEASE = '0.1.0';

/** How often a decision is taken again because someone else wrote to its stream meanwhile. */
const ATTEMPTS = 8;

/** Which stream a command speaks to. */
export type Target = {
  readonly stream: StreamName;
  readonly context: CommandContext;
  /** Which of the many streams of one command this is; 0 where there is one. */
  readonly row?: number;
};

export type Wish<C extends Command> = Target & {
  readonly command: C;
  /** What the ledger said of the command, where one look served many streams. */
  readonly ledger?: readonly LedgerRow[];
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
    const [history = []] = await this.readMany<E>([stream]);
    return history;
  }

  /** Whole streams, in the order of their names. `sealed` leaves every personal part closed and asks for no key. */
  async readMany<E extends AnyEvent>(
    streams: readonly StreamName[],
    reading: Reading = { personal: 'open' },
  ): Promise<readonly (readonly RecordedEvent<E>[])[]> {
    const stored = await this.store.readStreams(streams);
    // The codec has checked each type; which events a stream of this category may hold is the caller's knowledge.
    const events = (await this.codec.decode(stored.flat(), reading)) as RecordedEvent<E>[];
    let next = 0;
    return stored.map(({ length }) => events.slice(next, (next += length)));
  }

  /** The appends that would write these events after these histories, sealed in one go. */
  async appends(context: CommandContext, drafts: readonly Draft[]): Promise<readonly Append[]> {
    const { commandId, fingerprint } = context;
    const parts = drafts.map(({ stream, row = 0 }) => idFrom(commandId, row, stream));
    const encoded = await this.codec.encode(
      drafts.flatMap(({ events }, part) =>
        events.map((event, index) => ({ id: idFrom(parts[part] ?? '', index), event })),
      ),
      metadataOf(context),
    );
    let next = 0;
    return drafts.map(({ stream, after, events }, part) => ({
      stream,
      expectedRevision: after.at(-1)?.revision ?? NO_STREAM,
      part: { partId: parts[part] ?? '', commandId, fingerprint },
      events: encoded.slice(next, (next += events.length)),
    }));
  }
}

/** Events that shall follow a history. */
export type Draft = {
  readonly stream: StreamName;
  readonly row?: number;
  readonly after: readonly RecordedEvent[];
  readonly events: readonly AnyEvent[];
};

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
  const { stream, row = 0, command, context } = wish;
  // In this order: what the ledger knows was written before it was asked, so a second look at the stream shows it.
  const history = await streams.read<E>(stream);
  const ledger = wish.ledger ?? (await streams.store.findCommand(context.commandId));
  const earlier = writtenBefore(ledger, wish);
  if (earlier) {
    const seen = earlier.lastRevision < history.length;
    return replayOf(wish, seen ? history : await streams.read<E>(stream), earlier);
  }

  checkVersion(context, history);
  const events = decider.decide(command, stateOf(decider, history));
  if (events.length === 0) return silent(streams, wish, history);
  return context.dryRun
    ? supposed(wish, history, events)
    : appended(streams, { ...wish, row }, history, events);
};

/** Nothing to record. Undefined where this command was remembered at the same time, or wrote after all: look again. */
export const silent = async <E extends AnyEvent>(
  streams: Streams,
  target: Target,
  history: readonly RecordedEvent<E>[],
): Promise<Decided<E> | undefined> => {
  const decided = unchanged(target, history);
  const part = unchangedPart(target, decided);
  if (!part) return decided;
  const remembered = await streams.store.rememberUnchanged([part]);
  return remembered.length > 0 ? decided : undefined;
};

/** What the ledger keeps of a command that records nothing; null where nobody holds a key to ask again with. */
export const unchangedPart = (
  { stream, context, row = 0 }: Target,
  { history, position }: Decided,
): UnchangedPart | null => {
  const { commandId, fingerprint, source, dryRun } = context;
  if (source !== 'http' || dryRun) return null;
  const revision = history.at(-1)?.revision ?? NO_STREAM;
  return {
    partId: idFrom(commandId, row, stream),
    commandId,
    fingerprint,
    stream,
    revision,
    position,
  };
};

/** Undefined where somebody else wrote to the stream first, or this command elsewhere at the same time: decide again. */
const appended = async <E extends AnyEvent>(
  streams: Streams,
  target: Target,
  history: readonly RecordedEvent<E>[],
  events: readonly E[],
): Promise<Decided<E> | undefined> => {
  const drafts = [{ ...target, after: history, events }];
  const [outcome] = await streams.store.append(await streams.appends(target.context, drafts));
  if (outcome?.kind === 'key_reused') throw new Rejection('idempotency-key-reused');
  return outcome?.kind === 'appended' ? written(target, history, events, outcome) : undefined;
};

/** A dry run: the events as they would stand, at a position that does not move. */
export const supposed = <E extends AnyEvent>(
  target: Target,
  history: readonly RecordedEvent<E>[],
  events: readonly E[],
): Decided<E> => {
  const last = history.at(-1);
  const position = last?.position ?? START;
  return written(target, history, events, { position, recordedAt: last?.recordedAt ?? NEVER });
};

/** When an event that was never written was recorded. */
const NEVER = new Date(0).toISOString();

/**
 * What this command wrote to this stream earlier, or that it had nothing to write.
 * @throws Rejection `idempotency-key-reused` where the command id was used for another wish.
 */
export const writtenBefore = (
  ledger: readonly LedgerRow[],
  { stream, context, row = 0 }: Target,
): LedgerRow | undefined => {
  if (ledger.length === 0) return undefined;
  if (ledger.some(({ fingerprint }) => fingerprint !== context.fingerprint))
    throw new Rejection('idempotency-key-reused');
  const partId = idFrom(context.commandId, row, stream);
  return ledger.find((part) => part.partId === partId);
};

export const replayOf = <E extends AnyEvent>(
  { stream }: { readonly stream: StreamName },
  history: readonly RecordedEvent<E>[],
  {
    firstRevision,
    lastRevision,
    position,
  }: Pick<LedgerRow, 'firstRevision' | 'lastRevision' | 'position'>,
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

export const unchanged = <E extends AnyEvent>(
  { stream }: { readonly stream: StreamName },
  history: readonly RecordedEvent<E>[],
): Decided<E> => ({
  stream,
  history,
  added: [],
  position: history.at(-1)?.position ?? START,
  replayed: false,
});

type Standing = {
  readonly position: Position;
  readonly recordedAt: string;
  /** Of the events, where they are known already. */
  readonly ids?: readonly string[];
};

/** The stream as it stands after an append, without reading it again. */
export const written = <E extends AnyEvent>(
  { stream, context, row = 0 }: Target,
  history: readonly RecordedEvent<E>[],
  events: readonly E[],
  { position, recordedAt, ids = idsFor({ stream, context, row }, events) }: Standing,
): Decided<E> => {
  const metadata = metadataOf(context);
  const added = events.map((event, index) => ({
    ...event,
    id: ids[index] ?? '',
    stream,
    revision: history.length + index,
    position,
    recordedAt,
    metadata,
  }));
  return { stream, history: [...history, ...added], added, position, replayed: false };
};

const idsFor = ({ stream, context, row = 0 }: Target, events: readonly AnyEvent[]) => {
  const partId = idFrom(context.commandId, row, stream);
  return events.map((_, index) => idFrom(partId, index));
};

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
