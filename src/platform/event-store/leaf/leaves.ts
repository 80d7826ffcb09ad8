import { type EventStore, type Position, START } from '../event-store';
import { leafOf } from './leaf';
import { pages } from './pages';

export type Leaf = {
  /** Its place in the tree; it is not in the leaf. */
  readonly position: Position;
  /** 64 digits of hex. */
  readonly leaf: string;
};

/**
 * The leaf of every event after a position, in the order of the log, up to where it ends by then. Computed by who reads,
 * so that no append pays for it and every engine has it.
 */
export async function* leaves(
  store: Pick<EventStore, 'readAll'>,
  after: Position = START,
  pageSize?: number,
): AsyncGenerator<Leaf> {
  for await (const page of pages(store, after, pageSize))
    for (const event of page) yield { position: event.position, leaf: leafOf(event) };
}
