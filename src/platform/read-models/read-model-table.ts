import { EntitySchema, type EntitySchemaColumnOptions, type ObjectLiteral } from 'typeorm';

export const READ_MODELS_SCHEMA = 'read_models';

/** The types whose values are the same in the fold, in the table and read back from it. A bigint is decimal text, an instant RFC 3339 in UTC with milliseconds. */
type ColumnType<Value> = [Value] extends [boolean]
  ? 'boolean'
  : [Value] extends [number]
    ? 'integer'
    : [Value] extends [string]
      ? 'text' | 'bigint' | 'date' | 'timestamptz'
      : [Value] extends [readonly string[]]
        ? 'text[]' | 'jsonb'
        : 'jsonb';

export type ReadModelColumns<Row> = {
  readonly [Property in keyof Row]-?: null extends Row[Property]
    ? { readonly type: ColumnType<NonNullable<Row[Property]>>; readonly nullable: true }
    : { readonly type: ColumnType<Row[Property]> };
};

export type ReadModelTable<Row> = {
  /** The projection's name. */
  readonly name: string;
  /** The projection's version. */
  readonly version: number;
  readonly columns: ReadModelColumns<Row>;
  /** The columns of each index. None is unique: a read model refuses nothing that has happened. */
  readonly indices?: readonly (readonly (keyof Row & string)[])[];
};

/** The name of a projection's table: another version is another table. */
export const tableNameOf = ({ name, version }: { name: string; version: number }): string =>
  `${name.replaceAll('-', '_')}_v${version}`;

/**
 * The table of a read model: `read_models.<name>_v<version>`, camelCase in rows and snake_case in SQL, primary key `id`.
 */
export const readModelTable = <Row extends ObjectLiteral & { readonly id: string }>({
  columns,
  indices = [],
  ...projection
}: ReadModelTable<Row>): EntitySchema<Row> =>
  new EntitySchema<Row>({
    name: tableNameOf(projection),
    tableName: tableNameOf(projection),
    schema: READ_MODELS_SCHEMA,
    columns: Object.fromEntries(
      Object.entries<AnyColumn>(columns).map(([property, column]) => [
        property,
        columnOptions(property, column),
      ]),
    ) as { [Property in keyof Row]: EntitySchemaColumnOptions },
    indices: indices.map((index) => ({ columns: [...index] })),
  });

/** A column's name in SQL. */
export const inSql = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type AnyColumn = {
  readonly type:
    'boolean' | 'integer' | 'text' | 'bigint' | 'date' | 'timestamptz' | 'text[]' | 'jsonb';
  readonly nullable?: true;
};

const columnOptions = (property: string, column: AnyColumn): EntitySchemaColumnOptions => ({
  ...(column.type === 'text[]' ? { type: 'text', array: true } : { type: column.type }),
  ...(column.type === 'timestamptz' && { transformer: instantAsText }),
  name: inSql(property),
  nullable: column.nullable === true,
  primary: property === 'id',
});

/** TypeORM would hand out a Date where the fold wrote text. */
const instantAsText = {
  to: (value: unknown) => value,
  from: (value: Date | null) => value?.toISOString() ?? null,
};
