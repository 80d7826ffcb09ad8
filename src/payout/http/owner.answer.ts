import type { FastifyReply } from 'fastify';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { claimAnswer } from '../../claim/claim.answer';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { ScholarshipEvent } from '../../scholarship/domain/scholarship.events';
import { scholarshipAnswer } from '../../scholarship/scholarship.answer';
import type { Owner } from '../benefit-streams';

/** A command on a benefit answers with the case that it belongs to: the owner says whose events these are. */
export const ownerAnswer = (
  reply: FastifyReply,
  { kind }: Owner,
  decided: Decided,
  context: CommandContext,
) =>
  kind === 'claim'
    ? answerOfClaim(reply, decided, context)
    : answerOfScholarship(reply, decided, context);

export const answerOfClaim = (reply: FastifyReply, decided: Decided, context: CommandContext) =>
  claimAnswer(reply, decided as unknown as Decided<ClaimEvent>, context);

export const answerOfScholarship = (
  reply: FastifyReply,
  decided: Decided,
  context: CommandContext,
) => scholarshipAnswer(reply, decided as unknown as Decided<ScholarshipEvent>, context);
