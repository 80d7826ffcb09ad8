import type { Run } from '../../platform/read-models/sql';

/** Plain columns, never expressions: of those PostgreSQL would keep statistics, values and all. */
const INDICES = [
  'USING btree (name_key COLLATE "C", id)',
  // A short list of what is not sorted in yet: each search reads all of it.
  `USING gin (name_words) WITH (gin_pending_list_limit='256')`,
] as const;

const TRIGGERS = [
  {
    name: 'name_words_come',
    on: 'INSERT ON %s REFERENCING NEW TABLE AS told',
  },
  {
    name: 'name_words_change',
    on: 'UPDATE ON %s REFERENCING OLD TABLE AS forgotten NEW TABLE AS told',
  },
  { name: 'name_words_go', on: 'DELETE ON %s REFERENCING OLD TABLE AS forgotten' },
] as const;

/** What the table of names needs to be searched: two indices, and the triggers that keep `name_word`. */
export const prepareNameSearch = async (run: Run, path: string): Promise<void> => {
  const indices = await run<{ definition: string }>(
    `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass`,
    [path],
  );
  for (const index of INDICES)
    if (!indices.some(({ definition }) => definition.endsWith(index)))
      await run(`CREATE INDEX ON ${path} ${index}`);

  const triggers = await run<{ name: string }>(
    'SELECT tgname AS name FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal',
    [path],
  );
  for (const { name, on } of TRIGGERS)
    if (!triggers.some((trigger) => trigger.name === name))
      await run(
        `CREATE TRIGGER ${name} AFTER ${on.replace('%s', path)} FOR EACH STATEMENT
         EXECUTE FUNCTION read_models.${name === 'name_words_come' ? name : 'name_words_go'}()`,
      );
};
