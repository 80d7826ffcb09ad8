import {
  type EventStore,
  isAfter,
  type Position,
  START,
  type StoredEvent,
  type StreamName,
} from '../event-store/event-store';
import type { Quarantined } from './checkpoints';
import type { DecodeEach } from './decoding';
import { idsIn, type Step, stepOf, unseenOf } from './fold';
import { type OnRead, pagesBetween } from './log-pages';
import type { AnyProjection } from './projection';

/** The rows that some streams would write to, and all that any stream has ever said to them, in the log's order. */
export type StepsOfRows = {
  readonly ids: ReadonlySet<string>;
  readonly steps: readonly Step[];
};

/** While the log was read, one of the streams has gone on into rows that were not looked at: begin again. */
export class RowsMissed extends Error {
  override readonly name = 'RowsMissed';
}

type Parts = {
  readonly store: Pick<EventStore, 'readAll' | 'readStream'>;
  readonly decode: DecodeEach;
  readonly onRead?: OnRead;
};

const PAGE = 1_000;

/** Finds those rows, and then reads the log for them as far as it is told; what it keeps is the steps of these rows. */
export const stepsOfRowsOf = async (
  projection: AnyProjection,
  waiting: readonly Quarantined[],
  { store, decode, onRead }: Parts,
): Promise<StepsOfRows & { readonly readTo: (goal: Position) => Promise<void> }> => {
  const from = new Map(waiting.map(({ stream, position }) => [stream, position]));
  const waits = ({ stream, position }: StoredEvent): boolean => {
    const left = from.get(stream);
    return left !== undefined && !isAfter(left, position);
  };
  const stepsIn = async (events: readonly StoredEvent[]) =>
    (await decode(events)).map((one) => stepOf(projection, one));

  const ids = new Set<string>();
  for (const stream of from.keys()) {
    const events = await store.readStream(stream as StreamName);
    for (const id of idsIn(await stepsIn(events.filter(waits)))) ids.add(id);
  }

  const steps: Step[] = [];
  let read = START;
  const keep = (step: Step): void => {
    if ('error' in step) {
      if (waits(step.stored)) steps.push(step);
      return;
    }
    const touched = step.ids.filter((id) => ids.has(id));
    if (waits(step.stored) && touched.length < step.ids.length) throw new RowsMissed();
    if (touched.length > 0) steps.push({ ...step, ids: touched });
  };
  const readTo = async (goal: Position): Promise<void> => {
    for await (const page of pagesBetween(store, { after: read, to: goal, size: PAGE })) {
      for (const step of await stepsIn(unseenOf(projection, page, read))) keep(step);
      read = page.at(-1)?.position ?? read;
      onRead?.(read, goal);
    }
  };
  return { ids, steps, readTo };
};
