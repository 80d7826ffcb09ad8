import { total } from '../kernel/rupiah';
import { benefitsView, overpaymentsView, papersView, payoutsView } from '../payout/benefits.view';
import type { Warning } from '../platform/http/answers';
import { money } from '../platform/http/money';
import { publicId } from '../platform/http/public-ids';
import { SCHOOL_AGES, type SchoolPlan } from './domain/plan';
import type { ScholarshipFile } from './queries/scholarship-file';
import { inOrder } from '../payout/domain/in-order';

/** `ceiling` (what the law allows), `approved` (the years judged so far) and `paid` are three figures; `planView` adds `projected`. */
export const scholarshipView = ({ id, state, ...file }: ScholarshipFile) => {
  const owner = { kind: 'scholarship', id } as const;
  const { request, grant, benefits } = state;
  return {
    id: publicId('sch', id),
    number: file.number,
    participantId: publicId('par', file.participantId),
    claimId: publicId('clm', file.claimId),
    programme: file.programme,
    subDistrictCode: file.subDistrictCode,
    villageCode: file.villageCode,
    cause: request?.cause ?? null,
    childIds: (request?.childIds ?? []).map((childId) => publicId('mem', childId)),
    grantedChildIds: (grant?.childIds ?? []).map((childId) => publicId('mem', childId)),
    endings: state.endings.map(({ childId, ...ending }) => ({
      childId: publicId('mem', childId),
      ...ending,
    })),
    ceiling: file.ceiling === null ? null : money(file.ceiling),
    approved: money(file.approved),
    paid: money(file.paid),
    papers: papersView(benefits),
    benefits: benefitsView(owner, benefits),
    payouts: payoutsView(owner, benefits),
    overpayments: overpaymentsView(owner, benefits),
    recordedAt: file.recordedAt,
    version: file.version,
  };
};

/** What is likely to follow, for each child and for all; null in the sum where it is not known of one of them. */
export const planView = (plans: readonly SchoolPlan[]) => ({
  projected: plans.some(({ projected }) => projected === null)
    ? null
    : money(total(plans.flatMap(({ projected }) => projected ?? []))),
  plan: plans.map(({ childId, ceiling, projected, approved, paid, years }) => ({
    childId: publicId('mem', childId),
    ceiling: money(ceiling),
    projected: projected === null ? null : money(projected),
    approved: money(approved),
    paid: money(paid),
    years: years.map((year) => ({ ...year, amount: money(year.amount) })),
  })),
  planSettings: [{ name: 'school_ages', ...SCHOOL_AGES }],
});

/** Lines that grant nothing are recorded all the same; whoever asked should know at once. */
export const grantWarnings = ({ state }: ScholarshipFile): readonly Warning[] => {
  const grants = inOrder(state.benefits.benefits).filter(
    ({ assessed }) => assessed.kind === 'scholarship_grant',
  );
  const { assessed } = grants.at(-1) ?? {};
  const refused = assessed?.lines.filter(({ granted }) => granted === 0) ?? [];
  return refused.flatMap(({ reasons, concerns }) =>
    reasons.map(({ code, citation }) => ({
      code: code.replaceAll('_', '-'),
      facts: concerns === null ? {} : { child: publicId('mem', concerns) },
      rule: { version: assessed?.scheduleId ?? '', citation },
    })),
  );
};
