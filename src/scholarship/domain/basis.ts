import { type Claim, eventDayOf } from '../../claim/domain/claim';
import type { AccidentFacts } from '../../claim/domain/claim.commands';
import { reportOf, schemeOf } from '../../claim/domain/figures';
import { type Benefit, isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import type { BasisClaim } from './scholarship.commands';

/**
 * What gives the children a right: a death, or a total permanent disability by an accident (PP 44/2015, PP 82/2019).
 * @param accident that a death names as its cause; null of any other claim
 */
export const basisOf = (
  claimId: string,
  claim: Claim,
  accident: Pick<AccidentFacts, 'eventDay' | 'workAccident'> | null,
): BasisClaim => {
  const report = reportOf(claim);
  const { programme, place } = report;
  const basis = { claimId, status: claim.status, programme, place, scheme: schemeOf(report) };
  const decidingDay = accident?.eventDay ?? eventDayOf(report);
  if (report.kind === 'death') {
    const fell = accident && !accident.workAccident ? { accidentFell: true } : {};
    return { ...basis, decidingDay, cause: report.cause, ...fell };
  }
  const cause = report.occurredOn === null ? 'occupational_disease' : 'work_accident';
  return { ...basis, decidingDay, cause, disability: totalDisabilityOf(claim) };
};

/** Whether nothing is left for a scholarship to rest on, so that it may be asked for because of another claim. */
export const isGone = (claim: Claim): boolean =>
  claim.status === 'voided' ||
  (claim.report?.kind === 'accident' && totalDisabilityOf(claim) === 'none');

const totalDisabilityOf = (claim: Claim): NonNullable<BasisClaim['disability']> => {
  if (claim.conclusion?.outcome === 'not_work_accident') return 'none';
  const total = inOrder(claim.benefits.benefits).filter(
    (benefit) => isTotalDisability(benefit) && isLive(benefit),
  );
  if (total.length === 0) return 'none';
  return total.some(isApproved) ? 'approved' : 'assessed';
};

const isTotalDisability = ({ assessed }: Benefit): boolean =>
  assessed.kind === 'disability' && assessed.inputs.disability === 'total_permanent';

/** An approval whose facts have changed since gives no right until somebody has looked at it. */
const isApproved = ({ approval, status, contradictedBy }: Benefit): boolean =>
  approval !== null && status !== 'awaiting_second' && contradictedBy === null;
