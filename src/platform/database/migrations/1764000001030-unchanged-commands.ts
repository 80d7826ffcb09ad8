import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/** Beside either log: commands that had nothing to say, and how far the stream stood that they said it of. */
const TABLE = `
  CREATE TABLE ledger.unchanged (
    position     bigint           NOT NULL,
    recorded_at  timestamptz(3)   NOT NULL DEFAULT clock_timestamp(),
    revision     integer          NOT NULL,
    part_id      uuid             NOT NULL CONSTRAINT unchanged_part_unique PRIMARY KEY,
    command_id   uuid             NOT NULL,
    stream       text COLLATE "C" NOT NULL,
    fingerprint  text COLLATE "C" NOT NULL
  );
  CREATE INDEX unchanged_commands ON ledger.unchanged (command_id, position);

  CREATE TRIGGER unchanged_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.unchanged
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
  ALTER TABLE ledger.unchanged ENABLE ALWAYS TRIGGER unchanged_stays;`;

/**
 * Answers the parts that are remembered now. One of which anything is known already, or whose command is known with
 * another wish, or is just being claimed, is left out: its caller looks again.
 */
const REMEMBER = `
  CREATE FUNCTION ledger.remember_unchanged(
    parts uuid[], commands uuid[], fingerprints text[], streams text[], revisions integer[], positions text[]
  ) RETURNS SETOF uuid
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan
  AS $$
  #variable_conflict use_column
  BEGIN
    -- Whoever appends holds the one, whoever claims the other: what follows sees all that they have written.
    PERFORM FROM log.head FOR UPDATE;
    PERFORM pg_advisory_xact_lock(4711, key)
      FROM (SELECT DISTINCT hashtext(command::text) AS key FROM unnest(commands) AS command ORDER BY key) AS ordered;

    RETURN QUERY
    INSERT INTO ledger.unchanged (position, revision, part_id, command_id, stream, fingerprint)
    SELECT position::bigint, revision, part_id, command_id, stream, fingerprint
      FROM unnest(parts, commands, fingerprints, streams, revisions, positions)
           AS asked (part_id, command_id, fingerprint, stream, revision, position)
     WHERE NOT EXISTS (SELECT FROM log.command AS known WHERE known.part_id = asked.part_id)
       AND NOT EXISTS (SELECT FROM ledger.written AS known WHERE known.part_id = asked.part_id)
       AND NOT EXISTS (SELECT FROM ledger.claim AS known WHERE known.part_id = asked.part_id)
       AND NOT EXISTS (
             SELECT FROM (SELECT fingerprint FROM log.command WHERE command_id = asked.command_id
                UNION ALL SELECT fingerprint FROM ledger.written WHERE command_id = asked.command_id
                UNION ALL SELECT fingerprint FROM ledger.claim WHERE command_id = asked.command_id
                UNION ALL SELECT fingerprint FROM ledger.unchanged WHERE command_id = asked.command_id) AS known
              WHERE known.fingerprint <> asked.fingerprint)
    ON CONFLICT (part_id) DO NOTHING
    RETURNING part_id;
  END $$;`;

/** What an append or a claim is told: another wish's command is a key reused, an unchanged part is for its caller to look at again. */
const CHANGES: readonly { readonly of: string; readonly from: string; readonly to: string }[] = [
  {
    of: 'log.append',
    from: `LEFT JOIN LATERAL (SELECT fingerprint FROM log.command
                            WHERE command_id = asked.command_id LIMIT 1) AS command ON true`,
    to: `LEFT JOIN LATERAL (SELECT fingerprint FROM log.command WHERE command_id = asked.command_id
                   UNION ALL SELECT fingerprint FROM ledger.unchanged WHERE command_id = asked.command_id
                             LIMIT 1) AS command ON true
        LEFT JOIN ledger.unchanged AS silent ON silent.part_id = asked.part_id`,
  },
  {
    of: 'log.append',
    from: 'WHEN coalesce(last.revision, -1) <> asked.expected THEN',
    to: 'WHEN coalesce(last.revision, -1) <> asked.expected OR silent.part_id IS NOT NULL THEN',
  },
  {
    of: 'ledger.claim_all',
    from: `LEFT JOIN LATERAL (SELECT fingerprint FROM ledger.written
                            WHERE command_id = asked.command_id LIMIT 1) AS known ON true`,
    to: `LEFT JOIN LATERAL (SELECT fingerprint FROM ledger.written WHERE command_id = asked.command_id
                   UNION ALL SELECT fingerprint FROM ledger.unchanged WHERE command_id = asked.command_id
                             LIMIT 1) AS known ON true
        LEFT JOIN ledger.unchanged AS silent ON silent.part_id = asked.part_id`,
  },
  {
    of: 'ledger.claim_all',
    from: 'WHEN claimed.fingerprint <> asked.fingerprint OR',
    to: `WHEN silent.part_id IS NOT NULL THEN 'unchanged'
               WHEN claimed.fingerprint <> asked.fingerprint OR`,
  },
];

/** A function as it stands, with one place changed. */
const change = async (
  runner: QueryRunner,
  { of, from, to }: (typeof CHANGES)[number],
): Promise<void> => {
  const [found] = (await runner.query(`SELECT pg_get_functiondef('${of}'::regproc) AS text`)) as {
    text: string;
  }[];
  const parts = found?.text.split(from) ?? [];
  if (parts.length !== 2) throw new Error(`${of} is not the function that this migration changes.`);
  await runner.query(parts.join(to));
};

const RIGHTS = `
  REVOKE ALL ON FUNCTION ledger.remember_unchanged FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ledger.remember_unchanged TO ${APPLICATION_ROLE};
  GRANT SELECT ON ledger.unchanged TO ${APPLICATION_ROLE};`;

/** A command whose answer was that there is nothing to record is the same command for ever as well. */
export class UnchangedCommands1764000001030 implements MigrationInterface {
  readonly name = 'UnchangedCommands1764000001030';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, REMEMBER, RIGHTS]) await runner.query(part);
    for (const one of CHANGES) await change(runner, one);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('What was answered is never forgotten.'));
  }
}
