import { START, type StoredEvent } from '../event-store/event-store';
import { sharedFeed } from './feed';
import { fakeLog } from './testing/fake-log';

const EVENTS = 2_000;

/** A log that grows one event at a time, and how often pages of it are read. */
const growingLog = () => {
  const log = fakeLog();
  let reads = 0;
  const store: typeof log = {
    ...log,
    readAll: (after, limit) => {
      reads++;
      return log.readAll(after, limit);
    },
  };
  const grow = async (turns: number) => {
    for (let turn = 0; turn < turns; turn++) {
      log.add('claim-1', 'Counted');
      await nextTurn();
    }
  };
  return { log, store, grow, reads: () => reads };
};
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('A shared feed', () => {
  let stop: AbortController;
  beforeEach(() => void (stop = new AbortController()));
  afterEach(() => stop.abort());

  const listening = async (store: ReturnType<typeof growingLog>['store'], kept?: number) => {
    const feed = sharedFeed(store, 100, kept);
    void feed.listen(stop.signal, () => undefined);
    await nextTurn();
    return feed;
  };
  const readTo = async (
    feed: Awaited<ReturnType<typeof listening>>,
    events: number,
    afterEach: () => Promise<unknown>,
  ): Promise<readonly string[]> => {
    const seen: string[] = [];
    for await (const page of feed.subscribe(START, stop.signal)) {
      expect(page.length).toBeLessThanOrEqual(100);
      seen.push(...page.map(({ position }) => position));
      if (seen.length >= events) break;
      await afterEach();
    }
    return seen;
  };

  it('reads nothing again for those who are slow but not far behind', async () => {
    const { store, grow, reads } = growingLog();
    const feed = await listening(store);
    const before = reads();

    const slow = [1, 7, 40].map((turns) =>
      readTo(feed, EVENTS, async () => {
        for (let turn = 0; turn < turns; turn++) await nextTurn();
      }),
    );
    await grow(EVENTS);
    const seen = await Promise.all(slow);

    const all = Array.from({ length: EVENTS }, (_, index) => String(index + 1));
    expect(seen).toEqual([all, all, all]);
    expect(reads()).toBe(before);
  });

  it('hands on once what is handed over twice, some at once and some after what followed it', async () => {
    const { log, store, grow } = growingLog();
    const repeating: typeof store = {
      ...store,
      async *subscribe(after, options) {
        let before: readonly StoredEvent[] = [];
        for await (const batch of log.subscribe(after, options)) {
          yield [...before, ...batch.flatMap((event) => [event, event])];
          yield [...before, ...batch];
          before = batch.slice(-3);
        }
      },
    };
    const feed = await listening(repeating);

    const slow = readTo(feed, EVENTS, nextTurn);
    await grow(EVENTS);

    expect(await slow).toEqual(Array.from({ length: EVENTS }, (_, index) => String(index + 1)));
  });

  it('reads for whoever comes to what was there before it listened: the control', async () => {
    const { store, grow, reads } = growingLog();
    await grow(EVENTS);
    const feed = await listening(store);

    const seen = await readTo(feed, EVENTS, nextTurn);

    expect(seen).toHaveLength(EVENTS);
    expect(reads()).toBe(EVENTS / 100);
  });

  it('leaves nothing out for one who has fallen behind what is kept', async () => {
    const { store, grow, reads } = growingLog();
    const feed = await listening(store, 50);
    const before = reads();

    const slow = readTo(feed, EVENTS, async () => {
      for (let turn = 0; turn < 300; turn++) await nextTurn();
    });
    await grow(EVENTS);

    expect(await slow).toEqual(Array.from({ length: EVENTS }, (_, index) => String(index + 1)));
    expect(reads()).toBeGreaterThan(before);
  });
});
