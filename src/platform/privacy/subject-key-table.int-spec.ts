import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database';
import { keyEncryptionKeys } from './key-encryption';
import { PostgresSubjectKeys } from './postgres-subject-keys';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: DataSource;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await new DataSource({ type: 'postgres', url: fresh.url }).initialize();
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

const keks = keyEncryptionKeys(createSecretKey(randomBytes(32)));
const erase = (subjectId: string) => new PostgresSubjectKeys(database, keks).erase(subjectId);
const aSubjectWithAKey = async () => {
  const subject = `sub-${randomUUID()}`;
  await new PostgresSubjectKeys(database, keks).forSealing([subject]);
  return subject;
};
const rowOf = async (subjectId: string) => {
  const [row] = await database.query<readonly unknown[]>(
    'SELECT * FROM privacy.subject_key WHERE subject_id = $1',
    [subjectId],
  );
  return row;
};

describe('A key row', () => {
  const attempt = async (sql: string) => {
    const subjectId = await aSubjectWithAKey();
    await database.query(sql, [subjectId]);
  };

  it.each([
    ['deleted', 'DELETE FROM privacy.subject_key WHERE subject_id = $1', 'never removed'],
    [
      'given to another subject',
      `UPDATE privacy.subject_key SET subject_id = 'other' WHERE subject_id = $1`,
      'stays with its subject',
    ],
    [
      'given another key under the same key-encryption key',
      `UPDATE privacy.subject_key SET wrapped = '\\x00' WHERE subject_id = $1`,
      'wrapped anew only',
    ],
    [
      'emptied without a date',
      'UPDATE privacy.subject_key SET wrapped = NULL, kek_id = NULL WHERE subject_id = $1',
      'subject_key_tombstone_dated',
    ],
  ])('cannot be %s, not even by its owner', async (_what, sql, why) =>
    expect(attempt(sql)).rejects.toThrow(why),
  );
  it('cannot be truncated away', async () =>
    expect(database.query('TRUNCATE privacy.subject_key')).rejects.toThrow('never removed'));
  it('can be wrapped under another key-encryption key', async () => {
    const subjectId = await aSubjectWithAKey();
    await database.query(
      `UPDATE privacy.subject_key SET wrapped = '\\x00', kek_id = 'next' WHERE subject_id = $1`,
      [subjectId],
    );
    expect(await rowOf(subjectId)).toMatchObject({ kek_id: 'next' });
  });
  it('is never filled again once it is a tombstone', async () => {
    const subjectId = await aSubjectWithAKey();
    await erase(subjectId);
    await expect(
      database.query(
        `UPDATE privacy.subject_key SET wrapped = '\\x00', kek_id = 'x', emptied_at = NULL WHERE subject_id = $1`,
        [subjectId],
      ),
    ).rejects.toThrow('tombstone');
    expect(await rowOf(subjectId)).toMatchObject({ wrapped: null, kek_id: null });
  });
});

describe("The application's role", () => {
  const asApplication = async <Result>(work: (query: DataSource['query']) => Promise<Result>) => {
    const runner = database.createQueryRunner();
    try {
      await runner.query('SET ROLE kelambu_application');
      return await work((sql, parameters) => runner.query(sql, parameters as unknown[]));
    } finally {
      await runner.query('RESET ROLE');
      await runner.release();
    }
  };

  it('can make, open and empty keys', () =>
    asApplication(async (query) => {
      const keys = new PostgresSubjectKeys({ query }, keks);
      const subject = `sub-${randomUUID()}`;
      const key = (await keys.forSealing([subject])).get(subject);
      const part = { subjectId: subject, keyId: key?.keyId ?? '' };
      expect((await keys.forOpening([part])).get(part.keyId)).toMatchObject({ subjectId: subject });
      await keys.erase(subject);
      expect((await keys.forOpening([part])).get(part.keyId)).toBe('erased');
    }));
  it.each([
    ['delete', 'DELETE FROM privacy.subject_key'],
    ['truncate', 'TRUNCATE privacy.subject_key'],
    ['rename a subject', "UPDATE privacy.subject_key SET subject_id = 'x'"],
    ['date a row back', "UPDATE privacy.subject_key SET created_at = 'epoch'"],
    ['switch the guards off', 'ALTER TABLE privacy.subject_key DISABLE TRIGGER ALL'],
  ])('cannot %s', (_what, sql) =>
    asApplication(async (query) => {
      await expect(query(sql)).rejects.toThrow(/permission denied|must be owner/);
    }),
  );
});
