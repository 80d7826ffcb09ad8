import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo } from '../src/cli/main';
import { developmentToken } from '../src/platform/security/development-keys';
import { settingsFrom } from '../src/settings';
import { agreement } from './support/case-file';
import { csvOf, lineOf } from './support/lists';
import { type Office, openOffice } from './support/office';

let office: Office;
let folder: string;

beforeAll(async () => {
  office = await openOffice();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-enrol-'));
  const administrator = await office.as('administrator-1', 'administrator');
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

const TERMS = '--programme pake-kelambu-2024 --from 2024-10-01 --to 2024-12-31 --income 1000000';

const enrol = async (actor: string, file: string, more = '', terms = TERMS) => {
  const caller = { actor, roles: ['enroller'], subDistricts: 'all', scopes: [] } as const;
  const { security } = settingsFrom({ KELAMBU_FOLDER: office.folder });
  const env = {
    KELAMBU_URL: office.kelambu.url,
    KELAMBU_TOKEN: await developmentToken(security, caller, 1),
  };
  const line = `enrol ${file} ${terms} ${more}`.trim().split(/\s+/);
  return answerTo(line, env, () => undefined);
};
const fileOf = (name: string, ...lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, csvOf(...lines));
  return path;
};
const head = () => office.kelambu.platform.store.head();

describe('npm run kelambu -- enrol', () => {
  it('says what is wrong with each row and where, and ends with 2', async () => {
    const file = fileOf('a.csv', lineOf(1), lineOf(2, { 2: '9,90605E+15' }));
    const { lines, exitCode } = await enrol('enroller-1', file, '--lang en');
    expect(exitCode).toBe(2);
    expect(lines[0]).toMatch(/^enl_\w+: checked, 2 people, attempt 1$/);
    expect(lines.join('\n')).toContain('error nik-damaged-by-excel × 1 (CSV!C3)');
  });

  it('is approved with the token of another, and changes nothing when it is repeated', async () => {
    const file = fileOf('b.csv', lineOf(10), lineOf(11));
    await enrol('enroller-1', file);
    await expect(enrol('enroller-1', file, '--approve')).rejects.toThrow('self-approval');
    const { lines, exitCode } = await enrol('enroller-2', file, '--approve --json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      status: 'applied',
      applied: { enrolled: 2, refused: 0 },
    });
    const before = await head();
    expect((await enrol('enroller-2', file, '--approve')).exitCode).toBe(0);
    expect(await head()).toBe(before);
  });

  it('keeps nothing of a dry run', async () => {
    const before = await head();
    const { lines } = await enrol('enroller-1', fileOf('c.csv', lineOf(20)), '--dry-run');
    expect(lines).toHaveLength(1);
    expect(await head()).toBe(before);
  });

  it('says in the words of the office why it could not be done', async () => {
    const file = fileOf('d.csv', lineOf(30));
    await expect(enrol('enroller-1', file, '', '--programme pake')).rejects.toThrow(
      'Say also --from, --to, --income.',
    );
    await expect(
      enrol('enroller-1', file, '--lang en', TERMS.replace('pake-kelambu-2024', 'tidak-ada')),
    ).rejects.toThrow('programme-unknown');
    await expect(enrol('enroller-1', join(folder, 'none.csv'))).rejects.toThrow('no such file');
  });
});
