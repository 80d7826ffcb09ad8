import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every start asks who is erased in the log; and the first table of names, which knew of no erasure, is gone for good. */
export class Erasures1764000000600 implements MigrationInterface {
  readonly name = 'Erasures1764000000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX event_erasures ON log.event (stream) WHERE type = 'PersonErased';

      DROP TABLE IF EXISTS read_models.person_v1;
      DELETE FROM read_models.checkpoint WHERE projection = 'person-v1';
      DELETE FROM read_models.quarantine WHERE projection = 'person-v1';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('An older release would make the table of names again.'));
  }
}
