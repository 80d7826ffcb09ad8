import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database';
import { readModelTable } from '../read-models/read-model-table';
import { keepNoStatistics } from './no-statistics';

type Named = { readonly id: string; readonly name: string; readonly told: { text: string } };
const tableCalled = (name: string) =>
  readModelTable<Named>({
    name,
    version: 1,
    columns: { id: { type: 'text' }, name: { type: 'text' }, told: { type: 'jsonb' } },
    indices: [['name']],
  });
const [quiet, sampled] = [tableCalled('quiet'), tableCalled('sampled')];

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: DataSource;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await new DataSource({
    type: 'postgres',
    url: fresh.url,
    entities: [quiet, sampled],
    synchronize: true,
    installExtensions: false,
  }).initialize();
  await keepNoStatistics(database, [quiet]);
  for (const table of ['quiet_v1', 'sampled_v1']) {
    await database.query(
      `INSERT INTO read_models.${table}
       SELECT n::text, 'Kanari', '{"text": "Kanari"}' FROM generate_series(1, 100) AS n`,
    );
    await database.query(`ANALYZE read_models.${table}`);
  }
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

const sampledTables = async () => {
  const rows = await database.query<{ tablename: string }[]>(
    `SELECT DISTINCT tablename FROM pg_stats WHERE pg_stats::text LIKE '%Kanari%'`,
  );
  return rows.map(({ tablename }) => tablename);
};

describe('The statistics of a table of names', () => {
  it('hold no name, where those of another table do', async () =>
    expect(await sampledTables()).toEqual(['sampled_v1']));

  it('are settled once: the next start changes no table', async () => {
    const statements: string[] = [];
    const watched = Object.create(database, {
      query: {
        value: (sql: string, parameters?: unknown[]) => {
          statements.push(sql);
          return database.query<unknown>(sql, parameters);
        },
      },
    }) as DataSource;
    await keepNoStatistics(watched, [quiet]);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatch(/^SELECT/);
  });
});
