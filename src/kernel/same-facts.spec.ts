import * as fc from 'fast-check';
import type { Json, JsonObject } from './event';
import { sameFacts } from './same-facts';

/** Any JSON, as it comes back from the store. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

const backwards = (value: Json): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value as JsonObject).reverse();
  return Object.fromEntries(fields.map(([field, one]) => [field, backwards(one)]));
};

const inOneOrder = (value: Json): string =>
  JSON.stringify(value, (_, one: Json) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

describe('The same facts', () => {
  it('are the same whatever the order of their fields, however deep', () =>
    fc.assert(fc.property(json, (value) => sameFacts(value, backwards(value)))));

  it('are the same exactly where they are written the same in one order of fields', () =>
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(sameFacts(one, other)).toBe(inOneOrder(one) === inOneOrder(other));
      }),
    ));

  it('need not come out of one object', () =>
    expect(
      sameFacts(
        { from: '2026-01-01', tariff: { jkk: 10_000, jkm: 6_800 }, schemes: ['jkk', 'jkm'] },
        { schemes: ['jkk', 'jkm'], tariff: { jkm: 6_800, jkk: 10_000 }, from: '2026-01-01' },
      ),
    ).toBe(true));
});

describe('Other facts', () => {
  it.each<[string, Json, Json]>([
    ['another value', { amount: 1 }, { amount: 2 }],
    ['a number and its text', { amount: 1 }, { amount: '1' }],
    ['nothing said and null', {}, { note: null }],
    ['null and nothing said', { note: null }, {}],
    ['one field under another name', { from: null }, { until: null }],
    ['null and an object', { account: null }, { account: {} }],
    ['an empty list and an empty object', [], {}],
    ['a list and an object with its indexes', ['jkk'], { 0: 'jkk' }],
    ['another order in a list', ['jkk', 'jkm'], ['jkm', 'jkk']],
    ['a longer list', ['jkk'], ['jkk', 'jkm']],
    ['false and nothing', { minor: false }, { minor: null }],
    ['a difference far inside', { a: [{ b: { c: 1 } }] }, { a: [{ b: { c: 2 } }] }],
    ['a field that every object has', { toString: 'x' }, { name: 'x' }],
    ['an erased person and what was known', 'erased', { name: 'Siti' }],
  ])('are never taken for the same: %s', (_what, one, other) => {
    expect(sameFacts(one, other)).toBe(false);
    expect(sameFacts(other, one)).toBe(false);
  });
});
