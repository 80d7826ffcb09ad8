import { randomUUID } from 'node:crypto';
import type { AnyEvent } from '../../../kernel/event';
import { MemorySubjectKeys } from '../../privacy/memory-subject-keys';
import { KeyMissing, type KeyOfPart, PersonErased } from '../../privacy/subject-keys';
import type { EventToStore, StoredEvent } from '../event-store';
import type { Metadata } from '../recorded-event';
import { EventCodec } from './codec';
import { UnknownEvent, UnreadableEvent, UnwritableEvent } from './codec-errors';
import { eventRegistry, eventType } from './event-type';

const claims = { schemaVersion: 1, categories: ['claim'] };
const registry = eventRegistry([
  eventType('AccidentReported', claims),
  eventType('ClaimClosed', claims),
  eventType('ParticipantMoved', {
    schemaVersion: 2,
    categories: ['participant'],
    upcasters: {
      1: ({ data, personal }) => ({
        data: { movedOn: data.on ?? null },
        personal: Object.fromEntries(
          Object.entries(personal ?? {}).map(([id, part]) => [
            id,
            part === 'erased' ? part : { address: part.street ?? null },
          ]),
        ),
      }),
    },
  }),
]);
const metadata: Metadata = {
  actor: 'user-1',
  roles: ['adjuster'],
  onBehalfOf: null,
  source: 'http',
  commandId: 'c',
  fingerprint: 'f',
  correlationId: 'c',
  causationId: null,
  requestId: 'r',
  release: '0.1.0',
};

/** Counts what is asked of it. */
class WatchedKeys extends MemorySubjectKeys {
  readonly asked: ('sealing' | 'opening')[] = [];
  override forSealing(subjectIds: readonly string[]) {
    this.asked.push('sealing');
    return super.forSealing(subjectIds);
  }
  override forOpening(parts: readonly KeyOfPart[]) {
    this.asked.push('opening');
    return super.forOpening(parts);
  }
}

let keys: WatchedKeys;
let codec: EventCodec;
beforeEach(() => {
  keys = new WatchedKeys();
  codec = new EventCodec(registry, keys);
});

const accident: AnyEvent = {
  type: 'AccidentReported',
  data: { occurredOn: '2026-02-01', lines: [{ amount: 42_000_000 }], note: null },
  personal: { siti: { chronology: 'Fell from a palm' }, budi: { phone: '0812' } },
};
const closed: AnyEvent = { type: 'ClaimClosed', data: { by: 'user-1' } };

const encode = (...events: readonly AnyEvent[]) =>
  codec.encode(
    events.map((event) => ({ id: randomUUID(), event })),
    metadata,
  );
const stored = (events: readonly EventToStore[]): StoredEvent[] =>
  events.map((event, at) => ({
    ...event,
    stream: 'claim-1',
    revision: at,
    position: '9',
    recordedAt: '2026-02-02T03:00:00.000Z',
  }));
const store = async (...events: readonly AnyEvent[]) => stored(await encode(...events));
const open = (events: readonly StoredEvent[]) => codec.decode(events, { personal: 'open' });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (e: unknown) => e,
  );
const textOf = (error: unknown) =>
  `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? String(error.stack) + JSON.stringify(error.cause) : ''}`;

describe('An event', () => {
  it('comes back as it went in, with its place', async () => {
    const [event, other] = await store(accident, closed);
    expect(await open([event, other] as StoredEvent[])).toEqual([
      {
        ...accident,
        id: event?.id,
        stream: 'claim-1',
        revision: 0,
        position: '9',
        recordedAt: '2026-02-02T03:00:00.000Z',
        metadata,
      },
      expect.objectContaining({ ...closed, id: other?.id, revision: 1 }),
    ]);
  });
  it('has no personal field where it had none', async () =>
    expect((await open(await store(closed)))[0]).not.toHaveProperty('personal'));
  it('stores nothing personal in clear', async () =>
    expect(JSON.stringify(await store(accident))).not.toMatch(/palm|chronology|0812/));
  it('with a personal part for nobody stores none', async () =>
    expect((await encode({ ...closed, personal: {} }))[0]?.personal).toBeNull());
  it('is written in the current shape', async () =>
    expect((await encode({ type: 'ParticipantMoved', data: {} }))[0]?.schemaVersion).toBe(2));
});

describe('Writing', () => {
  it('asks once for the keys of a whole batch, and never for nobody', async () => {
    await encode(accident, closed, accident);
    await encode(closed);
    expect(keys.asked).toEqual(['sealing']);
  });
  it('refuses for someone who was erased', async () => {
    await keys.erase('budi');
    expect(await failureOf(encode(closed, accident))).toBeInstanceOf(PersonErased);
  });
  it.each<[string, AnyEvent]>([
    ['a type that is not registered', { type: 'ClaimForgotten', data: {} }],
    ['a type that every object has', { type: 'constructor', data: {} }],
    ['undefined', { ...closed, data: { by: undefined as never } }],
    ['NaN', { ...closed, data: { amount: NaN } }],
    ['a Date', { ...closed, data: { on: new Date(0) as never } }],
    ['data that is a list', { ...closed, data: [] as never }],
    [
      'undefined in a personal part',
      { ...closed, personal: { siti: { name: undefined as never } } },
    ],
    ['a part that says erased', { ...closed, personal: { siti: 'erased' } }],
    ['a part of nobody', { ...closed, personal: { '': { name: 'Siti' } } }],
    ['a subject named __proto__', { ...closed, personal: { ['__proto__']: { name: 'Siti' } } }],
  ])('refuses %s before it asks for any key', async (_what, event) => {
    const failure = await failureOf(encode(accident, event));
    expect(failure).toBeInstanceOf(UnwritableEvent);
    expect(textOf(failure)).not.toMatch(/Siti|palm/);
    expect(keys.asked).toEqual([]);
  });
  it('refuses metadata that would not come back', async () =>
    expect(
      await failureOf(codec.encode([], { ...metadata, actor: undefined as never })),
    ).toBeInstanceOf(UnwritableEvent));
});

describe('Reading', () => {
  it('asks once for the keys of a whole batch', async () => {
    const events = await store(accident, closed, accident);
    await open(events);
    expect(keys.asked).toEqual(['sealing', 'opening']);
  });
  it('of sealed events asks for no key and shows no personal part', async () => {
    const events = await store(accident);
    const [event] = await codec.decode(events, { personal: 'sealed' });
    expect(event).not.toHaveProperty('personal');
    expect(event?.data).toEqual(accident.data);
    expect(keys.asked).toEqual(['sealing']);
  });
  it('opens what was read sealed before, and gives what it would give without', async () => {
    const events = await store(accident, closed);
    const sealed = await codec.decode(events, { personal: 'sealed' });
    const opened = await codec.decode(events, { personal: 'open', sealed });
    expect(opened).toEqual(await open(events));
    expect(opened[0]?.data).toBe(sealed[0]?.data);
  });
  it('shows an erased person as erased, and the others as they are', async () => {
    const events = await store(accident);
    await keys.erase('siti');
    expect((await open(events))[0]?.personal).toEqual({ siti: 'erased', budi: { phone: '0812' } });
  });
  it('fails where a key row is missing: that is no erasure', async () => {
    const events = await store(accident);
    const afterALoss = new EventCodec(registry, new MemorySubjectKeys());
    expect(await failureOf(afterALoss.decode(events, { personal: 'open' }))).toBeInstanceOf(
      KeyMissing,
    );
    expect(await afterALoss.decode(events, { personal: 'sealed' })).toHaveLength(1);
  });
  it.each([
    ['a type', { type: 'ClaimForetold' }],
    ['a version', { schemaVersion: 2 }],
  ])('stops at %s of a newer release before it looks at any other event', async (_what, newer) => {
    const [good, other] = await store(accident, closed);
    const batch = [good, { ...other, ...newer, data: '?' }] as StoredEvent[];
    const broken = [{ ...batch[0], data: '?' }, batch[1]] as StoredEvent[];
    const failure = await failureOf(open(broken));
    expect(failure).toBeInstanceOf(UnknownEvent);
    expect(failure).toMatchObject({ stream: 'claim-1', position: '9', ...newer });
    expect(keys.asked).toEqual(['sealing']);
  });
  it('stops at a seal of a newer release', async () => {
    const [event] = await store(accident);
    const newer = { ...event, personal: '{"v":2}' } as StoredEvent;
    expect(await failureOf(open([newer]))).toMatchObject({
      name: 'UnknownEvent',
      unknown: 'seal_version',
    });
  });
  it('lifts retired shapes, with what is erased left erased', async () => {
    const moved = { type: 'ParticipantMoved', data: { on: '2026-03-01' } };
    const parts = { siti: { street: 'Jalan Merdeka' }, budi: { street: 'Jalan Baru' } };
    const old = (await store({ ...moved, personal: parts })).map((event) => ({
      ...event,
      schemaVersion: 1,
    }));
    await keys.erase('budi');
    expect((await open(old))[0]).toMatchObject({
      data: { movedOn: '2026-03-01' },
      personal: { siti: { address: 'Jalan Merdeka' }, budi: 'erased' },
    });
    const [sealed] = await codec.decode(old, { personal: 'sealed' });
    expect(sealed).toMatchObject({ data: { movedOn: '2026-03-01' } });
    expect(sealed).not.toHaveProperty('personal');
  });

  const damages: readonly [string, (event: StoredEvent, other: StoredEvent) => StoredEvent][] = [
    ['data', (event) => ({ ...event, data: '{"name":"Siti"' })],
    ['data', (event) => ({ ...event, data: '{"a":{"__proto__":{"name":"Siti"}}}' })],
    ['metadata', (event) => ({ ...event, metadata: '["Siti"]' })],
    ['personal', (event) => ({ ...event, personal: '{"siti":{"name":"Siti"}}' })],
    ['personal', (event, other) => ({ ...event, personal: other.personal })],
  ];
  it.each(damages)(
    'refuses %s that is not what was written, and quotes none of it',
    async (part, damaged) => {
      const [event, other] = (await store(accident, accident)) as [StoredEvent, StoredEvent];
      const failure = await failureOf(open([damaged(event, other)]));
      expect(failure).toBeInstanceOf(UnreadableEvent);
      expect(failure).toMatchObject({ part, id: event.id, stream: 'claim-1', position: '9' });
      expect(textOf(failure)).not.toMatch(/Siti|palm/);
    },
  );
});
