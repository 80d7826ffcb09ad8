import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../platform/command-context';
import type { Decided } from '../platform/event-store/decide-and-append';
import { accountWarnings } from '../payout/account-warnings';
import { answerOf } from '../platform/http/answers';
import { folded } from '../platform/read-models/folded';
import type { ScholarshipEvent } from './domain/scholarship.events';
import { scholarshipFile } from './queries/scholarship-file';
import { grantWarnings, scholarshipView } from './scholarship.view';

/** Every command on a scholarship answers with the scholarship as it stands after it. */
export const scholarshipAnswer = (
  reply: FastifyReply,
  decided: Decided<ScholarshipEvent>,
  { dryRun }: CommandContext,
) => {
  const file = folded(scholarshipFile, decided.history);
  const scholarship = scholarshipView(file);
  const asked = decided.added.some(
    ({ type, data }) =>
      type === 'BenefitAssessed' && 'kind' in data && data.kind === 'scholarship_grant',
  );
  return answerOf(reply, {
    decided,
    body: { scholarship },
    location: `/v1/scholarships/${scholarship.id}`,
    warnings: [
      ...(asked ? grantWarnings(file) : []),
      ...accountWarnings(decided.history, decided.added),
    ],
    dryRun,
  });
};
