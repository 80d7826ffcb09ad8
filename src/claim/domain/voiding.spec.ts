import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { owedPayouts } from '../../payout/domain/owed';
import { openTasksOf } from '../../payout/domain/tasks';
import {
  approve,
  confirm,
  payerDecides,
  present,
  recordPaper,
} from '../../payout/domain/testing/asks';
import {
  deathAssessed,
  deathId,
  payerDecided,
  toHospital,
  toWidow,
  treatmentAssessed,
  treatmentId,
} from '../../payout/domain/testing/benefits';
import {
  cancelled,
  confirmed,
  daughters,
  deathApproved,
  deathReady,
  failed,
  hospitals,
  overpaymentFound,
  replacedBy,
  replacementRequested,
  returned,
  scheduled,
  sent,
  sons,
  treatmentApproved,
  treatmentGranted,
  treatmentPresented,
  unknown,
  widows,
} from '../../payout/domain/testing/payouts';
import { heldBy } from './claimed-once';
import { claimDecider } from './claim.decider';
import type { ClaimEvent } from './claim.events';
import {
  approveVoiding,
  correct,
  decideDispute,
  isVoid,
  requestVoiding,
  voided,
  voidingRequested,
} from './testing/claim-life';
import {
  accept,
  accepted,
  accidentReported,
  assessDeath,
  claimId,
  close,
  deathReported,
  establishHeirs,
  refuse,
  reopen,
  reportAccident,
  reportDeath,
  withdraw,
} from './testing/claims';
import { facts, recorded } from './testing/people';

const given = specificationOf(claimDecider);
const after = (...history: readonly ClaimEvent[]) => stateOf(claimDecider, history);

const [widow, daughter, son] = [widows, daughters, sons].map(({ data }) => data.payoutId);
const allCancelled = [widow, daughter, son].map((one) => cancelled(one ?? ''));
const hospital = hospitals.data.payoutId;
const closed: ClaimEvent = { type: 'ClaimClosed', data: { reasonCode: 'settled', by: 'siti' } };
const approvalFell: ClaimEvent = {
  type: 'BenefitApprovalVoided',
  data: { benefitId: deathId, payoutIds: [], reasonCode: 'claim_voided', by: 'dewi' },
};

const billFell: ClaimEvent = {
  type: 'BenefitApprovalVoided',
  data: { benefitId: treatmentId, payoutIds: [], reasonCode: 'claim_voided', by: 'dewi' },
};

describe('Asking that a claim be voided', () => {
  it('is a fact', () => given(deathReported()).when(requestVoiding()).then(voidingRequested()));
  it.each([
    ['closed', [accepted, closed]],
    ['accepted', [accepted]],
  ])('is possible of a claim that is %s', (_, history) =>
    given(deathReported(), ...history)
      .when(requestVoiding())
      .then(voidingRequested()),
  );
  it('says nothing the second time', () => {
    given(deathReported(), voidingRequested()).when(requestVoiding()).thenNothing();
    given(deathReported(), ...isVoid)
      .when(requestVoiding())
      .thenNothing();
  });
  it('takes the place of an earlier wish that nobody has approved', () =>
    given(deathReported(), voidingRequested())
      .when(requestVoiding({ requestId: 'req-2', reasonCode: 'not_dead' }))
      .then(voidingRequested({ requestId: 'req-2', reasonCode: 'not_dead' })));
  it('is too late once it is voided for another reason', () =>
    given(deathReported(), ...isVoid)
      .when(requestVoiding({ reasonCode: 'wrong_person' }))
      .thenRejected('claim-voided'));
  it('as not dead is for the claim of a death', () =>
    given(accidentReported())
      .when(requestVoiding({ reasonCode: 'not_dead' }))
      .thenRejected('wrong-claim-kind'));
  it('names a claim in its place that exists and stands', () => {
    const refiledAs = 'clm-2';
    given(accidentReported())
      .when(requestVoiding({ refiledAs, refiled: 'reported' }))
      .then(voidingRequested({ refiledAs }));
    given(accidentReported())
      .when(requestVoiding({ refiledAs }))
      .thenRejected('refiled-claim-unfit');
    given(accidentReported())
      .when(requestVoiding({ refiledAs, refiled: 'voided' }))
      .thenRejected('refiled-claim-unfit');
  });
});

describe('Money that moves', () => {
  const id = widow ?? '';
  const moving: readonly (readonly [string, readonly ClaimEvent[]])[] = [
    ['scheduled', deathApproved],
    ['sent', [...deathApproved, sent(id)]],
    ['in doubt', [...deathApproved, sent(id), unknown(id)]],
    ['confirmed', [...deathApproved, sent(id), confirmed(id, rupiah(10_500_000))]],
    ['presented to the payer', [...treatmentPresented, cancelled(hospital)]],
    ['granted by the payer', [...treatmentGranted, cancelled(hospital)]],
    [
      'guaranteed by the payer',
      [
        ...treatmentPresented,
        payerDecided(treatmentId, 'guaranteed', 3_200_000),
        cancelled(hospital),
      ],
    ],
  ];
  it.each(moving)('that is %s keeps a claim from being voided', (_, history) => {
    given(...history)
      .when(requestVoiding())
      .thenRejected('money-moving');
    // ... also where it began to move after the wish.
    given(...history, voidingRequested())
      .when(approveVoiding())
      .thenRejected('money-moving');
  });
  it.each([
    ['only assessed', deathReady],
    ['cancelled', [...deathApproved, ...allCancelled]],
    ['failed', [...deathApproved, ...allCancelled.slice(1), sent(id), failed(id)]],
    [
      'given back',
      [
        ...[...deathApproved, ...allCancelled.slice(1), sent(id)],
        ...[confirmed(id, rupiah(10_500_000)), returned(id)],
      ],
    ],
    [
      'paid by the payer and given back',
      [...treatmentGranted, confirmed(hospital, rupiah(3_200_000)), returned(hospital)],
    ],
    [
      'refused by the payer',
      [
        ...treatmentPresented,
        payerDecided(treatmentId, 'refused', 0),
        cancelled(hospital, 'payer_refused'),
      ],
    ],
  ] satisfies readonly (readonly [string, readonly ClaimEvent[]])[])(
    'does not stand in the way once it is %s',
    (_, history) =>
      given(...history)
        .when(requestVoiding())
        .then(voidingRequested()),
  );
});

describe('Voiding a claim', () => {
  it('is done by another than who asked', () => {
    given(deathReported(), voidingRequested()).when(approveVoiding()).then(voided());
    given(deathReported(), voidingRequested())
      .when(approveVoiding({ by: 'budi' }))
      .thenRejected('self-approval');
  });
  it('says nothing the second time', () =>
    given(deathReported(), ...isVoid)
      .when(approveVoiding())
      .thenNothing());
  it('belongs to a wish', () => {
    given(deathReported()).when(approveVoiding()).thenRejected('not-found');
    given(deathReported(), voidingRequested({ requestId: 'req-2' }))
      .when(approveVoiding())
      .thenRejected('not-found');
  });
  it('looks again at the claim that takes its place', () => {
    const refiledAs = 'clm-2';
    given(accidentReported(), voidingRequested({ refiledAs }))
      .when(approveVoiding({ refiled: 'voided' }))
      .thenRejected('refiled-claim-unfit');
    given(accidentReported(), voidingRequested({ refiledAs }))
      .when(approveVoiding({ refiled: 'accepted' }))
      .then(voided({ refiledAs }));
  });
  it('takes what was assessed and approved with it', () => {
    given(...deathReady, voidingRequested())
      .when(approveVoiding())
      .then(
        {
          type: 'BenefitReturned',
          data: { benefitId: deathId, reasonCode: 'claim_voided', by: 'dewi' },
        },
        voided(),
      );
    given(...deathApproved, ...allCancelled, voidingRequested())
      .when(approveVoiding())
      .then(approvalFell, voided());
  });
});

describe('A voided claim', () => {
  const history = [...deathApproved, ...allCancelled, voidingRequested(), approvalFell, voided()];

  it.each([
    ['accepted', accept()],
    ['refused', refuse],
    ['withdrawn', withdraw],
    ['reopened', reopen],
    ['closed', close],
    ['assessed', assessDeath()],
    ['approved', approve(deathId, facts())],
    ['presented', present([deathId])],
    ['corrected', correct({ reporterRelation: 'spouse' })],
    ['given heirs', establishHeirs()],
    ['given papers', recordPaper('ktp')],
  ])('is never %s again', (_, command) =>
    given(...history)
      .when(command)
      .thenRejected('claim-voided'),
  );
  it('has its disputes recorded where the case goes on', () =>
    given(...history)
      .when(decideDispute())
      .thenRejected('dispute-of-voided'));
  it('takes no report of the same day, not even the one that it began with', () => {
    given(accidentReported(), ...isVoid)
      .when(reportAccident())
      .thenRejected('claim-voided');
    given(deathReported(), ...isVoid)
      .when(reportDeath())
      .thenRejected('claim-voided');
  });
  it('says nothing when its approvals are looked at again', () =>
    given(...history)
      .when({ type: 'RecheckApprovals', data: { facts: facts(), by: 'system:recheck' } })
      .thenNothing());

  it('owes nothing, waits for nobody and holds no bill', () => {
    const next = scheduled(deathAssessed, toWidow, { n: 1 });
    const asked = [...deathApproved, ...allCancelled, replacementRequested(next)];
    const before = after(...asked).benefits;
    const { benefits } = after(...asked, voidingRequested(), approvalFell, voided());
    expect([owedPayouts(before).length, openTasksOf(before).length]).not.toEqual([0, 0]);
    expect([owedPayouts(benefits), openTasksOf(benefits)]).toEqual([[], []]);

    const bill = [...treatmentApproved, cancelled(hospital)];
    expect(heldBy(claimId, after(...bill).benefits).bills).toHaveLength(1);
    expect(heldBy(claimId, after(...bill, billFell, ...isVoid).benefits).bills).toEqual([]);
  });
});

describe('The payer’s late word on a voided claim', () => {
  const arrived = confirmed(hospital, rupiah(3_200_000), {
    paidOn: calendarDay('2024-11-30'),
    contradicts: true,
  });
  const paidLate = confirm(hospital, rupiah(3_200_000), { paidOn: calendarDay('2024-11-30') });
  const history: readonly ClaimEvent[] = [
    ...treatmentPresented,
    payerDecided(treatmentId, 'refused', 0),
    cancelled(hospital, 'payer_refused'),
    voidingRequested(),
    billFell,
    voided(),
  ];

  it('that he pays after all is recorded, and brings nothing back', () => {
    given(...history)
      .when(payerDecides(treatmentId, 'granted', 3_200_000))
      .then(payerDecided(treatmentId, 'granted', 3_200_000));
    const { benefits } = after(...history, payerDecided(treatmentId, 'granted', 3_200_000));
    expect([owedPayouts(benefits), openTasksOf(benefits)]).toEqual([[], []]);
  });
  it('that money has arrived is recorded, and all of it is owed back', () =>
    given(...history)
      .when(paidLate)
      .then(arrived, overpaymentFound(hospitals)));
  it('is owed back as much as arrived, where that is not what was ordered', () => {
    const [, found] = claimDecider.decide(
      confirm(hospital, rupiah(3_000_000)),
      stateOf(claimDecider, history),
    );
    expect(found).toMatchObject({ type: 'OverpaymentFound', data: { amount: 3_000_000 } });
  });
  it('that both a payout and its replacement have arrived finds each of them', () => {
    const next = scheduled(treatmentAssessed, toHospital, { n: 1, terms: recorded });
    const idOf = ({ data: { payoutId } }: typeof next) => payoutId;
    const replacementArrived = confirmed(idOf(next), rupiah(3_200_000), {
      paidOn: calendarDay('2024-11-30'),
      contradicts: true,
    });
    given(
      ...treatmentGranted,
      failed(hospital),
      ...replacedBy(next),
      failed(idOf(next)),
      ...[voidingRequested(), billFell, voided()],
      ...[replacementArrived, overpaymentFound(next)],
    )
      .when(paidLate)
      .then(arrived, overpaymentFound(hospitals));
  });
  it('says nothing the second time', () => {
    given(...history, arrived, overpaymentFound(hospitals))
      .when(paidLate)
      .thenNothing();
  });
});
