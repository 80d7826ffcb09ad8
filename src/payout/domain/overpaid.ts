import { idFrom } from '../../kernel/name-based-id';
import { rupiah } from '../../kernel/rupiah';
import type { OverpaymentFound, OverpaymentSetOff } from './benefit.events';
import type { Benefits } from './benefits';
import { inOrder } from './in-order';
import { heldOf, openAmount, openOverpayments } from './overpayments';
import type { Payout } from './payouts';
import { deathPayouts, heirOf, heldBy, liveDeath, rightOf } from './set-off';

type Change = OverpaymentFound | OverpaymentSetOff;

/**
 * What each heir holds beyond the right of the decision that stands is an overpayment; what was one and is now owed to
 * the same heir is set off. Collecting it is a decision of its own.
 */
export const overpaymentChanges = (benefits: Benefits): readonly Change[] => {
  const standing = liveDeath(benefits);
  if (!standing) return [];
  const heirs = [...new Set(deathPayouts(benefits).map(heirOf))];
  return heirs.flatMap((heirId): readonly Change[] => {
    const beyond = Math.max(0, heldBy(heirId, benefits) - rightOf(heirId, standing));
    const open = openOf(heirId, benefits);
    const known = open.reduce((sum, one) => sum + openAmount(one, benefits), 0);
    const { benefitId } = standing.assessed;
    return beyond >= known
      ? found(beyond - known, heirId, benefitId, benefits)
      : setOff(known - beyond, open, benefitId, benefits);
  });
};

const openOf = (heirId: string, benefits: Benefits) =>
  openOverpayments(benefits).filter(({ payoutId }) => {
    const payout = benefits.payouts[payoutId];
    return payout?.benefitKind === 'death' && heirOf(payout) === heirId;
  });

/** Of the latest payouts first. */
const found = (
  amount: number,
  heirId: string,
  against: string,
  benefits: Benefits,
): readonly OverpaymentFound[] => {
  let left = amount;
  return deathPayouts(benefits)
    .filter((payout) => heirOf(payout) === heirId)
    .toReversed()
    .flatMap((payout): readonly OverpaymentFound[] => {
      const part = Math.min(left, heldOf(payout, benefits) - openIn(payout, benefits));
      if (part <= 0) return [];
      left -= part;
      const { payoutId, benefitId } = payout;
      const n = inOrder(benefits.overpayments).filter((one) => one.payoutId === payoutId);
      const overpaymentId = idFrom(against, 'overpayment', payoutId, n.length);
      const data = { overpaymentId, benefitId, payoutId, amount: rupiah(part) };
      return [{ type: 'OverpaymentFound', data }];
    });
};

const openIn = ({ payoutId }: Payout, benefits: Benefits): number =>
  openOverpayments(benefits)
    .filter((one) => one.payoutId === payoutId)
    .reduce((sum, one) => sum + openAmount(one, benefits), 0);

const setOff = (
  amount: number,
  open: ReturnType<typeof openOf>,
  against: string,
  benefits: Benefits,
): readonly OverpaymentSetOff[] => {
  let left = amount;
  return open.flatMap((one): readonly OverpaymentSetOff[] => {
    const part = Math.min(left, openAmount(one, benefits));
    if (part <= 0) return [];
    left -= part;
    const { overpaymentId, benefitId, payoutId } = one;
    const data = { overpaymentId, benefitId, payoutId, amount: rupiah(part), against };
    return [{ type: 'OverpaymentSetOff', data }];
  });
};
