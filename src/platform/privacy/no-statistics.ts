import type { DataSource, EntitySchema, ObjectLiteral } from 'typeorm';
import { withoutValues } from '../database/errors';

/**
 * Keeps PostgreSQL from sampling what names people: its statistics hold the values themselves, and would go on doing so
 * after a row is emptied. For tables of personal values, when they are made; the columns of one that is so already are
 * not touched.
 */
export const keepNoStatistics = async (
  dataSource: DataSource,
  tables: readonly EntitySchema<ObjectLiteral>[],
): Promise<void> => {
  for (const table of tables) {
    const { schema, tableName } = dataSource.getMetadata(table);
    const path = [schema, tableName].flatMap((name) => (name ? [`"${name}"`] : [])).join('.');
    const sampled = await sampledColumns(dataSource, path);
    if (sampled.length > 0) await dataSource.query(`ALTER TABLE ${path} ${sampled.join(', ')}`);
  }
};

const sampledColumns = async (dataSource: DataSource, path: string): Promise<readonly string[]> => {
  try {
    const columns = await dataSource.query<readonly { readonly clause: string }[]>(
      `SELECT format('ALTER COLUMN %I SET STATISTICS 0', attname) AS clause FROM pg_attribute
        WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attname <> 'id'
          AND coalesce(attstattarget, -1) <> 0`,
      [path],
    );
    return columns.map(({ clause }) => clause);
  } catch (error) {
    throw withoutValues(error);
  }
};
