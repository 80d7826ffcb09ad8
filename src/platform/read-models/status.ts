import type { DataSource } from 'typeorm';
import { type EventStore, isAfter, type Position, START } from '../event-store/event-store';
import { keyOf, quarantineCounts } from './checkpoints';
import type { AnyProjection } from './projection';
import { type Run, runAlone } from './sql';

export type ReadModelStatus = {
  readonly name: string;
  readonly version: number;
  readonly position: Position;
  /** Positions between it and the end of the log: events on PostgreSQL, bytes on KurrentDB. */
  readonly lag: number;
  /** For how long the oldest event has waited that it has not read. */
  readonly lagSeconds: number;
  readonly quarantined: number;
  readonly state: ReadModelState;
};

/**
 * `building`: nobody reads from it yet. `stuck`: something waits, and for a while nothing has moved. `incomplete`: it
 * follows, without what is quarantined.
 */
export type ReadModelState = 'fine' | 'incomplete' | 'stuck' | 'building';

/** A process that was killed is relieved of its work within this time; a rebuild lets go sooner. */
const STUCK_AFTER_SECONDS = 15;

type Parts = {
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'head' | 'readAll'>;
};

/** How far each read model is, whoever works on it. */
export const statusOf = async (
  projections: readonly AnyProjection[],
  { dataSource, store }: Parts,
  stuckAfterSeconds = STUCK_AFTER_SECONDS,
): Promise<readonly ReadModelStatus[]> => {
  const run = runAlone(dataSource);
  const places = await placesOf(run, projections.map(keyOf));
  const quarantined = await quarantineCounts(run);
  const head = await store.head();
  const ageOfNext = agesAfter(store, head);

  return Promise.all(
    projections.map(async (projection) => {
      const key = keyOf(projection);
      const { position, idleSeconds, ready } = places.get(key) ?? NOWHERE;
      const lagSeconds = await ageOfNext(position);
      const left = quarantined.get(key) ?? 0;
      return {
        name: projection.name,
        version: projection.version,
        position,
        lag: Number(BigInt(head) - BigInt(position)),
        lagSeconds,
        quarantined: left,
        state: stateOf({
          ready,
          // Beyond the log it is built from another one, and nobody works on it: the head was asked for second.
          isStuck:
            isAfter(position, head) ||
            (isAfter(head, position) && Math.min(lagSeconds, idleSeconds) >= stuckAfterSeconds),
          left,
        }),
      };
    }),
  );
};

const stateOf = ({
  ready,
  isStuck,
  left,
}: {
  readonly ready: boolean;
  readonly isStuck: boolean;
  readonly left: number;
}): ReadModelState => {
  if (!ready) return 'building';
  if (isStuck) return 'stuck';
  return left > 0 ? 'incomplete' : 'fine';
};

type Place = {
  readonly position: Position;
  /** Since it moved last. */
  readonly idleSeconds: number;
  readonly ready: boolean;
};
const NOWHERE: Place = { position: START, idleSeconds: 0, ready: false };

const placesOf = async (run: Run, keys: readonly string[]): Promise<ReadonlyMap<string, Place>> => {
  const rows = await run<Place & { key: string }>(
    `SELECT projection AS key, position::text AS position, ready_at IS NOT NULL AS ready,
            extract(epoch FROM clock_timestamp() - updated_at)::float8 AS "idleSeconds"
       FROM read_models.checkpoint WHERE projection = ANY ($1)`,
    [keys],
  );
  return new Map(rows.map(({ key, ...place }) => [key, place]));
};

/** Of the first event after a position; asked once for each, as most stand at the same. */
const agesAfter = (store: Parts['store'], head: Position) => {
  const ages = new Map<Position, Promise<number>>();
  const age = async (position: Position): Promise<number> => {
    if (!isAfter(head, position)) return 0;
    const [next] = await store.readAll(position, 1);
    const waits = next ? Date.now() - Date.parse(next.recordedAt) : 0;
    return Math.max(0, Math.round(waits / 1_000));
  };
  return (position: Position): Promise<number> => {
    const known = ages.get(position) ?? age(position);
    ages.set(position, known);
    return known;
  };
};
