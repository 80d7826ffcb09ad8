import { stateOf } from '../kernel/decider';
import type { CalendarDay } from '../kernel/calendar-day';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { participantDecider } from './domain/participant.decider';
import type { ParticipantEvent } from './domain/participant.events';
import type { UndonePerson } from './list-undoing';

export type History = readonly RecordedEvent<ParticipantEvent>[];
type Undoing = Pick<UndonePerson, 'outcome' | 'coverAnnulled'>;

/** Which of a list's facts stand in the history of one person. */
export type WrittenByList = {
  readonly periodIds: readonly string[];
  readonly enrolled: boolean;
  /** Null where the list has ended no cover. */
  readonly ended: {
    readonly periodId: string;
    readonly endedOn: CalendarDay;
    readonly lastCoveredOn: CalendarDay;
  } | null;
  /** What its undoing has come to already; null where it has not come to him yet. */
  readonly before: Undoing | null;
};

/** @param correlationId of the list's own commands: its undoing is told by it */
export const writtenBy = (
  listId: string,
  correlationId: string,
  history: History,
): WrittenByList => {
  const own = history.filter(({ data }) => 'listId' in data && data.listId === listId);
  const periodIds = own.flatMap(({ type, data }) =>
    type === 'CoverageRequested' || type === 'CoverageStarted' ? [data.periodId] : [],
  );
  const taken = history.filter(
    ({ type, metadata }) => metadata.correlationId === correlationId && TAKEN_BACK.has(type),
  );
  return {
    periodIds,
    enrolled: own.some(({ type }) => type === 'ParticipantEnrolled'),
    ended: endingIn(listId, history),
    before: taken.length === 0 ? null : undoneBy(taken),
  };
};

/** What undoing writes, and no other step of a list. */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  'CoverageAnnulled',
  'CoverageCorrected',
  'EnrolmentAnnulled',
]);

export const undoneBy = (events: readonly Pick<ParticipantEvent, 'type'>[]): Undoing => {
  const types = new Set(events.map(({ type }) => type));
  const coverAnnulled = types.has('CoverageAnnulled');
  if (types.has('EnrolmentAnnulled')) return { outcome: 'enrolment_annulled', coverAnnulled };
  if (coverAnnulled) return { outcome: 'cover_annulled', coverAnnulled };
  return { outcome: types.size > 0 ? 'cover_restored' : 'unchanged', coverAnnulled };
};

/** The last period that the list has ended, and to which day it covered before. */
export const endingIn = (listId: string, history: History): WrittenByList['ended'] => {
  const at = history.findLastIndex(
    ({ type, data }) => type === 'CoverageEnded' && data.listId === listId,
  );
  const event = history[at];
  if (event?.type !== 'CoverageEnded') return null;
  const { periodId, lastCoveredOn: endedOn } = event.data;
  const { periods } = stateOf(participantDecider, history.slice(0, at));
  const period = periods.find((one) => one.periodId === periodId);
  return period ? { periodId, endedOn, lastCoveredOn: period.lastCoveredOn } : null;
};
