import { isWritten } from '../../src/platform/event-store/event-store';
import { copyInto, insertInto } from '../peers/plain-table';
import type { Figure } from '../support/figures';
import { compared, rateOf, rateOfOne, type Settings } from '../support/rounds';
import { someAppend } from './some-events';
import type { Bench } from './bench';

/** The promise is for 32 writers; with fewer there is less to travel together. */
const TARGETS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  32: { insert: 1.5, emmett: 4 },
};

/** One event to a new stream, from so many callers at once. */
export const appendOne =
  (callers: number) =>
  async ({ store, plain, emmett }: Bench, settings: Settings): Promise<readonly Figure[]> => {
    const insert = insertInto(plain);
    const ours = async () => {
      const [outcome] = await store.append([someAppend()]);
      if (!outcome || !isWritten(outcome)) throw new Error('An append was not written.');
    };
    const targets = TARGETS[callers];
    const figure = await compared(
      { case: `append-${callers}`, unit: 'events/s', ...(targets ? { targets } : {}) },
      [
        { name: 'ours', run: rateOf(callers, ours) },
        { name: 'insert', run: rateOf(callers, () => insert(someAppend())) },
        { name: 'emmett', run: rateOf(callers, () => emmett.append(1)) },
      ],
      settings,
    );
    return [figure];
  };

/** A list of so many people, two events for each. */
const PEOPLE = 5_000;
const EVENTS_EACH = 2;

/** Each person a chain of its own, as the enrolment of a list hands them over. */
export const appendBulk = async (
  { store, plain }: Bench,
  settings: Settings,
): Promise<readonly Figure[]> => {
  const copy = await copyInto(plain);
  const list = () => Array.from({ length: PEOPLE }, () => someAppend(EVENTS_EACH));
  const ours = async () => {
    const outcomes = await Promise.all(list().map((append) => store.append([append])));
    if (!outcomes.flat().every(isWritten)) throw new Error('An append was not written.');
    return PEOPLE * EVENTS_EACH;
  };
  const copied = async () => {
    await copy(list());
    return PEOPLE * EVENTS_EACH;
  };
  const figure = await compared(
    { case: 'append-bulk', unit: 'events/s', targets: { copy: 0.5 } },
    [
      { name: 'ours', run: rateOfOne(ours) },
      { name: 'copy', run: rateOfOne(copied) },
    ],
    settings,
  );
  return [figure];
};
