import { withoutValues } from '../database/errors';
import type { Statements } from '../database/statements';
import { gathering, type GatheringLimits } from '../gathering';
import { type KeyEncryptionKeys, unwrap, wrap } from './key-encryption';
import { CACHE_LIMITS, type CacheLimits, subjectKeyCache } from './subject-key-cache';
import {
  KeyMissing,
  type KeyOfPart,
  newSubjectKey,
  PersonErased,
  type SubjectKey,
  type SubjectKeyEraser,
  SubjectKeys,
} from './subject-keys';

type Row = {
  readonly key_id: string;
  readonly subject_id: string;
  readonly wrapped: Buffer | null;
  readonly kek_id: string | null;
};

const COLUMNS = 'key_id, subject_id, wrapped, kek_id';
const BY_SUBJECT = `SELECT ${COLUMNS} FROM privacy.subject_key WHERE subject_id = ANY($1::text[])`;
const BY_KEY = `SELECT ${COLUMNS} FROM privacy.subject_key WHERE key_id = ANY($1::uuid[])`;
// Those that are there, and new ones for the others, in one order: two writers who share subjects wait for each other
// and never deadlock. Whoever is written by another at that moment is in neither.
const FIND_OR_CREATE = `
  WITH known AS (${BY_SUBJECT}),
  made AS (
    INSERT INTO privacy.subject_key (key_id, subject_id, wrapped, kek_id)
    SELECT key_id, subject_id, wrapped, $4
      FROM unnest($2::uuid[], $1::text[], $3::bytea[]) AS wanted (key_id, subject_id, wrapped)
     WHERE subject_id NOT IN (SELECT subject_id FROM known)
     ORDER BY subject_id
    ON CONFLICT (subject_id) DO NOTHING
    RETURNING ${COLUMNS}
  )
  SELECT ${COLUMNS} FROM known UNION ALL SELECT ${COLUMNS} FROM made`;
const EMPTY = `
  INSERT INTO privacy.subject_key AS known (key_id, subject_id, emptied_at) VALUES ($1, $2, now())
  ON CONFLICT (subject_id) DO UPDATE SET wrapped = NULL, kek_id = NULL, emptied_at = now()
   WHERE known.wrapped IS NOT NULL`;

/** New keys of many commands under way become durable in one transaction. */
const TOGETHER: GatheringLimits = { looksAtOnce: 2, callers: 64 };

/** What stood in the table, and when the look at it began. */
type Looked = { readonly rows: readonly Row[]; readonly readAt: number };
type Committed = Looked & { readonly made: readonly SubjectKey[] };

/** Every statement commits by itself: hand over a pool, never the transaction of a command. */
export class PostgresSubjectKeys extends SubjectKeys implements SubjectKeyEraser {
  private readonly cache;
  private readonly committedTogether = gathering(
    (ids: readonly string[]) => this.commit(ids),
    TOGETHER,
  );
  private readonly storedTogether = gathering(
    (ids: readonly string[]) => this.stored(ids),
    TOGETHER,
  );

  constructor(
    private readonly database: Statements,
    private readonly keks: KeyEncryptionKeys,
    private readonly limits: CacheLimits = CACHE_LIMITS,
  ) {
    super();
    this.cache = subjectKeyCache(limits);
  }

  override async forSealing(
    subjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, SubjectKey>> {
    const wanted = [...new Set(subjectIds)];
    const cached = wanted.flatMap((id) => this.cache.get(id) ?? []);
    const keys = bySubject(cached);
    const found = await this.committedKeysOf(wanted.filter((id) => !keys.has(id)));
    return new Map([...keys, ...bySubject(found)]);
  }

  override async forOpening(
    parts: readonly KeyOfPart[],
  ): Promise<ReadonlyMap<string, SubjectKey | 'erased'>> {
    const cached = parts.flatMap((part) => {
      const key = this.cache.get(part.subjectId);
      return key?.keyId === part.keyId ? [key] : [];
    });
    const keys = new Map<string, SubjectKey | 'erased'>(cached.map((key) => [key.keyId, key]));
    const unknown = parts.filter(({ subjectId, keyId }) => !isKeyOf(keys.get(keyId), subjectId));
    return new Map([...keys, ...(await this.storedKeysOf(unknown))]);
  }

  async erase(subjectId: string): Promise<void> {
    await this.ask(EMPTY, [newSubjectKey(subjectId).keyId, subjectId]);
    this.cache.drop(subjectId);
  }

  /** Throws `PersonErased` for tombstones. */
  private async committedKeysOf(subjectIds: readonly string[]): Promise<readonly SubjectKey[]> {
    if (subjectIds.length === 0) return [];
    const { made, rows, readAt } = await this.committedTogether(subjectIds);
    const asked = new Set(subjectIds);
    const own = rows.filter(({ subject_id }) => asked.has(subject_id));
    const erased = own.filter(({ wrapped }) => wrapped === null);
    if (erased.length > 0) throw new PersonErased(erased.map(({ subject_id }) => subject_id));
    return [...made.filter(({ subjectId }) => asked.has(subjectId)), ...this.opened(own, readAt)];
  }

  /** A row or a new key for each. */
  private async commit(subjectIds: readonly string[]): Promise<Committed> {
    const readAt = this.limits.now();
    const keys = new Map(subjectIds.map((id) => [id, newSubjectKey(id)]));
    const rows = await this.findOrCreate([...keys.values()]);
    const isNew = ({ key_id, subject_id }: Row) => keys.get(subject_id)?.keyId === key_id;
    const made = rows.filter(isNew).flatMap(({ subject_id }) => keys.get(subject_id) ?? []);
    this.cache.put(made, readAt);
    // Of several creators at once one key wins for all: whoever did not make it reads it.
    const found = new Set(rows.map(({ subject_id }) => subject_id));
    const others = subjectIds.filter((id) => !found.has(id));
    const theirs = others.length === 0 ? [] : await this.rowsOf(others);
    return { made, rows: [...rows.filter((row) => !isNew(row)), ...theirs], readAt };
  }

  /** TypeORM's errors carry the parameters: a wrapped key in a log would outlive its tombstone. */
  private async ask<Result>(sql: string, parameters: unknown[]): Promise<Result> {
    try {
      return await this.database.query<Result>(sql, parameters);
    } catch (error) {
      throw withoutValues(error);
    }
  }

  private rowsOf(subjectIds: readonly string[]): Promise<readonly Row[]> {
    return this.ask<readonly Row[]>(BY_SUBJECT, [subjectIds]);
  }

  private async stored(keyIds: readonly string[]): Promise<Looked> {
    const readAt = this.limits.now();
    return { rows: await this.ask<readonly Row[]>(BY_KEY, [keyIds]), readAt };
  }

  /** A key that is not needed after all has cost its wrapping, and nothing of the database. */
  private findOrCreate(keys: readonly SubjectKey[]): Promise<readonly Row[]> {
    return this.ask<readonly Row[]>(FIND_OR_CREATE, [
      keys.map(({ subjectId }) => subjectId),
      keys.map(({ keyId }) => keyId),
      keys.map((key) => wrap(key, this.keks).wrapped),
      this.keks.current,
    ]);
  }

  private async storedKeysOf(
    parts: readonly KeyOfPart[],
  ): Promise<ReadonlyMap<string, SubjectKey | 'erased'>> {
    if (parts.length === 0) return new Map();
    const asked = new Set(parts.map(({ keyId }) => keyId));
    const looked = await this.storedTogether([...asked]);
    const { readAt } = looked;
    const rows = looked.rows.filter(({ key_id }) => asked.has(key_id));
    const ownerOf = new Map(rows.map(({ key_id, subject_id }) => [key_id, subject_id]));
    const missing = parts.filter(({ keyId, subjectId }) => ownerOf.get(keyId) !== subjectId);
    if (missing.length > 0) throw new KeyMissing(missing.map(({ keyId }) => keyId));

    const tombstones = rows.filter(({ wrapped }) => wrapped === null);
    return new Map<string, SubjectKey | 'erased'>([
      ...tombstones.map(({ key_id }) => [key_id, 'erased'] as const),
      ...this.opened(rows, readAt).map((key) => [key.keyId, key] as const),
    ]);
  }

  private opened(rows: readonly Row[], readAt: number): readonly SubjectKey[] {
    const keys = rows.flatMap(({ key_id: keyId, subject_id: subjectId, wrapped, kek_id: kekId }) =>
      wrapped && kekId ? [unwrap({ keyId, subjectId }, { wrapped, kekId }, this.keks)] : [],
    );
    this.cache.put(keys, readAt);
    return keys;
  }
}

const bySubject = (keys: readonly SubjectKey[]): Map<string, SubjectKey> =>
  new Map(keys.map((key) => [key.subjectId, key]));

const isKeyOf = (key: SubjectKey | 'erased' | undefined, subjectId: string): boolean =>
  key !== undefined && key !== 'erased' && key.subjectId === subjectId;
