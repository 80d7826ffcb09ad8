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
  UnchangedPart,
} from '../event-store';
import { integerArray, textArray, uuidArray } from '../postgres/binary-arrays';
import { rememberUnchanged } from '../postgres/unchanged';
import { together } from './together';

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
  /** The part is known to have had nothing to say. */
  | { readonly kind: 'unchanged' }
  /** Another wish has claimed the command or the part, and whether it was written is not known yet. */
  | { readonly kind: 'disputed' };

/** A try of which nobody has said what became of it: it may be under way, have failed or have been written. */
export type OpenClaim = CommandPart & {
  readonly attemptId: string;
  readonly stream: StreamName;
  readonly expectedRevision: Revision;
};

type Asking = Pick<Append, 'stream' | 'part' | 'expectedRevision'> & { readonly attemptId: string };
type Done = Pick<Append, 'stream' | 'part'> & { readonly place: Place };

/** How many claims, or completions, travel in one call. */
const MOST_TOGETHER = 256;
/** How long a completion waits for others. */
const COMPLETION_PAUSE_MS = 10;

type Completion = { readonly part: CommandPart; readonly done: Promise<void> };

/**
 * Which command wrote what, in PostgreSQL. Every append is claimed before it is sent, so that one that was written though
 * nobody learnt it can be found; a claim alone says nothing.
 */
export class CommandLedger {
  private readonly claiming = together(
    (asked: readonly Asking[]) => this.claimAll(asked),
    MOST_TOGETHER,
  );
  private readonly completing = together(
    (done: readonly Done[]) => this.completeAll(done),
    MOST_TOGETHER,
    COMPLETION_PAUSE_MS,
  );
  private readonly completions = new Set<Completion>();

  /** Of what this process has completed: a completion may be behind its answer, and a server may forget it. */
  private newest: string | null = null;

  constructor(private readonly pool: Pool) {}

  /** Once it is answered, the claim is on the disk. */
  claim(attemptId: string, { part, stream, expectedRevision }: Append): Promise<ClaimAnswer> {
    return this.claiming({ attemptId, part, stream, expectedRevision });
  }

  /**
   * Ends every claim of the part. Safe to repeat. Nobody needs to wait for it: what asks this process for the command does
   * so by itself, and what asks another one meets the claim, which leads to the stream.
   */
  complete(stream: StreamName, part: CommandPart, place: Place): Promise<void> {
    this.newest = later(this.newest, place.recordedAt);
    const done = this.completing({ stream, part, place });
    const completion = { part, done };
    const forget = () => this.completions.delete(completion);
    this.completions.add(completion);
    done.then(forget, forget);
    return done;
  }

  /** @throws EventStoreUnavailable */
  async rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]> {
    await Promise.all(parts.map(({ commandId, partId }) => this.drain({ commandId, partId })));
    return rememberUnchanged(this.pool, parts);
  }

  /** Waits for the completions that are on their way; one that fails leaves its claim. */
  async drain(asked?: Claimed): Promise<void> {
    const concerned = [...this.completions].filter(
      ({ part }) => !asked || part.commandId === asked.commandId || part.partId === asked.partId,
    );
    await Promise.allSettled(concerned.map(({ done }) => done));
  }

  /** Of tries that can never be written any more. */
  async release(attemptIds: readonly string[]): Promise<void> {
    if (attemptIds.length > 0) await this.rows('ledger.release', RELEASE, [attemptIds]);
  }

  async openClaims({ commandId, partId }: Claimed): Promise<readonly OpenClaim[]> {
    await this.drain({ commandId, partId });
    return this.rows<OpenClaim>('ledger.open', OPEN, [commandId, partId]);
  }

  async written(commandId: string): Promise<readonly LedgerRow[]> {
    await this.drain({ commandId, partId: null });
    return this.rows<LedgerRow>('ledger.written', WRITTEN, [commandId]);
  }

  private async claimAll(asked: readonly Asking[]): Promise<readonly ClaimAnswer[]> {
    const rows = await this.rows<ClaimRow>('ledger.claim_all', CLAIM_ALL, [
      uuidArray(asked.map(({ attemptId }) => attemptId)),
      ...columnsOf(asked),
      integerArray(asked.map(({ expectedRevision }) => expectedRevision)),
    ]);
    return rows.map((row) => answerOf({ ...row, latest: later(this.newest, row.latest) }));
  }

  private async completeAll(done: readonly Done[]): Promise<readonly undefined[]> {
    await this.rows('ledger.complete_all', COMPLETE_ALL, [
      ...columnsOf(done),
      integerArray(done.map(({ place }) => place.firstRevision)),
      integerArray(done.map(({ place }) => place.lastRevision)),
      textArray(done.map(({ place }) => place.position)),
      textArray(done.map(({ place }) => place.recordedAt)),
    ]);
    return done.map(() => undefined);
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

/** Part, command, fingerprint and stream of each, as the functions take them. */
const columnsOf = (all: readonly Pick<Append, 'stream' | 'part'>[]): readonly Buffer[] => [
  uuidArray(all.map(({ part }) => part.partId)),
  uuidArray(all.map(({ part }) => part.commandId)),
  textArray(all.map(({ part }) => part.fingerprint)),
  textArray(all.map(({ stream }) => stream)),
];

/** Of two times as they are stored. */
const later = (one: string | null, other: string | null): string | null =>
  one !== null && (other === null || one > other) ? one : other;

const answerOf = ({ kind, since, latest, ...place }: ClaimRow): ClaimAnswer => {
  switch (kind) {
    case 'claimed':
      return { kind, since, latest };
    case 'replayed':
      return { kind, ...place };
    case 'key_reused':
    case 'unchanged':
    case 'disputed':
      return { kind };
    default:
      kind satisfies never;
      throw new Error('unknown-claim-answer');
  }
};

const asTime = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const CLAIM_ALL = `
  SELECT kind, first_revision AS "firstRevision", last_revision AS "lastRevision", position::text AS position,
         ${asTime('recorded_at')} AS "recordedAt", since, ${asTime('latest')} AS latest
    FROM ledger.claim_all($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::integer[])`;

const COMPLETE_ALL = `
  SELECT FROM ledger.complete_all(
    $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::text[], $8::text[])`;

const RELEASE = 'SELECT FROM ledger.release($1)';

const PART = `part_id AS "partId", command_id AS "commandId", fingerprint, stream`;

const OPEN = `
  SELECT attempt_id AS "attemptId", ${PART}, expected_revision AS "expectedRevision"
    FROM ledger.claim WHERE command_id = $1 OR part_id = $2`;

const WRITTEN = `
  SELECT ${PART}, first_revision AS "firstRevision", last_revision AS "lastRevision", position::text AS position
    FROM (SELECT part_id, command_id, fingerprint, stream, first_revision, last_revision, position
            FROM ledger.written WHERE command_id = $1
           UNION ALL
          SELECT part_id, command_id, fingerprint, stream, revision + 1, revision, position
            FROM ledger.unchanged WHERE command_id = $1) AS known ORDER BY known.position`;
