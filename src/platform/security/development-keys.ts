import { readFileSync } from 'node:fs';
import { link, mkdir, unlink, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { errorCode } from '../http/error-code';
import type { Caller } from './caller';
import type { SecuritySettings } from './security-settings';

export const DEVELOPMENT_ALGORITHM = 'EdDSA';
const DEVELOPMENT_KEY_ID = 'development';

/** The private key for development, made on first use. The file is for its owner only. */
export const developmentKey = async (path: string): Promise<JWK> => {
  const found = keyIn(path);
  if (found) return found;

  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(DEVELOPMENT_ALGORITHM, { extractable: true });
  const jwk = {
    ...(await exportJWK(privateKey)),
    kid: DEVELOPMENT_KEY_ID,
    alg: DEVELOPMENT_ALGORITHM,
  };
  await writeUnlessThere(path, JSON.stringify(jwk));
  const written = keyIn(path);
  if (!written) throw new Error(`The development key in ${path} cannot be read back.`);
  return written;
};

export const publicPartOf = ({ kty, crv, x, kid, alg }: JWK): JWK =>
  ({ kty, crv, x, kid, alg }) as JWK;

/** A token as an identity provider would give it, signed with the development key. */
export const developmentToken = async (
  { issuer, audience, keys }: SecuritySettings,
  { actor, roles, subDistricts, scopes }: Caller,
  hours: number,
): Promise<string> => {
  if (keys.kind !== 'development') throw new Error('Tokens are made for development keys only.');
  return new SignJWT({
    roles: [...roles],
    ...(subDistricts === null ? {} : { subDistricts: claimOf(subDistricts) }),
    scope: scopes.join(' '),
  })
    .setProtectedHeader({ alg: DEVELOPMENT_ALGORITHM, kid: DEVELOPMENT_KEY_ID, typ: 'JWT' })
    .setSubject(actor)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime(`${hours}h`)
    .setJti(randomUUID())
    .sign(await developmentKey(keys.path));
};

const claimOf = (subDistricts: readonly string[] | 'all') =>
  subDistricts === 'all' ? ['*'] : [...subDistricts];

const keyIn = (path: string): JWK | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JWK;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** Whole or not at all, and the first of several processes wins. */
const writeUnlessThere = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
};
