import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/** Wide columns first and no padding between them. Texts stay text: hashes are taken over them, and jsonb would reshape them. */
const TABLES = `
  CREATE SCHEMA log;

  CREATE TABLE log.head (
    position     bigint         NOT NULL,
    recorded_at  timestamptz(3) NOT NULL
  ) WITH (fillfactor = 10);
  CREATE UNIQUE INDEX head_is_one_row ON log.head ((true));
  INSERT INTO log.head VALUES (0, 'epoch');

  CREATE TABLE log.event (
    position        bigint           NOT NULL CONSTRAINT event_position_unique PRIMARY KEY,
    recorded_at     timestamptz(3)   NOT NULL,
    revision        integer          NOT NULL,
    schema_version  integer          NOT NULL,
    id              uuid             NOT NULL CONSTRAINT event_id_unique UNIQUE,
    stream          text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    data            text             NOT NULL,
    personal        text,
    metadata        text             NOT NULL,
    CONSTRAINT event_revision_unique UNIQUE (stream, revision)
  );

  CREATE TABLE log.command (
    position        bigint           NOT NULL,
    recorded_at     timestamptz(3)   NOT NULL,
    first_revision  integer          NOT NULL,
    last_revision   integer          NOT NULL,
    part_id         uuid             NOT NULL CONSTRAINT command_part_unique PRIMARY KEY,
    command_id      uuid             NOT NULL,
    stream          text COLLATE "C" NOT NULL,
    fingerprint     text COLLATE "C" NOT NULL
  );
  CREATE INDEX command_parts ON log.command (command_id, position);`;

/**
 * Takes chains as arrays, one element for each append and each event in the order of writing, and answers each append.
 * Its caller hands over no stream and no part twice in one call, nor one command with two fingerprints.
 * Sequential scans are forbidden because a plan made while a table is small is kept while it grows.
 */
const APPEND = `
  CREATE FUNCTION log.append(
    chains integer[], streams text[], expected_revisions integer[], part_ids uuid[], command_ids uuid[],
    fingerprints text[], sizes integer[],
    event_ids uuid[], types text[], schema_versions integer[], data text[], personal text[], metadata text[]
  ) RETURNS TABLE (kind text, first_revision integer, last_revision integer, "position" bigint, recorded_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan
  AS $$
  #variable_conflict use_column
  DECLARE
    tip              log.head;
    kinds            text[];
    first_revisions  integer[];
    last_revisions   integer[];
    positions        bigint[];
    times            timestamptz[];
    appended         bigint;
    event_positions  bigint[];
    event_revisions  integer[];
    event_streams    text[];
  BEGIN
    -- A statement of its own: those that follow see all that the holder before us has written.
    SELECT * INTO STRICT tip FROM log.head FOR UPDATE;
    tip.recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), tip.recorded_at);

    WITH known AS (
      SELECT asked.*, coalesce(last.revision, -1) AS actual, earlier.first_revision, earlier.last_revision,
             earlier.position, earlier.recorded_at,
             CASE
               WHEN (earlier.fingerprint, earlier.command_id, earlier.stream)
                  = (asked.fingerprint, asked.command_id, asked.stream) THEN 'replayed'
               WHEN earlier.part_id IS NOT NULL OR command.fingerprint <> asked.fingerprint THEN 'key_reused'
               WHEN coalesce(last.revision, -1) <> asked.expected THEN 'conflict'
               ELSE 'appended'
             END AS kind
        FROM unnest(chains, streams, expected_revisions, part_ids, command_ids, fingerprints, sizes) WITH ORDINALITY
             AS asked (chain, stream, expected, part_id, command_id, fingerprint, size, n)
        LEFT JOIN LATERAL (SELECT * FROM log.command
                            WHERE part_id = asked.part_id LIMIT 1) AS earlier ON true
        -- All parts of a command have one fingerprint, so that any of them will do.
        LEFT JOIN LATERAL (SELECT fingerprint FROM log.command
                            WHERE command_id = asked.command_id LIMIT 1) AS command ON true
        LEFT JOIN LATERAL (SELECT revision FROM log.event
                            WHERE stream = asked.stream ORDER BY revision DESC LIMIT 1) AS last ON true
    ), tried AS (
      SELECT n, size, actual, first_revision, last_revision, position, recorded_at,
             CASE WHEN bool_and(kind IN ('appended', 'replayed'))
                         OVER (PARTITION BY chain ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                       IS NOT FALSE
                  THEN kind ELSE 'not_tried' END AS kind
        FROM known
    ), placed AS (
      SELECT *, tip.position + sum(size) FILTER (WHERE kind = 'appended') OVER (ORDER BY n) AS last_position
        FROM tried
    )
    SELECT array_agg(kind ORDER BY n),
           array_agg(CASE kind WHEN 'appended' THEN actual + 1 ELSE first_revision END ORDER BY n),
           array_agg(CASE kind WHEN 'appended' THEN actual + size
                               WHEN 'conflict' THEN actual ELSE last_revision END ORDER BY n),
           array_agg(CASE kind WHEN 'appended' THEN last_position ELSE position END ORDER BY n),
           array_agg(CASE kind WHEN 'appended' THEN tip.recorded_at ELSE recorded_at END ORDER BY n),
           sum(size) FILTER (WHERE kind = 'appended')
      INTO kinds, first_revisions, last_revisions, positions, times, appended
      FROM placed;

    IF appended > 0 THEN
      SELECT array_agg(CASE kind WHEN 'appended' THEN last_position - size + 1 + place ELSE 0 END ORDER BY n, place),
             array_agg(first_revision + place ORDER BY n, place),
             array_agg(stream ORDER BY n, place)
        INTO event_positions, event_revisions, event_streams
        FROM unnest(kinds, positions, first_revisions, streams, sizes) WITH ORDINALITY
             AS append (kind, last_position, first_revision, stream, size, n), generate_series(0, size - 1) AS place;

      -- Where sizes and events do not fit, one has nulls beside the other, and those are refused.
      INSERT INTO log.event (position, recorded_at, revision, schema_version, id, stream, type, data, personal, metadata)
      SELECT position, tip.recorded_at, revision, schema_version, id, stream, type, text, sealed, about
        FROM unnest(event_positions, event_revisions, event_streams, event_ids, types, schema_versions, data, personal, metadata)
             AS event (position, revision, stream, id, type, schema_version, text, sealed, about)
       WHERE position IS DISTINCT FROM 0;

      INSERT INTO log.command (position, recorded_at, first_revision, last_revision, part_id, command_id, stream, fingerprint)
      SELECT position, tip.recorded_at, first_revision, last_revision, part_id, command_id, stream, fingerprint
        FROM unnest(positions, first_revisions, last_revisions, part_ids, command_ids, streams, fingerprints, kinds)
             AS append (position, first_revision, last_revision, part_id, command_id, stream, fingerprint, kind)
       WHERE kind = 'appended';

      UPDATE log.head SET position = tip.position + appended, recorded_at = tip.recorded_at;
      PERFORM pg_notify('kelambu_log', '');
    END IF;

    RETURN QUERY SELECT * FROM unnest(kinds, first_revisions, last_revisions, positions, times);
  END $$;`;

/** Always: a session that plays the replica is refused as well. */
const GUARDS = `
  CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'What stands in log.% stays as it is.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;

  CREATE FUNCTION log.guard_head() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.position > OLD.position AND NEW.recorded_at >= OLD.recorded_at
       AND NEW.position = (SELECT max(position) FROM log.event) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The head only moves on to the last event.' USING ERRCODE = 'restrict_violation';
  END $$;

  CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
  CREATE TRIGGER command_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log.command
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
  CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON log.head
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
  CREATE TRIGGER head_moves_on BEFORE UPDATE ON log.head
    FOR EACH ROW EXECUTE FUNCTION log.guard_head();

  ALTER TABLE log.event ENABLE ALWAYS TRIGGER event_stays;
  ALTER TABLE log.command ENABLE ALWAYS TRIGGER command_stays;
  ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_stays, ENABLE ALWAYS TRIGGER head_moves_on;`;

const RIGHTS = `
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
  GRANT USAGE ON SCHEMA log TO ${APPLICATION_ROLE};
  GRANT SELECT ON ALL TABLES IN SCHEMA log TO ${APPLICATION_ROLE};
  GRANT EXECUTE ON FUNCTION log.append TO ${APPLICATION_ROLE};`;

/** The log, the ledger of commands and the one function that writes them. */
export class EventLog1764000000100 implements MigrationInterface {
  readonly name = 'EventLog1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, APPEND, GUARDS, RIGHTS]) await runner.query(part);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The log is never removed.'));
  }
}
