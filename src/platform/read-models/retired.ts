import type { DataSource } from 'typeorm';
import { advisoryLocks, type Locks } from './advisory-locks';
import { forgetProjection, keyOf } from './checkpoints';
import type { AnyProjection } from './projection';
import { READ_MODELS_SCHEMA, tableNameOf } from './read-model-table';
import { besideLockOf } from './reconcile';
import { inTransaction, type Run, runAlone } from './sql';

/** The table of a version that a later one, which is read from, has taken the place of. */
export type RetiredTable = {
  readonly name: string;
  readonly version: number;
  readonly table: string;
  readonly rows: number;
  /** With its indices. */
  readonly bytes: number;
};

/**
 * `running`: a process of an older release works on it, or somebody rebuilds it. `read`: a view stands on it, or a query
 * reads it.
 */
export type Pruned = RetiredTable & {
  readonly outcome: 'would-be-dropped' | 'dropped' | 'running' | 'read';
};

/**
 * Drops the tables of retired versions; without `apply` it only looks. Safe beside an older release: as long as one
 * process of it runs, somebody holds the lock of its version. One that comes back later builds its table again.
 */
export const prune = async (
  projections: readonly AnyProjection[],
  { dataSource, apply, readyForHours = 0 }: PruneParts,
): Promise<readonly Pruned[]> => {
  const locks = advisoryLocks(dataSource);
  const pruned: Pruned[] = [];
  try {
    for (const one of await retiredOf(runAlone(dataSource), projections, readyForHours))
      pruned.push({ ...one, outcome: await outcomeOf(one, { dataSource, apply, locks }) });
    return pruned;
  } finally {
    await locks.close().catch(() => undefined);
  }
};

export type PruneParts = {
  readonly dataSource: DataSource;
  readonly apply: boolean;
  /** For how long the later version has been read from, at least. */
  readonly readyForHours?: number;
};
type Pruning = Pick<PruneParts, 'dataSource' | 'apply'> & { readonly locks: Locks };

const outcomeOf = async (
  one: RetiredTable,
  { dataSource, apply, locks }: Pruning,
): Promise<Pruned['outcome']> => {
  for (const lock of [keyOf(one), besideLockOf(one)])
    if (!(await locks.tryLock(lock))) return 'running';
  if (!apply) return 'would-be-dropped';
  try {
    await inTransaction(dataSource, async (run) => {
      await run(`SET LOCAL lock_timeout = '2s'`);
      await run(`DROP TABLE ${pathOf(one.table)}`);
      await forgetProjection(run, keyOf(one));
    });
    return 'dropped';
  } catch (error) {
    if (isStillRead(error)) return 'read';
    throw error;
  }
};

const DEPENDENT_OBJECTS = '2BP01';
const LOCK_NOT_AVAILABLE = '55P03';
const isStillRead = (error: unknown): boolean => {
  const { driverError } = error as { readonly driverError?: { readonly code?: string } };
  return [DEPENDENT_OBJECTS, LOCK_NOT_AVAILABLE].includes(driverError?.code ?? '');
};

/** Never one of a later version, which belongs to a newer release, nor any while this version is not read from. */
const retiredOf = async (
  run: Run,
  projections: readonly AnyProjection[],
  readyForHours: number,
): Promise<readonly RetiredTable[]> => {
  const settled = await run<{ key: string }>(
    `SELECT projection AS key FROM read_models.checkpoint
      WHERE projection = ANY ($1) AND ready_at <= clock_timestamp() - make_interval(hours => $2)`,
    [projections.map(keyOf), readyForHours],
  );
  const ready = new Set(settled.map(({ key }) => key));
  const earlier = projections
    .filter((projection) => ready.has(keyOf(projection)))
    .flatMap(({ name, version }) =>
      Array.from({ length: version - 1 }, (_, index) => ({ name, version: index + 1 })),
    );
  const found: RetiredTable[] = [];
  for (const one of earlier) {
    const table = tableNameOf(one);
    const [there] = await run<{ bytes: string }>(
      'SELECT pg_total_relation_size(to_regclass($1))::text AS bytes WHERE to_regclass($1) IS NOT NULL',
      [pathOf(table)],
    );
    if (!there) continue;
    const [counted] = await run<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${pathOf(table)}`,
    );
    found.push({ ...one, table, rows: counted?.rows ?? 0, bytes: Number(there.bytes) });
  }
  return found;
};

const pathOf = (table: string): string => `"${READ_MODELS_SCHEMA}"."${table}"`;
