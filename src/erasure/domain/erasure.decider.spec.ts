import { stateOf } from '../../kernel/decider';
import { calendarDay } from '../../kernel/calendar-day';
import type { Rejection } from '../../kernel/rejection';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { type ApproveErasure, erasureDecider, type RequestErasure } from './erasure.decider';
import type { ErasureEvent, PersonErased, PersonErasureRequested } from './erasure.events';
import type { OpenMatter } from './open-matters';

const given = specificationOf(erasureDecider);

const matter = (kind: OpenMatter['kind'], number = 'KLM-2024-00000000-0'): OpenMatter => ({
  kind,
  number,
});
const asked = { requestId: 'req-1', reasonCode: 'asked_by_the_person', by: 'ratna' };
const request = (changed: Partial<RequestErasure['data']> = {}): RequestErasure => ({
  type: 'RequestErasure',
  data: { ...asked, matters: [], coveredUntil: null, deathUnclaimed: null, ...changed },
});
const approve = (changed: Partial<ApproveErasure['data']> = {}): ApproveErasure => ({
  type: 'ApproveErasure',
  data: {
    requestId: 'req-1',
    by: 'budi',
    matters: [],
    coveredUntil: null,
    deathUnclaimed: null,
    ...changed,
  },
});
const requested: PersonErasureRequested = { type: 'PersonErasureRequested', data: asked };
const erased: PersonErased = { type: 'PersonErased', data: { requestId: 'req-1', by: 'budi' } };

describe('Asking that a person be erased', () => {
  it('is recorded with its reason and who asked', () => given().when(request()).then(requested));

  it('says nothing the second time, whoever asks, before and after the erasure', () => {
    const again = request({ requestId: 'req-2', by: 'dewi' });
    given(requested).when(again).thenNothing();
    given(requested, erased).when(again).thenNothing();
  });

  it('is not swallowed where it names another reason', () => {
    const other = request({ reasonCode: 'retention_over' });
    given(requested).when(other).thenRejected('erasure-requested');
    given(requested, erased).when(other).thenRejected('person-erased');
  });

  it('says nothing again though something has been opened since', () =>
    given(requested)
      .when(request({ matters: [matter('claim-open')] }))
      .thenNothing());
});

describe('Erasing a person', () => {
  it('takes somebody else than who asked', () => {
    given(requested).when(approve()).then(erased);
    given(requested)
      .when(approve({ by: 'ratna' }))
      .thenRejected('self-approval');
  });

  it('happens once', () => {
    given(requested, erased).when(approve()).thenNothing();
    given(requested, erased)
      .when(approve({ by: 'dewi' }))
      .thenNothing();
    given(requested, erased)
      .when(approve({ by: 'ratna' }))
      .thenNothing();
  });

  it('needs the request that it names', () => {
    given().when(approve()).thenRejected('not-found');
    given(requested)
      .when(approve({ requestId: 'req-2' }))
      .thenRejected('not-found');
    given(requested, erased)
      .when(approve({ requestId: 'req-2' }))
      .thenRejected('not-found');
  });
});

describe('While something is open for the person', () => {
  const refusalOf = (matters: readonly OpenMatter[]): Rejection => {
    try {
      erasureDecider.decide(request({ matters }), stateOf(erasureDecider, []));
    } catch (error) {
      return error as Rejection;
    }
    throw new Error('It was not refused.');
  };

  it.each<[OpenMatter['kind'], string]>([
    ['claim-open', 'person-owed'],
    ['payout-owed', 'person-owed'],
    ['overpayment-open', 'person-owed'],
    ['scholarship-runs', 'person-owed'],
    ['payout-moving', 'money-moving'],
  ])('(%s) both steps are refused as %s', (kind, code) => {
    const history: readonly ErasureEvent[] = [requested];
    given()
      .when(request({ matters: [matter(kind)] }))
      .thenRejected(code);
    given(...history)
      .when(approve({ matters: [matter(kind)] }))
      .thenRejected(code);
  });

  it('the refusal names the cases, each once, and what is open in them', () => {
    const { code, facts } = refusalOf([
      matter('claim-open', 'KLM-2'),
      matter('payout-moving', 'KLM-2'),
      matter('scholarship-runs', 'BSW-1'),
    ]);
    expect(code).toBe('money-moving');
    expect(facts).toEqual({
      cases: ['BSW-1', 'KLM-2'],
      matters: ['claim-open', 'payout-moving', 'scholarship-runs'],
    });
  });
});

describe('While cover runs', () => {
  const coveredUntil = calendarDay('2025-12-31');

  it('both steps are refused, and say until when', () => {
    given().when(request({ coveredUntil })).thenRejected('cover-runs');
    given(requested).when(approve({ coveredUntil })).thenRejected('cover-runs');
  });

  it('what is owed is said first', () =>
    given()
      .when(request({ coveredUntil, matters: [matter('claim-open')] }))
      .thenRejected('person-owed'));

  it('what was asked or erased before says nothing again', () => {
    given(requested).when(request({ coveredUntil })).thenNothing();
    given(requested, erased).when(approve({ coveredUntil })).thenNothing();
  });
});

describe('Who died under cover, and his family,', () => {
  const deathUnclaimed = calendarDay('2025-05-01');

  it('are not erased before somebody has claimed the death', () => {
    given().when(request({ deathUnclaimed })).thenRejected('death-unclaimed');
    given(requested).when(approve({ deathUnclaimed })).thenRejected('death-unclaimed');
  });
});
