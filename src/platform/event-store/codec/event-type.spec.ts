import type { Event } from '../../../kernel/event';
import { UnknownEvent } from './codec-errors';
import { eventRegistry, eventType, type EventTypeOptions, upcast } from './event-type';

type Reported = Event<'AccidentReported', { readonly place: string }>;

const options: EventTypeOptions = { schemaVersion: 1, categories: ['claim'] };
const reported = eventType<Reported>('AccidentReported', options);
const named = (type: string, more: Partial<EventTypeOptions> = {}) =>
  eventType(type, { ...options, ...more });
const same = (shape: Parameters<typeof upcast>[2]) => shape;

// @ts-expect-error -- an event is registered under its own name or not at all.
eventType<Reported>('AccidentReport', options);

describe('The registry of event types', () => {
  it('finds what was registered, and nothing that an object happens to have', () => {
    const registry = eventRegistry([reported]);
    expect(registry.find('AccidentReported')).toEqual(reported);
    expect(registry.find('constructor')).toBeUndefined();
  });
  it.each([
    ['a type twice', [reported, named('AccidentReported')], 'more than once'],
    ['a hyphen in a type', [named('Accident-Reported')], 'PascalCase'],
    ['a hyphen in a category', [named('A', { categories: ['enrolment-list'] })], 'camelCase'],
    ['no category', [named('A', { categories: [] })], 'no category'],
    ['a version below 1', [named('A', { schemaVersion: 0 })], 'whole number'],
    ['half a version', [named('A', { schemaVersion: 1.5 })], 'whole number'],
    ['no upcaster', [named('A', { schemaVersion: 2 })], 'no upcaster from version 1'],
    [
      'a gap in the upcasters',
      [named('A', { schemaVersion: 4, upcasters: { 1: same, 3: same } })],
      'no upcaster from version 2',
    ],
    [
      'an upcaster from the current version',
      [named('A', { upcasters: { 1: same } })],
      'not a retired version',
    ],
  ])('refuses %s', (_what, types, why) => expect(() => eventRegistry(types)).toThrow(why));
  it('names every fault at once', () =>
    expect(() => eventRegistry([named('a-b'), named('C', { schemaVersion: 2 })])).toThrow(
      /a-b[^]*no upcaster/,
    ));
  it.each([
    ['a type it does not know', 'AccidentForetold', 1, 'type'],
    ['a version it does not know', 'AccidentReported', 2, 'schema_version'],
    ['a version that never was', 'AccidentReported', 0, 'schema_version'],
  ])('says of %s that a newer release is needed', (_what, type, schemaVersion, unknown) => {
    const place = { stream: 'claim-1', position: '7' } as const;
    const read = () => eventRegistry([reported]).readable({ ...place, type, schemaVersion });
    expect(read).toThrow(UnknownEvent);
    expect(failureOf(read)).toMatchObject({ type, schemaVersion, unknown, ...place });
  });
});

describe('An event of a retired shape', () => {
  const type = named('Moved', {
    schemaVersion: 3,
    upcasters: {
      1: ({ data, ...rest }) => ({ ...rest, data: { ...data, second: true } }),
      2: ({ data, ...rest }) => ({ ...rest, data: { ...data, third: data.second ?? false } }),
    },
  });
  it.each([
    [1, { second: true, third: true }],
    [2, { third: false }],
    [3, {}],
  ])('of version %d is lifted through every later one, in order', (version, expected) =>
    expect(upcast(type, version, { data: {} })).toEqual({ data: expected }),
  );
});

const failureOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};
