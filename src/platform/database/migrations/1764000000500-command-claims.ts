import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/**
 * Beside a log in KurrentDB, which knows events by their ids and no commands. A claim stands from before an append until
 * its outcome is known, one for each try of a caller; what was written stands for ever.
 */
const TABLES = `
  CREATE SCHEMA ledger;

  CREATE TABLE ledger.written (
    position        bigint           NOT NULL,
    recorded_at     timestamptz(3)   NOT NULL,
    first_revision  integer          NOT NULL,
    last_revision   integer          NOT NULL,
    part_id         uuid             NOT NULL CONSTRAINT written_part_unique PRIMARY KEY,
    command_id      uuid             NOT NULL,
    stream          text COLLATE "C" NOT NULL,
    fingerprint     text COLLATE "C" NOT NULL
  );
  CREATE INDEX written_parts ON ledger.written (command_id, position);
  CREATE INDEX written_times ON ledger.written (recorded_at);

  CREATE TABLE ledger.claim (
    claimed_at         timestamptz      NOT NULL DEFAULT clock_timestamp(),
    expected_revision  integer          NOT NULL,
    attempt_id         uuid             NOT NULL CONSTRAINT claim_attempt_unique PRIMARY KEY,
    part_id            uuid             NOT NULL,
    command_id         uuid             NOT NULL,
    stream             text COLLATE "C" NOT NULL,
    fingerprint        text COLLATE "C" NOT NULL
  );
  CREATE INDEX claim_parts ON ledger.claim (part_id);
  CREATE INDEX claim_commands ON ledger.claim (command_id);`;

/**
 * One claim of a command at a time: two wishes under one id never both pass. \`since\` is the least revision that another
 * claim of this part expects, so that only a part that somebody else has tried is looked for in its stream.
 */
const CLAIM = `
  CREATE FUNCTION ledger.claim(
    attempt uuid, part uuid, command uuid, asked text, target text, expected integer
  ) RETURNS TABLE (kind text, first_revision integer, last_revision integer, "position" bigint,
                   recorded_at timestamptz, since integer, latest timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
  #variable_conflict use_column
  DECLARE
    least integer;
  BEGIN
    -- A statement of its own: those that follow see all that the holder before us has written.
    PERFORM pg_advisory_xact_lock(4711, hashtext(command::text));

    RETURN QUERY
      SELECT CASE WHEN (fingerprint, command_id, stream) = (asked, command, target) THEN 'replayed' ELSE 'key_reused' END,
             first_revision, last_revision, position, recorded_at, NULL::integer, NULL::timestamptz
        FROM ledger.written WHERE part_id = part;
    IF FOUND THEN RETURN; END IF;

    IF EXISTS (SELECT FROM ledger.written WHERE command_id = command AND fingerprint <> asked) THEN
      RETURN QUERY SELECT 'key_reused', NULL::integer, NULL::integer, NULL::bigint, NULL::timestamptz, NULL::integer, NULL::timestamptz;
    ELSIF EXISTS (SELECT FROM ledger.claim
                   WHERE (command_id = command AND fingerprint <> asked)
                      OR (part_id = part AND (stream, command_id) <> (target, command))) THEN
      RETURN QUERY SELECT 'disputed', NULL::integer, NULL::integer, NULL::bigint, NULL::timestamptz, NULL::integer, NULL::timestamptz;
    ELSE
      SELECT min(expected_revision) INTO least FROM ledger.claim WHERE part_id = part;
      INSERT INTO ledger.claim (attempt_id, part_id, command_id, fingerprint, stream, expected_revision)
      VALUES (attempt, part, command, asked, target, expected);
      RETURN QUERY SELECT 'claimed', NULL::integer, NULL::integer, NULL::bigint, NULL::timestamptz, least,
                          (SELECT max(recorded_at) FROM ledger.written);
    END IF;
  END $$;`;

const SETTLE = `
  CREATE FUNCTION ledger.complete(
    part uuid, command uuid, asked text, target text, first integer, last integer, at bigint, recorded timestamptz
  ) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
  BEGIN
    -- A claim looks at both tables, one after the other, and must not see this in between.
    PERFORM pg_advisory_xact_lock(4711, hashtext(command::text));

    INSERT INTO ledger.written (position, recorded_at, first_revision, last_revision, part_id, command_id, stream, fingerprint)
    VALUES (at, recorded, first, last, part, command, target, asked)
    ON CONFLICT (part_id) DO NOTHING;
    DELETE FROM ledger.claim WHERE part_id = part;
  END $$;

  CREATE FUNCTION ledger.release(attempts uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
    DELETE FROM ledger.claim WHERE attempt_id = ANY (attempts);
  $$;`;

const GUARDS = `
  CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'What stands in ledger.% stays as it is.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;

  CREATE TRIGGER written_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
  ALTER TABLE ledger.written ENABLE ALWAYS TRIGGER written_stays;`;

const RIGHTS = `
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
  GRANT USAGE ON SCHEMA ledger TO ${APPLICATION_ROLE};
  GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO ${APPLICATION_ROLE};
  GRANT EXECUTE ON FUNCTION ledger.claim, ledger.complete, ledger.release TO ${APPLICATION_ROLE};`;

/** The ledger of commands for a log in KurrentDB; empty where the log is in PostgreSQL. */
export class CommandClaims1764000000500 implements MigrationInterface {
  readonly name = 'CommandClaims1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, CLAIM, SETTLE, GUARDS, RIGHTS]) await runner.query(part);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The ledger is never removed while its log stands.'));
  }
}
