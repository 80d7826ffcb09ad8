import type { Rupiah } from '../../kernel/rupiah';
import { type BenefitLine, upToCap, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule, TransportMode } from './benefit-schedule';
import type { DecidingCover } from './cover';
import { reasonsOfCover } from './entitlement';

export type TransportFacts = Pick<DecidingCover, 'cover'> & {
  readonly mode: TransportMode;
  readonly cost: Rupiah;
  /** What was granted for this accident and this mode before. */
  readonly grantedBefore: Rupiah;
};

/**
 * What a journey after an accident pays: its cost, up to the cap of its mode. Each mode that is used has a cap of its
 * own for the whole accident, so that the caps of several modes add up; what one leaves unused is not another's.
 */
export const transportLine = (
  schedule: BenefitSchedule,
  { mode, cost, grantedBefore, cover }: TransportFacts,
): BenefitLine => {
  const code = `transport_${mode}`;
  const noCover = reasonsOfCover(schedule, cover);
  return noCover.length > 0
    ? wholeOrNothing(code, cost, noCover)
    : upToCap({ code, claimed: cost }, schedule.transport[mode], grantedBefore, 'transport_cap');
};
