import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { setOffByScheme } from '../../payout/domain/set-off-by-scheme';
import { openAmount } from '../../payout/domain/overpayments';
import { owedPayouts } from '../../payout/domain/owed';
import {
  approve,
  confirm,
  giveBack,
  repay,
  requestReplacement,
  returnToAssessor,
  second,
  send,
  takeBack,
} from '../../payout/domain/testing/asks';
import { deathId, presented } from '../../payout/domain/testing/benefits';
import { deathApproved, deathReady, widows } from '../../payout/domain/testing/payouts';
import { moneyOf } from '../../payout/queries/money';
import { claimDecider } from './claim.decider';
import type { ClaimEvent } from './claim.events';
import {
  after,
  approveCause,
  approvedAfter,
  arrived,
  causeOf,
  claimAfter,
  correctedTo,
  factsFrom,
  factsOfCause,
  paidAfter,
  requestCause,
  assessedAnew,
} from './testing/causes';
import { assessDeath, close, deathReported, establishHeirs, reportDeath } from './testing/claims';
import { accidentAtWork, daughter, son, widow, withIncome, withoutCover } from './testing/people';

const given = specificationOf(claimDecider);

/** 42,000,000 for an illness, all of it paid. */
const paid = paidAfter(deathApproved);
const asked = after(paid, requestCause('work_accident'));
const corrected = after(asked, approveCause('work_accident'));
const byWork = paidAfter(corrected);

const NO_COVER = [
  { code: 'not_covered_on_date', citation: expect.stringMatching(/^PP /) as string },
];

const typesAfter = (before: readonly ClaimEvent[], history: readonly ClaimEvent[]) =>
  history.slice(before.length).map(({ type }) => type);
const effectIn = (history: readonly ClaimEvent[]) => {
  const { causeCorrection } = claimAfter(history);
  if (!causeCorrection) throw new Error('Nobody asked.');
  return causeCorrection.effect;
};
const lastAssessed = (history: readonly ClaimEvent[]) => {
  const event = history.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data;
};
const linesIn = (history: readonly ClaimEvent[]) =>
  lastAssessed(history).lines.map(({ code, claimed, granted }) => [code, claimed, granted]);
const payeesIn = (history: readonly ClaimEvent[]) =>
  lastAssessed(history).payees.map(({ id, onBehalfOf, amount }) => [onBehalfOf ?? id, amount]);
const overpaidIn = (history: readonly ClaimEvent[]) => {
  const { benefits } = claimAfter(history);
  return Object.values(benefits.overpayments).map((one) => openAmount(one, benefits));
};

describe('Asking for another cause of death', () => {
  it('shows line by line what it changes: 28,000,000 more, all of it lump sum', () => {
    expect(typesAfter(paid, asked)).toEqual(['CauseCorrectionRequested']);
    expect(effectIn(asked)).toMatchObject({
      before: { scheme: 'jkm', decidingDay: '2024-11-05', total: 42_000_000 },
      after: { scheme: 'jkk', decidingDay: '2024-11-01', total: 70_000_000 },
      lines: [
        { code: 'lump_sum', before: 20_000_000, after: 48_000_000, difference: 28_000_000 },
        { code: 'periodic', before: 12_000_000, after: 12_000_000, difference: 0 },
        { code: 'funeral', before: 10_000_000, after: 10_000_000, difference: 0 },
      ],
      difference: 28_000_000,
      paid: 42_000_000,
      toPay: 28_000_000,
      toCollect: 0,
    });
    expect(effectIn(asked).heirs.map(({ heirId, toPay }) => [heirId, toPay])).toEqual([
      [widow, 7_000_000],
      [daughter, 10_500_000],
      [son, 10_500_000],
    ]);
  });
  it('says nothing the second time, also once it is corrected', () => {
    given(...asked)
      .when(requestCause('work_accident', { requestId: 'req-2' }))
      .thenNothing();
    given(...corrected)
      .when(requestCause('work_accident', { requestId: 'req-2' }))
      .thenNothing();
  });
  it('is asked anew when the facts have changed since', () => {
    const changed = factsFrom('illness', 'work_accident', { participant: withIncome(2_000_000) });
    const again = after(asked, requestCause('work_accident', { requestId: 'r2', facts: changed }));
    expect(effectIn(again).difference).toBe(76_000_000);
  });
  it('that is recorded already is refused', () =>
    given(...deathReady)
      .when(requestCause('illness', { facts: factsFrom('illness', 'illness') }))
      .thenRejected('cause-unchanged'));
  it('by work names an accident, and no other cause does', () => {
    given(...deathReady)
      .when(requestCause('work_accident', { accidentClaimId: null }))
      .thenRejected('accident-claim-and-cause');
    given(...deathReady)
      .when(requestCause('other', { accidentClaimId: 'clm-accident' }))
      .thenRejected('accident-claim-and-cause');
  });

  const withAccident = (accident: Partial<typeof accidentAtWork>) =>
    requestCause('work_accident', {
      facts: factsFrom('illness', 'work_accident', {
        accident: { ...accidentAtWork, ...accident },
      }),
    });
  it.each([
    ['is only reported', { status: 'reported' }, 'accident-not-accepted'],
    ['was refused', { status: 'refused' }, 'accident-not-accepted'],
    ['was none of work', { workAccident: false }, 'not-a-work-accident'],
    ['came after the death', { eventDay: calendarDay('2024-11-06') }, 'accident-after-death'],
  ] as const)('by an accident that %s is refused', (_, accident, code) =>
    given(...deathReady)
      .when(withAccident(accident))
      .thenRejected(code),
  );
  it('by an accident on the day of the death, in a closed claim, is not', () =>
    expect(
      after(deathReady, withAccident({ status: 'closed', eventDay: calendarDay('2024-11-05') })),
    ).toHaveLength(deathReady.length + 1));
  it('waits while money is sent, or in the hands of the payer', () => {
    const { payoutId } = widows.data;
    given(...after(deathApproved, send(payoutId, factsOfCause('illness'))))
      .when(requestCause('work_accident'))
      .thenRejected('money-moving');
    given(...deathApproved, presented(widows.data.benefitId))
      .when(requestCause('work_accident'))
      .thenRejected('money-moving');
  });
  it('is refused once the claim is closed', () =>
    given(...after(paid, close))
      .when(requestCause('work_accident'))
      .thenRejected('claim-not-open'));
  it('under which there was no cover shows that nothing is owed and all is to be collected', () => {
    const facts = factsFrom('illness', 'work_accident', { participant: withoutCover });
    expect(effectIn(after(paid, requestCause('work_accident', { facts })))).toMatchObject({
      after: { total: 0 },
      toPay: 0,
      toCollect: 42_000_000,
      lines: [{ reasons: NO_COVER }, { reasons: NO_COVER }, { reasons: NO_COVER }],
    });
  });
  it('gives no reason where the whole sum is owed', () => {
    expect(effectIn(asked).lines.map((line) => 'reasons' in line)).toEqual([false, false, false]);
  });
  it('of a claim without heirs shows the lines alone', () =>
    expect(effectIn(after([deathReported()], requestCause('work_accident')))).toMatchObject({
      difference: 28_000_000,
      toPay: 70_000_000,
      heirs: [],
    }));
});

describe('Correcting the cause of death', () => {
  it('assesses what is still owed, in the place of what was paid', () => {
    expect(typesAfter(asked, corrected)).toEqual(['CauseOfDeathCorrected', 'BenefitAssessed']);
    expect(causeOf(corrected)).toBe('work_accident');
    expect(linesIn(corrected)).toEqual([
      ['lump_sum', 48_000_000, 28_000_000],
      ['periodic', 12_000_000, 0],
      ['funeral', 10_000_000, 0],
    ]);
    expect(payeesIn(corrected)).toEqual([
      [widow, 7_000_000],
      [daughter, 10_500_000],
      [son, 10_500_000],
    ]);
    expect(lastAssessed(corrected)).toMatchObject({
      scheme: 'jkk',
      supersedes: widows.data.benefitId,
      by: 'siti',
    });
  });
  it('says nothing the second time', () =>
    given(...corrected)
      .when(approveCause('work_accident'))
      .thenNothing());
  it('takes another than who asked', () =>
    given(...asked)
      .when(approveCause('work_accident', { by: 'siti' }))
      .thenRejected('self-approval'));
  it('needs somebody to have asked', () => {
    given(...paid)
      .when(approveCause('work_accident'))
      .thenRejected('not-found');
    given(...asked)
      .when(approveCause('work_accident', { requestId: 'req-9' }))
      .thenRejected('not-found');
  });
  it('holds for the effect that was shown', () => {
    const facts = factsFrom('illness', 'work_accident', { participant: withIncome(2_000_000) });
    given(...asked)
      .when(approveCause('work_accident', { facts }))
      .thenRejected('facts-changed');
  });
  it('holds for what was paid then', () => {
    const early = after(deathApproved, requestCause('work_accident'));
    given(...arrived(early, widows.data.payoutId))
      .when(approveCause('work_accident'))
      .thenRejected('facts-changed');
  });
  it('waits while money is sent', () => {
    const early = after(deathApproved, requestCause('work_accident'));
    given(...after(early, send(widows.data.payoutId, factsOfCause('illness'))))
      .when(approveCause('work_accident'))
      .thenRejected('money-moving');
  });

  it('before anything was paid takes the approval back and assesses the whole', () => {
    const early = after(deathApproved, requestCause('work_accident'));
    const done = after(early, approveCause('work_accident'));
    expect(typesAfter(early, done)).toEqual([
      'CauseOfDeathCorrected',
      'BenefitApprovalVoided',
      'PayoutCancelled',
      'PayoutCancelled',
      'PayoutCancelled',
      'BenefitAssessed',
    ]);
    expect(lastAssessed(done).total).toBe(70_000_000);
  });
  it('after one heir was paid cancels the others, and each gets his own rest', () => {
    const one = arrived(deathApproved, widows.data.payoutId);
    const done = correctedTo(one, 'work_accident');
    expect(typesAfter(one, done)).toEqual([
      'CauseCorrectionRequested',
      'CauseOfDeathCorrected',
      'PayoutCancelled',
      'PayoutCancelled',
      'BenefitAssessed',
    ]);
    expect(payeesIn(done)).toEqual([
      [widow, 7_000_000],
      [daughter, 26_250_000],
      [son, 26_250_000],
    ]);
    expect(linesIn(done)).toEqual([
      ['lump_sum', 48_000_000, 43_000_000],
      ['periodic', 12_000_000, 9_000_000],
      ['funeral', 10_000_000, 7_500_000],
    ]);
  });
  it('before anything was assessed changes the cause alone', () => {
    const early = after([deathReported()], requestCause('work_accident'));
    expect(typesAfter(early, after(early, approveCause('work_accident')))).toEqual([
      'CauseOfDeathCorrected',
    ]);
  });
  it('leaves the report as it was: the same report again is a repeat', () => {
    given(...corrected)
      .when(reportDeath())
      .thenNothing();
    given(...corrected)
      .when(reportDeath({ cause: 'work_accident', accidentClaimId: 'clm-accident' }))
      .thenRejected('already-reported');
  });
  it('ends with 70,000,000 paid in two decisions', () => {
    expect(moneyOf(claimAfter(byWork).benefits)).toEqual({
      approved: '70000000',
      paid: '70000000',
    });
    expect(typesAfter(corrected, byWork).filter((type) => type === 'DeathSettled')).toHaveLength(1);
  });
});

describe('After a correction', () => {
  const { payoutId, amount } = widows.data;

  it('the assessment is approved by another than who asked for the correction', () => {
    const { benefitId } = lastAssessed(corrected);
    given(...corrected)
      .when(approve(benefitId, factsOfCause('work_accident'), 'siti'))
      .thenRejected('self-approval');
  });
  it('it may be returned and assessed anew, with the same set off', () => {
    const { benefitId } = lastAssessed(corrected);
    const anew = assessedAnew(after(corrected, returnToAssessor(benefitId)));
    expect(lastAssessed(anew)).toMatchObject({
      total: 28_000_000,
      supersedes: widows.data.benefitId,
    });
    expect(lastAssessed(anew).benefitId).not.toBe(benefitId);
  });
  it('the same assessment again says nothing', () =>
    given(...corrected)
      .when(assessDeath(factsOfCause('work_accident')))
      .thenNothing());
  it('the heirs who were paid stay who they are', () =>
    given(...corrected)
      .when(
        establishHeirs({
          heirs: [{ heirId: widow, share: { numerator: 1, denominator: 1 }, guardianId: null }],
        }),
      )
      .thenRejected('heirs-paid'));
  it('the payer’s late word on the earlier decision stops what would come on top of it', () => {
    const failed = after(deathApproved, send(payoutId, factsOfCause('illness')), {
      type: 'FailPayout',
      data: {
        payoutId,
        failedOn: calendarDay('2024-11-29'),
        reasonCode: 'closed',
        reference: null,
        by: 'ani',
        today: calendarDay('2024-12-02'),
      },
    });
    const done = correctedTo(failed, 'work_accident');
    const { benefitId } = lastAssessed(done);
    const waiting = after(done, approve(benefitId, factsOfCause('work_accident')));
    const late = after(waiting, confirm(payoutId, amount));
    expect(typesAfter(waiting, late)).toEqual(['PayoutConfirmed', 'PayoutCancelled']);
    const all = paidAfter(waiting);
    expect(overpaidIn(after(all, confirm(payoutId, amount)))).toEqual([10_500_000]);
  });
});

describe('An accident that was an illness after all', () => {
  const back = correctedTo(byWork, 'illness');

  it('leaves 28,000,000 overpaid, by heir, and nothing to approve', () => {
    expect(typesAfter(byWork, back)).toEqual([
      'CauseCorrectionRequested',
      'CauseOfDeathCorrected',
      'BenefitAssessed',
      'OverpaymentFound',
      'OverpaymentFound',
      'OverpaymentFound',
    ]);
    expect(overpaidIn(back)).toEqual([7_000_000, 10_500_000, 10_500_000]);
    expect(linesIn(back).map(([, , granted]) => granted)).toEqual([0, 0, 0]);
    const { benefitId } = lastAssessed(back);
    expect(claimAfter(back).benefits.benefits[benefitId]?.status).toBe('settled');
    given(...back)
      .when(approve(benefitId, factsOfCause('illness')))
      .thenRejected('benefit-not-open');
  });
  it('may be closed, and is repaid', () => {
    const [overpayment] = Object.values(claimAfter(back).benefits.overpayments);
    const done = after(back, close, repay(overpayment?.overpaymentId ?? '', 7_000_000));
    expect(overpaidIn(done)).toEqual([0, 10_500_000, 10_500_000]);
    expect(moneyOf(claimAfter(done).benefits).paid).toBe('63000000');
  });
  it('and was an accident nevertheless sets off what nobody had repaid', () => {
    const again = correctedTo(back, 'work_accident');
    expect(typesAfter(back, again)).toEqual([
      'CauseCorrectionRequested',
      'CauseOfDeathCorrected',
      'BenefitAssessed',
      'OverpaymentSetOff',
      'OverpaymentSetOff',
      'OverpaymentSetOff',
    ]);
    expect([lastAssessed(again).total, overpaidIn(again)]).toEqual([0, [0, 0, 0]]);
  });
});

describe('A decision that nobody had approved before the cause was corrected', () => {
  const decided = correctedTo(deathReady, 'work_accident');

  it('does not keep the claim from being closed once the other is paid', () => {
    const paidByWork = paidAfter(decided);
    expect(typesAfter(paidByWork, after(paidByWork, close))).toEqual(['ClaimClosed']);
  });
  it('is not approved any more, even where the cause became again what it was', () => {
    const again = correctedTo(decided, 'illness');
    given(...again)
      .when(approve(deathId, factsOfCause('illness')))
      .thenRejected('benefit-not-open');
    const { benefitId } = lastAssessed(again);
    const approved = after(again, approve(benefitId, factsOfCause('illness')));
    expect(claimAfter(approved).benefits.benefits[benefitId]?.status).toBe('approved');
  });
});

describe('What is owed after a correction, above the limit of one supervisor', () => {
  const toSecond = lastAssessed(corrected).benefitId;
  const read = factsOfCause('work_accident');
  const held = after(corrected, approve(toSecond, read, 'budi', rupiah(1_000_000)));
  const [first] = Object.keys(claimAfter(held).benefits.payouts);
  const back = after(held, giveBack(first ?? ''));

  it('is not decided anew behind the second supervisor, when money has come back meanwhile', () => {
    given(...back)
      .when(assessDeath(read))
      .thenRejected('already-assessed');
    given(...back)
      .when(second(toSecond, read))
      .thenRejected('facts-changed');
    const anew = after(back, takeBack(toSecond), assessDeath(read));
    expect(lastAssessed(anew).total).toBe(38_500_000);
    expect(owedPayouts(claimAfter(anew).benefits)).toEqual([]);
  });
  it('lets what came back of the earlier decision go out again only once it is seconded', () => {
    given(...back)
      .when(requestReplacement(first ?? ''))
      .thenRejected('benefit-not-approved');
    const seconded = after(held, second(toSecond, read), giveBack(first ?? ''));
    const again = after(seconded, requestReplacement(first ?? ''));
    expect(typesAfter(seconded, again)).toEqual(['PayoutReplacementRequested']);
  });
});

describe('Whoever let the correction go', () => {
  const approvedBy = (by: string) =>
    after(corrected, approve(lastAssessed(corrected).benefitId, factsOfCause('work_accident'), by));
  const { payoutId } = Object.values(claimAfter(approvedBy('dewi')).benefits.payouts).find(
    ({ status }) => status === 'scheduled',
  ) ?? { payoutId: '' };
  const sentBy = (by: string) => {
    const command = send(payoutId, factsOfCause('work_accident'));
    return { ...command, data: { ...command.data, by } };
  };

  it('approves what follows from it, which whoever asked has assessed', () => {
    expect(lastAssessed(corrected).by).toBe('siti');
    given(...corrected)
      .when(approve(lastAssessed(corrected).benefitId, factsOfCause('work_accident'), 'siti'))
      .thenRejected('self-approval');
    expect(typesAfter(corrected, approvedBy('budi'))).toContain('BenefitApproved');
  });
  it.each(['siti', 'budi', 'dewi'])('pays none of it: %s is not the third person', (by) => {
    given(...approvedBy('dewi'))
      .when(sentBy(by))
      .thenRejected('payer-is-judge');
  });
  it('leaves that to a third person', () => {
    expect(typesAfter(approvedBy('dewi'), after(approvedBy('dewi'), sentBy('ani')))).toEqual([
      'PayoutSent',
    ]);
  });
});

describe('What was approved', () => {
  const approvedIn = (history: readonly ClaimEvent[]) =>
    Number(moneyOf(claimAfter(history).benefits).approved);
  const [first] = Object.keys(claimAfter(deathApproved).benefits.payouts);
  /** One heir of three has his money; the payouts to the others fall with the correction. */
  const partly = arrived(deathApproved, first ?? '');
  const waiting = correctedTo(partly, 'work_accident');

  it('stands until somebody decides on what takes its place, and is that from then on', () => {
    expect(approvedIn(partly)).toBe(42_000_000);
    expect(approvedIn(waiting)).toBe(42_000_000);
    expect(approvedIn(approvedAfter(waiting))).toBe(70_000_000);
  });
  it('stands while a second correction waits, too', () => {
    expect(approvedIn(correctedTo(waiting, 'other'))).toBe(42_000_000);
    // Nothing of the second decision had left, so its approval was taken back.
    expect(approvedIn(correctedTo(approvedAfter(waiting), 'other'))).toBe(42_000_000);
  });
  it('counts what came back and goes out again', () => {
    const settled = approvedAfter(correctedTo(paid, 'work_accident'));
    expect(approvedIn(after(settled, giveBack(first ?? '')))).toBe(70_000_000);
  });
});

describe('What counts for another scheme than the one that paid it', () => {
  const setOffIn = (history: readonly ClaimEvent[]) =>
    setOffByScheme(claimAfter(history).benefits).map(({ fromScheme, toScheme, amount }) => [
      ...[fromScheme, toScheme, amount],
    ]);
  const sumOf = (history: readonly ClaimEvent[]) =>
    setOffByScheme(claimAfter(history).benefits).reduce((sum, { amount }) => sum + amount, 0);

  it('is what was set off, by heir, once the cause is corrected', () => {
    expect(setOffIn(paid)).toEqual([]);
    expect(setOffIn(corrected)).toEqual([
      ['jkm', 'jkk', 10_500_000],
      ['jkm', 'jkk', 15_750_000],
      ['jkm', 'jkk', 15_750_000],
    ]);
  });
  it('is nothing once the first cause is right after all: what that scheme paid counts first', () => {
    expect(setOffIn(correctedTo(byWork, 'illness'))).toEqual([]);
  });
  it('is nothing of what came back', () => {
    const [first] = Object.keys(claimAfter(deathApproved).benefits.payouts);
    expect(sumOf(after(byWork, giveBack(first ?? '')))).toBe(31_500_000);
  });
});
