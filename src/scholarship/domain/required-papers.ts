import type { SchoolLevel } from '../../benefit-schedule/domain/benefit-schedule';
import type { Assessed, PaperKind } from '../../payout/domain/benefit.events';
import { isLive, knownBenefit } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import type { RequiredPaper } from '../../payout/domain/papers';
import type { Scholarship } from './scholarship';

const GRANT_PAPERS: readonly PaperKind[] = ['application', 'family_card', 'guardian_ktp'];

type SchoolYear = Extract<Assessed, { readonly kind: 'scholarship_year' }>;

/** What an approval of a grant or of a school year waits for. */
export const requiredPapers = (
  { benefits }: Scholarship,
  benefitId: string,
): readonly RequiredPaper[] => {
  const { assessed } = knownBenefit(benefits, benefitId);
  if (assessed.kind === 'scholarship_year') return yearPapers(assessed, benefits);
  if (assessed.kind !== 'scholarship_grant') return [];
  return [
    ...GRANT_PAPERS.map((kind) => ({ kind, concerns: null })),
    ...assessed.inputs.children.map(({ childId }) => ({
      kind: 'birth_certificate' as const,
      concerns: childId,
    })),
  ];
};

/**
 * Once a year, on an application with proof of enrolment and the last report (PP 82/2019): each school year has papers of
 * its own. What does not change from year to year was verified for the grant.
 */
const yearPapers = (
  year: SchoolYear,
  benefits: Scholarship['benefits'],
): readonly RequiredPaper[] => {
  const earlier = otherYearsApproved(benefits, year);
  const ofEach = (kind: PaperKind, years: readonly SchoolYear[]): RequiredPaper => ({
    kind,
    concerns: year.inputs.child.childId,
    count: 1 + years.length,
  });
  return [
    ofEach('application', earlier),
    ofEach('school_letter', earlier),
    ...(hasReport(year) ? [ofEach('school_report', earlier.filter(hasReport))] : []),
  ];
};

const FIRST_LEVELS: readonly SchoolLevel[] = ['tk', 'sd'];

/** Whoever begins kindergarten or primary school has no report yet. */
const hasReport = ({ inputs: { level, grade } }: SchoolYear): boolean =>
  grade > 1 || !FIRST_LEVELS.includes(level);

const otherYearsApproved = (
  { benefits }: Scholarship['benefits'],
  { benefitId, inputs: { child } }: SchoolYear,
): readonly SchoolYear[] =>
  inOrder(benefits).flatMap((benefit) =>
    benefit.assessed.kind === 'scholarship_year' &&
    benefit.assessed.inputs.child.childId === child.childId &&
    benefit.assessed.benefitId !== benefitId &&
    benefit.approval !== null &&
    isLive(benefit)
      ? [benefit.assessed]
      : [],
  );
