import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { isWritten } from '../../src/platform/event-store/event-store';
import { eventDataOf } from '../../src/platform/event-store/kurrentdb/envelope';
import { openEventStore } from '../../src/platform/event-store/open-event-store';
import type { Figure } from '../support/figures';
import { compared, rateOf, type Settings } from '../support/rounds';
import { someAppend } from './some-events';
import type { Bench } from './bench';

/** What the ledger, its claim on the disk before each append, and the look at what stands may cost. */
const TARGET = 0.9;

/** One event to a new stream from so many callers at once, through the adapter and through nothing but the client. */
export const appendOnKurrentDb =
  (callers: number, url: string) =>
  async ({ database: { pool } }: Bench, settings: Settings): Promise<readonly Figure[]> => {
    const namespace = `bench${randomUUID().replaceAll('-', '').slice(0, 30)}.`;
    const client = EventStoreDBClient.connectionString(url);
    const { store, check, close } = openEventStore({
      env: { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: url, KURRENTDB_NAMESPACE: namespace },
      pool,
      categories: ['claim'],
      connect: () => client,
    });
    const ours = async () => {
      const [outcome] = await store.append([someAppend()]);
      if (!outcome || !isWritten(outcome)) throw new Error('An append was not written.');
    };
    const bare = async () => {
      const { stream, part, events } = someAppend();
      const header = { ...part, attemptId: part.partId, notBefore: null };
      const data = events.map((event, index) => eventDataOf(event, header, index));
      const options = { expectedRevision: NO_STREAM, requiresLeader: true } as const;
      await client.appendToStream(`bare.${stream}`, data, options);
    };
    try {
      await check();
      const figure = await compared(
        {
          case: `kurrentdb-append-${callers}`,
          unit: 'events/s',
          targets: { client: TARGET },
        },
        [
          { name: 'ours', run: rateOf(callers, ours) },
          { name: 'client', run: rateOf(callers, bare) },
        ],
        settings,
      );
      return [figure];
    } finally {
      await close();
    }
  };
