import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { BenefitInputs } from '../../payout/domain/benefit-inputs';
import { type Benefits, holds } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { purposeOf } from '../../payout/domain/purpose';
import type { AccidentAsk, Days, Elsewhere } from './claim.commands';

// A bill is claimed once and a day without work is paid once, also across claims: one claim's stream cannot see the
// others, so what they hold is read before the decision.

/** What of a benefit may be claimed once. */
export type ClaimedOnce = { readonly invoiceRef: string | null; readonly days: Days | null };

export const claimedOnceBy = (benefit: BenefitInputs | AccidentAsk): ClaimedOnce => {
  if (benefit.kind === 'wage_replacement') {
    const { from, to } = benefit.inputs;
    return { invoiceRef: null, days: { from, to } };
  }
  const invoiceRef = 'invoiceRef' in benefit.inputs ? benefit.inputs.invoiceRef : null;
  return { invoiceRef, days: null };
};

export const NOTHING_ELSEWHERE: Elsewhere = { bills: [], days: [] };

/** What a claim holds: of benefits that stand, and of those whose money has left all the same. */
export const heldBy = (claimId: string, benefits: Benefits): Elsewhere => {
  const held = inOrder(benefits.benefits)
    .filter((benefit) => holds(benefits, benefit))
    .map(({ assessed }) => claimedOnceBy(assessed));
  return {
    bills: held.flatMap(({ invoiceRef }) => (invoiceRef === null ? [] : [{ claimId, invoiceRef }])),
    days: held.flatMap(({ days }) => (days ? [{ claimId, ...days }] : [])),
  };
};

/** @throws Rejection `bill-already-claimed` or `day-already-claimed`, naming the claim that holds it. */
export const mustNotBeHeldElsewhere = (
  benefit: BenefitInputs,
  { bills, days: slices }: Elsewhere,
): void => {
  const { invoiceRef, days } = claimedOnceBy(benefit);
  const bill = bills.find((one) => one.invoiceRef === invoiceRef);
  if (bill) throw new Rejection('bill-already-claimed', { existing: { claimId: bill.claimId } });
  const slice = slices.find((one) => days && overlap(one, days));
  if (slice) throw dayClaimed({ claimId: slice.claimId }, slice);
};

/** Of this claim: the same bill as another kind of benefit, or a day of other days. @throws as above, naming the benefit. */
export const mustNotBeHeldHere = (benefit: BenefitInputs, benefits: Benefits): void => {
  const purpose = purposeOf(benefit);
  const { invoiceRef, days } = claimedOnceBy(benefit);
  const others = inOrder(benefits.benefits).filter(
    (one) => holds(benefits, one) && !sameFacts(purposeOf(one.assessed), purpose),
  );
  for (const { assessed } of others) {
    const held = claimedOnceBy(assessed);
    if (invoiceRef !== null && held.invoiceRef === invoiceRef)
      throw new Rejection('bill-already-claimed', { existing: assessed.benefitId });
    if (days && held.days && overlap(held.days, days))
      throw dayClaimed(assessed.benefitId, held.days);
  }
};

const overlap = (one: Days, other: Days): boolean => one.from <= other.to && other.from <= one.to;

const dayClaimed = (
  existing: string | { readonly claimId: string },
  { from, to }: Days,
): Rejection => new Rejection('day-already-claimed', { existing, from, to });
