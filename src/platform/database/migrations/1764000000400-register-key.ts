import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A check value of the register key: an installation that starts with another key would enrol people twice. */
export class RegisterKey1764000000400 implements MigrationInterface {
  readonly name = 'RegisterKey1764000000400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE privacy.register_key (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        check_value text NOT NULL
      );
      GRANT SELECT, INSERT ON privacy.register_key TO kelambu_application;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('A check value is never forgotten while the log stands.'));
  }
}
