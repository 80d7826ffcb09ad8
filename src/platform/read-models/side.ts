import type { DataSource } from 'typeorm';
import { type EventStore, type Position, START } from '../event-store/event-store';
import {
  forgetProjection,
  inheritQuarantine,
  keyOf,
  openCheckpoint,
  readyAmong,
} from './checkpoints';
import type { AnyProjection } from './projection';
import { READ_MODELS_SCHEMA, tableNameOf } from './read-model-table';
import { prepareTables } from './read-model-tables';
import { pathOf, type Rows, rowsOf } from './rows';
import { inTransaction, type Run, runAlone } from './sql';

/** What others read from meanwhile, and what the new rows are held against. */
export type Base = { readonly key: string; readonly version: number; readonly path: string };

/** A read model that is folded from the first event while nobody reads from it. */
export type Side = {
  /** As it is known outside. */
  readonly of: AnyProjection;
  /** The same fold under a key of its own. */
  readonly projection: AnyProjection;
  readonly path: string;
  readonly rows: Rows;
  /** Null where there is nothing yet that anybody could read from. */
  readonly base: Base | null;
  /** True where it stands beside a table of the same version and goes when it has been compared. */
  readonly isBeside: boolean;
};

const besideOf = (projection: AnyProjection): AnyProjection => ({
  ...projection,
  name: `${projection.name}+beside`,
});
const besidePathOf = (projection: AnyProjection): string =>
  `"${READ_MODELS_SCHEMA}"."${tableNameOf(projection)}_beside"`;

/**
 * An empty table for a fold from the first event. Streams that the base has left are left at the same events: like is
 * compared with like, and letting them go is another decision. What an earlier attempt left behind is thrown away: it
 * may have been folded by another release.
 */
export const beginSide = async (dataSource: DataSource, projection: AnyProjection): Promise<Side> =>
  inTransaction(dataSource, async (run) => {
    const live = pathOf(dataSource.getMetadata(projection.table));
    const key = keyOf(projection);
    const isBeside = (await readyAmong(run, [key])).has(key);
    const base = isBeside
      ? { key, version: projection.version, path: live }
      : await versionBefore(run, projection);
    const side = isBeside ? besideOf(projection) : projection;
    const path = isBeside ? besidePathOf(projection) : live;

    await forgetProjection(run, keyOf(side));
    if (isBeside) await makeBeside(run, path, live);
    else {
      await run(`TRUNCATE ${path}`);
      await dropIndices(run, path);
    }
    await openCheckpoint(run, keyOf(side));
    if (base) await inheritQuarantine(run, keyOf(side), base.key);
    const rows = rowsOf(dataSource, projection, path);
    return { of: projection, projection: side, path, rows, base, isBeside };
  });

/** One that is made when the rows are there takes less than one that grows with each of them. */
const dropIndices = async (run: Run, path: string): Promise<void> => {
  const indices = await run<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
      WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [path],
  );
  for (const { name } of indices) await run(`DROP INDEX ${name}`);
};

/**
 * Makes the indices of those that are to be read from as they stand. It goes by what the table should have and not by
 * what was dropped: that may have been done by an attempt that was killed.
 */
export const completeIndices = (dataSource: DataSource, sides: readonly Side[]): Promise<void> =>
  prepareTables(
    dataSource,
    sides.filter(({ isBeside }) => !isBeside).map((side) => side.of),
  );

/** Never sampled: PostgreSQL's statistics hold values, and these may be personal. */
const makeBeside = async (run: Run, path: string, live: string): Promise<void> => {
  await run(`DROP TABLE IF EXISTS ${path}`);
  await run(`CREATE UNLOGGED TABLE ${path} (LIKE ${live}) WITH (autovacuum_enabled = false)`);
  await run(`ALTER TABLE ${path} ADD PRIMARY KEY (id)`);
};

/** The highest version below that can be read from and whose table is still there. */
const versionBefore = async (run: Run, { name, version }: AnyProjection): Promise<Base | null> => {
  const versions = Array.from({ length: version - 1 }, (_, below) => version - 1 - below);
  const ready = await readyAmong(
    run,
    versions.map((one) => keyOf({ name, version: one })),
  );
  for (const one of versions) {
    const key = keyOf({ name, version: one });
    const path = `"${READ_MODELS_SCHEMA}"."${tableNameOf({ name, version: one })}"`;
    const [found] = await run<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [path]);
    if (ready.has(key) && found?.is) return { key, version: one, path };
  }
  return null;
};

export const dropBeside = async (
  dataSource: DataSource,
  projection: AnyProjection,
): Promise<void> => {
  await inTransaction(dataSource, async (run) => {
    await run(`DROP TABLE IF EXISTS ${besidePathOf(projection)}`);
    await forgetProjection(run, keyOf(besideOf(projection)));
  });
};

/** How far a side has to be folded, as of now. */
export const goalOf = async (
  { base }: Side,
  {
    dataSource,
    store,
  }: { readonly dataSource: DataSource; readonly store: Pick<EventStore, 'head'> },
): Promise<Position> => {
  if (!base) return store.head();
  const [row] = await runAlone(dataSource)<{ position: Position }>(
    `SELECT position::text AS position FROM read_models.checkpoint WHERE projection = $1`,
    [base.key],
  );
  return row?.position ?? START;
};
