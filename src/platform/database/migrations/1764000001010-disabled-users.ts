import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/** Whose tokens are not taken any more, however long they are good for; every change is kept. */
export class DisabledUsers1764000001010 implements MigrationInterface {
  readonly name = 'DisabledUsers1764000001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access.disabled_user (
        actor        text COLLATE "C" PRIMARY KEY,
        disabled_at  timestamptz(3)   NOT NULL DEFAULT clock_timestamp()
      );

      CREATE TABLE access.user_change (
        number  bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at      timestamptz(3)   NOT NULL DEFAULT clock_timestamp(),
        actor   text COLLATE "C" NOT NULL,
        change  text             NOT NULL
      );

      CREATE FUNCTION access.record_user_change() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        INSERT INTO access.user_change (actor, change)
        VALUES (coalesce(NEW.actor, OLD.actor), CASE TG_OP WHEN 'INSERT' THEN 'disabled' ELSE 'enabled' END);
        RETURN NULL;
      END $$;

      CREATE TRIGGER disabled_user_recorded AFTER INSERT OR DELETE ON access.disabled_user
        FOR EACH ROW EXECUTE FUNCTION access.record_user_change();
      CREATE TRIGGER disabled_user_whole BEFORE UPDATE OR TRUNCATE ON access.disabled_user
        FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();
      CREATE TRIGGER user_change_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON access.user_change
        FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();
      ALTER TABLE access.disabled_user ENABLE ALWAYS TRIGGER disabled_user_recorded;
      ALTER TABLE access.user_change ENABLE ALWAYS TRIGGER user_change_stays;

      REVOKE ALL ON FUNCTION access.record_user_change FROM PUBLIC;
      GRANT SELECT, INSERT (actor), DELETE ON access.disabled_user TO ${APPLICATION_ROLE};
      GRANT SELECT ON access.user_change TO ${APPLICATION_ROLE};
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Who was disabled when is never forgotten.'));
  }
}
