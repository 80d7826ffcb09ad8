import { type Benefit, type Benefits, isLive, payoutsOf } from './benefits';
import { inOrder } from './in-order';
import { openOverpayments } from './overpayments';
import { isOnItsWay, isOver, type Payout, replacementOf } from './payouts';
import { REST_OWED } from './recheck';
import { isOwedAfterAll } from './set-off';

/** What somebody has to do next. */
export type Task = {
  readonly task:
    | 'conclude_accident'
    | 'decide_claim'
    | 'establish_heirs'
    | 'approve_cause_correction'
    | 'assess_benefit'
    | 'approve_benefit'
    | 'second_benefit'
    | 'recheck_approval'
    | 'present_benefit'
    | 'record_payer_decision'
    | 'complete_papers'
    | 'send_payout'
    | 'confirm_payout'
    | 'inquire_payout'
    | 'replace_payout'
    | 'approve_replacement'
    | 'second_replacement'
    | 'collect_overpayment';
  readonly role: 'adjuster' | 'supervisor' | 'finance';
  readonly benefitId: string | null;
  readonly payoutId: string | null;
  readonly overpaymentId?: string;
};

/** What is open on the way of benefits to money. */
export const openTasksOf = (benefits: Benefits): readonly Task[] => [
  ...inOrder(benefits.benefits)
    .filter(isLive)
    .flatMap((benefit) => tasksOf(benefit, benefits)),
  ...inOrder(benefits.benefits)
    .filter(({ supersededBy }) => supersededBy !== null)
    .flatMap((benefit) => payingAgain(benefit, benefits)),
  ...inOrder(benefits.replacements)
    .filter(
      ({ approvedBy, awaitsSecond, replaces }) =>
        (approvedBy === null || awaitsSecond) && isStillOwed(benefits, replaces),
    )
    .map(({ awaitsSecond, payoutId }): Task => ({
      task: awaitsSecond ? 'second_replacement' : 'approve_replacement',
      role: 'supervisor',
      benefitId: null,
      payoutId,
    })),
  ...openOverpayments(benefits).map(({ overpaymentId, benefitId, payoutId }): Task => ({
    task: 'collect_overpayment',
    role: 'finance',
    benefitId,
    payoutId,
    overpaymentId,
  })),
];

/** Over, and of a benefit that stands: what fell is not paid again. */
const isStillOwed = ({ payouts, benefits }: Benefits, payoutId: string): boolean => {
  const payout = payouts[payoutId];
  const benefit = payout && benefits[payout.benefitId];
  return payout !== undefined && isOver(payout) && benefit !== undefined && isLive(benefit);
};

const tasksOf = (benefit: Benefit, benefits: Benefits): readonly Task[] => {
  const { benefitId } = benefit.assessed;
  const payouts = payoutsOf(benefits, benefitId);
  const judging = judgingOf(benefit, payouts);
  return [
    ...(judging ? [{ ...judging, benefitId, payoutId: null }] : []),
    ...(benefit.contradictedBy === null ? [] : [lookingAgainAt(benefit, benefit.contradictedBy)]),
    ...payouts.flatMap((payout) => {
      const paying = payingOf(payout, benefit, benefits);
      return paying ? [{ ...paying, benefitId, payoutId: payout.payoutId }] : [];
    }),
  ];
};

/**
 * A fact has come to contradict the approval: somebody takes it back, or sees to it that the fact is put right. What
 * arrears had held back is owed by another assessment.
 */
const lookingAgainAt = ({ assessed: { benefitId } }: Benefit, ground: string): Task =>
  ground === REST_OWED
    ? { task: 'assess_benefit', role: 'adjuster', benefitId, payoutId: null }
    : { task: 'recheck_approval', role: 'supervisor', benefitId, payoutId: null };

/** Of a superseded decision, what came back and is still owed, and what goes out again for it. */
const payingAgain = (benefit: Benefit, benefits: Benefits): readonly Task[] =>
  payoutsOf(benefits, benefit.assessed.benefitId)
    .filter((payout) => isOnItsWay(payout) || isOwedAfterAll(payout, benefits))
    .flatMap((payout) => {
      const paying = payingOf(payout, benefit, benefits);
      const { benefitId, payoutId } = payout;
      return paying ? [{ ...paying, benefitId, payoutId }] : [];
    });

type Step = Pick<Task, 'task' | 'role'>;

const judgingOf = ({ status }: Benefit, payouts: readonly Payout[]): Step | null => {
  switch (status) {
    case 'assessed':
      return { task: 'approve_benefit', role: 'supervisor' };
    case 'awaiting_second':
      return { task: 'second_benefit', role: 'supervisor' };
    case 'approved':
      return payouts.some(({ mode }) => mode === 'recorded')
        ? { task: 'present_benefit', role: 'adjuster' }
        : null;
    case 'presented':
      return { task: 'record_payer_decision', role: 'adjuster' };
    case 'papers_missing':
      return { task: 'complete_papers', role: 'adjuster' };
    case 'settled':
    case 'guaranteed':
    case 'granted':
    case 'returned':
    case 'refused':
    case 'voided':
      return null;
  }
};

const payingOf = (payout: Payout, benefit: Benefit, benefits: Benefits): Step | null => {
  switch (payout.status) {
    case 'scheduled':
      if (payout.mode === 'disbursed') return { task: 'send_payout', role: 'finance' };
      return isDecided(benefit) ? { task: 'confirm_payout', role: 'finance' } : null;
    case 'sent':
      return { task: 'confirm_payout', role: 'finance' };
    case 'unknown':
      return { task: 'inquire_payout', role: 'finance' };
    case 'failed':
    case 'returned':
    case 'cancelled':
      return needsReplacement(payout, benefits)
        ? { task: 'replace_payout', role: 'adjuster' }
        : null;
    case 'confirmed':
      return null;
  }
};

const isDecided = ({ status }: Benefit): boolean => status === 'guaranteed' || status === 'granted';

const needsReplacement = (payout: Payout, benefits: Benefits): boolean =>
  !replacementOf(benefits, payout) &&
  !inOrder(benefits.replacements).some(({ replaces }) => replaces === payout.payoutId);
