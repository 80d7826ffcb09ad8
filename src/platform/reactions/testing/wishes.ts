import type { AnyEvent } from '../../../kernel/event';
import type { CommandContext } from '../../command-context';
import { START, type StoredEvent, type StreamName } from '../../event-store/event-store';
import type { Metadata, RecordedEvent } from '../../event-store/recorded-event';
import type { Decode } from '../../read-models/decoding';
import type { TestDatabase } from '../../read-models/testing/counting';
import { fakeLog, plainDecode } from '../../read-models/testing/fake-log';
import type { Buses, Reaction } from '../reaction';
import { Reactions, type ReactionsParts } from '../reactions';

export type Sent = { readonly wish: string; readonly context: CommandContext };

/** Sends a command for each wish that an event names. */
export const obey: Reaction<AnyEvent> = {
  name: 'obey',
  categories: ['claim'],
  react: ({ data }) => {
    if (!Array.isArray(data['wishes'])) throw new TypeError('a bug that quotes a value: secret');
    return (data['wishes'] as readonly string[]).map((wish) => (context) => ({ wish, context }));
  },
};

export type WishingLog = ReactionsParts['store'] & {
  readonly wish: (stream: StreamName, ...wishes: readonly string[]) => void;
  readonly add: ReturnType<typeof fakeLog>['add'];
};

/** A log in memory whose events have ids as the store gives them. */
export const wishingLog = (): WishingLog => {
  const log = fakeLog();
  const withIds = (events: readonly StoredEvent[]) =>
    events.map((event) => ({ ...event, id: eventId(Number(event.position)) }));
  const readAll: WishingLog['readAll'] = async (after, limit) =>
    withIds(await log.readAll(after, limit));
  return {
    add: log.add,
    wish: (stream, ...wishes) => void log.add(stream, 'Wished', { wishes }),
    head: log.head,
    readAll,
    readStream: async (stream, { from = 0 } = {}) => {
      const all = await readAll(START, Number.MAX_SAFE_INTEGER);
      return all.filter((event) => event.stream === stream && event.revision >= from);
    },
    async *subscribe(after, options) {
      for await (const batch of log.subscribe(after, options)) yield withIds(batch);
    },
  };
};

export const eventId = (position: number): string =>
  `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`;

/** As `plainDecode`, with the metadata that a command takes on. */
export const wishDecode: Decode = async (stored, options) => {
  const metadata = { correlationId: 'correlation', requestId: 'request' } as Metadata;
  return (await plainDecode(stored, options)).map((event): RecordedEvent => ({
    ...event,
    metadata,
  }));
};

type Options = Partial<Omit<ReactionsParts, 'dataSource' | 'store'>> & {
  /** What becomes of a command, before it counts as sent. */
  readonly handle?: (sent: Sent) => Promise<unknown>;
  readonly query?: Buses['query'];
};

/** A process that reacts, and what it has sent. */
export const processOn = async (
  database: TestDatabase,
  store: ReactionsParts['store'],
  { handle = () => Promise.resolve(), query = () => Promise.resolve([]), ...parts }: Options = {},
) => {
  const sent: Sent[] = [];
  const reactions = new Reactions({
    dataSource: await database.another(),
    store,
    decode: wishDecode,
    clock: { now: () => new Date('2026-03-02T05:00:00Z') },
    reactions: [obey],
    daily: [],
    report: () => undefined,
    ...parts,
  });
  const command = async (message: object): Promise<void> => {
    await handle(message as Sent);
    sent.push(message as Sent);
  };
  reactions.start({ command, query });
  return { reactions, sent, wishes: () => sent.map(({ wish }) => wish) };
};
