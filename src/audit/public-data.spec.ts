import { benefitRef, payoutRef, publicId } from '../platform/http/public-ids';
import { publicData } from './public-data';

const [one, other, claim] = [1, 2, 3].map((n) => `b2ad5d0c-6d5e-5e0c-8a55-1c1f3f1d2a1${n}`) as [
  string,
  string,
  string,
];
const stream = `claim-${claim}` as const;
const owner = { stream: 'claim', streamId: claim } as const;

describe('What was stored, as a history shows it', () => {
  it('names people, papers and cases as other answers do', () =>
    expect(
      publicData({ participantId: one, reporterId: other, accidentClaimId: null }, stream),
    ).toEqual({
      participantId: publicId('par', one),
      reporterId: publicId('mem', other),
      accidentClaimId: null,
    }));

  it('names benefits and payouts with the case that they are of, also in lists', () =>
    expect(publicData({ benefitIds: [one], payoutId: other, replaces: null }, stream)).toEqual({
      benefitIds: [benefitRef({ ...owner, benefitId: one })],
      payoutId: payoutRef({ ...owner, payoutId: other }),
      replaces: null,
    }));

  it('names a payee by what he is: a participant, somebody else, a hospital by its code', () => {
    const payees = [
      { kind: 'heir', id: one, onBehalfOf: other },
      { kind: 'participant', id: one, onBehalfOf: null },
      { kind: 'facility', id: 'rsud-sekayu', onBehalfOf: null },
    ];
    expect(publicData({ payees }, stream)['payees']).toMatchObject([
      { id: publicId('mem', one), onBehalfOf: publicId('mem', other) },
      { id: publicId('par', one) },
      { id: 'rsud-sekayu' },
    ]);
    expect(publicData({ payeeKind: 'guardian', payeeId: one }, stream)['payeeId']).toBe(
      publicId('mem', one),
    );
  });

  it('leaves everything else as it was stored', () => {
    const data = { amount: 42_000_000, kind: 'death', by: 'adjuster-1', uploadId: one, lines: [] };
    expect(publicData(data, stream)).toEqual(data);
  });
});
