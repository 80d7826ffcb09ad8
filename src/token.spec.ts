import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { securitySettingsFrom } from './platform/security/security-settings';
import { tokenVerifier } from './platform/security/token-verifier';
import { tokenFor } from './token';

const folder = mkdtempSync(join(tmpdir(), 'kelambu-token-'));
const env = { KELAMBU_FOLDER: folder };

afterAll(() => rmSync(folder, { recursive: true }));

const callerFor = async (...args: readonly string[]) => {
  const token = await tokenFor(args, env);
  return (await tokenVerifier(securitySettingsFrom(env, folder))).callerOf(token);
};

describe('npm run token', () => {
  it('makes a token for an actor in a role', async () =>
    expect(await callerFor('--role', 'adjuster', '--actor', 'adjuster-1')).toEqual({
      actor: 'adjuster-1',
      roles: ['adjuster'],
      subDistricts: 'all',
      scopes: [],
    }));

  it('takes several roles and places, and the right to open what is masked', async () =>
    expect(
      await callerFor(
        ...['--role', 'finance', '--role', 'adjuster', '--actor', 'a', '--pii'],
        ...['--sub-district', '16.06.05', '--sub-district', '16.06.06', '--hours', '1'],
      ),
    ).toEqual({
      actor: 'a',
      roles: ['adjuster', 'finance'],
      subDistricts: ['16.06.05', '16.06.06'],
      scopes: ['pii:read'],
    }));

  it.each([
    [[]],
    [['--role', 'adjuster']],
    [['--actor', 'a']],
    [['--role', 'root', '--actor', 'a']],
    [['--role', 'adjuster', '--role', 'root', '--actor', 'a']],
    [['--role', 'adjuster', '--actor', 'system:a']],
    [['--role', 'adjuster', '--actor', '9916051708900003']],
    [['--role', 'adjuster', '--actor', 'a', '--scope', 'all']],
    [['--role', 'adjuster', '--actor', 'a', '--rule', 'finance']],
    [['--role', 'adjuster', '--actor', 'a', '--hours', '0']],
    [['--role', 'adjuster', '--actor', 'a', '--hours', 'many']],
    [['--role', 'adjuster', '--actor', 'a', '--sub-district', 'Sekayu']],
  ])('says how it is used for %j', (args) =>
    expect(tokenFor(args, env)).rejects.toThrow('npm run token --'),
  );

  it('takes the scope by the name that a token gives it', async () =>
    expect(
      (await callerFor('--role', 'auditor', '--actor', 'a', '--scope', 'pii:read')).scopes,
    ).toEqual(['pii:read']));

  it('makes none in production', () =>
    expect(
      tokenFor(['--role', 'adjuster', '--actor', 'a'], { ...env, NODE_ENV: 'production' }),
    ).rejects.toThrow('No tokens are made in production'));
});
