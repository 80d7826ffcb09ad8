import { DatabaseError, withoutValues } from '../../database/errors';

/** What may be said of a driver's error outside: never its message, detail or query, for they hold values. */
export type Failure = {
  /** Absent where no server answered. */
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;
};

export const failureOf = (error: unknown): Failure => {
  const safe = withoutValues(error);
  return safe instanceof DatabaseError
    ? { sqlState: safe.sqlState ?? undefined, constraint: safe.constraint ?? undefined }
    : { sqlState: undefined, constraint: undefined };
};

/**
 * Classes of errors that come back however often it is tried: bad values, broken constraints, limits, statements that
 * are wrong or forbidden, errors that a function raises. After each of them nothing was written.
 */
const LASTING = ['22', '23', '42', '54', 'P0'];

export const isLasting = ({ sqlState }: Failure): boolean =>
  sqlState !== undefined && LASTING.includes(sqlState.slice(0, 2));
