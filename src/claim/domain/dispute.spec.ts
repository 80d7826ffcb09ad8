import { calendarDay } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { claimDecider } from './claim.decider';
import type { ClaimEvent } from './claim.events';
import { decideDispute, disputeDecided } from './testing/claim-life';
import { accept, accepted, deathReported, reopen } from './testing/claims';
import type { ReopenClaim } from './claim.commands';

const given = specificationOf(claimDecider);

const refused: ClaimEvent = {
  type: 'ClaimRefused',
  data: { ground: 'not_covered', citation: 'PP 44/2015', reasonCode: null, by: 'budi' },
};
const closed: ClaimEvent = { type: 'ClaimClosed', data: { reasonCode: 'settled', by: 'siti' } };
const reopenBecauseOf = (disputeId: string): ReopenClaim => ({
  ...reopen,
  data: { ...reopen.data, disputeId },
});

describe('What was decided of a dispute', () => {
  it.each([
    ['refused', [refused]],
    ['closed', [accepted, closed]],
    ['open', []],
  ])('is recorded of a claim that is %s', (_, history) =>
    given(deathReported(), ...history)
      .when(decideDispute())
      .then(disputeDecided()),
  );
  it('says nothing the second time', () =>
    given(deathReported(), refused, disputeDecided())
      .when(decideDispute({ disputeId: 'dsp-2' }))
      .thenNothing());
  it('is not told otherwise by the same letter', () =>
    given(deathReported(), refused, disputeDecided())
      .when(decideDispute({ outcome: 'upheld' }))
      .thenRejected('dispute-differs'));
  it('may go on at a higher instance', () =>
    given(deathReported(), refused, disputeDecided())
      .when(decideDispute({ disputeId: 'dsp-2', instance: 'court', outcome: 'upheld' }))
      .then(disputeDecided({ disputeId: 'dsp-2', instance: 'court', outcome: 'upheld' })));
  it.each([
    ['before the claim was reported', '2024-11-05', 'period-reversed'],
    ['tomorrow', '2024-12-03', 'day-in-future'],
  ])('was not decided %s', (_, decidedOn, code) =>
    given(deathReported(), refused)
      .when(decideDispute({ decidedOn: calendarDay(decidedOn) }))
      .thenRejected(code),
  );
});

describe('Reopening a claim because of a dispute', () => {
  const reopened: ClaimEvent = {
    type: 'ClaimReopened',
    data: { reasonCode: 'new_papers', disputeId: 'dsp-1', by: 'siti' },
  };

  it.each(['overturned', 'settled'] as const)('names the one that was %s', (outcome) =>
    given(deathReported(), refused, disputeDecided({ outcome }))
      .when(reopenBecauseOf('dsp-1'))
      .then(reopened),
  );
  it('asks for a judgement again', () =>
    given(deathReported(), refused, disputeDecided(), reopened).when(accept()).then(accepted));
  it('says nothing the second time', () =>
    given(deathReported(), refused, disputeDecided(), reopened)
      .when(reopenBecauseOf('dsp-1'))
      .thenNothing());
  it('is not possible because of one that changed nothing', () =>
    given(deathReported(), refused, disputeDecided({ outcome: 'upheld' }))
      .when(reopenBecauseOf('dsp-1'))
      .thenRejected('dispute-upheld'));
  it('is not possible because of one that nobody recorded', () =>
    given(deathReported(), refused).when(reopenBecauseOf('dsp-1')).thenRejected('dispute-unknown'));
});
