import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes chains as arrays, one element for each append and each event in the order of writing, and answers each append.
 * Its caller hands over no stream and no part twice in one call, nor one command with two fingerprints.
 * What is decided, written and answered is one statement: no arrays are made for the next one. Sequential scans are
 * forbidden because a plan made while a table is small is kept while it grows.
 */
const APPEND = `
  CREATE OR REPLACE FUNCTION log.append(
    chains integer[], streams text[], expected_revisions integer[], part_ids uuid[], command_ids uuid[],
    fingerprints text[], sizes integer[],
    event_ids uuid[], types text[], schema_versions integer[], data text[], personal text[], metadata text[]
  ) RETURNS TABLE (kind text, first_revision integer, last_revision integer, "position" bigint, recorded_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan
  AS $$
  #variable_conflict use_column
  DECLARE
    tip      log.head;
    reached  bigint;
  BEGIN
    -- A statement of its own: those that follow see all that the holder before us has written.
    SELECT * INTO STRICT tip FROM log.head FOR UPDATE;
    tip.recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), tip.recorded_at);

    RETURN QUERY
    WITH known AS (
      SELECT asked.*, coalesce(last.revision, -1) AS actual, earlier.first_revision, earlier.last_revision,
             earlier.position, earlier.recorded_at,
             CASE
               WHEN (earlier.fingerprint, earlier.command_id, earlier.stream)
                  = (asked.fingerprint, asked.command_id, asked.stream) THEN 'replayed'
               WHEN earlier.part_id IS NOT NULL OR command.fingerprint <> asked.fingerprint THEN 'key_reused'
               WHEN coalesce(last.revision, -1) <> asked.expected OR silent.part_id IS NOT NULL THEN 'conflict'
               ELSE 'appended'
             END AS kind
        FROM unnest(chains, streams, expected_revisions, part_ids, command_ids, fingerprints, sizes) WITH ORDINALITY
             AS asked (chain, stream, expected, part_id, command_id, fingerprint, size, n)
        LEFT JOIN LATERAL (SELECT * FROM log.command
                            WHERE part_id = asked.part_id LIMIT 1) AS earlier ON true
        -- All parts of a command have one fingerprint, so that any of them will do.
        LEFT JOIN LATERAL (SELECT fingerprint FROM log.command WHERE command_id = asked.command_id
                   UNION ALL SELECT fingerprint FROM ledger.unchanged WHERE command_id = asked.command_id
                             LIMIT 1) AS command ON true
        LEFT JOIN ledger.unchanged AS silent ON silent.part_id = asked.part_id
        LEFT JOIN LATERAL (SELECT revision FROM log.event
                            WHERE stream = asked.stream ORDER BY revision DESC LIMIT 1) AS last ON true
    ), tried AS MATERIALIZED (
      SELECT n, size, stream, part_id, command_id, fingerprint, actual, first_revision, last_revision, position, recorded_at,
             CASE WHEN bool_and(kind IN ('appended', 'replayed'))
                         OVER (PARTITION BY chain ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                       IS NOT FALSE
                  THEN kind ELSE 'not_tried' END AS kind
        FROM known
    ), placed AS MATERIALIZED (
      SELECT n, size, stream, part_id, command_id, fingerprint, kind,
             CASE kind WHEN 'appended' THEN actual + 1 ELSE first_revision END AS first_revision,
             CASE kind WHEN 'appended' THEN actual + size
                       WHEN 'conflict' THEN actual ELSE last_revision END AS last_revision,
             CASE kind WHEN 'appended'
                       THEN tip.position + sum(size) FILTER (WHERE kind = 'appended') OVER (ORDER BY n)
                       ELSE position END AS position,
             CASE kind WHEN 'appended' THEN tip.recorded_at ELSE recorded_at END AS recorded_at
        FROM tried
    ), spread AS (
      SELECT array_agg(CASE kind WHEN 'appended' THEN position - size + 1 + place ELSE 0 END ORDER BY n, place) AS positions,
             array_agg(first_revision + place ORDER BY n, place) AS revisions,
             array_agg(stream ORDER BY n, place) AS streams
        FROM placed, generate_series(0, size - 1) AS place
    ), written AS (
      -- Where sizes and events do not fit, one has nulls beside the other, and those are refused.
      INSERT INTO log.event (position, recorded_at, revision, schema_version, id, stream, type, data, personal, metadata)
      SELECT position, tip.recorded_at, revision, schema_version, id, stream, type, text, sealed, about
        FROM spread,
             unnest(positions, revisions, spread.streams, event_ids, types, schema_versions, data, personal, metadata)
             AS event (position, revision, stream, id, type, schema_version, text, sealed, about)
       WHERE position IS DISTINCT FROM 0
    ), noted AS (
      INSERT INTO log.command (position, recorded_at, first_revision, last_revision, part_id, command_id, stream, fingerprint)
      SELECT position, tip.recorded_at, first_revision, last_revision, part_id, command_id, stream, fingerprint
        FROM placed WHERE kind = 'appended'
    )
    SELECT kind, first_revision, last_revision, position::bigint, recorded_at FROM placed ORDER BY n;

    SELECT max(position) INTO reached FROM log.event;
    IF reached > tip.position THEN
      UPDATE log.head SET position = reached, recorded_at = tip.recorded_at;
      PERFORM pg_notify('kelambu_log', '');
    END IF;
  END $$;`;

/** Small appends that travel together cost a tenth less; a bulk costs a twentieth more. */
export class AppendInOneStatement1764000001130 implements MigrationInterface {
  readonly name = 'AppendInOneStatement1764000001130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The log is never rewritten.'));
  }
}
