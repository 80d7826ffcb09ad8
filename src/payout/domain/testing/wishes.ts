import * as fc from 'fast-check';
import type { Claim } from '../../../claim/domain/claim';
import type { ClaimCommand, ClaimFacts } from '../../../claim/domain/claim.commands';
import {
  assessDays,
  assessDeath,
  assessJourney,
  assessTreatment,
  close,
  establishHeirs,
  heirsEstablished,
  refuse,
  reopen,
  withdraw,
} from '../../../claim/domain/testing/claims';
import { approveVoiding, requestVoiding } from '../../../claim/domain/testing/claim-life';
import { facts, recorded, withCoverUntil, withIncome } from '../../../claim/domain/testing/people';
import { type Rupiah, rupiah } from '../../../kernel/rupiah';
import type { Payout } from '../payouts';
import * as ask from './asks';
import { inOrder } from '../in-order';

// People who ask for anything at any time, of one claim: what a decider must stand.

export const PEOPLE = ['siti', 'budi', 'ani', 'dewi', 'joko', 'tono'] as const;
type Person = (typeof PEOPLE)[number];
export type Mode = 'disbursed' | 'recorded';
/** How the money goes out, and how much one supervisor lets go by himself. */
export type Office = { readonly mode: Mode; readonly limit: Rupiah | null };

/** One wish: what, of which of several benefits or payees, how far back among their payouts, by whom, in which way. */
export type Wish = {
  readonly kind: (typeof KINDS)[number];
  readonly by: Person;
  readonly nth: number;
  readonly back: number;
  readonly way: number;
};

const OFTEN = ['approve', 'send', 'confirm', 'fail', 'request', 'approveReplacement'] as const;
const SOMETIMES = ['assess', 'present', 'payerDecides'] as const;
const KINDS = [
  ...OFTEN,
  ...OFTEN,
  ...OFTEN,
  ...SOMETIMES,
  ...SOMETIMES,
  'giveBack',
  'unknown',
  'cancel',
  'takeBack',
  'returnToAssessor',
  'refuseBenefit',
  'account',
  'heirs',
  'close',
  'reopen',
  'refuse',
  'withdraw',
  'requestVoiding',
  'approveVoiding',
] as const;

const USUALLY: Readonly<Partial<Record<Wish['kind'], Person>>> = {
  assess: 'siti',
  account: 'siti',
  present: 'siti',
  payerDecides: 'siti',
  heirs: 'siti',
  approve: 'budi',
  returnToAssessor: 'budi',
  refuseBenefit: 'budi',
  takeBack: 'budi',
  request: 'joko',
  approveReplacement: 'dewi',
  requestVoiding: 'budi',
  approveVoiding: 'dewi',
};

export const wishes: fc.Arbitrary<readonly Wish[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...KINDS),
      // Half of the time whoever does this every day, so that sequences come far; else anybody.
      who: fc.option(fc.constantFrom(...PEOPLE), { freq: 2 }),
      nth: fc.nat(2),
      back: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(3)),
      way: fc.nat(5),
    })
    .map(({ who, ...wish }): Wish => ({ ...wish, by: who ?? USUALLY[wish.kind] ?? 'ani' })),
  { minLength: 1, maxLength: 120, size: 'max' },
);

const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)];
const pickBack = <T>(all: readonly T[], n: number): T | undefined => pick([...all].reverse(), n);

/** The command that a wish comes to in a state; null where there is nothing that it could be about. */
export const commandOf = (wish: Wish, claim: Claim, office: Office): ClaimCommand | null =>
  ofClaim(wish, claim, office.mode) ??
  ofBenefit(wish, claim, office) ??
  ofPayout(wish, claim, office);

/** Mostly as they were when the claim was reported; at times an income or the cover was corrected meanwhile. */
const factsOf = (mode: Mode, { way, nth }: Pick<Wish, 'way' | 'nth'>) => ({
  ...facts(mode === 'recorded' ? { terms: recorded } : {}),
  ...(way === 5 ? { participant: corrected(nth) } : {}),
});
const corrected = (nth: number) =>
  nth === 2 ? withCoverUntil('2024-10-31') : withIncome(2_000_000);

const ofClaim = ({ kind, by, way, nth }: Wish, claim: Claim, mode: Mode): ClaimCommand | null => {
  switch (kind) {
    case 'assess':
      return claim.report?.kind === 'death'
        ? assessDeath(factsOf(mode, { way, nth }), by)
        : ofAccident(way, factsOf(mode, { way, nth }), by);
    case 'heirs':
      return establishHeirs({ by, heirs: heirsInOrder(way) });
    case 'account': {
      const payee = pick(Object.keys(claim.benefits.accounts), way)?.split(':');
      const [payeeKind, payeeId = ''] = payee ?? [];
      return payeeKind === 'heir' || payeeKind === 'guardian' || payeeKind === 'facility'
        ? ask.recordAccount(payeeKind, payeeId, `acc-${way % 3}`, by)
        : null;
    }
    case 'close':
      return { ...close, data: { ...close.data, by } };
    case 'reopen':
      return { ...reopen, data: { ...reopen.data, by } };
    case 'refuse':
      return { ...refuse, data: { ...refuse.data, by } };
    case 'withdraw':
      return { ...withdraw, data: { ...withdraw.data, by } };
    default:
      return ofVoiding(kind, by, way);
  }
};

/** Seldom approved: little happens to a claim afterwards. */
const ofVoiding = (kind: Wish['kind'], by: Person, way: number): ClaimCommand | null => {
  if (kind === 'requestVoiding') return requestVoiding({ by });
  return kind === 'approveVoiding' && way === 5 ? approveVoiding({ by }) : null;
};

/** The bill, a slice of the days without work, or a journey. */
const ofAccident = (way: number, read: ClaimFacts, by: Person): ClaimCommand => {
  const who = { facts: read, by };
  switch (way % 4) {
    case 1:
      return assessDays('2024-11-05', '2024-11-14', who);
    case 2:
      return assessDays('2024-11-15', '2024-11-24', who);
    case 3:
      return assessJourney('sea', '2024-11-05', 400_000, who);
    default:
      return assessTreatment({}, read, by);
  }
};

/** The same heirs, their parts changed in a circle. */
const heirsInOrder = (way: number) => {
  const { heirs } = heirsEstablished.data;
  return heirs.map(({ heirId, guardianId }, index) => ({
    heirId,
    guardianId,
    share: heirs[(index + way) % heirs.length]?.share ?? { numerator: 0, denominator: 1 },
  }));
};

const ofBenefit = (
  { kind, by, back, way, nth }: Wish,
  claim: Claim,
  { mode, limit }: Office,
): ClaimCommand | null => {
  const benefitId = pickBack(Object.keys(claim.benefits.benefits), back);
  const total = benefitId ? (claim.benefits.benefits[benefitId]?.assessed.total ?? 0) : 0;
  if (benefitId === undefined) return null;
  switch (kind) {
    case 'approve':
      return claim.benefits.benefits[benefitId]?.status === 'awaiting_second' && way % 2 === 0
        ? ask.second(benefitId, factsOf(mode, { way, nth }), by)
        : ask.approve(benefitId, factsOf(mode, { way, nth }), by, limit);
    case 'takeBack':
      return ask.takeBack(benefitId, by);
    case 'returnToAssessor':
      return ask.returnToAssessor(benefitId, by);
    case 'refuseBenefit':
      return ask.refuseBenefit(benefitId, by);
    case 'present':
      return ask.present([benefitId], { by });
    case 'payerDecides': {
      const outcome = (['granted', 'granted', 'guaranteed', 'papers_missing', 'refused'] as const)[
        way % 5
      ];
      return ask.payerDecides(benefitId, outcome ?? 'granted', total, { by });
    }
    default:
      return null;
  }
};

const ofPayout = (wish: Wish, claim: Claim, { mode, limit }: Office): ClaimCommand | null => {
  const { kind, by, nth, back } = wish;
  const { payouts, replacements } = claim.benefits;
  if (kind === 'approveReplacement') {
    const asked = pickBack(Object.keys(replacements), back);
    if (asked === undefined) return null;
    return replacements[asked]?.awaitsSecond
      ? ask.secondReplacement(asked, by)
      : ask.approveReplacement(asked, by, limit);
  }
  const payeeOf = ({ payeeKind, payeeId }: Payout) => `${payeeKind}:${payeeId}`;
  const all = inOrder(payouts);
  const payee = pick([...new Set(all.map(payeeOf))], nth);
  const toPayee = all.filter((one) => payeeOf(one) === payee);
  const payout = pickBack(toPayee, back);
  return payout ? ofKnownPayout(wish, payout, mode) : null;
};

const ofKnownPayout = (
  { kind, by, way, nth }: Wish,
  { payoutId, amount }: Payout,
  mode: Mode,
): ClaimCommand | null => {
  switch (kind) {
    case 'send':
      return ask.send(payoutId, factsOf(mode, { way, nth }), by);
    case 'confirm':
      return ask.confirm(payoutId, rupiah(way === 5 ? amount - 1 : amount), {
        by,
        reference: `bank-${way % 2}`,
      });
    case 'fail':
      return ask.fail(payoutId, { by, reference: way % 2 ? 'inquiry-1' : null });
    case 'giveBack':
      return ask.giveBack(payoutId, { by });
    case 'unknown':
      return ask.markUnknown(payoutId, by);
    case 'cancel':
      return ask.cancel(payoutId, by);
    case 'request':
      return ask.requestReplacement(payoutId, { by });
    default:
      return null;
  }
};
