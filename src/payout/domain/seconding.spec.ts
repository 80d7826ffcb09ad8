import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { close } from '../../claim/domain/testing/claims';
import { facts, recorded, withIncome } from '../../claim/domain/testing/people';
import { stateOf } from '../../kernel/decider';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import type {
  BenefitApprovalSeconded,
  PayoutReplacementSeconded,
  SecondApprovalRequired,
} from './benefit.events';
import { openTasksOf } from './tasks';
import { owedPayouts } from './owed';
import {
  approve,
  approveReplacement,
  confirm,
  present,
  recordAccount,
  requestReplacement,
  second,
  secondReplacement,
  send,
  takeBack,
} from './testing/asks';
import { approved, deathAssessed, deathId, toWidow, treatmentId } from './testing/benefits';
import {
  daughters,
  deathApproved,
  deathReady,
  failed,
  hospitals,
  replacementApproved,
  replacementRequested,
  scheduled,
  sent,
  sons,
  treatmentReady,
  widows,
} from './testing/payouts';

const given = specificationOf(claimDecider);
const LIMIT = rupiah(20_000_000);
const atBpjs = facts({ terms: recorded });

const waits = (changed: Partial<SecondApprovalRequired['data']> = {}): SecondApprovalRequired => ({
  type: 'SecondApprovalRequired',
  data: {
    ...{ benefitId: deathId, payoutId: null, payer: 'office', mode: 'disbursed' },
    ...{ amount: rupiah(42_000_000), limit: LIMIT },
    ...changed,
  },
});
const seconded = (by = 'dewi'): BenefitApprovalSeconded => ({
  type: 'BenefitApprovalSeconded',
  data: { benefitId: deathId, shownRef: 'shown-1', by },
});
const held: readonly ClaimEvent[] = [...deathReady, approved(deathId), waits()];
const letGo: readonly ClaimEvent[] = [...held, seconded(), widows, daughters, sons];

const tasksAfter = (history: readonly ClaimEvent[]) =>
  openTasksOf(stateOf(claimDecider, history).benefits).map(({ task, role }) => `${task}: ${role}`);

describe('An approval above the limit of one supervisor', () => {
  it('schedules nothing and says what it waits for', () =>
    given(...deathReady)
      .when(approve(deathId, facts(), 'budi', LIMIT))
      .then(approved(deathId), waits()));
  it('says so of who pays', () =>
    given(...treatmentReady)
      .when(approve(treatmentId, atBpjs, 'budi', rupiah(3_199_999)))
      .then(
        approved(treatmentId),
        waits({
          ...{ benefitId: treatmentId, payer: 'bpjs', mode: 'recorded' },
          ...{ amount: rupiah(3_200_000), limit: rupiah(3_199_999) },
        }),
      ));
  it('is none at the limit', () =>
    given(...treatmentReady)
      .when(approve(treatmentId, atBpjs, 'budi', rupiah(3_200_000)))
      .then(approved(treatmentId), hospitals));
  it('says nothing the second time', () =>
    given(...held)
      .when(approve(deathId, facts(), 'budi', LIMIT))
      .thenNothing());
  it('waits on, whatever the limit is later', () =>
    given(...held)
      .when(approve(deathId, facts(), 'budi', null))
      .thenNothing());
  it('that was given before there was a limit needs no second one', () =>
    given(...deathApproved)
      .when(second(deathId, facts()))
      .thenRejected('second-approval-not-needed'));
  it('lets nothing be sent, confirmed or presented', () => {
    given(...held)
      .when(send(widows.data.payoutId, facts()))
      .thenRejected('payout-not-scheduled');
    given(...held)
      .when(confirm(widows.data.payoutId, toWidow.amount))
      .thenRejected('payout-not-scheduled');
    const terms = { payer: 'bpjs', mode: 'recorded' } as const;
    given(...treatmentReady, approved(treatmentId), waits({ benefitId: treatmentId, ...terms }))
      .when(present([treatmentId]))
      .thenRejected('benefit-not-approved');
  });
  it('is taken back like another', () =>
    given(...held)
      .when(takeBack(deathId))
      .then({
        type: 'BenefitApprovalVoided',
        data: { benefitId: deathId, payoutIds: [], reasonCode: 'mistake', by: 'budi' },
      }));
  it('keeps the claim open', () =>
    given(...held)
      .when(close)
      .thenRejected('benefit-undecided'));
  it('stands on the worklist of supervisors and among what is owed', () => {
    expect(tasksAfter(held)).toEqual(['second_benefit: supervisor']);
    expect(
      owedPayouts(stateOf(claimDecider, held).benefits).map(({ payout, awaits }) => [
        ...[payout.payoutId, payout.payer, payout.mode, payout.amount],
        awaits,
      ]),
    ).toEqual(
      [widows, daughters, sons].map(({ data: { payoutId, payer, mode, amount } }) => [
        ...[payoutId, payer, mode, amount],
        'second_approval',
      ]),
    );
    expect(tasksAfter(letGo)).not.toContain('second_benefit: supervisor');
  });
});

describe('Seconding', () => {
  it('schedules a payout for each payee', () =>
    given(...held)
      .when(second(deathId, facts()))
      .then(seconded(), widows, daughters, sons));
  it('says nothing the second time', () =>
    given(...letGo)
      .when(second(deathId, facts()))
      .thenNothing());
  it('is done by one person', () =>
    given(...letGo)
      .when(second(deathId, facts(), 'tono'))
      .thenRejected('second-approval-not-needed'));
  it.each([
    ['the assessor', 'siti'],
    ['who approved first', 'budi'],
  ])('is not for %s', (_, by) =>
    given(...held)
      .when(second(deathId, facts(), by))
      .thenRejected('self-approval'),
  );
  it('is not before an approval', () =>
    given(...deathReady)
      .when(second(deathId, facts()))
      .thenRejected('second-approval-not-needed'));
  it('is not of an approval that was taken back', () =>
    given(...held, {
      type: 'BenefitApprovalVoided',
      data: { benefitId: deathId, payoutIds: [], reasonCode: 'mistake', by: 'budi' },
    })
      .when(second(deathId, facts()))
      .thenRejected('second-approval-not-needed'));
  it('looks at the facts again', () =>
    given(...held)
      .when(second(deathId, facts({ participant: withIncome(2_000_000) })))
      .thenRejected('facts-changed'));
  it('is for what the first was shown', () => {
    const { type, data } = second(deathId, facts());
    given(...held)
      .when({ type, data: { ...data, shownRef: 'shown-9' } })
      .thenRejected('facts-changed');
  });
  it('leaves the paying to somebody else again', () => {
    const { payoutId } = widows.data;
    for (const judge of ['siti', 'budi', 'dewi'])
      given(...letGo)
        .when(send(payoutId, facts(), judge))
        .thenRejected('payer-is-judge');
    given(...letGo)
      .when(send(payoutId, facts()))
      .then(sent(payoutId));
  });
});

describe('A replacement above the limit of one supervisor', () => {
  const { payoutId } = widows.data;
  const next = scheduled(deathAssessed, toWidow, { n: 1 });
  const nextId = next.data.payoutId;
  const limit = rupiah(10_000_000);
  const asked: readonly ClaimEvent[] = [
    ...[...deathApproved, sent(payoutId), failed(payoutId)],
    replacementRequested(next),
  ];
  const nextWaits = waits({ payoutId: nextId, amount: toWidow.amount, limit });
  const secondedAgain: PayoutReplacementSeconded = {
    type: 'PayoutReplacementSeconded',
    data: { payoutId: nextId, shownRef: 'shown-4', by: 'tono' },
  };
  const waiting = [...asked, replacementApproved(next), nextWaits];

  it('is approved, and schedules nothing', () =>
    given(...asked)
      .when(approveReplacement(nextId, 'dewi', limit))
      .then(replacementApproved(next), nextWaits));
  it('is scheduled at the limit', () =>
    given(...asked)
      .when(approveReplacement(nextId, 'dewi', toWidow.amount))
      .then(replacementApproved(next), next));
  it('goes out once another supervisor seconds it', () => {
    given(...waiting)
      .when(secondReplacement(nextId))
      .then(secondedAgain, next);
    given(...waiting, secondedAgain, next)
      .when(secondReplacement(nextId))
      .thenNothing();
  });
  it.each([
    ['the assessor', 'siti'],
    ['who asked for it', 'joko'],
    ['who approved it', 'dewi'],
  ])('is not seconded by %s', (_, by) =>
    given(...waiting)
      .when(secondReplacement(nextId, by))
      .thenRejected('self-approval'),
  );
  it('is not seconded before it is approved, nor where it needs no second', () => {
    given(...asked)
      .when(secondReplacement(nextId))
      .thenRejected('second-approval-not-needed');
    given(...asked, replacementApproved(next), next)
      .when(secondReplacement(nextId))
      .thenRejected('second-approval-not-needed');
  });
  it('is not seconded to another account; a new request takes its place', () => {
    const moved = recordAccount('heir', toWidow.id, 'acc-new');
    const history = [...waiting, ...claimDecider.decide(moved, stateOf(claimDecider, waiting))];
    given(...history)
      .when(secondReplacement(nextId))
      .thenRejected('facts-changed');
    const anew = claimDecider.decide(requestReplacement(payoutId), stateOf(claimDecider, history));
    expect(tasksAfter([...history, ...anew])).toContain('approve_replacement: supervisor');
  });
  it('stands on the worklist and among what is owed', () => {
    expect(tasksAfter(waiting)).toContain('second_replacement: supervisor');
    expect(owedPayouts(stateOf(claimDecider, waiting).benefits)).toContainEqual(
      expect.objectContaining({ awaits: 'second_approval' }),
    );
  });
  it('is paid by none of the five', () => {
    for (const judge of ['siti', 'budi', 'joko', 'dewi', 'tono'])
      given(...waiting, secondedAgain, next)
        .when(send(nextId, facts(), judge))
        .thenRejected('payer-is-judge');
  });
});
