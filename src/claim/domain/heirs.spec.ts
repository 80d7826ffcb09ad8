import { calendarDay } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve } from '../../payout/domain/testing/asks';
import { deathId } from '../../payout/domain/testing/benefits';
import {
  cancelled,
  confirmed,
  daughters,
  deathApproved,
  deathReady,
  failed,
  sent,
  sons,
  unknown,
  widows,
} from '../../payout/domain/testing/payouts';
import { claimDecider } from './claim.decider';
import type { NamedHeir } from './claim.commands';
import type { ClaimEvent, HeirsEstablished } from './claim.events';
import { correctedTo, failedOnce } from './testing/causes';
import {
  accidentReported,
  deathReported,
  establishHeirs,
  heirsEstablished,
} from './testing/claims';
import { daughter, facts, mother, participantId, son, uncle, widow } from './testing/people';

const given = specificationOf(claimDecider);

const heir = (
  heirId: string,
  numerator: number,
  denominator: number,
  guardianId: string | null = null,
): NamedHeir => ({ heirId, share: { numerator, denominator }, guardianId });
const withHeirs = (...heirs: readonly NamedHeir[]) => establishHeirs({ heirs });

describe('The heirs', () => {
  it('are recorded with their relation, their part and the guardian of a minor', () =>
    given(deathReported()).when(establishHeirs()).then(heirsEstablished));
  it('are recorded once', () =>
    given(deathReported(), heirsEstablished).when(establishHeirs()).thenNothing());
  it('are recorded anew from a letter of another day', () =>
    given(deathReported(), heirsEstablished)
      .when(establishHeirs({ letterOn: calendarDay('2024-11-11') }))
      .then({
        ...heirsEstablished,
        data: { ...heirsEstablished.data, letterOn: calendarDay('2024-11-11') },
      }));
  it('need no guardian once they are of age', () =>
    given(deathReported())
      .when(withHeirs(heir(widow, 2, 8), heir(daughter, 3, 8, widow), heir(son, 3, 8, widow)))
      .then(heirsEstablished));

  it.each([
    ['too little', [heir(widow, 2, 8), heir(daughter, 3, 8)]],
    ['too much', [heir(widow, 5, 8), heir(daughter, 4, 8)]],
    ['nothing', [heir(widow, 1, 1), heir(daughter, 0, 1)]],
    ['half a person', [heir(widow, 0.5, 1), heir(daughter, 0.5, 1)]],
    ['a negative part', [heir(widow, -1, 1), heir(daughter, 2, 1)]],
  ])('whose shares add up to %s are refused', (_, heirs) =>
    given(deathReported())
      .when(withHeirs(...heirs))
      .thenRejected('heir-shares'),
  );
  it('are somebody', () => given(deathReported()).when(withHeirs()).thenRejected('heir-shares'));
  it.each([
    ['mother beside the widow', [heir(widow, 1, 2), heir(mother, 1, 2)]],
    ['guardian', [heir(uncle, 1, 1)]],
  ])('are of one class: no %s', (_, heirs) =>
    given(deathReported())
      .when(withHeirs(...heirs))
      .thenRejected('heir-class'),
  );
  it('are of the class that the letter says', () =>
    given(deathReported())
      .when(establishHeirs({ heirClass: 2 }))
      .thenRejected('heir-class'));
  it('are named once each', () =>
    given(deathReported())
      .when(withHeirs(heir(widow, 1, 2), heir(widow, 1, 2)))
      .thenRejected('heir-twice'));
  it('are people whom the participant has', () =>
    given(deathReported())
      .when(withHeirs(heir('mem-nobody', 1, 1)))
      .thenRejected('heir-unknown'));
  it('have no letter of tomorrow', () =>
    given(deathReported())
      .when(establishHeirs({ letterOn: calendarDay('2024-12-03') }))
      .thenRejected('day-in-future'));
  it('are those of a death', () =>
    given(accidentReported()).when(establishHeirs()).thenRejected('wrong-claim-kind'));
});

describe('A minor heir', () => {
  it('has a guardian', () =>
    given(deathReported())
      .when(withHeirs(heir(widow, 1, 2), heir(son, 1, 2)))
      .thenRejected('guardian-missing'));
  it('has a guardian whom the participant has', () =>
    given(deathReported())
      .when(withHeirs(heir(widow, 1, 2), heir(son, 1, 2, 'mem-nobody')))
      .thenRejected('heir-unknown'));
  it('may have one who is no heir', () =>
    given(deathReported())
      .when(withHeirs(heir(son, 1, 1, uncle)))
      .then({
        type: 'HeirsEstablished',
        data: {
          heirClass: 1,
          heirs: [
            {
              heirId: son,
              relation: 'child',
              share: { numerator: 1, denominator: 1 },
              minor: true,
              guardianId: uncle,
            },
          ],
          letterOn: calendarDay('2024-11-10'),
          by: 'siti',
        },
        personal: { [participantId]: { letterNumber: '140/12' } },
      }));
  it('is not his own guardian', () =>
    given(deathReported())
      .when(withHeirs(heir(son, 1, 1, son)))
      .thenRejected('guardian-missing'));
});

describe('Changed heirs', () => {
  const changed = establishHeirs({
    heirs: [heir(widow, 4, 8), heir(daughter, 2, 8), heir(son, 2, 8, widow)],
  });
  const parts = [4, 2, 2];
  const recorded: HeirsEstablished = {
    ...heirsEstablished,
    data: {
      ...heirsEstablished.data,
      heirs: heirsEstablished.data.heirs.map((one, index) => ({
        ...one,
        share: { numerator: parts[index] ?? 0, denominator: 8 },
      })),
    },
  };
  const payouts = [widows, daughters, sons];
  const payoutIds = payouts.map(({ data: { payoutId } }) => payoutId);
  const voided: ClaimEvent = {
    type: 'BenefitApprovalVoided',
    data: { benefitId: deathId, payoutIds, reasonCode: 'heirs_changed', by: 'siti' },
  };
  const widowsId = widows.data.payoutId;

  it('void the approval and cancel what was not sent', () =>
    given(...deathApproved)
      .when(changed)
      .then(recorded, voided, ...payoutIds.map((id) => cancelled(id, 'approval_voided', 'siti'))));
  it('say nothing the second time', () =>
    given(...deathApproved, recorded, voided)
      .when(changed)
      .thenNothing());
  it('leave an assessment that nobody approved, which then no longer stands', () => {
    given(...deathReady)
      .when(changed)
      .then(recorded);
    given(...deathReady, recorded)
      .when(approve(deathId, facts()))
      .thenRejected('facts-changed');
  });
  it.each([
    ['was sent', [sent(widowsId)]],
    ['is unknown', [sent(widowsId), unknown(widowsId)]],
    ['arrived', [sent(widowsId), confirmed(widowsId, widows.data.amount)]],
    ['left and failed', [sent(widowsId), failed(widowsId)]],
  ])('are refused once money %s', (_, way) =>
    given(...deathApproved, ...way)
      .when(changed)
      .thenRejected('money-moving'),
  );
  it.each([
    ['nothing had left: they may be', deathApproved, null],
    [
      'a payout had left and failed: they stay who they are',
      failedOnce(deathApproved),
      'heirs-paid',
    ],
  ])('after a corrected cause, where %s', (_, before, refused) => {
    const corrected = given(...correctedTo(before, 'work_accident')).when(changed);
    if (refused) corrected.thenRejected(refused);
    else corrected.then(recorded);
  });
});
