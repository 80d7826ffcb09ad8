import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../test/support/database';
import { answerTo } from './main';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
beforeAll(async () => {
  fresh = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-doctor-'));
});
afterAll(async () => {
  await fresh.drop();
  rmSync(folder, { recursive: true });
});

const [kek, register] = [1, 2].map(() => randomBytes(32).toString('base64'));
const settings = (changed: Readonly<Record<string, string>> = {}) => ({
  DATABASE_URL: fresh.url,
  KELAMBU_FOLDER: folder,
  KELAMBU_KEK: kek,
  KELAMBU_REGISTER_KEY: register,
  ...changed,
});

const examined = (changed: Readonly<Record<string, string>> = {}) =>
  answerTo(['doctor'], settings(changed), () => undefined).then(
    ({ lines }) => lines.join('\n'),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe('kelambu doctor', () => {
  it('says of everything that it is well, and leaves nothing behind', async () => {
    const said = (await examined()).split('\n');
    expect(said.filter((line) => !line.startsWith('ok     '))).toEqual(lossyHere(said));
    for (const about of ['settings', 'keys', 'disk', 'database', 'migrations', 'clock'])
      expect(said).toContain(`ok     ${about}`);
    expect(said).toContain('ok     event store');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names every fault at once, and shows no secret', async () => {
    const said = await examined({
      KELAMBU_PORT: 'x',
      KELAMBU_POOL_SIZE: '0',
      KELAMBU_KEK: 'c2hvcnQ=',
    });
    for (const fault of ['KELAMBU_PORT', 'KELAMBU_POOL_SIZE', 'KELAMBU_KEK'])
      expect(said).toContain(fault);
    expect(said).not.toContain('c2hvcnQ=');
  });

  it('says that the database cannot be reached, without its password', async () => {
    const said = await examined({ DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/none' });
    expect(said).toContain('FAULT  database');
    expect(said).not.toContain('secret');
  });

  it('sees a migration that is missing', async () => {
    await onDatabase(`DELETE FROM schema_migration WHERE name LIKE 'AccessLog%'`);
    expect(await examined()).toContain('FAULT  migrations: 1 are missing');
    await onDatabase(
      `INSERT INTO schema_migration (timestamp, name) VALUES (1764000001000, 'AccessLog1764000001000')`,
    );
  });

  it('sees that a newer release was here', async () => {
    await onDatabase(`INSERT INTO schema_migration (timestamp, name) VALUES (1, 'Later1')`);
    expect(await examined()).toContain('a newer release has been here (Later1)');
    await onDatabase(`DELETE FROM schema_migration WHERE name = 'Later1'`);
  });

  it('sees that the register key is another one', async () => {
    await onDatabase(`INSERT INTO privacy.register_key (check_value) VALUES ('of another')`);
    expect(await examined()).toContain('FAULT  register key');
  });
});

/** The server of these tests may be set to forget, which the doctor is right to say. */
const lossyHere = (said: readonly string[]) =>
  said.filter((line) => line.startsWith('FAULT  durability'));

const onDatabase = async (sql: string): Promise<void> => {
  const database = await new DataSource({ type: 'postgres', url: fresh.url }).initialize();
  await database.query(sql).finally(() => database.destroy());
};
