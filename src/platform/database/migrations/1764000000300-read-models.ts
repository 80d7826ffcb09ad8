import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each read model has read, and which streams it has stopped at. The tables themselves are made at start from their projections. */
export class ReadModels1764000000300 implements MigrationInterface {
  readonly name = 'ReadModels1764000000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE SCHEMA IF NOT EXISTS read_models`);
    await queryRunner.query(`
      CREATE TABLE read_models.checkpoint (
        projection text PRIMARY KEY,
        position bigint NOT NULL CHECK (position >= 0),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await queryRunner.query(`
      CREATE TABLE read_models.quarantine (
        projection text NOT NULL,
        stream text NOT NULL,
        position bigint NOT NULL,
        error text NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (projection, stream)
      )`);
    await queryRunner.query(`
      COMMENT ON COLUMN read_models.quarantine.position IS
        'Of the first event that could not be read; it and all later ones of the stream wait in the log'`);
    // The application makes their tables itself, as they come and go with its projections.
    await queryRunner.query(`GRANT USAGE, CREATE ON SCHEMA read_models TO kelambu_application`);
    await queryRunner.query(`
      GRANT SELECT, INSERT, UPDATE, DELETE ON read_models.checkpoint, read_models.quarantine
        TO kelambu_application`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP SCHEMA read_models CASCADE`);
  }
}
