import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { Rejection } from '../../kernel/rejection';
import { areaOn, isWithin } from './area';
import { hasRole } from './caller';
import { developmentKey, developmentToken, publicPartOf } from './development-keys';
import { type SecuritySettings, securitySettingsFrom } from './security-settings';
import { type TokenVerifier, tokenVerifier } from './token-verifier';

const folder = mkdtempSync(join(tmpdir(), 'kelambu-tokens-'));
const settings = securitySettingsFrom({}, folder);
const keyPath = join(folder, 'development-jwk.json');
const CLAIMS = { sub: 'adjuster-1', roles: ['adjuster'], subDistricts: ['16.06.05'] };

let verifier: TokenVerifier;
let key: JWK;

beforeAll(async () => {
  verifier = await tokenVerifier(settings);
  key = await developmentKey(keyPath);
});

afterAll(() => rmSync(folder, { recursive: true }));

const now = () => Math.floor(Date.now() / 1000);

const signed = async (
  claims: JWTPayload,
  {
    alg = 'EdDSA',
    by = key,
    header = {},
  }: {
    readonly alg?: string;
    readonly by?: JWK | Uint8Array;
    readonly header?: Partial<JWTHeaderParameters>;
  } = {},
): Promise<string> =>
  new SignJWT({ iss: settings.issuer, aud: settings.audience, exp: now() + 60, ...claims })
    .setProtectedHeader({ alg, kid: 'development', ...header })
    .sign(by instanceof Uint8Array ? by : await importJWK(by, alg));

const codeFor = (token: string, by = verifier): Promise<unknown> =>
  by.callerOf(token).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Rejection ? error.code : error),
  );

describe('A token', () => {
  it('says who asks', async () =>
    expect(await verifier.callerOf(await signed({ ...CLAIMS, scope: 'openid pii:read' }))).toEqual({
      actor: 'adjuster-1',
      roles: ['adjuster'],
      subDistricts: ['16.06.05'],
      scopes: ['openid', 'pii:read'],
    }));

  it('has the roles and the places that it names, and no others', async () => {
    const caller = await verifier.callerOf(
      await signed({
        sub: 'somebody',
        roles: ['root', 'finance', 7],
        subDistricts: ['*1', '16.06'],
      }),
    );
    expect(caller).toMatchObject({ roles: ['finance'], subDistricts: [], scopes: [] });
    expect(isWithin(areaOn(caller, ['finance']), '16.06.05')).toBe(false);
    expect(hasRole(caller, ['adjuster', 'supervisor'])).toBe(false);
  });

  it('is for nobody and nowhere where it does not say', async () =>
    expect(await verifier.callerOf(await signed({ sub: 'somebody' }))).toMatchObject({
      roles: [],
      subDistricts: null,
    }));

  it.each<[string, JWTPayload]>([
    ['has expired', { exp: now() - 60 }],
    ['has no end', { exp: undefined as never }],
    ['is not good yet', { nbf: now() + 60 }],
    ['is from somebody else', { iss: 'elsewhere' }],
    ['is for somebody else', { aud: 'elsewhere' }],
    ['belongs to nobody', { sub: undefined as never }],
    ['belongs to a reaction', { sub: 'system:reaction' }],
    ['belongs to a NIK', { sub: '9916051708900003' }],
    ['belongs to an e-mail address', { sub: 'budi@example.org' }],
  ])('that %s is refused', async (_, claims) =>
    expect(await codeFor(await signed({ ...CLAIMS, ...claims }))).toBe('unauthenticated'),
  );

  it('without a signature is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { ...CLAIMS, iss: settings.issuer, aud: settings.audience, exp: now() + 60 };
    expect(await codeFor(`${part({ alg: 'none' })}.${part(claims)}.`)).toBe('unauthenticated');
  });

  it('signed with the public key as a secret is refused', async () => {
    const secret = Buffer.from(key.x ?? '', 'base64url');
    expect(await codeFor(await signed(CLAIMS, { alg: 'HS256', by: secret }))).toBe(
      'unauthenticated',
    );
  });

  it('signed with another key is refused', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const by = await exportJWK(privateKey);
    expect(await codeFor(await signed(CLAIMS, { by }))).toBe('unauthenticated');
  });

  it.each(['another', '../../../dev/null', "' OR 1=1 --", ''])(
    'that names the key %j is refused',
    async (kid) =>
      expect(await codeFor(await signed(CLAIMS, { header: { kid } }))).toBe('unauthenticated'),
  );

  it('that brings its own key is refused', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const [by, jwk] = [await exportJWK(privateKey), await exportJWK(publicKey)];
    const headers = [
      { jwk },
      { jku: 'https://evil.example/jwks' },
      { x5u: 'https://evil.example' },
    ];
    for (const header of headers)
      expect(await codeFor(await signed(CLAIMS, { by, header }))).toBe('unauthenticated');
  });

  it.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'JOSE'])(
    'that is something else (%s) is refused',
    async (typ) =>
      expect(await codeFor(await signed(CLAIMS, { header: { typ } }))).toBe('unauthenticated'),
  );

  it.each(['JWT', 'at+jwt', 'application/at+jwt'])('of the type %s is accepted', async (typ) =>
    expect(await codeFor(await signed(CLAIMS, { header: { typ } }))).toBe('accepted'),
  );

  it('of three empty parts, of two, of five or of none is refused', async () => {
    for (const token of ['..', 'a.b', 'a.b.c.d.e', '', 'null'])
      expect(await codeFor(token)).toBe('unauthenticated');
  });

  it('that was changed is refused', async () => {
    const [header = '', , signature = ''] = (await signed(CLAIMS)).split('.');
    const other = Buffer.from(JSON.stringify({ ...CLAIMS, roles: ['administrator'] }));
    expect(await codeFor([header, other.toString('base64url'), signature].join('.'))).toBe(
      'unauthenticated',
    );
  });

  it('would be accepted as it is made here, were nothing wrong with it', async () =>
    expect(await codeFor(await signed(CLAIMS))).toBe('accepted'));
});

describe('Keys', () => {
  const external = { issuer: settings.issuer, audience: settings.audience };

  it('are taken from a file', async () => {
    const path = join(folder, 'jwks.json');
    writeFileSync(path, JSON.stringify({ keys: [publicPartOf(key)] }));
    const byFile = await tokenVerifier({ ...external, keys: { kind: 'file', path } });
    expect(await codeFor(await signed(CLAIMS), byFile)).toBe('accepted');
  });

  it('are taken from a URL', async () => {
    const server = createServer((_, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ keys: [publicPartOf(key)] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const byUrl = await tokenVerifier({ ...external, keys: { kind: 'url', url } });
    expect(await codeFor(await signed(CLAIMS), byUrl)).toBe('accepted');
    await new Promise((resolve) => server.close(resolve));
  });

  it('that cannot be had are not the fault of the caller', async () => {
    const byUrl = await tokenVerifier({
      ...external,
      keys: { kind: 'url', url: 'http://127.0.0.1:1/jwks' },
    });
    expect(await codeFor(await signed(CLAIMS), byUrl)).toBe('keys-unavailable');
  });

  it('for development are made once, for their owner only', async () => {
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    const before = readFileSync(keyPath, 'utf8');
    const made = await Promise.all([1, 2, 3].map(() => developmentKey(keyPath)));
    expect(readFileSync(keyPath, 'utf8')).toBe(before);
    expect(new Set(made.map(({ x }) => x)).size).toBe(1);
  });

  it('for development are the same for all who make them at once', async () => {
    const path = join(folder, 'new', 'development-jwk.json');
    const made = await Promise.all([1, 2, 3, 4].map(() => developmentKey(path)));
    expect(new Set(made.map(({ x }) => x)).size).toBe(1);
  });

  it('for development give tokens that are accepted', async () => {
    const caller = {
      actor: 'finance-1',
      roles: ['finance'],
      subDistricts: 'all',
      scopes: [],
    } as const;
    expect(await verifier.callerOf(await developmentToken(settings, caller, 1))).toEqual(caller);
  });

  it('of others sign no tokens here', () =>
    expect(
      developmentToken(
        { ...external, keys: { kind: 'file', path: keyPath } },
        { actor: 'a', roles: [], subDistricts: 'all', scopes: [] },
        1,
      ),
    ).rejects.toThrow('development keys only'));
});

describe('The settings', () => {
  const all = {
    KELAMBU_JWKS_URL: 'https://id.example/jwks',
    KELAMBU_JWT_ISSUER: 'https://id.example',
    KELAMBU_JWT_AUDIENCE: 'kelambu',
  };
  const production = { ...all, NODE_ENV: 'production' };

  it('of production name the keys, the issuer and the audience', () =>
    expect(securitySettingsFrom(production, folder)).toEqual({
      issuer: 'https://id.example',
      audience: 'kelambu',
      keys: { kind: 'url', url: 'https://id.example/jwks' },
    } satisfies SecuritySettings));

  it.each(['KELAMBU_JWKS_URL', 'KELAMBU_JWT_ISSUER', 'KELAMBU_JWT_AUDIENCE'] as const)(
    'of production are not enough without %s',
    (name) =>
      expect(() => securitySettingsFrom({ ...production, [name]: ' ' }, folder)).toThrow(name),
  );

  it('of production take no keys that anybody on the way may change', () =>
    expect(() =>
      securitySettingsFrom({ ...production, KELAMBU_JWKS_URL: 'http://id.example' }, folder),
    ).toThrow('https://'));

  it('name one source of keys', () =>
    expect(() => securitySettingsFrom({ ...all, KELAMBU_JWKS_FILE: '/jwks.json' }, folder)).toThrow(
      'not both',
    ));

  it('for development need nothing', () =>
    expect(securitySettingsFrom({}, folder).keys.kind).toBe('development'));
});
