import type { BenefitSchedule } from '../benefit-schedule/domain/benefit-schedule';
import { type EventStore, START, type StreamName } from '../platform/event-store/event-store';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { Decode } from '../platform/read-models/decoding';
import { type OnRead, pagesBetween } from '../platform/read-models/log-pages';
import type { BenefitEvent } from './domain/benefit.events';
import { totalUnder } from './domain/replay';

/** What a schedule that is not law would have changed. Sums are whole rupiah, negative where it pays less. */
export type CandidateEffect = {
  readonly schedule: string;
  readonly from: string;
  /** Decisions by its days, whether they still stand or not. */
  readonly decisions: number;
  readonly impossible: number;
  /** Of those that still stand. */
  readonly difference: number;
  /** Of the rights to a scholarship: what may be paid in years to come, and never money by itself. */
  readonly ceilings: number;
  readonly cases: readonly { readonly stream: StreamName; readonly difference: number }[];
};

type Changed = {
  readonly stream: StreamName;
  readonly isCeiling: boolean;
  readonly difference: number;
};
type Tally = { decisions: number; impossible: number; readonly changed: Map<string, Changed> };

const PAGE = 1_000;

/** Reads the log once; in memory are two pages of it and the decisions that would differ. */
export const effectOf = async (
  { store, decode }: { readonly store: EventStore; readonly decode: Decode },
  candidate: BenefitSchedule,
  onRead: OnRead = () => undefined,
): Promise<CandidateEffect> => {
  const tally: Tally = { decisions: 0, impossible: 0, changed: new Map() };
  const to = await store.head();
  for await (const page of pagesBetween(store, { after: START, to, size: PAGE })) {
    const events = await decode(page.filter(isLookedAt), { personal: 'sealed' });
    // The codec has checked the types: these are what stands in a stream under them.
    for (const event of events as readonly RecordedEvent<BenefitEvent>[])
      tallied(tally, event, candidate);
    onRead(page.at(-1)?.position ?? to, to);
  }
  return summedUp(tally, candidate);
};

const LOOKED_AT: readonly BenefitEvent['type'][] = [
  'BenefitAssessed',
  'BenefitReturned',
  'BenefitRefused',
  'BenefitApprovalVoided',
];
const isLookedAt = ({ type }: { readonly type: string }): boolean =>
  LOOKED_AT.some((one) => one === type);

const tallied = (
  tally: Tally,
  { type, data, stream }: RecordedEvent<BenefitEvent>,
  candidate: BenefitSchedule,
): void => {
  if (type !== 'BenefitAssessed') {
    if ('benefitId' in data) tally.changed.delete(data.benefitId);
    return;
  }
  if (data.supersedes !== null) tally.changed.delete(data.supersedes);
  const { inForceFrom, lastDay } = candidate;
  if (data.decidingDay < inForceFrom || (lastDay !== null && data.decidingDay > lastDay)) return;
  tally.decisions += 1;
  try {
    const difference = totalUnder(candidate, data) - data.total;
    const isCeiling = data.kind === 'scholarship_grant';
    if (difference !== 0) tally.changed.set(data.benefitId, { stream, isCeiling, difference });
  } catch {
    tally.impossible += 1;
  }
};

const summedUp = (
  { decisions, impossible, changed }: Tally,
  { id, inForceFrom }: BenefitSchedule,
): CandidateEffect => {
  const all = [...changed.values()];
  const sum = (some: readonly Changed[]) => some.reduce((to, one) => to + one.difference, 0);
  const money = all.filter(({ isCeiling }) => !isCeiling);
  const byCase = new Map<StreamName, number>();
  for (const { stream, difference } of money)
    byCase.set(stream, (byCase.get(stream) ?? 0) + difference);
  return {
    ...{ schedule: id, from: inForceFrom, decisions, impossible },
    difference: sum(money),
    ceilings: sum(all.filter(({ isCeiling }) => isCeiling)),
    cases: [...byCase].map(([stream, difference]) => ({ stream, difference })),
  };
};
