import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ensureApplicationRole } from '../application-role';

/** The role that the application's connections work under. It owns nothing; each later migration grants it what it needs. */
export class ApplicationRole1764000000000 implements MigrationInterface {
  readonly name = 'ApplicationRole1764000000000';

  up(queryRunner: QueryRunner): Promise<void> {
    return ensureApplicationRole((sql) => queryRunner.query(sql));
  }

  /** A role belongs to the whole server: other databases may still use it. */
  async down(): Promise<void> {
    // So it stays.
  }
}
