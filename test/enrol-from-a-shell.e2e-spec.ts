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

  it('says of a dry run what the check would find, the register asked too, and keeps nothing', async () => {
    const before = await head();
    const known = fileOf('c.csv', lineOf(10), lineOf(20));
    const { lines, exitCode } = await enrol('enroller-1', known, '--dry-run');
    expect([lines[0], lines[1], exitCode]).toEqual([
      'The file can be read. Nothing was kept, as this was a dry run.',
      '  the check would find: ready 1, ready for cover only 0, unchanged 1, to be corrected 0',
      0,
    ]);
    expect(lines.join('\n')).toContain('warning already-covered × 1 (CSV!A2)');
    const wrong = fileOf('e.csv', lineOf(21, { 3: '' }));
    expect((await enrol('enroller-1', wrong, '--dry-run')).exitCode).toBe(2);
    expect(await head()).toBe(before);
  });

  it('ends with 0 once a list is applied, though rows with an error were left out of it', async () => {
    const file = fileOf('f.csv', lineOf(40), lineOf(41, { 3: '' }));
    expect((await enrol('enroller-1', file)).exitCode).toBe(2);
    const { lines, exitCode } = await enrol('enroller-2', file, '--approve');
    expect([lines[0], exitCode]).toEqual([expect.stringContaining('applied, 2 people'), 0]);
  });

  it('ends the cover of those in a list, for a reason and without an income', async () => {
    const file = fileOf('i.csv', lineOf(70), lineOf(71));
    await enrol('enroller-1', file);
    await enrol('enroller-2', file, '--approve');

    const ending = '--programme pake-kelambu-2024 --from 2024-10-01 --to 2024-11-30';
    const end = `${ending} --end became_employee`;
    expect((await enrol('enroller-1', file, '', end)).lines[1]).toContain('ready 2');
    const { lines, exitCode } = await enrol('enroller-2', file, '--approve', end);
    expect([lines[2], exitCode]).toEqual([expect.stringContaining('cover ended 2'), 0]);

    await expect(enrol('enroller-1', file, '', ending)).rejects.toThrow('Say also --income.');
    await expect(enrol('enroller-1', file, '--income 1000000', end)).rejects.toThrow(
      '/declaredIncome',
    );
  });

  it('answers in one language, the one that was asked for', async () => {
    const file = fileOf('g.csv', lineOf(50, { 3: '' }));
    const { lines } = await enrol('enroller-1', file, '--lang id');
    expect(lines[0]).toMatch(/sudah diperiksa, 1 orang, percobaan 1$/);
    expect(lines.join('\n')).toContain('kesalahan name-missing × 1 (CSV!D2)\n    Nama kosong.');
    await expect(enrol('enroller-1', file, '--approve')).rejects.toThrow(/another|somebody else/i);
    await expect(enrol('enroller-1', file, '--lang id', '--programme x')).rejects.toThrow(
      'Sebutkan juga --from',
    );
  });

  it('names the address where nobody answers, and says what to do', async () => {
    const file = fileOf('h.csv', lineOf(60));
    const nobody = 'http://127.0.0.1:1';
    const env = { KELAMBU_URL: nobody, KELAMBU_TOKEN: 'token' };
    await expect(
      answerTo(['enrol', file, ...TERMS.split(' ')], env, () => undefined),
    ).rejects.toThrow(`Nobody answers at ${nobody}. Start the office (npm start)`);
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
