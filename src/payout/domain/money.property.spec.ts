import * as fc from 'fast-check';
import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimCommand } from '../../claim/domain/claim.commands';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { NOTHING_ELSEWHERE } from '../../claim/domain/claimed-once';
import { accidentReported } from '../../claim/domain/testing/claims';
import { participant } from '../../claim/domain/testing/people';
import { calendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { noBenefits } from './benefits';
import { brokenBy } from './testing/promises';
import { deathApproved, deathHeld, treatmentReady } from './testing/payouts';
import { heldTwiceBy, walkTwo, wishesOfTwo } from './testing/two-claims';
import { type ClaimDecider, walk } from './testing/walk';
import { PEOPLE, wishes } from './testing/wishes';

/** More than 2,000 sequences in all each time; `npm run test:long` asks for many more. */
const RUNS = Number(process.env.KELAMBU_RUNS ?? 700);

const brokenOn = (decider: ClaimDecider, start: readonly ClaimEvent[]) =>
  fc.property(wishes, (asked) => {
    expect(walk(decider, start, asked).flatMap(brokenBy)).toEqual([]);
  });

const claims = [
  ['a death that the office pays', deathApproved],
  ['a treatment that BPJS pays', treatmentReady],
  ['a death above the limit of one supervisor', deathHeld],
] as const;

describe.each(claims)('Whatever anybody asks, of %s', (_, start) => {
  it('every promise about money holds after every step', () => {
    fc.assert(brokenOn(claimDecider, start), { numRuns: RUNS });
  });
});

const secondAccident: readonly ClaimEvent[] = [
  accidentReported({ occurredOn: calendarDay('2024-11-03') }),
  ...treatmentReady.slice(1, -1),
];
const heldTwiceOn = (decider: ClaimDecider) =>
  fc.property(wishesOfTwo, (asked) => {
    const steps = walkTwo(decider, [treatmentReady, secondAccident], asked);
    expect(steps.flatMap(heldTwiceBy)).toEqual([]);
  });

describe('Whatever anybody asks, of two accidents of one person', () => {
  it('no bill and no day without work is held by both', () => {
    fc.assert(heldTwiceOn(claimDecider), { numRuns: RUNS });
  });
});

describe('These sequences', () => {
  const notSeen = (start: readonly ClaimEvent[], expected: readonly string[]) => {
    const seen = new Set<string>(
      fc
        .sample(wishes, { numRuns: 300, seed: 1 })
        .flatMap((asked) => walk(claimDecider, start, asked))
        .flatMap(({ events }) => events)
        .map((event) =>
          event.type === 'PayoutConfirmed' && event.data.contradicts
            ? 'a contradiction'
            : event.type,
        ),
    );
    return expected.filter((one) => !seen.has(one));
  };
  const everywhere = [
    'BenefitAssessed',
    'BenefitApproved',
    'PayoutScheduled',
    'PayoutConfirmed',
    'a contradiction',
    'PayoutFailed',
    'PayoutReturned',
    'PayoutCancelled',
    'PayoutReplacementRequested',
    'PayoutReplacementApproved',
    'OverpaymentFound',
    'ClaimVoided',
  ];

  it('come everywhere where the office pays', () =>
    expect(
      notSeen(deathApproved, [
        ...everywhere,
        'BenefitApprovalVoided',
        'PayoutSent',
        'PayoutOutcomeUnknown',
        'DeathSettled',
      ]),
    ).toEqual([]));
  it('come everywhere where two supervisors are needed', () =>
    expect(
      notSeen(deathHeld, [
        ...everywhere.filter((one) => one !== 'OverpaymentFound' && one !== 'a contradiction'),
        'SecondApprovalRequired',
        'BenefitApprovalSeconded',
        'PayoutReplacementSeconded',
        'PayoutSent',
      ]),
    ).toEqual([]));
  it('come everywhere where BPJS pays', () =>
    expect(
      notSeen(treatmentReady, [
        ...everywhere,
        'BenefitsPresented',
        'PayerDecisionRecorded',
        'TreatmentPaid',
      ]),
    ).toEqual([]));
});

/** A decider that lets people do what it should have refused for that reason, under the name of somebody who may. */
const withoutRule = (code: string, of?: ClaimCommand['type']): ClaimDecider => ({
  ...claimDecider,
  decide: (command, claim) => {
    try {
      return claimDecider.decide(command, claim);
    } catch (error) {
      if (!(error instanceof Rejection) || error.code !== code) throw error;
      if (of !== undefined && command.type !== of) throw error;
      const { by } = command.data;
      const events = PEOPLE.map((person) => decidedAs(person, command, claim)).find(
        (one) => one !== null,
      );
      if (!events) throw error;
      return events.map((event) => ('by' in event.data ? renamed(event, by) : event));
    }
  },
});
const decidedAs = (
  by: string,
  command: ClaimCommand,
  claim: Parameters<ClaimDecider['decide']>[1],
): readonly ClaimEvent[] | null => {
  try {
    return claimDecider.decide(
      { ...command, data: { ...command.data, by } } as ClaimCommand,
      claim,
    );
  } catch (error) {
    if (error instanceof Rejection) return null;
    throw error;
  }
};
const renamed = (event: ClaimEvent, by: string): ClaimEvent =>
  ({ ...event, data: { ...event.data, by } }) as ClaimEvent;

/** A decider whose events of that type never reach the stream. */
const withoutEvent = (type: ClaimEvent['type']): ClaimDecider => ({
  ...claimDecider,
  decide: (command, claim) =>
    claimDecider.decide(command, claim).filter((event) => event.type !== type),
});

/** A decider that records something else in the place of an event. */
const recording = (change: (event: ClaimEvent) => readonly ClaimEvent[]): ClaimDecider => ({
  ...claimDecider,
  decide: (command, claim) => claimDecider.decide(command, claim).flatMap(change),
});
const twice = (type: ClaimEvent['type']): ClaimDecider =>
  recording((event) => (event.type === type ? [event, event] : [event]));
const generous = recording((event) =>
  event.type === 'PayoutScheduled'
    ? [{ ...event, data: { ...event.data, amount: rupiah(event.data.amount * 3) } }]
    : [event],
);

/** A decider that forgets what became of payouts, so that it takes a repeat for news. */
const forgetful: ClaimDecider = {
  ...claimDecider,
  evolve: (claim, event) =>
    event.type === 'PayoutConfirmed' ? claim : claimDecider.evolve(claim, event),
};

/** A decider that voids without a look at the money. */
const careless: ClaimDecider = {
  ...claimDecider,
  decide: (command, claim) =>
    command.type === 'RequestVoiding' || command.type === 'ApproveVoiding'
      ? claimDecider.decide(command, { ...claim, benefits: noBenefits })
      : claimDecider.decide(command, claim),
};

/** A decider that forgets that a claim was voided. */
const unvoiding: ClaimDecider = {
  ...claimDecider,
  evolve: (claim, event) =>
    event.type === 'ClaimVoided'
      ? { ...claimDecider.evolve(claim, event), status: claim.status }
      : claimDecider.evolve(claim, event),
};

/** A decider that says that a second one is needed, and does not wait for him. */
const atOnce: ClaimDecider = {
  ...claimDecider,
  decide: (command, claim) => {
    const events = claimDecider.decide(command, claim);
    if (command.type !== 'ApproveBenefit') return events;
    const limit = { ...command, data: { ...command.data, limit: null } };
    const payouts = claimDecider
      .decide(limit, claim)
      .filter(({ type }) => type === 'PayoutScheduled');
    return events.some(({ type }) => type === 'SecondApprovalRequired')
      ? [...events, ...payouts]
      : events;
  },
};

const failing: ClaimDecider = {
  ...claimDecider,
  decide: (command, claim) => {
    if (command.type === 'RequestReplacement') throw new TypeError('A bug.');
    return claimDecider.decide(command, claim);
  },
};

/** A decider that approves and sends by the facts of the first day. */
const trusting: ClaimDecider = {
  ...claimDecider,
  decide: (command, claim) =>
    claimDecider.decide(
      command.type === 'ApproveBenefit' || command.type === 'SendPayout'
        ? ({
            ...command,
            data: {
              ...command.data,
              facts: { ...command.data.facts, participant: participant() },
            },
          } as ClaimCommand)
        : command,
      claim,
    ),
};

/** A decider that does not look at what other claims hold. */
const blind: ClaimDecider = {
  ...claimDecider,
  decide: (command, claim) =>
    claimDecider.decide(
      'facts' in command.data
        ? ({
            ...command,
            data: {
              ...command.data,
              facts: { ...command.data.facts, elsewhere: NOTHING_ELSEWHERE },
            },
          } as ClaimCommand)
        : command,
      claim,
    ),
};

/** Which sequence is the shortest does not matter where one is meant to be found. */
const CONTROL = { numRuns: 300, endOnFailure: true };

it('A decider is caught that does not look at other claims', () =>
  expect(fc.check(heldTwiceOn(blind), { ...CONTROL, seed: 1 }).failed).toBe(true));

describe('A decider is caught', () => {
  const brokenPromise = (decider: ClaimDecider, start: readonly ClaimEvent[] = deathApproved) => {
    const { failed, errorInstance } = fc.check(brokenOn(decider, start), { ...CONTROL, seed: 3 });
    return failed ? String(errorInstance) : 'nothing';
  };

  it.each([
    ['lets the assessor approve', withoutRule('self-approval'), 'nobody approves'],
    [
      'lets the first supervisor second',
      withoutRule('self-approval', 'SecondApproval'),
      'nobody seconds what he judged',
      deathHeld,
    ],
    ['schedules at once', atOnce, 'nothing above the limit goes out without a second', deathHeld],
    ['lets a judge pay', withoutRule('payer-is-judge'), 'nobody sends'],
    [
      'lets somebody approve his own replacement',
      withoutRule('self-approval', 'ApproveReplacement'),
      'nobody approves a replacement',
    ],
    ['lets a judge confirm', withoutRule('payer-is-judge', 'ConfirmPayout'), 'nobody confirms'],
    ['sends twice', twice('PayoutSent'), 'a payout is sent once'],
    ['completes twice', twice('DeathSettled'), 'a benefit is completed once'],
    ['schedules too much', generous, 'no more arrives'],
    ['finds no overpayment', withoutEvent('OverpaymentFound'), 'what arrived twice is found'],
    ['stops no replacement', withoutEvent('PayoutCancelled'), 'on its way'],
    ['forgets what arrived', forgetful, 'a repeat says nothing new'],
    ['voids without looking', careless, 'no money moves'],
    ['goes on with a voided claim', unvoiding, 'nothing else'],
    ['trusts the facts of the first day', trusting, 'facts that still stand'],
    ['breaks', failing, 'A bug.'],
  ] as const)('that %s', (_, decider, sentence, start: readonly ClaimEvent[] = deathApproved) =>
    expect(brokenPromise(decider, start)).toContain(sentence),
  );
  it('and the real one is not, by the same sequences', () =>
    expect(brokenPromise(claimDecider)).toBe('nothing'));
});
