import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database/errors';
import { openPart, parseSealedText, sealedText, sealPart } from '../event-store/codec/sealing';
import { PersonErased, type SubjectKeys } from '../privacy/subject-keys';
import type { Caller } from './caller';

/** What somebody asked for: who, by which route, about what. Nothing here was typed by a person. */
export type Asked = {
  readonly caller: Pick<Caller, 'actor' | 'roles'>;
  readonly requestId: string;
  /** `GET /v1/participants/:id` */
  readonly route: string;
  /** The id outside of what the path names, where it is one. */
  readonly thing: string | null;
};

/** What was opened of one person. */
export type OpenedPart = { readonly subjectId: string; readonly fields: readonly string[] };

export type AccessEntry = {
  readonly number: string;
  readonly at: Date;
  readonly outcome: 'opened' | 'refused';
  /** Who. */
  readonly actor: string;
  readonly roles: readonly string[];
  readonly requestId: string;
  /** By which route. */
  readonly route: string;
  /** What the path named. */
  readonly thing: string | null;
  readonly subjectId: string | null;
  /** Which of them. */
  readonly fields: readonly string[];
  /** As it was typed; `erased` with the person whose data were opened. */
  readonly purpose: string | null;
  /** Why it was refused. */
  readonly code: string | null;
};

export type AccessFilter = {
  readonly actor: string | null;
  readonly subjectId: string | null;
  readonly outcome: string | null;
  /** Instants: from the first, before the second. */
  readonly from: Date | null;
  readonly until: Date | null;
  /** The number of the last entry of the page before. */
  readonly before: string | null;
  readonly limit: number;
};

/** Who opened what of whom and why, and who tried what he may not. It is only ever added to. */
export abstract class AccessLog {
  /** Resolves once it is written: answer after that. Without a part, that something was asked for is written all the same. */
  abstract opened(asked: Asked, purpose: string, parts: readonly OpenedPart[]): Promise<void>;

  abstract refused(asked: Asked, code: string): Promise<void>;

  /** The latest first. */
  abstract page(filter: AccessFilter): Promise<readonly AccessEntry[]>;
}

const INSERT = `
  INSERT INTO access.entry (id, outcome, actor, roles, request_id, route, thing, subject_id, fields, purpose, code)
  SELECT id, $1, $2, $3::text[], $4, $5, $6, subject_id, string_to_array(fields, ','), purpose, $7
    FROM unnest($8::uuid[], $9::text[], $10::text[], $11::text[]) AS part (id, subject_id, fields, purpose)`;

const PAGE = `
  SELECT number::text, at, id, outcome, actor, roles, request_id AS "requestId", route, thing,
         subject_id AS "subjectId", fields, purpose, code
    FROM access.entry
   WHERE ($1::text IS NULL OR actor = $1) AND ($2::text IS NULL OR subject_id = $2)
     AND ($3::text IS NULL OR outcome = $3)
     AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
     AND ($6::bigint IS NULL OR number < $6)
   ORDER BY number DESC LIMIT $7`;

type Row = AccessEntry & { readonly id: string };
type Part = { readonly id: string; readonly purpose: string | null } & Partial<OpenedPart>;

/** A purpose may name a person, so it is sealed with the key of whom it was about, and forgotten with him. */
export class PostgresAccessLog extends AccessLog {
  constructor(
    private readonly database: Pick<DataSource, 'query'>,
    private readonly keys: SubjectKeys,
  ) {
    super();
  }

  override async opened(
    asked: Asked,
    purpose: string,
    parts: readonly OpenedPart[],
  ): Promise<void> {
    const sealed = await Promise.all(parts.map((part) => this.sealed(part, purpose)));
    const nobody = { id: randomUUID(), purpose: null };
    await this.write('opened', asked, null, sealed.length > 0 ? sealed : [nobody]);
  }

  override refused(asked: Asked, code: string): Promise<void> {
    return this.write('refused', asked, code, [{ id: randomUUID(), purpose: null }]);
  }

  override async page(filter: AccessFilter): Promise<readonly AccessEntry[]> {
    const { actor, subjectId, outcome, from, until, before, limit } = filter;
    const rows = await this.ask<readonly Row[]>(PAGE, [
      actor,
      subjectId,
      outcome,
      from,
      until,
      before,
      limit,
    ]);
    return Promise.all(
      rows.map(async ({ id, ...row }) => ({ ...row, purpose: await this.unsealed(id, row) })),
    );
  }

  private async sealed(part: OpenedPart, purpose: string): Promise<Part> {
    const id = randomUUID();
    try {
      const key = (await this.keys.forSealing([part.subjectId])).get(part.subjectId);
      if (!key) throw new Error('A key that was asked for was not given.');
      const box = new Map([[part.subjectId, sealPart(id, key, { purpose })]]);
      return { ...part, id, purpose: sealedText(box) };
    } catch (error) {
      // Forgotten between the reading and this line: that somebody looked stays, why he did goes too.
      if (error instanceof PersonErased) return { ...part, id, purpose: null };
      throw error;
    }
  }

  private async unsealed(id: string, { purpose, subjectId }: AccessEntry): Promise<string | null> {
    if (purpose === null || subjectId === null) return null;
    const parts = parseSealedText(purpose);
    const part = typeof parts === 'string' ? undefined : parts.get(subjectId);
    if (!part) throw new Error('A sealed purpose cannot be read.');
    const keys = await this.keys.forOpening([{ subjectId, keyId: part.keyId }]);
    const key = keys.get(part.keyId);
    if (!key || key === 'erased') return 'erased';
    const opened = openPart(id, key, part)?.['purpose'];
    if (typeof opened !== 'string') throw new Error('A sealed purpose cannot be opened.');
    return opened;
  }

  private async write(
    outcome: AccessEntry['outcome'],
    { caller, requestId, route, thing }: Asked,
    code: string | null,
    parts: readonly Part[],
  ): Promise<void> {
    await this.ask(INSERT, [
      outcome,
      caller.actor,
      caller.roles,
      requestId,
      route,
      thing,
      code,
      parts.map(({ id }) => id),
      parts.map(({ subjectId }) => subjectId ?? null),
      parts.map(({ fields = [] }) => fields.join(',')),
      parts.map(({ purpose }) => purpose),
    ]);
  }

  /** TypeORM's errors carry the parameters. */
  private async ask<Result>(sql: string, parameters: unknown[]): Promise<Result> {
    try {
      return await this.database.query(sql, parameters);
    } catch (error) {
      throw withoutValues(error);
    }
  }
}
