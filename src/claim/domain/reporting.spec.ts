import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { claimDecider } from './claim.decider';
import type { AccidentReported, ClaimEvent } from './claim.events';
import { isLate } from './report';
import {
  accepted,
  accidentReported,
  claimId,
  conclude,
  deathReported,
  doctorStates,
  reportAccident,
  reportDeath,
} from './testing/claims';
import { participantId, widow } from './testing/people';

const given = specificationOf(claimDecider);
const day = calendarDay;
const rejectionOf = (decide: () => unknown): Rejection => {
  try {
    decide();
  } catch (error) {
    if (error instanceof Rejection) return error;
  }
  throw new Error('It was not refused.');
};

describe('An accident', () => {
  it('is recorded', () => given().when(reportAccident()).then(accidentReported()));
  it('is recorded outside cover too', () =>
    given()
      .when(reportAccident({ coverAsReported: 'not_covered' }))
      .then(accidentReported({ coverAsReported: 'not_covered' })));
  it('of a disease is recorded with the day of its diagnosis', () =>
    given()
      .when(reportAccident({ occurredOn: null, diagnosedOn: day('2024-11-05') }))
      .then(accidentReported({ occurredOn: null, diagnosedOn: day('2024-11-05') })));

  it('is recorded once', () => given(accidentReported()).when(reportAccident()).thenNothing());
  it('is the same report when somebody else of the office records it', () =>
    given(accidentReported())
      .when(reportAccident({ by: 'joko' }))
      .thenNothing());
  it('is the same report when our own look-up gives something else by now', () =>
    given(accidentReported())
      .when(reportAccident({ coverAsReported: 'not_covered', programme: 'MUBA-2025' }))
      .thenNothing());
  it.each([
    ['another day', { occurredOn: day('2024-11-04') }],
    ['another kind', { accidentKind: 'commute' }],
    ['a suspicion', { suspected: true }],
    ['other words', { account: { words: 'Jatuh dari perahu.' } }],
    ['another reporter', { reporterId: widow }],
  ] as const)('is never swallowed where the report has %s', (_, changed) =>
    given(accidentReported()).when(reportAccident(changed)).thenRejected('already-reported'),
  );
  it('is no death', () =>
    given(deathReported()).when(reportAccident()).thenRejected('already-reported'));

  it.each([
    ['no day', { occurredOn: null }],
    ['two days', { diagnosedOn: day('2024-11-05') }],
  ])('with %s is refused', (_, changed) =>
    given().when(reportAccident(changed)).thenRejected('one-event-day'),
  );
  it('cannot be reported before it happens', () =>
    given()
      .when(reportAccident({ occurredOn: day('2024-11-07') }))
      .thenRejected('period-reversed'));
  it('cannot be reported tomorrow', () =>
    given()
      .when(reportAccident({ reportedOn: day('2024-12-03') }))
      .thenRejected('day-in-future'));
  it('is forgotten with the person, and still known', () => {
    const { data }: AccidentReported = accidentReported();
    const erased: ClaimEvent = {
      type: 'AccidentReported',
      data,
      personal: { [participantId]: 'erased', 'rep-1': 'erased' },
    };
    given(erased).when(reportAccident()).thenRejected('already-reported');
  });
});

describe('A late report', () => {
  const after = (reportedOn: string) => {
    const event = accidentReported({ reportedOn: day(reportedOn) });
    given()
      .when(reportAccident({ reportedOn: day(reportedOn) }))
      .then(event);
    const { report } = stateOf(claimDecider, [event]);
    return report && isLate(report);
  };

  it('is recorded, and late after 2 x 24 hours', () => expect(after('2024-11-08')).toBe(true));
  it('is not late on the second day', () => expect(after('2024-11-07')).toBe(false));
  it('is known for accidents only', () => {
    const { report } = stateOf(claimDecider, [deathReported({ reportedOn: day('2024-12-01') })]);
    expect(report && isLate(report)).toBe(false);
  });
});

describe('A death', () => {
  it('is recorded', () => given().when(reportDeath()).then(deathReported()));
  it('is recorded outside cover too', () =>
    given()
      .when(reportDeath({ coverAsReported: 'not_covered' }))
      .then(deathReported({ coverAsReported: 'not_covered' })));
  it('by an accident names the claim of the accident', () =>
    given()
      .when(reportDeath({ cause: 'work_accident', accidentClaimId: 'clm-0' }))
      .then(deathReported({ cause: 'work_accident', accidentClaimId: 'clm-0' })));

  it('is recorded once', () => given(deathReported()).when(reportDeath()).thenNothing());
  it.each([
    ['another day', { diedOn: day('2024-11-04') }],
    ['another cause', { cause: 'other' }],
    ['the day after', { reportedOn: day('2024-11-07') }],
  ] as const)('is never swallowed where the same death is reported with %s', (_, changed) =>
    given(deathReported()).when(reportDeath(changed)).thenRejected('already-reported'),
  );
  it('is answered with what is recorded', () => {
    const recorded = stateOf(claimDecider, [deathReported()]);
    const again = reportDeath({ diedOn: day('2024-11-04') });
    expect(rejectionOf(() => claimDecider.decide(again, recorded)).facts).toEqual({
      existing: claimId,
      recorded: '2024-11-05',
    });
  });

  it.each([
    ['by work without its accident', { cause: 'work_accident', accidentClaimId: null }],
    ['by illness with an accident', { cause: 'illness', accidentClaimId: 'clm-0' }],
  ] as const)('%s is refused', (_, changed) =>
    given().when(reportDeath(changed)).thenRejected('accident-claim-and-cause'),
  );
  it.each([
    ['known before it happened', { knownOn: day('2024-11-04') }],
    ['reported before it was known', { knownOn: day('2024-11-07') }],
  ])('cannot be %s', (_, changed) =>
    given().when(reportDeath(changed)).thenRejected('period-reversed'),
  );
  it('cannot be reported tomorrow', () =>
    given()
      .when(reportDeath({ reportedOn: day('2024-12-03') }))
      .thenRejected('day-in-future'));
});

describe('A suspected accident', () => {
  const suspected = accidentReported({ suspected: true });
  const { data } = conclude();
  const { outcome, concludedBy, concludedOn, reference, by } = data;
  const concluded: ClaimEvent = {
    type: 'AccidentConcluded',
    data: { outcome, concludedBy, concludedOn, reference, by },
  };

  it('is concluded', () => given(suspected).when(conclude()).then(concluded));
  it('is concluded once', () => given(suspected, concluded).when(conclude()).thenNothing());
  it('keeps its conclusion', () =>
    given(suspected, concluded)
      .when(conclude({ outcome: 'not_work_accident' }))
      .thenRejected('already-concluded'));
  it('is not concluded tomorrow', () =>
    given(suspected)
      .when(conclude({ concludedOn: day('2024-12-03') }))
      .thenRejected('day-in-future'));
  it('is not concluded before it happened', () =>
    given(suspected)
      .when(conclude({ concludedOn: day('2024-11-04') }))
      .thenRejected('period-reversed'));
  it('is no death', () => given(deathReported()).when(conclude()).thenRejected('wrong-claim-kind'));
});

describe("A doctor's statement", () => {
  const stated = (
    changed: Partial<Extract<ClaimEvent, { type: 'DoctorStatementRecorded' }>['data']> = {},
  ): ClaimEvent => ({
    type: 'DoctorStatementRecorded',
    data: {
      statementId: 'sta-1',
      outcome: 'recovered',
      statedOn: day('2024-11-20'),
      receivedOn: day('2024-11-21'),
      percentTenths: null,
      by: 'siti',
      ...changed,
    },
    personal: { [participantId]: { diagnosis: null, bodyPart: null, side: null } },
  });
  const recovered: ClaimEvent = {
    type: 'ParticipantRecovered',
    data: { recoveredOn: day('2024-11-20'), by: 'siti' },
  };
  const disabled = { outcome: 'disabled', percentTenths: 50 } as const;

  it('of recovery ends the treatment', () =>
    given(accidentReported()).when(doctorStates()).then(stated(), recovered));
  it('of a disability keeps its percentage', () =>
    given(accidentReported()).when(doctorStates(disabled)).then(stated(disabled)));
  it('is recorded once, under whatever id it comes', () =>
    given(accidentReported(), stated(), recovered)
      .when(doctorStates({ statementId: 'sta-2' }))
      .thenNothing());
  it('may follow another', () =>
    given(accidentReported(), stated(disabled))
      .when(doctorStates({ statementId: 'sta-2' }))
      .then(stated({ statementId: 'sta-2' }), recovered));
  it.each([
    ['a disability without a percentage', { outcome: 'disabled', percentTenths: null }],
    ['a recovery with one', { outcome: 'recovered', percentTenths: 50 }],
  ] as const)('of %s is refused', (_, changed) =>
    given(accidentReported()).when(doctorStates(changed)).thenRejected('percent-and-outcome'),
  );
  it.each([
    ['stated before the accident', { statedOn: day('2024-11-04') }],
    ['received before it was stated', { receivedOn: day('2024-11-19') }],
  ])('cannot be %s', (_, changed) =>
    given(accidentReported()).when(doctorStates(changed)).thenRejected('period-reversed'),
  );
  it('cannot be received tomorrow', () =>
    given(accidentReported())
      .when(doctorStates({ receivedOn: day('2024-12-03') }))
      .thenRejected('day-in-future'));
  it('has no place in the claim of a death', () =>
    given(deathReported(), accepted).when(doctorStates()).thenRejected('wrong-claim-kind'));
});

describe('A claim that nobody reported', () => {
  it('is not found', () => given().when(conclude()).thenRejected('not-found'));
});
