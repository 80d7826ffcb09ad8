import { LogBroken } from '../append-errors';
import {
  isAfter,
  NO_STREAM,
  type Position,
  type Revision,
  START,
  type StoredEvent,
} from '../event-store';

/** Streams that are remembered; of one that was silent for longer nothing is known any more. */
const STREAMS_REMEMBERED = 100_000;

/**
 * Leaves out what was delivered before. Positions have gaps, so that a lost event shows only in its stream.
 * @returns of each batch what is new
 * @throws LogBroken where a revision of a stream that is known was left out
 */
export const revisionsSeen = (
  after: Position,
  remembered = STREAMS_REMEMBERED,
): ((batch: readonly StoredEvent[]) => readonly StoredEvent[]) => {
  const revisions = new Map<string, Revision>();
  let last = after;
  // Whoever has read from the first event knows of each stream that is new that it begins.
  let knowsAll = after === START;

  const see = ({ stream, revision, position }: StoredEvent): void => {
    const before = revisions.get(stream) ?? (knowsAll ? NO_STREAM : undefined);
    if (before !== undefined && revision !== before + 1)
      throw new LogBroken(`a revision is missing before position ${position}`);
    // Put in anew, so that the first of the map is the one that was silent for longest.
    revisions.delete(stream);
    revisions.set(stream, revision);
    last = position;
    const [oldest] = revisions.keys();
    if (revisions.size <= remembered || oldest === undefined) return;
    revisions.delete(oldest);
    knowsAll = false;
  };

  return (batch) =>
    batch.filter((event) => {
      if (!isAfter(event.position, last)) return false;
      see(event);
      return true;
    });
};
