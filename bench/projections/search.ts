import { Client } from 'pg';
import { findByName } from '../../src/participant/queries/name-search';
import { person } from '../../src/participant/queries/person';
import { searchableName } from '../../src/participant/queries/searchable-name';
import { openDatabase } from '../../src/platform/database/database';
import { keepNoStatistics } from '../../src/platform/privacy/no-statistics';
import { READ_MODELS_SCHEMA, tableNameOf } from '../../src/platform/read-models/read-model-table';
import { prepareTables } from '../../src/platform/read-models/read-model-tables';
import { benchDatabase } from '../support/bench-database';
import { type Figure, percentileOf } from '../support/figures';
import type { Settings } from '../support/rounds';
import { rareNames } from './rare-names';

const SMALL = 10_000;
const LARGE = 1_000_000;
const SEARCHES = 400;
const TABLE = `${READ_MODELS_SCHEMA}.${tableNameOf(person)}`;

/** The same searches among ten thousand people and among a million: by whole names, begun, misspelt and by a last name. */
export async function* searchFigures(settings: Settings): AsyncGenerator<Figure> {
  const database = await benchDatabase(2);
  const owner = new Client({ connectionString: database.url });
  const models = await openDatabase({
    url: database.url,
    migrations: [],
    entities: [person.table],
  });
  try {
    await owner.connect();
    await prepareTables(models.dataSource, [person]);
    await keepNoStatistics(models.dataSource, [person.table]);
    const rows = {
      query: <Row>(sql: string, values: readonly unknown[]) =>
        models.dataSource.query<Row[]>(sql, [...values]),
    };
    const asked = rareNames(SEARCHES).map(mangled);
    const among = async (people: number) => {
      await fill(owner, people);
      return timesOf(asked, settings, (name) => findByName(rows, name, []));
    };
    const small = await among(SMALL * Math.min(1, settings.scale));
    const large = await among(LARGE * settings.scale);
    for (const percent of [50, 99]) {
      // As rates, as everywhere: how many searches of that length fit in a second.
      const rateOf = (times: readonly number[]) => 1_000 / percentileOf(times, percent);
      yield {
        case: `search-p${percent}`,
        unit: 'per second',
        ours: large.map(rateOf),
        beside: { among10k: small.map(rateOf) },
        ...(percent === 99 ? { targets: { among10k: 0.67 } } : {}),
      };
    }
  } finally {
    await owner.end();
    await models.close();
    await database.close();
  }
}

/** How long each search took, in milliseconds, by round; the first warms up. */
const timesOf = async (
  asked: readonly string[],
  { rounds }: Settings,
  search: (name: string) => Promise<unknown>,
): Promise<readonly (readonly number[])[]> => {
  const all: number[][] = [];
  for (let round = 0; round <= rounds; round++) {
    const times: number[] = [];
    for (const name of asked) {
      const began = performance.now();
      await search(name);
      times.push(performance.now() - began);
    }
    all.push(times);
  }
  return all.slice(1);
};

const AT_ONCE = 20_000;

const fill = async (owner: Client, people: number): Promise<void> => {
  const { rows } = await owner.query<{ people: number }>(
    `SELECT count(*)::int AS people FROM ${TABLE}`,
  );
  for (let done = rows[0]?.people ?? 0; done < people; done += AT_ONCE) {
    const names = rareNames(Math.min(AT_ONCE, people - done));
    const keys = names.map(searchableName);
    await owner.query(
      `INSERT INTO ${TABLE} (id, erased, enrolled, name, name_key, name_words, accounts)
       SELECT gen_random_uuid(), false, true, name, key, string_to_array(key, ' '), '[]'
         FROM unnest($1::text[], $2::text[]) AS made (name, key)`,
      [names, keys],
    );
  }
  await owner.query(`VACUUM (ANALYZE) ${TABLE}, ${READ_MODELS_SCHEMA}.name_word`);
};

/** As people ask: one in four each as it is written, begun only, with a letter missing, by its last word. */
const mangled = (name: string, index: number): string => {
  const words = name.split(' ');
  switch (index % 4) {
    case 0:
      return name;
    case 1:
      return name.slice(0, Math.max(4, name.length - 3));
    case 2:
      return name.length > 6 ? name.slice(0, 4) + name.slice(5) : name;
    default:
      return words.at(-1) ?? name;
  }
};
