import { type DataSource, type EntityMetadata, type QueryRunner, Table, TableIndex } from 'typeorm';
import { forgetProjection, keyOf, openCheckpoint } from './checkpoints';
import type { AnyProjection } from './projection';
import { READ_MODELS_SCHEMA, tableNameOf } from './read-model-table';
import { pathOf } from './rows';
import { inTransaction, type Run } from './sql';

/** The table that is there is not the one that the projection writes. */
export class ReadModelTableDiffers extends Error {
  override readonly name = 'ReadModelTableDiffers';
}

/**
 * Creates what is missing of tables, indices and checkpoints; never alters or drops what is there. All or nothing, and
 * one process at a time. Always under the same role, which then owns the tables. Throws `ReadModelTableDiffers`.
 */
export const prepareTables = (
  dataSource: DataSource,
  projections: readonly AnyProjection[],
): Promise<void> =>
  inTransaction(dataSource, async (run, queryRunner) => {
    // An index over a large table, or another process that builds one, may take its time.
    await run('SET LOCAL statement_timeout = 0');
    await run(`SELECT pg_advisory_xact_lock(hashtextextended('read_models.prepare', 0))`);
    for (const projection of projections) {
      const metadata = dataSource.getMetadata(projection.table);
      assertNamedAfter(projection, metadata);
      await prepareTable({ run, queryRunner, projection, metadata });
      await projection.prepare?.(run, pathOf(metadata));
    }
  });

type Preparation = {
  readonly run: Run;
  readonly queryRunner: QueryRunner;
  readonly projection: AnyProjection;
  readonly metadata: EntityMetadata;
};

const prepareTable = async (preparation: Preparation): Promise<void> => {
  const { run, queryRunner, projection, metadata } = preparation;
  const key = keyOf(projection);
  const table = Table.create(metadata, queryRunner.dataSource.driver);
  const found = await columnsThere(run, metadata);

  if (found.length === 0) {
    await queryRunner.createTable(table, false, false, true);
    await run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${pathOf(metadata)} TO kelambu_application`);
    // A new table begins with the first event, whatever stood in an earlier one of this name.
    await forgetProjection(run, key);
    await openCheckpoint(run, key);
    return;
  }
  assertSame(key, found, columnsWanted(queryRunner, table));
  await createMissingIndices(preparation, table);
  if ((await openCheckpoint(run, key)) && (await hasRows(run, metadata)))
    throw new ReadModelTableDiffers(
      `${metadata.tableName} has rows but no checkpoint: reading again would count twice. Empty it or raise the version of ${projection.name}.`,
    );
};

const assertNamedAfter = (projection: AnyProjection, metadata: EntityMetadata): void => {
  const expected = tableNameOf(projection);
  const [id, ...more] = metadata.primaryColumns;
  if (metadata.schema !== READ_MODELS_SCHEMA || metadata.tableName !== expected)
    throw new ReadModelTableDiffers(
      `${keyOf(projection)} is to be kept in ${READ_MODELS_SCHEMA}.${expected}, not in ${metadata.tablePath}.`,
    );
  if (id?.databaseName !== 'id' || id.type !== 'text' || more.length > 0)
    throw new ReadModelTableDiffers(`The primary key of ${expected} is to be the text column id.`);
};

const columnsThere = async (run: Run, metadata: EntityMetadata): Promise<readonly string[]> => {
  const columns = await run<{ column: string }>(
    `SELECT format('%s %s%s', attname, format_type(atttypid, atttypmod),
              CASE WHEN attnotnull THEN ' not null' ELSE '' END) AS column
       FROM pg_attribute
      WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
    [pathOf(metadata)],
  );
  return columns.map(({ column }) => column);
};

const columnsWanted = ({ dataSource }: QueryRunner, { columns }: Table): readonly string[] =>
  columns.map((column) =>
    [
      column.name,
      dataSource.driver.createFullType(column).toLowerCase().replace(' array', '[]'),
      ...(column.isNullable ? [] : ['not null']),
    ].join(' '),
  );

const assertSame = (key: string, found: readonly string[], wanted: readonly string[]): void => {
  const missing = wanted.filter((column) => !found.includes(column));
  const unknown = found.filter((column) => !wanted.includes(column));
  if (missing.length + unknown.length > 0)
    throw new ReadModelTableDiffers(
      `The table of ${key} has other columns (lacks: ${missing.join(', ') || 'none'}; has instead: ${unknown.join(', ') || 'none'}). Raise the projection's version to build it anew.`,
    );
};

const createMissingIndices = async (
  { run, queryRunner, metadata }: Preparation,
  table: Table,
): Promise<void> => {
  const there = await run<{ name: string }>(
    'SELECT indexname AS name FROM pg_indexes WHERE schemaname = $1 AND tablename = $2',
    [metadata.schema, metadata.tableName],
  );
  const names = new Set(there.map(({ name }) => name));
  for (const index of metadata.indices)
    if (!names.has(index.name)) await queryRunner.createIndex(table, TableIndex.create(index));
};

const hasRows = async (run: Run, metadata: EntityMetadata): Promise<boolean> =>
  (await run(`SELECT FROM ${pathOf(metadata)} LIMIT 1`)).length > 0;
