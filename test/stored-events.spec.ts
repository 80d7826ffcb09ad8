import { execFileSync } from 'node:child_process';
import { claimDecider } from '../src/claim/domain/claim.decider';
import { contributionPaymentDecider } from '../src/contribution/domain/contribution-payment.decider';
import { enrolmentListDecider } from '../src/enrolment/domain/enrolment-list.decider';
import { erasureDecider } from '../src/erasure/domain/erasure.decider';
import { EVENT_TYPES } from '../src/event-types';
import type { Command } from '../src/kernel/command';
import type { Decider } from '../src/kernel/decider';
import type { AnyEvent, Json } from '../src/kernel/event';
import { idFrom } from '../src/kernel/name-based-id';
import { nikDecider } from '../src/participant/domain/nik.decider';
import { participantDecider } from '../src/participant/domain/participant.decider';
import { EventCodec } from '../src/platform/event-store/codec/codec';
import { type EventType, eventRegistry } from '../src/platform/event-store/codec/event-type';
import { sealedText, sealPart } from '../src/platform/event-store/codec/sealing';
import type { StoredEvent } from '../src/platform/event-store/event-store';
import { categoryOf, type RecordedEvent } from '../src/platform/event-store/recorded-event';
import { MemorySubjectKeys } from '../src/platform/privacy/memory-subject-keys';
import { programmeDecider } from '../src/programme/domain/programme.decider';
import { scholarshipDecider } from '../src/scholarship/domain/scholarship.decider';
import {
  examples,
  GOLDEN_FOLDER,
  type GoldenEvent,
  type GoldenEvents,
  goldenEvents,
  historyBefore,
  storedIndex,
  versionOf,
  writeMissing,
} from './support/stored-events';

// What was stored once is read for ever. A new type or version gets its file by
//   WRITE_STORED_EVENTS=1 npx jest test/stored-events.spec.ts
// which writes what is missing and touches nothing else. A file that differs from its example is never edited: the
// shape has changed, so it needs a new version and an upcaster.
if (process.env['WRITE_STORED_EVENTS']) writeMissing();

const REGISTERED: readonly EventType[] = EVENT_TYPES;
const GOLDEN = goldenEvents();
const INDEX = storedIndex();

// --- reading as the house does it ---------------------------------------------------------------------------------

type Fold = (events: readonly AnyEvent[]) => unknown;

const foldOf =
  <State, C extends Command, E extends AnyEvent>({
    initialState,
    evolve,
  }: Decider<State, C, E>): Fold =>
  (events) =>
    (events as readonly E[]).reduce(evolve, initialState);

const FOLDS: Readonly<Record<string, Fold>> = {
  programme: foldOf(programmeDecider),
  nik: foldOf(nikDecider),
  participant: foldOf(participantDecider),
  claim: foldOf(claimDecider),
  scholarship: foldOf(scholarshipDecider),
  contributionPayment: foldOf(contributionPaymentDecider),
  subject: foldOf(erasureDecider),
  enrolmentList: foldOf(enrolmentListDecider),
};

type Reading = 'open' | 'sealed' | 'erased';

const categoriesOf = (type: string): readonly string[] =>
  REGISTERED.find((one) => one.type === type)?.categories ?? [];

/** Sealed, stored and read back through the registry. */
const decoded = async (
  events: readonly GoldenEvent[],
  reading: Reading = 'open',
): Promise<readonly RecordedEvent[]> => {
  const keys = new MemorySubjectKeys();
  const stored = await Promise.all(events.map((event, index) => storedFrom(event, index, keys)));
  const subjects = events.flatMap(({ personal }) => Object.keys(personal ?? {}));
  if (reading === 'erased') for (const subject of subjects) await keys.erase(subject);
  const personal = reading === 'sealed' ? 'sealed' : 'open';
  return new EventCodec(eventRegistry(REGISTERED), keys).decode(stored, { personal });
};

const storedFrom = async (
  { type, schemaVersion, stream, data, personal }: GoldenEvent,
  index: number,
  keys: MemorySubjectKeys,
): Promise<StoredEvent> => {
  const id = idFrom('stored-event', index);
  const parts = Object.entries(personal ?? {});
  const known = await keys.forSealing(parts.map(([subject]) => subject));
  const sealed = parts.map(([subject, part]) => {
    const key = known.get(subject);
    if (!key || part === 'erased') throw new Error(`${type} cannot be sealed.`);
    return [subject, sealPart(id, key, part)] as const;
  });
  return {
    ...{ id, type, schemaVersion, stream, revision: index, position: String(index + 1) },
    recordedAt: '2025-07-22T03:00:00.000Z',
    data: JSON.stringify(data),
    personal: sealed.length > 0 ? sealedText(new Map(sealed)) : null,
    metadata: '{}',
  };
};

/** The state of a stream of that category before the event and after it. */
const statesAround = async (name: string, event: GoldenEvent, category: string, how?: Reading) => {
  const fold = FOLDS[category];
  if (!fold) throw new Error(`No decider folds ${category}-…`);
  const history = historyBefore(name).filter(({ type }) => categoriesOf(type).includes(category));
  const events = await decoded([...history, event], how);
  return { before: fold(events.slice(0, -1)), after: fold(events) };
};

describe.each([...GOLDEN])('%s', (name, event) => {
  const current = REGISTERED.find(({ type }) => type === event.type)?.schemaVersion;

  it('stands in a stream of its kind', () =>
    expect(categoriesOf(event.type)).toContain(categoryOf(event.stream)));

  it('is read through the registry as it was stored, or lifted to the shape of today', async () => {
    const [read] = await decoded([event]);
    const { data, personal } = event;
    expect(read).toMatchObject({ type: event.type, stream: event.stream });
    if (event.schemaVersion === current)
      expect({ data: read?.data, personal: read?.personal ?? null }).toStrictEqual({
        data,
        personal,
      });
  });

  it.each(categoriesOf(event.type))('changes the state of %s-…', async (category) => {
    const { before, after } = await statesAround(name, event, category);
    expect(after).not.toEqual(before);
  });

  it.each(
    categoriesOf(event.type).flatMap((one) => [[one, 'erased'] as const, [one, 'sealed'] as const]),
  )('is folded into %s-… also where what names a person is %s', async (category, how) => {
    const { before, after } = await statesAround(name, event, category, how);
    expect(after).not.toEqual(before);
  });

  it('says who somebody is in its personal part alone', () => {
    expect(
      said(event.personal).filter((text) => JSON.stringify(event.data).includes(text)),
    ).toEqual([]);
  });

  it('is of nobody: every NIK and every place begins with 99', () =>
    expect(realPeopleIn(event)).toEqual([]));
});

/** Every text of three letters or more, however deep. */
const said = (value: Json | GoldenEvent['personal']): readonly string[] => {
  if (typeof value === 'string') return value.length > 2 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(said) : [];
};

const realPeopleIn = (event: GoldenEvent): readonly string[] =>
  (JSON.stringify(event).match(/(?<!\d)(\d{16}|\d\d(\.\d\d){2}(\.\d{4})?)(?!\d)/g) ?? []).filter(
    (found) => !found.startsWith('99'),
  );

// --- nothing is missing, nothing goes away ------------------------------------------------------------------------

/** Every version of every type from the first on: a retired one is still read. */
const versionsIn = (types: readonly EventType[]): readonly string[] =>
  types.flatMap(({ type, schemaVersion }) =>
    Array.from({ length: schemaVersion }, (_, index) =>
      versionOf({ type, schemaVersion: index + 1 }),
    ),
  );

const versionsOf = (golden: GoldenEvents): readonly string[] => [
  ...new Set([...golden.values()].map(versionOf)),
];

const notIn = (all: readonly string[], some: readonly string[]): readonly string[] =>
  some.filter((one) => !all.includes(one));

/** Examples that are not, to the letter, what their file says. */
const differing = (golden: GoldenEvents, wanted: GoldenEvents): readonly string[] =>
  [...wanted]
    .filter(([name, event]) => JSON.stringify(golden.get(name)) !== JSON.stringify(event))
    .map(([name]) => name);

const misnamed = (golden: GoldenEvents): readonly string[] =>
  [...golden].flatMap(([name, { type, schemaVersion }]) =>
    `${name}.`.startsWith(`${type}.v${schemaVersion}.`) ? [] : [name],
  );

describe('Every type and version that is registered', () => {
  it('has a golden file', () =>
    expect(notIn(versionsOf(GOLDEN), versionsIn(REGISTERED))).toEqual([]));

  it('stands in the index', () => expect(notIn(INDEX, versionsIn(REGISTERED))).toEqual([]));

  it('is folded by the decider of each of its streams', () => {
    const categories = REGISTERED.flatMap((one) => one.categories);
    expect(notIn(Object.keys(FOLDS), categories)).toEqual([]);
  });
});

describe('Every type and version that was ever stored', () => {
  it('is still registered', () => expect(notIn(versionsIn(REGISTERED), INDEX)).toEqual([]));

  it('still has its golden file', () => expect(notIn(versionsOf(GOLDEN), INDEX)).toEqual([]));

  it('stands in the index once, in the order of the alphabet', () =>
    expect(INDEX).toEqual([...new Set(INDEX)].sort()));

  it('stands in the index as long as it stood there before', () =>
    expect(['HEAD', 'HEAD^'].flatMap((commit) => notIn(INDEX, indexAt(commit)))).toEqual([]));
});

/** The index as it was committed; empty where there was none, or where this is no checkout. */
const indexAt = (commit: string): readonly string[] => {
  try {
    const text = execFileSync('git', ['show', `${commit}:./index.json`], {
      cwd: GOLDEN_FOLDER,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(text) as readonly string[];
  } catch {
    return [];
  }
};

describe('Every golden file', () => {
  it('is of a type and version that is registered', () =>
    expect(notIn(versionsIn(REGISTERED), versionsOf(GOLDEN))).toEqual([]));

  it('has the name of what it holds', () => expect(misnamed(GOLDEN)).toEqual([]));

  it('says to the letter what its example says, where its shape is written today', () =>
    expect(differing(GOLDEN, examples())).toEqual([]));

  it('has an example, where its shape is written today', () => {
    const today = REGISTERED.map(versionOf);
    const written = [...GOLDEN].filter(([, event]) => today.includes(versionOf(event)));
    expect(
      notIn(
        [...examples().keys()],
        written.map(([name]) => name),
      ),
    ).toEqual([]);
  });
});

describe('These checks would see', () => {
  const sent = GOLDEN.get('PayoutSent.v1') as GoldenEvent;
  const without = (name: string) => new Map([...GOLDEN].filter(([one]) => one !== name));
  const fewer = REGISTERED.filter(({ type }) => type !== 'PayoutSent');
  const newer = REGISTERED.map((one) =>
    one.type === 'PayoutSent' ? { ...one, schemaVersion: 2 } : one,
  );

  it('a type that is no longer registered', () =>
    expect(notIn(versionsIn(fewer), INDEX)).toEqual(['PayoutSent@1']));

  it('a type without a golden file', () =>
    expect(notIn(versionsOf(without('PayoutSent.v1')), versionsIn(REGISTERED))).toEqual([
      'PayoutSent@1',
    ]));

  it('a version without one, and one that the index does not know', () => {
    expect(notIn(versionsOf(GOLDEN), versionsIn(newer))).toEqual(['PayoutSent@2']);
    expect(notIn(INDEX, versionsIn(newer))).toEqual(['PayoutSent@2']);
  });

  it('an index that has lost a line', () =>
    expect(notIn(INDEX.slice(1), INDEX)).toEqual(INDEX.slice(0, 1)));

  it('a golden file that nobody registered', () =>
    expect(notIn(versionsIn(fewer), versionsOf(GOLDEN))).toEqual(['PayoutSent@1']));

  it('a golden file that is missing or says something else', () => {
    const edited = { ...sent, data: { ...sent.data, batchId: 'another' } };
    expect(differing(without('PayoutSent.v1'), examples())).toEqual(['PayoutSent.v1']);
    expect(differing(new Map([...GOLDEN, ['PayoutSent.v1', edited]]), examples())).toEqual([
      'PayoutSent.v1',
    ]);
  });

  it('a golden file under a name that is not its own', () =>
    expect(
      misnamed(
        new Map([
          ['PayoutSent.v2', sent],
          ['PayoutSentTwice.v1', sent],
          ['PayoutSent.v1.recorded', sent],
        ]),
      ),
    ).toEqual(['PayoutSent.v2', 'PayoutSentTwice.v1']));

  it('an event that changes nothing', async () => {
    const elsewhere = { ...sent, data: { ...sent.data, payoutId: 'of nobody' } };
    const { before, after } = await statesAround('PayoutSent.v1', elsewhere, 'claim');
    expect(after).toEqual(before);
  });

  it('an event that this release cannot read', async () => {
    await expect(decoded([{ ...sent, schemaVersion: 2 }])).rejects.toThrow('does not know');
    await expect(decoded([{ ...sent, type: 'PayoutForgotten' }])).rejects.toThrow('does not know');
  });

  it('a name outside the personal part, and a person who may exist', () => {
    expect(said({ who: { name: 'Sukirman', rt: '04', phones: ['+6281200000001'] } })).toEqual([
      'Sukirman',
      '+6281200000001',
    ]);
    const real = { nik: '1606051708900003', place: '16.06.05.2001', district: '16.06.05' };
    expect(realPeopleIn({ ...sent, data: real })).toEqual(Object.values(real));
  });
});
