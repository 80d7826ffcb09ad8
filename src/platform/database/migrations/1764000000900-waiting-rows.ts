import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of uploaded files that wait until they are applied: sealed, and gone by erasure or after their day. */
export class WaitingRows1764000000900 implements MigrationInterface {
  readonly name = 'WaitingRows1764000000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA waiting;

      CREATE TABLE waiting.row (
        upload_id   uuid        NOT NULL,
        number      integer     NOT NULL CHECK (number >= 0),
        owner       text        NOT NULL,
        person_ref  text,
        key_id      uuid        NOT NULL,
        sealed      bytea       NOT NULL,
        state       text        NOT NULL,
        outcome     text,
        findings    jsonb       NOT NULL DEFAULT '[]',
        expires_at  timestamptz NOT NULL,
        PRIMARY KEY (upload_id, number)
      );
      CREATE INDEX row_of_person ON waiting.row (person_ref) WHERE person_ref IS NOT NULL;
      CREATE INDEX row_expiry ON waiting.row (expires_at) WHERE number = 0;

      COMMENT ON COLUMN waiting.row.sealed IS 'AES-256-GCM under a key of the upload, which expiry empties';
      COMMENT ON COLUMN waiting.row.person_ref IS 'Keyed hash of the NIK: how an erasure finds its rows';

      GRANT USAGE ON SCHEMA waiting TO kelambu_application;
      GRANT SELECT, INSERT, UPDATE (state, outcome, findings), DELETE ON waiting.row
        TO kelambu_application;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA waiting CASCADE');
  }
}
