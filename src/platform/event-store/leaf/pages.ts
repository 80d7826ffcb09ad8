import { type EventStore, type Position, START, type StoredEvent } from '../event-store';

/** Events in memory at a time. */
const PAGE = 1_000;

/** The log after a position, page by page, up to where it ends by then. */
export async function* pages(
  store: Pick<EventStore, 'readAll'>,
  after: Position = START,
  size = PAGE,
): AsyncGenerator<readonly StoredEvent[]> {
  let position = after;
  for (;;) {
    const page = await store.readAll(position, size);
    if (page.length > 0) yield page;
    if (page.length < size) return;
    position = page.at(-1)?.position ?? position;
  }
}
