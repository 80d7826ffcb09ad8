import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each reaction has come, where it has stopped, and what was refused to it. */
export class Reactions1764000001100 implements MigrationInterface {
  readonly name = 'Reactions1764000001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA reactions;

      CREATE TABLE reactions.checkpoint (
        reaction text PRIMARY KEY,
        position bigint NOT NULL CHECK (position >= 0),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      COMMENT ON TABLE reactions.checkpoint IS
        'Not a read model: without it every command is sent once more. Back it up with the log';

      CREATE TABLE reactions.stopped (
        reaction text NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL,
        position bigint NOT NULL,
        error text NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (reaction, stream)
      );
      COMMENT ON COLUMN reactions.stopped.revision IS
        'Of the first event that could not be reacted to; it and all later ones of the stream wait in the log';

      CREATE TABLE reactions.refused (
        reaction text NOT NULL,
        cause uuid NOT NULL,
        step integer NOT NULL,
        stream text,
        position bigint,
        code text NOT NULL,
        refused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (reaction, cause, step)
      );
      COMMENT ON COLUMN reactions.refused.cause IS
        'The event that asked for the command, or the command itself where the calendar asked';

      CREATE TABLE reactions.done_day (
        reaction text PRIMARY KEY,
        day date NOT NULL
      );

      GRANT USAGE ON SCHEMA reactions TO kelambu_application;
      GRANT SELECT, INSERT, UPDATE ON reactions.checkpoint, reactions.done_day TO kelambu_application;
      GRANT SELECT, INSERT, UPDATE, DELETE ON reactions.stopped TO kelambu_application;
      GRANT SELECT, INSERT ON reactions.refused TO kelambu_application;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA reactions CASCADE');
  }
}
