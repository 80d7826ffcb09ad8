import { assert, dictionary, integer, jsonValue, property, string, uuid } from 'fast-check';
import type { JsonObject } from '../../../kernel/event';
import { newSubjectKey } from '../../privacy/subject-keys';
import { openPart, parseSealedText, type SealedPart, sealedText, sealPart } from './sealing';

const key = newSubjectKey('siti');
const eventId = '5a4f1f0e-5d57-5f0a-8f3a-1d8a7d2c9b10';
const part: JsonObject = { name: 'Siti', nik: '9916010101900001' };

/** Whatever a part may hold: any JSON but -0, which JSON writes as 0. */
const anyPart = dictionary(
  string({ unit: 'binary' }).filter((name) => !/^(__proto__|constructor|prototype)$/.test(name)),
  jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonObject),
).filter((one) => !/"(__proto__|constructor|prototype)"/.test(JSON.stringify(one)));

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
};
const bitsOf = (text: string, encoding: BufferEncoding) => Buffer.byteLength(text, encoding) * 8;
const everyBit = (count: number) => Array.from({ length: count }, (_, bit) => bit);

/** As a reader does it who knows one person's key. */
const openText = (text: string): JsonObject | null => {
  const parts = parseSealedText(text);
  const sealed = typeof parts === 'string' ? undefined : parts.get(key.subjectId);
  return sealed ? openPart(eventId, key, sealed) : null;
};

describe("A person's sealed part", () => {
  it('opens to what was sealed, through its text', () =>
    assert(
      property(anyPart, uuid(), (content, id) => {
        const parts = parseSealedText(sealedText(new Map([['siti', sealPart(id, key, content)]])));
        const sealed = typeof parts === 'string' ? undefined : parts.get('siti');
        expect(sealed && openPart(id, key, sealed)).toEqual(content);
      }),
    ));
  it.each<keyof SealedPart>(['iv', 'tag', 'sealed'])(
    'does not open with any one bit of its %s flipped',
    (field) => {
      const sealed = sealPart(eventId, key, part);
      const bytes = Buffer.from(sealed[field], 'base64url');
      const opened = everyBit(bytes.length * 8).filter((bit) => {
        const forged = { ...sealed, [field]: flipped(bytes, bit).toString('base64url') };
        return openPart(eventId, key, forged) !== null;
      });
      expect(opened).toEqual([]);
    },
  );
  it('does not open with any one bit of its text flipped', () => {
    const text = sealedText(new Map([['siti', sealPart(eventId, key, part)]]));
    const opened = everyBit(bitsOf(text, 'utf8')).filter(
      (bit) => openText(flipped(Buffer.from(text), bit).toString('utf8')) !== null,
    );
    expect(openText(text)).toEqual(part);
    expect(opened).toEqual([]);
  });
  it('does not open in another event', () =>
    assert(
      property(uuid(), (other) => {
        expect(openPart(other, key, sealPart(eventId, key, part))).toBeNull();
      }),
    ));
  it('does not open as another subject, even under the same key', () =>
    assert(
      property(string(), (subjectId) => {
        expect(openPart(eventId, { ...key, subjectId }, sealPart(eventId, key, part))).toBeNull();
      }),
    ));
  it('does not open under another key id, even with the same key', () =>
    assert(
      property(uuid(), (keyId) => {
        const sealed = { ...sealPart(eventId, key, part), keyId };
        expect(openPart(eventId, { ...key, keyId }, sealed)).toBeNull();
        expect(openPart(eventId, key, sealed)).toBeNull();
      }),
    ));
  it("does not open under another person's key", () =>
    expect(openPart(eventId, newSubjectKey('siti'), sealPart(eventId, key, part))).toBeNull());
  it('does not open with a tag cut short', () =>
    assert(
      property(integer({ min: 0, max: 15 }), (length) => {
        const sealed = sealPart(eventId, key, part);
        const tag = Buffer.from(sealed.tag, 'base64url').subarray(0, length).toString('base64url');
        expect(openPart(eventId, key, { ...sealed, tag })).toBeNull();
      }),
    ));
  it('is never sealed twice with one iv', () => {
    const ivs = Array.from({ length: 1_000 }, () => sealPart(eventId, key, part).iv);
    expect(new Set(ivs).size).toBe(1_000);
  });
  it('shows nothing of what it says', () => {
    const text = sealedText(new Map([['siti', sealPart(eventId, key, part)]]));
    expect(text).not.toMatch(/Siti|9916010101900001|nik/);
  });
});

describe('A sealed text', () => {
  const sealed = sealPart(eventId, key, part);
  const malformed: readonly [string, unknown][] = [
    ['no version', { parts: { siti: sealed } }],
    ['a version that is no number', { v: '1', parts: { siti: sealed } }],
    ['no parts', { v: 1 }],
    ['no part at all', { v: 1, parts: {} }],
    ['a list of parts', { v: 1, parts: [sealed] }],
    ['a field beside the seal', { v: 1, parts: { siti: sealed }, note: 'Siti' }],
    ['a field beside the sealed content', { v: 1, parts: { siti: { ...sealed, name: 'Siti' } } }],
    ['a part in clear', { v: 1, parts: { siti: part } }],
    ['a key id that is none', { v: 1, parts: { siti: { ...sealed, keyId: "' OR 1=1" } } }],
    ['a short iv', { v: 1, parts: { siti: { ...sealed, iv: 'AAAA' } } }],
    ['bytes that are not base64url', { v: 1, parts: { siti: { ...sealed, sealed: '!' } } }],
  ];
  it.each(malformed)('with %s is malformed', (_what, content) =>
    expect(parseSealedText(JSON.stringify(content))).toBe('malformed'),
  );
  it('that is no JSON is malformed', () => expect(parseSealedText('Siti')).toBe('malformed'));
  it('of a newer format is known to be newer', () =>
    expect(parseSealedText('{"v":2,"anything":{}}')).toBe('unknown_version'));
});
