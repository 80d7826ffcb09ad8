import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/** Who opened what of whom, and who tried what he may not. Nothing personal: the purpose, which people type, is sealed. */
export class AccessLog1764000001000 implements MigrationInterface {
  readonly name = 'AccessLog1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA access;

      CREATE TABLE access.entry (
        number      bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at          timestamptz(3)   NOT NULL DEFAULT clock_timestamp(),
        id          uuid             NOT NULL CONSTRAINT entry_id_unique UNIQUE,
        outcome     text             NOT NULL CONSTRAINT entry_outcome_known CHECK (outcome IN ('opened', 'refused')),
        actor       text COLLATE "C" NOT NULL,
        roles       text[]           NOT NULL,
        request_id  text             NOT NULL,
        route       text             NOT NULL,
        thing       text,
        subject_id  text COLLATE "C",
        fields      text[]           NOT NULL,
        purpose     text,
        code        text,
        CONSTRAINT entry_refusal_named CHECK ((outcome = 'refused') = (code IS NOT NULL))
      );
      CREATE INDEX entry_actors ON access.entry (actor, number);
      CREATE INDEX entry_subjects ON access.entry (subject_id, number) WHERE subject_id IS NOT NULL;
      CREATE INDEX entry_times ON access.entry (at);

      CREATE FUNCTION access.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'What stands in access.% stays as it is.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;

      CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON access.entry
        FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();
      ALTER TABLE access.entry ENABLE ALWAYS TRIGGER entry_stays;

      REVOKE ALL ON FUNCTION access.refuse_change FROM PUBLIC;
      GRANT USAGE ON SCHEMA access TO ${APPLICATION_ROLE};
      GRANT SELECT,
            INSERT (id, outcome, actor, roles, request_id, route, thing, subject_id, fields, purpose, code)
         ON access.entry TO ${APPLICATION_ROLE};
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The access log is never removed.'));
  }
}
