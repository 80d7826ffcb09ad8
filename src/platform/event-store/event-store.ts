/** `category-id`. The category has no hyphen of its own; both are stored for ever. */
export type StreamName = `${string}-${string}`;

/** The place of an event in its stream, from 0. A stream that does not exist is at `NO_STREAM`. */
export type Revision = number;
export const NO_STREAM: Revision = -1;

/** The place of an append in the log: an ascending decimal string, opaque to everyone outside. `START` is before the first. */
export type Position = string;
export const START: Position = '0';

/** Without leading zeros the longer one is the later, and of two that are as long the order is that of the text. */
export const isAfter = (one: Position, other: Position): boolean =>
  one.length === other.length ? one > other : one.length > other.length;

/** An event as the texts that we serialised: hashes are taken over these bytes, so no engine may reshape them. */
export type EventToStore = {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly personal: string | null;
  readonly metadata: string;
};

export type StoredEvent = EventToStore & {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** RFC 3339, UTC, milliseconds. Never decreases along the log. */
  readonly recordedAt: string;
};

/** Which command writes. One that writes to many streams is a set of parts, a ledger row for each. */
export type CommandPart = {
  /** UUIDv5 of command, row and stream. */
  readonly partId: string;
  readonly commandId: string;
  /** A keyed hash of what was asked: the same command id with another one is a key reused. */
  readonly fingerprint: string;
};

/** At least one event for one stream that must stand at `expectedRevision`. */
export type Append = {
  readonly stream: StreamName;
  readonly expectedRevision: Revision;
  readonly part: CommandPart;
  readonly events: readonly EventToStore[];
};

export type AppendOutcome =
  /** `replayed`: this part was written before, with the same fingerprint; nothing is written now. */
  | {
      readonly kind: 'appended' | 'replayed';
      readonly firstRevision: Revision;
      readonly lastRevision: Revision;
      readonly position: Position;
      readonly recordedAt: string;
    }
  /** Someone else wrote to the stream first. */
  | { readonly kind: 'conflict'; readonly actualRevision: Revision }
  /** The command id is known with another fingerprint. */
  | { readonly kind: 'key_reused' }
  /** An append before it in the chain did not stand. */
  | { readonly kind: 'not_tried' };

/** Whether what was asked for stands in the log, now or since an earlier time. */
export const isWritten = (
  outcome: AppendOutcome,
): outcome is Extract<AppendOutcome, { readonly position: Position }> => 'position' in outcome;

/**
 * What the ledger remembers of a command for ever: where it wrote, never what it answered. A part that had nothing to
 * say has its first revision after its last one.
 */
export type LedgerRow = CommandPart & {
  readonly stream: StreamName;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
  readonly position: Position;
};

/** A part that said nothing of a stream that stood at this revision. */
export type UnchangedPart = CommandPart & {
  readonly stream: StreamName;
  readonly revision: Revision;
  /** Of the last event that it has seen. */
  readonly position: Position;
};

export type ReadStreamOptions = {
  /** Default: the first event, or the last when reading backwards. */
  readonly from?: Revision;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
};

/**
 * The port. Every adapter keeps one contract (`event-store.contract.ts`): no acknowledged event is lost, every reader
 * sees every event once and in one total order, or an error; never a silent gap.
 */
export abstract class EventStore {
  /**
   * Appends a chain: in order, each only if the one before it was appended or replayed. It is not atomic across
   * streams (KurrentDB cannot be): a chain may stop half way, and whoever repeats it goes on from there.
   * `AppendRefused` says that nothing of an append stands; any other error, that its outcome is unknown: repeat it to learn.
   */
  abstract append(chain: readonly Append[]): Promise<readonly AppendOutcome[]>;

  /** Empty for a stream that does not exist. */
  abstract readStream(
    stream: StreamName,
    options?: ReadStreamOptions,
  ): Promise<readonly StoredEvent[]>;

  /** Several whole streams in one go, in the order of the names. */
  abstract readStreams(
    streams: readonly StreamName[],
  ): Promise<readonly (readonly StoredEvent[])[]>;

  /** The next events after a position, in the order of the log; fewer than `limit` only at its end. */
  abstract readAll(after: Position, limit: number): Promise<readonly StoredEvent[]>;

  /**
   * Everything after a position and then whatever comes, in non-empty batches of at most `batchSize`, until the signal
   * aborts. It reconnects by itself and resumes after the last batch that was taken.
   */
  abstract subscribe(
    after: Position,
    options: { readonly batchSize: number; readonly signal: AbortSignal },
  ): AsyncIterable<readonly StoredEvent[]>;

  /** The position of the last event in the log; `START` while it is empty. */
  abstract head(): Promise<Position>;

  /**
   * Remembers parts that have nothing to write, as durably as if they had; answers the ids of those that are remembered
   * now. A part that is left out is known already, or its command is with another fingerprint: look the command up again.
   */
  abstract rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]>;

  /** All that a command wrote or had nothing to write of, in the order of the log; empty for one that is unknown. */
  abstract findCommand(commandId: string): Promise<readonly LedgerRow[]>;
}
