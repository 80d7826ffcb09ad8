import type { DataSource, EntityMetadata, ObjectLiteral } from 'typeorm';
import type { AnyProjection } from './projection';
import type { Run } from './sql';

/** A row that the fold may make and PostgreSQL cannot hold. Names columns, never values. */
export class UnwritableRow extends Error {
  override readonly name = 'UnwritableRow';
}

/** The rows of one read model, many at a time. */
export type Rows = {
  readonly load: (run: Run, ids: readonly string[]) => Promise<ReadonlyMap<string, ObjectLiteral>>;
  readonly write: (run: Run, rows: readonly ObjectLiteral[]) => Promise<void>;
  readonly remove: (run: Run, ids: readonly string[]) => Promise<void>;
};

/** Written at once, to keep one statement's parameter well below what the server takes. */
const ROWS_A_STATEMENT = 1_000;

const quoted = (name: string): string => `"${name}"`;
export const pathOf = ({ schema, tableName }: EntityMetadata): string =>
  [schema, tableName].flatMap((name) => (name ? [quoted(name)] : [])).join('.');

/** As text in the form in which the fold wrote it, whatever DateStyle, time zone or pg's parsers are set to. */
const readBack = (column: string, type: unknown): string => {
  switch (type) {
    case 'bigint':
      return `${column}::text`;
    case 'date':
      return `to_char(${column}, 'YYYY-MM-DD')`;
    case 'timestamptz':
      return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    default:
      return column;
  }
};

/** @param path of a table with the same columns, in place of the projection's own */
export const rowsOf = (
  dataSource: DataSource,
  { table }: AnyProjection,
  path = pathOf(dataSource.getMetadata(table)),
): Rows => {
  const metadata = dataSource.getMetadata(table);
  const columns = metadata.columns.map(({ propertyName, databaseName, type, isNullable }) => ({
    property: propertyName,
    inSql: databaseName,
    name: quoted(databaseName),
    nullable: isNullable,
    type,
  }));
  const shape = { columns, properties: new Set(columns.map(({ property }) => property)) };
  const names = columns.map(({ name }) => name).join(', ');
  const select = columns.map(
    ({ property, name, type }) => `${readBack(name, type)} AS ${quoted(property)}`,
  );
  const set = columns.map(({ name }) => `${name} = excluded.${name}`);

  return {
    load: async (run, ids) => {
      if (ids.length === 0) return new Map();
      const rows = await run<ObjectLiteral & { id: string }>(
        `SELECT ${select.join(', ')} FROM ${path} WHERE "id" = ANY ($1)`,
        [ids],
      );
      return new Map(rows.map((row) => [row.id, Object.freeze(row)]));
    },
    write: async (run, rows) => {
      const texts = rows.map((row) => textOf(row, shape));
      for (let first = 0; first < texts.length; first += ROWS_A_STATEMENT)
        await run(
          `INSERT INTO ${path} (${names})
           SELECT ${names} FROM json_populate_recordset(NULL::${path}, $1::json)
           ON CONFLICT ("id") DO UPDATE SET ${set.join(', ')}`,
          [`[${texts.slice(first, first + ROWS_A_STATEMENT).join(',')}]`],
        );
    },
    remove: async (run, ids) => {
      if (ids.length > 0) await run(`DELETE FROM ${path} WHERE "id" = ANY ($1)`, [ids]);
    },
  };
};

/** A NUL or half a surrogate pair: PostgreSQL refuses the whole statement for it, and prints the row to its log. */
const REFUSED_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

type Column = { readonly property: string; readonly inSql: string; readonly nullable: boolean };

/** Checked here, as a row that fails there is printed to the server's log. */
const textOf = (row: ObjectLiteral, { columns, properties }: Shape): string => {
  const fields: Record<string, unknown> = {};
  for (const { property, inSql, nullable } of columns) {
    const value: unknown = row[property] ?? null;
    if (value === null && !nullable) throw new UnwritableRow(`${property} is missing.`);
    fields[inSql] = value;
  }
  const stranger = Object.keys(row).find((key) => !properties.has(key));
  if (stranger !== undefined) throw new UnwritableRow(`There is no column for ${stranger}.`);
  const text = jsonOf(fields);
  // Hardly any text has an escape of this kind, and to look for one is cheap.
  if (text.includes('\\u') && REFUSED_TEXT.test(text))
    throw new UnwritableRow('A text holds what PostgreSQL cannot.');
  return text;
};

type Shape = { readonly columns: readonly Column[]; readonly properties: ReadonlySet<string> };

const jsonOf = (value: object): string => {
  try {
    return JSON.stringify(value);
  } catch {
    throw new UnwritableRow('A value is not JSON.');
  }
};
