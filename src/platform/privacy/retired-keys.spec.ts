import { randomBytes } from 'node:crypto';
import { loadSecrets, SecretsInvalid } from './secrets';
import { unwrap, wrap } from './key-encryption';
import { newSubjectKey } from './subject-keys';

const base64 = () => randomBytes(32).toString('base64');
const [kek, older, oldest, registerKey] = [base64(), base64(), base64(), base64()];
const env = { KELAMBU_KEK: kek, KELAMBU_REGISTER_KEY: registerKey };
const load = (retired: string, current = env) =>
  loadSecrets({
    env: { ...current, KELAMBU_KEK_RETIRED: retired },
    folder: null,
    warn: () => undefined,
  });
const faultsOf = async (retired: string) => {
  const failure: unknown = await load(retired).catch((error: unknown) => error);
  return failure instanceof SecretsInvalid ? failure.faults : failure;
};

describe('Retired key-encryption keys', () => {
  it('open what they wrapped, and wrap nothing any more', async () => {
    const siti = newSubjectKey('siti');
    const then = (await load('', { ...env, KELAMBU_KEK: older })).keyEncryptionKeys;
    const { keyEncryptionKeys: today } = await load(` ${older} ,${oldest},\n`);
    expect(today.known.size).toBe(3);
    expect(unwrap(siti, wrap(siti, then), today).key.equals(siti.key)).toBe(true);
    expect(wrap(siti, today).kekId).toBe(today.current);
    expect(today.current).not.toBe(then.current);
  });

  it('may be none', async () => {
    const { known, current } = (await load('')).keyEncryptionKeys;
    expect([...known.keys()]).toEqual([current]);
  });

  it('are refused where one cannot be a key, without showing it', async () => {
    const short = randomBytes(31).toString('base64');
    const faults = await faultsOf(`${older},${short}`);
    expect(faults).toEqual([expect.stringContaining('KELAMBU_KEK_RETIRED')]);
    expect(JSON.stringify(faults)).not.toContain(short);
  });

  it.each([
    ['the current one', kek],
    ['the register key', registerKey],
  ])('are refused where one is %s', async (_which, key) =>
    expect(await faultsOf(`${older},${key}`)).toEqual([
      expect.stringContaining('KELAMBU_KEK_RETIRED holds a key that is in use'),
    ]),
  );
});
