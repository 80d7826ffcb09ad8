import { readFileSync } from 'node:fs';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { Rejection } from '../../kernel/rejection';
import type { Role } from '../event-store/recorded-event';
import { type Caller, isActor, isSubDistrict, ROLES } from './caller';
import { developmentKey, publicPartOf } from './development-keys';
import type { KeySource, SecuritySettings } from './security-settings';
import { rememberingVerified, type Verified } from './verified-tokens';

/** Signatures only: with a shared secret, whoever verifies could also sign. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
const CLOCK_TOLERANCE_SECONDS = 5;
const KEYS_TIMEOUT_MS = 5_000;

/** Says who a bearer token belongs to. */
export abstract class TokenVerifier {
  /** @throws Rejection `unauthenticated`, or `keys-unavailable` where the identity provider does not answer. */
  abstract callerOf(token: string): Promise<Caller>;
}

export const tokenVerifier = async ({
  issuer,
  audience,
  keys,
}: SecuritySettings): Promise<TokenVerifier> => {
  const keySet = await keySetFrom(keys);
  const verify = async (token: string): Promise<Verified> => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keySet, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      if (!isForBearers(protectedHeader.typ)) throw new Rejection('unauthenticated');
      return { caller: callerFrom(payload), expiresAt: (payload.exp ?? 0) * 1_000 };
    } catch (error) {
      throw rejectionFor(error);
    }
  };
  return { callerOf: rememberingVerified(verify) };
};

const keySetFrom = async (source: KeySource): Promise<JWTVerifyGetKey> => {
  switch (source.kind) {
    case 'url':
      return createRemoteJWKSet(new URL(source.url), { timeoutDuration: KEYS_TIMEOUT_MS });
    case 'file':
      return createLocalJWKSet(JSON.parse(readFileSync(source.path, 'utf8')) as JSONWebKeySet);
    case 'development':
      return createLocalJWKSet({ keys: [publicPartOf(await developmentKey(source.path))] });
  }
};

const callerFrom = (payload: JWTPayload): Caller => {
  const { sub = '', scope } = payload;
  if (!isActor(sub)) throw new Rejection('unauthenticated');
  return {
    actor: sub,
    roles: textsIn(payload['roles']).filter(isRole),
    subDistricts: subDistrictsIn(payload['subDistricts']),
    scopes: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [],
  };
};

/** A provider signs other things with the same keys: a proof of possession, a logout, a security event. */
const isForBearers = (typ: string | undefined): boolean =>
  typ === undefined || /^(application\/)?(at\+)?jwt$/i.test(typ);

const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

const subDistrictsIn = (claim: unknown): Caller['subDistricts'] => {
  if (claim === undefined) return null;
  const codes = textsIn(claim);
  return codes.includes('*') ? 'all' : codes.filter(isSubDistrict);
};

const textsIn = (claim: unknown): readonly string[] =>
  Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];

/** A bad token is the caller's fault; keys that cannot be had are ours. */
const rejectionFor = (error: unknown): unknown => {
  if (error instanceof Rejection) return error;
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
    return new Rejection('keys-unavailable');
  const fromProvider = error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSInvalid;
  return new Rejection(fromProvider ? 'keys-unavailable' : 'unauthenticated');
};
