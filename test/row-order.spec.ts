import * as fc from 'fast-check';
import type { ObjectLiteral } from 'typeorm';
import { claimDecider } from '../src/claim/domain/claim.decider';
import { walked, walks } from '../src/claim/domain/testing/cause-walks';
import type { AnyEvent } from '../src/kernel/event';
import { deathReady, treatmentReady } from '../src/payout/domain/testing/payouts';
import { walk } from '../src/payout/domain/testing/walk';
import { wishes } from '../src/payout/domain/testing/wishes';
import type { StreamName } from '../src/platform/event-store/event-store';
import { categoryOf, type RecordedEvent } from '../src/platform/event-store/recorded-event';
import type { AnyProjection } from '../src/platform/read-models/projection';
import { PROJECTIONS } from '../src/projections';
import { goldenEvents, historyBefore } from './support/stored-events';

// A row that was read back from its table has forgotten in which order the fields of its records were written: a jsonb
// sorts them by length and then by bytes. Whether it was read back or kept in memory, the next event makes the same of it.

const RUNS = Number(process.env['KELAMBU_RUNS'] ?? 60);

type Rows = ReadonlyMap<string, ObjectLiteral>;
type Between = (row: ObjectLiteral) => ObjectLiteral;

const asWritten: Between = (row) => row;
const asReadBack: Between = (row) => throughJsonb(row) as ObjectLiteral;

/** A value with its fields in the order in which PostgreSQL gives them back. */
const throughJsonb = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(throughJsonb);
  const fields = Object.entries(value).sort(
    ([one], [other]) =>
      Buffer.byteLength(one) - Buffer.byteLength(other) ||
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  return Object.fromEntries(fields.map(([field, one]) => [field, throughJsonb(one)]));
};

const foldedBy = (
  projection: AnyProjection,
  history: readonly RecordedEvent[],
  between: Between,
): Rows => {
  const rows = new Map<string, ObjectLiteral>();
  for (const event of history)
    for (const id of projection.categories.includes(categoryOf(event.stream))
      ? new Set(projection.idsOf(event))
      : []) {
      const after = projection.evolve(rows.get(id) ?? null, event, id);
      if (after) rows.set(id, between(after));
      else rows.delete(id);
    }
  return rows;
};

const recorded = (
  stream: StreamName,
  events: readonly (Omit<AnyEvent, 'personal'> & {
    readonly personal?: AnyEvent['personal'] | null;
  })[],
): readonly RecordedEvent[] =>
  events.map(({ personal, ...event }, revision) => ({
    ...{ ...event, stream, revision },
    ...(personal && { personal }),
    id: `${stream}-${revision}`,
    position: String(revision + 1),
    recordedAt: new Date(Date.UTC(2025, 6, 1 + revision)).toISOString(),
    metadata: {
      ...{ actor: 'adjuster-1', roles: ['adjuster'], onBehalfOf: null, source: 'http' },
      ...{ commandId: 'c', fingerprint: 'f', correlationId: 'c', causationId: null },
      ...{ requestId: 'r', release: 'test' },
    },
  }));

const CLAIM = 'claim-fbc7d765-2cd0-56c0-b5de-616bc7b43d77';

const forgetful = (projections: readonly AnyProjection[], history: readonly RecordedEvent[]) =>
  projections.flatMap((projection) => {
    const [kept, readBack] = [asWritten, asReadBack].map((between) =>
      foldedBy(projection, history, between),
    );
    return isSame(kept, readBack) ? [] : [projection.name];
  });

const isSame = (one: unknown, other: unknown): boolean => {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
};

const ofClaim = fc.oneof(
  walks.map((names) => walked(names, deathReady)),
  wishes.map((asked) => walk(claimDecider, deathReady, asked).at(-1)?.history ?? deathReady),
  wishes.map(
    (asked) => walk(claimDecider, treatmentReady, asked).at(-1)?.history ?? treatmentReady,
  ),
);

const theSameFor = (projections: readonly AnyProjection[]) =>
  fc.property(ofClaim, (history) => {
    expect(forgetful(projections, recorded(CLAIM, history))).toEqual([]);
  });

describe('Rows that are read back between two events', () => {
  it('come to the same as rows that were kept, whatever happens to a claim', () => {
    fc.assert(theSameFor(PROJECTIONS), { numRuns: RUNS });
  });

  it.each([...goldenEvents()].map(([name, event]) => ({ name, event })))(
    'come to the same after $name',
    ({ name, event }) => {
      const history = recorded(event.stream, [...historyBefore(name), event, event]);
      expect(forgetful(PROJECTIONS, history)).toEqual([]);
    },
  );

  it('Every read model has been given something to fold', () => {
    const all = [...goldenEvents().values()].flatMap((event) => recorded(event.stream, [event]));
    const idle = PROJECTIONS.filter(
      (projection) => foldedBy(projection, all, asWritten).size === 0,
    );
    expect(idle.map(({ name }) => name)).toEqual([]);
  });
});

/** As somebody might write it: the benefits of a claim in the order in which its state happens to hold them. */
const careless: AnyProjection = {
  ...(PROJECTIONS.find(({ name }) => name === 'claim-file') as AnyProjection),
  name: 'careless',
  evolve: (row, { type }, id) => {
    const seen = {
      ...(row?.['seen'] as Readonly<Record<string, boolean>> | undefined),
      [type]: true,
    };
    return { id, seen, order: Object.keys(seen) };
  },
};

it('A read model that lists a record as it lies there is found out', () => {
  expect(() => {
    fc.assert(theSameFor([careless]), { numRuns: RUNS });
  }).toThrow();
});
