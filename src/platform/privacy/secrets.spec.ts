import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecrets, SecretsInvalid, type SecretsSource } from './secrets';

let folder: string;
let warnings: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelambu-secrets-'));
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true }));

const kek = randomBytes(32);
const registerKey = randomBytes(32);
const given = {
  KELAMBU_KEK: kek.toString('base64'),
  KELAMBU_REGISTER_KEY: registerKey.toString('hex'),
};
const load = (env: SecretsSource['env'], where: string | null = folder) =>
  loadSecrets({ env, folder: where, warn: (message) => warnings.push(message) });
const kekOf = ({ keyEncryptionKeys: { known, current } }: Awaited<ReturnType<typeof load>>) =>
  known.get(current)?.export();
const faultsOf = async (env: SecretsSource['env'], where: string | null = folder) => {
  const failure: unknown = await load(env, where).catch((error: unknown) => error);
  return failure instanceof SecretsInvalid ? failure.faults : failure;
};

describe('Secrets from the environment', () => {
  it('are taken in base64 and in hex, and nothing is written', async () => {
    const secrets = await load(given);
    expect(kekOf(secrets)).toEqual(kek);
    expect(secrets.registerKey.export()).toEqual(registerKey);
    expect(await readdir(folder)).toEqual([]);
    expect(warnings).toEqual([]);
  });
  it('may lack the padding of base64 and carry a line end', async () =>
    expect(
      kekOf(await load({ ...given, KELAMBU_KEK: `${given.KELAMBU_KEK.replace('=', '')}\n` })),
    ).toEqual(kek));
  it.each([
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['neither base64 nor hex', `${randomBytes(32).toString('hex').slice(1)}!`],
    ['mistyped in one place', given.KELAMBU_KEK.replace(/^(.{9})/, '$1!')],
    ['one byte over and over', Buffer.alloc(32, 1).toString('hex')],
  ])('are refused when %s', async (_why, text) =>
    expect(await faultsOf({ ...given, KELAMBU_KEK: text })).toEqual([
      expect.stringContaining('KELAMBU_KEK'),
    ]),
  );
  it('are refused when both are the same key', async () =>
    expect(await faultsOf({ ...given, KELAMBU_REGISTER_KEY: given.KELAMBU_KEK })).toEqual([
      expect.stringContaining('the same key'),
    ]));
  it('are refused with every fault at once, none of which shows a key', async () => {
    const almost = randomBytes(31).toString('hex');
    const faults = await faultsOf({ KELAMBU_KEK: almost, KELAMBU_REGISTER_KEY: `${almost}0` });
    expect(faults).toHaveLength(2);
    expect(JSON.stringify(faults)).not.toContain(almost);
  });
  it('are named when they are absent and no folder may hold them', async () =>
    expect(await faultsOf({ KELAMBU_KEK: '' }, null)).toEqual([
      'KELAMBU_KEK is not set',
      'KELAMBU_REGISTER_KEY is not set',
    ]));
});

describe('Secrets in files', () => {
  it('are made for their owner alone, with a warning each', async () => {
    const inside = join(folder, 'new', 'place');
    await load({}, inside);
    const modes = await Promise.all(
      ['kek.key', 'register.key'].map(
        async (name) => (await stat(join(inside, name))).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o600, 0o600]);
    expect((await readdir(inside)).sort()).toEqual(['kek.key', 'register.key']);
    expect(warnings).toEqual([
      expect.stringMatching(/kek\.key: .* without it no personal data can be read\.$/),
      expect.stringMatching(/register\.key: .* without it nobody is found by NIK/),
    ]);
  });
  it('are the same at the next start', async () => {
    const first = await load({});
    const second = await load({});
    expect(kekOf(second)).toEqual(kekOf(first));
    expect(second.registerKey.export()).toEqual(first.registerKey.export());
  });
  it('are the same for all who start at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => load({})));
    expect(new Set(all.map((one) => kekOf(one)?.toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toHaveLength(2);
  });
  it('give way to the environment', async () => {
    await load({});
    expect(kekOf(await load({ KELAMBU_KEK: given.KELAMBU_KEK }))).toEqual(kek);
  });
  it('are refused in production, even those that are there', async () => {
    await load({});
    expect(await faultsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('KELAMBU_KEK'),
      expect.stringContaining('KELAMBU_REGISTER_KEY'),
    ]);
  });
  it('are refused when others can read them', async () => {
    await load({});
    await chmod(join(folder, 'kek.key'), 0o640);
    expect(await faultsOf({})).toEqual([expect.stringContaining('0600')]);
  });
  it('are never made again over one that is damaged', async () => {
    await writeFile(join(folder, 'kek.key'), 'half a k', { mode: 0o600 });
    expect(await faultsOf({})).toEqual([expect.stringContaining('kek.key')]);
    expect(await readFile(join(folder, 'kek.key'), 'utf8')).toBe('half a k');
    expect(await readdir(folder)).toEqual(['kek.key']);
  });
  it('are in no warning', async () => {
    const secrets = await load({});
    expect(warnings.join()).not.toContain(kekOf(secrets)?.toString('base64'));
  });
});
