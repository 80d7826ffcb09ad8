import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words that names are made of, each once and without whose it is: a misspelt word is looked up here, and then the
 * people by the words found. There are some ten thousand of them, however many people there are. Triggers keep it
 * with the table of names: in one transaction a word comes with the first who bears it and goes with the last, so that
 * nothing of an erased name stays. Whoever drops a table of names empties this one too, or words would be left of those
 * who are erased meanwhile.
 */
export class NameSearch1764000000800 implements MigrationInterface {
  readonly name = 'NameSearch1764000000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE read_models.name_word (word text COLLATE "C" PRIMARY KEY);
      ALTER TABLE read_models.name_word ALTER COLUMN word SET STATISTICS 0;
      CREATE INDEX name_word_similar ON read_models.name_word
        USING gin (word gin_trgm_ops) WITH (fastupdate = off);
      GRANT SELECT, INSERT, DELETE ON read_models.name_word TO kelambu_application;

      CREATE FUNCTION read_models.name_words_come() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO read_models.name_word
        SELECT DISTINCT word FROM told CROSS JOIN LATERAL unnest(told.name_words) AS word
        ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;

      CREATE FUNCTION read_models.name_words_go() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          INSERT INTO read_models.name_word
          SELECT DISTINCT word FROM told CROSS JOIN LATERAL unnest(told.name_words) AS word
           WHERE NOT EXISTS (SELECT FROM forgotten WHERE forgotten.id = told.id AND word = ANY (forgotten.name_words))
          ON CONFLICT DO NOTHING;
        END IF;
        EXECUTE format(
          'DELETE FROM read_models.name_word
            WHERE word = ANY (ARRAY(SELECT DISTINCT unnest(name_words) FROM forgotten%s))
              AND NOT EXISTS (SELECT FROM %s WHERE name_words @> ARRAY[word])',
          CASE WHEN TG_OP = 'UPDATE'
            THEN ' WHERE NOT EXISTS (SELECT FROM told WHERE told.id = forgotten.id AND told.name_words = forgotten.name_words)'
            ELSE '' END,
          TG_RELID::regclass);
        RETURN NULL;
      END $$;

      DROP TABLE IF EXISTS read_models.person_v2;
      DELETE FROM read_models.checkpoint WHERE projection = 'person-v2';
      DELETE FROM read_models.quarantine WHERE projection = 'person-v2';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('An older release would make the table of names again.'));
  }
}
