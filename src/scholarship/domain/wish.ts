import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { RequestScholarship } from './scholarship.commands';
import type { ScholarshipRequested } from './scholarship.events';

type Asked = Omit<ScholarshipRequested['data'], 'by'>;

/**
 * What a wish is beside an earlier one. The first may also be the first after its claim was voided.
 * @throws Rejection `already-reported` where another wish stands
 */
export const wishAfter = (
  earlier: Asked | null,
  asked: Asked,
  { scholarshipId, basisVoided }: Pick<RequestScholarship['data'], 'scholarshipId' | 'basisVoided'>,
): 'first' | 'repeat' | 'other_cause' => {
  if (earlier === null) return 'first';
  if (sameFacts(earlier, asked)) return 'repeat';
  if (sameFacts({ ...earlier, cause: asked.cause }, asked)) return 'other_cause';
  if (basisVoided && earlier.claimId !== asked.claimId) return 'first';
  throw new Rejection('already-reported', { existing: scholarshipId });
};
