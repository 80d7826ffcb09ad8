import * as fc from 'fast-check';
import { v5 } from 'uuid';
import { idFrom } from './name-based-id';

describe('An id from names', () => {
  it('is a UUID of version 5', () =>
    expect(idFrom('claim', 1)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ));

  it('is for ever: stored streams are found under it', () =>
    expect(idFrom('participant-1', 'death', 1)).toBe('cbd1457e-730d-5870-8846-35ae2640c3ee'));

  it('is the one that the library makes, whatever the names are and however long', () => {
    const like = (names: readonly (string | number)[]) =>
      v5(JSON.stringify(names), '6ba3e1d2-5b8e-5f0c-9b1d-2f6a4b1c7e90');
    const anyName = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer());
    fc.assert(fc.property(fc.array(anyName), (names) => idFrom(...names) === like(names)));
    for (let length = 0; length < 200; length++) {
      const names = ['n'.repeat(length)];
      expect(idFrom(...names)).toBe(like(names));
    }
    expect(idFrom('é'.repeat(5_000))).toBe(like(['é'.repeat(5_000)]));
  });

  it('is the same for the same names, every time', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (names) =>
        expect(idFrom(...names)).toBe(idFrom(...names)),
      ),
    ));

  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a', 'b'], ['ab']],
    [['a', 'b'], ['a,b']],
    [['a","b'], ['a', 'b']],
    [['1'], [1]],
    [['a'], ['a', '']],
    [[''], []],
  ])('differs for %j and %j', (some, others) =>
    expect(idFrom(...some)).not.toBe(idFrom(...others)),
  );

  it('differs whenever the names do', () => {
    const anyNames = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });
    fc.assert(
      fc.property(anyNames, anyNames, (some, others) => {
        const same = JSON.stringify(some) === JSON.stringify(others);
        expect(idFrom(...some) === idFrom(...others)).toBe(same);
      }),
    );
  });
});
