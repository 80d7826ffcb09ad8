import {
  type EventStore,
  isAfter,
  type Position,
  type StoredEvent,
} from '../event-store/event-store';
import { pause } from './waiting';

/** Everything after a position and then whatever comes, in non-empty batches, until the signal aborts. */
export type Feed = {
  readonly subscribe: (
    after: Position,
    signal: AbortSignal,
  ) => AsyncIterable<readonly StoredEvent[]>;
};

export type SharedFeed = Feed & {
  /** Follows the end of the log until the signal aborts. Never rejects. */
  readonly listen: (signal: AbortSignal, onError: (error: unknown) => void) => Promise<void>;
};

type Page = readonly StoredEvent[];

/** Pages kept for those who come next: readers that start together stay this close to each other. */
const PAGES_KEPT = 8;
/** Events that came in last, for readers who have fallen behind the end: what they miss was read already. */
const EVENTS_KEPT = 5_000;
const RETRY_MS = 1_000;

/** One subscription and one read of each page for all read models of this process. */
export const sharedFeed = (
  store: Pick<EventStore, 'readAll' | 'subscribe' | 'head'>,
  batchSize: number,
  eventsKept = EVENTS_KEPT,
): SharedFeed => {
  const pages = recentPages((after) => store.readAll(after, batchSize));
  const recent = recentEvents(eventsKept);
  const end = endOfLog();

  const listenOnce = async (signal: AbortSignal): Promise<void> => {
    const head = await store.head();
    recent.beginAfter(head);
    end.moveTo(head);
    for await (const batch of store.subscribe(head, { batchSize, signal })) {
      end.moveTo(recent.add(batch) ?? head);
    }
  };

  return {
    listen: async (signal, onError) => {
      while (!signal.aborted) {
        await listenOnce(signal).catch(onError);
        await pause(RETRY_MS, signal);
      }
    },
    async *subscribe(after, signal) {
      let position = after;
      while (await end.isAfter(position, signal)) {
        const page = recent.after(position, batchSize) ?? (await pages.after(position));
        position = page.at(-1)?.position ?? position;
        if (page.length > 0) yield page;
        // The log ends before where it has ended: a restored backup, or a replica that lags.
        else await pause(RETRY_MS, signal);
      }
    },
  };
};

/** What came in last, without a gap. */
const recentEvents = (most: number) => {
  let before: Position | null = null;
  const events: StoredEvent[] = [];
  const end = (): Position | null => events.at(-1)?.position ?? before;
  const isNew = ({ position }: StoredEvent, last = end()): boolean =>
    last === null || isAfter(position, last);
  return {
    beginAfter: (position: Position): void => {
      before = position;
      events.length = 0;
    },
    /**
     * What is handed over a second time is left out: a page of it would end before events that its reader has had.
     * @returns where what came in ends
     */
    add: (batch: Page): Position | null => {
      for (const event of batch) if (isNew(event)) events.push(event);
      // Seldom and many at once, as each time the rest is moved.
      if (events.length >= 2 * most)
        before = events.splice(0, events.length - most).at(-1)?.position ?? before;
      return end();
    },
    /** Null where that is too long ago, or nothing has come since. */
    after: (position: Position, limit: number): Page | null => {
      if (before === null || isAfter(before, position)) return null;
      const first = firstAfter(events, position);
      return first < events.length ? events.slice(first, first + limit) : null;
    },
  };
};

/** Positions ascend, so half of what is left is passed over at each look. */
const firstAfter = (events: readonly StoredEvent[], position: Position): number => {
  let [from, to] = [0, events.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const event = events[middle];
    if (event && isAfter(event.position, position)) to = middle;
    else from = middle + 1;
  }
  return from;
};

/** A page that is not empty is the truth about what follows its position for ever, so it may be kept; an empty one is not. */
const recentPages = (read: (after: Position) => Promise<Page>) => {
  const pages = new Map<Position, Promise<Page>>();

  const keep = (after: Position, page: Promise<Page>): void => {
    pages.set(after, page);
    const [oldest] = pages.keys();
    if (pages.size > PAGES_KEPT && oldest !== undefined) pages.delete(oldest);
  };

  const readNow = (after: Position): Promise<Page> => {
    const reading = read(after);
    keep(after, reading);
    const drop = (): void => {
      if (pages.get(after) === reading) pages.delete(after);
    };
    reading.then((page) => {
      if (page.length === 0) drop();
    }, drop);
    return reading;
  };

  return { after: (position: Position) => pages.get(position) ?? readNow(position) };
};

/** Where the log ends, as far as anybody has heard, and whom to wake when it moves. */
const endOfLog = () => {
  let position: Position | null = null;
  const waiting = new Set<() => void>();
  return {
    moveTo: (moved: Position): void => {
      position = moved;
      for (const wake of waiting) wake();
    },
    /** True once there is something after that position, false when the signal aborts. */
    isAfter: (read: Position, signal: AbortSignal): Promise<boolean> =>
      new Promise((resolve) => {
        const wake = () => {
          if (!signal.aborted && (position === null || !isAfter(position, read))) return;
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve(!signal.aborted);
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        wake();
      }),
  };
};
