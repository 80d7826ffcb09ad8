import { createSecretKey, type KeyObject } from 'node:crypto';
import { type KeyEncryptionKeys, keyEncryptionKeys } from './key-encryption';
import { keyMadeAt, keyTextAt } from './key-files';

/** The two secrets of an installation. `KeyObject`s do not print. */
export type Secrets = {
  readonly keyEncryptionKeys: KeyEncryptionKeys;
  readonly registerKey: KeyObject;
};

export type SecretsSource = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where keys may be made and kept when the environment has none; `null` where they must be given. */
  readonly folder: string | null;
  /** Told in plain words about every key that lives in a file. */
  readonly warn: (message: string) => void;
};

/** Names every fault at once, and no key. */
export class SecretsInvalid extends Error {
  override readonly name = 'SecretsInvalid';

  constructor(readonly faults: readonly string[]) {
    super(`The secrets cannot be used:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

const KEY_BYTES = 32;
const KEK = {
  variable: 'KELAMBU_KEK',
  file: 'kek.key',
  loss: 'no personal data can be read',
} as const;
const RETIRED_KEKS = 'KELAMBU_KEK_RETIRED';
const REGISTER_KEY = {
  variable: 'KELAMBU_REGISTER_KEY',
  file: 'register.key',
  loss: 'nobody is found by NIK and Kelambu does not start on this database',
} as const;

type Wanted = typeof KEK | typeof REGISTER_KEY;
type Found =
  | { readonly kind: 'key'; readonly key: Buffer; readonly path: string | null }
  | { readonly kind: 'to_make'; readonly path: string }
  | { readonly kind: 'fault'; readonly fault: string };

/**
 * From `KELAMBU_KEK` and `KELAMBU_REGISTER_KEY` (32 bytes each, base64 or hex), else from files of mode 0600 in the
 * folder, made where they are absent. In production only the environment counts. `KELAMBU_KEK_RETIRED` names, with
 * commas between them, earlier key-encryption keys that still open what they wrapped. Throws `SecretsInvalid`.
 */
export const loadSecrets = async (source: SecretsSource): Promise<Secrets> => {
  const found = [await find(KEK, source), await find(REGISTER_KEY, source)] as const;
  const retired = retiredIn(source);
  const faults = [...found, ...retired].flatMap((one) => (one.kind === 'fault' ? [one.fault] : []));
  if (faults.length > 0) throw new SecretsInvalid(faults);

  const kek = await keyOf(KEK, found[0], source.warn);
  const registerKey = await keyOf(REGISTER_KEY, found[1], source.warn);
  if (kek.equals(registerKey))
    throw new SecretsInvalid([`${KEK.variable} and ${REGISTER_KEY.variable} are the same key`]);
  const earlier = retired.flatMap((one) => (one.kind === 'key' ? [one.key] : []));
  if (earlier.some((key) => key.equals(kek) || key.equals(registerKey)))
    throw new SecretsInvalid([`${RETIRED_KEKS} holds a key that is in use`]);
  return {
    keyEncryptionKeys: keyEncryptionKeys(
      createSecretKey(kek),
      ...earlier.map((key) => createSecretKey(key)),
    ),
    registerKey: createSecretKey(registerKey),
  };
};

/** What is wrong with the secrets by the environment alone, without a look at files: nothing where all may be well. */
export const secretFaultsIn = (env: SecretsSource['env']): readonly string[] =>
  [givenIn(KEK, env), givenIn(REGISTER_KEY, env), ...retiredIn({ env })].flatMap((one) =>
    one?.kind === 'fault' ? [`${one.fault}.`] : [],
  );

const givenIn = (wanted: Wanted, env: SecretsSource['env']): Found | null => {
  const given = env[wanted.variable]?.trim() ?? '';
  if (given !== '') return parsed(given, wanted.variable, null);
  return env.NODE_ENV === 'production'
    ? fault(`${wanted.variable} is not set, and production takes no key from a file`)
    : null;
};

const find = async (wanted: Wanted, { env, folder }: SecretsSource): Promise<Found> => {
  const given = givenIn(wanted, env);
  if (given !== null) return given;
  if (folder === null) return fault(`${wanted.variable} is not set`);

  const file = await keyTextAt(folder, wanted.file);
  if (file.kind === 'unusable') return fault(`${file.path} ${file.why}`);
  return file.kind === 'absent'
    ? { kind: 'to_make', path: file.path }
    : parsed(file.text.trim(), file.path, file.path);
};

const retiredIn = ({ env }: Pick<SecretsSource, 'env'>): readonly Found[] =>
  (env[RETIRED_KEKS] ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => parsed(text, RETIRED_KEKS, null));

const keyOf = async (
  { loss }: Wanted,
  found: Found,
  warn: SecretsSource['warn'],
): Promise<Buffer> => {
  if (found.kind === 'fault') throw new SecretsInvalid([found.fault]);
  if (found.path !== null)
    warn(
      `A key is kept in ${found.path}: whoever copies this folder has it, and without it ${loss}.`,
    );
  if (found.kind === 'key') return found.key;

  const made = parsed((await keyMadeAt(found.path, KEY_BYTES)).trim(), found.path, found.path);
  if (made.kind !== 'key') throw new SecretsInvalid([`${found.path} holds no usable key`]);
  return made.key;
};

const parsed = (text: string, name: string, path: string | null): Found => {
  const key = bytesOf(text);
  if (key?.length !== KEY_BYTES) return fault(`${name} is not ${KEY_BYTES} bytes in base64 or hex`);
  if (key.every((byte) => byte === key[0]))
    return fault(`${name} is one byte over and over, not a random key`);
  return { kind: 'key', key, path };
};

/** Strict: Node's own decoder skips whatever it does not know, and so would take a mistyped key. */
const bytesOf = (text: string): Buffer | null => {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '') ? bytes : null;
};

const fault = (text: string): Found => ({ kind: 'fault', fault: text });
