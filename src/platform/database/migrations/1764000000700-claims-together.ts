import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/**
 * Waits for every command of a call, each time in the same order, so that no two calls wait for each other. It is the
 * lock of the functions that take one command alone: an older release may run beside this one.
 */
const LOCK = `
  PERFORM pg_advisory_xact_lock(4711, key)
    FROM (SELECT DISTINCT hashtext(command::text) AS key FROM unnest(commands) AS command ORDER BY key) AS ordered;`;

/**
 * Judges each as \`ledger.claim\` does, all by what stood before the call. All that stands of a command has one fingerprint,
 * so that any row of it will do. Two of one call that cannot both have what they ask are settled here: the later one is
 * disputed.
 */
const CLAIM_ALL = `
  CREATE FUNCTION ledger.claim_all(
    attempts uuid[], parts uuid[], commands uuid[], fingerprints text[], streams text[], expected_revisions integer[]
  ) RETURNS TABLE (kind text, first_revision integer, last_revision integer, "position" bigint,
                   recorded_at timestamptz, since integer, latest timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan
  AS $$
  #variable_conflict use_column
  BEGIN
    -- A statement of its own: the one that follows sees all that the holders before us have written.
    ${LOCK}

    RETURN QUERY
    WITH judged AS MATERIALIZED (
      SELECT asked.*, earlier.first_revision, earlier.last_revision, earlier.position, earlier.recorded_at, other.since,
             CASE
               WHEN (earlier.fingerprint, earlier.command_id, earlier.stream)
                  = (asked.fingerprint, asked.command_id, asked.stream) THEN 'replayed'
               WHEN earlier.part_id IS NOT NULL OR known.fingerprint <> asked.fingerprint THEN 'key_reused'
               WHEN claimed.fingerprint <> asked.fingerprint OR other.is_elsewhere THEN 'disputed'
               ELSE 'claimed'
             END AS kind
        FROM unnest(attempts, parts, commands, fingerprints, streams, expected_revisions) WITH ORDINALITY
             AS asked (attempt_id, part_id, command_id, fingerprint, stream, expected_revision, n)
        LEFT JOIN ledger.written AS earlier ON earlier.part_id = asked.part_id
        LEFT JOIN LATERAL (SELECT fingerprint FROM ledger.written
                            WHERE command_id = asked.command_id LIMIT 1) AS known ON true
        LEFT JOIN LATERAL (SELECT fingerprint FROM ledger.claim
                            WHERE command_id = asked.command_id LIMIT 1) AS claimed ON true
        LEFT JOIN LATERAL (SELECT min(expected_revision) AS since,
                                  bool_or((stream, command_id) <> (asked.stream, asked.command_id)) AS is_elsewhere
                             FROM ledger.claim WHERE part_id = asked.part_id) AS other ON true
    ), answered AS MATERIALIZED (
      SELECT attempt_id, part_id, command_id, fingerprint, stream, expected_revision, n,
             first_revision, last_revision, position, recorded_at, since,
             CASE WHEN kind = 'claimed'
                   AND (row_number() OVER (PARTITION BY kind, part_id ORDER BY n) > 1
                        OR first_value(fingerprint) OVER (PARTITION BY kind, command_id ORDER BY n) <> fingerprint)
                  THEN 'disputed' ELSE kind END AS kind
        FROM judged
    ), granted AS (
      INSERT INTO ledger.claim (attempt_id, part_id, command_id, fingerprint, stream, expected_revision)
      SELECT attempt_id, part_id, command_id, fingerprint, stream, expected_revision FROM answered WHERE kind = 'claimed'
    )
    SELECT kind, first_revision, last_revision, position, recorded_at, since,
           (SELECT max(recorded_at) FROM ledger.written)
      FROM answered ORDER BY n;
  END $$;`;

/**
 * What was written, and the end of every claim of it. It need not be on the disk: where the server forgets it, the claims
 * stand again, and each leads whoever asks to the stream in which its part is found. A claim that is on the disk takes
 * every completion before it there as well.
 */
const COMPLETE_ALL = `
  CREATE FUNCTION ledger.complete_all(
    parts uuid[], commands uuid[], fingerprints text[], streams text[],
    first_revisions integer[], last_revisions integer[], positions text[], times text[]
  ) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan
  AS $$
  BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    -- A claim looks at both tables, one after the other, and must not see this in between.
    ${LOCK}

    INSERT INTO ledger.written (position, recorded_at, first_revision, last_revision, part_id, command_id, stream, fingerprint)
    SELECT position::bigint, time::timestamptz, first, last, part, command, stream, fingerprint
      FROM unnest(parts, commands, fingerprints, streams, first_revisions, last_revisions, positions, times)
           AS done (part, command, fingerprint, stream, first, last, position, time)
    ON CONFLICT (part_id) DO NOTHING;
    DELETE FROM ledger.claim WHERE part_id = ANY (parts);
  END $$;`;

const RIGHTS = `
  REVOKE ALL ON FUNCTION ledger.claim_all, ledger.complete_all FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ledger.claim_all, ledger.complete_all TO ${APPLICATION_ROLE};`;

/** Claims that wait travel together, and so do completions: one call and one commit for many appends. */
export class ClaimsTogether1764000000700 implements MigrationInterface {
  readonly name = 'ClaimsTogether1764000000700';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CLAIM_ALL, COMPLETE_ALL, RIGHTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ledger.claim_all, ledger.complete_all');
  }
}
