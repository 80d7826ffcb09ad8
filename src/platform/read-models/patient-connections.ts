import type { DataSource } from 'typeorm';
import { openDatabase } from '../database/database';
import type { AnyProjection } from './projection';

/** A comparison of large tables takes longer than any request may. */
const STATEMENT_TIMEOUT_MS = 6 * 60 * 60_000;
/** Every read model writes on a connection of its own, and some more hold locks and snapshots. */
const SPARE_CONNECTIONS = 5;

/** For work on whole tables: connections of its own, on which a statement may take hours. */
export const onPatientConnections = async <Result>(
  url: string,
  projections: readonly AnyProjection[],
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> => {
  const { dataSource, close } = await openDatabase({
    ...{ url, migrations: [], entities: projections.map(({ table }) => table) },
    poolSize: projections.length + SPARE_CONNECTIONS,
    statementTimeout: STATEMENT_TIMEOUT_MS,
  });
  try {
    return await work(dataSource);
  } finally {
    await close();
  }
};
