import type { Pool } from 'pg';
import type { UnchangedPart } from '../event-store';
import { integerArray, textArray, uuidArray } from './binary-arrays';
import { rowsOf, statement } from './reading';

/**
 * The ids of the parts that are remembered now; once it is answered they are on the disk. It is safe to repeat: what an
 * unanswered call has remembered is found by its repeat.
 * @throws EventStoreUnavailable
 */
export const rememberUnchanged = async (
  pool: Pool,
  parts: readonly UnchangedPart[],
): Promise<readonly string[]> => {
  const rows = await rowsOf<[string]>(
    pool,
    statement('ledger.remember_unchanged', REMEMBER, [
      uuidArray(parts.map(({ partId }) => partId)),
      uuidArray(parts.map(({ commandId }) => commandId)),
      textArray(parts.map(({ fingerprint }) => fingerprint)),
      textArray(parts.map(({ stream }) => stream)),
      integerArray(parts.map(({ revision }) => revision)),
      textArray(parts.map(({ position }) => position)),
    ]),
  );
  return rows.map(([partId]) => partId);
};

const REMEMBER =
  'SELECT ledger.remember_unchanged($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[])';
