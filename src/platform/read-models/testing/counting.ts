import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/database';
import type { Event } from '../../../kernel/event';
import { APPLICATION_ROLE } from '../../database/application-role';
import type { AnyProjection, Projection } from '../projection';
import { readModelTable } from '../read-model-table';
import { prepareTables } from '../read-model-tables';

export type Count = {
  readonly id: string;
  readonly events: number;
  readonly note: string | null;
};

export type Counted =
  | Event<'Counted', { readonly ids: readonly string[]; readonly note?: string }>
  | Event<'Added', { readonly ids: readonly string[]; readonly amount: number }>
  | Event<'Removed', { readonly ids: readonly string[] }>
  | Event<'Poisonous', { readonly ids: readonly string[] }>;

/** Counts: an event that is taken twice or never shows in the figure. */
export const counting = (version = 1): Projection<Count, Counted> => ({
  name: 'event-count',
  version,
  categories: ['claim'],
  table: readModelTable<Count>({
    name: 'event-count',
    version,
    columns: {
      id: { type: 'text' },
      events: { type: 'integer' },
      note: { type: 'text', nullable: true },
    },
    indices: [['events'], ['note', 'events']],
  }),
  opensPersonal: false,
  idsOf: ({ data }) => data.ids,
  evolve: (row, event, id) => {
    const { events = 0, note = null } = row ?? {};
    switch (event.type) {
      case 'Counted':
        return { id, events: events + 1, note: event.data.note ?? note };
      case 'Added':
        return { id, events: events + event.data.amount, note };
      case 'Removed':
        return null;
      case 'Poisonous':
        // The second row of an event fails: the first must not have counted it.
        if (event.data.ids.at(-1) !== id) return { id, events: events + 1, note };
        throw new TypeError(`a bug that quotes a value: secret of ${id}`);
    }
  },
});

export type TestDatabase = {
  /** As the application connects. */
  readonly dataSource: DataSource;
  /** As another process would; with the same projections, or with others. */
  readonly another: (...others: readonly AnyProjection[]) => Promise<DataSource>;
  /** As the database's owner, with the same projections. */
  readonly owner: DataSource;
  readonly close: () => Promise<void>;
};

/** A database of its own with the tables of those projections. */
export const databaseWith = async (
  ...projections: readonly AnyProjection[]
): Promise<TestDatabase> => {
  const { url, drop } = await freshDatabase();
  const opened: DataSource[] = [];
  const open = async (read: readonly AnyProjection[], options?: string) => {
    const entities = read.map(({ table }) => table);
    const extra = { options };
    const dataSource = new DataSource({ type: 'postgres', url, entities, extra });
    opened.push(await dataSource.initialize());
    return dataSource;
  };
  const another = (...others: readonly AnyProjection[]) =>
    open(others.length > 0 ? others : projections, `-c role=${APPLICATION_ROLE}`);
  const dataSource = await another();
  await prepareTables(dataSource, projections);
  return {
    dataSource,
    another,
    owner: await open(projections),
    close: async () => {
      await Promise.all(opened.map((one) => one.destroy()));
      await drop();
    },
  };
};

/** Every row, as `id: events`. */
export const countsIn = async (
  dataSource: DataSource,
  projection: AnyProjection = counting(),
): Promise<Readonly<Record<string, number>>> => {
  const rows = await dataSource.query<{ id: string; events: number }[]>(
    `SELECT id, events FROM ${dataSource.getMetadata(projection.table).tablePath} ORDER BY id`,
  );
  return Object.fromEntries(rows.map(({ id, events }) => [id, events]));
};

export const eventually = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It never came about.');
};
