import { calendarDay } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { returnToAssessor } from '../../payout/domain/testing/asks';
import { deathId } from '../../payout/domain/testing/benefits';
import { deathApproved, deathReady } from '../../payout/domain/testing/payouts';
import { claimDecider } from './claim.decider';
import type { ClaimAccepted, ClaimEvent } from './claim.events';
import {
  accept,
  accepted,
  accidentReported,
  assessDeath,
  close,
  conclude,
  deathReported,
  refuse,
  reopen,
  withdraw,
} from './testing/claims';
import { accidentAtWork, facts, participant, withCoverUntil, withoutCover } from './testing/people';

const given = specificationOf(claimDecider);

const refused: ClaimEvent = {
  type: 'ClaimRefused',
  data: { ground: 'not_covered', citation: 'PP 44/2015', reasonCode: null, by: 'siti' },
};
const withdrawn: ClaimEvent = {
  type: 'ClaimWithdrawn',
  data: { reasonCode: 'family_wish', by: 'siti' },
};
const reopened: ClaimEvent = {
  type: 'ClaimReopened',
  data: { reasonCode: 'new_papers', disputeId: null, by: 'siti' },
};
const closed: ClaimEvent = { type: 'ClaimClosed', data: { reasonCode: 'settled', by: 'siti' } };
const concludedAs = (outcome: 'work_accident' | 'not_work_accident'): ClaimEvent => {
  const { concludedBy, concludedOn, reference, by } = conclude().data;
  return { type: 'AccidentConcluded', data: { outcome, concludedBy, concludedOn, reference, by } };
};

describe('Accepting a claim', () => {
  it('stores the cover that it was accepted on', () =>
    given(deathReported()).when(accept()).then(accepted));
  it('looks at the cover again, whatever was found when it was reported', () =>
    given(deathReported({ coverAsReported: 'not_covered' }))
      .when(accept())
      .then(accepted));
  it('says nothing the second time', () =>
    given(deathReported(), accepted).when(accept()).thenNothing());

  it('is refused where the accident came after the death', () =>
    given(deathReported({ cause: 'work_accident', accidentClaimId: 'clm-2' }))
      .when(accept(facts({ accident: { ...accidentAtWork, eventDay: calendarDay('2024-12-01') } })))
      .thenRejected('accident-after-death'));
  it('is refused where the participant is recorded as dead since another day', () =>
    given(deathReported())
      .when(
        accept(
          facts({
            participant: participant({
              death: { diedOn: calendarDay('2024-01-01'), knownOn: calendarDay('2024-01-02') },
            }),
          }),
        ),
      )
      .thenRejected('death-day-differs'));
  it('is refused outside cover', () =>
    given(deathReported())
      .when(accept(facts({ participant: withoutCover })))
      .thenRejected('not-covered-on-date'));
  it('is possible in the months after a prepaid cover, as something to confirm', () => {
    const toConfirm: ClaimAccepted = {
      type: 'ClaimAccepted',
      data: { ...accepted.data, cover: 'needs_confirmation', monthsPaid: 1 },
    };
    given(deathReported())
      .when(accept(facts({ participant: withCoverUntil('2024-10-31') })))
      .then(toConfirm);
  });
  it.each([
    ['refused', refused],
    ['withdrawn', withdrawn],
  ])('is not possible once it was %s', (_, judged) =>
    given(deathReported(), judged).when(accept()).thenRejected('claim-not-open'),
  );
  it('is not possible once it was closed', () =>
    given(deathReported(), accepted, closed).when(accept()).thenRejected('claim-not-open'));

  it('waits for the conclusion of a suspected accident', () =>
    given(accidentReported({ suspected: true }))
      .when(accept())
      .thenRejected('accident-not-concluded'));
  it('follows the conclusion that it was work', () =>
    given(accidentReported({ suspected: true }), concludedAs('work_accident'))
      .when(accept())
      .then(accepted));
  it('is refused where it was not', () =>
    given(accidentReported(), concludedAs('not_work_accident'))
      .when(accept())
      .thenRejected('not-a-work-accident'));

  const byWork = deathReported({ cause: 'work_accident', accidentClaimId: 'clm-0' });
  it('of a death by accident takes the cover of the day of the accident', () => {
    const accident = accidentAtWork;
    given(byWork)
      .when(accept(facts({ participant: withCoverUntil('2024-11-01'), accident })))
      .then(accepted);
  });
  it('of a death by accident is refused where the accident was none of work', () =>
    given(byWork)
      .when(accept(facts({ accident: { ...accidentAtWork, workAccident: false } })))
      .thenRejected('not-a-work-accident'));
  it('of a death by accident waits for the acceptance of the accident', () =>
    given(byWork)
      .when(accept(facts({ accident: { ...accidentAtWork, status: 'reported' } })))
      .thenRejected('accident-not-accepted'));
  it('of a death by accident goes on once the claim of the accident was closed', () =>
    given(byWork)
      .when(accept(facts({ accident: { ...accidentAtWork, status: 'closed' } })))
      .then(accepted));
  it('of a death by accident is refused where nobody finds the accident', () =>
    given(byWork)
      .when(accept(facts({ accident: null })))
      .thenRejected('not-a-work-accident'));
});

describe('Refusing a claim', () => {
  it('is a fact with its ground', () => given(deathReported()).when(refuse).then(refused));
  it('is possible after the acceptance too', () =>
    given(deathReported(), accepted).when(refuse).then(refused));
  it('says nothing the second time', () =>
    given(deathReported(), refused).when(refuse).thenNothing());
  it('is not possible once a benefit was approved', () =>
    given(...deathApproved)
      .when(refuse)
      .thenRejected('money-moving'));
  it('leaves nothing to assess', () =>
    given(deathReported(), refused).when(assessDeath()).thenRejected('claim-not-open'));
  it('is not possible of a claim that was withdrawn', () =>
    given(deathReported(), withdrawn).when(refuse).thenRejected('claim-not-open'));
});

describe('Withdrawing a claim', () => {
  it('is a fact', () => given(deathReported()).when(withdraw).then(withdrawn));
  it('says nothing the second time', () =>
    given(deathReported(), withdrawn).when(withdraw).thenNothing());
  it('is not possible once a benefit was approved', () =>
    given(...deathApproved)
      .when(withdraw)
      .thenRejected('money-moving'));
  it('is not possible once it was refused', () =>
    given(deathReported(), refused).when(withdraw).thenRejected('claim-not-open'));
});

describe('Reopening a claim', () => {
  it('is possible after a refusal', () =>
    given(deathReported(), refused).when(reopen).then(reopened));
  it('says nothing of an open claim', () => given(deathReported()).when(reopen).thenNothing());
  it('says nothing the second time', () =>
    given(deathReported(), refused, reopened).when(reopen).thenNothing());
  it('asks for a judgement where there was none', () =>
    given(deathReported(), refused, reopened).when(accept()).then(accepted));
  it('keeps the acceptance of a closed claim', () =>
    given(deathReported(), accepted, closed, reopened).when(accept()).thenNothing());
});

describe('Closing a claim', () => {
  it('is a fact', () => given(deathReported(), accepted).when(close).then(closed));
  it('says nothing the second time', () =>
    given(deathReported(), accepted, closed).when(close).thenNothing());
  it('waits for the acceptance', () =>
    given(deathReported()).when(close).thenRejected('claim-not-open'));
  it('waits for every assessed benefit', () =>
    given(...deathReady)
      .when(close)
      .thenRejected('benefit-undecided'));
  it('does not wait for money', () =>
    given(...deathApproved)
      .when(close)
      .then(closed));
  it('follows a benefit that was returned', () => {
    const returned: ClaimEvent = {
      type: 'BenefitReturned',
      data: { benefitId: deathId, reasonCode: 'wrong_sum', by: 'budi' },
    };
    given(...deathReady)
      .when(returnToAssessor(deathId))
      .then(returned);
    given(...deathReady, returned)
      .when(close)
      .then(closed);
  });
});
