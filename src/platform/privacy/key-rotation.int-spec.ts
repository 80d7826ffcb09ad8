import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database';
import { KeyUnusable, keyEncryptionKeys } from './key-encryption';
import { rotateKeys } from './key-rotation';
import { PostgresSubjectKeys } from './postgres-subject-keys';
import { PersonErased } from './subject-keys';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: DataSource;
beforeEach(async () => {
  fresh = await freshDatabase();
  database = await new DataSource({ type: 'postgres', url: fresh.url }).initialize();
});
afterEach(async () => {
  await database.destroy();
  await fresh.drop();
});

const [old, now, stranger] = [1, 2, 3].map(() => createSecretKey(randomBytes(32))) as [
  ReturnType<typeof createSecretKey>,
  ReturnType<typeof createSecretKey>,
  ReturnType<typeof createSecretKey>,
];
const before = keyEncryptionKeys(old);
const during = keyEncryptionKeys(now, old);
const after = keyEncryptionKeys(now);

const keysUnder = (keks: typeof before) => new PostgresSubjectKeys(database, keks);
const subjects = (count: number) => Array.from({ length: count }, () => randomUUID());
const partsOf = async (ids: readonly string[]) => [
  ...(await keysUnder(before).forSealing(ids)).values(),
];
const kekIds = async () => {
  const rows = await database.query<{ kek_id: string | null; rows: number }[]>(
    'SELECT kek_id, count(*)::integer AS rows FROM privacy.subject_key GROUP BY kek_id',
  );
  return new Map(rows.map((row) => [row.kek_id, row.rows]));
};

describe('Rotating the key-encryption key', () => {
  it('wraps every key anew, and none of them changes', async () => {
    const parts = await partsOf(subjects(7));
    expect(await rotateKeys(database, during, 3)).toEqual({
      rewrapped: 7,
      alreadyCurrent: 0,
      tombstones: 0,
    });
    const opened = await keysUnder(after).forOpening(parts);
    for (const { keyId, key } of parts) {
      const found = opened.get(keyId);
      expect(found !== 'erased' && found?.key.equals(key)).toBe(true);
    }
    await expect(keysUnder(before).forOpening(parts)).rejects.toBeInstanceOf(KeyUnusable);
  });

  it('does nothing the second time', async () => {
    await partsOf(subjects(4));
    await rotateKeys(database, during, 3);
    const again = { rewrapped: 0, alreadyCurrent: 4, tombstones: 0 };
    expect(await rotateKeys(database, during, 3)).toEqual(again);
    expect(await rotateKeys(database, after, 3)).toEqual(again);
  });

  it('goes on where it was interrupted: what was done stays, and all can be read meanwhile', async () => {
    const parts = await partsOf(subjects(7));
    let updates = 0;
    const dying: Pick<DataSource, 'query'> = {
      query: async (sql, parameters) => {
        if (/^\s*UPDATE/.test(sql) && ++updates === 2) throw new Error('killed');
        return database.query(sql, parameters as unknown[]);
      },
    };
    await expect(rotateKeys(dying, during, 3)).rejects.toThrow();
    expect(await kekIds()).toEqual(
      new Map([
        [before.current, 4],
        [after.current, 3],
      ]),
    );
    expect((await keysUnder(during).forOpening(parts)).size).toBe(7);

    expect(await rotateKeys(database, during, 3)).toMatchObject({
      rewrapped: 4,
      alreadyCurrent: 3,
    });
  });

  it('leaves a tombstone a tombstone, also one that is made between reading and writing', async () => {
    const [siti = '', budi = '', ani = ''] = subjects(3);
    await partsOf([siti, budi, ani]);
    await keysUnder(before).erase(ani);
    const erasingMeanwhile: Pick<DataSource, 'query'> = {
      query: async (sql, parameters) => {
        if (/^\s*UPDATE/.test(sql)) await keysUnder(before).erase(siti);
        return database.query(sql, parameters as unknown[]);
      },
    };
    expect(await rotateKeys(erasingMeanwhile, during)).toEqual({
      rewrapped: 1,
      alreadyCurrent: 0,
      tombstones: 2,
    });
    for (const gone of [siti, ani])
      await expect(keysUnder(after).forSealing([gone])).rejects.toBeInstanceOf(PersonErased);
    expect((await keysUnder(after).forSealing([budi])).size).toBe(1);
  });

  it('stops at a key that neither the current nor a retired one opens, and shows none', async () => {
    await partsOf(subjects(2));
    const failure: unknown = await rotateKeys(database, keyEncryptionKeys(now, stranger)).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(KeyUnusable);
    expect(await kekIds()).toEqual(new Map([[before.current, 2]]));
  });

  it('touches no event', async () => {
    await partsOf(subjects(2));
    const statements: string[] = [];
    const watched: Pick<DataSource, 'query'> = {
      query: (sql, parameters) => {
        statements.push(sql);
        return database.query(sql, parameters as unknown[]);
      },
    };
    await rotateKeys(watched, during);
    expect(statements.length).toBeGreaterThan(2);
    expect(statements.filter((sql) => /\blog\./.test(sql))).toEqual([]);
  });
});
