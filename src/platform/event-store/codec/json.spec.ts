import { assert, jsonValue, property } from 'fast-check';
import { flawIn, parseObject } from './json';

const cyclic: Record<string, unknown> = {};
cyclic.again = cyclic;
const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('Reading JSON', () => {
  it.each([
    ['a field named __proto__', '{"__proto__":{"admin":true}}'],
    ['one deep inside', '{"a":[{"b":{"__proto__":{"admin":true}}}]}'],
    ['one that is written with escapes', '{"\\u005f_proto__":{"admin":true}}'],
    ['a field named constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['a list', '[]'],
    ['a text', '"a"'],
    ['null', 'null'],
    ['half an object', '{"a":'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => expect(parseObject(text)).toBeNull());
  it.each(['{"a":"__proto__"}', '{"a":"say \\"constructor\\": x"}', '{"a":"caf\\u00e9"}'])(
    'takes %s, where nothing is wrong',
    (text) => expect(parseObject(text)).toEqual(JSON.parse(text)),
  );
  it('changes no object but its own', () => {
    parseObject('{"__proto__":{"admin":true}}');
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
  it('takes no depth for a reason to fall over', () =>
    expect(
      parseObject(`{"a":"\\u0041","b":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    ).not.toBeNull());
});

describe('What would not survive JSON', () => {
  it.each<[string, unknown]>([
    ['undefined', { a: undefined }],
    ['NaN', { a: NaN }],
    ['Infinity', { a: [1, -Infinity] }],
    ['a Date', { a: new Date(0) }],
    ['a Map', { a: new Map() }],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('a') }],
    ['a symbol for a name', { [Symbol('a')]: 1 }],
    ['a hidden field', Object.defineProperty({}, 'a', { value: 1, enumerable: false })],
    ['an object of a class', { a: new URL('https://example.org') }],
    ['a list with a hole', { a: Object.assign([1], { 2: 3 }) }],
    ['a list with a name', { a: Object.assign([1], { note: 'x' }) }],
    ['a field named __proto__', JSON.parse('{"a":{"__proto__":1}}')],
    ['a circle', cyclic],
    ['endless depth', { a: deep(10_000) }],
  ])('is %s', (_what, value) => expect(flawIn(value, 'data')).toMatch(/^data/));
  it('is named by its field, never by what stands there', () =>
    expect(flawIn({ who: { name: 'Siti', born: new Date(0) } }, 'data')).toBe(
      'data.who.born is not a plain object',
    ));
  it('is nothing that JSON gave', () =>
    assert(
      property(
        jsonValue().filter(
          (one) => !/"(__proto__|constructor|prototype)"/.test(JSON.stringify(one)),
        ),
        (value) => {
          expect(flawIn(value, 'data')).toBeNull();
        },
      ),
    ));
});
