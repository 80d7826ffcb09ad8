import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { Claim, Dispute } from './claim';
import type { DecideDispute } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { reportOf } from './figures';
import { mustFollow } from './report';

/**
 * What a mediator, the labour inspector, the minister (PP 44/2015, disputes) or a court decided. It is recorded of a
 * closed claim too, and changes nothing by itself: whoever is bound by it reopens the claim and names it.
 */
export const decideDispute = (
  { disputeId, instance, outcome, decidedOn, reference, by, today }: DecideDispute['data'],
  claim: Claim,
): readonly ClaimEvent[] => {
  const told = { instance, outcome, decidedOn, reference };
  const known = claim.disputes.find((one) => isOneDecision(one, told));
  if (known?.outcome === outcome) return [];
  if (known) throw new Rejection('dispute-differs', { recorded: known.outcome });

  mustFollow(reportOf(claim).reportedOn, decidedOn);
  notInTheFuture(decidedOn, today);
  return [{ type: 'DisputeDecided', data: { disputeId, ...told, by } }];
};

const isOneDecision = (one: Dispute, { outcome: _outcome, ...told }: Told): boolean =>
  sameFacts(
    { instance: one.instance, decidedOn: one.decidedOn, reference: one.reference },
    { ...told },
  );

type Told = Pick<Dispute, 'instance' | 'outcome' | 'decidedOn' | 'reference'>;

/** @throws Rejection where the dispute that a reopening names was never decided, or left what was decided as it is. */
export const mustHaveOverturned = (disputeId: string | null, { disputes }: Claim): void => {
  if (disputeId === null) return;
  const dispute = disputes.find((one) => one.disputeId === disputeId);
  if (!dispute) throw new Rejection('dispute-unknown');
  if (dispute.outcome === 'upheld') throw new Rejection('dispute-upheld');
};
