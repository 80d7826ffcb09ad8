import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { PresentBenefits, RecordPayerDecision } from './benefit.commands';
import type { BenefitEvent } from './benefit.events';
import { type Benefit, type Benefits, knownBenefit, payoutsOf } from './benefits';
import { notBeforeTheEvent } from './event-day';
import { notInTheFuture } from '../../kernel/not-in-the-future';

/** Hands approved benefits to the payer; only where the payer pays (`recorded`). */
export const presentBenefits = (
  { today, ...data }: PresentBenefits['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const { benefitIds, by: _by, ...presentation } = data;
  mustNameEachOnce(benefitIds);
  const asked = benefitIds.map((id) => knownBenefit(benefits, id));
  const repeated = asked.every(
    ({ status, presentation: earlier }) =>
      status === 'presented' && earlier && sameFacts(earlier, presentation),
  );
  if (repeated) return [];

  asked.forEach((benefit) => {
    mustBePresentable(benefit, benefits);
    notBeforeTheEvent(data.presentedOn, benefit);
  });
  notInTheFuture(data.presentedOn, today);
  if (data.papersCompleteOn) notInTheFuture(data.papersCompleteOn, today);
  return [{ type: 'BenefitsPresented', data }];
};

/** One word of a payer about one benefit: of two nobody could say which counts. */
const mustNameEachOnce = (benefitIds: readonly string[]): void => {
  if (new Set(benefitIds).size < benefitIds.length) throw new Rejection('benefit-named-twice');
};

const mustBePresentable = ({ status, assessed }: Benefit, benefits: Benefits): void => {
  if (status === 'presented' || status === 'guaranteed' || status === 'granted')
    throw new Rejection('already-presented', { status });
  if (status !== 'approved' && status !== 'papers_missing')
    throw new Rejection('benefit-not-approved', { status });
  const disbursed = payoutsOf(benefits, assessed.benefitId).some(
    ({ mode }) => mode === 'disbursed',
  );
  if (disbursed) throw new Rejection('office-pays-itself');
};

/** The payer's word is recorded as it came: also another sum than ours, which stays beside it. */
export const recordPayerDecision = (
  { today, ...data }: RecordPayerDecision['data'],
  benefits: Benefits,
): readonly BenefitEvent[] => {
  const { amounts, outcome, decidedOn, reference, by } = data;
  mustNameEachOnce(amounts.map(({ benefitId }) => benefitId));
  const repeated = amounts.every(({ benefitId, amount }) => {
    const { payerDecision } = knownBenefit(benefits, benefitId);
    return payerDecision && sameFacts(payerDecision, { outcome, amount, decidedOn, reference });
  });
  if (repeated) return [];

  for (const { benefitId } of amounts) {
    const { presentation } = knownBenefit(benefits, benefitId);
    if (!presentation) throw new Rejection('not-presented');
    if (decidedOn < presentation.presentedOn)
      throw new Rejection('period-reversed', {
        from: presentation.presentedOn,
        lastDay: decidedOn,
      });
  }
  notInTheFuture(decidedOn, today);

  const decision: BenefitEvent = { type: 'PayerDecisionRecorded', data };
  if (outcome !== 'refused') return [decision];
  const cancelled = amounts
    .flatMap(({ benefitId }) => payoutsOf(benefits, benefitId))
    .filter(({ status }) => status === 'scheduled')
    .map(({ payoutId }): BenefitEvent => ({
      type: 'PayoutCancelled',
      data: { payoutId, reasonCode: 'payer_refused', by },
    }));
  return [decision, ...cancelled];
};
