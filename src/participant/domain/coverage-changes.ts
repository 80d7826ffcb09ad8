import { Rejection } from '../../kernel/rejection';
import {
  knownPeriod,
  membership,
  mustFit,
  refuseOverlap,
  refuseTheDead,
  refuseTheForgotten,
} from './coverage';
import { isLive, type Participant, type Period } from './participant';
import type {
  AnnulCover,
  CorrectCover,
  EndCover,
  EndListed,
  ExtendCover,
} from './participant.commands';
import type { ParticipantEvent } from './participant.events';

// What becomes of a period once it is asked or has started. No claim is looked at: whoever approves or pays a benefit
// gathers its facts again, and meets `facts-changed` where the cover is another.

/** The payer goes on with a period: to a later day of the agreement, on which no other period covers. */
export const extendCover = (
  { periodId, lastCoveredOn, reasonCode, reference, agreement, by }: ExtendCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const period = livePeriod(participant, periodId);
  if (period.lastCoveredOn === lastCoveredOn) return [];
  if (lastCoveredOn < period.lastCoveredOn)
    throw new Rejection('extension-not-later', { lastDay: period.lastCoveredOn });
  refuseTheForgotten(participant);
  mustFit({ from: period.from, lastCoveredOn }, agreement);
  // Whoever has died needs no further day.
  refuseTheDead(participant, { from: lastCoveredOn });
  refuseOverlap(othersLive(participant, periodId), { ...period, lastCoveredOn });
  return [
    { type: 'CoverageExtended', data: { periodId, lastCoveredOn, reasonCode, reference, by } },
  ];
};

/** Cover ends before its last day, on a day of the period: one that covers no day at all is annulled. */
export const endCover = (
  { periodId, lastCoveredOn, reasonCode, reference, by }: EndCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const period = livePeriod(participant, periodId);
  if (period.lastCoveredOn === lastCoveredOn) return [];
  if (lastCoveredOn > period.lastCoveredOn)
    throw new Rejection('ending-not-earlier', { lastDay: period.lastCoveredOn });
  if (lastCoveredOn < period.from)
    throw new Rejection('outside-period', { from: period.from, lastDay: period.lastCoveredOn });
  return [{ type: 'CoverageEnded', data: { periodId, lastCoveredOn, reasonCode, reference, by } }];
};

/**
 * A list ends the cover that began on its first day or later and holds on its last. Cover that ends on that day already
 * is as the list wants it.
 */
export const endListed = (
  { programme, from, lastCoveredOn, listId, reasonCode, by }: EndListed['data'],
  { periods }: Participant,
): readonly ParticipantEvent[] => {
  const period = periods.find(
    (one) =>
      isLive(one) &&
      one.programme === programme &&
      one.from >= from &&
      one.from <= lastCoveredOn &&
      one.lastCoveredOn >= lastCoveredOn,
  );
  if (!period) throw new Rejection('not-covered-on-date', { decidingDay: lastCoveredOn });
  if (period.lastCoveredOn === lastCoveredOn) return [];
  const { periodId } = period;
  const data = { periodId, lastCoveredOn, reasonCode, reference: null, by, listId };
  return [{ type: 'CoverageEnded', data }];
};

/** What was recorded by mistake. The rules are those of a period that is asked for anew. */
export const correctCover = (
  {
    participantId,
    periodId,
    agreement,
    reasonCode,
    reference,
    kpj,
    by,
    ...told
  }: CorrectCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const period = livePeriod(participant, periodId);
  const terms = {
    from: told.from ?? period.from,
    lastCoveredOn: told.lastCoveredOn ?? period.lastCoveredOn,
    declaredIncome: told.declaredIncome ?? period.declaredIncome,
    fundedBy: told.fundedBy ?? period.fundedBy,
  };
  const otherCard = kpj !== null && participant.papers[periodId]?.kpj !== kpj;
  if (!otherCard && isAsItWas(period, terms)) return [];

  if (terms.lastCoveredOn > period.lastCoveredOn) refuseTheForgotten(participant);
  mustFit(terms, agreement);
  refuseTheDead(participant, terms);
  refuseOverlap(othersLive(participant, periodId), { ...period, ...terms });
  const data = { periodId, ...terms, reasonCode, reference, by };
  return [{ type: 'CoverageCorrected', data, ...membership(participantId, kpj) }];
};

type Terms = Pick<Period, 'from' | 'lastCoveredOn' | 'declaredIncome' | 'fundedBy'>;

const isAsItWas = (period: Terms, terms: Terms): boolean =>
  period.from === terms.from &&
  period.lastCoveredOn === terms.lastCoveredOn &&
  period.declaredIncome === terms.declaredIncome &&
  period.fundedBy === terms.fundedBy;

/** The period never was: its days are free again, and the months paid under it earn nothing. */
export const annulCover = (
  { periodId, reasonCode, by }: AnnulCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  if (knownPeriod(participant, periodId).status === 'annulled') return [];
  livePeriod(participant, periodId);
  return [{ type: 'CoverageAnnulled', data: { periodId, reasonCode, by } }];
};

const livePeriod = (participant: Participant, periodId: string): Period => {
  const period = knownPeriod(participant, periodId);
  if (!isLive(period)) throw new Rejection('period-over', { status: period.status });
  return period;
};

const othersLive = ({ periods }: Participant, periodId: string): readonly Period[] =>
  periods.filter((one) => one.periodId !== periodId && isLive(one));
