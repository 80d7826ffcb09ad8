import type { EntitySchema, ObjectLiteral } from 'typeorm';
import type { AnyEvent } from '../../kernel/event';
import type { RecordedEvent } from '../event-store/recorded-event';
import type { Run } from './sql';

/** A read model is a fold into rows of one table. Pure: the runner does the reading and the writing. */
export type Projection<Row extends ObjectLiteral, E extends AnyEvent> = {
  readonly name: string;
  /** Raise it, and the table is built again from the first event. */
  readonly version: number;
  /** What this version changes on purpose; any other difference refuses the switch to it. */
  readonly declares?: Declaration;
  /** The streams it listens to: `claim` means claim-*. */
  readonly categories: readonly string[];
  /** The primary key is the single text column `id`. */
  readonly table: EntitySchema<Row>;
  /** True only for the one table that holds personal values; everyone else is given events with their personal part sealed away. */
  readonly opensPersonal: boolean;
  /** The rows that an event touches; none where it says nothing to this read model. */
  readonly idsOf: (event: RecordedEvent<E>) => readonly string[];
  /** The row after the event; null where there is none (any more). */
  readonly evolve: (row: Row | null, event: RecordedEvent<E>, id: string) => Row | null;
  /**
   * What its table needs beside columns and plain indices, such as triggers. Runs whenever the table is prepared, new or
   * not, in that transaction: it leaves alone what is there already.
   */
  readonly prepare?: (run: Run, path: string) => Promise<void>;
};

/** In what the rows of a version are to differ from those of the version before. */
export type Declaration = {
  /** The version that it is held against: what comes from another one is compared in full. */
  readonly since: number;
  /** Columns that are new, gone or folded otherwise, by their names in the row. */
  readonly columns: readonly string[];
  /** True where there may be other rows, not only other values in them. */
  readonly rows?: boolean;
};

/** One of many. Written as methods, so that a list may hold projections of different rows. */
export type AnyProjection = Omit<Projection<ObjectLiteral, AnyEvent>, 'idsOf' | 'evolve'> & {
  idsOf(event: RecordedEvent): readonly string[];
  evolve(row: ObjectLiteral | null, event: RecordedEvent, id: string): ObjectLiteral | null;
};
