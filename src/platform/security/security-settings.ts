import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../http/error-code';

/** Where the keys come from that tokens are verified with. */
export type KeySource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string }
  /** A key pair made on this machine, for trying things out: whoever can read the file can be anybody. */
  | { readonly kind: 'development'; readonly path: string };

export type SecuritySettings = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
};

type Environment = Readonly<Record<string, string | undefined>>;

const DEVELOPMENT_FILE = 'development-jwk.json';

export const isProduction = (env: Environment): boolean => env['NODE_ENV'] === 'production';

/**
 * From KELAMBU_JWKS_URL or KELAMBU_JWKS_FILE, KELAMBU_JWT_ISSUER and KELAMBU_JWT_AUDIENCE; without keys of their own,
 * keys for development in `folder`.
 * @throws Error in production, or where only some are set, naming what is missing.
 */
export const securitySettingsFrom = (env: Environment, folder: string): SecuritySettings => {
  const keys = keysFrom(env);
  const issuer = valueOf(env, 'KELAMBU_JWT_ISSUER');
  const audience = valueOf(env, 'KELAMBU_JWT_AUDIENCE');
  if (!keys && !isProduction(env)) return developmentSettings(folder, issuer, audience);
  if (keys && issuer && audience) return { issuer, audience, keys };

  const missing = Object.entries({
    'KELAMBU_JWKS_URL or KELAMBU_JWKS_FILE': keys,
    KELAMBU_JWT_ISSUER: issuer,
    KELAMBU_JWT_AUDIENCE: audience,
  }).flatMap(([name, value]) => (value ? [] : [name]));
  throw new Error(`Tokens cannot be verified. Please set: ${missing.join(', ')}.`);
};

const developmentSettings = (
  folder: string,
  issuer = 'kelambu-development',
  audience = 'kelambu',
): SecuritySettings => ({
  issuer,
  audience,
  keys: { kind: 'development', path: join(folder, DEVELOPMENT_FILE) },
});

const keysFrom = (env: Environment): KeySource | undefined => {
  const url = valueOf(env, 'KELAMBU_JWKS_URL');
  const path = valueOf(env, 'KELAMBU_JWKS_FILE');
  if (url && path) throw new Error('Set one of KELAMBU_JWKS_URL and KELAMBU_JWKS_FILE, not both.');
  if (path) return { kind: 'file', path: withKeys(path) };
  if (url && !isHttp(url))
    throw new Error('KELAMBU_JWKS_URL is no address that begins with https://.');
  // Whoever can change the keys on their way can be anybody.
  if (url && isProduction(env) && !url.startsWith('https://'))
    throw new Error('KELAMBU_JWKS_URL must begin with https:// in production.');
  return url ? { kind: 'url', url } : undefined;
};

const isHttp = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);

const withKeys = (path: string): string => {
  const { keys } = Object(readJson(path)) as { readonly keys?: unknown };
  if (Array.isArray(keys) && keys.length > 0) return path;
  throw new Error(`KELAMBU_JWKS_FILE (${path}) holds no keys: it is to be {"keys": […]}.`);
};

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = errorCode(error) ?? 'no JSON';
    throw new Error(`KELAMBU_JWKS_FILE (${path}) cannot be read: ${why}.`, { cause: error });
  }
};

/** An empty value is none: that is what a shell makes of a variable that is not set. */
const valueOf = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
};
