import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database';
import { idFrom } from '../../kernel/name-based-id';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import type { EventStore, StreamName } from '../event-store/event-store';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store';
import { erasedByIndex, erasedByReading, erasedSubjects, replayErasures } from './erasure-replay';
import { keyEncryptionKeys } from './key-encryption';
import { PostgresSubjectKeys } from './postgres-subject-keys';
import { CACHE_LIMITS } from './subject-key-cache';
import { PersonErased } from './subject-keys';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: DataSource;
let pool: Pool;
let store: PostgresEventStore;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await new DataSource({ type: 'postgres', url: fresh.url }).initialize();
  pool = new Pool({ connectionString: fresh.url });
  store = new PostgresEventStore(pool);
});
afterAll(async () => {
  await store.close();
  await pool.end();
  await database.destroy();
  await fresh.drop();
});

const keks = keyEncryptionKeys(createSecretKey(randomBytes(32)));
const keys = () => new PostgresSubjectKeys(database, keks, { ...CACHE_LIMITS, maxAgeMs: 0 });

const append = async (log: EventStore, stream: StreamName, ...types: readonly string[]) => {
  const commandId = randomUUID();
  const part = { partId: idFrom(commandId), commandId, fingerprint: 'f' };
  const events = types.map((type) => ({
    ...{ id: randomUUID(), type, schemaVersion: 1 },
    ...{ data: '{}', personal: null, metadata: '{}' },
  }));
  await log.append([{ stream, expectedRevision: -1, part, events }]);
};
const erasedInLog = async (log: EventStore): Promise<string> => {
  const subjectId = randomUUID();
  await append(log, `subject-${subjectId}`, 'PersonErasureRequested', 'PersonErased');
  return subjectId;
};
const requestedInLog = async (log: EventStore): Promise<string> => {
  const subjectId = randomUUID();
  await append(log, `subject-${subjectId}`, 'PersonErasureRequested');
  return subjectId;
};
const isEmptied = async (subjectId: string): Promise<boolean> => {
  const failure: unknown = await keys()
    .forSealing([subjectId])
    .catch((error: unknown) => error);
  return failure instanceof PersonErased;
};
const replay = async () => replayErasures(await erasedSubjects(store, database), database, keys());

describe('Everyone whom a log says to be erased', () => {
  it('is found in it, whether it is read whole or through its index; who was only asked for is not', async () => {
    const erased = [await erasedInLog(store), await erasedInLog(store)];
    await requestedInLog(store);
    const [byIndex, byReading] = [await erasedByIndex(database), await erasedByReading(store)];
    expect(byIndex).toEqual(expect.arrayContaining(erased));
    expect([...byIndex].sort()).toEqual([...byReading].sort());
  });

  it('is found by an index, not by a walk through the log', async () => {
    const plan = await database.transaction(async (transaction) => {
      // The table is so small that a walk would be the shorter way.
      await transaction.query('SET LOCAL enable_seqscan = off');
      return transaction.query<unknown>(
        `EXPLAIN SELECT DISTINCT stream FROM log.event WHERE type = 'PersonErased'`,
      );
    });
    expect(JSON.stringify(plan)).toContain('event_erasures');
  });

  it('is found in a log of another engine too', async () => {
    const elsewhere = new MemoryEventStore();
    const erased = await erasedInLog(elsewhere);
    await requestedInLog(elsewhere);
    expect(await erasedSubjects(elsewhere, database)).toEqual([erased]);
  });
});

describe('At a start', () => {
  it('the key of a person is emptied whose erasure was written, and then the process died', async () => {
    const siti = randomUUID();
    const budi = randomUUID();
    await keys().forSealing([siti, budi]);
    await append(store, `subject-${siti}`, 'PersonErasureRequested', 'PersonErased');
    expect(await isEmptied(siti)).toBe(false);

    expect(await replay()).toBeGreaterThan(0);
    expect(await isEmptied(siti)).toBe(true);
    expect(await isEmptied(budi)).toBe(false);
  });

  it('a person stays erased though an older copy of the key table was put back', async () => {
    const siti = await erasedInLog(store);
    const before = await replayWithKeyOf(siti);
    expect(await isEmptied(siti)).toBe(true);

    await asSuperuser(
      'UPDATE privacy.subject_key SET wrapped = $2, kek_id = $3, emptied_at = NULL WHERE subject_id = $1',
      [siti, before.wrapped, before.kek_id],
    );
    expect(await isEmptied(siti)).toBe(false);
    expect(await replay()).toBe(1);
    expect(await isEmptied(siti)).toBe(true);
  });

  it('a person stays erased though the key table lost the row', async () => {
    const siti = await erasedInLog(store);
    await replay();
    await asSuperuser('DELETE FROM privacy.subject_key WHERE subject_id = $1', [siti]);
    expect(await replay()).toBe(1);
    expect(await isEmptied(siti)).toBe(true);
  });

  it('nothing is written where all is as it should be', async () => {
    await erasedInLog(store);
    await replay();
    expect(await replay()).toBe(0);
  });
});

type KeyRow = { readonly wrapped: Buffer; readonly kek_id: string };

/** As it was before the erasure was carried out. */
const replayWithKeyOf = async (subjectId: string): Promise<KeyRow> => {
  await keys().forSealing([subjectId]);
  const [row] = await database.query<KeyRow[]>(
    'SELECT wrapped, kek_id FROM privacy.subject_key WHERE subject_id = $1',
    [subjectId],
  );
  if (!row) throw new Error('There is no key.');
  await replay();
  return row;
};

/** What only someone with the whole server in hand can do, and a restore does: no trigger fires. */
const asSuperuser = (sql: string, parameters: readonly unknown[]): Promise<void> =>
  database.transaction(async (transaction) => {
    await transaction.query('SET LOCAL session_replication_role = replica');
    await transaction.query(sql, [...parameters]);
  });
