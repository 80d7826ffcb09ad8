import { setTimeout as sleep } from 'node:timers/promises';
import { type Append, type AppendOutcome, START } from '../event-store';
import { someAppend, someEvent, times } from '../event-store.contract';
import type { KurrentClient } from './client';
import { eventDataOf } from './envelope';
import type { KurrentDbEventStore } from './kurrentdb-event-store';
import { faultyClient, inTurn, type SubscriptionFault } from './testing/faulty-client';
import {
  kurrentIn,
  kurrentServers,
  type OpenedKurrent,
  reusedLedgers,
} from './testing/opened-kurrent';
import { within } from './waiting';

const ledgers = reusedLedgers();
const servers = kurrentServers();
afterAll(async () => {
  await ledgers.drop();
  // The faults leave calls open, for which a client waits in vain.
  for (const server of servers) await within(server.close(), 1_000).catch(() => undefined);
});

/** Counts the reads of streams. */
const counting = (client: KurrentClient) => {
  let reads = 0;
  const counted: KurrentClient = {
    appendToStream: client.appendToStream.bind(client),
    readAll: client.readAll.bind(client),
    subscribeToAll: client.subscribeToAll.bind(client),
    dispose: client.dispose.bind(client),
    readStream: (...call) => {
      reads++;
      return client.readStream(...call);
    },
  };
  return { client: counted, reads: () => reads };
};

describe.each(servers)('On $name', (server) => {
  let opened: OpenedKurrent;
  beforeEach(async () => {
    opened = kurrentIn(server.client(), await ledgers.take(), { sightingMs: 100 });
  });
  afterEach(() => opened.close());

  /** Appends until one was seen in the tail. */
  const warmed = async (store: KurrentDbEventStore, reads: () => number): Promise<void> => {
    for (let before = -1; before !== reads();) {
      before = reads();
      await sleep(10);
      await store.append([someAppend()]);
    }
  };
  const ofSeveralSizes = (count: number): readonly Append[] =>
    times(count, (index) => someAppend({ events: times(1 + (index % 3), () => someEvent()) }));

  /** Each outcome tells of its append what everybody reads. */
  const expectAsStored = async (
    appends: readonly Append[],
    outcomes: readonly (AppendOutcome | undefined)[],
  ): Promise<void> => {
    for (const [index, { stream, events }] of appends.entries()) {
      const stored = await opened.store.readStream(stream);
      expect(stored.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
      expect(outcomes[index]).toEqual({
        kind: 'appended',
        firstRevision: 0,
        lastRevision: events.length - 1,
        position: stored.at(-1)?.position,
        recordedAt: stored[0]?.recordedAt,
      });
    }
  };

  it('an append is seen as it stands without a read of its own', async () => {
    const { client, reads } = counting(server.client());
    const store = opened.another(client, { sightingMs: 10_000 });
    await warmed(store, reads);
    const before = reads();
    const appends = ofSeveralSizes(30);

    const outcomes = await Promise.all(appends.map((append) => store.append([append])));

    expect(reads()).toBe(before);
    await expectAsStored(appends, outcomes.flat());
  });

  it('each is read where the tail brings nothing: the control', async () => {
    const { client, reads } = counting(server.client());
    const silent = faultyClient(
      client,
      inTurn({ subscription: times(50, () => 'fall silent' as const) }),
    );
    const store = opened.another(silent);
    const appends = ofSeveralSizes(6);

    const outcomes = await Promise.all(appends.map((append) => store.append([append])));

    expect(reads()).toBeGreaterThanOrEqual(appends.length);
    await expectAsStored(appends, outcomes.flat());
  });

  it.each(['end', 'fail', 'omit', 'repeat', 'fall silent'] as const satisfies SubscriptionFault[])(
    'an outcome is what stands, also where the tail meets "%s" again and again',
    async (fault) => {
      const faults = inTurn({ subscription: times(50, () => fault) });
      const store = opened.another(faultyClient(server.client(), faults), {
        reconnectDelaysMs: { first: 5, most: 20 },
      });

      for (let round = 0; round < 6; round++) {
        const appends = ofSeveralSizes(3);
        const outcomes = await Promise.all(appends.map((append) => store.append([append])));
        await expectAsStored(appends, outcomes.flat());
        await sleep(15);
      }
    },
  );

  it('another append under the same ids is a replay, though the server says success', async () => {
    const { client, reads } = counting(server.client());
    const store = opened.another(client, { sightingMs: 10_000 });
    await warmed(store, reads);
    const theirs = someAppend({ events: [someEvent({ data: '{"theirs":true}' })] });
    const header = { ...theirs.part, attemptId: 'another attempt', notBefore: null };
    const name = `${opened.settings.namespace}${theirs.stream}`;
    const write = ({ events }: Append) =>
      server.client().appendToStream(
        name,
        events.map((event, index) => eventDataOf(event, header, index)),
        { expectedRevision: 'no_stream' },
      );
    await write(theirs);
    // Whatever follows it shows that the tail has gone past it.
    await store.append([someAppend()]);
    const ours = { ...theirs, events: theirs.events.map((event) => ({ ...event, data: '{}' })) };

    const [outcome] = await store.append([ours]);

    expect(outcome).toMatchObject({ kind: 'replayed', lastRevision: 0 });
    expect(await store.readStream(ours.stream)).toMatchObject([{ data: '{"theirs":true}' }]);
    // The control: whoever takes the server's word for it has written what he never finds.
    expect(await write(ours)).toMatchObject({ success: true });
  });
});

describe('Appends on their way', () => {
  const inOneQueue = (client: KurrentClient) => {
    let calls = 0;
    let [underWay, most] = [0, 0];
    let last: Promise<unknown> = Promise.resolve();
    const queued: KurrentClient = {
      ...client,
      appendToStream: async (...call) => {
        calls++;
        most = Math.max(most, ++underWay);
        last = last.then(() => sleep(20));
        await last;
        underWay--;
        return client.appendToStream(...call);
      },
    };
    return { client: queued, calls: () => calls, most: () => most };
  };
  const [server] = servers;

  it('are so many at once, and no deadline runs before one is sent', async () => {
    const opened = kurrentIn(server?.client() as KurrentClient, await ledgers.take());
    const slow = inOneQueue(server?.client() as KurrentClient);
    const store = opened.another(slow.client, { parallelAppends: 4, callTimeoutMs: 500 });

    const outcomes = await Promise.all(times(50, () => store.append([someAppend()])));

    expect(outcomes.flat().map(({ kind }) => kind)).toEqual(times(50, () => 'appended'));
    expect([slow.most(), slow.calls()]).toEqual([4, 50]);
    expect(await store.readAll(START, 100)).toHaveLength(50);
    await opened.close();
  });

  it('pass their deadlines in the queue of the server where all are sent at once: the control', async () => {
    const opened = kurrentIn(server?.client() as KurrentClient, await ledgers.take());
    const slow = inOneQueue(server?.client() as KurrentClient);
    const store = opened.another(slow.client, { parallelAppends: 50, callTimeoutMs: 500 });

    const appending = times(50, () => store.append([someAppend()]));
    await Promise.allSettled(appending);

    expect(slow.calls()).toBeGreaterThan(50);
    await opened.close();
  });
});
