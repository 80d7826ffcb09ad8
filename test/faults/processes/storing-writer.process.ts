import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown } from '../../../src/platform/event-store/append-errors';
import type {
  Append,
  AppendOutcome,
  EventStore,
} from '../../../src/platform/event-store/event-store';
import { someAppend } from '../../../src/platform/event-store/event-store.contract';
import { openEventStore } from '../../../src/platform/event-store/open-event-store';
import { opened } from '../support/durable-server';

/** What was answered since the last message. */
export type StoringWriterSaid = {
  readonly acknowledged: readonly string[];
  /** Sent once, when everything that was begun is settled. */
  readonly done: boolean;
};

const [url = '', loops = '1', kurrentDbUrl = ''] = process.argv.slice(2);

/** Several callers of one store, each of whom repeats an append without an answer until it has one. */
const main = async (): Promise<void> => {
  const database = await opened(url);
  const env = { EVENT_STORE: kurrentDbUrl ? 'kurrentdb' : 'postgres', KURRENTDB_URL: kurrentDbUrl };
  const { store, close } = openEventStore({ env, pool: database.pool, categories: ['claim'] });
  let acknowledged: string[] = [];
  let writing = true;
  process.once('message', () => (writing = false));

  const report = (done: boolean) => {
    process.send?.({ acknowledged, done } satisfies StoringWriterSaid);
    acknowledged = [];
  };
  const loop = async () => {
    while (writing) {
      const append = someAppend();
      const outcome = await settled(store, append);
      if (outcome?.kind !== 'appended' && outcome?.kind !== 'replayed')
        throw new Error(`An append to a new stream ended as ${outcome?.kind ?? 'nothing'}.`);
      acknowledged.push(...append.events.map(({ id }) => id));
    }
  };

  const reporting = setInterval(() => report(false), 10);
  await Promise.all(Array.from({ length: Number(loops) }, loop));
  clearInterval(reporting);
  report(true);
  await close();
  await database.close();
  process.disconnect();
};

const settled = async (store: EventStore, append: Append): Promise<AppendOutcome | undefined> => {
  for (;;) {
    try {
      const [outcome] = await store.append([append]);
      return outcome;
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown)) throw error;
      await sleep(20);
    }
  }
};

void main();
