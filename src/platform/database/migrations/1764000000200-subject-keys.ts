import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One key row per person for ever; emptied it is a tombstone. What must never happen to a row, triggers refuse to everyone. */
export class SubjectKeys1764000000200 implements MigrationInterface {
  readonly name = 'SubjectKeys1764000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA privacy;

      CREATE TABLE privacy.subject_key (
        key_id      uuid        PRIMARY KEY,
        subject_id  text        NOT NULL CONSTRAINT subject_key_subject_unique UNIQUE
                                CONSTRAINT subject_key_subject_named CHECK (subject_id <> ''),
        wrapped     bytea,
        kek_id      text,
        created_at  timestamptz NOT NULL DEFAULT now(),
        emptied_at  timestamptz,
        CONSTRAINT subject_key_kek_named CHECK ((wrapped IS NULL) = (kek_id IS NULL)),
        CONSTRAINT subject_key_tombstone_dated CHECK ((wrapped IS NULL) = (emptied_at IS NOT NULL))
      );

      CREATE FUNCTION privacy.refuse_removal_of_keys() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'A row of % is never removed.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;

      CREATE FUNCTION privacy.guard_subject_key() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.wrapped IS NULL THEN
          RAISE EXCEPTION 'A tombstone stays as it is.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF (NEW.key_id, NEW.subject_id, NEW.created_at)
           IS DISTINCT FROM (OLD.key_id, OLD.subject_id, OLD.created_at) THEN
          RAISE EXCEPTION 'A key stays with its subject.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.wrapped IS NOT NULL AND NEW.kek_id = OLD.kek_id
           AND NEW.wrapped IS DISTINCT FROM OLD.wrapped THEN
          RAISE EXCEPTION 'A key is wrapped anew only under another key-encryption key.'
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;

      CREATE TRIGGER subject_key_never_removed BEFORE DELETE OR TRUNCATE ON privacy.subject_key
        FOR EACH STATEMENT EXECUTE FUNCTION privacy.refuse_removal_of_keys();
      CREATE TRIGGER subject_key_guarded BEFORE UPDATE ON privacy.subject_key
        FOR EACH ROW EXECUTE FUNCTION privacy.guard_subject_key();

      GRANT USAGE ON SCHEMA privacy TO kelambu_application;
      GRANT SELECT,
            INSERT (key_id, subject_id, wrapped, kek_id, emptied_at),
            UPDATE (wrapped, kek_id, emptied_at)
         ON privacy.subject_key TO kelambu_application;
    `);
  }

  /** Without their keys the sealed parts are lost for ever, so there is no way back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Keys of persons are never removed.'));
  }
}
