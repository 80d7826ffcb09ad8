import type { BenefitSchedule } from '../benefit-schedule/domain/benefit-schedule';
import { type Position, START, type StreamName } from '../platform/event-store/event-store';
import type { EventStore, StoredEvent } from '../platform/event-store/event-store';
import { type OnRead, pagesBetween } from '../platform/read-models/log-pages';
import type { Decode } from '../platform/read-models/decoding';
import type { BenefitAssessed } from './domain/benefit.events';
import { replay, type Replay } from './domain/replay';

/** A stored decision and what it comes to today. */
export type ReplayedDecision = {
  readonly stream: StreamName;
  /** Its place in the stream, from 1. */
  readonly version: number;
  readonly position: Position;
  readonly benefitId: string;
  readonly kind: BenefitAssessed['data']['kind'];
  readonly scheduleId: string;
  readonly decidingDay: string;
  readonly total: number;
} & Replay;

type Log = { readonly store: EventStore; readonly decode: Decode };

const PAGE = 1_000;

/** Runs every decision of one stream again, in its order. No personal part is opened. */
export async function replayedIn(
  { store, decode }: Log,
  stream: StreamName,
  schedules: readonly BenefitSchedule[],
): Promise<readonly ReplayedDecision[]> {
  return replayedOf(decode, await store.readStream(stream), schedules);
}

/** Runs every decision of the log again, up to where it ends now: two pages are in memory at a time. */
export async function* replayedDecisions(
  { store, decode }: Log,
  schedules: readonly BenefitSchedule[],
  onRead: OnRead = () => undefined,
): AsyncGenerator<ReplayedDecision> {
  const to = await store.head();
  for await (const page of pagesBetween(store, { after: START, to, size: PAGE })) {
    yield* await replayedOf(decode, page, schedules);
    onRead(page.at(-1)?.position ?? to, to);
  }
}

const replayedOf = async (
  decode: Decode,
  stored: readonly StoredEvent[],
  schedules: readonly BenefitSchedule[],
): Promise<readonly ReplayedDecision[]> => {
  const assessments = stored.filter(
    ({ type }) => type === ('BenefitAssessed' satisfies Assessment),
  );
  const events = await decode(assessments, { personal: 'sealed' });
  return events.map(({ stream, revision, position, data }) => {
    // The codec has checked the type: this is what stands in a stream under it.
    const assessed = data as BenefitAssessed['data'];
    const { benefitId, kind, scheduleId, decidingDay, total } = assessed;
    return {
      ...{ stream, version: revision + 1, position, benefitId, kind, scheduleId },
      ...{ decidingDay, total },
      ...replay(assessed, schedules),
    };
  });
};

type Assessment = BenefitAssessed['type'];
