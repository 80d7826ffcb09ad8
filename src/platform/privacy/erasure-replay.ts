import type { DataSource } from 'typeorm';
import { withoutValues } from '../database/errors';
import type { EventStore } from '../event-store/event-store';
import { pages } from '../event-store/leaf/pages';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store';
import { idOfStream } from '../event-store/recorded-event';
import type { SubjectKeyEraser } from './subject-keys';

type Database = Pick<DataSource, 'query'>;

const PERSON_ERASED = 'PersonErased';

// The type stands in the text of the query, as only then its partial index is taken.
const ERASED_STREAMS = `SELECT DISTINCT stream FROM log.event WHERE type = '${PERSON_ERASED}'`;

/** Everyone of whom the log says that they are erased. PostgreSQL has an index for it; any other log is read whole. */
export const erasedSubjects = async (
  store: EventStore,
  database: Database,
): Promise<readonly string[]> =>
  store instanceof PostgresEventStore ? erasedByIndex(database) : erasedByReading(store);

export const erasedByIndex = async (database: Database): Promise<readonly string[]> => {
  const rows = await ask<readonly { readonly stream: `${string}-${string}` }[]>(
    database,
    ERASED_STREAMS,
  );
  return rows.map(({ stream }) => idOfStream(stream));
};

export const erasedByReading = async (
  store: Pick<EventStore, 'readAll'>,
): Promise<readonly string[]> => {
  const subjects = new Set<string>();
  for await (const page of pages(store))
    for (const { type, stream } of page)
      if (type === PERSON_ERASED) subjects.add(idOfStream(stream));
  return [...subjects];
};

const NOT_EMPTIED = `
  SELECT asked.subject_id FROM unnest($1::text[]) AS asked (subject_id)
    LEFT JOIN privacy.subject_key AS known ON known.subject_id = asked.subject_id
   WHERE known.subject_id IS NULL OR known.wrapped IS NOT NULL`;

/**
 * Before anything is served: whoever is erased in the log has an empty key, also after a crash between the two, and
 * after an older copy of the key table was put back. Gives how many keys it had to empty.
 */
export const replayErasures = async (
  subjectIds: readonly string[],
  database: Database,
  keys: SubjectKeyEraser,
): Promise<number> => {
  if (subjectIds.length === 0) return 0;
  const left = await ask<readonly { readonly subject_id: string }[]>(database, NOT_EMPTIED, [
    subjectIds,
  ]);
  for (const { subject_id } of left) await keys.erase(subject_id);
  return left.length;
};

const ask = async <Result>(
  database: Database,
  sql: string,
  parameters: unknown[] = [],
): Promise<Result> => {
  try {
    return await database.query<Result>(sql, parameters);
  } catch (error) {
    throw withoutValues(error);
  }
};
