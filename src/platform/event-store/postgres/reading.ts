import type { Pool, QueryArrayConfig } from 'pg';
import type {
  LedgerRow,
  Position,
  ReadStreamOptions,
  StoredEvent,
  StreamName,
} from '../event-store';
import { EventStoreUnavailable, LogBroken } from '../append-errors';
import { failureOf, isLasting } from './failure';
import { asText, RECORDED_AT } from './texts';

const EVENTS = `
  SELECT stream, revision, position, ${RECORDED_AT}, id, type, schema_version, data, personal, metadata
    FROM log.event`;

type EventRow = [
  stream: StreamName,
  revision: string,
  position: Position,
  recordedAt: string,
  id: string,
  type: string,
  schemaVersion: string,
  data: string,
  personal: string | null,
  metadata: string,
];

const LARGEST = 2 ** 31 - 1;

export const streamQuery = (
  stream: StreamName,
  { direction = 'forwards', from, limit = LARGEST }: ReadStreamOptions = {},
): QueryArrayConfig =>
  direction === 'forwards'
    ? statement(
        'log.stream_forwards',
        `${EVENTS} WHERE stream = $1 AND revision >= $2 ORDER BY revision LIMIT $3`,
        [stream, from ?? 0, limit],
      )
    : statement(
        'log.stream_backwards',
        `${EVENTS} WHERE stream = $1 AND revision <= $2 ORDER BY revision DESC LIMIT $3`,
        [stream, from ?? LARGEST, limit],
      );

export const streamsQuery = (streams: readonly StreamName[]): QueryArrayConfig =>
  statement('log.streams', `${EVENTS} WHERE stream = ANY ($1::text[]) ORDER BY stream, revision`, [
    [...new Set(streams)],
  ]);

export const allQuery = (after: Position, limit: number): QueryArrayConfig =>
  statement('log.all', `${EVENTS} WHERE position > $1 ORDER BY position LIMIT $2`, [after, limit]);

export const headQuery = (): QueryArrayConfig =>
  statement('log.head', 'SELECT position FROM log.head', []);

export const commandsQuery = (commandIds: readonly string[]): QueryArrayConfig =>
  statement(
    'log.commands',
    `SELECT part_id, command_id, fingerprint, stream, first_revision, last_revision, position
       FROM log.command WHERE command_id = ANY ($1::uuid[])
      UNION ALL
     SELECT part_id, command_id, fingerprint, stream, revision + 1, revision, position
       FROM ledger.unchanged WHERE command_id = ANY ($1::uuid[])
      ORDER BY position`,
    [commandIds],
  );

export const statement = (name: string, text: string, values: unknown[]): QueryArrayConfig => ({
  name,
  text,
  values,
  rowMode: 'array',
  types: asText,
});

/** @throws EventStoreUnavailable, with nothing of the driver's error but its code */
export const rowsOf = async <Row extends unknown[]>(
  pool: Pool,
  query: QueryArrayConfig,
): Promise<readonly Row[]> => {
  try {
    const { rows } = await pool.query<Row>(query);
    return rows;
  } catch (error) {
    const failure = failureOf(error);
    throw new EventStoreUnavailable(failure.sqlState, !isLasting(failure));
  }
};

export const eventsOf = async (
  pool: Pool,
  query: QueryArrayConfig,
): Promise<readonly StoredEvent[]> => (await rowsOf<EventRow>(pool, query)).map(eventOf);

const eventOf = ([
  stream,
  revision,
  position,
  recordedAt,
  id,
  type,
  schemaVersion,
  data,
  personal,
  metadata,
]: EventRow): StoredEvent => ({
  id,
  type,
  schemaVersion: Number(schemaVersion),
  data,
  personal,
  metadata,
  stream,
  revision: Number(revision),
  position,
  recordedAt,
});

type CommandRow = [
  partId: string,
  commandId: string,
  fingerprint: string,
  stream: StreamName,
  first: string,
  last: string,
  position: Position,
];

export const ledgerRowsOf = async (
  pool: Pool,
  commandIds: readonly string[],
): Promise<readonly LedgerRow[]> => {
  const rows = await rowsOf<CommandRow>(pool, commandsQuery(commandIds));
  return rows.map(([partId, command, fingerprint, stream, first, last, position]) => ({
    partId,
    commandId: command,
    fingerprint,
    stream,
    firstRevision: Number(first),
    lastRevision: Number(last),
    position,
  }));
};

/** Positions have no gaps: where one shows, an event was lost and nothing after it may be handed on. */
export const contiguousAfter = (
  after: Position,
  events: readonly StoredEvent[],
): readonly StoredEvent[] => {
  let expected = BigInt(after);
  for (const { position } of events)
    if (BigInt(position) !== ++expected) throw new LogBroken(`no event at position ${expected}`);
  return events;
};

export const byStream = (
  events: readonly StoredEvent[],
): ReadonlyMap<StreamName, readonly StoredEvent[]> => {
  const streams = new Map<StreamName, StoredEvent[]>();
  for (const event of events) {
    const known = streams.get(event.stream);
    if (known) known.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
};

/** @throws LogBroken where a revision is missing between two that were read */
export const contiguousInStream = (events: readonly StoredEvent[]): readonly StoredEvent[] => {
  const [first, second] = events;
  const step = first && second && second.revision < first.revision ? -1 : 1;
  events.forEach(({ revision }, index) => {
    if (first && revision !== first.revision + index * step)
      throw new LogBroken(`a revision is missing before ${revision}`);
  });
  return events;
};
