import type { DataSource } from 'typeorm';
import { type EventStore, isAfter, type Position, START } from '../event-store/event-store';
import { advanceTogether, type Task } from './advance';
import type { Decode, Decoded } from './decoding';
import { type Step, stepOf } from './fold';
import { type OnRead, pagesBetween } from './log-pages';
import { pageReading, type ReadPage } from './page-reading';
import type { Side } from './side';

export type FoldingParts = {
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly decode: Decode;
  readonly onRead?: OnRead;
  readonly gently?: Gently;
};

/** For a fold beside people who work: smaller pages, one side after the other, and a rest between two pages. */
export type Gently = {
  readonly page: number;
  /** What it throws ends the fold. */
  readonly rest: (workedMs: number) => Promise<void>;
};

/** Events in one transaction: one such page is written, one decoded and one read at the same time. */
const PAGE = 600;
/** Transactions at the same time: while the database works for one, the other is folded. */
const LANES = 2;

/** Several sides that are folded in one reading of the log, and how far each has come. */
export type Folding = {
  /** Each side takes what stands before its own goal. */
  readonly to: (goals: Goals) => Promise<void>;
  readonly events: () => number;
};

type Goals = ReadonlyMap<Side, Position>;
type SideTask = Task & { readonly side: Side };

export const foldingOf = (parts: FoldingParts): Folding => {
  const { store, decode, onRead, gently } = parts;
  const taker = takerOf(parts);
  const readPage = pageReading(decode);
  let events = 0;

  const to = async (goals: Goals): Promise<void> => {
    const sides = [...goals.keys()].map((side) => side.of);
    const goal = [...goals.values()].reduce(later, START);
    const after = [...goals.keys()].map(taker.positionOf).reduce(earlier, goal);
    const size = gently?.page ?? PAGE;
    let begunAt: number | null = null;
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const page of pagesBetween(store, { after, to: goal, size })) {
        // Never after the last: others may be kept waiting until that is done.
        if (gently && begunAt !== null) await gently.rest(Date.now() - begunAt);
        begunAt = Date.now();
        const read = await readPage(page, sides);
        await writing;
        writing = taker.take(goals, read);
        // Should it fail, that is seen when the next page is read.
        writing.catch(() => undefined);
        if (gently) await writing;
        events += page.length;
        onRead?.(read.end, goal);
      }
      await writing;
    } finally {
      await writing.catch(() => undefined);
    }
  };
  return { to, events: () => events };
};

/** Takes pages into the rows of each side, as far as it is to go. */
const takerOf = ({ dataSource, gently }: Pick<FoldingParts, 'dataSource' | 'gently'>) => {
  const reached = new Map<Side, Position>();
  const positionOf = (side: Side): Position => reached.get(side) ?? START;

  const taken = async (tasks: readonly SideTask[]): Promise<void> => {
    if (tasks.length === 0) return;
    await advanceTogether(tasks, dataSource);
    for (const { side, batch } of tasks) reached.set(side, batch.to);
  };
  const take = async (goals: Goals, read: ReadPage): Promise<void> => {
    const tasks = [...goals].flatMap(
      ([side, goal]) => taskOf(side, read, { from: positionOf(side), goal }) ?? [],
    );
    if (gently) for (const task of tasks) await taken([task]);
    else
      await allDone(
        Array.from({ length: LANES }, (_, lane) =>
          taken(tasks.filter((_task, at) => at % LANES === lane)),
        ),
      );
  };
  return { positionOf, take };
};

/** Waits for all of them before it says that one has failed: nobody is to write any more by then. */
const allDone = async (work: readonly Promise<void>[]): Promise<void> => {
  await Promise.allSettled(work);
  await Promise.all(work);
};

const taskOf = (
  side: Side,
  read: ReadPage,
  { from, goal }: { readonly from: Position; readonly goal: Position },
): SideTask | null => {
  const to = earlier(read.end, goal);
  if (!isAfter(to, from)) return null;
  const isOurs = ({ stored: { position } }: Decoded): boolean =>
    isAfter(position, from) && !isAfter(position, to);
  const steps: Step[] = [];
  for (const one of read.of(side.of)) {
    const step = isOurs(one) ? stepOf(side.of, one) : null;
    if (step && saysSomething(step)) steps.push(step);
  }
  const { projection, rows } = side;
  return { side, projection, rows, batch: { from, to, steps } };
};

/** An event that touches no row is done with; one that cannot be read ends its stream. */
const saysSomething = (step: Step): boolean => 'error' in step || step.ids.length > 0;

const earlier = (one: Position, other: Position): Position => (isAfter(one, other) ? other : one);
const later = (one: Position, other: Position): Position => (isAfter(one, other) ? one : other);
