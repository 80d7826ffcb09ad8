import fc from 'fast-check';
import { isAfter } from './event-store';

const position = fc.bigInt({ min: 0n, max: 2n ** 64n });

describe('A position', () => {
  it('is after another one where its number is larger', () => {
    fc.assert(
      fc.property(position, position, (one, other) => {
        expect(isAfter(String(one), String(other))).toBe(one > other);
      }),
    );
  });

  it('is not after itself, and a text of more digits is after one of fewer', () => {
    expect(isAfter('9', '9')).toBe(false);
    expect(isAfter('10', '9')).toBe(true);
    expect(isAfter('9', '10')).toBe(false);
  });
});
