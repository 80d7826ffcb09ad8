import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown } from '../append-errors';
import { type Append, isAfter, START, type StoredEvent } from '../event-store';
import {
  collect,
  expectOrdered,
  idsOf,
  someAppend,
  someEvent,
  someStream,
  times,
} from '../event-store.contract';
import type { KurrentClient } from './client';
import { eventDataOf } from './envelope';
import type { KurrentDbEventStore } from './kurrentdb-event-store';
import {
  type AppendFault,
  faultyClient,
  type Faults,
  inTurn,
  type ReadFault,
  type SubscriptionFault,
} from './testing/faulty-client';
import { within } from './waiting';
import { naiveAppend, naiveTail } from './testing/naive-store';
import {
  type OpenedKurrent,
  kurrentIn,
  kurrentServers,
  reusedLedgers,
} from './testing/opened-kurrent';

const ledgers = reusedLedgers();
const servers = kurrentServers();
afterAll(async () => {
  await ledgers.drop();
  // The controls and the faults leave calls open, for which a client waits in vain.
  for (const server of servers) await within(server.close(), 1_000).catch(() => undefined);
});

/** Soon tired, so that faults that last are seen to the end. */
const IMPATIENT = {
  callTimeoutMs: 400,
  retryDelaysMs: [5, 10, 20, 40],
  reconnectDelaysMs: { first: 5, most: 40 },
  idleMs: 100,
  checkpointInterval: 1,
};

describe.each(servers)('On $name', (server) => {
  let opened: OpenedKurrent;
  let sound: KurrentDbEventStore;
  beforeEach(async () => {
    opened = kurrentIn(server.client(), await ledgers.take(), IMPATIENT);
    sound = opened.store;
  });
  afterEach(() => opened.close());

  const behind = (faults: Faults): KurrentDbEventStore =>
    opened.another(faultyClient(server.client(), faults));
  const kurrentBehind = (faults: Faults) => ({
    client: faultyClient(server.client(), faults),
    settings: opened.settings,
  });
  const seeded = async (appends: number, events = 1): Promise<readonly Append[]> => {
    const all = times(appends, () => someAppend({ events: times(events, () => someEvent()) }));
    for (const append of all) await sound.append([append]);
    return all;
  };
  const rawAppend = (append: Append, attemptId: string) =>
    server.client().appendToStream(
      `${opened.settings.namespace}${append.stream}`,
      append.events.map((event, index) =>
        eventDataOf(event, { ...append.part, attemptId, notBefore: null }, index),
      ),
      { expectedRevision: 'no_stream' },
    );

  const APPEND_FAULTS: readonly AppendFault[] = [
    'drop',
    'lose answer',
    'deadline after commit',
    'conflict after commit',
    'hang',
    'hang after commit',
  ];

  describe('an append', () => {
    it.each(APPEND_FAULTS)('that meets "%s" has its effect once, and says so', async (fault) => {
      const store = behind(inTurn({ append: [fault] }));
      const append = someAppend({ events: [someEvent(), someEvent()] });

      const [outcome] = await store.append([append]);

      expect(outcome).toMatchObject({ kind: 'appended', firstRevision: 0, lastRevision: 1 });
      expect(idsOf(await sound.readAll(START, 10))).toEqual(idsOf(append.events));
      expect(await sound.findCommand(append.part.commandId)).toMatchObject([
        { firstRevision: 0, lastRevision: 1 },
      ]);
    });

    it.each(APPEND_FAULTS)('that meets "%s" again and again is never doubled', async (fault) => {
      const store = behind(inTurn({ append: times(3, () => fault) }));
      const append = someAppend();

      expect(await store.append([append])).toMatchObject([{ kind: 'appended' }]);

      expect(await sound.readStream(append.stream)).toHaveLength(1);
    });

    it.each(['break off at once', 'break off', 'fail at once', 'fail', 'hang'] as const)(
      'is settled also where the reads that shall settle it meet "%s"',
      async (read) => {
        const faults = inTurn({ append: ['lose answer'], read: times(2, () => read) });
        const append = someAppend({ events: times(4, () => someEvent()) });

        expect(await behind(faults).append([append])).toMatchObject([
          { kind: 'appended', lastRevision: 3 },
        ]);

        expect(idsOf(await sound.readStream(append.stream))).toEqual(idsOf(append.events));
      },
    );

    it('that never arrives is unknown; nothing is told of it, and it may be repeated', async () => {
      const append = someAppend();
      const store = behind(inTurn({ append: times(50, () => 'drop' as const) }));

      await expect(store.append([append])).rejects.toThrow(AppendOutcomeUnknown);

      expect(await sound.findCommand(append.part.commandId)).toEqual([]);
      expect(await sound.append([append])).toMatchObject([{ kind: 'appended' }]);
    });

    it('whose process ends between the commit and the ledger is found by the next one', async () => {
      const append = someAppend({ events: [someEvent(), someEvent()] });
      const dying = behind(
        inTurn({ append: ['lose answer'], read: times(50, () => 'fail at once' as const) }),
      );
      await expect(dying.append([append])).rejects.toThrow(AppendOutcomeUnknown);
      expect(await opened.ledger.written(append.part.commandId)).toEqual([]);

      const [row] = await sound.findCommand(append.part.commandId);

      const [, last] = await sound.readStream(append.stream);
      expect(row).toEqual({
        ...append.part,
        stream: append.stream,
        firstRevision: 0,
        lastRevision: 1,
        position: last?.position,
      });
      expect(await sound.append([append])).toMatchObject([{ kind: 'replayed', lastRevision: 1 }]);
      expect(await sound.readStream(append.stream)).toHaveLength(2);
    });

    it('that was written unheard is not written again at a later revision', async () => {
      const append = someAppend();
      const dying = behind(
        inTurn({ append: ['lose answer'], read: times(50, () => 'fail at once' as const) }),
      );
      await expect(dying.append([append])).rejects.toThrow(AppendOutcomeUnknown);

      // As whoever has looked for the command before, and read the stream after it was written.
      const again = await sound.append([{ ...append, expectedRevision: 0 }]);

      expect(again).toMatchObject([{ kind: 'replayed', firstRevision: 0, lastRevision: 0 }]);
      expect(await sound.readStream(append.stream)).toHaveLength(1);
    });

    it('is a reused key while an earlier wish under it was written unheard', async () => {
      const append = someAppend();
      const dying = behind(
        inTurn({ append: ['lose answer'], read: times(50, () => 'fail at once' as const) }),
      );
      await expect(dying.append([append])).rejects.toThrow(AppendOutcomeUnknown);

      const other = someAppend({
        part: { ...someAppend().part, commandId: append.part.commandId, fingerprint: 'else' },
      });

      expect(await sound.append([other])).toEqual([{ kind: 'key_reused' }]);
    });

    it('may use a command id of which an earlier wish can never be written any more', async () => {
      const { stream, part } = someAppend();
      const lost = behind(inTurn({ append: times(50, () => 'drop' as const) }));
      await expect(lost.append([someAppend({ stream, part })])).rejects.toThrow();
      await sound.append([someAppend({ stream })]);

      const other = someAppend({
        part: { ...someAppend().part, commandId: part.commandId, fingerprint: 'else' },
      });

      expect(await sound.append([other])).toMatchObject([{ kind: 'appended' }]);
      expect(await sound.findCommand(part.commandId)).toHaveLength(1);
    });

    it('is a replay where the server has other events under its ids and says success', async () => {
      const theirs = someAppend({ events: [someEvent({ data: '{"theirs":true}' })] });
      await rawAppend(theirs, 'another attempt');
      const [event] = theirs.events;
      const ours: Append = { ...theirs, events: [someEvent({ ...event, data: '{"ours":true}' })] };

      expect(await sound.append([ours])).toMatchObject([{ kind: 'replayed', lastRevision: 0 }]);

      expect(await sound.readStream(ours.stream)).toMatchObject([{ data: '{"theirs":true}' }]);
    });

    it('is a replay of all that stands where it brings only some of it', async () => {
      const theirs = someAppend({ events: times(3, () => someEvent()) });
      await rawAppend(theirs, 'another attempt');

      const ours = { ...theirs, events: theirs.events.slice(0, 2) };

      expect(await sound.append([ours])).toMatchObject([{ kind: 'replayed', lastRevision: 2 }]);
    });

    it('of the same part by two processes at once has one effect', async () => {
      const other = opened.another();
      for (let round = 0; round < 10; round++) {
        const append = someAppend({ events: [someEvent(), someEvent()] });
        const outcomes = await Promise.all([sound.append([append]), other.append([append])]);

        expect(
          outcomes
            .flat()
            .map(({ kind }) => kind)
            .sort(),
        ).toEqual(['appended', 'replayed']);
        expect(await sound.readStream(append.stream)).toHaveLength(2);
      }
    });

    it('is doubled by a store that tries again without looking for it: the control', async () => {
      const append = someAppend();

      await naiveAppend(kurrentBehind(inTurn({ append: ['lose answer'] })), append);

      expect(await sound.readStream(append.stream)).toHaveLength(2);
    });
  });

  describe('a read', () => {
    it.each([
      'break off at once',
      'break off',
      'fail at once',
      'fail',
      'hang',
    ] as const satisfies ReadFault[])('that meets "%s" tells all or nothing', async (fault) => {
      const [append] = await seeded(1, 10);
      if (!append) throw new Error('seeded');
      await seeded(3, 3);
      const whole = await sound.readStream(append.stream);
      const log = await sound.readAll(START, 100);
      const fifth = log[4]?.position ?? START;

      const looks: readonly [(store: KurrentDbEventStore) => Promise<unknown>, unknown][] = [
        [(store) => store.readStream(append.stream), whole],
        [(store) => store.readStream(append.stream, { from: 2, limit: 5 }), whole.slice(2, 7)],
        [(store) => store.readAll(START, 100), log],
        [(store) => store.readAll(fifth, 100), log.slice(5)],
        [(store) => store.head(), log.at(-1)?.position],
      ];
      for (const [look, truth] of looks) {
        const seen = await look(behind(inTurn({ read: [fault] }))).catch((error: unknown) => error);
        if (seen instanceof Error) expect(seen.message).toMatch(/^event-store-unavailable/);
        else expect(seen).toEqual(truth);
      }
    });

    it('that breaks off passes for the whole stream with whoever reads upwards: the control', async () => {
      const [append] = await seeded(1, 10);
      const { client, settings } = kurrentBehind(inTurn({ read: ['break off'] }));
      const seen: unknown[] = [];

      const read = client.readStream(`${settings.namespace}${append?.stream}`, {});
      for await (const event of read) seen.push(event);

      expect(seen).toHaveLength(2);
    });

    it('that always fails says that the store is unavailable', async () => {
      const { stream } = someAppend();
      const store = behind(inTurn({ read: times(50, () => 'fail at once' as const) }));

      await expect(store.readStream(stream)).rejects.toThrow(
        'event-store-unavailable (unavailable)',
      );
      await expect(store.readAll(START, 1)).rejects.toThrow(
        'event-store-unavailable (unavailable)',
      );
      await expect(store.head()).rejects.toThrow('event-store-unavailable (unavailable)');
    });
  });

  describe('a subscription', () => {
    let stop: AbortController;
    beforeEach(() => void (stop = new AbortController()));
    afterEach(() => stop.abort());
    const tail = (store: KurrentDbEventStore, events: number, after = START) =>
      collect(store.subscribe(after, { batchSize: 4, signal: stop.signal }), events);

    it.each(['end', 'fail', 'repeat', 'fall silent'] as const satisfies SubscriptionFault[])(
      'that meets "%s" three times sees every event once and in order',
      async (fault) => {
        await seeded(6, 2);
        const store = behind(inTurn({ subscription: times(3, () => fault) }));
        const seen = tail(store, 24);

        await seeded(6, 2);

        expect((await seen).flat()).toEqual(await sound.readAll(START, 100));
      },
    );

    it('that misses an event is an error, not a gap', async () => {
      await seeded(3, 3);

      await expect(tail(behind(inTurn({ subscription: ['omit'] })), 9)).rejects.toThrow(
        /^log-broken \(a revision is missing before position \d+\)$/,
      );
    });

    it('goes on where it was while every fault comes in turn', async () => {
      const faults = ['fail', 'end', 'repeat', 'fail', 'fall silent', 'end'] as const;
      const store = behind(inTurn({ subscription: faults, read: ['fail', 'break off', 'hang'] }));
      const seen = tail(store, 40);

      await seeded(20, 2);

      expect((await seen).flat()).toEqual(await sound.readAll(START, 100));
    });

    it('ends at once when the signal aborts while the server hangs', async () => {
      const [append] = await seeded(1);
      const position = await sound.head();
      const patient = opened.another(
        faultyClient(server.client(), inTurn({ read: times(9, () => 'hang' as const) })),
        { callTimeoutMs: 60_000 },
      );
      const seen = tail(patient, 1, position);
      await sleep(20);

      stop.abort();

      expect(await seen).toEqual([]);
      expect(append).toBeDefined();
    });

    it('is an error after a position at which no event of ours stands', async () => {
      await seeded(2);
      const position = String(BigInt(await sound.head()) - 1n);

      await expect(tail(sound, 1, position)).rejects.toThrow('log-broken (no event at position');
      await expect(sound.readAll(position, 1)).rejects.toThrow('log-broken (no event at position');
    });

    it('takes no checkpoint for events that still wait', async () => {
      await seeded(12, 10);
      const store = opened.another(breakingOnce(server.client()));
      const seen: StoredEvent[] = [];
      for await (const batch of store.subscribe(START, { batchSize: 64, signal: stop.signal })) {
        seen.push(...batch);
        if (seen.length >= 120) break;
        await sleep(100);
      }

      expect(seen).toEqual(await sound.readAll(START, 200));
    });

    it('takes no checkpoint at a position that no log has', async () => {
      await seeded(12, 1);

      const seen = await tail(opened.another(farAheadOnce(server.client())), 12);

      expect(seen.flat()).toEqual(await sound.readAll(START, 20));
    });

    it('loses events where checkpoints are stored as they come: the control', async () => {
      const appends = await seeded(12, 10);
      const handled: string[] = [];
      const { settings } = opened;

      await Promise.race([
        naiveTail({ client: breakingOnce(server.client()), settings }, 120, async (id) => {
          handled.push(id);
          await sleep(2);
        }),
        sleep(1_500),
      ]);

      expect(new Set(handled).size).toBeLessThan(120);
      expect(idsOf(await sound.readAll(START, 200))).toEqual(
        idsOf(appends.flatMap(({ events }) => events)),
      );
    });
  });

  describe('in a storm of faults', () => {
    it('no acknowledged event is lost, none is doubled, and the ledger says the same as the log', async () => {
      const store = behind(stormOf(20_260_302));
      const stop = new AbortController();
      const seen: StoredEvent[] = [];
      const tail = (async () => {
        const options = { batchSize: 5, signal: stop.signal };
        for await (const batch of store.subscribe(START, options)) seen.push(...batch);
      })();

      const results: { readonly append: Append; readonly kind: string }[] = [];
      const writer = async () => {
        const stream = someStream();
        let expectedRevision = -1;
        for (let turn = 0; turn < 8; turn++) {
          const events = times(1 + (turn % 3), () => someEvent());
          const append = someAppend({ stream, expectedRevision, events });
          const outcome = await store
            .append([append])
            .then(([one]) => one)
            .catch(() => undefined);
          results.push({ append, kind: outcome?.kind ?? 'unknown' });
          if (outcome?.kind === 'conflict') expectedRevision = outcome.actualRevision;
          if (outcome?.kind === 'appended' || outcome?.kind === 'replayed')
            expectedRevision = outcome.lastRevision;
        }
      };
      await Promise.all(times(6, writer));

      const log = await sound.readAll(START, 10_000);
      while (isAfter(await sound.head(), seen.at(-1)?.position ?? START)) await sleep(20);
      stop.abort();
      await tail;

      expect(seen).toEqual(log);
      expectOrdered(log);
      const stored = idsOf(log);
      expect(new Set(stored).size).toBe(stored.length);
      for (const { append, kind } of results) {
        const standing = stored.filter((id) => idsOf(append.events).includes(id)).length;
        const rows = await sound.findCommand(append.part.commandId);
        if (kind === 'appended') expect(standing).toBe(append.events.length);
        if (kind === 'conflict') expect(standing).toBe(0);
        expect([0, append.events.length]).toContain(standing);
        expect(rows).toHaveLength(standing > 0 ? 1 : 0);
      }
      const kinds = results.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'appended').length).toBeGreaterThan(20);
    });
  });
});

/** The first subscription breaks soon, while events of a checkpoint wait in its buffer. */
const breakingOnce = (client: KurrentClient): KurrentClient =>
  withFirstSubscription(client, (...call) => {
    const stream = client.subscribeToAll(...call);
    setTimeout(() => stream.destroy(new Error('lost')), 60);
    return stream;
  });

/** The first subscription begins with a checkpoint at 2^64 - 1, as a server says that has just started, and soon breaks. */
const farAheadOnce = (client: KurrentClient): KurrentClient =>
  withFirstSubscription(client, (options, buffer) => {
    const stream = client.subscribeToAll(options, buffer);
    const end = 2n ** 64n - 1n;
    stream.once('readable', () => {
      void options.filter?.checkpointReached?.(stream, { commit: end, prepare: end });
      stream.destroy(new Error('lost'));
    });
    return stream;
  });

const withFirstSubscription = (
  client: KurrentClient,
  first: KurrentClient['subscribeToAll'],
): KurrentClient => {
  let calls = 0;
  return {
    appendToStream: client.appendToStream.bind(client),
    readStream: client.readStream.bind(client),
    readAll: client.readAll.bind(client),
    dispose: client.dispose.bind(client),
    subscribeToAll: (...call) => (calls++ === 0 ? first(...call) : client.subscribeToAll(...call)),
  };
};

/** Faults by chance, the same in every run of the same seed as far as calls come in the same order. */
const stormOf = (seed: number): Faults => {
  let state = seed;
  const chance = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const pick = <F>(share: number, faults: readonly F[]): F | null =>
    chance() < share ? (faults[Math.floor(chance() * faults.length)] ?? null) : null;
  return {
    append: () =>
      pick(0.35, ['drop', 'lose answer', 'deadline after commit', 'hang after commit'] as const),
    read: () =>
      pick(0.01, ['hang'] as const) ??
      pick(0.15, ['break off', 'break off at once', 'fail', 'fail at once'] as const),
    subscription: () =>
      pick(0.1, ['fall silent'] as const) ?? pick(0.5, ['end', 'fail', 'repeat'] as const),
  };
};
