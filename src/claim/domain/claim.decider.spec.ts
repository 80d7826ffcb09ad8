import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { idFrom } from '../../kernel/name-based-id';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import {
  deathAssessed,
  deathId,
  treatmentAssessed,
  treatmentId,
} from '../../payout/domain/testing/benefits';
import { deathReady, treatmentReady } from '../../payout/domain/testing/payouts';
import { claimDecider } from './claim.decider';
import type { ClaimCommand } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import {
  accepted,
  accidentReported,
  assessDeath,
  assessTreatment,
  claimId,
  deathReported,
  heirsEstablished,
} from './testing/claims';
import {
  accidentAtWork,
  facts,
  participant,
  participantId,
  period,
  withCoverUntil,
  withIncome,
  withoutCover,
} from './testing/people';

const given = specificationOf(claimDecider);
const day = calendarDay;

const assessedBy = (history: readonly ClaimEvent[], command: ClaimCommand) => {
  const [event] = claimDecider.decide(command, stateOf(claimDecider, history));
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data;
};
const reasonsOf = ({ lines }: ReturnType<typeof assessedBy>) => [
  ...new Set(lines.flatMap(({ reasons }) => reasons.map(({ code }) => code))),
];

describe('A bill for treatment', () => {
  const recovered: ClaimEvent = {
    type: 'ParticipantRecovered',
    data: { recoveredOn: day('2024-11-12'), by: 'siti' },
  };

  it('is assessed line by line: 3,200,000 of 3,700,000', () =>
    given(accidentReported()).when(assessTreatment()).then(treatmentAssessed));
  it('does not wait for the acceptance, and says nothing the second time', () =>
    given(...treatmentReady)
      .when(assessTreatment())
      .thenNothing());
  it('is the same bill whoever assesses it', () =>
    given(...treatmentReady)
      .when(assessTreatment({}, facts(), 'joko'))
      .thenNothing());
  it('with other sums on the same invoice is refused', () =>
    given(...treatmentReady)
      .when(assessTreatment({ otherPayer: rupiah(1) }))
      .thenRejected('bill-already-claimed'));
  it('is assessed anew after it was returned', () => {
    const returned: ClaimEvent = {
      type: 'BenefitReturned',
      data: { benefitId: treatmentId, reasonCode: 'wrong_sum', by: 'budi' },
    };
    given(...treatmentReady, returned)
      .when(assessTreatment())
      .then({
        type: 'BenefitAssessed',
        data: {
          ...treatmentAssessed.data,
          benefitId: idFrom(claimId, 'treatment', 'rsud-sekayu', 'inv-1', 1),
        },
      });
  });
  it('of another invoice is another benefit', () =>
    expect(assessedBy(treatmentReady, assessTreatment({ invoiceRef: 'inv-2' })).benefitId).toBe(
      idFrom(claimId, 'treatment', 'rsud-sekayu', 'inv-2', 0),
    ));

  it('from before the accident is refused', () =>
    given(accidentReported())
      .when(assessTreatment({ from: day('2024-11-04') }))
      .thenRejected('treatment-before-accident'));
  it('from after the recovery is refused', () =>
    given(accidentReported(), recovered)
      .when(assessTreatment({ to: day('2024-11-13') }))
      .thenRejected('treatment-after-recovery'));
  it('up to the day of recovery is assessed', () =>
    given(accidentReported(), recovered).when(assessTreatment()).then(treatmentAssessed));
  it('that ends before it begins is refused', () =>
    given(accidentReported())
      .when(assessTreatment({ to: day('2024-11-04') }))
      .thenRejected('period-reversed'));
  it('of a hospital that nobody knows is refused', () =>
    given(accidentReported())
      .when(assessTreatment({ facilityId: 'rs-antah-berantah' }))
      .thenRejected('facility-unknown'));
  it('has no place in the claim of a death', () =>
    given(deathReported(), heirsEstablished)
      .when(assessTreatment())
      .thenRejected('wrong-claim-kind'));
  it('is refused once the claim is closed', () =>
    given(accidentReported(), accepted, {
      type: 'ClaimClosed',
      data: { reasonCode: 'settled', by: 'siti' },
    })
      .when(assessTreatment())
      .thenRejected('claim-not-open'));

  it('outside cover is recorded, and grants nothing', () => {
    const outside = facts({ participant: withoutCover });
    const assessed = assessedBy([accidentReported()], assessTreatment({}, outside));
    expect(assessed.total).toBe(0);
    expect(reasonsOf(assessed)).toEqual(['not_covered_on_date']);
  });
  it('after the end of a prepaid cover is recorded, and waits for a confirmation', () => {
    const toConfirm = facts({ participant: withCoverUntil('2024-10-31') });
    const assessed = assessedBy([accidentReported()], assessTreatment({}, toConfirm));
    expect(assessed.total).toBe(0);
    expect(reasonsOf(assessed)).toEqual(['cover_needs_confirmation']);
  });
  it('that another payer bears first is paid for the rest', () =>
    expect(
      assessedBy([accidentReported()], assessTreatment({ otherPayer: rupiah(2_600_000) })).total,
    ).toBe(600_000));
  it('that the participant has paid is paid to the participant', () =>
    expect(
      assessedBy([accidentReported()], assessTreatment({ paidTo: 'participant' })).payees,
    ).toEqual([
      expect.objectContaining({ kind: 'participant', id: participantId, amount: 3_200_000 }),
    ]));
});

describe('A death benefit', () => {
  const death = [deathReported(), heirsEstablished];
  const byWork = [
    deathReported({ cause: 'work_accident', accidentClaimId: 'clm-0' }),
    heirsEstablished,
  ];

  it('of an illness is 42,000,000 in parts of 2/8, 3/8 and 3/8', () =>
    given(...death)
      .when(assessDeath())
      .then(deathAssessed));
  it('says nothing the second time', () =>
    given(...deathReady)
      .when(assessDeath())
      .thenNothing());
  it('that comes to something else by now needs the first one to be returned', () =>
    given(...deathReady)
      .when(assessDeath(facts({ participant: withIncome(2_000_000) })))
      .thenRejected('already-assessed'));
  it('is assessed anew after it was refused', () => {
    const refused: ClaimEvent = {
      type: 'BenefitRefused',
      data: { benefitId: deathId, ground: 'x', citation: 'y', by: 'budi' },
    };
    given(...deathReady, refused)
      .when(assessDeath())
      .then({
        type: 'BenefitAssessed',
        data: { ...deathAssessed.data, benefitId: idFrom(claimId, 'death', 'once', 1) },
      });
  });

  it('of an accident is 70,000,000 at an income of 1,000,000', () => {
    const accident = accidentAtWork;
    const { scheme, decidingDay, lines, total, payees } = assessedBy(
      byWork,
      assessDeath(facts({ accident })),
    );
    expect({ scheme, decidingDay, total }).toEqual({
      scheme: 'jkk',
      decidingDay: '2024-11-01',
      total: 70_000_000,
    });
    expect(lines.map(({ granted }) => granted)).toEqual([48_000_000, 12_000_000, 10_000_000]);
    expect(payees.map(({ amount }) => amount)).toEqual([17_500_000, 26_250_000, 26_250_000]);
  });
  it('of an accident outside cover is recorded, and grants nothing', () => {
    const outside = facts({ participant: withoutCover, accident: accidentAtWork });
    expect(assessedBy(byWork, assessDeath(outside)).total).toBe(0);
  });

  it('in ninths leaves the remainder to the first heir', () => {
    const ninths = [2, 3, 4];
    const heirs = heirsEstablished.data.heirs.map((heir, index) => ({
      ...heir,
      share: { numerator: ninths[index] ?? 0, denominator: 9 },
    }));
    const inNinths: ClaimEvent = {
      ...heirsEstablished,
      data: { ...heirsEstablished.data, heirs },
    };
    const { payees } = assessedBy([deathReported(), inNinths], assessDeath());
    const parts = payees.map(({ amount }) => amount);
    expect(parts).toEqual([9_333_334, 14_000_000, 18_666_666]);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(42_000_000);
  });
  it('in the first three months of a membership from 2025 is the funeral alone', () => {
    const late = deathReported({
      diedOn: day('2025-08-10'),
      knownOn: day('2025-08-10'),
      reportedOn: day('2025-08-11'),
    });
    const newMember = participant({
      periods: [period({ from: day('2025-07-01'), lastCoveredOn: day('2025-12-31') })],
    });
    const assessed = assessedBy(
      [late, heirsEstablished],
      assessDeath(facts({ participant: newMember })),
    );
    expect(assessed.total).toBe(10_000_000);
    expect(reasonsOf(assessed)).toEqual(['membership_waiting_months']);
  });

  it('waits for the heirs', () =>
    given(deathReported()).when(assessDeath()).thenRejected('heirs-missing'));
  it("has no place in an accident's claim", () =>
    given(accidentReported(), accepted).when(assessDeath()).thenRejected('wrong-claim-kind'));
  it('before the first schedule has none', () => {
    const before = { diedOn: day('2015-06-30'), knownOn: day('2015-06-30') };
    given(deathReported(before), heirsEstablished)
      .when(assessDeath())
      .thenRejected('no-schedule-on-date');
  });
});
