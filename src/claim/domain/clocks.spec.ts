import { isAfter, latePaymentsOf } from '../../benefit-schedule/domain/procedure';
import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import * as fc from 'fast-check';
import { confirm, send } from '../../payout/domain/testing/asks';
import {
  approved,
  deathAssessed,
  deathId,
  payerDecided,
  presented,
  toWidow,
  treatmentAssessed,
  treatmentId,
  verified,
} from '../../payout/domain/testing/benefits';
import {
  confirmed,
  deathApproved,
  returned,
  scheduled,
  widows,
} from '../../payout/domain/testing/payouts';
import { evolve, initialState } from './claim';
import type { ClaimEvent } from './claim.events';
import { type ClockName, clocksOf, nextDueOn } from './clocks';
import { latePayments } from './late-payment';
import {
  after as withAnswers,
  approveCause,
  approvedAfter,
  claimAfter,
  factsFrom,
  factsOfCause,
  requestCause,
} from './testing/causes';
import { accidentReported, deathReported } from './testing/claims';
import { recorded } from './testing/people';

const day = calendarDay;
const after = (...events: readonly ClaimEvent[]) => events.reduce(evolve, initialState);
const clockIn = (name: ClockName, ...events: readonly ClaimEvent[]) =>
  clocksOf(after(...events)).find(({ clock }) => clock === name);

const stated: ClaimEvent = {
  type: 'DoctorStatementRecorded',
  data: {
    statementId: 'sta-1',
    outcome: 'recovered',
    statedOn: day('2024-11-20'),
    receivedOn: day('2024-11-21'),
    percentTenths: null,
    by: 'siti',
  },
};
const presentedOn = (on: string, papersCompleteOn: string | null, id = treatmentId): ClaimEvent => {
  const event = presented(id);
  return {
    ...event,
    data: {
      ...event.data,
      presentedOn: day(on),
      papersCompleteOn: papersCompleteOn === null ? null : day(papersCompleteOn),
    },
  };
};
const payout = scheduled(deathAssessed, toWidow, { terms: recorded });
const { payoutId, amount } = payout.data;
const paid = (paidOn: string) => confirmed(payoutId, amount, { paidOn: day(paidOn) });

describe('The clocks of an accident', () => {
  it('give two days for its report', () => {
    expect(clockIn('report', accidentReported())).toMatchObject({
      from: '2024-11-05',
      dueOn: '2024-11-07',
      doneOn: '2024-11-06',
      citation: 'PP 44/2015 art. 43',
    });
  });
  it('give 30 days for concluding one that is suspected, and none to another', () => {
    expect(clockIn('conclude', accidentReported())).toBeUndefined();
    expect(clockIn('conclude', accidentReported({ suspected: true }))).toMatchObject({
      owedBy: 'office',
      dueOn: '2024-12-06',
      doneOn: null,
    });
  });
  it('give two days for stage II from the doctor’s word, until form KK2 is there', () => {
    expect(clockIn('stage_two', accidentReported())).toBeUndefined();
    expect(clockIn('stage_two', accidentReported(), stated)).toMatchObject({
      dueOn: '2024-11-22',
      doneOn: null,
    });
    expect(clockIn('stage_two', accidentReported(), stated, ...verified('kk2'))).toMatchObject({
      doneOn: '2024-11-12',
    });
  });
  it('are those of an accident', () => {
    expect(clocksOf(after(deathReported()))).toEqual([]);
  });
});

describe('The clocks of a benefit that the payer pays', () => {
  const bill = [accidentReported(), treatmentAssessed, approved(treatmentId)];

  it('do not run before it is presented', () => {
    expect(clocksOf(after(...bill)).map(({ clock }) => clock)).toEqual(['report']);
  });
  it('give seven working days to say which papers are missing', () => {
    const asked = [...bill, presentedOn('2024-11-22', null)];
    expect(clockIn('tell_missing_papers', ...asked)).toMatchObject({
      dueOn: '2024-12-04', // Elections were on 27 November.
      doneOn: null,
    });
    const told = payerDecided(treatmentId, 'papers_missing', 0);
    expect(clockIn('tell_missing_papers', ...asked, told)?.doneOn).toBe('2024-11-28');
    expect(clockIn('pay', ...asked, told)).toBeUndefined();
  });
  it('give seven working days of JKK from complete papers', () => {
    expect(clockIn('pay', ...bill, presentedOn('2024-11-25', '2024-11-25'))).toMatchObject({
      owedBy: 'payer',
      limit: { count: 7, unit: 'working_day' },
      citation: 'PP 44/2015 art. 37',
      dueOn: '2024-12-05',
    });
  });
  it('begin with stage II where that came later than the papers', () => {
    const event = presentedOn('2024-11-08', '2024-11-08');
    expect(clockIn('pay', ...bill, ...verified('kk2'), event)?.from).toBe('2024-11-12');
    expect(clockIn('pay', ...bill, event)?.from).toBe('2024-11-08');
  });
  it('give three working days of JKM, over Christmas and joint leave', () => {
    const death = [deathReported(), deathAssessed, approved(deathId)];
    expect(clockIn('pay', ...death, presentedOn('2024-12-23', '2024-12-23', deathId))?.dueOn).toBe(
      '2024-12-30',
    );
  });
  it('name the year whose holidays nobody has entered', () => {
    expect(clockIn('pay', ...bill, presentedOn('2026-12-30', '2026-12-30'))).toMatchObject({
      dueOn: null,
      missingYear: 2027,
    });
  });
});

describe('The clock of a benefit that the office pays by itself', () => {
  it('begins with the last paper that the approval waited for', () => {
    expect(clockIn('pay', ...deathApproved)).toMatchObject({
      owedBy: 'office',
      from: '2024-11-12',
      dueOn: '2024-11-15',
      doneOn: null,
    });
  });
  it('is not changed by a paper that is required since', () => {
    const before = deathApproved.filter(
      ({ data }) => !('documentId' in data) || data.documentId !== 'doc-form_4',
    );
    expect(before).toHaveLength(deathApproved.length - 2);
    expect(clockIn('pay', ...before)?.from).toBe('2024-11-12');
  });
  it('ends with the part that arrived last', () => {
    const days = ['2024-11-18', '2024-11-20', '2024-11-19'];
    const arrived = Object.values(after(...deathApproved).benefits.payouts).map((one, index) =>
      confirmed(one.payoutId, one.amount, { paidOn: day(days[index] ?? '') }),
    );
    expect(clockIn('pay', ...deathApproved, ...arrived)?.doneOn).toBe('2024-11-20');
  });
  it('runs until each part has arrived, and again once a part came back', () => {
    const arrived = Object.values(after(...deathApproved).benefits.payouts).map((one) =>
      confirmed(one.payoutId, one.amount, { paidOn: day('2024-11-15') }),
    );
    const [first, ...rest] = arrived;
    if (!first) throw new Error('There is no payout.');
    expect(clockIn('pay', ...deathApproved, ...rest)?.doneOn).toBeNull();
    expect(clockIn('pay', ...deathApproved, ...arrived)?.doneOn).toBe('2024-11-15');
    const back = returned(widows.data.payoutId);
    expect(clockIn('pay', ...deathApproved, ...arrived, back)?.doneOn).toBeNull();
  });
});

describe('What is due next', () => {
  it('is the earliest of what still runs, and nothing where nothing does', () => {
    const suspected = clocksOf(after(accidentReported({ suspected: true }), stated));
    expect(nextDueOn(suspected)).toBe('2024-11-22');
    expect(nextDueOn(clocksOf(after(accidentReported())))).toBeNull();
  });
});

describe('A late payment', () => {
  const history = [
    deathReported(),
    deathAssessed,
    approved(deathId),
    payout,
    presentedOn('2024-11-25', '2024-11-25', deathId), // Three working days: due on the 29th, as the 27th was shut.
  ];
  const late = (asOf: string | null, ...more: readonly ClaimEvent[]) => {
    const claim = after(...history, ...more);
    const on = asOf === null ? null : day(asOf);
    return latePayments(claim.benefits, clocksOf(claim), on).map(({ days, amount: owed }) => [
      days,
      owed,
    ]);
  };

  it.each([
    ['on the day before it was due', '2024-11-28', []],
    ['on the day', '2024-11-29', []],
    ['on the day after', '2024-11-30', [[1, 105_000]]],
    ['ten days after', '2024-12-09', [[10, 1_050_000]]],
  ])('of 10,500,000 that arrived %s', (_, paidOn, owed) => {
    expect(late(null, paid(paidOn))).toEqual(owed);
    expect(late('2025-01-31', paid(paidOn))).toEqual(owed);
  });
  it.each([
    ['2024-11-29', []],
    ['2024-11-30', [[1, 105_000]]],
  ])('that has not arrived grows: on %s', (asOf, owed) => {
    expect(late(asOf)).toEqual(owed);
    expect(late(null)).toEqual([]);
  });
  it('schedules nothing', () => {
    expect(Object.keys(after(...history, paid('2024-12-09')).benefits.payouts)).toEqual([payoutId]);
  });

  it.each([
    ['nothing of a sum that is not late', [[1_000_000, 0]], [0]],
    ['nothing of one that came before its day', [[1_000_000, -3]], [0]],
    ['whole rupiah alone', [[99, 1]], [0]],
    ['a rupiah of a hundred', [[100, 1]], [1]],
    [
      'what is left of one part with the next',
      [
        [150, 1],
        [150, 1],
      ],
      [1, 2],
    ],
  ])('is 1 percent a day: %s', (_, sums, expected) => {
    const late = sums.map(([amount = 0, days = 0]) => ({ amount: rupiah(amount), days }));
    expect(latePaymentsOf(late)).toEqual(expected);
  });
  it.each([
    ['2024-11-28', '2024-11-29', false],
    ['2024-11-29', '2024-11-29', false],
    ['2024-11-30', '2024-11-29', true],
    ['2024-11-30', null, false],
  ])('%s is after the last day %s: %s', (on, dueOn, after29) => {
    expect(isAfter(day(on), dueOn === null ? null : day(dueOn))).toBe(after29);
  });

  it('in parts comes to what the whole would, whatever the parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 50_000_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 400 }), (amounts, days) => {
        const whole = rupiah(amounts.reduce((sum, one) => sum + one, 0));
        const sum = latePaymentsOf(amounts.map((one) => ({ amount: rupiah(one), days }))).reduce(
          (total, one) => total + one,
          0,
        );
        expect([sum]).toEqual(latePaymentsOf([{ amount: whole, days }]));
      }),
    );
  });
});

describe('After the cause of a death was corrected', () => {
  const correctedOn = '2024-12-20';
  const correctedAfter = (history: readonly ClaimEvent[]) => {
    const both = factsFrom('illness', 'work_accident');
    return withAnswers(
      history,
      requestCause('work_accident', { facts: both }),
      approveCause('work_accident', { facts: both, today: day(correctedOn) }),
    );
  };
  const payClocks = (history: readonly ClaimEvent[]) =>
    clocksOf(claimAfter(history)).flatMap(({ clock, from, dueOn, doneOn, limit }) =>
      clock === 'pay' ? [[from, limit.count, dueOn, doneOn]] : [],
    );
  const lateIn = (history: readonly ClaimEvent[], asOf: string) => {
    const claim = claimAfter(history);
    return latePayments(claim.benefits, clocksOf(claim), day(asOf)).map(
      ({ payout: { amount: owed }, days }) => [owed, days],
    );
  };
  /** 42,000,000 were due on 15 November and arrived on the 18th. */
  const paidLate = Object.values(claimAfter(deathApproved).benefits.payouts).reduce(
    (before, one) =>
      withAnswers(
        before,
        send(one.payoutId, factsOfCause('illness')),
        confirm(one.payoutId, one.amount, { paidOn: day('2024-11-18') }),
      ),
    deathApproved,
  );

  it('what was paid keeps its clock, and what it adds is due from the day of the correction', () => {
    const corrected = approvedAfter(correctedAfter(paidLate));
    expect(payClocks(corrected)).toEqual([
      ['2024-11-12', 3, '2024-11-15', '2024-11-18'],
      [correctedOn, 7, '2025-01-03', null],
    ]);
  });
  it('the 28,000,000 more are late from their own due day, and the 42,000,000 for their three days', () => {
    const corrected = approvedAfter(correctedAfter(paidLate));
    const before = [
      [10_500_000, 3],
      [15_750_000, 3],
      [15_750_000, 3],
    ];
    expect(lateIn(corrected, '2025-01-03')).toEqual(before);
    expect(lateIn(corrected, '2025-01-04')).toEqual([
      ...before,
      [7_000_000, 1],
      [10_500_000, 1],
      [10_500_000, 1],
    ]);
  });
  it('what had not arrived by then was late until that day, and is due anew', () => {
    const corrected = approvedAfter(correctedAfter(deathApproved));
    expect(payClocks(corrected)).toEqual([
      ['2024-11-12', 3, '2024-11-15', correctedOn],
      [correctedOn, 7, '2025-01-03', null],
    ]);
    expect(lateIn(corrected, '2025-01-03').map(([, days]) => days)).toEqual([35, 35, 35]);
  });
  it('papers that came later than the correction begin the clock', () => {
    const papers = correctedAfter(paidLate).map((event) =>
      event.type === 'DocumentReceived' && event.data.kind === 'heir_letter'
        ? { ...event, data: { ...event.data, receivedOn: day('2024-12-23') } }
        : event,
    );
    expect(payClocks(approvedAfter(papers)).at(-1)?.[0]).toBe('2024-12-23');
  });
  it('that an earlier release wrote without its day, nothing is forgotten but what it cannot say', () => {
    const undated = correctedAfter(paidLate).map((event) => {
      if (event.type !== 'CauseOfDeathCorrected') return event;
      const { correctedOn: _on, ...data } = event.data;
      return { ...event, data };
    });
    expect(payClocks(undated)).toEqual([['2024-11-12', 3, '2024-11-15', '2024-11-18']]);
  });
});
