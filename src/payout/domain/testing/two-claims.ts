import * as fc from 'fast-check';
import { heldBy } from '../../../claim/domain/claimed-once';
import type { Claim } from '../../../claim/domain/claim';
import type { ClaimCommand } from '../../../claim/domain/claim.commands';
import type { ClaimEvent } from '../../../claim/domain/claim.events';
import { stateOf } from '../../../kernel/decider';
import { Rejection } from '../../../kernel/rejection';
import { type ClaimDecider, outcomeOf } from './walk';
import { commandOf, type Wish, wishes } from './wishes';

// Two accidents of one person, worked at the same time: what may be claimed once is claimed once in both.

export type WishOfTwo = { readonly wish: Wish; readonly claim: 0 | 1 };

export const wishesOfTwo: fc.Arbitrary<readonly WishOfTwo[]> = fc
  .tuple(wishes, fc.array(fc.constantFrom<0 | 1>(0, 1), { minLength: 120, maxLength: 120 }))
  .map(([asked, claims]) => asked.map((wish, index) => ({ wish, claim: claims[index] ?? 0 })));

/** What one of the claims recorded, and both histories after it. */
export type StepOfTwo = {
  readonly claim: 0 | 1;
  readonly events: readonly ClaimEvent[];
  readonly histories: readonly [readonly ClaimEvent[], readonly ClaimEvent[]];
};

const IDS = ['clm-1', 'clm-2'] as const;

/** Every wish in its turn; each decision has read what the other claim holds, as it stands then. */
export const walkTwo = (
  decider: ClaimDecider,
  start: StepOfTwo['histories'],
  asked: readonly WishOfTwo[],
): readonly StepOfTwo[] => {
  const steps: StepOfTwo[] = [];
  const histories: [readonly ClaimEvent[], readonly ClaimEvent[]] = [...start];
  const states: [Claim, Claim] = [stateOf(decider, start[0]), stateOf(decider, start[1])];
  for (const { wish, claim } of asked) {
    const plain = commandOf(wish, states[claim], { mode: 'recorded', limit: null });
    const other = claim === 0 ? 1 : 0;
    const command =
      plain && havingRead(plain, IDS[claim], heldBy(IDS[other], states[other].benefits));
    const events = command ? outcomeOf(decider, command, states[claim]) : [];
    if (events instanceof Rejection || events.length === 0) continue;
    histories[claim] = [...histories[claim], ...events];
    states[claim] = events.reduce(decider.evolve, states[claim]);
    steps.push({ claim, events, histories: [...histories] });
  }
  return steps;
};

const havingRead = (
  command: ClaimCommand,
  claimId: string,
  elsewhere: ReturnType<typeof heldBy>,
): ClaimCommand => {
  const { data } = command;
  const facts = 'facts' in data ? { facts: { ...data.facts, elsewhere } } : {};
  const own = 'claimId' in data ? { claimId } : {};
  return { ...command, data: { ...data, ...own, ...facts } } as ClaimCommand;
};

/** Days and bills of a benefit that stands, or whose money has left: told by the events alone. */
type Held = { readonly days: readonly string[]; readonly bill: string | null };

const heldIn = (history: readonly ClaimEvent[]): readonly Held[] => {
  const dead = new Set(history.flatMap(endedBy));
  const paid = new Set(
    history
      .reduce<readonly string[]>(arrivedAfter, [])
      .map((payoutId) => benefitOf(history, payoutId)),
  );
  return history.flatMap(({ type, data }) =>
    type === 'BenefitAssessed' && (!dead.has(data.benefitId) || paid.has(data.benefitId))
      ? [heldOf(data.inputs)]
      : [],
  );
};

const endedBy = ({ type, data }: ClaimEvent): readonly string[] => {
  switch (type) {
    case 'BenefitReturned':
    case 'BenefitRefused':
    case 'BenefitApprovalVoided':
      return [data.benefitId];
    case 'PayerDecisionRecorded':
      return data.outcome === 'refused' ? data.amounts.map(({ benefitId }) => benefitId) : [];
    default:
      return [];
  }
};

/** The payouts that have arrived and stayed. */
const arrivedAfter = (arrived: readonly string[], { type, data }: ClaimEvent) => {
  if (type === 'PayoutConfirmed') return [...arrived, data.payoutId];
  return type === 'PayoutReturned' || type === 'PayoutFailed'
    ? arrived.filter((one) => one !== data.payoutId)
    : arrived;
};

const benefitOf = (history: readonly ClaimEvent[], payoutId: string): string =>
  history
    .flatMap(({ type, data }) => (type === 'PayoutScheduled' ? [data] : []))
    .find((one) => one.payoutId === payoutId)?.benefitId ?? '';

const DAY = 24 * 60 * 60 * 1000;
const heldOf = (inputs: object): Held => {
  const { from, to, days, invoiceRef } = inputs as {
    readonly from?: string;
    readonly to?: string;
    readonly days?: number;
    readonly invoiceRef?: string;
  };
  // Only days without work are counted: the days of a bill may lie beside those of another.
  const first = days === undefined || !from || !to ? null : Date.parse(from);
  return {
    days: Array.from({ length: first === null ? 0 : (days ?? 0) }, (_, index) =>
      new Date((first ?? 0) + index * DAY).toISOString(),
    ),
    bill: invoiceRef ?? null,
  };
};

/** What a new assessment or approval holds that the other claim holds too: there must be nothing. */
export const heldTwiceBy = ({ claim, events, histories }: StepOfTwo): readonly string[] => {
  if (!events.some(({ type }) => type === 'BenefitAssessed' || type === 'BenefitApproved'))
    return [];
  const own = heldIn(claimsOf(events, histories[claim]));
  const others = heldIn(histories[claim === 0 ? 1 : 0]);
  const days = new Set(others.flatMap((one) => one.days));
  const bills = new Set(others.flatMap(({ bill }) => (bill === null ? [] : [bill])));
  return own.flatMap((one) => [
    ...one.days.filter((day) => days.has(day)),
    ...(one.bill !== null && bills.has(one.bill) ? [one.bill] : []),
  ]);
};

/** The benefits that this step is about, alone. */
const claimsOf = (
  events: readonly ClaimEvent[],
  history: readonly ClaimEvent[],
): readonly ClaimEvent[] => {
  const ids = events.flatMap(({ type, data }) =>
    type === 'BenefitAssessed' || type === 'BenefitApproved' ? [data.benefitId] : [],
  );
  return history.filter(
    ({ type, data }) => type === 'BenefitAssessed' && ids.includes(data.benefitId),
  );
};
