import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type { Participant, Period } from './participant';
import type { AskedCover, CoverParticipant, RefuseCover, StartCover } from './participant.commands';
import type { CoverTerms, ParticipantEvent } from './participant.events';

/** Cover starts with the payer's confirmation (PP 44/2015 art. 11), or at once where a programme needs none. */
export const cover = (
  { participantId, asked, agreement, listId, reference, kpj, by }: CoverParticipant['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const terms: CoverTerms = {
    ...asked,
    schemes: agreement.schemes,
    fundedBy: agreement.fundedBy,
  };
  const live = participant.periods.filter(({ status }) => status !== 'refused');
  if (live.some((period) => asksTheSame(period, asked))) return [];

  if (asked.lastCoveredOn < asked.from)
    throw new Rejection('period-reversed', { from: asked.from, lastDay: asked.lastCoveredOn });
  if (asked.from < agreement.from || asked.lastCoveredOn > agreement.lastDay)
    throw new Rejection('outside-programme', { from: agreement.from, lastDay: agreement.lastDay });
  refuseTheDead(participant, asked);
  refuseOverlap(live, terms);

  const n = participant.periods.filter(
    ({ programme, from }) => programme === asked.programme && from === asked.from,
  ).length;
  const periodId = idFrom(participantId, 'period', asked.programme, asked.from, n);
  const data = { periodId, ...terms, listId, source: sourceOf(listId), reference, by } as const;
  return agreement.confirmation === 'payer'
    ? [{ type: 'CoverageRequested', data }]
    : [{ type: 'CoverageStarted', data, ...membership(participantId, kpj) }];
};

/** The payer's active list says from which day; the last day stays as it was asked. */
export const startCover = (
  { participantId, periodId, from, reference, kpj, by }: StartCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const { status, ...period } = knownPeriod(participant, periodId);
  if (status === 'started' && period.from === from) return [];
  if (status !== 'requested') throw new Rejection('period-not-requested', { status });
  if (from < period.from || from > period.lastCoveredOn)
    throw new Rejection('outside-period', { from: period.from, lastDay: period.lastCoveredOn });

  const data = { ...period, from, listId: null, source: 'payer', reference, by } as const;
  return [{ type: 'CoverageStarted', data, ...membership(participantId, kpj) }];
};

export const refuseCover = (
  { periodId, ground, reference, by }: RefuseCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const { status } = knownPeriod(participant, periodId);
  if (status === 'refused') return [];
  if (status !== 'requested') throw new Rejection('period-not-requested', { status });
  return [{ type: 'CoverageRefused', data: { periodId, ground, reference, by } }];
};

const knownPeriod = ({ periods }: Participant, periodId: string): Period => {
  const period = periods.find((one) => one.periodId === periodId);
  if (!period) throw new Rejection('not-found');
  return period;
};

const asksTheSame = (period: Period, asked: AskedCover): boolean =>
  period.programme === asked.programme &&
  period.from === asked.from &&
  period.lastCoveredOn === asked.lastCoveredOn &&
  period.declaredIncome === asked.declaredIncome;

const refuseTheDead = ({ death }: Participant, { from }: AskedCover): void => {
  if (death && death.diedOn < from)
    throw new Rejection('recorded-deceased', { diedOn: death.diedOn });
};

/** Nobody is covered twice for one day and scheme: a benefit would have two answers. */
const refuseOverlap = (live: readonly Period[], asked: CoverTerms): void => {
  const other = live.find(
    ({ from, lastCoveredOn, schemes }) =>
      from <= asked.lastCoveredOn &&
      lastCoveredOn >= asked.from &&
      schemes.some((scheme) => asked.schemes.includes(scheme)),
  );
  if (other)
    throw new Rejection('coverage-overlaps', { from: other.from, lastDay: other.lastCoveredOn });
};

const sourceOf = (listId: string | null) => (listId === null ? 'office' : 'list');

const membership = (participantId: string, kpj: string | null) =>
  kpj === null ? {} : { personal: { [participantId]: { kpj } } };
