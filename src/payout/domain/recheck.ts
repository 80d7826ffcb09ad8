import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { type Figures, figuresOf } from './assess';
import type { Assessed, BenefitEvent } from './benefit.events';
import { type Benefit, type Benefits, isLive, payoutsOf } from './benefits';
import { inOrder } from './in-order';
import { replacementOf } from './payouts';

/** The ground of an approval that was paid, and is to be followed by one that pays the rest. */
export const REST_OWED = 'rest_owed';

/**
 * Looks again at each approval whose money has not wholly arrived, and says so where what it rests on has changed, or
 * stands again; and at a death that was paid and comes to more now: once arrears are paid (PP 44/2015 art. 39), or cover or
 * income were corrected. It stops nothing: sending looks at the facts by itself.
 * @param figuresNow of a benefit, from the facts of this moment; throws the rule that now forbids it
 */
export const recheckApprovals = (
  benefits: Benefits,
  figuresNow: (benefitId: string) => Figures,
  by: string,
): readonly BenefitEvent[] =>
  inOrder(benefits.benefits)
    .filter((benefit) => isLive(benefit) && benefit.approval)
    .filter((benefit) => isUnpaid(benefit, benefits) || mayGrow(benefit))
    .flatMap((benefit): readonly BenefitEvent[] => {
      const { benefitId } = benefit.assessed;
      const ground = groundAgainst(benefit, benefits, figuresNow);
      if (ground === undefined || ground === benefit.contradictedBy) return [];
      const outcome = ground === null ? 'stands' : 'contradicted';
      return [{ type: 'ApprovalRechecked', data: { benefitId, outcome, ground, by } }];
    });

/** A right that is no money yet, as the grant of a scholarship, is never paid: it may be contradicted as long as it lives. */
const isUnpaid = ({ assessed: { benefitId } }: Benefit, benefits: Benefits): boolean => {
  const last = payoutsOf(benefits, benefitId).filter((payout) => !replacementOf(benefits, payout));
  return last.length === 0 || last.some(({ status }) => status !== 'confirmed');
};

const mayGrow = ({ assessed }: Benefit): boolean => assessed.kind === 'death';

/** Null where the approval stands; undefined where nobody can say, as the person is forgotten. */
const groundAgainst = (
  benefit: Benefit,
  benefits: Benefits,
  figuresNow: (benefitId: string) => Figures,
): string | null | undefined => {
  const { assessed } = benefit;
  const isPaid = !isUnpaid(benefit, benefits);
  try {
    const now = figuresNow(assessed.benefitId);
    if (isPaid) return groundOfPaid(benefit, now);
    return looksTheSame(assessed, now, benefits) ? null : 'facts_changed';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    // A rule that would forbid today what was paid asks nobody to do anything.
    return isPaid || error.code === 'person-erased' ? undefined : error.code.replaceAll('-', '_');
  }
};

/** Of what was paid only more is looked for: what was said of it before it was paid is left for whoever looks at it. */
const groundOfPaid = (
  { assessed, contradictedBy }: Benefit,
  now: Figures,
): string | null | undefined => {
  if (now.total > assessed.total) return REST_OWED;
  return contradictedBy === REST_OWED ? null : undefined;
};

/** Whatever would keep a payout from being sent; once none is left to send, only what changes the money. */
const looksTheSame = (assessed: Assessed, now: Figures, benefits: Benefits): boolean => {
  const toSend = payoutsOf(benefits, assessed.benefitId).some(
    ({ mode, status }) => mode === 'disbursed' && status === 'scheduled',
  );
  const [then, today] = [figuresOf(assessed), figuresOf(now)];
  return toSend
    ? sameFacts(then, today)
    : sameFacts({ ...then, inputs: null }, { ...today, inputs: null });
};
