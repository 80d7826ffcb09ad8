import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Append,
  type AppendOutcome,
  type CommandPart,
  type EventStore,
  type EventToStore,
  isAfter,
  NO_STREAM,
  type Position,
  type Revision,
  START,
  type StoredEvent,
  type StreamName,
  type UnchangedPart,
} from './event-store';

export type OpenedStore = { readonly store: EventStore; readonly close: () => Promise<void> };

/** An event as a codec would hand it over; every call makes another id. */
export const someEvent = (change: Partial<EventToStore> = {}): EventToStore => ({
  id: randomUUID(),
  type: 'ClaimSubmitted',
  schemaVersion: 1,
  data: '{"amount":42000000}',
  personal: null,
  metadata: '{"actor":"user-1"}',
  ...change,
});

export const someStream = (): StreamName => `claim-${randomUUID()}`;

export const somePart = (change: Partial<CommandPart> = {}): CommandPart => ({
  partId: randomUUID(),
  commandId: randomUUID(),
  fingerprint: 'as asked',
  ...change,
});

/** One event of a new command for a stream that does not exist yet. */
export const someAppend = (change: Partial<Append> = {}): Append => ({
  stream: someStream(),
  expectedRevision: NO_STREAM,
  part: somePart(),
  events: [someEvent()],
  ...change,
});

/** A part with nothing to write to a stream that does not exist yet. */
export const someSilence = (change: Partial<UnchangedPart> = {}): UnchangedPart => ({
  ...somePart(),
  ...{ stream: someStream(), revision: NO_STREAM, position: START },
  ...change,
});

/** What every adapter keeps. `open` gives an empty log each time. */
export const eventStoreContract = (
  name: string,
  open: () => Promise<OpenedStore>,
  { rounds = 30 }: { readonly rounds?: number } = {},
): void => {
  describe(`the contract of the event store, kept by ${name}`, () => {
    let opened: OpenedStore;
    let store: EventStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const appendOne = async (append: Append): Promise<AppendOutcome> => {
      const [outcome] = await store.append([append]);
      if (!outcome) throw new Error('an append without an outcome');
      return outcome;
    };
    const written = async (append: Append) => asWritten(await appendOne(append));
    const wholeLog = () => store.readAll(START, 100_000);

    describe('an append', () => {
      it('starts a stream at revision 0', async () => {
        const outcome = await written(someAppend());

        expect(outcome).toMatchObject({ kind: 'appended', firstRevision: 0, lastRevision: 0 });
        expect(isAfter(outcome.position, START)).toBe(true);
        expect(outcome.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      });

      it('goes on after the revision that it expects', async () => {
        const first = someAppend({ events: [someEvent(), someEvent()] });
        await written(first);

        const outcome = await written(
          someAppend({
            stream: first.stream,
            expectedRevision: 1,
            events: [someEvent(), someEvent(), someEvent()],
          }),
        );

        expect(outcome).toMatchObject({ kind: 'appended', firstRevision: 2, lastRevision: 4 });
      });

      it('answers with the position and the time of its last event', async () => {
        const outcome = await written(
          someAppend({ events: [someEvent(), someEvent(), someEvent()] }),
        );

        const last = (await wholeLog()).at(-1);
        expect(last).toMatchObject({
          position: outcome.position,
          recordedAt: outcome.recordedAt,
          revision: 2,
        });
        expect(await store.head()).toBe(outcome.position);
      });

      it('writes nothing when the stream stands at another revision, and says at which', async () => {
        const { stream } = await seeded(store, 3);

        for (const expectedRevision of [NO_STREAM, 0, 1, 3, 17])
          expect(await appendOne(someAppend({ stream, expectedRevision }))).toEqual({
            kind: 'conflict',
            actualRevision: 2,
          });
        expect(await wholeLog()).toHaveLength(3);
      });

      it('writes nothing to a missing stream that it expects to exist', async () => {
        const append = someAppend({ expectedRevision: 0 });

        expect(await appendOne(append)).toEqual({ kind: 'conflict', actualRevision: NO_STREAM });
        expect(await store.readStream(append.stream)).toEqual([]);
        expect(await store.findCommand(append.part.commandId)).toEqual([]);
      });

      it('may be tried again by the same command after a conflict', async () => {
        const { stream } = await seeded(store, 1);
        const append = someAppend({ stream });
        await appendOne(append);

        expect(await appendOne({ ...append, expectedRevision: 0 })).toMatchObject({
          kind: 'appended',
          firstRevision: 1,
        });
      });

      it('takes a thousand events as one', async () => {
        const events = Array.from({ length: 1_000 }, () => someEvent());
        const append = someAppend({ events });

        expect(await written(append)).toMatchObject({ firstRevision: 0, lastRevision: 999 });

        expect(idsOf(await store.readStream(append.stream))).toEqual(idsOf(events));
        expect(idsOf(await wholeLog())).toEqual(idsOf(events));
      });

      it('is refused without an event, and nothing of its chain is written', async () => {
        await expect(store.append([someAppend(), someAppend({ events: [] })])).rejects.toThrow(
          'append-refused',
        );
        expect(await wholeLog()).toEqual([]);
      });

      it.each([
        ['a NUL', '{"name":"\0"}'],
        ['half a character', '{"name":"\uD83D"}'],
      ])('is refused with %s in a text, in words that hold no value', async (_, text) => {
        for (const field of ['data', 'personal', 'metadata', 'type'] as const) {
          const event = someEvent({ [field]: text });
          await expect(appendOne(someAppend({ events: [event] }))).rejects.toThrow(
            /^append-refused \(unstorable text\)$/,
          );
        }
        expect(await wholeLog()).toEqual([]);
      });

      it('takes a NUL and half a character as JSON writes them', async () => {
        const data = JSON.stringify({ name: '\0 \uD83D' });
        const append = someAppend({ events: [someEvent({ data })] });

        await written(append);

        expect(await store.readStream(append.stream)).toMatchObject([{ data }]);
      });
    });

    describe('writers at once', () => {
      it('lets one of eight win a revision, round after round', async () => {
        const stream = someStream();
        for (let revision = 0; revision < rounds; revision++) {
          const outcomes = await Promise.all(
            times(8, () => appendOne(someAppend({ stream, expectedRevision: revision - 1 }))),
          );

          const lost: AppendOutcome = { kind: 'conflict', actualRevision: revision };
          expect(outcomes.filter(({ kind }) => kind === 'appended')).toMatchObject([
            { firstRevision: revision, lastRevision: revision },
          ]);
          expect(outcomes.filter(({ kind }) => kind !== 'appended')).toEqual(times(7, () => lost));
        }
        expect(await store.readStream(stream)).toHaveLength(rounds);
      });

      it('gives one command that is sent eight times at once one effect', async () => {
        for (let round = 0; round < rounds; round++) {
          const append = someAppend({ events: [someEvent(), someEvent()] });

          const outcomes = await Promise.all(times(8, () => written(append)));

          expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
          expect(new Set(outcomes.map(({ kind: _, ...place }) => JSON.stringify(place))).size).toBe(
            1,
          );
          expect(idsOf(await store.readStream(append.stream))).toEqual(idsOf(append.events));
          expect(await store.findCommand(append.part.commandId)).toHaveLength(1);
        }
      });

      it('lets one of two fingerprints have a command id that both use at once', async () => {
        for (let round = 0; round < rounds; round++) {
          const commandId = randomUUID();
          const outcomes = await Promise.all(
            times(4, (index) =>
              appendOne(
                someAppend({
                  part: somePart({ commandId, fingerprint: index % 2 === 0 ? 'even' : 'odd' }),
                }),
              ),
            ),
          );

          const kinds = outcomes.map(({ kind }) => kind);
          expect([...kinds].sort()).toEqual(['appended', 'appended', 'key_reused', 'key_reused']);
          expect(kinds[0]).toBe(kinds[2]);
        }
      });
    });

    describe('a command that comes again', () => {
      it('is answered with what it wrote the first time', async () => {
        const append = someAppend({ events: [someEvent(), someEvent()] });
        const first = await written(append);

        expect(await appendOne(append)).toEqual({ ...first, kind: 'replayed' });
        expect(await wholeLog()).toHaveLength(2);
      });

      it('is answered so after others wrote, whatever it expects and brings now', async () => {
        const { stream } = await seeded(store, 2);
        const append = someAppend({ stream, expectedRevision: 1 });
        const first = await written(append);
        await written(someAppend({ stream, expectedRevision: 2 }));

        const again = await appendOne({
          ...append,
          expectedRevision: 3,
          events: [someEvent(), someEvent()],
        });

        expect(again).toEqual({ ...first, kind: 'replayed' });
        expect(await store.readStream(stream)).toHaveLength(4);
      });

      it('is a reused key when something else is asked of the same stream', async () => {
        const append = someAppend();
        await written(append);

        const other = { ...append.part, fingerprint: 'something else' };
        for (const expectedRevision of [NO_STREAM, 0])
          expect(await appendOne({ ...append, expectedRevision, part: other })).toEqual({
            kind: 'key_reused',
          });
        expect(await wholeLog()).toHaveLength(1);
      });

      it('is a reused key when something else is asked of another stream', async () => {
        const { part } = await seeded(store, 1);

        const other = somePart({ commandId: part.commandId, fingerprint: 'something else' });

        expect(await appendOne(someAppend({ part: other }))).toEqual({ kind: 'key_reused' });
        expect(await wholeLog()).toHaveLength(1);
      });

      it('is a reused key when its part turns up for another stream', async () => {
        const { part } = await seeded(store, 1);

        expect(await appendOne(someAppend({ part }))).toEqual({ kind: 'key_reused' });
        expect(await wholeLog()).toHaveLength(1);
      });

      it('may write its parts to many streams', async () => {
        const commandId = randomUUID();
        const appends = times(3, () => someAppend({ part: somePart({ commandId }) }));

        const outcomes: Written[] = [];
        for (const append of appends) outcomes.push(await written(append));

        expect(await store.findCommand(commandId)).toEqual(
          appends.map(({ stream, part }, index) => ({
            ...part,
            stream,
            firstRevision: 0,
            lastRevision: 0,
            position: outcomes[index]?.position,
          })),
        );
      });

      it('that had nothing to write is known by what it saw', async () => {
        const { stream } = await seeded(store, 3);
        const part = someSilence({ stream, revision: 2, position: await store.head() });

        expect(await store.rememberUnchanged([part])).toEqual([part.partId]);

        const { revision, ...known } = part;
        const row = { ...known, firstRevision: revision + 1, lastRevision: revision };
        expect(await store.findCommand(part.commandId)).toEqual([row]);
        expect(await store.rememberUnchanged([{ ...part, revision: 1 }])).toEqual([]);
        expect(await store.findCommand(part.commandId)).toEqual([row]);
        expect(await wholeLog()).toHaveLength(3);
      });

      it('is a reused key though it had nothing to write, for an append and for another silence', async () => {
        const part = someSilence();
        await store.rememberUnchanged([part]);
        const other = somePart({ commandId: part.commandId, fingerprint: 'something else' });

        expect(await appendOne(someAppend({ part: other }))).toEqual({ kind: 'key_reused' });
        expect(await store.rememberUnchanged([someSilence(other)])).toEqual([]);
        expect(await wholeLog()).toEqual([]);
      });

      it('writes nothing more to the stream of which it had nothing to write', async () => {
        const { stream } = await seeded(store, 1);
        const { partId, commandId, fingerprint } = someSilence();
        const part = { partId, commandId, fingerprint };
        const position = await store.head();
        await store.rememberUnchanged([{ ...part, stream, revision: 0, position }]);

        expect(await appendOne(someAppend({ stream, expectedRevision: 0, part }))).toEqual({
          kind: 'conflict',
          actualRevision: 0,
        });
        expect(await wholeLog()).toHaveLength(1);
      });

      it('that has written is not remembered as one that had nothing to write', async () => {
        const { part, stream } = await seeded(store, 1);
        const elsewhere = somePart({ commandId: part.commandId, fingerprint: 'something else' });

        expect(await store.rememberUnchanged([{ ...someSilence(part), stream }])).toEqual([]);
        expect(await store.rememberUnchanged([someSilence(elsewhere)])).toEqual([]);
        expect(await store.findCommand(part.commandId)).toHaveLength(1);
      });

      it('is remembered once, and of one wish, though it is told eight times at once', async () => {
        for (let round = 0; round < rounds; round++) {
          const part = someSilence();
          const told = await Promise.all(times(8, () => store.rememberUnchanged([part])));
          expect(told.flat()).toEqual([part.partId]);

          const commandId = randomUUID();
          const [silences, outcomes] = await Promise.all([
            store.rememberUnchanged([someSilence({ commandId, fingerprint: 'silent' })]),
            appendOne(someAppend({ part: somePart({ commandId, fingerprint: 'spoken' }) })),
          ]);
          expect(outcomes.kind).toBe(silences.length > 0 ? 'key_reused' : 'appended');
          expect(await store.findCommand(commandId)).toHaveLength(1);
        }
      });

      it('is unknown before it has written', async () => {
        expect(await store.findCommand(randomUUID())).toEqual([]);
      });
    });

    describe('a chain', () => {
      it('is written in order', async () => {
        const chain = times(3, () => someAppend());

        const outcomes = (await store.append(chain)).map(asWritten);

        expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended', 'appended']);
        expect(idsOf(await wholeLog())).toEqual(idsOf(chain.flatMap(({ events }) => events)));
        expect((await wholeLog()).map(({ position }) => position)).toEqual(
          outcomes.map(({ position }) => position),
        );
      });

      it('stops at a conflict: what came before stands, what comes after is not tried', async () => {
        const { stream } = await seeded(store, 1);
        const chain = [someAppend(), someAppend({ stream }), someAppend(), someAppend()];

        expect(await store.append(chain)).toEqual([
          expect.objectContaining({ kind: 'appended' }),
          { kind: 'conflict', actualRevision: 0 },
          { kind: 'not_tried' },
          { kind: 'not_tried' },
        ]);
        const found = await store.readStreams(chain.map((append) => append.stream));
        expect(found.map(({ length }) => length)).toEqual([1, 1, 0, 0]);
      });

      it('stops at a reused key', async () => {
        const { part } = await seeded(store, 1);
        const reused = someAppend({ part: { ...part, fingerprint: 'something else' } });

        expect(await store.append([reused, someAppend()])).toEqual([
          { kind: 'key_reused' },
          { kind: 'not_tried' },
        ]);
      });

      it('that comes again after it stopped half way goes on from there', async () => {
        const { stream } = await seeded(store, 1);
        const [first, second, third] = [someAppend(), someAppend({ stream }), someAppend()];
        const [before] = await store.append([first, second, third]);

        const outcomes = await store.append([first, { ...second, expectedRevision: 0 }, third]);

        expect(outcomes[0]).toEqual({ ...before, kind: 'replayed' });
        expect(outcomes.slice(1).map(({ kind }) => kind)).toEqual(['appended', 'appended']);
        expect(await wholeLog()).toHaveLength(4);
      });

      it('may write to one stream again and again', async () => {
        const stream = someStream();
        const chain = [
          someAppend({ stream, events: [someEvent(), someEvent()] }),
          someAppend(),
          someAppend({ stream, expectedRevision: 1 }),
          someAppend({ stream, expectedRevision: 1 }),
          someAppend({ stream, expectedRevision: 2 }),
        ];

        expect(await store.append(chain)).toMatchObject([
          { kind: 'appended', firstRevision: 0, lastRevision: 1 },
          { kind: 'appended', firstRevision: 0 },
          { kind: 'appended', firstRevision: 2, lastRevision: 2 },
          { kind: 'conflict', actualRevision: 2 },
          { kind: 'not_tried' },
        ]);
      });

      it('may name one part twice', async () => {
        const append = someAppend();

        const [first, second] = await store.append([append, append]);

        expect(first).toMatchObject({ kind: 'appended' });
        expect(second).toEqual({ ...first, kind: 'replayed' });
      });

      it('may not use one command id for two wishes', async () => {
        const commandId = randomUUID();
        const chain = ['one', 'other'].map((fingerprint) =>
          someAppend({ part: somePart({ commandId, fingerprint }) }),
        );

        expect(await store.append(chain)).toMatchObject([
          { kind: 'appended' },
          { kind: 'key_reused' },
        ]);
      });

      it('of nothing writes nothing', async () => {
        expect(await store.append([])).toEqual([]);
        expect(await store.head()).toBe(START);
      });

      it('is independent of the chains that are handed over at the same moment', async () => {
        const { stream } = await seeded(store, 1);
        const chains = times(20, (index) =>
          index % 2 === 0
            ? [someAppend(), someAppend()]
            : [someAppend({ stream, expectedRevision: 5 }), someAppend()],
        );

        const outcomes = await Promise.all(chains.map((chain) => store.append(chain)));

        outcomes.forEach((outcome, index) =>
          expect(outcome.map(({ kind }) => kind)).toEqual(
            index % 2 === 0 ? ['appended', 'appended'] : ['conflict', 'not_tried'],
          ),
        );
      });
    });

    describe('reading a stream', () => {
      it('finds nothing in one that does not exist', async () => {
        expect(await store.readStream(someStream())).toEqual([]);
        expect(await store.readStream(someStream(), { direction: 'backwards' })).toEqual([]);
      });

      it('gives back every field as it was handed over', async () => {
        const events = [
          someEvent({
            type: 'ClaimAccepted',
            schemaVersion: 3,
            personal: '{"subject-1":"sealed"}',
          }),
          someEvent({ personal: null }),
        ];
        const append = someAppend({ events });
        const { recordedAt } = await written(append);

        const read = await store.readStream(append.stream);

        expect(read).toEqual(
          events.map((event, revision) => ({
            ...event,
            stream: append.stream,
            revision,
            recordedAt,
            position: read[revision]?.position,
          })),
        );
      });

      it.each([
        ['spaces, the order of keys and a key that comes twice', '{ "b":1,  "a":1.0, "b":1e2 }\n'],
        ['quotes and backslashes', String.raw`{"a":"\"\\\n\u0041 {NULL,} \\x41"}`],
        ['characters of every plane', '{"nama":"Ketut — Ｗayan ꦏꦶ 🦟 é é \u2028"}'],
        ['a word that another format would take for nothing', 'NULL'],
        ['an empty text', ''],
        ['200 KB', JSON.stringify({ text: 'abcdé"\\'.repeat(25_000) })],
      ])('keeps %s byte for byte', async (_, text) => {
        const append = someAppend({
          events: [someEvent({ data: text, personal: text, metadata: text })],
        });
        await written(append);

        expect(await store.readStream(append.stream)).toMatchObject([
          { data: text, personal: text, metadata: text },
        ]);
      });

      it.each([
        [{}, [0, 1, 2, 3, 4]],
        [{ from: 2 }, [2, 3, 4]],
        [{ from: 2, limit: 2 }, [2, 3]],
        [{ limit: 2 }, [0, 1]],
        [{ from: 5 }, []],
        [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
        [{ direction: 'backwards', limit: 1 }, [4]],
        [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
        [{ direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
        [{ direction: 'backwards', from: 17 }, [4, 3, 2, 1, 0]],
      ] as const)('with %j yields the revisions %j', async (options, expected) => {
        const { stream } = await seeded(store, 5);
        await seeded(store, 1);

        const read = await store.readStream(stream, options);

        expect(read.map(({ revision }) => revision)).toEqual(expected);
        expect(read.every((event) => event.stream === stream)).toBe(true);
      });

      it('together with others keeps the order of the names', async () => {
        const [one, other] = [await seeded(store, 2), await seeded(store, 3)];
        const missing = someStream();

        const read = await store.readStreams([other.stream, missing, one.stream, other.stream]);

        expect(read.map(idsOf)).toEqual([
          idsOf(other.events),
          [],
          idsOf(one.events),
          idsOf(other.events),
        ]);
        expect(await store.readStreams([])).toEqual([]);
      });
    });

    describe('the log', () => {
      it('starts empty', async () => {
        expect(await store.head()).toBe(START);
        expect(await wholeLog()).toEqual([]);
      });

      it('is one order over all streams, with positions that ascend and times that never fall', async () => {
        const appends = [];
        for (let index = 0; index < 20; index++) appends.push(await seeded(store, 1 + (index % 3)));

        const log = await wholeLog();

        expect(idsOf(log)).toEqual(idsOf(appends.flatMap(({ events }) => events)));
        expectOrdered(log);
      });

      it('can be read in pages of any size, also through the middle of an append', async () => {
        for (let index = 0; index < 4; index++) await seeded(store, 5);
        const whole = await wholeLog();

        for (const limit of [1, 3, 7, 20, 21]) {
          const pages = await pagesOf(store, limit);
          expect(pages.flat()).toEqual(whole);
          expect(pages.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
        }
      });

      it('has nothing after its head', async () => {
        await seeded(store, 2);
        expect(await store.readAll(await store.head(), 10)).toEqual([]);
      });

      it('shows tailing readers every acknowledged event once and in one order while writers write', async () => {
        const shared = times(4, someStream);
        let writing = true;
        const acknowledged: string[] = [];
        const writer = async () => {
          for (let turn = 0; turn < 25; turn++) {
            const stream = shared[turn % shared.length] ?? someStream();
            const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
            const append = someAppend({
              stream: turn % 3 === 0 ? stream : someStream(),
              expectedRevision: turn % 3 === 0 ? (last?.revision ?? NO_STREAM) : NO_STREAM,
              events: times(1 + (turn % 3), () => someEvent()),
            });
            const { kind } = await appendOne(append);
            if (kind === 'appended') acknowledged.push(...idsOf(append.events));
          }
        };
        const tail = async (): Promise<readonly StoredEvent[]> => {
          const seen: StoredEvent[] = [];
          for (;;) {
            const last = !writing;
            const page = await store.readAll(seen.at(-1)?.position ?? START, 5);
            seen.push(...page);
            if (page.length === 0 && last) return seen;
          }
        };

        const tails = [tail(), tail(), tail()];
        await Promise.all(times(8, writer));
        writing = false;
        const seen = await Promise.all(tails);

        for (const events of seen) {
          expect(idsOf(events)).toEqual(idsOf(seen[0] ?? []));
          expectOrdered(events);
        }
        expect([...idsOf(seen[0] ?? [])].sort()).toEqual([...acknowledged].sort());
      });
    });

    describe('a subscription', () => {
      let stop: AbortController;
      beforeEach(() => void (stop = new AbortController()));
      afterEach(() => stop.abort());

      const subscribe = (after: Position, batchSize = 10) =>
        store.subscribe(after, { batchSize, signal: stop.signal });

      it('sees history and then what comes, each event once and in order', async () => {
        for (let index = 0; index < 5; index++) await seeded(store, 3);
        const seen = collect(subscribe(START, 4), 30);

        for (let index = 0; index < 5; index++) {
          await sleep(5);
          await seeded(store, 3);
        }

        expect((await seen).flat()).toEqual(await wholeLog());
      });

      it('hands over non-empty batches of no more than their size', async () => {
        await seeded(store, 10);

        const batches = await collect(subscribe(START, 4), 10);

        expect(batches.every(({ length }) => length > 0 && length <= 4)).toBe(true);
        expect(batches.flat()).toHaveLength(10);
      });

      it('resumes after a position', async () => {
        await seeded(store, 10);
        const [first = []] = await collect(subscribe(START, 4), 4);

        const rest = await collect(subscribe(first.at(-1)?.position ?? START), 6);

        expect([...first, ...rest.flat()]).toEqual(await wholeLog());
      });

      it('waits for a first event', async () => {
        const seen = collect(subscribe(START), 1);
        await sleep(20);
        const { events } = await seeded(store, 1);

        expect(idsOf((await seen).flat())).toEqual(idsOf(events));
      });

      it('takes no event from another', async () => {
        const both = [collect(subscribe(START), 6), collect(subscribe(START, 1), 6)];
        await seeded(store, 3);
        await seeded(store, 3);

        const [one, other] = await Promise.all(both);

        expect(one?.flat()).toEqual(other?.flat());
      });

      it('waits for a slow consumer and loses nothing', async () => {
        const seen: StoredEvent[] = [];
        const slow = (async () => {
          for await (const batch of subscribe(START, 3)) {
            seen.push(...batch);
            await sleep(5);
            if (seen.length >= 40) return;
          }
        })();

        await Promise.all(times(20, () => seeded(store, 2)));
        await slow;

        expect(seen).toEqual(await wholeLog());
      });

      it('sees what is written by writers at once exactly once', async () => {
        const seen = collect(subscribe(START, 7), 200);

        await Promise.all(times(100, () => seeded(store, 2)));

        expect((await seen).flat()).toEqual(await wholeLog());
      });

      it('ends when the signal aborts while it waits', async () => {
        await seeded(store, 1);
        const seen: StoredEvent[] = [];
        const reading = (async () => {
          for await (const batch of subscribe(START)) seen.push(...batch);
        })();
        await sleep(50);

        stop.abort();
        await reading;
        await seeded(store, 1);

        expect(seen).toHaveLength(1);
      });

      it('ends when the signal aborts while there is more to read', async () => {
        await seeded(store, 10);
        const batches = [];
        for await (const batch of subscribe(START, 2)) {
          batches.push(batch);
          stop.abort();
        }
        expect(batches).toHaveLength(1);
      });

      it('yields nothing when the signal has aborted before', async () => {
        await seeded(store, 1);
        stop.abort();
        const batches = [];
        for await (const batch of subscribe(START)) batches.push(batch);
        expect(batches).toEqual([]);
      });

      it('is an error after a position that the log does not reach', async () => {
        await seeded(store, 2);
        const beyond = await store.head();
        const empty = await open();
        try {
          const { signal } = stop;
          const reading = empty.store.subscribe(beyond, { batchSize: 10, signal });
          await expect(collect(reading, 1)).rejects.toThrow('log-broken');
        } finally {
          await empty.close();
        }
      });
    });
  });
};

type Written = Extract<AppendOutcome, { readonly kind: 'appended' | 'replayed' }>;

const asWritten = (outcome: AppendOutcome): Written => {
  if (outcome.kind === 'appended' || outcome.kind === 'replayed') return outcome;
  throw new Error(`expected to be written, but: ${outcome.kind}`);
};

/** A new stream with so many events, as one append. */
const seeded = async (store: EventStore, events: number): Promise<Append> => {
  const append = someAppend({ events: times(events, () => someEvent()) });
  const [outcome] = await store.append([append]);
  expect(outcome?.kind).toBe('appended');
  return append;
};

export const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] =>
  events.map(({ id }) => id);

const pagesOf = async (store: EventStore, limit: number): Promise<(readonly StoredEvent[])[]> => {
  const pages: (readonly StoredEvent[])[] = [];
  let after: Position = START;
  for (;;) {
    const page = await store.readAll(after, limit);
    pages.push(page);
    if (page.length < limit) return pages;
    after = page.at(-1)?.position ?? after;
  }
};

/** The batches of a subscription until so many events have come. */
export const collect = async (
  subscription: AsyncIterable<readonly StoredEvent[]>,
  events: number,
): Promise<(readonly StoredEvent[])[]> => {
  const batches: (readonly StoredEvent[])[] = [];
  for await (const batch of subscription) {
    batches.push(batch);
    if (batches.flat().length >= events) break;
  }
  return batches;
};

/** Positions ascend, times never fall, and each stream has its revisions without a gap. */
export const expectOrdered = (log: readonly StoredEvent[]): void => {
  const revisions = new Map<StreamName, Revision>();
  log.forEach(({ stream, revision, position, recordedAt }, index) => {
    const before = log[index - 1];
    expect(isAfter(position, before?.position ?? START)).toBe(true);
    expect(recordedAt >= (before?.recordedAt ?? '')).toBe(true);
    expect(revision).toBe((revisions.get(stream) ?? NO_STREAM) + 1);
    revisions.set(stream, revision);
  });
};
