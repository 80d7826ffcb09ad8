import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { PaymentTerms } from '../../programme/domain/programme.events';
import type { Benefits } from './benefits';
import { heldOf } from './overpayments';
import type { Payout } from './payouts';
import { deathPayouts, heirOf, liveDeath, setOffIn } from './set-off';

/** Money that was paid from one scheme and counts against what another owes. */
export type SchemeSetOff = PaymentTerms & {
  readonly fromScheme: Scheme;
  readonly toScheme: Scheme;
  readonly amount: number;
};

/**
 * What the decision that stands on a death has set off of another scheme's payouts and is held still. The payouts stay in
 * the scheme that paid them: less this, and plus it for the other, each scheme's cost after the correction is seen.
 */
export const setOffByScheme = (benefits: Benefits): readonly SchemeSetOff[] => {
  const standing = liveDeath(benefits);
  if (!standing) return [];
  const { benefitId, scheme: toScheme } = standing.assessed;
  return (setOffIn(standing.assessed)?.heirs ?? []).flatMap(({ heirId, amount }) => {
    const earlier = deathPayouts(benefits).filter(
      (payout) => payout.benefitId !== benefitId && heirOf(payout) === heirId,
    );
    // What the same scheme has paid counts first: it is where it belongs.
    const ours = earlier.filter(({ scheme }) => scheme === toScheme);
    let left = amount - ours.reduce((sum, payout) => sum + heldOf(payout, benefits), 0);
    return earlier
      .filter(({ scheme }) => scheme !== toScheme)
      .flatMap((payout): readonly SchemeSetOff[] => {
        const part = Math.min(left, heldOf(payout, benefits));
        left -= Math.max(0, part);
        return part > 0 ? [movedFrom(payout, toScheme, part)] : [];
      });
  });
};

const movedFrom = (
  { payer, mode, scheme }: Payout,
  toScheme: Scheme,
  amount: number,
): SchemeSetOff => ({ payer, mode, fromScheme: scheme, toScheme, amount });
