import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import {
  accepted,
  accidentReported,
  deathReported,
  heirsEstablished,
} from '../../claim/domain/testing/claims';
import { daughter, mother, participantId, son, widow } from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import { type Decider, stateOf } from '../../kernel/decider';
import type { AnyEvent } from '../../kernel/event';
import { rupiah } from '../../kernel/rupiah';
import { participantDecider } from '../../participant/domain/participant.decider';
import type { ParticipantEvent } from '../../participant/domain/participant.events';
import * as covered from '../../participant/domain/testing/covered';
import { deathAssessed, deathId, toWidow } from '../../payout/domain/testing/benefits';
import {
  cancelled,
  confirmed,
  daughters,
  deathApproved,
  failed,
  overpaymentFound,
  replacedBy,
  replacementRequested,
  returned,
  scheduled,
  sent,
  sons,
  unknown,
  widows,
} from '../../payout/domain/testing/payouts';
import { scholarshipDecider } from '../../scholarship/domain/scholarship.decider';
import type { ScholarshipEvent } from '../../scholarship/domain/scholarship.events';
import * as scholarships from '../../scholarship/domain/testing/scholarships';
import { type Case, type CasesOfPerson, coveredUntil, openMattersOf } from './open-matters';
import { unclaimedDeath } from './unclaimed-death';

/** Facts that the deciders of today may not know yet are read all the same. */
const TO_COME: readonly string[] = ['OverpaymentRepaid'];
const caseOf =
  <State, C extends Command, E extends AnyEvent>(decider: Decider<State, C, E>) =>
  (history: readonly AnyEvent[]): Case<State> => {
    const known: readonly unknown[] = history.filter(({ type }) => !TO_COME.includes(type));
    return { state: stateOf(decider, known as readonly E[]), history };
  };
const claimCase = caseOf(claimDecider);
const scholarshipCase = caseOf(scholarshipDecider);

const none: CasesOfPerson = { claims: [], claimsInTheFamily: [], scholarships: [] };
const kindsFor = (subjectId: string, cases: Partial<CasesOfPerson>) =>
  openMattersOf(subjectId, { ...none, ...cases }).map(({ kind }) => kind);
const inClaim = (subjectId: string, ...history: readonly AnyEvent[]) =>
  kindsFor(subjectId, { claims: [claimCase(history)] });

const by = 'siti';
const closed: ClaimEvent = { type: 'ClaimClosed', data: { reasonCode: 'settled', by } };
const idOf = ({ data }: typeof widows) => data.payoutId;
const paid = (payout: typeof widows) => confirmed(idOf(payout), rupiah(payout.data.amount));
const second = scheduled(deathAssessed, toWidow, { n: 1 });

describe('A claim', () => {
  const report = accidentReported();

  it('is open for its people until it is over, and names its number', () => {
    expect(openMattersOf(participantId, { ...none, claims: [claimCase([report])] })).toEqual([
      { kind: 'claim-open', number: report.data.number },
    ]);
    expect(inClaim('rep-1', report, accepted)).toEqual(['claim-open']);
  });

  it.each<[string, ClaimEvent]>([
    ['closed', closed],
    ['withdrawn', { type: 'ClaimWithdrawn', data: { reasonCode: 'family_wish', by } }],
    [
      'refused',
      { type: 'ClaimRefused', data: { ground: 'g', citation: 'c', reasonCode: null, by } },
    ],
  ])('is over when it is %s, and open again once it is reopened', (_how, end) => {
    const reopened: ClaimEvent = {
      type: 'ClaimReopened',
      data: { reasonCode: 'new_papers', disputeId: null, by },
    };
    expect(inClaim(participantId, report, end)).toEqual([]);
    expect(inClaim(participantId, report, end, reopened)).toEqual(['claim-open']);
  });

  it('that has not begun is none', () => expect(inClaim(participantId)).toEqual([]));
});

describe('A payout', () => {
  const over = (...events: readonly ClaimEvent[]) => [...deathApproved, closed, ...events];

  it.each<[string, readonly ClaimEvent[]]>([
    ['scheduled', []],
    ['sent', [sent(idOf(widows))]],
    ['in doubt', [sent(idOf(widows)), unknown(idOf(widows))]],
    [
      'replaced by one that waits',
      [sent(idOf(widows)), failed(idOf(widows)), ...replacedBy(second)],
    ],
  ])('that is %s moves', (_what, events) => {
    const settledForSon = [cancelled(idOf(sons))];
    expect(inClaim(widow, ...over(...settledForSon, ...events))).toEqual(['payout-moving']);
  });

  it('is of the child for whom a guardian receives it, and of the guardian', () => {
    const others = [paid(widows), paid(daughters)];
    expect(inClaim(son, ...over(...others))).toEqual(['payout-moving']);
    expect(inClaim(widow, ...over(...others))).toEqual(['payout-moving']);
    expect(inClaim(daughter, ...over(...others))).toEqual([]);
    expect(inClaim(participantId, ...over(...others))).toEqual([]);
  });

  const settled = [paid(daughters), paid(sons)];
  it.each<[string, readonly ClaimEvent[]]>([
    ['has arrived', [paid(widows)]],
    ['was cancelled', [cancelled(idOf(widows))]],
    [
      'failed and arrived in its replacement',
      [sent(idOf(widows)), failed(idOf(widows)), ...replacedBy(second), paid(second)],
    ],
    [
      'was cancelled by a new account and arrived in its replacement',
      [cancelled(idOf(widows), 'account_changed'), ...replacedBy(second), paid(second)],
    ],
    [
      'failed, and its benefit fell',
      [
        sent(idOf(widows)),
        failed(idOf(widows)),
        {
          type: 'BenefitApprovalVoided',
          data: { benefitId: deathId, payoutIds: [], reasonCode: 'heirs_changed', by },
        },
      ],
    ],
    [
      'was replaced though it had arrived, by one that failed',
      [
        sent(idOf(widows)),
        failed(idOf(widows)),
        ...replacedBy(second),
        failed(idOf(second)),
        paid(widows),
      ],
    ],
  ])('that %s is settled', (_what, events) =>
    expect(inClaim(widow, ...over(...settled, ...events))).toEqual([]),
  );

  it.each<[string, readonly ClaimEvent[]]>([
    ['failed', [sent(idOf(widows)), failed(idOf(widows))]],
    ['came back', [paid(widows), returned(idOf(widows))]],
    ['was cancelled and asked for again', [cancelled(idOf(widows)), replacementRequested(second)]],
    ['was cancelled by a new account', [cancelled(idOf(widows), 'account_changed')]],
  ])('that %s is owed', (_what, events) =>
    expect(inClaim(widow, ...over(...settled, ...events))).toEqual(['payout-owed']),
  );
});

describe('An overpayment', () => {
  const found = overpaymentFound(widows);
  const repaid = (amount: number): AnyEvent => ({
    type: 'OverpaymentRepaid',
    data: { ...found.data, amount },
  });
  const history = (...events: readonly AnyEvent[]) => [
    ...deathApproved,
    ...[widows, daughters, sons].map(paid),
    closed,
    ...events,
  ];

  it('is open for who received it, until it is wholly repaid', () => {
    const amount = Number(found.data.amount);
    expect(inClaim(widow, ...history(found))).toEqual(['overpayment-open']);
    expect(inClaim(daughter, ...history(found))).toEqual([]);
    const half = history(found, repaid(amount - 1));
    expect(inClaim(widow, ...half)).toEqual(['overpayment-open']);
    expect(inClaim(widow, ...half, repaid(1))).toEqual([]);
  });

  it('of a payout that nobody knows is open for everyone', () => {
    const stray = { ...found, data: { ...found.data, payoutId: 'pyt-unheard-of' } };
    expect(inClaim(daughter, ...history(stray))).toEqual(['overpayment-open']);
  });
});

describe('A death in the family', () => {
  const inFamily = (...history: readonly ClaimEvent[]) =>
    kindsFor(mother, { claimsInTheFamily: [claimCase(history)] });

  it('is open for each of the family until the heirs are established', () => {
    expect(inFamily(deathReported(), accepted)).toEqual(['claim-open']);
    expect(inFamily(deathReported(), accepted, heirsEstablished)).toEqual([]);
    expect(inFamily(deathReported(), closed)).toEqual([]);
  });
  it('is no accident', () => expect(inFamily(accidentReported())).toEqual([]));
  it('leaves to the heirs what an accident still owes: none of them goes before it is over', () => {
    const settled = [...deathApproved, closed, ...[widows, daughters, sons].map(paid)];
    const kinds = (subjectId: string, ...accident: readonly ClaimEvent[]) => {
      const claims = subjectId === widow ? [claimCase(settled)] : [];
      return kindsFor(subjectId, { claims, claimsInTheFamily: [claimCase(accident)] });
    };
    expect(kinds(widow, accidentReported(), accepted)).toEqual(['claim-open']);
    expect(kinds(widow, accidentReported(), accepted, closed)).toEqual([]);
    expect(kinds(mother, accidentReported(), accepted)).toEqual([]);
  });
});

describe('A scholarship', () => {
  const { first, grantAssessed, granted, grantId, requested } = scholarships;
  const child = scholarships.second;
  const asked = [
    requested(first, child),
    grantAssessed({ childId: first, ageInYears: 12 }, { childId: child, ageInYears: 9 }),
  ];
  const grantedToBoth: readonly ScholarshipEvent[] = [
    ...asked,
    { type: 'BenefitApproved', data: { benefitId: grantId, shownRef: 's', by: 'budi' } },
    granted(first, child),
  ];
  const ended = (childId: string): AnyEvent => ({
    type: 'ScholarshipEnded',
    data: { childId, reasonCode: 'age', endedOn: '2035-01-01', by },
  });
  const runsFor = (subjectId: string, ...history: readonly AnyEvent[]) =>
    kindsFor(subjectId, { scholarships: [scholarshipCase(history)] });

  it('runs from its request for the participant, the children and whoever receives for them', () => {
    for (const history of [asked, grantedToBoth])
      for (const subject of ['par-1', first, child, scholarships.mother])
        expect(runsFor(subject, ...history)).toEqual(['scholarship-runs']);
  });

  it('is over for a child that it ended for, and for everyone when it ended for all', () => {
    const one = [...grantedToBoth, ended(first)];
    expect(runsFor(first, ...one)).toEqual([]);
    expect(runsFor(child, ...one)).toEqual(['scholarship-runs']);
    expect(runsFor('par-1', ...one)).toEqual(['scholarship-runs']);
    expect(runsFor('par-1', ...one, ended(child))).toEqual([]);
  });

  it('does not run for a child that was not granted one', () =>
    expect(runsFor(child, ...asked, granted(first))).toEqual([]));

  it.each<[string, ScholarshipEvent]>([
    [
      'refused',
      { type: 'BenefitRefused', data: { benefitId: grantId, ground: 'g', citation: 'c', by } },
    ],
    ['returned', { type: 'BenefitReturned', data: { benefitId: grantId, reasonCode: 'r', by } }],
  ])('never runs where the right was %s', (_how, event) =>
    expect(runsFor(first, ...asked, event)).toEqual([]),
  );

  it('never runs again where its approval was voided', () =>
    expect(
      runsFor(first, ...grantedToBoth, {
        type: 'BenefitApprovalVoided',
        data: { benefitId: grantId, payoutIds: [], reasonCode: 'r', by },
      }),
    ).toEqual([]));
});

describe('Cover', () => {
  const lastDay = covered.asked.lastCoveredOn;
  const until = (today: string, ...history: readonly ParticipantEvent[]) =>
    coveredUntil(stateOf(participantDecider, history), calendarDay(today));
  const { enrolled, requested, started, died } = covered;

  it('runs up to its last day, also before the payer has answered', () => {
    for (const history of [[requested()], [requested(), started()]]) {
      expect(until('2025-06-01', enrolled, ...history)).toBe(lastDay);
      expect(until(lastDay, enrolled, ...history)).toBe(lastDay);
      expect(until('2026-01-01', enrolled, ...history)).toBeNull();
    }
  });

  it('is none of the dead', () =>
    expect(until('2025-06-01', enrolled, requested(), started(), died('2025-05-01'))).toBeNull());

  it('is none of who was only enrolled, or is no participant', () => {
    expect(until('2025-06-01', enrolled)).toBeNull();
    expect(until('2025-06-01')).toBeNull();
  });
});

describe('A death that is recorded', () => {
  const { enrolled, requested, started, died } = covered;
  const participant = (...history: readonly ParticipantEvent[]) =>
    stateOf(participantDecider, [enrolled, ...history]);
  const claims = (...history: readonly ClaimEvent[]) => [stateOf(claimDecider, history)];
  const whileCovered = participant(requested(), started(), died('2025-05-01'));

  it('under cover is open until somebody has claimed it', () => {
    expect(unclaimedDeath(whileCovered, [])).toBe('2025-05-01');
    expect(unclaimedDeath(whileCovered, claims(accidentReported()))).toBe('2025-05-01');
    expect(unclaimedDeath(whileCovered, claims(deathReported()))).toBeNull();
  });
  it('is open again once its claim was voided', () => {
    const voided: ClaimEvent = {
      type: 'ClaimVoided',
      data: { requestId: 'r', reasonCode: 'filed_twice', refiledAs: null, by },
    };
    expect(unclaimedDeath(whileCovered, claims(deathReported(), voided))).toBe('2025-05-01');
  });
  it('is nothing that anybody could claim before there was cover, or where nobody died', () => {
    for (const day of ['2025-03-01', '2010-01-01'])
      expect(unclaimedDeath(participant(requested(), started(), died(day)), [])).toBeNull();
    expect(unclaimedDeath(participant(requested(), started()), [])).toBeNull();
  });
});
