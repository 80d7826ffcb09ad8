import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database';
import { DatabaseError } from '../database/errors';
import { KeyUnusable, keyEncryptionKeys } from './key-encryption';
import { PostgresSubjectKeys } from './postgres-subject-keys';
import { CACHE_LIMITS } from './subject-key-cache';
import { PersonErased } from './subject-keys';
import { keepsTheContractOfSubjectKeys } from './subject-keys.contract';

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
const asIfUncached = { ...CACHE_LIMITS, maxAgeMs: 0 };
/** Another process: it shares the table and no memory. */
const aProcess = () => new PostgresSubjectKeys(database, keks);
const newSubject = () => `sub-${randomUUID()}`;
const rowsOf = (...subjectIds: readonly string[]) =>
  database.query<readonly { readonly key_id: string; readonly wrapped: Buffer | null }[]>(
    'SELECT * FROM privacy.subject_key WHERE subject_id = ANY($1)',
    [subjectIds],
  );
const partOf = async (subjectId: string) => ({
  subjectId,
  keyId: (await aProcess().forSealing([subjectId])).get(subjectId)?.keyId ?? 'none',
});
const countingQueries = () => {
  const statements: string[] = [];
  const query: DataSource['query'] = (sql, parameters) => {
    statements.push(sql);
    return database.query(sql, parameters as unknown[]);
  };
  return { statements, query };
};

const someoneWaits = async (): Promise<void> => {
  const waiting = await database.query<unknown[]>(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  if (waiting.length > 0) return;
  await new Promise((resolve) => setTimeout(resolve, 5));
  await someoneWaits();
};

/** Processes that all have seen no key before the first of them makes one. */
const rendezvousOf = (count: number) => {
  let arrived = 0;
  let open: () => void = () => undefined;
  const everyoneHere = new Promise<void>((resolve) => {
    open = resolve;
  });
  return (): Pick<DataSource, 'query'> => {
    let waited = false;
    return {
      query: async <Result>(sql: string, parameters?: unknown[]): Promise<Result> => {
        const result = await database.query<Result>(sql, parameters);
        if (!waited && ++arrived === count) open();
        waited = true;
        await everyoneHere;
        return result;
      },
    };
  };
};

describe('The subject keys in PostgreSQL', () => {
  describe('with its cache', () => keepsTheContractOfSubjectKeys(aProcess));
  describe('without its cache', () =>
    keepsTheContractOfSubjectKeys(() => new PostgresSubjectKeys(database, keks, asIfUncached)));

  it('are one for each subject, though eight processes make them at once in different orders', async () => {
    const subjects = Array.from({ length: 1_000 }, newSubject);
    const together = rendezvousOf(8);
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        new PostgresSubjectKeys(together(), keks).forSealing(
          at % 2 === 0 ? subjects : subjects.toReversed(),
        ),
      ),
    );
    const differing = subjects.filter((subject) => {
      const keysSeen = made.map((keys) => keys.get(subject)?.key.export().toString('hex'));
      return new Set(keysSeen).size !== 1;
    });
    expect(differing).toEqual([]);
    expect(await rowsOf(...subjects)).toHaveLength(1_000);
  });
  it('are committed before they are given out', async () => {
    const { keyId, subjectId } = await partOf(newSubject());
    const elsewhere = await new DataSource({ type: 'postgres', url: fresh.url }).initialize();
    const rows = await elsewhere.query<unknown[]>(
      'SELECT 1 FROM privacy.subject_key WHERE key_id = $1 AND subject_id = $2',
      [keyId, subjectId],
    );
    await elsewhere.destroy();
    expect(rows).toHaveLength(1);
  });
  it('are made for 1,000 subjects in one statement and opened in one', async () => {
    const subjects = Array.from({ length: 1_000 }, newSubject);
    const making = countingQueries();
    const made = await new PostgresSubjectKeys(making, keks).forSealing(subjects);
    const opening = countingQueries();
    const opened = await new PostgresSubjectKeys(opening, keks).forOpening([...made.values()]);
    expect([made.size, opened.size]).toEqual([1_000, 1_000]);
    expect([making.statements.length, opening.statements.length]).toEqual([1, 1]);
  });
});

describe('Two writers who share subjects', () => {
  it('wait for each other and never deadlock, whatever order they name them in', async () => {
    const [first, second] = [newSubject(), newSubject()].toSorted() as [string, string];
    const other = database.createQueryRunner();
    await other.startTransaction();
    const reserve = (subjectId: string) =>
      other.query(
        'INSERT INTO privacy.subject_key (key_id, subject_id, emptied_at) VALUES ($1, $2, now())',
        [randomUUID(), subjectId],
      );
    await reserve(first);
    const outcome = aProcess()
      .forSealing([second, first])
      .catch((error: unknown) => error);
    await someoneWaits();
    await reserve(second);
    await other.commitTransaction();
    await other.release();
    expect(await outcome).toBeInstanceOf(PersonErased);
  });
});

describe('The cache over PostgreSQL', () => {
  it('reads a key once', async () => {
    const counting = countingQueries();
    const keys = new PostgresSubjectKeys(counting, keks);
    const subject = newSubject();
    const part = (await keys.forSealing([subject])).get(subject);
    const before = counting.statements.length;
    await keys.forSealing([subject]);
    await keys.forOpening(part ? [part] : []);
    expect(counting.statements.length).toBe(before);
  });
  it('lets no process seal for an erased person once its copy is 60 s old', async () => {
    let now = 0;
    const slow = new PostgresSubjectKeys(database, keks, { ...CACHE_LIMITS, now: () => now });
    const subject = newSubject();
    await slow.forSealing([subject]);
    await aProcess().erase(subject);
    now = 60_000;
    await expect(slow.forSealing([subject])).rejects.toBeInstanceOf(PersonErased);
  });
});

describe('A subject key at rest', () => {
  it('never stands in the table in clear', async () => {
    const subject = newSubject();
    const key = (await aProcess().forSealing([subject])).get(subject)?.key.export();
    const [row] = await rowsOf(subject);
    expect(key && row?.wrapped?.includes(key)).toBe(false);
  });
  it('does not open without the key-encryption key', async () => {
    const part = await partOf(newSubject());
    const stranger = new PostgresSubjectKeys(
      database,
      keyEncryptionKeys(createSecretKey(randomBytes(32))),
    );
    await expect(stranger.forOpening([part])).rejects.toBeInstanceOf(KeyUnusable);
  });
  it('is in no error, not even wrapped', async () => {
    const wrappedKeys: unknown[] = [];
    const failing: DataSource['query'] = (sql, parameters: unknown[] = []) => {
      wrappedKeys.push(...parameters.flat().filter((one) => Buffer.isBuffer(one)));
      return database.query(sql.replace('ON CONFLICT', 'ON ACCIDENT'), parameters);
    };
    const failure: unknown = await new PostgresSubjectKeys({ query: failing }, keks)
      .forSealing([newSubject()])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseError);
    expect(wrappedKeys).toHaveLength(1);
    expect(JSON.stringify(failure)).not.toContain(JSON.stringify(wrappedKeys[0]));
    expect(failure).not.toHaveProperty('parameters');
  });
  it("does not open once moved to another subject's row", async () => {
    const [siti, budi] = [await partOf(newSubject()), await partOf(newSubject())];
    await asSuperuser(
      `UPDATE privacy.subject_key SET wrapped = (SELECT wrapped FROM privacy.subject_key WHERE key_id = $1)
        WHERE key_id = $2`,
      [siti.keyId, budi.keyId],
    );
    await expect(aProcess().forOpening([budi])).rejects.toBeInstanceOf(KeyUnusable);
    expect((await aProcess().forOpening([siti])).size).toBe(1);
  });
});

/** What only someone with the whole server in hand can do: no trigger fires. */
const asSuperuser = (sql: string, parameters: readonly string[]): Promise<void> =>
  database.transaction(async (transaction) => {
    await transaction.query('SET LOCAL session_replication_role = replica');
    await transaction.query(sql, [...parameters]);
  });
