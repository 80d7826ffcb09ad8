import type { ObjectLiteral } from 'typeorm';
import { isAfter, type Position, type StoredEvent } from '../event-store/event-store';
import { categoryOf, type RecordedEvent } from '../event-store/recorded-event';
import type { Quarantined } from './checkpoints';
import { type Decoded, kindOf } from './decoding';
import type { AnyProjection } from './projection';

/** An event with the rows that it touches, or the reason why nobody can say. */
export type Step =
  | { readonly stored: StoredEvent; readonly event: RecordedEvent; readonly ids: readonly string[] }
  | { readonly stored: StoredEvent; readonly error: string };

export type Folded = {
  readonly changed: readonly ObjectLiteral[];
  readonly removed: readonly string[];
  readonly poisoned: readonly Quarantined[];
};

type RowById = ReadonlyMap<string, ObjectLiteral | null>;
type RowAfter = { readonly id: string; readonly row: ObjectLiteral | null };

/** The events of a reader's streams in a batch, once each: a reader that reconnects may be handed some again. */
export const unseenOf = (
  { categories }: Pick<AnyProjection, 'categories'>,
  batch: readonly StoredEvent[],
  seen: Position,
): readonly StoredEvent[] => {
  const ids = new Set<string>();
  return batch.filter(
    ({ id, stream, position }) =>
      categories.includes(categoryOf(stream)) &&
      isAfter(position, seen) &&
      !ids.has(id) &&
      ids.add(id),
  );
};

export const stepOf = (projection: AnyProjection, decoded: Decoded): Step => {
  if ('error' in decoded) return decoded;
  const { stored, event } = decoded;
  try {
    const ids = projection.idsOf(event);
    return { stored, event, ids: ids.length > 1 ? [...new Set(ids)] : ids };
  } catch (error) {
    return { stored, error: kindOf(error, stored) };
  }
};

/** Whether there is anything to be done: an event without rows changes none, and its stream need not be asked about. */
export const hasEffect = (step: Step): boolean => 'error' in step || step.ids.length > 0;

export const idsIn = (steps: readonly Step[]): readonly string[] => {
  const ids = new Set<string>();
  for (const step of steps) if ('ids' in step) for (const id of step.ids) ids.add(id);
  return [...ids];
};

/**
 * The rows after those events, without what `quarantined` streams say from their position on. An event counts in all its rows or in none; one that cannot be folded ends its stream
 * here, and what the stream said before it stands.
 */
export const fold = (
  projection: AnyProjection,
  before: ReadonlyMap<string, ObjectLiteral>,
  steps: readonly Step[],
  quarantined: ReadonlyMap<string, Position>,
): Folded => {
  const after = new Map<string, ObjectLiteral | null>();
  const poisoned = new Map<string, Quarantined>();
  const rowOf = (id: string) => {
    const row = after.get(id);
    return row === undefined ? (before.get(id) ?? null) : row;
  };

  for (const step of steps) {
    const { stream, position } = step.stored;
    if (isBarred(quarantined.get(stream), position) || poisoned.has(stream)) continue;
    const rows = rowsAfter(projection, step, rowOf);
    if (typeof rows === 'string') poisoned.set(stream, { stream, position, error: rows });
    else for (const { id, row } of rows) after.set(id, row);
  }
  return { ...difference(before, after), poisoned: [...poisoned.values()] };
};

/** A stream that was left at a position says nothing from there on; what it said before stands. */
const isBarred = (left: Position | undefined, position: Position): boolean =>
  left !== undefined && !isAfter(left, position);

const rowsAfter = (
  projection: AnyProjection,
  step: Step,
  rowOf: (id: string) => ObjectLiteral | null,
): readonly RowAfter[] | string => {
  if ('error' in step) return step.error;
  try {
    return step.ids.map((id) => ({ id, row: rowAfter(projection, rowOf(id), step.event, id) }));
  } catch (error) {
    return kindOf(error, step.stored);
  }
};

const rowAfter = (
  projection: AnyProjection,
  row: ObjectLiteral | null,
  event: RecordedEvent,
  id: string,
): ObjectLiteral | null => {
  const after = projection.evolve(row, event, id);
  if (after && after.id !== id) throw new WrongRow();
  return after && Object.freeze(after);
};

/** The fold answered with the row of another id. */
class WrongRow extends Error {
  override readonly name = 'WrongRow';
}

/** A row that came back as it was is not written. */
const difference = (
  before: ReadonlyMap<string, ObjectLiteral>,
  after: RowById,
): Pick<Folded, 'changed' | 'removed'> => {
  const changed: ObjectLiteral[] = [];
  const removed: string[] = [];
  for (const [id, row] of after) {
    if (row === (before.get(id) ?? null)) continue;
    if (row) changed.push(row);
    else removed.push(id);
  }
  return { changed, removed };
};
