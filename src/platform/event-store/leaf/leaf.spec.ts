import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StreamName } from '../event-store';
import { type LeafContent, leafOf } from './leaf';

type Golden = { readonly what: string; readonly event: LeafContent; readonly leaf: string };

/** Computed by golden-leaves.py beside it, with Python's hashlib and struct, from the description alone. */
const GOLDEN = JSON.parse(
  readFileSync(join(__dirname, 'testing/golden-leaves.json'), 'utf8'),
) as readonly Golden[];

const [plain] = GOLDEN.map(({ event }) => event);
if (!plain) throw new Error('There is no golden leaf.');

describe('The leaf of an event', () => {
  it.each(GOLDEN)('is what Python computes of $what', ({ event, leaf }) =>
    expect(leafOf(event)).toBe(leaf),
  );

  it('does not know where the event stands in the log', () =>
    expect(leafOf({ ...plain, position: '7' } as LeafContent)).toBe(leafOf(plain)));

  it('is refused for half a surrogate pair', () =>
    expect(() => leafOf({ ...plain, data: '"\ud800"' })).toThrow(RangeError));
});

// --- no two events have one leaf -----------------------------------------------------------------------------------

/** Few letters, so that contents of two fields often look alike when they are put together. */
const text = fc.string({ unit: fc.constantFrom('a', '1', '-', '0'), maxLength: 4 });
const number = fc.nat({ max: 120 });
const events: fc.Arbitrary<LeafContent> = fc.record({
  stream: text as fc.Arbitrary<StreamName>,
  revision: number,
  id: text,
  type: text,
  schemaVersion: number,
  recordedAt: text,
  data: text,
  personal: fc.option(text),
  metadata: text,
});

type Hashing = (event: LeafContent) => string;

const FIELDS = [
  'stream',
  'revision',
  'id',
  'type',
  'schemaVersion',
  'recordedAt',
  'data',
  'personal',
  'metadata',
] as const satisfies readonly (keyof LeafContent)[];

const sameEvent = (one: LeafContent, other: LeafContent): boolean =>
  FIELDS.every((field) => one[field] === other[field]);

/** An event and another one, mostly the first with the contents of two neighbours cut at another place. */
const pairs = fc
  .tuple(events, events, fc.nat({ max: FIELDS.length - 2 }), fc.nat({ max: 8 }))
  .map(([one, other, at, cut]) => [one, (cut < 8 && recut(one, at, cut)) || other] as const);

/** Null where the cut would leave letters in a number. */
const recut = (event: LeafContent, at: number, cut: number): LeafContent | null => {
  const [left = 'stream', right = 'id'] = [FIELDS[at], FIELDS[at + 1]];
  const together = `${event[left] ?? ''}${event[right] ?? ''}`;
  const moved = { ...event, [left]: together.slice(0, cut), [right]: together.slice(cut) };
  const [revision, schemaVersion] = [moved.revision, moved.schemaVersion].map(Number);
  if (!Number.isInteger(revision) || !Number.isInteger(schemaVersion)) return null;
  return { ...moved, revision, schemaVersion } as LeafContent;
};

const collisionIn = (hashing: Hashing) =>
  fc.check(
    fc.property(pairs, ([one, other]) => {
      fc.pre(!sameEvent(one, other));
      return hashing(one) !== hashing(other);
    }),
    { numRuns: 5_000 },
  ).counterexample;

describe('Two events that differ', () => {
  it('have two leaves, wherever the end of one field and the start of the next may lie', () =>
    expect(collisionIn(leafOf)).toBeNull());

  it('would share one without the lengths, or without a mark for what is absent', () => {
    const withoutLengths: Hashing = (event) => FIELDS.map((field) => event[field]).join('');
    const withoutMark: Hashing = (event) => leafOf({ ...event, personal: event.personal ?? '' });
    expect(collisionIn(withoutLengths)).not.toBeNull();
    expect(collisionIn(withoutMark)).not.toBeNull();
  });

  it.each(FIELDS)('have two leaves though only their %s differs', (field) =>
    fc.assert(
      fc.property(events, events, (one, other) => {
        fc.pre(one[field] !== other[field]);
        return leafOf(one) !== leafOf({ ...one, [field]: other[field] });
      }),
    ),
  );
});
