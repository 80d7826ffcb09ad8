import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/**
 * The rows of an upload in their order. Whatever the statistics say of a table that has just been filled, or whose rows
 * have just changed their state: it follows the key, and never sorts all rows for each page of them.
 */
const PAGE = `
  CREATE FUNCTION waiting.page(
    upload uuid, last_number integer, among text[], without_outcome boolean, at_most integer
  ) RETURNS SETOF waiting.row
  LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp SET enable_sort = off SET enable_seqscan = off SET jit = off
  AS $$
  BEGIN
    RETURN QUERY
    SELECT * FROM waiting.row
     WHERE upload_id = upload AND number > last_number AND (among IS NULL OR state = ANY (among))
       AND (NOT without_outcome OR outcome IS NULL)
     ORDER BY number LIMIT at_most;
  END $$;

  REVOKE ALL ON FUNCTION waiting.page FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION waiting.page TO ${APPLICATION_ROLE};`;

/** A list of 100,000 rows is read in pages whose cost does not grow with it. */
export class WaitingPages1764000001140 implements MigrationInterface {
  readonly name = 'WaitingPages1764000001140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION waiting.page');
  }
}
