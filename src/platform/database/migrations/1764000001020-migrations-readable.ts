import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from '../database';

/** Which migrations have run is no secret: the doctor compares them with those of its release. */
export class MigrationsReadable1764000001020 implements MigrationInterface {
  readonly name = 'MigrationsReadable1764000001020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT SELECT ON public.schema_migration TO ${APPLICATION_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE SELECT ON public.schema_migration FROM ${APPLICATION_ROLE}`);
  }
}
