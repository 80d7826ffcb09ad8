import { randomUUID } from 'node:crypto';
import { AppendRefused } from '../append-errors';
import { type Append, START } from '../event-store';
import {
  collect,
  eventStoreContract,
  expectOrdered,
  idsOf,
  someAppend,
  someEvent,
  times,
} from '../event-store.contract';
import { fakeClient } from './testing/fake-client';
import { fakeServer } from './testing/fake-server';
import { inTurn, faultyClient } from './testing/faulty-client';
import {
  kurrentIn,
  kurrentServers,
  type OpenedKurrent,
  reusedLedgers,
} from './testing/opened-kurrent';

const ledgers = reusedLedgers();
const servers = kurrentServers();
afterAll(async () => {
  await ledgers.drop();
  // Without a limit: a client for which a call was left open does not come to its end.
  for (const server of servers) await server.close();
});

for (const server of servers)
  eventStoreContract(`KurrentDB on ${server.name}`, async () =>
    kurrentIn(server.client(), await ledgers.take()),
  );

describe.each(servers)('The log on $name', (server) => {
  let opened: OpenedKurrent;
  beforeEach(async () => {
    opened = kurrentIn(server.client(), await ledgers.take());
  });
  afterEach(() => opened.close());

  const foreign = (stream: string) =>
    server.client().appendToStream(
      stream,
      [
        {
          ...{ id: randomUUID(), type: 'Foreign', data: {} },
          contentType: 'application/json',
          metadata: undefined,
        },
      ],
      { expectedRevision: 'any' },
    );

  it('shows nothing that others write to the server, and does not end with it', async () => {
    const { namespace } = opened.settings;
    await foreign('other-1');
    const first = someAppend();
    await opened.store.append([first]);
    for (const name of [`${namespace}claims`, `${namespace}order-1`, `claim-${randomUUID()}`])
      await foreign(name);
    const second = someAppend();
    const [outcome] = await opened.store.append([second]);
    for (let count = 0; count < 40; count++) await foreign('other-1');

    const ours = idsOf([first, second].flatMap(({ events }) => events));
    const log = await opened.store.readAll(START, 100);
    const { signal } = new AbortController();
    const seen = await collect(opened.store.subscribe(START, { batchSize: 9, signal }), 2);

    expect(idsOf(log)).toEqual(ours);
    expect(idsOf(seen.flat())).toEqual(ours);
    expect(outcome).toMatchObject({ position: log[1]?.position });
    expect(await opened.store.head()).toBe(log[1]?.position);
    expect(await opened.another().head()).toBe(log[1]?.position);
    expect(await opened.store.readAll(log[1]?.position ?? START, 10)).toEqual([]);
  });

  it('is an error where somebody else writes into one of our streams', async () => {
    const append = someAppend();
    await opened.store.append([append]);
    await foreign(`${opened.settings.namespace}${append.stream}`);

    await expect(opened.store.readStream(append.stream)).rejects.toThrow(
      /^log-broken \(a foreign event at revision 1 /,
    );
    await expect(opened.store.readAll(START, 10)).rejects.toThrow('log-broken');
  });

  it('takes no stream that its readers would not see, and no event id twice in one append', async () => {
    const event = someEvent();
    const appends: readonly Append[] = [
      someAppend({ stream: `order-${randomUUID()}` }),
      someAppend({ events: [event, event] }),
    ];

    for (const append of appends)
      await expect(opened.store.append([someAppend(), append])).rejects.toThrow(AppendRefused);

    expect(await opened.store.readAll(START, 10)).toEqual([]);
  });

  it('refuses an append that is larger than the server takes, and leaves no claim', async () => {
    const append = someAppend({ events: [someEvent({ data: 'x'.repeat(1_100_000) })] });

    await expect(opened.store.append([append])).rejects.toThrow('append-refused (too large)');

    expect(await opened.ledger.openClaims(append.part)).toEqual([]);
  });

  it('leaves no claim behind an append that was written, replayed or met a conflict', async () => {
    const append = someAppend();
    const conflicting = someAppend({ stream: append.stream });
    await opened.store.append([append]);
    await opened.store.append([append]);
    await opened.store.append([conflicting]);

    for (const { part } of [append, conflicting])
      expect(await opened.ledger.openClaims(part)).toEqual([]);
  });

  it('shows one time for all events of an append, from wherever they are read', async () => {
    const append = someAppend({ events: times(7, () => someEvent()) });
    const [outcome] = await opened.store.append([append]);
    const recordedAt = outcome?.kind === 'appended' ? outcome.recordedAt : '';

    const log = await opened.store.readAll(START, 10);
    const { signal } = new AbortController();
    const after = log[3]?.position ?? START;
    const looks = [
      log,
      await opened.store.readAll(after, 10),
      (await collect(opened.store.subscribe(after, { batchSize: 2, signal }), 3)).flat(),
      await opened.store.readStream(append.stream, { from: 4, limit: 2 }),
      await opened.store.readStream(append.stream, { direction: 'backwards', limit: 1 }),
    ];

    expect(looks.map(({ length }) => length)).toEqual([7, 3, 3, 2, 1]);
    expect(new Set(looks.flat().map((event) => event.recordedAt))).toEqual(new Set([recordedAt]));
  });

  it('is probed by an append that is no part of it', async () => {
    await opened.store.probe();
    await opened.store.probe();

    expect(await opened.store.head()).toBe(START);
  });

  it('is not ready while appends hang', async () => {
    const hanging = faultyClient(server.client(), inTurn({ append: ['hang'] }));

    await expect(opened.another(hanging, { callTimeoutMs: 50 }).probe()).rejects.toThrow(
      'event-store-unavailable (own-deadline)',
    );
  });

  it('waits at its close for the appends that it took and takes no more', async () => {
    const appending = times(5, () => opened.store.append([someAppend(), someAppend()]));

    await opened.store.close();

    const settled = await Promise.race([
      Promise.all(appending),
      new Promise((resolve) => setImmediate(() => resolve('still under way'))),
    ]);
    expect(settled).toHaveLength(5);
    await expect(opened.store.append([someAppend()])).rejects.toThrow('event-store-closed');
  });

  it('ends its subscriptions at its close', async () => {
    const { signal } = new AbortController();
    const reading = collect(opened.store.subscribe(START, { batchSize: 10, signal }), 1);

    await opened.store.close();

    expect(await reading).toEqual([]);
  });
});

describe('Calls to the server', () => {
  it('are never left so that the client would wait for them for ever', async () => {
    const client = fakeClient(fakeServer());
    const opened = kurrentIn(client, await ledgers.take());
    const append = someAppend({ events: times(50, () => someEvent()) });
    const { signal } = new AbortController();

    await opened.store.append([append, someAppend({ stream: append.stream })]);
    await opened.store.readStream(append.stream, { from: 10, limit: 3 });
    await opened.store.readStream(append.stream, { direction: 'backwards', limit: 1 });
    await opened.store.readStream('claim-missing');
    await opened.store.readAll(START, 10);
    await collect(opened.store.subscribe(START, { batchSize: 3, signal }), 6);
    await opened.close();

    expect(client.leftOpen()).toBe(0);
  });

  it('are left so where a read is broken off in the usual way: the control', async () => {
    const server = fakeServer();
    const client = fakeClient(server);
    times(3, () => server.appendForeign('other'));

    const read = client.readStream('other', {});
    const closed = new Promise((resolve) => read.on('close', () => resolve(undefined)));
    for await (const _ of read) break;
    await closed;

    expect(client.leftOpen()).toBe(1);
  });
});

describe('Where the clock of the server steps back', () => {
  const HOURS = [12, 12, 11, 11, 13, 10, 14];

  it('times never fall, and every reader sees the same ones', async () => {
    let turn = 0;
    const server = fakeServer(() => new Date(Date.UTC(2026, 2, 2, HOURS[turn] ?? 15, 0, turn)));
    const opened = kurrentIn(fakeClient(server), await ledgers.take());
    const appends: Append[] = [];
    for (; turn < HOURS.length; turn++) {
      const append = someAppend({ events: times(4, () => someEvent()) });
      await opened.store.append([append]);
      appends.push(append);
    }

    const log = await opened.store.readAll(START, 100);
    const times0 = log.filter((_, index) => index % 4 === 0).map(({ recordedAt }) => recordedAt);
    const streams = await opened.another().readStreams(appends.map(({ stream }) => stream));
    const second = await opened.another().readAll(log[9]?.position ?? START, 100);

    expectOrdered(log);
    expect(times0.map((time) => Number(time.slice(11, 13)))).toEqual([12, 12, 12, 12, 13, 13, 14]);
    expect(streams.flat()).toEqual(log);
    expect(second).toEqual(log.slice(10));
    await opened.close();
  });

  it('the times that the server stamps do fall: the control', () => {
    let turn = 0;
    const server = fakeServer(() => new Date(Date.UTC(2026, 2, 2, HOURS[turn++])));
    times(HOURS.length, () => server.appendForeign());

    const stamps = server.log.map(({ created }) => created.getTime());

    expect(stamps).not.toEqual([...stamps].sort((one, other) => one - other));
  });
});
