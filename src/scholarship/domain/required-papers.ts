import type { PaperKind } from '../../payout/domain/benefit.events';
import { isLive, knownBenefit } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import type { RequiredPaper } from '../../payout/domain/papers';
import type { Scholarship } from './scholarship';

const GRANT_PAPERS: readonly PaperKind[] = ['application', 'family_card', 'guardian_ktp'];

/** What an approval of a grant or of a school year waits for. */
export const requiredPapers = (
  { benefits }: Scholarship,
  benefitId: string,
): readonly RequiredPaper[] => {
  const { assessed } = knownBenefit(benefits, benefitId);
  if (assessed.kind === 'scholarship_year') {
    const { childId } = assessed.inputs.child;
    const count = 1 + otherYearsApproved(benefits, benefitId, childId);
    return [{ kind: 'school_letter', concerns: childId, count }];
  }
  if (assessed.kind !== 'scholarship_grant') return [];
  return [
    ...GRANT_PAPERS.map((kind) => ({ kind, concerns: null })),
    ...assessed.inputs.children.map(({ childId }) => ({
      kind: 'birth_certificate' as const,
      concerns: childId,
    })),
  ];
};

/** Each school year is paid on a letter of its own: once a year, on proof of enrolment (PP 82/2019). */
const otherYearsApproved = (
  { benefits }: Scholarship['benefits'],
  benefitId: string,
  childId: string,
): number =>
  inOrder(benefits).filter(
    (benefit) =>
      benefit.assessed.kind === 'scholarship_year' &&
      benefit.assessed.inputs.child.childId === childId &&
      benefit.assessed.benefitId !== benefitId &&
      benefit.approval !== null &&
      isLive(benefit),
  ).length;
