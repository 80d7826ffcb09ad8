import { InexactNumber, parseJsonBody } from './json-body';
import { InvalidRequest } from './invalid-request';

const parse = (text: string) => parseJsonBody(Buffer.from(text));

const faultOf = (bytes: Uint8Array): unknown => {
  try {
    return parseJsonBody(bytes);
  } catch (error) {
    return error instanceof InvalidRequest ? error.parts[0] : error;
  }
};

describe('A JSON body', () => {
  it('is read as it is written', () =>
    expect(parse('{"a":[1,"b",null,true,{"c":-7}]}')).toEqual({
      a: [1, 'b', null, true, { c: -7 }],
    }));

  it.each(['0', '-1', '42000000', '9007199254740991'])('has the whole number %s', (text) =>
    expect(parse(text)).toBe(Number(text)),
  );

  it.each(['1.0', '0.1', '4.2e7', '1e400', '-0', '9007199254740992', '9171011708900003'.repeat(2)])(
    'keeps what was written for %s',
    (text) => expect(parse(text)).toEqual(new InexactNumber(text)),
  );

  it('would have lost digits of a NIK if JavaScript had read it', () =>
    expect(JSON.stringify(JSON.parse('99160517089000031'))).not.toBe('99160517089000031'));

  it.each([
    ['{"a":1,"b":{"c":2,"c":2}}', 'json-duplicate-key', ''],
    ['{"a":1,"a":2}', 'json-duplicate-key', '/a'],
    ['{"a":{"b":[{"__proto__":1}]}}', 'json-forbidden-key', '/a/b/0/__proto__'],
    ['{"prototype":1}', 'json-forbidden-key', '/prototype'],
    [String.raw`{"a\u0000":1}`, 'text-characters', '/…'],
    [String.raw`{"a":["\udc00"]}`, 'text-characters', '/a/0'],
    ['{"a":1', 'json-malformed', ''],
    ['{"a":Infinity}', 'json-malformed', ''],
    ['{"a":01}', 'json-malformed', ''],
    ['{"a":1} {}', 'json-malformed', ''],
    ['// hello', 'json-malformed', ''],
    ['   ', 'body-empty', ''],
  ])('is not %s', (text, fault, pointer) =>
    expect(faultOf(Buffer.from(text))).toMatchObject({ in: 'body', fault, pointer }),
  );

  it('may hold colons, brackets and quotes in its texts', () =>
    expect(parse(String.raw`{"a:[":"\"}:{[\\"}`)).toEqual({ 'a:[': '"}:{[\\' }));

  it('may be nested sixteen times and no more', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parse(nested(16))).toBeInstanceOf(Array);
    expect(faultOf(Buffer.from(nested(17)))).toMatchObject({ fault: 'json-too-deep' });
  });

  it('is not something that UTF-8 does not have', () =>
    expect(faultOf(Uint8Array.from([0x22, 0xc0, 0x80, 0x22]))).toMatchObject({
      fault: 'json-not-utf8',
    }));

  it('changes no prototype', () => {
    faultOf(Buffer.from('{"__proto__":{"polluted":true}}'));
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('A body that is larger than anybody needs', () => {
  const read = (text: string) => parseJsonBody(Buffer.from(text));

  it('has lists of a thousand, and no longer ones', () => {
    const list = (length: number) => JSON.stringify({ rows: Array.from({ length }, () => 1) });
    expect(read(list(1_000))).toMatchObject({ rows: expect.any(Array) as unknown });
    expect(() => read(list(1_001))).toThrow('validation');
  });

  it('has texts of 4,096 characters, and no longer ones', () => {
    const text = (length: number) => JSON.stringify({ chronology: 'x'.repeat(length) });
    expect(read(text(4_096))).toEqual({ chronology: 'x'.repeat(4_096) });
    expect(() => read(text(4_097))).toThrow('validation');
    expect(() => read(JSON.stringify({ ['x'.repeat(4_097)]: 1 }))).toThrow('validation');
  });
});
