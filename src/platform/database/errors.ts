import { types } from 'node:util';
import { TypeORMError } from 'typeorm';

type Properties = Readonly<Record<string, unknown>>;

/** What the database refused, without any value: safe to log and to hand on. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    message: string,
    readonly sqlState: string | null = null,
    readonly constraint: string | null = null,
    readonly table: string | null = null,
  ) {
    super(message);
  }
}

/**
 * Connection, transaction, privilege, syntax, resources and operator's intervention: PostgreSQL's own message names things
 * of the schema or the server. Every other class may quote a value ("invalid input syntax for type date: …").
 */
const MESSAGE_HOLDS_NO_VALUE = /^(08|25|28|3D|40|42|53|55|57)/;

/**
 * The same failure with SQLSTATE, constraint and table, and without `detail`, `where`, `query`, `parameters` or a message that
 * may quote a value. What does not come from the driver or from TypeORM passes unchanged.
 */
export const withoutValues = (error: unknown): Error => {
  if (!isError(error)) return new DatabaseError('The database failed in an unknown way');
  const driverError = propertiesOf(error)['driverError'];
  if (isError(driverError)) return withoutValues(driverError);
  const sqlState = sqlStateOf(error);
  if (sqlState !== null) return refused(error, sqlState);
  // Messages of TypeORM print the criteria of a search.
  return error instanceof TypeORMError ? new DatabaseError(`TypeORM: ${error.name}`) : error;
};

/** The SQLSTATE of PostgreSQL's answer, also where TypeORM has wrapped it; null for anything else. */
export const sqlStateOf = (error: unknown): string | null => {
  if (error instanceof DatabaseError) return error.sqlState;
  if (!isError(error)) return null;
  const { code, severity, driverError } = propertiesOf(error);
  if (isError(driverError)) return sqlStateOf(driverError);
  // Only an answer of the server has a severity; the codes of Node.js look alike (EPIPE).
  return typeof severity === 'string' ? textOrNull(code) : null;
};

const refused = (error: Error, sqlState: string): DatabaseError => {
  if (error instanceof DatabaseError) return error;
  const properties = propertiesOf(error);
  const [constraint, table] = [
    textOrNull(properties['constraint']),
    textOrNull(properties['table']),
  ];
  const parts = [
    `SQLSTATE ${sqlState}`,
    ...(constraint === null ? [] : [`constraint ${constraint}`]),
    ...(table === null ? [] : [`table ${table}`]),
    ...(MESSAGE_HOLDS_NO_VALUE.test(sqlState) ? [error.message] : []),
  ];
  return new DatabaseError(`PostgreSQL refused: ${parts.join(', ')}`, sqlState, constraint, table);
};

/** By its kind rather than its class, of which a test's sandbox has two. */
const isError = (error: unknown): error is Error => types.isNativeError(error);
const propertiesOf = (error: Error): Properties => error as unknown as Properties;
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
