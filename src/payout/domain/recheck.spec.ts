import type { ClaimFacts } from '../../claim/domain/claim.commands';
import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import {
  facts,
  paidFor,
  participant,
  recorded,
  withIncome,
  withoutCover,
} from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import type { RecheckApprovals } from './benefit.commands';
import type { ApprovalRechecked } from './benefit.events';
import { openTasksOf } from './tasks';
import { takeBack } from './testing/asks';
import { deathId, treatmentId } from './testing/benefits';
import {
  confirmed,
  daughters,
  deathApproved,
  deathReady,
  sent,
  sons,
  treatmentApproved,
  treatmentPresented,
  widows,
} from './testing/payouts';

const given = specificationOf(claimDecider);

const by = 'system:recheck-approvals';
const recheck = (read: ClaimFacts): RecheckApprovals<ClaimFacts> => ({
  type: 'RecheckApprovals',
  data: { facts: read, by },
});
const rechecked = (ground: string | null, benefitId = deathId): ApprovalRechecked => ({
  type: 'ApprovalRechecked',
  data: { benefitId, outcome: ground === null ? 'stands' : 'contradicted', ground, by },
});
const contradicted = rechecked('facts_changed');
const uncovered = facts({ participant: withoutCover });

const diedAfter = (day: string) => {
  const diedOn = calendarDay(day);
  return participant({ death: { diedOn, knownOn: diedOn } });
};

describe('An approval that is looked at again', () => {
  it('says nothing while it stands', () =>
    given(...deathApproved)
      .when(recheck(facts()))
      .thenNothing());
  it.each([
    ['the cover was annulled', withoutCover],
    ['another income was declared', withIncome(2_000_000)],
    [
      'another number of months was paid',
      participant({ contributions: [paidFor('2024-10', '2024-10')] }),
    ],
  ])('is contradicted where %s', (_, changed) =>
    given(...deathApproved)
      .when(recheck(facts({ participant: changed })))
      .then(contradicted),
  );
  it('is contradicted by the rule that forbids it now', () =>
    given(...treatmentApproved)
      .when(recheck(facts({ participant: diedAfter('2024-10-02') })))
      .then(rechecked('treatment_after_death', treatmentId)));

  it('says so once', () =>
    given(...deathApproved, contradicted)
      .when(recheck(uncovered))
      .thenNothing());
  it('stands again where the fact was put right', () =>
    given(...deathApproved, contradicted)
      .when(recheck(facts()))
      .then(rechecked(null)));

  it('is contradicted also while the money is on its way', () =>
    given(...deathApproved, ...[widows, daughters, sons].map(({ data }) => sent(data.payoutId)))
      .when(recheck(uncovered))
      .then(contradicted));
  it('counts only what changes the money where nothing is left to send', () =>
    given(...treatmentPresented)
      .when(recheck(facts({ terms: recorded, participant: withIncome(2_000_000) })))
      .thenNothing());
  it('is left alone once the money has arrived', () =>
    given(
      ...deathApproved,
      ...[widows, daughters, sons].flatMap(({ data: { payoutId, amount } }) => [
        sent(payoutId),
        confirmed(payoutId, amount),
      ]),
    )
      .when(recheck(uncovered))
      .thenNothing());
  it('is none before it is given', () =>
    given(...deathReady)
      .when(recheck(uncovered))
      .thenNothing());
});

describe('The worklist', () => {
  const tasksIn = (...history: readonly ClaimEvent[]) =>
    openTasksOf(stateOf(claimDecider, history).benefits).map(({ task }) => task);

  it('shows a contradicted approval to the supervisors', () => {
    const { benefits } = stateOf(claimDecider, [...deathApproved, contradicted]);
    expect(openTasksOf(benefits)).toContainEqual({
      task: 'recheck_approval',
      role: 'supervisor',
      benefitId: deathId,
      payoutId: null,
    });
  });
  it('does not where it stands, stands again, or was taken back', () => {
    const state = stateOf(claimDecider, [...deathApproved, contradicted]);
    const back = claimDecider.decide(takeBack(deathId), state);
    for (const history of [
      deathApproved,
      [...deathApproved, contradicted, rechecked(null)],
      [...deathApproved, contradicted, ...back],
    ])
      expect(tasksIn(...history)).not.toContain('recheck_approval');
  });
});
