import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/** Who has looked at what was refused to a reaction, and which stopped streams are to be tried again. */
export class RefusalsSettled1764000001120 implements MigrationInterface {
  readonly name = 'RefusalsSettled1764000001120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reactions.settled (
        reaction     text             NOT NULL,
        cause        uuid             NOT NULL,
        step         integer          NOT NULL,
        settled_by   text COLLATE "C" NOT NULL,
        reason_code  text             NOT NULL,
        settled_at   timestamptz      NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (reaction, cause, step),
        FOREIGN KEY (reaction, cause, step) REFERENCES reactions.refused
      );
      COMMENT ON TABLE reactions.settled IS
        'Refused commands that a person has looked at. The refusal stays, and so does who has looked';
      GRANT SELECT, INSERT (reaction, cause, step, settled_by, reason_code)
        ON reactions.settled TO ${APPLICATION_ROLE};

      ALTER TABLE reactions.stopped ADD COLUMN release_asked_at timestamptz;
      COMMENT ON COLUMN reactions.stopped.release_asked_at IS
        'When somebody has asked to go on with it; whoever works on the reaction tries it then, and forgets that where it fails again';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reactions.settled');
    await runner.query('ALTER TABLE reactions.stopped DROP COLUMN release_asked_at');
  }
}
