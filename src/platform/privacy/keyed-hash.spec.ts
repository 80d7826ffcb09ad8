import { createSecretKey } from 'node:crypto';
import { array, assert, property, string, uint8Array } from 'fast-check';
import { validate, version } from 'uuid';
import { base32 } from './base32';
import { canonicalJson } from './canonical-json';
import { keyedHash, keyedHasher } from './keyed-hash';

const key = createSecretKey(Buffer.alloc(32, 7));
const otherKey = createSecretKey(Buffer.alloc(32, 8));
const hasher = keyedHasher(key);
const NIK = '9916010101900001';

describe('Base32', () => {
  it.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('writes %j as RFC 4648 does, in lower case and unpadded', (text, expected) =>
    expect(base32(Buffer.from(text))).toBe(expected),
  );
});

describe('A keyed hash', () => {
  it('is stored for ever, so it never changes', () =>
    expect(keyedHash(key, 'nik', NIK)).toBe('xv7oojnapsor62lpgigsvt674m'));
  it('is 26 characters that may stand in a stream name', () =>
    assert(
      property(array(string({ unit: 'binary' })), (parts) => {
        expect(keyedHash(key, 'any', ...parts)).toMatch(/^[a-z2-7]{26}$/);
      }),
    ));
  it('differs for any other parts, however they are cut', () =>
    assert(
      property(
        array(string({ unit: 'binary', maxLength: 3 }), { maxLength: 3 }),
        array(string({ unit: 'binary', maxLength: 3 }), { maxLength: 3 }),
        (one, other) => {
          expect(keyedHash(key, 'any', ...one) === keyedHash(key, 'any', ...other)).toBe(
            JSON.stringify(one) === JSON.stringify(other),
          );
        },
      ),
    ));
  it.each<[string, readonly string[], readonly string[]]>([
    ['parts that join to the same text', ['a', 'bc'], ['ab', 'c']],
    ['an empty part', ['a'], ['a', '']],
    ['lone surrogates, which UTF-8 cannot tell apart', ['\ud800'], ['\ud801']],
  ])('differs for %s', (_what, one, other) =>
    expect(keyedHash(key, 'any', ...one)).not.toBe(keyedHash(key, 'any', ...other)),
  );
  it('differs for a text and for its bytes', () =>
    assert(
      property(uint8Array({ maxLength: 8 }), (bytes) => {
        expect(keyedHash(key, 'any', bytes)).not.toBe(
          keyedHash(key, 'any', Buffer.from(bytes).toString('utf16le')),
        );
      }),
    ));
  it('differs by purpose', () => {
    const refs = [hasher.nikRef(NIK), hasher.familyRef(NIK), hasher.shownRef(NIK)];
    expect(new Set(refs).size).toBe(3);
  });
  it('differs by key: without it nobody can try numbers out', () =>
    expect(keyedHasher(otherKey).nikRef(NIK)).not.toBe(hasher.nikRef(NIK)));
});

describe('A fingerprint', () => {
  const body = { amount: { value: 1, currency: 'IDR' }, days: ['2026-01-02', '2026-01-01'] };

  it('is all 256 bits in hex', () =>
    expect(hasher.fingerprint('/v1/claims', body)).toMatch(/^[0-9a-f]{64}$/));
  it('does not see the order of fields', () =>
    expect(
      hasher.fingerprint('/v1/claims', {
        days: ['2026-01-02', '2026-01-01'],
        amount: { currency: 'IDR', value: 1 },
      }),
    ).toBe(hasher.fingerprint('/v1/claims', body)));
  it.each<[string, string, unknown]>([
    ['another target', '/v1/deaths', body],
    ['another order in a list', '/v1/claims', { ...body, days: ['2026-01-01', '2026-01-02'] }],
    [
      'a number in place of its text',
      '/v1/claims',
      { ...body, amount: { value: '1', currency: 'IDR' } },
    ],
    ['a field that is null rather than absent', '/v1/claims', { ...body, note: null }],
    ['no body', '/v1/claims', undefined],
  ])('sees %s', (_what, target, other) =>
    expect(hasher.fingerprint(target, other)).not.toBe(hasher.fingerprint('/v1/claims', body)),
  );
  it('tells no body from an empty text', () =>
    expect(canonicalJson(undefined)).not.toBe(canonicalJson('')));
  it('sees a field named __proto__', () =>
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":1}}'))).toBe(
      '{"__proto__":{"a":1},"b":1}',
    ));
});

describe('A command id', () => {
  it('is a UUID that every engine takes', () => {
    const id = hasher.commandId('user-1', 'key-1');
    expect([validate(id), version(id)]).toEqual([true, 5]);
  });
  it('is the same for the same actor and key, and stored for ever', () =>
    expect(hasher.commandId('user-1', 'key-1')).toBe('5f88c307-231f-584d-8c6f-8a7354199d7d'));
  it('is another for another actor with the same key', () =>
    expect(hasher.commandId('user-2', 'key-1')).not.toBe(hasher.commandId('user-1', 'key-1')));
});
