import type { CalendarDay } from '../../kernel/calendar-day';
import { type Benefit, type Benefits, payoutsOf } from '../../payout/domain/benefits';
import { chainBefore, isOver, type Payout, replacementOf } from '../../payout/domain/payouts';
import { isOwedAfterAll } from '../../payout/domain/set-off';

/**
 * The day of the correction that replaced a decision, or on which the arrears were paid in which it was made; null where
 * none did, or its day was not written.
 */
export const replacedOn = (
  { benefits }: Benefits,
  { supersededBy }: Benefit,
): CalendarDay | null => {
  const next = supersededBy === null ? undefined : benefits[supersededBy];
  return next?.correction?.on ?? (next ? arrearsPaidOn(next.assessed) : null);
};

/** Since when a death benefit owes the rest that arrears had held back; null of any other. */
export const arrearsPaidOn = (assessed: Benefit['assessed']): CalendarDay | null =>
  assessed.kind === 'death' ? (assessed.inputs.arrearsPaidOn ?? null) : null;

/** On which day they were corrected is in another stream: nobody can tell here since when more is owed. */
export const followsCorrectedFacts = (assessed: Benefit['assessed']): boolean =>
  assessed.kind === 'death' && assessed.inputs.factsCorrected === true;

/** What was ordered by a decision that another has replaced, and had not arrived by then. */
export const unpaidWhenReplaced = (
  benefits: Benefits,
  { assessed, supersededBy }: Benefit,
): readonly Payout[] =>
  supersededBy === null
    ? []
    : payoutsOf(benefits, assessed.benefitId).filter(
        (payout) =>
          payout.status !== 'returned' &&
          isOver(payout) &&
          !replacementOf(benefits, payout) &&
          !isOwedAfterAll(payout, benefits) &&
          chainBefore(benefits, payout).every(({ status }) => status !== 'confirmed'),
      );
