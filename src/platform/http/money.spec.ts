import { LARGEST_SUM } from '../../kernel/rupiah';
import { money } from './money';

describe('A sum that is shown', () => {
  it('may be of several of the largest that are taken in: one typing error hides no case and no report', () =>
    expect(money(3 * LARGEST_SUM)).toEqual({ amount: 3_000_000_000_000_000, currency: 'IDR' }));
  it.each([Number.MAX_SAFE_INTEGER + 1, -Number.MAX_SAFE_INTEGER - 1, 0.5, '9007199254740993'])(
    'is never one that a number does not hold exactly: %s',
    (amount) => expect(() => money(amount)).toThrow(RangeError),
  );
});
