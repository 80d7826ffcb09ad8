import { pipeline } from 'node:stream/promises';
import { Readable, type Writable } from 'node:stream';
import type { Pool, Submittable } from 'pg';
import type { Append } from '../../src/platform/event-store/event-store';

/** What one would write by hand: the columns of our log, a sequence, a key for optimistic locking, and no promise beyond that. */
export const PLAIN_TABLE = `
  CREATE TABLE plain_event (
    position        bigserial        PRIMARY KEY,
    recorded_at     timestamptz(3)   NOT NULL DEFAULT clock_timestamp(),
    revision        integer          NOT NULL,
    schema_version  integer          NOT NULL,
    id              uuid             NOT NULL,
    stream          text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    data            text             NOT NULL,
    personal        text,
    metadata        text             NOT NULL,
    UNIQUE (stream, revision)
  );
  -- For COPY: our log itself, with all of its indexes.
  CREATE TABLE copied_event (LIKE log.event INCLUDING ALL)`;

/** One event, one INSERT, one transaction. */
export const insertInto = (pool: Pool) => async (append: Append) => {
  const [event] = append.events;
  if (!event) return;
  const { id, type, schemaVersion, data, personal, metadata } = event;
  await pool.query({
    name: 'plain-insert',
    text: `INSERT INTO plain_event (revision, schema_version, id, stream, type, data, personal, metadata)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING position`,
    values: [0, schemaVersion, id, append.stream, type, data, personal, metadata],
  });
};

type CopyFrom = (sql: string) => Submittable & Writable;

/** COPY of the same rows as one transaction, the quickest way there is into a table. */
export const copyInto = async (
  pool: Pool,
): Promise<(appends: readonly Append[]) => Promise<void>> => {
  const from = await copyFrom();
  let position = 0;
  const linesOf = function* (appends: readonly Append[]) {
    for (const { stream, events } of appends)
      for (const [revision, event] of events.entries()) {
        const { id, type, schemaVersion, data, personal, metadata } = event;
        const columns = [
          ++position,
          '2026-03-02 01:02:03.004Z',
          revision,
          schemaVersion,
          id,
          stream,
        ];
        yield `${[...columns, type, data, personal, metadata].map(copyText).join('\t')}\n`;
      }
  };
  return async (appends) => {
    const client = await pool.connect();
    try {
      const into = client.query(from('COPY copied_event FROM STDIN'));
      await pipeline(Readable.from(piecesOf(linesOf(appends))), into);
    } finally {
      client.release();
    }
  };
};

const PIECE = 64 * 1_024;
const piecesOf = function* (lines: Iterable<string>) {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
const copyText = (value: string | number | null): string =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);

export const copyFrom = async (): Promise<CopyFrom> => {
  const name = 'pg-copy-streams';
  try {
    return ((await import(name)) as { readonly from: CopyFrom }).from;
  } catch (error) {
    throw new Error('pg-copy-streams is missing: run npm ci in bench/.', { cause: error });
  }
};
