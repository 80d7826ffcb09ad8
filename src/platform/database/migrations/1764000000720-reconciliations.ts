import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a read model has been whole, and what came of folding the log afresh beside it. */
export class Reconciliations1764000000720 implements MigrationInterface {
  readonly name = 'Reconciliations1764000000720';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE read_models.checkpoint ADD COLUMN ready_at timestamptz`);
    // What has been read from until now is what there is.
    await queryRunner.query(`UPDATE read_models.checkpoint SET ready_at = updated_at`);
    await queryRunner.query(`
      COMMENT ON COLUMN read_models.checkpoint.ready_at IS
        'When it was built up and compared; nobody reads from its table before'`);
    await queryRunner.query(`
      CREATE TABLE read_models.reconciliation (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        certificate jsonb NOT NULL
      )`);
    await queryRunner.query(
      `CREATE INDEX reconciliation_by_name ON read_models.reconciliation (name, id DESC)`,
    );
    await queryRunner.query(
      `GRANT SELECT, INSERT ON read_models.reconciliation TO kelambu_application`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE read_models.reconciliation`);
    await queryRunner.query(`ALTER TABLE read_models.checkpoint DROP COLUMN ready_at`);
  }
}
