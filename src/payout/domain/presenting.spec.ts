import { claimDecider } from '../../claim/domain/claim.decider';
import { assessTreatment, claimId } from '../../claim/domain/testing/claims';
import { facts, recorded } from '../../claim/domain/testing/people';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { idFrom } from '../../kernel/name-based-id';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve, confirm, fail, giveBack, payerDecides, present } from './testing/asks';
import { deathId, payerDecided, presented, treatmentId } from './testing/benefits';
import {
  cancelled,
  confirmed,
  deathApproved,
  failed,
  hospitals,
  returned,
  treatmentApproved,
  treatmentGranted,
  treatmentPresented,
  treatmentReady,
} from './testing/payouts';

const given = specificationOf(claimDecider);
const { payoutId, amount } = hospitals.data;
const paidInFull: ClaimEvent = {
  type: 'TreatmentPaid',
  data: { benefitId: treatmentId, payoutIds: [payoutId] },
};

describe('Presenting a benefit to its payer', () => {
  it('is recorded', () =>
    given(...treatmentApproved)
      .when(present([treatmentId]))
      .then(presented(treatmentId)));
  it('says nothing the second time', () =>
    given(...treatmentPresented)
      .when(present([treatmentId]))
      .thenNothing());
  it('is not done twice', () =>
    given(...treatmentPresented)
      .when(present([treatmentId], { reference: 'surat-2' }))
      .thenRejected('already-presented'));
  it('follows the approval', () =>
    given(...treatmentReady)
      .when(present([treatmentId]))
      .thenRejected('benefit-not-approved'));
  it('is done again once papers were missing', () =>
    given(...treatmentPresented, payerDecided(treatmentId, 'papers_missing', 0))
      .when(present([treatmentId], { presentedOn: calendarDay('2024-12-01') }))
      .then({
        type: 'BenefitsPresented',
        data: { ...presented(treatmentId).data, presentedOn: calendarDay('2024-12-01') },
      }));
  it('is not done where the office pays', () =>
    given(...deathApproved)
      .when(present([deathId]))
      .thenRejected('office-pays-itself'));
  it('is not done tomorrow', () =>
    given(...treatmentApproved)
      .when(present([treatmentId], { presentedOn: calendarDay('2024-12-03') }))
      .thenRejected('day-in-future'));
  it('needs a benefit', () =>
    given(...treatmentApproved)
      .when(present([treatmentId, 'ben-9']))
      .thenRejected('not-found'));
});

describe("The payer's decision", () => {
  it.each(['guaranteed', 'granted', 'papers_missing'] as const)('is recorded: %s', (outcome) =>
    given(...treatmentPresented)
      .when(payerDecides(treatmentId, outcome, 3_200_000))
      .then(payerDecided(treatmentId, outcome, 3_200_000)),
  );
  it('that refuses cancels the payouts', () =>
    given(...treatmentPresented)
      .when(payerDecides(treatmentId, 'refused', 0))
      .then(payerDecided(treatmentId, 'refused', 0), cancelled(payoutId, 'payer_refused', 'siti')));
  it('of another sum is kept beside ours', () =>
    given(...treatmentPresented)
      .when(payerDecides(treatmentId, 'granted', 2_900_000))
      .then(payerDecided(treatmentId, 'granted', 2_900_000)));
  it('says nothing the second time', () =>
    given(...treatmentGranted)
      .when(payerDecides(treatmentId, 'granted', 3_200_000))
      .thenNothing());
  it('may become another', () =>
    given(...treatmentPresented, payerDecided(treatmentId, 'guaranteed', 3_200_000))
      .when(payerDecides(treatmentId, 'granted', 3_200_000))
      .then(payerDecided(treatmentId, 'granted', 3_200_000)));
  it('follows the presentation', () =>
    given(...treatmentApproved)
      .when(payerDecides(treatmentId, 'granted', 3_200_000))
      .thenRejected('not-presented'));
  it('does not come before it', () =>
    given(...treatmentPresented)
      .when(
        payerDecides(treatmentId, 'granted', 3_200_000, { decidedOn: calendarDay('2024-11-24') }),
      )
      .thenRejected('period-reversed'));
  it('is not of tomorrow', () =>
    given(...treatmentPresented)
      .when(
        payerDecides(treatmentId, 'granted', 3_200_000, { decidedOn: calendarDay('2024-12-03') }),
      )
      .thenRejected('day-in-future'));
  it('that refuses lets the same bill be assessed anew', () => {
    const history = [
      ...treatmentPresented,
      payerDecided(treatmentId, 'refused', 0),
      cancelled(payoutId, 'payer_refused', 'siti'),
    ];
    const assessAgain = () =>
      claimDecider.decide(
        assessTreatment({}, facts({ terms: recorded })),
        stateOf(claimDecider, history),
      );
    expect(assessAgain()).toEqual([expect.objectContaining({ type: 'BenefitAssessed' })]);
  });
  it('that refuses after the money arrived never lets the same bill be paid twice', () =>
    given(
      ...treatmentGranted,
      confirmed(payoutId, amount),
      paidInFull,
      payerDecided(treatmentId, 'refused', 0),
    )
      .when(assessTreatment({}, facts({ terms: recorded })))
      .thenRejected('money-moving'));
});

describe("The payer's payment", () => {
  it('is recorded, and pays the treatment', () =>
    given(...treatmentGranted)
      .when(confirm(payoutId, amount))
      .then(confirmed(payoutId, amount), paidInFull));
  it('follows his decision', () =>
    given(...treatmentPresented)
      .when(confirm(payoutId, amount))
      .thenRejected('payer-not-decided'));
  it('is not confirmed by the approver', () =>
    given(...treatmentGranted)
      .when(confirm(payoutId, amount, { by: 'budi' }))
      .thenRejected('payer-is-judge'));
  it('may be confirmed by the assessor', () =>
    given(...treatmentGranted)
      .when(confirm(payoutId, amount, { by: 'siti' }))
      .then(confirmed(payoutId, amount, { by: 'siti' }), paidInFull));
  it('of another sum is kept, and pays the treatment', () =>
    given(...treatmentGranted)
      .when(confirm(payoutId, rupiah(2_900_000)))
      .then(confirmed(payoutId, rupiah(2_900_000)), paidInFull));
  it('says nothing the second time', () =>
    given(...treatmentGranted, confirmed(payoutId, amount), paidInFull)
      .when(confirm(payoutId, amount))
      .thenNothing());
  it('after a refusal contradicts it', () =>
    given(
      ...treatmentPresented,
      payerDecided(treatmentId, 'refused', 0),
      cancelled(payoutId, 'payer_refused', 'siti'),
    )
      .when(confirm(payoutId, amount))
      .then(confirmed(payoutId, amount, { contradicts: true }), paidInFull));
  it('may fail once he has decided', () =>
    given(...treatmentGranted)
      .when(fail(payoutId))
      .then(failed(payoutId)));
  it('does not fail before', () =>
    given(...treatmentPresented)
      .when(fail(payoutId))
      .thenRejected('payout-not-sent'));
  it('may come back', () =>
    given(...treatmentGranted, confirmed(payoutId, amount), paidInFull)
      .when(giveBack(payoutId))
      .then(returned(payoutId)));
});

describe('Money for a refused benefit that was assessed and approved anew', () => {
  // The second payout belongs to another benefit, so nothing stops it yet and no overpayment is found.
  it('stops the second payout', () => {
    const atBpjs = facts({ terms: recorded });
    const refused: readonly ClaimEvent[] = [
      ...treatmentPresented,
      payerDecided(treatmentId, 'refused', 0),
      cancelled(payoutId, 'payer_refused', 'siti'),
    ];
    const again = idFrom(claimId, 'treatment', 'rsud-sekayu', 'inv-1', 1);
    const anew = [assessTreatment({}, atBpjs), approve(again, atBpjs)].reduce(
      (before, command) => [
        ...before,
        ...claimDecider.decide(command, stateOf(claimDecider, before)),
      ],
      refused,
    );
    expect(
      claimDecider
        .decide(confirm(payoutId, amount), stateOf(claimDecider, anew))
        .map(({ type }) => type),
    ).toContain('PayoutCancelled');
  });
});
