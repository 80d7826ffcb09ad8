import { freshDatabase } from '../support/database';
import { AppendOutcomeUnknown } from '../../src/platform/event-store/append-errors';
import { type Append, START } from '../../src/platform/event-store/event-store';
import {
  idsOf,
  someAppend,
  someEvent,
  times,
} from '../../src/platform/event-store/event-store.contract';
import { logIn, type OpenedLog } from '../../src/platform/event-store/postgres/testing/opened-log';
import { type Cut, type CuttingProxy, cuttingProxy } from './support/cutting-proxy';
import { EFFORT } from './support/effort';
import { NAIVE_LOG, writeNaively } from './support/naive-log';

let log: OpenedLog;
let proxy: CuttingProxy;
const opened = async (retryDelaysMs: readonly number[]): Promise<void> => {
  const database = await freshDatabase();
  proxy = await cuttingProxy(database.url);
  log = await logIn(database, { settings: { retryDelaysMs }, by: () => proxy.url });
};
afterEach(async () => {
  await log.close();
  await proxy.close();
});

/** Two events each, all of one length: a request is as long as the one before it. */
const twoEvents = (): Append => someAppend({ events: [someEvent(), someEvent()] });

/** From before the first byte until after the last. */
const placesIn = (side: Cut['side'], bytes: number): readonly Cut[] =>
  times(EFFORT.cuts, (index) => ({
    side,
    after: Math.max(1, Math.round((index * bytes) / (EFFORT.cuts - 1))),
  }));

/** The lengths of an append's request and of its answer, on a connection that knows the statement. */
const placesOfAnAppend = async (): Promise<readonly Cut[]> => {
  await log.store.append([twoEvents()]);
  proxy.next();
  await log.store.append([twoEvents()]);
  const { request, answer } = proxy.counted();
  return [...placesIn('request', request), ...placesIn('answer', answer)];
};

describe('An append whose connection is cut, wherever in the request or in the answer', () => {
  it('is repeated by the store, with one effect', async () => {
    await opened([1, 5, 20]);
    const places = await placesOfAnAppend();
    const effects = new Map<string, number>();

    for (const place of places) {
      await log.store.append([twoEvents()]);
      const append = twoEvents();
      proxy.next(place);
      const [outcome] = await log.store.append([append]);
      effects.set(outcome?.kind ?? 'none', (effects.get(outcome?.kind ?? 'none') ?? 0) + 1);
      expect(idsOf(await log.store.readStream(append.stream))).toEqual(idsOf(append.events));
    }

    // Both ends of every doubt came about: nothing had been written, and all of it had.
    expect([...effects.keys()].sort()).toEqual(['appended', 'replayed']);
    expect(await log.store.head()).toBe(String(2 * (2 + 2 * places.length)));
  });

  it('has an unknown outcome for a caller who is not helped, and one effect when he repeats it', async () => {
    await opened([]);
    const places = await placesOfAnAppend();
    let unknown = 0;

    for (const place of places) {
      await log.store.append([twoEvents()]);
      const append = twoEvents();
      proxy.next(place);
      const failure: unknown = await log.store.append([append]).catch((error: unknown) => error);
      if (failure instanceof AppendOutcomeUnknown) unknown += 1;
      proxy.next();
      const [repeated] = await log.store.append([append]);

      expect(repeated).toMatchObject({ firstRevision: 0, lastRevision: 1 });
      expect(idsOf(await log.store.readStream(append.stream))).toEqual(idsOf(append.events));
    }

    // All but those whose answer was through before the cut.
    expect(unknown).toBeGreaterThan(places.length / 2);
    expect(await log.store.readAll(START, 10_000)).toHaveLength(2 * (2 + 2 * places.length));
  });

  it('counts twice where nothing remembers the command, so that the cut is known to show it', async () => {
    await opened([]);
    await log.owner.query(NAIVE_LOG);
    const writeTwice = async (id: string) => {
      await writeNaively(log.pool, id).catch(() => writeNaively(log.pool, id));
    };
    await writeTwice(someEvent().id);

    const { id } = someEvent();
    proxy.next({ side: 'answer', after: 1 });
    await writeTwice(id);

    const { rows } = await log.owner.query('SELECT FROM naive WHERE id = $1', [id]);
    expect(rows).toHaveLength(2);
  });
});
