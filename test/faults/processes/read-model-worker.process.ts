import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { APPLICATION_ROLE } from '../../../src/platform/database/application-role';
import type {
  EventStore,
  Position,
  StoredEvent,
} from '../../../src/platform/event-store/event-store';
import type { Decode } from '../../../src/platform/read-models/decoding';
import { ReadModels } from '../../../src/platform/read-models/read-models';
import { counting } from '../../../src/platform/read-models/testing/counting';
import { plainDecode } from '../../../src/platform/read-models/testing/fake-log';
import { logByEnv } from '../support/log-by-env';

const [url = '', name = ''] = process.argv.slice(2);

/** A log that hands out events a second time: some at once, and the last of the page before. Never one out of its turn. */
const repeating = (store: EventStore): Pick<EventStore, 'head' | 'readAll' | 'subscribe'> => ({
  head: () => store.head(),
  readAll: async (after, limit) => {
    const page = await store.readAll(after, limit);
    const before = ends.get(after) ?? [];
    ends.set(page.at(-1)?.position ?? after, page.slice(-REPEATED_EVENTS));
    return page.length === 0 ? page : [...before, ...page.flatMap(twiceAtTimes)];
  },
  async *subscribe(after, options) {
    let before: readonly StoredEvent[] = [];
    for await (const batch of store.subscribe(after, options)) {
      yield [...before, ...batch.flatMap(twiceAtTimes)];
      before = batch.slice(-REPEATED_EVENTS);
    }
  },
});
const REPEATED_EVENTS = 3;
/** The last events of pages, by the position at which the next one goes on. */
const ends = new Map<Position, readonly StoredEvent[]>();
const twiceAtTimes = (event: StoredEvent): readonly StoredEvent[] =>
  Math.random() < 0.1 ? [event, event] : [event];

/** Takes a while, as a codec may: whoever is stopped in it holds events that another will have counted when it wakes. */
const slowDecode: Decode = async (stored, reading) => {
  await sleep(Math.random() * 20);
  return plainDecode(stored, reading);
};

/** Works on one read model until it is killed. */
const main = async (): Promise<void> => {
  const options = `-c role=${APPLICATION_ROLE}`;
  const { store } = logByEnv(url);
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [counting().table],
    poolErrorHandler: () => undefined,
    extra: {
      options,
      application_name: name,
      // As the application has it, only shorter: one that is stopped in a transaction holds up the others until then.
      idle_in_transaction_session_timeout: 300,
    },
  });
  await dataSource.initialize();
  const readModels = new ReadModels({
    dataSource,
    store: repeating(store),
    decode: slowDecode,
    projections: [counting()],
    batchSize: 20,
    report: () => undefined,
  });
  await readModels.start();
  process.send?.('works');
};

void main();
