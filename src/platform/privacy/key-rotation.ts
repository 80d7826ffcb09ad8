import type { DataSource } from 'typeorm';
import { withoutValues } from '../database/errors';
import { type KeyEncryptionKeys, unwrap, wrap } from './key-encryption';

type Database = Pick<DataSource, 'query'>;

export type Rotated = {
  /** Rows that are wrapped under the current key-encryption key because of this run. */
  readonly rewrapped: number;
  /** Rows that were so before, or were rewrapped by somebody else meanwhile. */
  readonly alreadyCurrent: number;
  /** Of erased people: nothing to wrap. */
  readonly tombstones: number;
};

const BATCH = 500;

type Row = {
  readonly key_id: string;
  readonly subject_id: string;
  readonly wrapped: Buffer;
  readonly kek_id: string;
};

const RETIRED = `
  SELECT key_id, subject_id, wrapped, kek_id FROM privacy.subject_key
   WHERE key_id > $1 AND wrapped IS NOT NULL AND kek_id <> $2
   ORDER BY key_id LIMIT $3`;
// Only a row that still is as it was read: one that was emptied meanwhile stays a tombstone.
const REWRAP = `
  UPDATE privacy.subject_key AS known SET wrapped = made.wrapped, kek_id = $4
    FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS made (key_id, earlier, wrapped)
   WHERE known.key_id = made.key_id AND known.wrapped = made.earlier
  RETURNING 1`;
const COUNTS = `
  SELECT count(*) FILTER (WHERE kek_id = $1)::integer AS current,
         count(*) FILTER (WHERE wrapped IS NULL)::integer AS tombstones
    FROM privacy.subject_key`;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Wraps every subject's key under the current key-encryption key, batch by batch, each committed by itself: it may be
 * interrupted and begun again, while others read and write. The keys themselves, and so all events, stay as they are.
 * @throws KeyUnusable for a row under a key-encryption key that is neither current nor retired
 */
export const rotateKeys = async (
  database: Database,
  keks: KeyEncryptionKeys,
  batchSize = BATCH,
): Promise<Rotated> => {
  let rewrapped = 0;
  let after = FIRST;
  for (;;) {
    const rows = await ask<readonly Row[]>(database, RETIRED, [after, keks.current, batchSize]);
    const last = rows.at(-1);
    if (!last) break;
    rewrapped += await rewrap(database, rows, keks);
    after = last.key_id;
  }
  const [counts] = await ask<readonly { current: number; tombstones: number }[]>(database, COUNTS, [
    keks.current,
  ]);
  const { current = 0, tombstones = 0 } = counts ?? {};
  return { rewrapped, alreadyCurrent: current - rewrapped, tombstones };
};

const rewrap = async (
  database: Database,
  rows: readonly Row[],
  keks: KeyEncryptionKeys,
): Promise<number> => {
  const made = rows.map(({ key_id: keyId, subject_id: subjectId, wrapped, kek_id: kekId }) =>
    wrap(unwrap({ keyId, subjectId }, { wrapped, kekId }, keks), keks),
  );
  const [changed] = await ask<readonly [readonly unknown[], number]>(database, REWRAP, [
    rows.map(({ key_id }) => key_id),
    rows.map(({ wrapped }) => wrapped),
    made.map(({ wrapped }) => wrapped),
    keks.current,
  ]);
  return changed.length;
};

const ask = async <Result>(
  database: Database,
  sql: string,
  parameters: unknown[],
): Promise<Result> => {
  try {
    return await database.query<Result>(sql, parameters);
  } catch (error) {
    throw withoutValues(error);
  }
};
