import type { RowsReader } from '../../platform/read-models/rows-reader';
import { READ_MODELS_SCHEMA, tableNameOf } from '../../platform/read-models/read-model-table';
import { participantCard } from './participant-card';
import type { Condition } from './participant-filter';
import { person } from './person';
import { searchableName, wordsOfName } from './searchable-name';

/** How alike the name is: above 2 it begins with what was asked for, 3 and it is the same. */
export type NameFound = { readonly id: string; readonly alike: number };

/** Whoever finds more has to say more: a village, another word of the name. */
export const MOST_FOUND = 200;

/** What is needed of it, so that a benchmark can ask as the API does. */
type Rows = Pick<RowsReader, 'query'>;

const PERSON = `${READ_MODELS_SCHEMA}.${tableNameOf(person)}`;
const CARD = `${READ_MODELS_SCHEMA}.${tableNameOf(participantCard)}`;

/**
 * Participants by a name in any spelling, the most alike first. Names that begin with it come from a sorted index, as
 * many as there is room for. Only where room is left each word is looked up among all words that names are made of, by
 * their trigrams, and then the people who bear one of the words found for each. So the work depends on how many are
 * found and on how many words there are, not on how many people.
 */
export const findByName = async (
  rows: Rows,
  name: string,
  conditions: readonly Condition[],
): Promise<readonly NameFound[]> => {
  const key = searchableName(name);
  const beginning = await rows.query<NameFound>(...beginningWith(key, conditions));
  if (beginning.length >= MOST_FOUND) return ranked(beginning);
  const alike = await wordsLike(rows, wordsOfName(key).slice(0, MOST_WORDS));
  const similar = alike.every((words) => words.length > 0)
    ? await rows.query<NameFound>(...bearing(alike, key, conditions))
    : [];
  const known = new Set(beginning.map(({ id }) => id));
  return ranked([...beginning, ...similar.filter(({ id }) => !known.has(id))]);
};

/** For each word those that it may be meant for. */
const wordsLike = async (
  rows: Rows,
  words: readonly string[],
): Promise<readonly (readonly string[])[]> => {
  const found = await rows.query<{ n: number; word: string }>(WORDS_LIKE, [words]);
  return words.map((_, index) => found.filter(({ n }) => n === index + 1).map(({ word }) => word));
};

const beginningWith = (key: string, conditions: readonly Condition[]) =>
  numbered(
    `SELECT person.id, CASE WHEN person.name_key = :key THEN 3 ELSE 2 + ${ALIKE} END AS alike
       FROM ${from(conditions)}
      WHERE person.enrolled AND person.name_key COLLATE "C" >= :key AND person.name_key COLLATE "C" < :key || '~'
        ${and(conditions)}
      ORDER BY person.name_key COLLATE "C", person.id LIMIT ${MOST_FOUND}`,
    [['', { key }], ...conditions],
  );

const bearing = (
  alike: readonly (readonly string[])[],
  key: string,
  conditions: readonly Condition[],
) => {
  const words: readonly Condition[] = alike.map((some, index) => [
    `person.name_words && :words${index}`,
    { [`words${index}`]: some },
  ]);
  return numbered(
    `SELECT id, ${ALIKE} AS alike
       FROM (SELECT person.id, person.name_key FROM ${from(conditions)}
              WHERE person.enrolled ${and([...words, ...conditions])} LIMIT ${MOST_COMPARED}) AS person
      ORDER BY alike DESC, id LIMIT ${MOST_FOUND}`,
    [['', { key }], ...words, ...conditions],
  );
};

/** Of a long name the first words tell enough. */
const MOST_WORDS = 6;
/** Of common names that stand nowhere in front: `Saputra`. */
const MOST_COMPARED = 2_000;

/** A number of few digits, so that a cursor can hold it exactly. */
const ALIKE = 'round(similarity(person.name_key, :key)::numeric, 4)::float8';

/** A word that is only begun counts as meant. `%` is PostgreSQL's own threshold of 0.3. */
const WORDS_LIKE = `
  SELECT asked.n::integer AS n, found.word
    FROM unnest($1::text[]) WITH ORDINALITY AS asked (word, n)
   CROSS JOIN LATERAL (
     SELECT word FROM ${READ_MODELS_SCHEMA}.name_word
      WHERE word % asked.word OR word LIKE asked.word || '%'
      ORDER BY similarity(word, asked.word) DESC, word LIMIT 12) AS found`;

const from = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? `${PERSON} person` : `${PERSON} person JOIN ${CARD} card USING (id)`;

const and = (conditions: readonly Condition[]): string =>
  conditions.map(([sql]) => `AND ${sql}`).join(' ');

/** `:name` becomes `$n`, a cast is left alone. */
const numbered = (
  sql: string,
  conditions: readonly Condition[],
): [text: string, values: readonly unknown[]] => {
  const named = new Map(conditions.flatMap(([, values]) => Object.entries(values)));
  const names = [...named.keys()];
  const text = sql.replaceAll(
    /(?<!:):([a-zA-Z]\w*)/g,
    (_, name: string) => `$${names.indexOf(name) + 1}`,
  );
  return [text, [...named.values()]];
};

const ranked = (found: readonly NameFound[]): readonly NameFound[] =>
  [...found].sort((a, b) => b.alike - a.alike || (a.id < b.id ? -1 : 1)).slice(0, MOST_FOUND);
