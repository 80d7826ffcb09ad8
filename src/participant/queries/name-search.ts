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
 * many as there is room for. Only where room is left each word that nobody bears is looked up among all words that names
 * are made of, by their trigrams; then come the names that begin with what was probably meant, and at last those that
 * have the words somewhere. So the work depends on how many are found and how many words there are, and hardly on how
 * many people.
 */
export const findByName = async (
  rows: Rows,
  name: string,
  conditions: readonly Condition[],
): Promise<readonly NameFound[]> => {
  const key = searchableName(name);
  const found = new Map<string, NameFound>();
  const add = async (...[text, values]: Statement): Promise<boolean> => {
    for (const one of await rows.query<NameFound>(text, values)) found.set(one.id, one);
    return found.size >= MOST_FOUND;
  };
  if (await add(...beginningWith(key, key, conditions))) return ranked(found);
  const alike = await wordsLike(rows, wordsOfName(key).slice(0, MOST_WORDS));
  if (alike.some((words) => words.length === 0)) return ranked(found);
  const meant = alike.map(([best]) => best).join(' ');
  if (meant !== key && (await add(...beginningWith(meant, key, conditions)))) return ranked(found);
  await add(...bearing(alike, key, conditions));
  return ranked(found);
};

type Statement = readonly [text: string, values: readonly unknown[]];

/** For each word those that it may be meant for. */
const wordsLike = async (
  rows: Rows,
  words: readonly string[],
): Promise<readonly (readonly string[])[]> => {
  const found = await rows.query<{ n: number; word: string }>(WORDS_LIKE, [words]);
  return words.map((_, index) => found.filter(({ n }) => n === index + 1).map(({ word }) => word));
};

const beginningWith = (beginning: string, key: string, conditions: readonly Condition[]) =>
  numbered(
    `SELECT person.id, ${LIKENESS} AS alike
       FROM ${from(conditions)}
      WHERE person.enrolled AND person.name_key COLLATE "C" >= :beginning AND person.name_key COLLATE "C" < :beginning || '~'
        ${and(conditions)}
      ORDER BY person.name_key COLLATE "C", person.id LIMIT ${MOST_FOUND}`,
    [['', { beginning, key }], ...conditions],
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
    `SELECT id, ${LIKENESS} AS alike
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
const LIKENESS = `CASE WHEN person.name_key = :key THEN 3
                       WHEN starts_with(person.name_key, :key) THEN 2 + ${ALIKE} ELSE ${ALIKE} END`;

/**
 * The best first. A word that somebody bears is meant as it stands; else one that begins so, or is alike by
 * PostgreSQL's own threshold of 0.3.
 */
const WORDS_LIKE = `
  SELECT asked.n::integer AS n, found.word
    FROM unnest($1::text[]) WITH ORDINALITY AS asked (word, n)
   CROSS JOIN LATERAL (
     SELECT word FROM ${READ_MODELS_SCHEMA}.name_word WHERE word = asked.word
      UNION ALL
     (SELECT word FROM ${READ_MODELS_SCHEMA}.name_word
       WHERE NOT EXISTS (SELECT FROM ${READ_MODELS_SCHEMA}.name_word AS borne WHERE borne.word = asked.word)
         AND (word % asked.word OR word LIKE asked.word || '%')
       ORDER BY similarity(word, asked.word) DESC, word LIMIT 8)) AS found`;

const from = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? `${PERSON} person` : `${PERSON} person JOIN ${CARD} card USING (id)`;

const and = (conditions: readonly Condition[]): string =>
  conditions.map(([sql]) => `AND ${sql}`).join(' ');

/** `:name` becomes `$n`, a cast is left alone. */
const numbered = (sql: string, conditions: readonly Condition[]): Statement => {
  const named = new Map(conditions.flatMap(([, values]) => Object.entries(values)));
  const names = [...named.keys()];
  const text = sql.replaceAll(
    /(?<!:):([a-zA-Z]\w*)/g,
    (_, name: string) => `$${names.indexOf(name) + 1}`,
  );
  return [text, [...named.values()]];
};

const ranked = (found: ReadonlyMap<string, NameFound>): readonly NameFound[] =>
  [...found.values()]
    .sort((a, b) => b.alike - a.alike || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_FOUND);
