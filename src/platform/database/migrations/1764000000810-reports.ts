import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ensureReportsRole, REPORTS_ROLE } from '../application-role';

/** Where tools for reports read: views that are made at start, and a role that sees them and nothing else. */
export class Reports1764000000810 implements MigrationInterface {
  readonly name = 'Reports1764000000810';

  async up(runner: QueryRunner): Promise<void> {
    await ensureReportsRole((sql) => runner.query(sql));
    await runner.query(`
      CREATE SCHEMA reports;
      COMMENT ON SCHEMA reports IS
        'Views for reports: nothing personal, whole rupiah, days of the office (Asia/Jakarta). Each view and column is described by its comment';
      GRANT USAGE, CREATE ON SCHEMA reports TO kelambu_application;
      GRANT USAGE ON SCHEMA reports TO ${REPORTS_ROLE};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA reports CASCADE');
  }
}
