import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../platform/command-context';
import type { Decided } from '../platform/event-store/decide-and-append';
import { accountWarnings } from '../payout/account-warnings';
import { answerOf } from '../platform/http/answers';
import { folded } from '../platform/read-models/folded';
import type { ClaimEvent } from './domain/claim.events';
import { claimFile } from './queries/claim-file';
import { claimView, conclusionWarnings, reportWarnings } from './claim.view';

/** Every command on a claim answers with the claim as it stands after it. */
export const claimAnswer = (
  reply: FastifyReply,
  decided: Decided<ClaimEvent>,
  { dryRun }: CommandContext,
) => {
  const file = folded(claimFile, decided.history);
  const claim = claimView(file);
  const opened = decided.added[0]?.revision === 0;
  const concluded = decided.added.some(({ type }) => type === 'AccidentConcluded');
  return answerOf(reply, {
    decided,
    body: { claim },
    location: `/v1/claims/${claim.id}`,
    warnings: [
      ...(opened ? reportWarnings(file) : []),
      ...(concluded ? conclusionWarnings(file) : []),
      ...accountWarnings(decided.history, decided.added),
    ],
    dryRun,
  });
};
