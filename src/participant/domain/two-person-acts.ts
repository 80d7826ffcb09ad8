import { Rejection } from '../../kernel/rejection';
import type { Participant } from './participant';
import type {
  ApproveDeathRetraction,
  ApproveMerge,
  OwnCases,
  RequestDeathRetraction,
  RequestMerge,
  RetractDeathOfClaim,
} from './participant.commands';
import type { ParticipantEvent } from './participant.events';

// A request and its approval are two facts, and the two people differ.

export const requestDeathRetraction = (
  { requestId, reasonCode, deathClaimed, by }: RequestDeathRetraction['data'],
  { death, retraction }: Participant,
): readonly ParticipantEvent[] => {
  if (retraction?.reasonCode === reasonCode) return [];
  if (!death) throw new Rejection('no-death-recorded');
  if (retraction)
    throw new Rejection('retraction-requested', { reasonCode: retraction.reasonCode });
  if (deathClaimed) throw new Rejection('death-claim-open');
  const { diedOn } = death;
  return [{ type: 'DeathRetractionRequested', data: { requestId, reasonCode, diedOn, by } }];
};

/** While a claim for the death goes on, the claim is refused or voided first: nobody is alive and being paid for. */
export const approveDeathRetraction = (
  { requestId, deathClaimed, by }: ApproveDeathRetraction['data'],
  { retraction }: Participant,
): readonly ParticipantEvent[] => {
  if (retraction?.requestId !== requestId) throw new Rejection('not-found');
  if (retraction.approved) return [];
  if (retraction.by === by) throw new Rejection('self-approval');
  if (deathClaimed) throw new Rejection('death-claim-open');
  const { reasonCode } = retraction;
  return [{ type: 'ParticipantDeathRetracted', data: { requestId, reasonCode, by } }];
};

/** Two people have voided the claim: what it alone recorded falls with it. */
export const retractDeathOfClaim = (
  { claimId, requestId, reasonCode, by }: RetractDeathOfClaim['data'],
  { death, deathOfClaim }: Participant,
): readonly ParticipantEvent[] =>
  death && deathOfClaim === claimId
    ? [{ type: 'ParticipantDeathRetracted', data: { requestId, reasonCode, by } }]
    : [];

/** A later request takes the place of one that nobody has approved. */
export const requestMerge = (
  { participantId, survivorId, reasonCode, requestId, by, ...facts }: RequestMerge['data'],
  { merge }: Participant,
): readonly ParticipantEvent[] => {
  if (merge?.survivor === survivorId && merge.reasonCode === reasonCode) return [];
  if (merge?.approved) throw new Rejection('participant-merged', { existing: merge.survivor });
  mustBeMergeable({ participantId, survivorId }, facts);
  const data = { requestId, survivor: survivorId, reasonCode, by };
  return [{ type: 'ParticipantsMergeRequested', data }];
};

export const approveMerge = (
  { participantId, requestId, by, ...facts }: ApproveMerge['data'],
  { merge }: Participant,
): readonly ParticipantEvent[] => {
  if (merge?.requestId !== requestId) throw new Rejection('not-found');
  if (merge.approved) return [];
  if (merge.by === by) throw new Rejection('self-approval');
  mustBeMergeable({ participantId, survivorId: merge.survivor }, facts);
  return [{ type: 'ParticipantsMerged', data: { requestId, survivor: merge.survivor, by } }];
};

type Pair = { readonly participantId: string; readonly survivorId: string };

const mustBeMergeable = (
  { participantId, survivorId }: Pair,
  {
    survivor,
    cases,
    survivorsCases,
  }: Pick<RequestMerge['data'], 'survivor' | 'cases' | 'survivorsCases'>,
): void => {
  if (participantId === survivorId) throw new Rejection('merge-with-itself');
  if (!survivor.enrolment) throw new Rejection('not-found');
  if (survivor.merge?.approved)
    throw new Rejection('participant-merged', { existing: survivor.merge.survivor });
  if (survivor.merge && !winsOver({ participantId, survivorId }, survivor.merge.survivor))
    throw new Rejection('merge-requested', { existing: survivorId });
  if (hasAny(cases) && hasAny(survivorsCases)) throw new Rejection('merge-both-have-cases');
  if (hasAny(cases)) throw new Rejection('merge-other-way', { existing: participantId });
};

/**
 * Whoever shall be merged himself survives nobody: two requests in a circle would leave no one. Of two that name each
 * other, one has to give way, and which does not matter.
 */
const winsOver = ({ participantId, survivorId }: Pair, asked: string): boolean =>
  asked === participantId && participantId < survivorId;

const hasAny = ({ deathClaim, scholarship }: OwnCases): boolean => deathClaim || scholarship;
