import type { Claim } from '../../claim/domain/claim';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { AnyEvent } from '../../kernel/event';
import { type Benefits, isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { isSettledOtherwise } from '../../payout/domain/owed';
import { isLive as isLiveCover, type Participant } from '../../participant/domain/participant';
import type { Payout } from '../../payout/domain/payouts';
import { endingOf, type Scholarship } from '../../scholarship/domain/scholarship';

// What must be settled before a person may be forgotten: whoever is owed something must still be found and paid.

export type OpenMatter = {
  readonly kind:
    'claim-open' | 'payout-moving' | 'payout-owed' | 'overpayment-open' | 'scholarship-runs';
  /** Of the claim or scholarship, as it stands on paper. */
  readonly number: string;
};

/** How a case stands, and its facts: not each of them changes what its own decisions look at. */
export type Case<State> = { readonly state: State; readonly history: readonly AnyEvent[] };

/** All that a person has to do with. */
export type CasesOfPerson = {
  /** Where the person is the participant, a heir, a guardian, a payee or the reporter. */
  readonly claims: readonly Case<Claim>[];
  /** Of those in whose family the person is. */
  readonly claimsInTheFamily: readonly Case<Claim>[];
  readonly scholarships: readonly Case<Scholarship>[];
};

export const openMattersOf = (
  subjectId: string,
  { claims, claimsInTheFamily, scholarships }: CasesOfPerson,
): readonly OpenMatter[] => [
  ...claims.flatMap((one) => inClaim(subjectId, one)),
  ...claimsInTheFamily.flatMap((one) => asPossibleHeir(one, claims)),
  ...scholarships.flatMap((one) => inScholarship(subjectId, one)),
];

/**
 * The last day of cover that runs or is still to come, also where the payer has not answered; null where there is none.
 * What happens on such a day would be owed for to somebody whom nobody knows any more.
 */
export const coveredUntil = (
  { periods, death, merge }: Participant,
  today: CalendarDay,
): CalendarDay | null => {
  if (death !== null || merge?.approved === true) return null;
  const days = periods.filter(isLiveCover).map(({ lastCoveredOn }) => lastCoveredOn);
  return (
    days
      .filter((day) => day >= today)
      .sort()
      .at(-1) ?? null
  );
};

type Kind = OpenMatter['kind'];

/** After these nothing more is judged; payouts go on by themselves. */
const OVER: readonly string[] = ['closed', 'refused', 'withdrawn', 'voided'];
const isOpen = ({ status }: Claim): boolean => !OVER.includes(status);

const inClaim = (
  subjectId: string,
  { state: claim, history }: Case<Claim>,
): readonly OpenMatter[] => {
  const kinds: readonly Kind[] = [
    ...(isOpen(claim) ? (['claim-open'] as const) : []),
    ...moneyOf(subjectId, claim.benefits, history),
  ];
  return numbered(kinds, claim.report);
};

/**
 * Until the heirs of a death are established, each of the family may be one; once they are, what an accident before it
 * still owes is theirs, though its claim does not name them yet.
 * @param own the claims that name the person
 */
const asPossibleHeir = (
  { state: claim }: Case<Claim>,
  own: CasesOfPerson['claims'],
): readonly OpenMatter[] => {
  const { report, heirs } = claim;
  if (!report || !isOpen(claim)) return [];
  const mayInherit =
    report.kind === 'death'
      ? heirs === null
      : own.some(({ state }) => isDeathOf(report.participantId, state));
  return mayInherit ? numbered(['claim-open'], report) : [];
};

const isDeathOf = (participantId: string, { report, status }: Claim): boolean =>
  report?.kind === 'death' && report.participantId === participantId && status !== 'voided';

const inScholarship = (
  subjectId: string,
  { state: scholarship, history }: Case<Scholarship>,
): readonly OpenMatter[] => {
  const left = childrenLeft(scholarship);
  const asked = scholarship.request?.childIds ?? [];
  const runs = asked.includes(subjectId) ? left.includes(subjectId) : left.length > 0;
  const kinds: readonly Kind[] = [
    ...(runs ? (['scholarship-runs'] as const) : []),
    ...moneyOf(subjectId, scholarship.benefits, history),
  ];
  return numbered(kinds, scholarship.request);
};

/** Every child that has, or may still be given, a scholarship that has not ended. */
const childrenLeft = (scholarship: Scholarship): readonly string[] => {
  const { request, grant, benefits } = scholarship;
  const undecided = inOrder(benefits.benefits).some(
    (benefit) => benefit.assessed.kind === 'scholarship_grant' && isLive(benefit),
  );
  const children = grant?.childIds ?? (undecided ? (request?.childIds ?? []) : []);
  return children.filter((childId) => !endingOf(scholarship, childId));
};

const moneyOf = (
  subjectId: string,
  benefits: Benefits,
  history: readonly AnyEvent[],
): readonly Kind[] => {
  const isTheirs = ({ payeeId, onBehalfOf }: Payout): boolean =>
    payeeId === subjectId || onBehalfOf === subjectId;
  const overpaid = openOverpayments(history).map((payoutId) => benefits.payouts[payoutId]);
  return [
    ...inOrder(benefits.payouts)
      .filter(isTheirs)
      .flatMap((payout) => openKindOf(payout, benefits, history)),
    // One of an unknown payout could be anybody's.
    ...overpaid
      .filter((payout) => !payout || isTheirs(payout))
      .map(() => 'overpayment-open' as const),
  ];
};

const openKindOf = (
  payout: Payout,
  benefits: Benefits,
  history: readonly AnyEvent[],
): readonly Kind[] => {
  switch (payout.status) {
    case 'scheduled':
    case 'sent':
    case 'unknown':
      return ['payout-moving'];
    case 'confirmed':
      return [];
    case 'failed':
    case 'returned':
      return isSettledOtherwise(payout, benefits) ? [] : ['payout-owed'];
    case 'cancelled':
      return isStillWanted(payout, benefits, history) ? ['payout-owed'] : [];
  }
};

/** Asked for again, or stopped by nobody: a new account alone cancels what was to go to the old one. */
const isStillWanted = (payout: Payout, benefits: Benefits, history: readonly AnyEvent[]): boolean =>
  !isSettledOtherwise(payout, benefits) &&
  (inOrder(benefits.replacements).some(({ replaces }) => replaces === payout.payoutId) ||
    history.some(
      ({ type, data }) =>
        type === 'PayoutCancelled' &&
        data['payoutId'] === payout.payoutId &&
        data['reasonCode'] === 'account_changed',
    ));

/** The payouts whose overpayments are neither wholly repaid nor set off. */
const openOverpayments = (history: readonly AnyEvent[]): readonly string[] =>
  history
    .filter(({ type }) => type === 'OverpaymentFound')
    .filter(({ data: found }) => {
      const repaid = history
        .filter(({ type, data }) => LESSENS.includes(type) && isOf(found, data))
        .reduce((sum, { data }) => sum + Number(data['amount']), 0);
      return repaid < Number(found['amount']);
    })
    .map(({ data: { payoutId } }) => (typeof payoutId === 'string' ? payoutId : ''));

const LESSENS: readonly string[] = ['OverpaymentRepaid', 'OverpaymentSetOff'];

const isOf = (found: AnyEvent['data'], repaid: AnyEvent['data']): boolean =>
  found['overpaymentId'] === repaid['overpaymentId'];

/** A stream that has not begun is no case. */
const numbered = (
  kinds: readonly Kind[],
  begun: { readonly number: string } | null,
): readonly OpenMatter[] => (begun ? kinds.map((kind) => ({ kind, number: begun.number })) : []);
