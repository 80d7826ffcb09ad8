import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimFacts } from '../../claim/domain/claim.commands';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import {
  accepted,
  accidentReported,
  assessDeath,
  assessTreatment,
  deathReported,
  heirsEstablished,
} from '../../claim/domain/testing/claims';
import {
  accidentAtWork,
  facts,
  recorded,
  withCoverUntil,
  withIncome,
  withoutCover,
} from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve, recordAccount, refuseBenefit, returnToAssessor, takeBack } from './testing/asks';
import {
  accidentForms,
  accidentPapers,
  accountRecorded,
  approved,
  deathAssessed,
  deathId,
  deathPapers,
  heirsAccounts,
  presented,
  toWidow,
  treatmentId,
} from './testing/benefits';
import {
  cancelled,
  daughters,
  deathApproved,
  deathReady,
  failed,
  hospitals,
  replacementRequested,
  scheduled,
  sent,
  sons,
  treatmentApproved,
  treatmentPresented,
  treatmentReady,
  unknown,
  widows,
} from './testing/payouts';

const given = specificationOf(claimDecider);
const atBpjs = facts({ terms: recorded });

const assessedWith = (history: readonly ClaimEvent[], read: ClaimFacts) => {
  const ask = history.some(({ type }) => type === 'DeathReported')
    ? assessDeath(read)
    : assessTreatment({}, read);
  return [...history, ...claimDecider.decide(ask, stateOf(claimDecider, history))];
};

describe('Approving a benefit', () => {
  it('schedules a payout for each payee', () =>
    given(...deathReady)
      .when(approve(deathId, facts()))
      .then(approved(deathId), widows, daughters, sons));
  it('says by whom it is paid and how', () =>
    given(...treatmentReady)
      .when(approve(treatmentId, atBpjs))
      .then(approved(treatmentId), hospitals));
  it('says nothing the second time', () =>
    given(...deathApproved)
      .when(approve(deathId, facts()))
      .thenNothing());
  it('is done by one person', () =>
    given(...deathApproved)
      .when(approve(deathId, facts(), 'dewi'))
      .thenRejected('already-approved'));
  it('is done for what was shown', () => {
    const { type, data } = approve(deathId, facts());
    given(...deathApproved)
      .when({ type, data: { ...data, shownRef: 'shown-9' } })
      .thenRejected('already-approved');
  });
  it('is not for its assessor', () =>
    given(...deathReady)
      .when(approve(deathId, facts(), 'siti'))
      .thenRejected('self-approval'));
  it('waits for the acceptance of the claim', () =>
    given(...deathReady.filter((event) => event !== accepted))
      .when(approve(deathId, facts()))
      .thenRejected('claim-not-accepted'));
  it('is not of a benefit that nobody assessed', () =>
    given(...deathReady)
      .when(approve(treatmentId, facts()))
      .thenRejected('not-found'));

  it.each(deathPapers.filter(({ type }) => type === 'DocumentVerified'))(
    'waits for a verified paper: $data.documentId',
    (paper) =>
      given(...deathReady.filter((event) => event !== paper))
        .when(approve(deathId, facts()))
        .thenRejected('papers-missing'),
  );
  it.each(accidentPapers.filter(({ type }) => type === 'DocumentVerified'))(
    'of treatment waits for a verified paper: $data.documentId',
    (paper) =>
      given(...treatmentReady.filter((event) => event !== paper))
        .when(approve(treatmentId, atBpjs))
        .thenRejected('papers-missing'),
  );
  it('does not take a paper that was sent back', () =>
    given(...deathReady, {
      type: 'DocumentReturned',
      data: { documentId: 'doc-ktp', reasonCode: 'illegible', by: 'siti' },
    })
      .when(approve(deathId, facts()))
      .thenRejected('papers-missing'));
  it.each(heirsAccounts)('waits for every account where the office pays', (account) =>
    given(...deathReady.filter((event) => event !== account))
      .when(approve(deathId, facts()))
      .thenRejected('payee-account-missing'),
  );
  it('does not wait for an account where the payer pays', () =>
    given(...treatmentReady.filter(({ type }) => type !== 'PayeeAccountRecorded'))
      .when(approve(treatmentId, atBpjs))
      .then(approved(treatmentId), {
        ...hospitals,
        data: { ...hospitals.data, accountRef: null },
      }));
});

describe('An approval holds for the facts that were assessed', () => {
  it.each([
    ['the cover was annulled', facts({ participant: withoutCover })],
    ['the cover ended before', facts({ participant: withCoverUntil('2024-10-31') })],
    ['another income was declared', facts({ participant: withIncome(2_000_000) })],
  ])('and is refused where %s', (_, read) =>
    given(...deathReady)
      .when(approve(deathId, read))
      .thenRejected('facts-changed'),
  );
  it('and stands where only the version of the participant moved', () =>
    given(...deathReady)
      .when(approve(deathId, facts({ participantVersion: 99 })))
      .then(approved(deathId), widows, daughters, sons));
  it('and goes to the account of the moment', () => {
    const changed = accountRecorded('heir', 'mem-widow', 'acc-new');
    given(...deathReady, changed)
      .when(approve(deathId, facts()))
      .then(
        approved(deathId),
        scheduled(deathAssessed, toWidow, { accountRef: 'acc-new' }),
        daughters,
        sons,
      );
  });

  const recoveredBetween: ClaimEvent = {
    type: 'ParticipantRecovered',
    data: { recoveredOn: calendarDay('2024-11-10'), by: 'siti' },
  };
  it('and is refused where the bill turned out to reach past the recovery', () =>
    given(...treatmentReady, recoveredBetween)
      .when(approve(treatmentId, atBpjs))
      .thenRejected('treatment-after-recovery'));

  it('and is refused where the accident turned out to be none of work', () =>
    given(...treatmentReady, {
      type: 'AccidentConcluded',
      data: {
        outcome: 'not_work_accident',
        concludedBy: 'payer',
        concludedOn: calendarDay('2024-11-20'),
        reference: null,
        by: 'siti',
      },
    })
      .when(approve(treatmentId, atBpjs))
      .thenRejected('not-a-work-accident'));

  const byWork = deathReported({ cause: 'work_accident', accidentClaimId: 'clm-0' });
  const deathByAccident = assessedWith(
    [byWork, accepted, heirsEstablished, ...accidentForms, ...deathPapers, ...heirsAccounts],
    facts({ accident: accidentAtWork }),
  );
  it('and pays a death by accident while the accident stands', () => {
    const total = claimDecider
      .decide(
        approve(deathId, facts({ accident: accidentAtWork })),
        stateOf(claimDecider, deathByAccident),
      )
      .reduce((sum, one) => (one.type === 'PayoutScheduled' ? sum + one.data.amount : sum), 0);
    expect(total).toBe(70_000_000);
  });
  it.each(accidentForms.filter(({ type }) => type === 'DocumentVerified'))(
    'which waits for the forms of the accident: $data.documentId',
    (paper) =>
      given(...deathByAccident.filter((event) => event !== paper))
        .when(approve(deathId, facts({ accident: accidentAtWork })))
        .thenRejected('papers-missing'),
  );
  it.each([
    ['is none of work any more', { ...accidentAtWork, workAccident: false }],
    ['is not to be found', null],
  ])('and is refused where the accident behind a death %s', (_, accident) =>
    given(...deathByAccident)
      .when(approve(deathId, facts({ accident })))
      .thenRejected('not-a-work-accident'),
  );
});

describe('A benefit of nothing', () => {
  const toHeirs = [deathReported(), accepted, heirsEstablished, ...deathPapers, ...heirsAccounts];
  it.each([
    ['outside cover', withoutCover, 'not-covered-on-date'],
    ['of cover to be confirmed', withCoverUntil('2024-10-31'), 'cover-needs-confirmation'],
  ])('%s is not approved, and says why', (_, participant, code) => {
    const read = facts({ participant });
    given(...assessedWith(toHeirs, read))
      .when(approve(deathId, read))
      .thenRejected(code);
  });
  it('that another payer bore is not approved', () => {
    const history = [accidentReported(), accepted, ...accidentPapers];
    const ask = assessTreatment({ otherPayer: rupiah(3_200_000) }, atBpjs);
    const assessed = claimDecider.decide(ask, stateOf(claimDecider, history));
    given(...history, ...assessed)
      .when(approve(treatmentId, atBpjs))
      .thenRejected('nothing-granted');
  });
  it('can be refused, with the rule', () => {
    const read = facts({ participant: withoutCover });
    given(...assessedWith(toHeirs, read))
      .when(refuseBenefit(deathId))
      .then({
        type: 'BenefitRefused',
        data: {
          benefitId: deathId,
          ground: 'not_covered',
          citation: 'PP 44/2015 art. 11',
          by: 'budi',
        },
      });
  });
});

describe('An assessed benefit', () => {
  const returned: ClaimEvent = {
    type: 'BenefitReturned',
    data: { benefitId: deathId, reasonCode: 'wrong_sum', by: 'budi' },
  };
  const refused: ClaimEvent = {
    type: 'BenefitRefused',
    data: { benefitId: deathId, ground: 'not_covered', citation: 'PP 44/2015 art. 11', by: 'budi' },
  };

  it('can be returned to its assessor', () =>
    given(...deathReady)
      .when(returnToAssessor(deathId))
      .then(returned));
  it('is returned once', () =>
    given(...deathReady, returned)
      .when(returnToAssessor(deathId))
      .thenNothing());
  it('is not returned once it was approved', () =>
    given(...deathApproved)
      .when(returnToAssessor(deathId))
      .thenRejected('benefit-not-open'));
  it('can be refused', () =>
    given(...deathReady)
      .when(refuseBenefit(deathId))
      .then(refused));
  it('is refused once', () =>
    given(...deathReady, refused)
      .when(refuseBenefit(deathId))
      .thenNothing());
  it('is not refused by its assessor', () =>
    given(...deathReady)
      .when(refuseBenefit(deathId, 'siti'))
      .thenRejected('self-approval'));
  it('is not refused once it was approved', () =>
    given(...deathApproved)
      .when(refuseBenefit(deathId))
      .thenRejected('benefit-not-open'));
  it.each([
    ['returned', returned],
    ['refused', refused],
  ])('is not approved once it was %s', (_, judged) =>
    given(...deathReady, judged)
      .when(approve(deathId, facts()))
      .thenRejected('benefit-not-open'),
  );
});

describe('Taking an approval back', () => {
  const payoutIds = [widows, daughters, sons].map(({ data: { payoutId } }) => payoutId);
  const [widowsId = ''] = payoutIds;
  const voided: ClaimEvent = {
    type: 'BenefitApprovalVoided',
    data: { benefitId: deathId, payoutIds, reasonCode: 'mistake', by: 'budi' },
  };

  it('cancels every payout', () =>
    given(...deathApproved)
      .when(takeBack(deathId))
      .then(voided, ...payoutIds.map((id) => cancelled(id, 'approval_voided', 'budi'))));
  it('says nothing the second time', () =>
    given(...deathApproved, voided)
      .when(takeBack(deathId))
      .thenNothing());
  it('needs an approval', () =>
    given(...deathReady)
      .when(takeBack(deathId))
      .thenRejected('benefit-not-open'));
  it('leaves nothing to approve again', () =>
    given(...deathApproved, voided)
      .when(approve(deathId, facts()))
      .thenRejected('benefit-not-open'));
  it('is too late once a payout was sent', () =>
    given(...deathApproved, sent(widowsId))
      .when(takeBack(deathId))
      .thenRejected('money-moving'));
  it('is too late while nobody knows what became of one', () =>
    given(...deathApproved, sent(widowsId), unknown(widowsId))
      .when(takeBack(deathId))
      .thenRejected('money-moving'));
  it('is too late after a failure: the bank may still say that it paid', () =>
    given(...deathApproved, sent(widowsId), failed(widowsId))
      .when(takeBack(deathId))
      .thenRejected('money-moving'));
  it('is too late once the payer was asked', () =>
    given(...treatmentPresented)
      .when(takeBack(treatmentId))
      .thenRejected('money-moving'));
  it('leaves a replacement that was asked for without its benefit', () => {
    const next = scheduled(deathAssessed, toWidow, { n: 1 });
    const cancelledThenVoided = [
      cancelled(widowsId),
      replacementRequested(next),
      voided,
      cancelled(payoutIds[1] ?? '', 'approval_voided', 'budi'),
      cancelled(payoutIds[2] ?? '', 'approval_voided', 'budi'),
    ];
    given(...deathApproved, ...cancelledThenVoided)
      .when({
        type: 'ApproveReplacement',
        data: {
          payoutId: next.data.payoutId,
          shownRef: 'shown-3',
          limit: null,
          by: 'dewi',
          today: calendarDay('2024-12-02'),
        },
      })
      .thenRejected('benefit-not-approved');
  });
});

describe('An account that changes', () => {
  const changed = accountRecorded('heir', 'mem-widow', 'acc-new');
  const widowsId = widows.data.payoutId;

  it('cancels what waits for that payee, and nothing else', () =>
    given(...deathApproved)
      .when(recordAccount('heir', 'mem-widow', 'acc-new'))
      .then(changed, cancelled(widowsId, 'account_changed', 'siti')));
  it('says nothing the second time', () =>
    given(...deathApproved, changed)
      .when(recordAccount('heir', 'mem-widow', 'acc-new'))
      .thenNothing());
  it('leaves money that has left', () =>
    given(...deathApproved, sent(widowsId))
      .when(recordAccount('heir', 'mem-widow', 'acc-new'))
      .then(changed));
  it('cancels every payout to one guardian', () =>
    given(...deathApproved)
      .when(recordAccount('guardian', 'mem-widow', 'acc-new'))
      .then(
        accountRecorded('guardian', 'mem-widow', 'acc-new'),
        cancelled(sons.data.payoutId, 'account_changed', 'siti'),
      ));
  it('that is known for the first time cancels nothing where the payer pays', () => {
    const withoutAccount = {
      ...hospitals,
      data: { ...hospitals.data, accountRef: null },
    };
    const history = treatmentReady.filter(({ type }) => type !== 'PayeeAccountRecorded');
    given(...history, approved(treatmentId), withoutAccount)
      .when(recordAccount('facility', 'rsud-sekayu', 'acc-facility-rsud-sekayu'))
      .then(accountRecorded('facility', 'rsud-sekayu'));
  });
});

describe('A benefit that was presented', () => {
  it('is not approved again', () =>
    given(...treatmentApproved, presented(treatmentId))
      .when(approve(treatmentId, atBpjs, 'dewi'))
      .thenRejected('already-approved'));
});
