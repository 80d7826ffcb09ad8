import type {
  AllStreamResolvedEvent,
  AllStreamSubscription,
  AppendResult,
  AppendToStreamOptions,
  EventData,
  ReadAllOptions,
  ReadStreamOptions,
  ResolvedEvent,
  StreamingRead,
  SubscribeToAllOptions,
} from '@eventstore/db-client';
import type { ReadableOptions } from 'node:stream';

/** What is used of `EventStoreDBClient`. */
export type KurrentClient = {
  readonly appendToStream: (
    stream: string,
    events: EventData[],
    options: AppendToStreamOptions,
  ) => Promise<AppendResult>;
  readonly readStream: (stream: string, options: ReadStreamOptions) => StreamingRead<ResolvedEvent>;
  readonly readAll: (options: ReadAllOptions) => StreamingRead<AllStreamResolvedEvent>;
  readonly subscribeToAll: (
    options: SubscribeToAllOptions,
    buffer: ReadableOptions,
  ) => AllStreamSubscription;
  readonly dispose: () => Promise<void>;
};

export type KurrentDbSettings = {
  /** Before every stream's name, so that several logs may live on one server. Empty, or a name that ends in a dot. */
  readonly namespace: string;
  /** The categories that the log is made of. Whatever else stands on the server is none of it. */
  readonly categories: readonly string[];
  /**
   * How long an append may take from when it is sent, and a read from one event to the next. The client has no deadline for
   * reads, nor for appends on its quick path.
   */
  readonly callTimeoutMs: number;
  /** Pauses before an append without a clear answer is looked for and tried again. */
  readonly retryDelaysMs: readonly number[];
  /** Pauses before a subscription that was lost is made anew: the first, and the longest. */
  readonly reconnectDelaysMs: { readonly first: number; readonly most: number };
  /** How long a subscription may be silent before it is compared with the end of the log. */
  readonly idleMs: number;
  /** How often the server says how far it has searched in vain, in windows of 32 records. */
  readonly checkpointInterval: number;
  /** How many streams are read at once, whoever asked for many. */
  readonly parallelReads: number;
  /** How many appends are on their way at once. More of them wait here, where no deadline runs yet. */
  readonly parallelAppends: number;
  /** How long the tail may bring nothing while an append that the server has acknowledged is waited for. */
  readonly sightingMs: number;
};

export const KURRENTDB_SETTINGS: Omit<KurrentDbSettings, 'categories'> = {
  namespace: '',
  callTimeoutMs: 5_000,
  retryDelaysMs: [50, 100, 200, 400, 800, 1_600, 3_200],
  reconnectDelaysMs: { first: 50, most: 2_000 },
  idleMs: 1_000,
  checkpointInterval: 100,
  parallelReads: 8,
  parallelAppends: 64,
  sightingMs: 1_000,
};

/** A server, and which part of it is our log. */
export type Kurrent = { readonly client: KurrentClient; readonly settings: KurrentDbSettings };

export const prefixesOf = ({ namespace, categories }: KurrentDbSettings): string[] =>
  categories.map((category) => `${namespace}${category}-`);

export const isOurs = (settings: KurrentDbSettings, streamId: string): boolean =>
  prefixesOf(settings).some((prefix) => streamId.startsWith(prefix));
