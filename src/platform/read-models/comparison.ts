import { inSql } from './read-model-table';
import type { Declaration } from './projection';
import type { Run } from './sql';

/** One table's content in figures. */
export type Content = {
  readonly rows: number;
  /** SHA-256 over the SHA-256 of every row, in the order of the ids. */
  readonly hash: string;
  /** Of every money column: rupiah, as text. */
  readonly sums: Readonly<Record<string, string>>;
};

export type RowDifference = {
  readonly id: string;
  /** As seen from what the log says. */
  readonly is: 'missing' | 'unexpected' | 'different';
  readonly columns: readonly string[];
};

export type Comparison = {
  readonly columns: readonly string[];
  readonly old: Content;
  readonly new: Content;
  readonly differences: number;
  /** The first of them, by id. */
  readonly differing: readonly RowDifference[];
  /** Columns that only one of the two has, and that nobody declared. */
  readonly undeclared: readonly string[];
};

type Tables = { readonly old: string; readonly new: string };

export const NAMED_ROWS = 100;

/** Compares two tables row by row, in the database. `declared` is left out. */
export const compare = async (
  run: Run,
  tables: Tables,
  declared: Declaration | null,
): Promise<Comparison> => {
  const [before, after] = [await columnsOf(run, tables.old), await columnsOf(run, tables.new)];
  const spared = (declared?.columns ?? []).map(inSql);
  const common = [...after.keys()].filter((name) => before.has(name) && !spared.includes(name));
  const undeclared = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.has(name) !== after.has(name) && !spared.includes(name),
  );
  const columns = common.filter((name) => name !== 'id').sort();
  const money = columns.filter(
    (name) => before.get(name) === 'bigint' && after.get(name) === 'bigint',
  );
  const found = await differencesIn(run, tables, columns, declared?.rows === true);
  return {
    columns,
    old: await contentOf(run, tables.old, columns, money),
    new: await contentOf(run, tables.new, columns, money),
    ...found,
    undeclared,
  };
};

const columnsOf = async (run: Run, path: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await run<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [path],
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
};

const quoted = (name: string): string => `"${name}"`;

/** In 256 parts, so that no text in between grows with the table as a whole. */
const contentOf = async (
  run: Run,
  path: string,
  columns: readonly string[],
  money: readonly string[],
): Promise<Content> => {
  const row = ['id', ...columns].map((name) => `${quoted(name)}::text`).join(', ');
  const sums = (one: string) =>
    money.map((name) => `, coalesce(sum(${quoted(name)}), 0)${one} AS ${quoted(name)}`).join('');
  const [found] = await run<Record<string, string>>(
    `SELECT coalesce(sum(part_rows), 0)::text AS rows,
            encode(sha256(coalesce(string_agg(part_hash, ''::bytea ORDER BY part), ''::bytea)), 'hex') AS hash
            ${sums('::text')}
       FROM (SELECT left(md5(id), 2) AS part, count(*) AS part_rows,
                    sha256(string_agg(sha256(convert_to(ROW(${row})::text, 'UTF8')), ''::bytea
                                      ORDER BY id COLLATE "C")) AS part_hash
                    ${sums('')}
               FROM ${path} GROUP BY 1) AS parts`,
  );
  const { rows = '0', hash = '', ...total } = found ?? {};
  return { rows: Number(rows), hash, sums: total };
};

const differencesIn = async (
  run: Run,
  tables: Tables,
  columns: readonly string[],
  otherRows: boolean,
): Promise<Pick<Comparison, 'differences' | 'differing'>> => {
  const found = await run<RowDifference & { all: number }>(
    `SELECT *, (count(*) OVER ())::int AS all FROM (${differingSql(tables, columns, otherRows)}) AS found
      ORDER BY id COLLATE "C" LIMIT ${NAMED_ROWS}`,
  );
  return {
    differences: found[0]?.all ?? 0,
    differing: found.map(({ id, is, columns: in_ }) => ({ id, is, columns: in_ })),
  };
};

/** The rows in which two tables differ; as text, since another version may have another type. */
const differingSql = (tables: Tables, columns: readonly string[], otherRows: boolean): string => {
  const differs = (name: string) =>
    `o.${quoted(name)}::text IS DISTINCT FROM n.${quoted(name)}::text`;
  const named = columns.map((name) => `CASE WHEN ${differs(name)} THEN '${name}' END`);
  const inValues = columns.length > 0 ? columns.map(differs).join(' OR ') : 'false';
  const both = `o.id IS NOT NULL AND n.id IS NOT NULL`;
  return `
    SELECT coalesce(o.id, n.id) AS id,
           CASE WHEN o.id IS NULL THEN 'missing' WHEN n.id IS NULL THEN 'unexpected' ELSE 'different' END AS is,
           CASE WHEN ${both} THEN array_remove(ARRAY[${named.join(', ')}]::text[], NULL)
                ELSE '{}'::text[] END AS columns
      FROM ${tables.old} o FULL JOIN ${tables.new} n ON n.id = o.id
     WHERE ${otherRows ? `${both} AND (${inValues})` : `NOT (${both}) OR (${inValues})`}`;
};

/** Makes the rows of one table those of the other where they differ; gives how many that were. */
export const replaceDiffering = async (run: Run, tables: Tables): Promise<number> => {
  const columns = [...(await columnsOf(run, tables.old)).keys()];
  const ids = await run<{ id: string }>(
    `SELECT id FROM (${differingSql(tables, columns, false)}) AS found`,
  );
  const differing = ids.map(({ id }) => id);
  const names = columns.map(quoted).join(', ');
  await run(`DELETE FROM ${tables.old} WHERE id = ANY ($1)`, [differing]);
  await run(
    `INSERT INTO ${tables.old} (${names}) SELECT ${names} FROM ${tables.new} WHERE id = ANY ($1)`,
    [differing],
  );
  return differing.length;
};
