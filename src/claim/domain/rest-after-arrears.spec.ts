import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { calendarDay } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { inOrder } from '../../payout/domain/in-order';
import { replay } from '../../payout/domain/replay';
import { heldBy } from '../../payout/domain/set-off';
import { openTasksOf } from '../../payout/domain/tasks';
import { send, takeBack } from '../../payout/domain/testing/asks';
import { accountRecorded, verified } from '../../payout/domain/testing/benefits';
import { claimDecider } from './claim.decider';
import type { ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { clocksOf } from './clocks';
import { latePayments } from './late-payment';
import {
  allPaid,
  approvedOn,
  arrearsPaid,
  assessed,
  funeralApproved,
  funeralPaid,
  inArrears,
  paidOn,
  paidOut,
  ready,
  restApproved,
  restAssessed,
  standing,
  unpaid,
  withContributions,
} from './testing/arrears';
import { after, approveCause, claimAfter, requestCause } from './testing/causes';
import { assessDeath, deathReported, heirsEstablished } from './testing/claims';
import {
  accidentAtWork,
  daughter,
  facts,
  paidFor,
  participant,
  period,
  son,
  uncle,
  widow,
} from './testing/people';

// PP 44/2015 art. 39: in arrears of up to three months JKM pays the funeral, and the rest after the arrears are paid.

const given = specificationOf(claimDecider);
const day = calendarDay;
const M = 1_000_000;

const heirsHold = (history: readonly ClaimEvent[]) =>
  [widow, daughter, son].map((heir) => heldBy(heir, claimAfter(history).benefits));

describe('A death by illness in arrears of three months', () => {
  it('pays the funeral alone while they are unpaid', () => {
    expect(standing(assessed).assessed.lines.map(({ granted }) => granted)).toEqual([0, 0, 10 * M]);
    expect(heirsHold(funeralPaid)).toEqual([2_500_000, 3_750_000, 3_750_000]);
  });

  it('is for the adjuster to assess again once they are paid, and for nobody before and afterwards', () => {
    const recheck = (read: ClaimFacts) =>
      ({ type: 'RecheckApprovals', data: { facts: read, by: 'system' } }) as const;
    const { benefitId } = standing(funeralPaid).assessed;
    given(...funeralPaid)
      .when(recheck(inArrears))
      .thenNothing();
    const told = after(funeralPaid, recheck(arrearsPaid));
    expect(told.slice(funeralPaid.length)).toEqual([
      {
        type: 'ApprovalRechecked',
        data: { benefitId, outcome: 'contradicted', ground: 'rest_owed', by: 'system' },
      },
    ]);
    const tasksAfter = (history: readonly ClaimEvent[]) =>
      openTasksOf(claimAfter(history).benefits).map(({ task, role }) => [task, role]);
    expect(tasksAfter(told)).toEqual([['assess_benefit', 'adjuster']]);
    given(...told)
      .when(recheck(arrearsPaid))
      .thenNothing();
    expect(tasksAfter(after(told, assessDeath(arrearsPaid)))).toEqual([
      ['approve_benefit', 'supervisor'],
    ]);
    given(...allPaid)
      .when(recheck(arrearsPaid))
      .thenNothing();
  });

  it('pays the rest once they are paid, beside the funeral that was paid before', () => {
    const { total, lines, inputs, supersedes } = standing(restAssessed).assessed;
    expect(total).toBe(32 * M);
    expect(lines).toEqual(
      [
        ['lump_sum', 20 * M, 20 * M, []],
        ['periodic', 12 * M, 12 * M, []],
        ['funeral', 10 * M, 0, [{ code: 'paid_in_arrears', citation: 'PP 44/2015 art. 39' }]],
      ].map(([code, claimed, granted, reasons]) => ({
        ...{ code, claimed, granted, reasons },
        concerns: null,
      })),
    );
    expect(inputs).toMatchObject({ cover: 'covered', arrearsPaidOn: '2024-11-25' });
    expect(supersedes).toBe(standing(funeralPaid).assessed.benefitId);
  });

  it('ends at 42,000,000, each heir with the part of the whole', () => {
    expect(heirsHold(allPaid)).toEqual([10_500_000, 15_750_000, 15_750_000]);
  });
  it('pays nothing a third time', () => {
    given(...allPaid)
      .when(assessDeath(arrearsPaid))
      .thenNothing();
  });
  it('comes to the same where nothing had gone out by then: the approval is taken back', () => {
    const { benefitId } = standing(funeralApproved).assessed;
    const anew = after(funeralApproved, takeBack(benefitId), assessDeath(arrearsPaid));
    expect(standing(anew).assessed).toMatchObject({ total: 42 * M, supersedes: null });
    expect(heirsHold(paidOut(arrearsPaid, approvedOn(arrearsPaid, anew)))).toEqual(
      heirsHold(allPaid),
    );
  });
  it('gives the same rupiah when each of its decisions is run again', () => {
    const outcomes = inOrder(claimAfter(allPaid).benefits.benefits).map(
      (benefit) => replay(benefit.assessed, SCHEDULES).outcome,
    );
    expect(outcomes).toEqual(['same', 'same']);
  });
  it('pays 28,000,000 more where its cause turns out to be an accident of a day without arrears', () => {
    const corrected = {
      ...facts({ accident: accidentAtWork }),
      participant: participant({ periods: [period({ from: day('2024-07-01') })] }),
    };
    const both = { facts: { now: arrearsPaid, corrected } };
    const after28 = after(
      allPaid,
      requestCause('work_accident', both),
      approveCause('work_accident', both),
    );
    const { total, lines } = standing(after28).assessed;
    expect(total).toBe(28 * M);
    expect(lines[2]?.reasons.map(({ code }) => code)).toEqual(['paid_under_earlier_cause']);
  });
});

describe('The rest is not assessed', () => {
  const oneUnpaid = withContributions([...unpaid, paidOn('2024-11-25', '2024-08', '2024-09')]);

  it.each([
    ['while one of the months is unpaid', funeralPaid, oneUnpaid],
    ['while the funeral is approved and has not gone out', funeralApproved, arrearsPaid],
    [
      'while a part of it is on its way',
      after(
        funeralApproved,
        send(Object.keys(claimAfter(funeralApproved).benefits.payouts)[0] ?? '', inArrears),
      ),
      arrearsPaid,
    ],
  ])('%s', (_, history, read) => {
    given(...history)
      .when(assessDeath(read))
      .thenRejected('already-assessed');
  });
  it('for whoever arranged a funeral where nobody inherits: the rest stays in the fund', () => {
    const arranged: ClaimEvent = {
      ...heirsEstablished,
      data: { ...heirsEstablished.data, heirClass: 6, heirs: [], funeralArrangerId: uncle },
    };
    const alone = (read: ClaimFacts): ClaimFacts => ({
      ...read,
      participant: {
        ...read.participant,
        family: read.participant.family.filter(({ memberId }) => memberId === uncle),
      },
    });
    const history = after(
      [
        ...ready.filter(({ type }) => type !== 'HeirsEstablished'),
        arranged,
        accountRecorded('funeral_arranger', uncle),
        ...verified('receipt'),
      ],
      assessDeath(alone(inArrears)),
    );
    const paid = paidOut(alone(inArrears), approvedOn(alone(inArrears), history));
    expect(heldBy(uncle, claimAfter(paid).benefits)).toBe(10 * M);
    given(...paid)
      .when(assessDeath(alone(arrearsPaid)))
      .thenRejected('already-assessed');
  });
  it('after more than three months, for which there is no right at all', () => {
    const four = withContributions([paidFor('2024-07', '2024-07')]);
    const died = [deathReported({ diedOn: day('2024-11-16'), knownOn: day('2024-11-16') })];
    const none = after([...died, ...ready.slice(1)], assessDeath(four));
    expect(standing(none).assessed).toMatchObject({
      total: 0,
      inputs: { cover: 'arrears_too_long' },
    });
  });
});

describe('The clock of the rest', () => {
  const payClocks = (history: readonly ClaimEvent[]) =>
    clocksOf(claimAfter(history)).flatMap(({ clock, from, dueOn, doneOn }) =>
      clock === 'pay' ? [[from, dueOn, doneOn]] : [],
    );

  it('begins on the day on which the arrears were paid, and that of the funeral stays', () => {
    expect(payClocks(restApproved)).toEqual([
      ['2024-11-12', '2024-11-15', '2024-11-18'],
      ['2024-11-25', '2024-11-29', null], // Elections were on 27 November.
    ]);
  });
  it.each([
    ['on the day', '2024-11-29', 0],
    ['a day later', '2024-11-30', 320_000],
  ])('makes 32,000,000 late from the day after its own due day: %s', (_, asOf, owed) => {
    const claim = claimAfter(restApproved);
    const late = latePayments(claim.benefits, clocksOf(claim), day(asOf))
      .filter(({ paidOn: arrived }) => arrived === null)
      .reduce((sum, { amount }) => sum + amount, 0);
    expect(late).toBe(owed);
  });
});
