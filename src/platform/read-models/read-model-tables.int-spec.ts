import type { DataSource } from 'typeorm';
import { type AnyProjection } from './projection';
import { readModelTable } from './read-model-table';
import { prepareTables } from './read-model-tables';
import { rowsOf } from './rows';
import { runAlone } from './sql';
import { type Count, counting, databaseWith, type TestDatabase } from './testing/counting';

type Everything = {
  readonly id: string;
  readonly fullName: string;
  readonly granted: string;
  readonly children: number;
  readonly isOpen: boolean;
  readonly diedOn: string | null;
  readonly knownAt: string;
  readonly schemes: readonly string[];
  readonly lines: readonly { readonly code: string; readonly amount: number }[];
  readonly story: { readonly [name: string]: string } | null;
};
const everything = readModelTable<Everything>({
  name: 'every-thing',
  version: 3,
  columns: {
    id: { type: 'text' },
    fullName: { type: 'text' },
    granted: { type: 'bigint' },
    children: { type: 'integer' },
    isOpen: { type: 'boolean' },
    diedOn: { type: 'date', nullable: true },
    knownAt: { type: 'timestamptz' },
    schemes: { type: 'text[]' },
    lines: { type: 'jsonb' },
    story: { type: 'jsonb', nullable: true },
  },
  indices: [['fullName']],
});
const everyThing: AnyProjection = {
  ...counting(),
  name: 'every-thing',
  version: 3,
  table: everything,
};

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await databaseWith(counting(), everyThing);
  dataSource = database.dataSource;
});
afterAll(() => database.close());

const indicesOf = async (table: string) =>
  (
    await dataSource.query<{ indexdef: string }[]>(
      `SELECT indexdef FROM pg_indexes WHERE schemaname = 'read_models' AND tablename = $1 ORDER BY 1`,
      [table],
    )
  ).map(({ indexdef }) => indexdef.replace(/^.* USING /, ''));
const checkpoints = () =>
  dataSource.query<object[]>(`SELECT projection, position FROM read_models.checkpoint ORDER BY 1`);
const setCheckpoint = (position: number) =>
  dataSource.query(`UPDATE read_models.checkpoint SET position = $1`, [position]);
const withColumn = (columns: object): AnyProjection => ({
  ...counting(),
  table: readModelTable<Count>({
    name: 'event-count',
    version: 1,
    columns: {
      id: { type: 'text' },
      events: { type: 'integer' },
      note: { type: 'text', nullable: true },
      ...columns,
    },
  }),
});

describe('The table of a read model', () => {
  it('gives back what the fold wrote, to the runner and to a query alike', async () => {
    const row: Everything = {
      id: 'a',
      fullName: 'Uji "Coba" \\ 😀',
      granted: '9007199254740993',
      children: -1,
      isOpen: true,
      diedOn: '2026-01-01',
      knownAt: '2026-01-01T16:59:59.004Z',
      schemes: ['jkk', 'a,"b"', ''],
      lines: [{ code: 'NULL', amount: 1e15 }],
      story: null,
    };
    const rows = rowsOf(dataSource, everyThing);
    const run = runAlone(dataSource);
    await rows.write(run, [row]);

    expect(await rows.load(run, ['a', 'b'])).toEqual(new Map([['a', row]]));
    expect(await dataSource.getRepository(everything).findOneBy({ id: 'a' })).toEqual(row);
  });

  it('is named after projection and version, in snake case', async () => {
    const columns = await dataSource.query<{ attname: string }[]>(
      `SELECT attname FROM pg_attribute
        WHERE attrelid = 'read_models.every_thing_v3'::regclass AND attnum > 0 ORDER BY attnum`,
    );
    expect(columns.map(({ attname }) => attname)).toEqual([
      ...['id', 'full_name', 'granted', 'children', 'is_open', 'died_on'],
      ...['known_at', 'schemes', 'lines', 'story'],
    ]);
  });

  it('is open to the application, whoever made it', async () => {
    await dataSource.query('DROP TABLE read_models.event_count_v1');
    await prepareTables(database.owner, [counting()]);
    const run = runAlone(dataSource);
    await rowsOf(dataSource, counting()).write(run, [{ id: 'a', events: 1, note: null }]);
    await rowsOf(dataSource, counting()).remove(run, ['a']);

    expect((await rowsOf(dataSource, counting()).load(run, ['a'])).size).toBe(0);
    await database.owner.query('DROP TABLE read_models.event_count_v1');
    await prepareTables(dataSource, [counting()]);
  });
});

describe('Preparing the tables', () => {
  it('creates each index, and one that is missing from a table that stands', async () => {
    const expected = ['btree (events)', 'btree (id)', 'btree (note, events)'];
    expect((await indicesOf('event_count_v1')).sort()).toEqual(expected);

    const [index] = await dataSource.query<{ indexname: string }[]>(
      `SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%event_count_v1%(note, events)'`,
    );
    await dataSource.query(`DROP INDEX read_models."${index?.indexname ?? ''}"`);
    expect(await indicesOf('event_count_v1')).toHaveLength(2);
    await prepareTables(dataSource, [counting()]);
    expect((await indicesOf('event_count_v1')).sort()).toEqual(expected);
  });

  it('leaves what is there as it is', async () => {
    await setCheckpoint(7);
    await prepareTables(dataSource, [counting(), everyThing]);

    expect(await dataSource.getRepository(everything).count()).toBe(1);
    expect(await checkpoints()).toEqual([
      { projection: 'event-count-v1', position: '7' },
      { projection: 'every-thing-v3', position: '7' },
    ]);
  });

  it('begins a table that was lost with the first event', async () => {
    await setCheckpoint(7);
    await dataSource.query('DROP TABLE read_models.event_count_v1');
    await prepareTables(dataSource, [counting()]);

    expect(await checkpoints()).toContainEqual({ projection: 'event-count-v1', position: '0' });
  });

  it('bears two processes that start at once', async () => {
    await dataSource.query('DROP TABLE read_models.event_count_v1');
    const other = await database.another();
    await Promise.all([
      prepareTables(dataSource, [counting()]),
      prepareTables(other, [counting()]),
    ]);
    expect(await indicesOf('event_count_v1')).toHaveLength(3);
  });
});

describe('A table that does not fit', () => {
  it.each([
    [
      'lacks a column',
      { status: { type: 'text' } },
      'lacks: status text not null; has instead: none',
    ],
    ['has another type', { events: { type: 'bigint' } }, 'has instead: events integer not null'],
    ['is stricter', { events: { type: 'integer', nullable: true } }, 'lacks: events integer;'],
  ])('is refused where it %s, and told what to do', async (_, columns, message) => {
    const projection = withColumn(columns);
    const other = await database.another(projection);
    const refused = prepareTables(other, [projection]);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow("Raise the projection's version");
  });

  it('is refused where it is named after another version', async () => {
    const mislaid = { ...counting(), version: 2 };
    await expect(prepareTables(dataSource, [mislaid])).rejects.toThrow(
      'event-count-v2 is to be kept in read_models.event_count_v2',
    );
  });

  it('is refused where it has rows and no checkpoint, as they would be counted again', async () => {
    await dataSource.query(`INSERT INTO read_models.event_count_v1 VALUES ('a', 1)`);
    await dataSource.query('DELETE FROM read_models.checkpoint');
    await expect(prepareTables(dataSource, [counting()])).rejects.toThrow('no checkpoint');
  });
});
