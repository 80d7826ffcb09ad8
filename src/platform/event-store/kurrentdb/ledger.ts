import type { Pool, QueryConfig } from 'pg';
import { DatabaseError, withoutValues } from '../../database/errors';
import { EventStoreUnavailable } from '../append-errors';
import type {
  Append,
  CommandPart,
  LedgerRow,
  Position,
  Revision,
  StreamName,
} from '../event-store';

/** Where a part stands in its stream. */
export type Place = {
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
  readonly position: Position;
  readonly recordedAt: string;
};

export type ClaimAnswer =
  /** `since`: the least revision that another claim of this part expects; null where nobody has tried it before. */
  | { readonly kind: 'claimed'; readonly since: Revision | null; readonly latest: string | null }
  | ({ readonly kind: 'replayed' } & Place)
  | { readonly kind: 'key_reused' }
  /** Another wish has claimed the command or the part, and whether it was written is not known yet. */
  | { readonly kind: 'disputed' };

/** A try of which nobody has said what became of it: it may be under way, have failed or have been written. */
export type OpenClaim = CommandPart & {
  readonly attemptId: string;
  readonly stream: StreamName;
  readonly expectedRevision: Revision;
};

/**
 * Which command wrote what, in PostgreSQL. Every append is claimed before it is sent, so that one that was written though
 * nobody learnt it can be found; a claim alone says nothing.
 */
export class CommandLedger {
  constructor(private readonly pool: Pool) {}

  async claim(attemptId: string, { part, stream, expectedRevision }: Append): Promise<ClaimAnswer> {
    const [row] = await this.rows<ClaimRow>('ledger.claim', CLAIM, [
      attemptId,
      ...partOf(part),
      stream,
      expectedRevision,
    ]);
    if (!row) throw new Error('a claim without an answer');
    return answerOf(row);
  }

  /** Ends every claim of the part. Safe to repeat. */
  async complete(stream: StreamName, part: CommandPart, place: Place): Promise<void> {
    const { firstRevision, lastRevision, position, recordedAt } = place;
    await this.rows('ledger.complete', COMPLETE, [
      ...partOf(part),
      stream,
      ...[firstRevision, lastRevision, position, recordedAt],
    ]);
  }

  /** Of tries that can never be written any more. */
  async release(attemptIds: readonly string[]): Promise<void> {
    if (attemptIds.length > 0) await this.rows('ledger.release', RELEASE, [attemptIds]);
  }

  async openClaims({ commandId, partId }: Claimed): Promise<readonly OpenClaim[]> {
    return this.rows<OpenClaim>('ledger.open', OPEN, [commandId, partId]);
  }

  async written(commandId: string): Promise<readonly LedgerRow[]> {
    return this.rows<LedgerRow>('ledger.written', WRITTEN, [commandId]);
  }

  private async rows<Row extends object>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> {
    try {
      const query: QueryConfig = { name, text, values };
      const { rows } = await this.pool.query<Row>(query);
      return rows;
    } catch (error) {
      const safe = withoutValues(error);
      const sqlState = safe instanceof DatabaseError ? safe.sqlState : null;
      throw new EventStoreUnavailable(sqlState ?? undefined, true);
    }
  }
}

type Claimed = { readonly commandId: string; readonly partId: string | null };

type ClaimRow = Place & {
  readonly kind: ClaimAnswer['kind'];
  readonly since: Revision | null;
  readonly latest: string | null;
};

const partOf = ({ partId, commandId, fingerprint }: CommandPart): readonly string[] => [
  partId,
  commandId,
  fingerprint,
];

const answerOf = ({ kind, since, latest, ...place }: ClaimRow): ClaimAnswer => {
  switch (kind) {
    case 'claimed':
      return { kind, since, latest };
    case 'replayed':
      return { kind, ...place };
    case 'key_reused':
    case 'disputed':
      return { kind };
    default:
      kind satisfies never;
      throw new Error('unknown-claim-answer');
  }
};

const asTime = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const CLAIM = `
  SELECT kind, first_revision AS "firstRevision", last_revision AS "lastRevision", position::text AS position,
         ${asTime('recorded_at')} AS "recordedAt", since, ${asTime('latest')} AS latest
    FROM ledger.claim($1, $2, $3, $4, $5, $6)`;

const COMPLETE = 'SELECT FROM ledger.complete($1, $2, $3, $4, $5, $6, $7, $8)';

const RELEASE = 'SELECT FROM ledger.release($1)';

const PART = `part_id AS "partId", command_id AS "commandId", fingerprint, stream`;

const OPEN = `
  SELECT attempt_id AS "attemptId", ${PART}, expected_revision AS "expectedRevision"
    FROM ledger.claim WHERE command_id = $1 OR part_id = $2`;

const WRITTEN = `
  SELECT ${PART}, first_revision AS "firstRevision", last_revision AS "lastRevision", position::text AS position
    FROM ledger.written WHERE command_id = $1 ORDER BY ledger.written.position`;
