import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type { Agreement } from '../../programme/domain/programme.events';
import { isLive, type Participant, type Period, type PeriodPapers } from './participant';
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
    fundedBy: asked.fundedBy ?? agreement.fundedBy,
  };
  const live = participant.periods.filter(isLive);
  const earlier = askedFromThatDay(participantId, asked, participant);
  const repeated = earlier.filter(isLive).find((period) => asksTheSame(period, asked));
  if (repeated && saysTheSame({ reference: null, kpj }, papersOf(participant, repeated))) return [];

  refuseTheForgotten(participant);
  mustFit(asked, agreement);
  refuseTheDead(participant, asked);
  refuseOverlap(live, terms);

  const periodId = periodIdOf(participantId, asked, earlier.length);
  const data = { periodId, ...terms, listId, source: sourceOf(listId), reference, by } as const;
  const type = agreement.confirmation === 'payer' ? 'CoverageRequested' : 'CoverageStarted';
  return [{ type, data, ...membership(participantId, kpj) }];
};

/** The payer's active list says from which day; the last day stays as it was asked. */
export const startCover = (
  { participantId, periodId, from, reference, kpj, by }: StartCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const known = knownPeriod(participant, periodId);
  const { status, refusedFor: _refusedFor, ...period } = known;
  const recorded = papersOf(participant, known);
  if (status === 'started' && period.from === from && saysTheSame({ reference, kpj }, recorded))
    return [];
  if (status !== 'requested') throw answeredAlready(known, recorded);
  refuseTheDead(participant, { from });
  if (from < period.from || from > period.lastCoveredOn)
    throw new Rejection('outside-period', { from: period.from, lastDay: period.lastCoveredOn });

  const data = { ...period, from, listId: null, source: 'payer', reference, by } as const;
  return [{ type: 'CoverageStarted', data, ...membership(participantId, kpj) }];
};

export const refuseCover = (
  { periodId, ground, reference, by }: RefuseCover['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const known = knownPeriod(participant, periodId);
  const recorded = papersOf(participant, known);
  if (known.refusedFor === ground && saysTheSame({ reference, kpj: null }, recorded)) return [];
  if (known.status !== 'requested') throw answeredAlready(known, recorded);
  return [{ type: 'CoverageRefused', data: { periodId, ground, reference, by } }];
};

/** Whether a repeat adds nothing to what is recorded: what it is silent on, and what was erased since, it cannot contradict. */
const saysTheSame = (told: PeriodPapers, recorded: PeriodPapers): boolean =>
  (told.reference === null || told.reference === recorded.reference) &&
  (told.kpj === null || recorded.kpj === 'erased' || told.kpj === recorded.kpj);

const papersOf = ({ papers }: Participant, { periodId }: Period): PeriodPapers =>
  papers[periodId] ?? { reference: null, kpj: null };

/** Names what is recorded, but for the number of the card. */
const answeredAlready = (
  { periodId, status, from, refusedFor }: Period,
  { reference }: PeriodPapers,
): Rejection =>
  new Rejection('period-not-requested', { periodId, status, from, ground: refusedFor, reference });

export const knownPeriod = ({ periods }: Participant, periodId: string): Period => {
  const period = periods.find((one) => one.periodId === periodId);
  if (!period) throw new Rejection('not-found');
  return period;
};

/** @throws Rejection for days that are the wrong way round, or that the agreement does not reach. */
export const mustFit = (
  { from, lastCoveredOn }: Pick<AskedCover, 'from' | 'lastCoveredOn'>,
  agreement: Agreement,
): void => {
  if (lastCoveredOn < from)
    throw new Rejection('period-reversed', { from, lastDay: lastCoveredOn });
  if (from < agreement.from || lastCoveredOn > agreement.lastDay)
    throw new Rejection('outside-programme', { from: agreement.from, lastDay: agreement.lastDay });
};

const periodIdOf = (participantId: string, { programme, from }: AskedCover, n: number): string =>
  idFrom(participantId, 'period', programme, from, n);

/** The payer may have started a period later than it was asked for; its id still says from which day that was. */
const askedFromThatDay = (
  participantId: string,
  asked: AskedCover,
  { periods }: Participant,
): readonly Period[] => {
  const ids = periods.map((_, n) => periodIdOf(participantId, asked, n));
  return periods.filter(({ periodId }) => ids.includes(periodId));
};

const asksTheSame = (period: Period, asked: AskedCover): boolean =>
  period.lastCoveredOn === asked.lastCoveredOn &&
  period.declaredIncome === asked.declaredIncome &&
  (asked.fundedBy === undefined || period.fundedBy === asked.fundedBy);

/** Nobody could be reported, found or paid for under cover of somebody who was erased, and it would be paid for. */
export const refuseTheForgotten = ({ enrolment }: Participant): void => {
  if (enrolment?.details === 'erased') throw new Rejection('person-erased');
};

export const refuseTheDead = ({ death }: Participant, { from }: Pick<AskedCover, 'from'>): void => {
  if (death && death.diedOn < from)
    throw new Rejection('recorded-deceased', { diedOn: death.diedOn });
};

/** Nobody is covered twice for one day and scheme: a benefit would have two answers. */
export const refuseOverlap = (
  live: readonly Period[],
  asked: Pick<CoverTerms, 'from' | 'lastCoveredOn' | 'schemes'>,
): void => {
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

export const membership = (participantId: string, kpj: string | null) =>
  kpj === null ? {} : { personal: { [participantId]: { kpj } } };
