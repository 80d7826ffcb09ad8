import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { period } from '../../claim/domain/testing/people';
import { approve } from '../../payout/domain/testing/asks';
import type { BasisClaim } from './scholarship.commands';
import { scholarshipDecider } from './scholarship.decider';
import type { ScholarshipEvent } from './scholarship.events';
import {
  assessYear,
  claim,
  facts,
  first,
  grantId,
  grantPapers,
  grown,
  mother,
  paidSince,
  request,
  student,
} from './testing/scholarships';

// A participant who lives, and whom an accident has left totally and permanently disabled.

const given = specificationOf(scholarshipDecider);

const on = (day: string, changed: Partial<BasisClaim> = {}) =>
  facts({
    participant: {
      ...paidSince('2024-12'),
      periods: [period({ from: calendarDay('2015-07-01') })],
    },
    claim: {
      ...claim,
      cause: 'work_accident',
      scheme: 'jkk',
      disability: 'approved',
      decidingDay: calendarDay(day),
      ...changed,
    },
  });
const disabled = (changed: Partial<BasisClaim> = {}) => on('2024-12-05', changed);

const asked = (childIds: readonly string[], read = disabled()): readonly ScholarshipEvent[] =>
  scholarshipDecider.decide(request(childIds, { facts: read }), scholarshipDecider.initialState);
const assessedIn = (events: readonly ScholarshipEvent[]) => {
  const event = events.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data;
};

const died = { diedOn: calendarDay('2025-01-01'), knownOn: calendarDay('2025-01-02') };
const wish = [...asked([first]), ...grantPapers(first)];
const approval = (read = disabled()) => approve(grantId, read);
const grantedHistory = [
  ...wish,
  ...scholarshipDecider.decide(approval(), stateOf(scholarshipDecider, wish)),
];

describe('A scholarship after a total permanent disability', () => {
  it('needs no months of membership, and says which cause it rests on', () => {
    const events = asked([first], disabled({ disability: 'assessed' }));
    expect(events.map(({ type }) => type)).toEqual(['ScholarshipRequested', 'BenefitAssessed']);
    expect(events[0]?.data).toMatchObject({ cause: 'work_accident', childIds: [first] });
    expect(assessedIn(events)).toMatchObject({ scheme: 'jkk', total: 87_000_000 });
  });
  it('says nothing the second time', () =>
    given(...wish)
      .when(request([first], { facts: disabled() }))
      .thenNothing());
  it('is not for a disability that is only partial', () =>
    given()
      .when(request([first], { facts: disabled({ disability: 'none' }) }))
      .thenRejected('scholarship-needs-total-disability'));

  it('is granted once the disability is approved', () => {
    expect(grantedHistory.slice(-2).map(({ type }) => type)).toEqual([
      'BenefitApproved',
      'ScholarshipGranted',
    ]);
    given(...grantedHistory)
      .when(approval())
      .thenNothing();
  });
  it.each([
    ['before that', 'assessed', 'disability-not-approved'],
    ['after it fell', 'none', 'scholarship-needs-total-disability'],
  ] as const)('is not granted %s', (_, disability, code) =>
    given(...wish)
      .when(approval(disabled({ disability })))
      .thenRejected(code),
  );
  it.each([
    ['assessed', 'disability_not_approved'],
    ['none', 'scholarship_needs_total_disability'],
  ] as const)('is contradicted where the disability is %s again', (disability, ground) =>
    given(...grantedHistory)
      .when({ type: 'RecheckApprovals', data: { facts: disabled({ disability }), by: 'system' } })
      .then({
        type: 'ApprovalRechecked',
        data: { benefitId: grantId, outcome: 'contradicted', ground, by: 'system' },
      }),
  );

  it('pays a year to the other parent, for the child', () => {
    const events = scholarshipDecider.decide(
      assessYear(first, { guardianId: mother }, { facts: disabled() }),
      stateOf(scholarshipDecider, grantedHistory),
    );
    expect(assessedIn(events).payees).toMatchObject([
      { kind: 'guardian', id: mother, onBehalfOf: first, amount: 1_500_000 },
    ]);
  });
  describe('paid to the disabled participant himself', () => {
    const himself = { guardianId: null, receivedBy: 'participant' } as const;
    const year = (read = disabled()) => assessYear(first, himself, { facts: read });
    const state = stateOf(scholarshipDecider, grantedHistory);
    const events = scholarshipDecider.decide(year(), state);

    it('names him for the child', () => {
      expect(assessedIn(events).payees).toMatchObject([
        { kind: 'participant', id: 'par-1', onBehalfOf: first, amount: 1_500_000 },
      ]);
    });
    it('says nothing the second time', () =>
      given(...grantedHistory, ...events)
        .when(year())
        .thenNothing());
    it.each([
      ['he has died since', { ...disabled().participant, death: died }, disabled().claim],
      ['his death gives the right', disabled().participant, claim],
    ])('is refused where %s', (_, participant, basis) =>
      given(...grantedHistory)
        .when(year(facts({ participant, claim: basis })))
        .thenRejected('payee-deceased'),
    );
    it('is refused beside a guardian', () =>
      given(...grantedHistory)
        .when(assessYear(first, { ...himself, guardianId: mother }, { facts: disabled() }))
        .thenRejected('two-receivers'));
  });
  it('pays no year once the disability fell', () =>
    given(...grantedHistory)
      .when(assessYear(first, {}, { facts: disabled({ disability: 'none' }) }))
      .thenRejected('scholarship-needs-total-disability'));

  it.each([
    ['the day before the 23rd birthday', student, 87_000_000],
    ['the 23rd birthday', grown, 0],
  ])('on %s comes to its right', (_, childId, total) =>
    expect(assessedIn(asked([childId])).total).toBe(total),
  );
  it.each([
    ['2019-12-01', 'PP-44-2015', 12_000_000],
    ['2019-12-02', 'PP-82-2019', 87_000_000],
    ['2019-12-03', 'PP-82-2019', 87_000_000],
  ])('by an accident on %s is paid by %s', (day, scheduleId, total) =>
    expect(assessedIn(asked([first], on(day)))).toMatchObject({ scheduleId, total }),
  );
});
