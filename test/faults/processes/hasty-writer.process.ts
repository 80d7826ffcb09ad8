import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { someAppend } from '../../../src/platform/event-store/event-store.contract';
import { eventDataOf } from '../../../src/platform/event-store/kurrentdb/envelope';

/** What was answered since the last message. */
export type HastyWriterSaid = { readonly acknowledged: readonly string[] };

const [url = '', loops = '1'] = process.argv.slice(2);

/** The control: callers who are answered when their append is sent, not when it stands. It writes until it is killed. */
const main = async (): Promise<void> => {
  const client = EventStoreDBClient.connectionString(url);
  let acknowledged: string[] = [];
  setInterval(() => {
    process.send?.({ acknowledged } satisfies HastyWriterSaid);
    acknowledged = [];
  }, 10);
  const loop = async () => {
    for (;;) {
      const { stream, part, events } = someAppend();
      const header = { ...part, attemptId: part.partId, notBefore: null };
      const data = events.map((event, index) => eventDataOf(event, header, index));
      client.appendToStream(stream, data, { expectedRevision: NO_STREAM }).catch(() => undefined);
      acknowledged.push(...events.map(({ id }) => id));
      await sleep(2);
    }
  };
  await Promise.all(Array.from({ length: Number(loops) }, loop));
};

void main();
