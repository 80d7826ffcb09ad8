import * as fc from 'fast-check';
import { calendarDay, daysAfter } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { NOTHING, rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import * as ask from '../../payout/domain/testing/asks';
import {
  accidentPapers,
  accountRecorded,
  approved,
  verified,
} from '../../payout/domain/testing/benefits';
import { scheduled, sent } from '../../payout/domain/testing/payouts';
import type { BenefitAssessed, DisabilityForm } from '../../payout/domain/benefit.events';
import { NOTHING_ELSEWHERE } from './claimed-once';
import { claimDecider } from './claim.decider';
import type { ClaimCommand } from './claim.commands';
import type { ClaimEvent, DoctorStatementRecorded } from './claim.events';
import {
  accepted,
  accidentReported,
  assessAccident,
  assessDays,
  assessJourney,
  assessTreatment,
  claimId,
  deathReported,
  heirsEstablished,
} from './testing/claims';
import {
  daughter,
  facts,
  participant,
  participantId,
  recorded,
  period,
  son,
  widow,
  withCoverUntil,
  withIncome,
  withoutCover,
} from './testing/people';

const given = specificationOf(claimDecider);
const day = calendarDay;

const outcomeOf = (history: readonly ClaimEvent[], command: ClaimCommand) =>
  claimDecider.decide(command, stateOf(claimDecider, history));
const assessedBy = (history: readonly ClaimEvent[], command: ClaimCommand): BenefitAssessed => {
  const [event] = outcomeOf(history, command);
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event;
};
/** A history, and what was assessed one after another on it. */
const after = (history: readonly ClaimEvent[], ...commands: readonly ClaimCommand[]) =>
  commands.reduce((before, command) => [...before, ...outcomeOf(before, command)], history);
const totalsIn = (history: readonly ClaimEvent[]) =>
  history.flatMap((event) => (event.type === 'BenefitAssessed' ? [event.data.total] : []));
const factsOfRefusal = (history: readonly ClaimEvent[], command: ClaimCommand) => {
  try {
    return outcomeOf(history, command);
  } catch (error) {
    return (error as Rejection).facts;
  }
};

const statement = (
  changed: Partial<DoctorStatementRecorded['data']> = {},
): DoctorStatementRecorded => ({
  type: 'DoctorStatementRecorded',
  data: {
    statementId: 'sta-1',
    outcome: 'disabled',
    statedOn: day('2024-11-20'),
    receivedOn: day('2024-11-21'),
    percentTenths: 50,
    by: 'siti',
    ...changed,
  },
  personal: { [participantId]: { diagnosis: null, bodyPart: null, side: null } },
});
const returned = ({ data }: BenefitAssessed): ClaimEvent => ({
  type: 'BenefitReturned',
  data: { benefitId: data.benefitId, reasonCode: 'wrong_sum', by: 'budi' },
});
const cover = {
  cover: 'covered',
  periodId: 'per-1',
  membershipSince: day('2024-10-01'),
  monthsPaid: 2,
  declaredIncome: rupiah(1_000_000),
} as const;
const decidedOn = {
  scheme: 'jkk',
  scheduleId: 'PP-82-2019',
  decidingDay: day('2024-11-05'),
  supersedes: null,
  participantVersion: 7,
  by: 'siti',
} as const;
const toParticipant = (amount: number) => [
  {
    kind: 'participant',
    id: participantId,
    onBehalfOf: null,
    share: { numerator: 1, denominator: 1 },
    amount: rupiah(amount),
  } as const,
];
const line = (code: string, claimed: number, granted = claimed) => ({
  code,
  concerns: null,
  claimed: rupiah(claimed),
  granted: rupiah(granted),
  reasons: [],
});
const dead = (diedOn: string) =>
  participant({ death: { diedOn: day(diedOn), knownOn: day(diedOn) } });

const accident = [accidentReported()];

describe('A journey', () => {
  const boat = assessJourney('land_river_lake', '2024-11-05', 1_250_000);

  it('is assessed with its inputs, and paid to the participant', () =>
    given(...accident)
      .when(boat)
      .then({
        type: 'BenefitAssessed',
        data: {
          kind: 'transport',
          inputs: {
            ...cover,
            mode: 'land_river_lake',
            travelledOn: day('2024-11-05'),
            cost: rupiah(1_250_000),
            grantedBefore: NOTHING,
          },
          ...decidedOn,
          benefitId: idFrom(claimId, 'transport', 'land_river_lake', '2024-11-05', 0),
          lines: [line('transport_land_river_lake', 1_250_000)],
          total: rupiah(1_250_000),
          payees: toParticipant(1_250_000),
        },
      }));
  it('says nothing the second time', () =>
    given(...after(accident, boat))
      .when(boat)
      .thenNothing());
  it('of the same mode and day at another cost needs the first to be returned', () =>
    given(...after(accident, boat))
      .when(assessJourney('land_river_lake', '2024-11-05', 1))
      .thenRejected('already-assessed'));
  it('shares the cap of its mode with the others, and has those of other modes beside it', () =>
    expect(
      totalsIn(
        after(
          accident,
          assessJourney('land_river_lake', '2024-11-05', 4_000_000),
          assessJourney('land_river_lake', '2024-11-06', 4_000_000),
          assessJourney('air', '2024-11-06', 12_000_000),
        ),
      ),
    ).toEqual([4_000_000, 1_000_000, 10_000_000]));
  it('has the cap of an earlier one that was returned', () => {
    const first = assessedBy(accident, assessJourney('sea', '2024-11-05', 2_000_000));
    expect(
      assessedBy([...accident, first, returned(first)], assessJourney('sea', '2024-11-06', 9)).data
        .total,
    ).toBe(9);
  });
  it('of the day of the accident is taken, of the day before it refused', () => {
    expect(assessedBy(accident, boat).data.total).toBe(1_250_000);
    given(...accident)
      .when(assessJourney('sea', '2024-11-04', 1))
      .thenRejected('treatment-before-accident');
  });
  it('of tomorrow is refused', () =>
    given(...accident)
      .when(assessJourney('sea', '2024-12-03', 1))
      .thenRejected('day-in-future'));
  it('home after the doctor has stated a disability is taken', () =>
    expect(
      assessedBy([...accident, statement()], assessJourney('sea', '2024-11-22', 5)).data.total,
    ).toBe(5));
  it('outside cover is recorded, and grants nothing', () =>
    expect(
      assessedBy(
        accident,
        assessJourney('sea', '2024-11-05', 5, { facts: facts({ participant: withoutCover }) }),
      ).data,
    ).toMatchObject({ total: 0, lines: [{ reasons: [{ code: 'not_covered_on_date' }] }] }));
});

describe('The day of the accident, and not that of the journey or the claim, chooses the schedule', () => {
  const periods = [period({ from: day('2018-01-01'), lastCoveredOn: day('2025-12-31') })];
  const covered = { facts: facts({ participant: participant({ periods }) }) };
  const of = (occurredOn: string) => [
    accidentReported({ occurredOn: day(occurredOn), reportedOn: day(occurredOn) }),
  ];
  const glasses = assessAccident(
    {
      kind: 'device',
      inputs: {
        supplier: 'Optik Sekayu',
        invoiceRef: 'inv-5',
        obtainedOn: day('2024-11-22'),
        items: [{ device: 'glasses', cost: rupiah(2_000_000), referencePrice: null }],
      },
    },
    covered,
  );

  it.each([
    ['2019-12-01', 'PP-44-2015', [1_000_000, 10_500_000, 0]],
    ['2019-12-02', 'PP-82-2019', [5_000_000, 12_000_000, 1_000_000]],
    ['2019-12-03', 'PP-82-2019', [5_000_000, 12_000_000, 1_000_000]],
  ])('%s: %s', (occurredOn, scheduleId, totals) => {
    const journey = assessJourney('land_river_lake', '2024-11-20', 6_000_000, covered);
    const days = assessDays('2019-12-10', '2020-12-03', covered);
    const assessed = [journey, days, glasses].map((one) => assessedBy(of(occurredOn), one).data);
    expect(assessed.map((one) => one.scheduleId)).toEqual(Array(3).fill(scheduleId));
    expect(assessed.map((one) => one.total)).toEqual(totals);
  });
});

describe('Days without work', () => {
  const first = assessDays('2024-11-05', '2024-11-14');

  it('are assessed with their inputs, and paid to the participant', () =>
    given(...accident)
      .when(first)
      .then({
        type: 'BenefitAssessed',
        data: {
          kind: 'wage_replacement',
          inputs: {
            ...cover,
            from: day('2024-11-05'),
            to: day('2024-11-14'),
            days: 10,
            daysBefore: 0,
            grantedBefore: NOTHING,
          },
          ...decidedOn,
          benefitId: idFrom(claimId, 'wage_replacement', '2024-11-05', '2024-11-14', 0),
          lines: [line('wage_replacement', 333_333)],
          total: rupiah(333_333),
          payees: toParticipant(333_333),
        },
      }));
  it('say nothing the second time, also once others were assessed after them', () => {
    given(...after(accident, first))
      .when(first)
      .thenNothing();
    given(...after(accident, first, assessDays('2024-11-15', '2024-11-24')))
      .when(first)
      .thenNothing();
  });

  const slices = [
    first,
    assessDays('2024-11-15', '2024-11-24'),
    assessDays('2024-11-25', '2024-11-30'),
  ];
  it('in slices, in any order, come to the same as at once', () => {
    const sum = (commands: readonly ClaimCommand[]) =>
      totalsIn(after(accident, ...commands)).reduce((all, one) => all + one, 0);
    const atOnce = assessedBy(accident, assessDays('2024-11-05', '2024-11-30')).data.total;
    expect(atOnce).toBe(866_666);
    expect(sum(slices)).toBe(atOnce);
    expect(sum(slices.toReversed())).toBe(atOnce);
  });
  it('after some that were returned are counted without them', () => {
    const lost = assessedBy(accident, first);
    const next = assessedBy(
      [...accident, lost, returned(lost)],
      assessDays('2024-11-15', '2024-11-15'),
    );
    expect(next.data.inputs).toMatchObject({ daysBefore: 0, grantedBefore: 0 });
  });

  it.each([
    ['2024-11-14', '2024-11-15'],
    ['2024-11-01', '2024-11-05'],
    ['2024-11-06', '2024-11-06'],
    ['2024-11-05', '2024-11-15'],
  ])('are never paid twice: %s to %s beside 5 to 14 November', (from, to) => {
    const begun = accidentReported({
      occurredOn: day('2024-11-01'),
      reportedOn: day('2024-11-01'),
    });
    given(...after([begun], first))
      .when(assessDays(from, to))
      .thenRejected('day-already-claimed');
  });
  it.each([
    ['2024-11-01', '2024-11-04'],
    ['2024-11-15', '2024-11-15'],
  ])('beside them are another benefit: %s to %s', (from, to) => {
    const begun = accidentReported({
      occurredOn: day('2024-11-01'),
      reportedOn: day('2024-11-01'),
    });
    expect(assessedBy(after([begun], first), assessDays(from, to)).data.kind).toBe(
      'wage_replacement',
    );
  });
  it('that another claim holds are refused, and the claim is named', () => {
    const held = { claimId: 'clm-9', from: day('2024-11-10'), to: day('2024-11-20') };
    const elsewhere = { ...NOTHING_ELSEWHERE, days: [held] };
    const asked = (from: string, to: string) =>
      assessDays(from, to, { facts: facts({ elsewhere }) });
    given(...accident)
      .when(asked('2024-11-05', '2024-11-10'))
      .thenRejected('day-already-claimed');
    expect(factsOfRefusal(accident, asked('2024-11-20', '2024-11-20'))).toEqual({
      existing: { claimId: 'clm-9' },
      from: '2024-11-10',
      to: '2024-11-20',
    });
    expect(assessedBy(accident, asked('2024-11-05', '2024-11-09')).data.total).toBe(166_666);
    expect(assessedBy(accident, asked('2024-11-21', '2024-11-21')).data.total).toBe(33_333);
  });

  it.each([
    ['recovery', 'recovered', null, 'treatment-after-recovery'],
    ['disability', 'disabled', 50, 'treatment-after-disability'],
    ['death', 'died', null, 'treatment-after-death'],
  ] as const)('end with the statement of a %s', (_, outcome, percentTenths, code) => {
    const { heirs } = heirsEstablished.data;
    const asked = (from: string, to: string) => assessDays(from, to, { facts: facts({ heirs }) });
    const stated = [...accident, statement({ outcome, percentTenths })];
    expect(assessedBy(stated, asked('2024-11-19', '2024-11-19')).data.total).toBe(33_333);
    expect(assessedBy(stated, asked('2024-11-20', '2024-11-20')).data.total).toBe(33_333);
    given(...stated)
      .when(asked('2024-11-20', '2024-11-21'))
      .thenRejected(code);
  });
  it('before the accident are refused', () =>
    given(...accident)
      .when(assessDays('2024-11-04', '2024-11-05'))
      .thenRejected('treatment-before-accident'));
  it('the wrong way round are refused', () =>
    given(...accident)
      .when(assessDays('2024-11-08', '2024-11-07'))
      .thenRejected('period-reversed'));
  it('up to today are assessed, tomorrow is not', () => {
    expect(assessedBy(accident, assessDays('2024-12-02', '2024-12-02')).data.total).toBe(33_333);
    given(...accident)
      .when(assessDays('2024-12-02', '2024-12-03'))
      .thenRejected('day-in-future');
  });
});

describe('A disability', () => {
  const form = (...parts: DisabilityForm['parts']): DisabilityForm => ({
    leftHanded: false,
    parts,
  });
  const toe = {
    part: 'big_toe',
    side: 'left',
    measure: null,
    percentTenths: 50,
    lossPercent: null,
  } as const;
  const arm = { ...toe, part: 'arm_from_shoulder', side: 'right', percentTenths: 400 } as const;
  const assessed = (
    told: DisabilityForm,
    disability:
      'partial_anatomical' | 'partial_functional' | 'total_permanent' = 'partial_anatomical',
    statementId = 'sta-1',
  ) => {
    const items = told.parts.map(({ percentTenths, lossPercent }) => ({
      percentTenths,
      lossPercent: lossPercent ?? 100,
    }));
    const inputs = { statementId, disability, items };
    return assessAccident({ kind: 'disability', inputs }, { form: told });
  };
  const stated = [...accident, statement()];
  const statedAt = (percentTenths: number) => [...accident, statement({ percentTenths })];

  it('is assessed from the form, whose words are sealed: a big toe is 4,000,000', () =>
    given(...stated)
      .when(assessed(form(toe)))
      .then({
        type: 'BenefitAssessed',
        data: {
          kind: 'disability',
          inputs: {
            ...cover,
            statementId: 'sta-1',
            statedTenths: 50,
            disability: 'partial_anatomical',
            items: [{ percentTenths: 50, lossPercent: 100 }],
            thousandthsBefore: 0,
            totalBefore: false,
          },
          ...decidedOn,
          benefitId: idFrom(claimId, 'disability', 'sta-1', 0),
          lines: [line('partial_anatomical', 4_000_000)],
          total: rupiah(4_000_000),
          payees: toParticipant(4_000_000),
        },
        personal: { [participantId]: form(toe) },
      }));
  it('says nothing the second time', () =>
    given(...after(stated, assessed(form(toe))))
      .when(assessed(form(toe)))
      .thenNothing());
  it('of another part at the same percentage is never taken for a repeat', () =>
    given(...after(stated, assessed(form(toe))))
      .when(assessed(form({ ...toe, side: 'right' })))
      .thenRejected('already-assessed'));

  it('of a function is the lost part of it', () => {
    const half = { ...arm, lossPercent: 50 };
    expect(assessedBy(statedAt(200), assessed(form(half), 'partial_functional')).data.total).toBe(
      16_000_000,
    );
  });
  it('that is total and permanent is 56,000,000 + 12,000,000', () =>
    expect(
      assessedBy(statedAt(700), assessed(form(), 'total_permanent')).data.lines.map(
        ({ granted }) => granted,
      ),
    ).toEqual([56_000_000, 12_000_000]));
  it('after another of the same accident adds up to 70 % at most', () => {
    const twice = [
      ...statedAt(400),
      statement({ statementId: 'sta-2', percentTenths: 700, statedOn: day('2024-11-25') }),
    ];
    const arms = after(twice, assessed(form(arm)));
    const total = assessedBy(arms, assessed(form(), 'total_permanent', 'sta-2'));
    expect(total.data.lines.map(({ granted }) => granted)).toEqual([24_000_000, 12_000_000]);
  });

  it.each([
    ['that no doctor stated', accident, assessed(form(toe)), 'disability-statement-unknown'],
    [
      'that is a recovery',
      [...accident, statement({ outcome: 'recovered', percentTenths: null })],
      assessed(form(toe)),
      'disability-statement-unknown',
    ],
    [
      'of another percentage than stated',
      statedAt(60),
      assessed(form(toe)),
      'disability-sum-differs',
    ],
    [
      'of another percentage than the table has',
      statedAt(60),
      assessed(form({ ...toe, percentTenths: 60 })),
      'disability-percent-differs',
    ],
    ['of no part', stated, assessed(form()), 'disability-parts'],
    [
      'that is total, of a part',
      statedAt(700),
      assessed(form(toe), 'total_permanent'),
      'disability-parts',
    ],
    [
      'that is total at 69.9 %',
      statedAt(699),
      assessed(form(), 'total_permanent'),
      'disability-not-total',
    ],
    [
      'of a function without its loss',
      stated,
      assessed(form(toe), 'partial_functional'),
      'disability-loss',
    ],
    [
      'of a part with a loss of function',
      stated,
      assessed(form({ ...toe, lossPercent: 10 })),
      'disability-loss',
    ],
  ] as const)('%s is refused', (_, history, command, code) =>
    given(...history)
      .when(command)
      .thenRejected(code),
  );

  it.each([
    [49, false],
    [50, true],
    [51, false],
  ])('of 5 % is taken where the statement sums up to %i tenths: %s', (percentTenths, taken) => {
    const judged = () => assessedBy(statedAt(percentTenths), assessed(form(toe)));
    if (taken) expect(judged().data.total).toBe(4_000_000);
    else expect(judged).toThrow('disability-sum-differs');
  });
  // A third of 5 % is 1.65 %, and the form has one decimal.
  it.each([
    [15, false],
    [16, true],
    [17, true],
    [18, false],
  ])('of 33 percent of 5 % may be rounded either way: %i tenths, %s', (percentTenths, taken) => {
    const third = form({ ...toe, lossPercent: 33 });
    const judged = () => assessedBy(statedAt(percentTenths), assessed(third, 'partial_functional'));
    if (taken) expect(judged().data.total).toBe(1_320_000);
    else expect(judged).toThrow('disability-sum-differs');
  });
  it('whose loss is wrong is told by its place', () => {
    const parts = form(toe, { ...toe, part: 'second_toe', percentTenths: 30, lossPercent: 10 });
    expect(() => assessedBy(statedAt(80), assessed(parts))).toThrow(
      expect.objectContaining({ code: 'disability-loss', facts: { number: 2 } }) as Error,
    );
  });
});

describe('Devices on a bill', () => {
  const bill = (cost: number, invoiceRef = 'inv-5', read = facts()) =>
    assessAccident(
      {
        kind: 'device',
        inputs: {
          supplier: 'Optik Sekayu',
          invoiceRef,
          obtainedOn: day('2024-11-22'),
          items: [{ device: 'glasses', cost: rupiah(cost), referencePrice: null }],
        },
      },
      { facts: read },
    );

  it('are assessed with their inputs', () =>
    expect(assessedBy(accident, bill(1_200_000)).data).toMatchObject({
      kind: 'device',
      benefitId: idFrom(claimId, 'device', 'inv-5', 0),
      total: 1_000_000,
      lines: [{ code: 'glasses', reasons: [{ code: 'device_cap' }] }],
    }));
  it('say nothing the second time', () =>
    given(...after(accident, bill(1)))
      .when(bill(1))
      .thenNothing());
  it('share a cap with those of other bills', () =>
    expect(totalsIn(after(accident, bill(700_000), bill(700_000, 'inv-6')))).toEqual([
      700_000, 300_000,
    ]));
  it('at other sums on the same bill are refused', () =>
    given(...after(accident, bill(1)))
      .when(bill(2))
      .thenRejected('bill-already-claimed'));
  it('whose bill another claim holds are refused', () =>
    given(...accident)
      .when(
        bill(
          1,
          'inv-5',
          facts({
            elsewhere: { ...NOTHING_ELSEWHERE, bills: [{ claimId: 'clm-9', invoiceRef: 'inv-5' }] },
          }),
        ),
      )
      .thenRejected('bill-already-claimed'));
  it('may be had after the disability was stated, and not after death', () => {
    expect(assessedBy([...accident, statement()], bill(1)).data.total).toBe(1);
    given(...accident)
      .when(bill(1, 'inv-5', facts({ participant: dead('2024-11-21') })))
      .thenRejected('treatment-after-death');
  });
});

describe('A bill for care at home', () => {
  const bill = (amount: number, invoiceRef: string, days: { since?: string; to?: string } = {}) =>
    assessAccident({
      kind: 'home_care',
      inputs: {
        facilityId: 'klinik-lalan',
        invoiceRef,
        careSince: day(days.since ?? '2024-11-10'),
        from: day('2024-11-10'),
        to: day(days.to ?? '2024-11-20'),
        items: [{ code: 'nurse', claimed: rupiah(amount) }],
        paidTo: 'participant',
      },
    });

  it('is assessed with its inputs', () =>
    expect(assessedBy(accident, bill(2_000_000, 'inv-7')).data).toMatchObject({
      kind: 'home_care',
      benefitId: idFrom(claimId, 'home_care', 'klinik-lalan', 'inv-7', 0),
      inputs: { partner: false, grantedBefore: 0 },
      total: 2_000_000,
      payees: toParticipant(2_000_000),
    }));
  it('says nothing the second time', () =>
    given(...after(accident, bill(1, 'inv-7')))
      .when(bill(1, 'inv-7'))
      .thenNothing());
  it('shares 20,000,000 with the others', () =>
    expect(totalsIn(after(accident, bill(15e6, 'inv-7'), bill(15e6, 'inv-8')))).toEqual([
      15_000_000, 5_000_000,
    ]));
  it('that lets the care begin on another day than the others is refused', () =>
    given(...after(accident, bill(1, 'inv-7')))
      .when(bill(1, 'inv-8', { since: '2024-11-09' }))
      .thenRejected('home-care-since-differs'));
  it('before the care began is refused', () =>
    given(...accident)
      .when(bill(1, 'inv-7', { since: '2024-11-11' }))
      .thenRejected('period-reversed'));
  it('whose number was claimed as treatment is refused', () =>
    given(...after(accident, assessTreatment()))
      .when(bill(1, 'inv-1'))
      .thenRejected('bill-already-claimed'));
  it('ends with the recovery', () =>
    given(
      ...accident,
      statement({ outcome: 'recovered', percentTenths: null, statedOn: day('2024-11-15') }),
    )
      .when(bill(1, 'inv-7'))
      .thenRejected('treatment-after-recovery'));
});

describe('None of them', () => {
  const journey = assessJourney('sea', '2024-11-05', 1);

  it('has a place in the claim of a death', () =>
    given(deathReported(), heirsEstablished).when(journey).thenRejected('wrong-claim-kind'));
  it('is assessed once the claim is closed', () =>
    given(...accident, accepted, {
      type: 'ClaimClosed',
      data: { reasonCode: 'settled', by: 'siti' },
    })
      .when(journey)
      .thenRejected('claim-not-open'));
});

describe('What is owed to a participant who has died', () => {
  const died = participant({ death: { diedOn: day('2024-11-20'), knownOn: day('2024-11-20') } });
  const days = (read: ReturnType<typeof facts>) =>
    assessDays('2024-11-05', '2024-11-14', { facts: read });

  it('waits for the heirs', () =>
    given(...accident)
      .when(days(facts({ participant: died })))
      .thenRejected('payee-deceased'));
  it('waits for them also where a doctor alone has said so', () =>
    given(...accident, statement({ outcome: 'died', percentTenths: null }))
      .when(days(facts()))
      .thenRejected('payee-deceased'));
  it('is owed to the heirs, in their shares', () => {
    const { heirs } = heirsEstablished.data;
    const { payees } = assessedBy(accident, days(facts({ participant: died, heirs }))).data;
    expect(
      payees.map(({ kind, id, onBehalfOf, amount }) => [kind, id, onBehalfOf, amount]),
    ).toEqual([
      ['heir', widow, null, 83_335],
      ['heir', daughter, null, 124_999],
      ['guardian', widow, son, 124_999],
    ]);
  });
});

describe('Whoever asks for whatever days', () => {
  const FIRST = day('2024-11-05');
  const anyDays = fc
    .record({ from: fc.integer({ min: 0, max: 27 }), length: fc.integer({ min: 1, max: 12 }) })
    .map(({ from, length }) =>
      assessDays(daysAfter(FIRST, from), daysAfter(FIRST, Math.min(27, from + length - 1))),
    );
  /** What is granted of these, one after another; a day that is held already is refused. */
  const granted = (commands: readonly ClaimCommand[]) =>
    commands.reduce<readonly ClaimEvent[]>((history, command) => {
      try {
        return [...history, ...outcomeOf(history, command)];
      } catch (error) {
        if (error instanceof Rejection && error.code === 'day-already-claimed') return history;
        throw error;
      }
    }, accident);

  it('no day is paid twice, and the days paid come to what they would at once', () =>
    fc.assert(
      fc.property(fc.array(anyDays, { maxLength: 12 }), (asked) => {
        const slices = granted(asked).flatMap((event) =>
          event.type === 'BenefitAssessed' && event.data.kind === 'wage_replacement'
            ? [event.data]
            : [],
        );
        const paid = slices.flatMap(({ inputs: { from, days } }) =>
          Array.from({ length: days }, (_, index) => daysAfter(from, index)),
        );
        expect(new Set(paid).size).toBe(paid.length);
        const sum = slices.reduce((all, { total }) => all + total, 0);
        expect(sum).toBe(Math.floor((paid.length * 1_000_000) / 30));
      }),
    ));
});

describe('Before it is approved', () => {
  const history = (...commands: readonly ClaimCommand[]) =>
    after([...accident, accepted, ...accidentPapers, ...verified('receipt')], ...commands);
  const approve = (command: ClaimCommand, read = facts({ terms: recorded })) => {
    const [event] = outcomeOf(history(), command);
    if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
    return ask.approve(event.data.benefitId, read);
  };
  const typesAfter = (command: ClaimCommand, read?: ReturnType<typeof facts>) =>
    outcomeOf(history(command), approve(command, read)).map(({ type }) => type);
  const journey = assessJourney('sea', '2024-11-05', 5);
  const days = assessDays('2024-11-05', '2024-11-14');

  it('the facts are looked at again, and stand', () => {
    expect(typesAfter(journey)).toEqual(['BenefitApproved', 'PayoutScheduled']);
    expect(typesAfter(days)).toEqual(['BenefitApproved', 'PayoutScheduled']);
  });
  it.each([
    ['income', facts({ participant: withIncome(2_000_000), terms: recorded })],
    ['cover', facts({ participant: withCoverUntil('2024-10-31'), terms: recorded })],
  ])('another %s by now needs a new assessment', (_, read) =>
    given(...history(days))
      .when(approve(days, read))
      .thenRejected('facts-changed'),
  );
  it('a statement that came meanwhile ends it', () =>
    given(
      ...history(days),
      statement({ outcome: 'recovered', percentTenths: null, statedOn: day('2024-11-10') }),
    )
      .when(approve(days))
      .thenRejected('treatment-after-recovery'));
  it('days before it that were returned change what it comes to', () => {
    const first = assessedBy(history(), assessDays('2024-11-15', '2024-11-20'));
    const both = [...history(), first, ...outcomeOf([...history(), first], days)];
    given(...both, returned(first))
      .when(approve(days))
      .thenRejected('facts-changed');
  });
  it('and once it is approved, they do not: what failed can go out again', () => {
    const first = assessedBy(history(), assessDays('2024-11-15', '2024-11-20'));
    const second = assessedBy([...history(), first], days);
    const payee = second.data.payees[0];
    if (!payee) throw new Error('Nobody is paid.');
    const payout = scheduled(second, payee, { accountRef: 'acc-1' });
    const account = accountRecorded('participant', participantId, 'acc-1');
    const approvedBoth = [...history(), first, second, account, approved(second.data.benefitId)];
    given(...approvedBoth, payout, returned(first))
      .when(ask.send(payout.data.payoutId, facts()))
      .then(sent(payout.data.payoutId));
  });
  it('another claim that holds its days by now stops it', () => {
    const held = { claimId: 'clm-9', from: day('2024-11-10'), to: day('2024-11-20') };
    const read = facts({ terms: recorded, elsewhere: { ...NOTHING_ELSEWHERE, days: [held] } });
    given(...history(days))
      .when(approve(days, read))
      .thenRejected('day-already-claimed');
  });
  it('and so does one that holds its bill', () => {
    const held = { claimId: 'clm-9', invoiceRef: 'inv-1' };
    const read = facts({ terms: recorded, elsewhere: { ...NOTHING_ELSEWHERE, bills: [held] } });
    given(...history(assessTreatment()))
      .when(approve(assessTreatment(), read))
      .thenRejected('bill-already-claimed');
  });
  it('a journey waits for its receipt, and a disability for stage II', () => {
    const withoutReceipt = after([...accident, accepted, ...accidentPapers], journey);
    given(...withoutReceipt)
      .when(approve(journey))
      .thenRejected('papers-missing');
  });
});
