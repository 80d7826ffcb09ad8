import { evolve, initialState } from '../../claim/domain/claim';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { deathAssessed, deathId, payerDecided, toWidow, treatmentId } from './testing/benefits';
import {
  cancelled,
  confirmed,
  daughters,
  deathApproved,
  deathReady,
  failed,
  replacedBy,
  replacementRequested,
  returned,
  scheduled,
  sent,
  sons,
  treatmentApproved,
  treatmentGranted,
  unknown,
  widows,
} from './testing/payouts';
import { owedPayouts } from './owed';

const { payoutId, amount } = widows.data;
const second = scheduled(deathAssessed, toWidow, { n: 1 });

/** What is owed after these events, the children's payouts left aside. */
const owedAfter = (...events: readonly ClaimEvent[]) =>
  owedPayouts(events.reduce(evolve, initialState).benefits)
    .filter(
      ({ payout }) => ![daughters, sons].some(({ data }) => data.payoutId === payout.payoutId),
    )
    .map(({ payout, awaits }) => [payout.payoutId, awaits]);

describe('Nothing is owed', () => {
  it('before the approval', () => expect(owedAfter(...deathReady)).toEqual([]));
  it('once the money has arrived', () =>
    expect(owedAfter(...deathApproved, sent(payoutId), confirmed(payoutId, amount))).toEqual([]));
  it('of a payout that the payer’s refusal cancelled', () =>
    expect(
      owedAfter(
        ...treatmentApproved,
        payerDecided(treatmentId, 'refused', 0),
        ...owedPayouts(treatmentApproved.reduce(evolve, initialState).benefits).map(({ payout }) =>
          cancelled(payout.payoutId, 'refused_by_payer'),
        ),
      ),
    ).toEqual([]));
});

describe('Owed is', () => {
  it('what waits to be sent', () =>
    expect(owedAfter(...deathApproved)).toEqual([[payoutId, 'sending']]));
  it('what was sent and is not confirmed', () =>
    expect(owedAfter(...deathApproved, sent(payoutId))).toEqual([[payoutId, 'confirmation']]));
  it('what nobody can say anything of', () =>
    expect(owedAfter(...deathApproved, sent(payoutId), unknown(payoutId))).toEqual([
      [payoutId, 'inquiry'],
    ]));
  it('what the payer pays, also before he has decided', () => {
    expect(owedAfter(...treatmentApproved).map(([, awaits]) => awaits)).toEqual(['payer']);
    expect(owedAfter(...treatmentGranted).map(([, awaits]) => awaits)).toEqual(['payer']);
  });
  it.each([
    ['failed', [sent(payoutId), failed(payoutId)]],
    ['came back', [sent(payoutId), confirmed(payoutId, amount), returned(payoutId)]],
    ['was cancelled, as its benefit still stands', [cancelled(payoutId)]],
    [
      'failed, also while its replacement waits for the approval',
      [...[sent(payoutId), failed(payoutId), replacementRequested(second)]],
    ],
  ] as const)('what %s', (_, events) =>
    expect(owedAfter(...deathApproved, ...events)).toEqual([[payoutId, 'replacement']]),
  );
  it('a replacement alone, and not what it replaces', () =>
    expect(
      owedAfter(...deathApproved, sent(payoutId), failed(payoutId), ...replacedBy(second)),
    ).toEqual([[second.data.payoutId, 'sending']]));
  it('no replacement that failed after its forerunner had arrived', () =>
    expect(
      owedAfter(
        ...[...deathApproved, sent(payoutId), failed(payoutId), ...replacedBy(second)],
        ...[sent(second.data.payoutId), failed(second.data.payoutId)],
        confirmed(payoutId, amount, { contradicts: true }),
      ),
    ).toEqual([]));
});

it('is counted for each payee of a benefit', () =>
  expect(
    owedPayouts(deathApproved.reduce(evolve, initialState).benefits).map(
      ({ payout }) => payout.benefitId,
    ),
  ).toEqual([deathId, deathId, deathId]));
