import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../platform/database/database';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres';
import { MIGRATIONS } from '../platform/database/migrations';
import { loadSecrets } from '../platform/privacy/secrets';
import { answerTo } from './main';

jest.setTimeout(120_000);

let folder: string;
let office: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'kelambu-beside-'));
  chmodSync(folder, 0o755);
  // As a running office: it holds the folder, and its database is ready.
  office = await startEmbeddedPostgres({ folder });
  const database = await openDatabase({ url: office.url, migrations: MIGRATIONS, entities: [] });
  await database.migrate();
  await database.close();
  await loadSecrets({ env: {}, folder, warn: () => undefined });
});
afterAll(async () => {
  await office.stop();
  rmSync(folder, { recursive: true, force: true });
});

const typed = (line: string) =>
  answerTo(line.split(' '), { KELAMBU_FOLDER: folder }, () => undefined);

describe('Beside an office that runs on the embedded database', () => {
  it('a user is disabled at once, and listed', async () => {
    expect((await typed('users disable adjuster-1')).lines[0]).toBe('adjuster-1 is disabled.');
    expect((await typed('users list')).lines.join()).toContain('adjuster-1');
  });

  it('the doctor looks at the database, and keys are wrapped anew', async () => {
    expect((await typed('doctor')).lines).toContain('ok     database');
    expect((await typed('keys rotate')).lines).toHaveLength(3);
  });

  it('another office does not start', () =>
    expect(startEmbeddedPostgres({ folder })).rejects.toThrow('already runs'));
});
