import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { calendarDay } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import type { Participant } from '../../participant/domain/participant';
import { inOrder } from '../../payout/domain/in-order';
import { openTasksOf } from '../../payout/domain/tasks';
import { replay } from '../../payout/domain/replay';
import { heldBy } from '../../payout/domain/set-off';
import {
  accidentForms,
  accountRecorded,
  deathPapers,
  heirsAccounts,
} from '../../payout/domain/testing/benefits';
import { claimDecider } from './claim.decider';
import type { ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { clocksOf } from './clocks';
import { approvedOn, paidOut, standing } from './testing/arrears';
import { after, claimAfter } from './testing/causes';
import { accepted, assessDeath, deathReported, heirsEstablished } from './testing/claims';
import {
  accidentAtWork,
  daughter,
  facts,
  mother,
  participant,
  period,
  son,
  widow,
  withIncome,
  withoutCover,
} from './testing/people';

// A death that was paid before somebody found that cover or income had been recorded wrongly.

const given = specificationOf(claimDecider);
const day = calendarDay;
const M = 1_000_000;

const ready = (report: ClaimEvent): readonly ClaimEvent[] => [
  ...[report, accepted, heirsEstablished],
  ...[...deathPapers, ...accidentForms, ...heirsAccounts],
];
const paidBy = (read: ClaimFacts, history: readonly ClaimEvent[], on?: string) =>
  paidOut(read, approvedOn(read, after(history, assessDeath(read))), on);
const heirsHold = (history: readonly ClaimEvent[]) =>
  [widow, daughter, son].map((heir) => heldBy(heir, claimAfter(history).benefits));
const told = (history: readonly ClaimEvent[]) =>
  standing(history).assessed.lines.map(({ granted, reasons }) => [
    granted,
    ...reasons.map(({ code, citation }) => `${code} ${citation}`),
  ]);
const PAID = (citation: string) => `paid_before_correction ${citation}`;

describe('The funeral alone was paid, as cover seemed to have begun in June', () => {
  const since = (from: string): Participant =>
    participant({
      periods: [period({ from: day(from), lastCoveredOn: day('2025-12-31') })],
      contributions: [],
    });
  const wrong = facts({ participant: since('2025-06-15') });
  const right = facts({ participant: since('2025-03-01') });
  const died = deathReported({ diedOn: day('2025-08-10'), knownOn: day('2025-08-10') });
  const paid = paidBy(wrong, ready(died), '2025-08-28');
  const corrected = after(paid, assessDeath(right));

  it('and the adjuster finds that more is owed, also where nobody asks', () => {
    const recheck = (read: ClaimFacts) =>
      ({ type: 'RecheckApprovals', data: { facts: read, by: 'system' } }) as const;
    const found = after(paid, recheck(right));
    expect(openTasksOf(claimAfter(found).benefits).map(({ task }) => task)).toEqual([
      'assess_benefit',
    ]);
    given(...paid)
      .when(recheck(wrong))
      .thenNothing();
    // Whoever was paid too much is asked by nobody but who decides to collect.
    given(...paidBy(right, ready(died), '2025-08-28'))
      .when(recheck(wrong))
      .thenNothing();
  });

  it('and 32,000,000 more are owed once it is known to have begun in March', () => {
    expect(heirsHold(paid)).toEqual([2_500_000, 3_750_000, 3_750_000]);
    expect(told(corrected)).toEqual([[20 * M], [12 * M], [0, PAID('Permenaker 1/2025')]]);
    expect(heirsHold(paidOut(right, approvedOn(right, corrected), '2025-09-12'))).toEqual([
      10_500_000, 15_750_000, 15_750_000,
    ]);
  });
  it('by decisions that come to the same when they are run again', () => {
    const outcomes = inOrder(claimAfter(corrected).benefits.benefits).map(
      ({ assessed }) => replay(assessed, SCHEDULES).outcome,
    );
    expect(outcomes).toEqual(['same', 'same']);
  });
  it('which nobody is late for: the day of the correction is in the stream of the participant', () => {
    const due = clocksOf(claimAfter(approvedOn(right, corrected))).filter(
      ({ clock, doneOn }) => clock === 'pay' && doneOn === null,
    );
    expect(due).toEqual([]);
  });
});

describe('A death by accident was paid at an income of 1,000,000', () => {
  const at = (income: number) =>
    facts({ participant: withIncome(income), accident: accidentAtWork });
  const died = deathReported({ cause: 'work_accident', accidentClaimId: 'clm-2' });
  const paid = paidBy(at(M), ready(died));

  it('and pays 48 times the difference, all lump sum, where it was 1,000,001', () => {
    expect(told(after(paid, assessDeath(at(M + 1))))).toEqual([
      [48, PAID('PP 82/2019')],
      [0, PAID('PP 82/2019')],
      [0, PAID('PP 82/2019')],
    ]);
  });
  it.each([
    ['was less', at(M - 1)],
    [
      'was not covered',
      facts({ participant: participant({ periods: [] }), accident: accidentAtWork }),
    ],
  ])(
    'and is not decided anew where it %s: what is too much is a decision of its own',
    (_, read) => {
      given(...paid)
        .when(assessDeath(read))
        .thenRejected('already-assessed');
    },
  );
  it('and is for the adjuster to assess again where more is owed, and only there', () => {
    const recheck = (read: ClaimFacts) =>
      ({ type: 'RecheckApprovals', data: { facts: read, by: 'system' } }) as const;
    const { benefitId } = standing(paid).assessed;
    const rechecked = (outcome: 'contradicted' | 'stands', ground: string | null): ClaimEvent => ({
      type: 'ApprovalRechecked',
      data: { benefitId, outcome, ground, by: 'system' },
    });
    const owed = rechecked('contradicted', 'rest_owed');
    given(...paid)
      .when(recheck(at(M + 1)))
      .then(owed);
    given(...paid, owed)
      .when(recheck(at(M + 1)))
      .thenNothing();
    given(...paid, owed)
      .when(recheck(at(M)))
      .then(rechecked('stands', null));
    for (const read of [
      at(M),
      at(M - 1),
      facts({ accident: accidentAtWork, participant: withoutCover }),
    ])
      given(...paid)
        .when(recheck(read))
        .thenNothing();
    const before = rechecked('contradicted', 'facts_changed');
    given(...paid, before)
      .when(recheck(at(M - 1)))
      .thenNothing();
  });
  it('and a rule that would forbid it now says nothing of what was paid', () => {
    const excluded = at(M);
    const family = [...excluded.participant.family];
    const heirs: ClaimEvent = {
      ...heirsEstablished,
      data: {
        ...heirsEstablished.data,
        heirClass: 2,
        heirs: [
          {
            ...{ heirId: mother, relation: 'parent', minor: false, guardianId: null },
            share: { numerator: 1, denominator: 1 },
          },
        ],
      },
    };
    const alone = {
      ...excluded,
      participant: {
        ...excluded.participant,
        family: family.filter(({ relation }) => relation === 'parent'),
      },
    };
    const toMother = ready(died).map((event) =>
      event.type === 'HeirsEstablished' ? heirs : event,
    );
    const paidToMother = paidBy(alone, [...toMother, accountRecorded('heir', mother)]);
    expect(heldBy(mother, claimAfter(paidToMother).benefits)).toBe(70 * M);
    given(...paidToMother)
      .when({ type: 'RecheckApprovals', data: { facts: excluded, by: 'system' } })
      .thenNothing();
  });
  it('and says nothing where nothing has changed', () => {
    given(...paid)
      .when(assessDeath(at(M)))
      .thenNothing();
  });
  it('and waits until what was approved has gone out', () => {
    const approved = approvedOn(at(M), after(ready(died), assessDeath(at(M))));
    given(...approved)
      .when(assessDeath(at(M + 1)))
      .thenRejected('already-assessed');
  });
  it('to the heirs in whole rupiah, whatever part of them was paid before', () => {
    const read = at(M + 1);
    const all = paidOut(read, approvedOn(read, after(paid, assessDeath(read))));
    expect(heirsHold(all).reduce((sum, one) => sum + one, 0)).toBe(70 * M + 48);
  });
});
