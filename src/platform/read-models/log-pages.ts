import {
  type EventStore,
  isAfter,
  type Position,
  type StoredEvent,
} from '../event-store/event-store';

/** What is told while a log is read: how far it has got, of how far it has to go. */
export type OnRead = (read: Position, goal: Position) => void;

/**
 * Everything after a position up to another, page by page: the next page is on its way while one is worked on, so at
 * most two are in memory. Throws where the log ends before.
 */
export async function* pagesBetween(
  store: Pick<EventStore, 'readAll'>,
  { after, to, size }: { readonly after: Position; readonly to: Position; readonly size: number },
): AsyncGenerator<readonly StoredEvent[]> {
  let position = after;
  let coming = isAfter(to, position) ? store.readAll(position, size) : null;
  while (coming) {
    const page = await coming;
    const last = page.at(-1)?.position;
    if (last === undefined) throw new Error(`The log ends at ${position}, before ${to}.`);
    position = last;
    coming = isAfter(to, position) ? store.readAll(position, size) : null;
    // Should it fail, that is seen when its turn comes.
    coming?.catch(() => undefined);
    const wanted = page.filter((event) => !isAfter(event.position, to));
    if (wanted.length > 0) yield wanted;
  }
}
