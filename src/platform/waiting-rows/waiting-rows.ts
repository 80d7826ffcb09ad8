import type { DataSource } from 'typeorm';
import type { JsonObject } from '../../kernel/event';
import { mapInTurns } from '../in-turns';
import { withoutValues } from '../database/errors';
import { whileLocked } from '../read-models/advisory-locks';
import { IV_BYTES, lock, TAG_BYTES, unlock } from '../privacy/aes-gcm';
import type { SubjectKey, SubjectKeyEraser, SubjectKeys } from '../privacy/subject-keys';

/** What was found in a row. `cell` is where the office sees it, `sheet` counts from 0. */
export type RowFinding = {
  readonly code: string;
  readonly sheet: number;
  readonly cell: string | null;
};

export type WaitingRow = {
  readonly number: number;
  /** Keyed hash of whom the row names: how an erasure finds it. */
  readonly personRef: string | null;
  readonly content: JsonObject;
  readonly state: string;
  readonly findings: readonly RowFinding[];
  readonly outcome: string | null;
};

export type Upload = {
  readonly uploadId: string;
  /** What the rows wait for: the id of a list. */
  readonly owner: string;
  readonly expiresAt: Date;
};

export type Tally = {
  readonly state: string;
  readonly outcome: string | null;
  readonly count: number;
};
export type FindingTally = {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly Omit<RowFinding, 'code'>[];
};

type Judged = Pick<WaitingRow, 'number' | 'state' | 'findings'>;
type Settled = Pick<WaitingRow, 'number' | 'findings'> & { readonly outcome: string };

type StoredRow = Omit<WaitingRow, 'content'> & {
  readonly keyId: string;
  readonly sealed: Buffer;
};

const PUT = `
  INSERT INTO waiting.row (upload_id, number, owner, person_ref, key_id, sealed, state, findings, expires_at)
  SELECT $1, number, $2, "personRef", $3, decode(sealed, 'base64'), state, findings, $4
    FROM json_to_recordset($5::json)
      AS put (number integer, "personRef" text, sealed text, state text, findings jsonb)`;
const COLUMNS = `number, person_ref AS "personRef", key_id AS "keyId", sealed, state, findings, outcome`;
const PAGE = `SELECT ${COLUMNS} FROM waiting.page($1, $2, $3, $4, $5) ORDER BY number`;
const JUDGE = `
  UPDATE waiting.row AS known SET state = judged.state, findings = judged.findings
    FROM json_to_recordset($2::json) AS judged (number integer, state text, findings jsonb)
   WHERE known.upload_id = $1 AND known.number = judged.number`;
const SETTLE = `
  UPDATE waiting.row AS known SET outcome = settled.outcome, findings = settled.findings
    FROM json_to_recordset($2::json) AS settled (number integer, outcome text, findings jsonb)
   WHERE known.upload_id = $1 AND known.number = settled.number`;
const TALLY = `
  SELECT state, outcome, count(*)::integer AS count FROM waiting.row WHERE upload_id = $1 GROUP BY 1, 2`;
const FINDINGS = `
  SELECT finding ->> 'code' AS code, count(*)::integer AS count,
         (array_agg(finding - 'code' ORDER BY number))[1:5] AS examples
    FROM waiting.row, jsonb_array_elements(findings) AS finding
   WHERE upload_id = $1 GROUP BY 1 ORDER BY 2 DESC, 1`;

/**
 * The one table in which the rows of uploaded files wait. Each row is sealed under a key of its upload, which stands
 * among the keys of persons: an upload that has expired cannot be read in any backup either. Reading order: `number`.
 */
export class WaitingRows {
  constructor(
    private readonly database: DataSource,
    private readonly keys: SubjectKeys & SubjectKeyEraser,
  ) {}

  async put(
    { uploadId, owner, expiresAt }: Upload,
    rows: readonly Omit<WaitingRow, 'outcome'>[],
  ): Promise<void> {
    const key = await this.keyOf(uploadId);
    const put = await mapInTurns(rows, ({ content, ...row }) => ({
      ...row,
      sealed: sealed(key, content, placeOf(uploadId, row.number)).toString('base64'),
    }));
    await this.ask(PUT, [uploadId, owner, key.keyId, expiresAt, JSON.stringify(put)]);
  }

  /** Whether rows of an upload still wait. */
  async holds(uploadId: string): Promise<boolean> {
    const found = await this.ask<readonly unknown[]>(
      'SELECT FROM waiting.row WHERE upload_id = $1 LIMIT 1',
      [uploadId],
    );
    return found.length > 0;
  }

  /** The next rows after a number, in some states or any, and with `open` only those without an outcome. */
  async page(
    uploadId: string,
    wanted: {
      readonly after: number;
      readonly limit: number;
      readonly states?: readonly string[];
      readonly open?: boolean;
    },
  ): Promise<readonly WaitingRow[]> {
    const { after, limit, states = null, open = false } = wanted;
    const rows = await this.ask<readonly StoredRow[]>(PAGE, [uploadId, after, states, open, limit]);
    const parts = rows.map(({ keyId }) => ({ subjectId: subjectOf(uploadId), keyId }));
    const keys = await this.keys.forOpening(parts.slice(0, 1));
    return rows.map((row) => {
      const key = keys.get(row.keyId);
      if (!key || key === 'erased') throw new Error('The rows of this upload have expired.');
      return openedWhenAsked(row, () => opened(key, row.sealed, placeOf(uploadId, row.number)));
    });
  }

  async judge(uploadId: string, rows: readonly Judged[]): Promise<void> {
    await this.ask(JUDGE, [uploadId, JSON.stringify(rows)]);
  }

  async settle(uploadId: string, rows: readonly Settled[]): Promise<void> {
    await this.ask(SETTLE, [uploadId, JSON.stringify(rows)]);
  }

  tally(uploadId: string): Promise<readonly Tally[]> {
    return this.ask(TALLY, [uploadId]);
  }

  findings(uploadId: string): Promise<readonly FindingTally[]> {
    return this.ask(FINDINGS, [uploadId]);
  }

  /** What the rows of that owner wait for; false, and nothing done, while another process is at it. */
  alone(owner: string, work: () => Promise<unknown>): Promise<boolean> {
    return whileLocked(this.database, `waiting.${owner}`, work);
  }

  /** Whose rows wait. */
  async owners(): Promise<readonly string[]> {
    const rows = await this.ask<readonly { readonly owner: string }[]>(
      'SELECT DISTINCT owner FROM waiting.row WHERE number = 0',
      [],
    );
    return rows.map(({ owner }) => owner);
  }

  /** The key first: rows that a crash leaves behind can no longer be read, and go the next time. */
  async drop(uploadId: string): Promise<void> {
    await this.keys.erase(subjectOf(uploadId));
    await this.ask('DELETE FROM waiting.row WHERE upload_id = $1', [uploadId]);
  }

  /** Takes away every row that names a person, in whichever upload. */
  async forget(personRef: string): Promise<void> {
    await this.ask('DELETE FROM waiting.row WHERE person_ref = $1', [personRef]);
  }

  async dropExpired(now: Date): Promise<number> {
    const expired = await this.ask<readonly { readonly upload_id: string }[]>(
      'SELECT DISTINCT upload_id FROM waiting.row WHERE expires_at < $1',
      [now],
    );
    for (const { upload_id } of expired) await this.drop(upload_id);
    return expired.length;
  }

  private async keyOf(uploadId: string): Promise<SubjectKey> {
    const subject = subjectOf(uploadId);
    const key = (await this.keys.forSealing([subject])).get(subject);
    if (!key) throw new Error('There is no key for this upload.');
    return key;
  }

  private async ask<Answer>(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    try {
      const answer: unknown = await this.database.query(sql, [...parameters]);
      return answer as Answer;
    } catch (error) {
      // The driver's error holds the parameters.
      throw withoutValues(error);
    }
  }
}

const subjectOf = (uploadId: string): string => `upload-${uploadId}`;

/** Most who look at a row need its state alone, and opening it is the most of what reading it costs. */
const openedWhenAsked = (
  { number, personRef, state, findings, outcome }: StoredRow,
  open: () => JsonObject,
): WaitingRow => {
  let content: JsonObject | null = null;
  return {
    ...{ number, personRef, state, findings, outcome },
    get content() {
      return (content ??= open());
    },
  };
};

const placeOf = (uploadId: string, number: number): Buffer => Buffer.from(`${uploadId}:${number}`);

const sealed = ({ key }: SubjectKey, content: JsonObject, place: Buffer): Buffer => {
  const box = lock(key, Buffer.from(JSON.stringify(content)), place);
  return Buffer.concat([box.iv, box.tag, box.sealed]);
};

const opened = ({ key }: SubjectKey, bytes: Buffer, place: Buffer): JsonObject => {
  const box = {
    iv: bytes.subarray(0, IV_BYTES),
    tag: bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    sealed: bytes.subarray(IV_BYTES + TAG_BYTES),
  };
  const content = unlock(key, box, place);
  if (!content) throw new Error('A waiting row is not what was put there.');
  return JSON.parse(content.toString()) as JsonObject;
};
