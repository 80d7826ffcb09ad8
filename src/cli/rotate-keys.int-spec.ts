import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../test/support/database';
import { keyEncryptionKeys } from '../platform/privacy/key-encryption';
import { PostgresSubjectKeys } from '../platform/privacy/postgres-subject-keys';
import { Misuse } from './command';
import { answerTo } from './main';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
beforeAll(async () => {
  fresh = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-cli-'));
});
afterAll(async () => {
  await fresh.drop();
  rmSync(folder, { recursive: true });
});

const [old, now, registerKey] = [1, 2, 3].map(() => randomBytes(32).toString('base64'));
const settings = () => ({
  DATABASE_URL: fresh.url,
  KELAMBU_FOLDER: folder,
  KELAMBU_KEK: now,
  KELAMBU_REGISTER_KEY: registerKey,
});
const said: string[] = [];
const typed = async (
  line: string,
  env: Readonly<Record<string, string | undefined>> = settings(),
) => (await answerTo(line.split(' '), env, (words) => said.push(words))).lines;

describe('kelambu keys rotate', () => {
  it('wraps the keys anew and counts them, and the second time has nothing to do', async () => {
    const database = await new DataSource({ type: 'postgres', url: fresh.url }).initialize();
    const kek = createSecretKey(Buffer.from(old ?? '', 'base64'));
    const keys = new PostgresSubjectKeys(database, keyEncryptionKeys(kek));
    const [siti = '', ...others] = Array.from({ length: 3 }, () => randomUUID());
    await keys.forSealing([siti, ...others]);
    await keys.erase(siti);
    await database.destroy();

    const env = { ...settings(), KELAMBU_KEK_RETIRED: old };
    expect((await typed('keys rotate', env)).map(lastWord)).toEqual(['2', '0', '1']);
    expect((await typed('keys rotate', env)).map(lastWord)).toEqual(['0', '2', '1']);
    expect((await typed('keys rotate')).map(lastWord)).toEqual(['0', '2', '1']);
  });

  it('names a wrong setting and shows no key', async () => {
    const env = { ...settings(), KELAMBU_KEK_RETIRED: now };
    const failure = await typed('keys rotate', env).catch((error: unknown) => String(error));
    expect(failure).toContain('KELAMBU_KEK_RETIRED');
    expect(JSON.stringify([failure, said])).not.toContain(now);
  });

  it('leaves nothing in the folder where the database is elsewhere', () =>
    expect(readdirSync(folder)).toEqual([]));
});

describe('kelambu', () => {
  it.each(['', 'keys', 'keys rotat', 'keys rotate now', 'keys rotate --fast'])(
    'answers "%s" with what it can do, and does nothing',
    async (line) => {
      await expect(typed(line)).rejects.toThrow('keys rotate');
    },
  );

  it.each(['projections --help', 'help projections', 'projections help'])(
    'answers "%s" with the commands of that group',
    async (line) => {
      const usage = (await typed(line)).join();
      expect(usage).toContain('projections verify');
      expect(usage).not.toContain('keys rotate');
    },
  );

  it.each(['projections', 'projections verfy', 'frobnicate --help', 'doctor --fast'])(
    'says of "%s" that it cannot be read, with examples',
    async (line) => {
      const failure = await typed(line).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Misuse);
      expect(String(failure)).toContain('For example:\n  npm run kelambu -- ');
    },
  );

  it('explains a command', async () => {
    expect((await typed('keys rotate --help')).join()).toContain('KELAMBU_KEK_RETIRED');
    expect((await typed('--help')).join()).toContain('keys rotate');
  });
});

const lastWord = (line: string): string => line.split(' ').at(-1) ?? '';
