import { sameFacts } from '../../kernel/same-facts';
import { type Benefit, type Benefits, knownBenefit, payoutsOf } from './benefits';
import { inOrder } from './in-order';
import { heldOf } from './overpayments';
import { isOnItsWay, type Payout } from './payouts';
import { purposeOf } from './purpose';
import { isCorrected } from './set-off';

/** Payouts of another benefit for the same thing: what was refused was assessed anew, and now the first has come after all. */
export const rivalsOf = (payout: Payout, benefits: Benefits): readonly Payout[] => {
  const { assessed } = knownBenefit(benefits, payout.benefitId);
  const purpose = purposeOf(assessed);
  return inOrder(benefits.benefits)
    .filter(({ assessed: other }) => other.benefitId !== assessed.benefitId)
    .filter(({ assessed: other }) => sameFacts(purposeOf(other), purpose))
    .flatMap(({ assessed: { benefitId } }) => payoutsOf(benefits, benefitId))
    .filter((other) => isOneBill(assessed) || isSamePayee(other, payout));
};

/** A bill is owed once, whoever it is paid to. */
const isOneBill = ({ inputs }: Benefit['assessed']): boolean => 'invoiceRef' in inputs;

const isSamePayee = (one: Payout, other: Payout): boolean =>
  one.payeeKind === other.payeeKind &&
  one.payeeId === other.payeeId &&
  one.onBehalfOf === other.onBehalfOf;

/**
 * A payout of a decision that was refused before, or that took its place, whose money is on its way or held. After a
 * corrected cause what each heir holds is looked at as a whole.
 */
export const paidOtherwise = (payout: Payout, benefits: Benefits): Payout | undefined =>
  payout.benefitKind === 'death' && isCorrected(benefits)
    ? undefined
    : rivalsOf(payout, benefits).find((one) => isOnItsWay(one) || heldOf(one, benefits) > 0);
