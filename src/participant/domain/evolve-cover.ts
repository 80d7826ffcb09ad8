import { type Personal, unreachable } from '../../kernel/event';
import type { Participant, Period } from './participant';
import type {
  CoverageAnnulled,
  CoverageCorrected,
  CoverageEnded,
  CoverageExtended,
  CoverageRefused,
  CoverageRequested,
  CoverageStarted,
  CoverTerms,
  Membership,
} from './participant.events';

export type CoverEvent =
  | CoverageRequested
  | CoverageStarted
  | CoverageRefused
  | CoverageExtended
  | CoverageEnded
  | CoverageCorrected
  | CoverageAnnulled;

/** The periods after a fact about one of them. */
export const evolveCover = (participant: Participant, event: CoverEvent): Participant => {
  const after = withPapers(participant, event);
  switch (event.type) {
    case 'CoverageRequested':
      return withPeriod(after, { ...termsOf(event.data), status: 'requested', refusedFor: null });
    case 'CoverageStarted':
      return withPeriod(after, { ...termsOf(event.data), status: 'started', refusedFor: null });
    case 'CoverageRefused':
      return changed(after, event.data, { status: 'refused', refusedFor: event.data.ground });
    case 'CoverageExtended':
    case 'CoverageEnded':
      return changed(after, event.data, { lastCoveredOn: event.data.lastCoveredOn });
    case 'CoverageCorrected': {
      const { from, lastCoveredOn, declaredIncome, fundedBy } = event.data;
      return changed(after, event.data, { from, lastCoveredOn, declaredIncome, fundedBy });
    }
    case 'CoverageAnnulled':
      return changed(after, event.data, { status: 'annulled' });
    default:
      throw unreachable(event);
  }
};

const termsOf = (
  data: CoverTerms & { readonly periodId: string },
): Omit<Period, 'status' | 'refusedFor'> => ({
  periodId: data.periodId,
  programme: data.programme,
  schemes: data.schemes,
  from: data.from,
  lastCoveredOn: data.lastCoveredOn,
  declaredIncome: data.declaredIncome,
  fundedBy: data.fundedBy,
});

const withPeriod = (participant: Participant, period: Period): Participant => ({
  ...participant,
  periods: [...participant.periods.filter((one) => one.periodId !== period.periodId), period],
});

const changed = (
  participant: Participant,
  { periodId }: { readonly periodId: string },
  what: Partial<Period>,
): Participant => ({
  ...participant,
  periods: participant.periods.map((period) =>
    period.periodId === periodId ? { ...period, ...what } : period,
  ),
});

/** A number that is not repeated stays; an annulment names no paper. */
const withPapers = (participant: Participant, event: CoverEvent): Participant => {
  if (event.type === 'CoverageAnnulled') return participant;
  const { periodId, reference } = event.data;
  const before = participant.papers[periodId]?.kpj ?? null;
  const kpj = 'personal' in event ? (kpjIn(event.personal) ?? before) : before;
  return { ...participant, papers: { ...participant.papers, [periodId]: { reference, kpj } } };
};

/** `erased` once nobody can say any more which number it was. */
const kpjIn = (personal: Personal<Membership> | undefined): string | null => {
  const [part] = Object.values(personal ?? {});
  return part === 'erased' || part === undefined ? (part ?? null) : part.kpj;
};
