import { calendarDay, calendarMonth } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { monthsDue } from './contribution-due';
import { coverAt } from './cover-at';
import type { Participant } from './participant';
import type {
  ApproveDeathRetraction,
  ApproveMerge,
  RequestDeathRetraction,
  RequestMerge,
  RetractDeathOfClaim,
} from './participant.commands';
import { participantDecider } from './participant.decider';
import type {
  DeathRetractionRequested,
  ParticipantDeathRetracted,
  ParticipantEvent,
  ParticipantsMerged,
  ParticipantsMergeRequested,
} from './participant.events';
import { died, enrolled, given, participantId, started } from './testing/covered';

const stateAfter = (...history: readonly ParticipantEvent[]): Participant =>
  history.reduce(participantDecider.evolve, participantDecider.initialState);

const death = died('2025-05-10');
const requestRetraction = (
  changed: Partial<RequestDeathRetraction['data']> = {},
): RequestDeathRetraction => ({
  type: 'RequestDeathRetraction',
  data: {
    ...{ participantId, requestId: 'req-1', reasonCode: 'not_dead', by: 'budi' },
    deathClaimed: false,
    ...changed,
  },
});
const approveRetraction = (
  changed: Partial<ApproveDeathRetraction['data']> = {},
): ApproveDeathRetraction => ({
  type: 'ApproveDeathRetraction',
  data: { participantId, requestId: 'req-1', by: 'dewi', deathClaimed: false, ...changed },
});
const requested: DeathRetractionRequested = {
  type: 'DeathRetractionRequested',
  data: {
    requestId: 'req-1',
    reasonCode: 'not_dead',
    diedOn: calendarDay('2025-05-10'),
    by: 'budi',
  },
};
const retracted: ParticipantDeathRetracted = {
  type: 'ParticipantDeathRetracted',
  data: { requestId: 'req-1', reasonCode: 'not_dead', by: 'dewi' },
};

describe('A death that only a claim told of', () => {
  const ofClaim = { ...death, data: { ...death.data, source: 'claim', claimId: 'clm-1' } } as const;
  const retract = (changed: Partial<RetractDeathOfClaim['data']> = {}): RetractDeathOfClaim => ({
    type: 'RetractDeathOfClaim',
    data: {
      ...{ participantId, claimId: 'clm-1', requestId: 'req-1' },
      ...{ reasonCode: 'not_dead', by: 'dewi' },
      ...changed,
    },
  });

  it('falls with the claim', () => given(enrolled, ofClaim).when(retract()).then(retracted));
  it('is not touched by another claim', () =>
    given(enrolled, ofClaim)
      .when(retract({ claimId: 'clm-2' }))
      .thenNothing());
  it('is not touched where somebody else told of it', () =>
    given(enrolled, death).when(retract()).thenNothing());
  it('falls also where the record was merged just after the claim was voided', () =>
    given(enrolled, ofClaim, mergeRequested(), merged).when(retract()).then(retracted));
  it('falls once', () => given(enrolled, ofClaim, retracted).when(retract()).thenNothing());
  it('gives way to a real one', () =>
    expect(stateAfter(enrolled, ofClaim, retracted, died('2026-01-01'))).toMatchObject({
      death: { diedOn: '2026-01-01' },
      deathOfClaim: null,
    }));
});

describe('Retracting a death', () => {
  it('is asked for by one person, and done by another', () => {
    given(enrolled, death).when(requestRetraction()).then(requested);
    given(enrolled, death, requested).when(approveRetraction()).then(retracted);
    given(enrolled, death, requested)
      .when(approveRetraction({ by: 'budi' }))
      .thenRejected('self-approval');
  });

  it('says nothing the second time', () => {
    given(enrolled, death, requested).when(requestRetraction()).thenNothing();
    given(enrolled, death, requested, retracted).when(requestRetraction()).thenNothing();
    given(enrolled, death, requested, retracted).when(approveRetraction()).thenNothing();
  });

  it.each<[string, RequestDeathRetraction | ApproveDeathRetraction, string]>([
    ['another reason', requestRetraction({ reasonCode: 'wrong_person' }), 'retraction-requested'],
    ['another request', approveRetraction({ requestId: 'req-2' }), 'not-found'],
    ['a claim for the death', approveRetraction({ deathClaimed: true }), 'death-claim-open'],
  ])('is refused for %s', (_, command, code) =>
    given(enrolled, death, requested).when(command).thenRejected(code),
  );

  it('needs a death, and no claim for it', () => {
    given(enrolled).when(requestRetraction()).thenRejected('no-death-recorded');
    given(enrolled, death)
      .when(requestRetraction({ deathClaimed: true }))
      .thenRejected('death-claim-open');
    given(enrolled, death).when(approveRetraction()).thenRejected('not-found');
  });

  it('brings back the cover of the days after, and a death may be recorded again', () => {
    const history = [enrolled, started(), death, requested];
    const on = calendarDay('2025-05-11');
    expect(coverAt(stateAfter(...history), 'jkm', on).inputs.cover).toBe('not_covered');
    const alive = stateAfter(...history, retracted);
    expect(coverAt(alive, 'jkm', on).inputs.cover).toBe('covered');
    given(...history, retracted, death, requested)
      .when(approveRetraction())
      .then(retracted);
  });
});

const NONE = { deathClaim: false, scholarship: false };
const merging = { survivor: stateAfter(enrolled), cases: NONE, survivorsCases: NONE };
const requestMerge = (changed: Partial<RequestMerge['data']> = {}): RequestMerge => ({
  type: 'RequestMerge',
  data: {
    ...{ participantId, survivorId: 'survivor-1', reasonCode: 'same_person' },
    ...{ requestId: 'req-1', by: 'budi', ...merging },
    ...changed,
  },
});
const approveMerge = (changed: Partial<ApproveMerge['data']> = {}): ApproveMerge => ({
  type: 'ApproveMerge',
  data: { participantId, requestId: 'req-1', by: 'dewi', ...merging, ...changed },
});
const mergeRequested = (survivor = 'survivor-1'): ParticipantsMergeRequested => ({
  type: 'ParticipantsMergeRequested',
  data: { requestId: 'req-1', survivor, reasonCode: 'same_person', by: 'budi' },
});
const merged: ParticipantsMerged = {
  type: 'ParticipantsMerged',
  data: { requestId: 'req-1', survivor: 'survivor-1', by: 'dewi' },
};

describe('Merging two participants', () => {
  it('is asked for by one person, and done by another', () => {
    given(enrolled).when(requestMerge()).then(mergeRequested());
    given(enrolled, mergeRequested()).when(approveMerge()).then(merged);
    given(enrolled, mergeRequested())
      .when(approveMerge({ by: 'budi' }))
      .thenRejected('self-approval');
  });

  it('says nothing the second time', () => {
    given(enrolled, mergeRequested()).when(requestMerge()).thenNothing();
    given(enrolled, mergeRequested(), merged).when(requestMerge()).thenNothing();
    given(enrolled, mergeRequested(), merged).when(approveMerge()).thenNothing();
  });

  it('takes the later of two requests, until one is approved', () => {
    given(enrolled, mergeRequested())
      .when(requestMerge({ survivorId: 'survivor-2' }))
      .then(mergeRequested('survivor-2'));
    given(enrolled, mergeRequested(), merged)
      .when(requestMerge({ survivorId: 'survivor-2' }))
      .thenRejected('participant-merged');
    given(enrolled, mergeRequested())
      .when(approveMerge({ requestId: 'req-2' }))
      .thenRejected('not-found');
  });

  it.each<[string, Partial<RequestMerge['data']>, string]>([
    ['himself', { survivorId: participantId }, 'merge-with-itself'],
    ['nobody', { survivor: stateAfter() }, 'not-found'],
    [
      'one who was merged',
      { survivor: stateAfter(enrolled, mergeRequested(), merged) },
      'participant-merged',
    ],
    ['one who shall be', { survivor: stateAfter(enrolled, mergeRequested()) }, 'merge-requested'],
  ])('never merges into %s', (_, changed, code) =>
    given(enrolled).when(requestMerge(changed)).thenRejected(code),
  );

  it('lets one of two that name each other give way, always the same one', () => {
    const [first, second] = ['a', 'b'];
    const each = (survivor: string) => stateAfter(enrolled, mergeRequested(survivor));
    given(enrolled, mergeRequested(second))
      .when(approveMerge({ participantId: first, survivor: each(first) }))
      .then({ ...merged, data: { ...merged.data, survivor: second } });
    given(enrolled, mergeRequested(first))
      .when(approveMerge({ participantId: second, survivor: each(second) }))
      .thenRejected('merge-requested');
  });

  const DEATH = { deathClaim: true, scholarship: false };
  const SCHOOL = { deathClaim: false, scholarship: true };
  it.each([
    ['both have a death claim', DEATH, DEATH, 'merge-both-have-cases'],
    ['both have a scholarship', SCHOOL, SCHOOL, 'merge-both-have-cases'],
    ['each has one of them', DEATH, SCHOOL, 'merge-both-have-cases'],
    ['only he has a death claim', DEATH, NONE, 'merge-other-way'],
    ['only he has a scholarship', SCHOOL, NONE, 'merge-other-way'],
  ])(
    'is refused where %s, at the request and at the approval',
    (_, cases, survivorsCases, code) => {
      given(enrolled).when(requestMerge({ cases, survivorsCases })).thenRejected(code);
      given(enrolled, mergeRequested())
        .when(approveMerge({ cases, survivorsCases }))
        .thenRejected(code);
    },
  );

  it('is done where the survivor is the one who has them', () =>
    given(enrolled)
      .when(requestMerge({ survivorsCases: { deathClaim: true, scholarship: true } }))
      .then(mergeRequested()));
});

describe('A participant who was merged', () => {
  const history = [enrolled, started(), mergeRequested(), merged];

  it('has no cover and owes no contribution', () => {
    const state = stateAfter(...history);
    const may = calendarMonth('2025-05');
    expect(coverAt(state, 'jkk', calendarDay('2025-05-10')).inputs.cover).toBe('not_covered');
    expect(monthsDue(state, 'muba-2025', may, may)).toEqual([]);
    const before = stateAfter(enrolled, started(), mergeRequested());
    expect(coverAt(before, 'jkk', calendarDay('2025-05-10')).inputs.cover).toBe('covered');
    expect(monthsDue(before, 'muba-2025', may, may)).toEqual([may]);
  });

  it('takes no other command, and names the survivor', () => {
    given(...history)
      .when(requestRetraction())
      .thenRejected('participant-merged');
    expect(() => participantDecider.decide(requestRetraction(), stateAfter(...history))).toThrow(
      expect.objectContaining({ facts: { existing: 'survivor-1' } }) as Error,
    );
  });

  it('still takes the parts of a payment that was made before', () => {
    const months = [calendarMonth('2025-05')];
    const data = {
      ...{ paymentId: 'payment-1', programme: 'muba-2025', months },
      tariff: rupiah(16_800),
      paidOn: calendarDay('2025-05-01'),
    };
    const decided = participantDecider.decide(
      { type: 'RecordContribution', data },
      stateAfter(...history),
    );
    expect(decided.map(({ type }) => type)).toEqual(['ContributionRecorded']);
  });
});
