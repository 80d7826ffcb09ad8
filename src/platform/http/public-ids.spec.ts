import * as fc from 'fast-check';
import type { Rejection } from '../../kernel/rejection';
import {
  benefitFromRef,
  benefitRef,
  ID_PREFIXES,
  idFromPublic,
  payoutFromRef,
  payoutRef,
  publicId,
} from './public-ids';

const ID = '3a1f0c5e-9b7d-5e21-8c44-0f1e2d3c4b5a';
const OTHER = 'ffffffff-ffff-5fff-bfff-ffffffffffff';
const HASH = 'abcdefghijklmnopqrstuvwx2a';
const shown = publicId('clm', ID);

const notFound = (read: () => unknown) =>
  expect(read).toThrow(expect.objectContaining({ code: 'not-found' }) as Rejection);

describe('A public id', () => {
  it('is a prefix and 26 digits', () => expect(shown).toMatch(/^clm_[0-9a-hjkmnp-tv-z]{26}$/));

  it('is read back, whatever the id', () =>
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(idFromPublic('clm', publicId('clm', id))).toBe(id);
      }),
    ));

  it('has one spelling: each other one is not found', () => {
    const others = Array.from(shown.slice(4)).flatMap((digit, at) =>
      Array.from(
        'ilou',
        (lookalike) => shown.slice(0, 4 + at) + lookalike + shown.slice(5 + at),
      ).concat(
        digit.toUpperCase() === digit
          ? []
          : [shown.slice(0, 4 + at) + digit.toUpperCase() + shown.slice(5 + at)],
      ),
    );
    for (const other of others) notFound(() => idFromPublic('clm', other));
  });

  it.each([
    ['another prefix', publicId('par', ID)],
    ['no prefix', shown.slice(4)],
    ['the id inside', ID],
    ['a digit too many', `${shown}0`],
    ['a digit too few', shown.slice(0, -1)],
    ['more than 128 bits', `clm_8${'0'.repeat(25)}`],
    ['a space behind', `${shown} `],
    ['nothing', ''],
  ])('is not %s', (_, text) => notFound(() => idFromPublic('clm', text)));

  it('of a list is its keyed hash', () => {
    expect(idFromPublic('enl', publicId('enl', HASH))).toBe(HASH);
    notFound(() => idFromPublic('clm', `clm_h${HASH}`));
  });

  it('is not made from what is no id', () =>
    expect(() => publicId('clm', '9916051708900003')).toThrow(RangeError));

  it('has a prefix of its own for each kind', () =>
    expect(new Set(ID_PREFIXES).size).toBe(ID_PREFIXES.length));
});

describe('The id of a benefit', () => {
  const ref = { stream: 'scholarship', streamId: ID, benefitId: OTHER } as const;

  it('says in which stream it is found', () =>
    expect(benefitFromRef(benefitRef(ref))).toEqual(ref));

  it('is not the id of a payout', () => {
    const payout = payoutRef({ stream: 'claim', streamId: ID, payoutId: OTHER });
    expect(payoutFromRef(payout)).toEqual({ stream: 'claim', streamId: ID, payoutId: OTHER });
    notFound(() => benefitFromRef(payout));
    notFound(() => benefitFromRef(payout.replace('pyt', 'ben').toUpperCase()));
  });

  it.each(['ben_', 'ben_x', `ben_x${'0'.repeat(52)}`, `ben_c${'0'.repeat(51)}`])(
    'is not %s',
    (text) => notFound(() => benefitFromRef(text)),
  );
});
