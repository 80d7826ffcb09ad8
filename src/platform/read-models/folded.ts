import type { ObjectLiteral } from 'typeorm';
import type { AnyEvent } from '../../kernel/event';
import { idOfStream, type RecordedEvent } from '../event-store/recorded-event';
import type { Projection } from './projection';

/**
 * The row that a read model will hold for a stream after its history: a command answers with it at once, in the very
 * words of the later query. For read models with one row per stream.
 */
export const folded = <Row extends ObjectLiteral, E extends AnyEvent>(
  { evolve }: Projection<Row, E>,
  history: readonly RecordedEvent<E>[],
): Row => {
  const row = history.reduce<Row | null>(
    (before, event) => evolve(before, event, idOfStream(event.stream)),
    null,
  );
  if (!row) throw new Error('There is nothing to show of a stream that has not begun.');
  return row;
};
