import { createSecretKey } from 'node:crypto';
import { EVENT_TYPES } from '../../src/event-types';
import { openDatabase } from '../../src/platform/database/database';
import { EventCodec } from '../../src/platform/event-store/codec/codec';
import { eventRegistry } from '../../src/platform/event-store/codec/event-type';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import { keyEncryptionKeys } from '../../src/platform/privacy/key-encryption';
import { keepNoStatistics } from '../../src/platform/privacy/no-statistics';
import { PostgresSubjectKeys } from '../../src/platform/privacy/postgres-subject-keys';
import { READ_MODELS_SCHEMA, tableNameOf } from '../../src/platform/read-models/read-model-table';
import { prepareTables } from '../../src/platform/read-models/read-model-tables';
import type { Decode } from '../../src/platform/read-models/decoding';
import { onPatientConnections } from '../../src/platform/read-models/patient-connections';
import { reconcile } from '../../src/platform/read-models/reconcile';
import { PROJECTIONS } from '../../src/projections';

/** What the parent is told. Seconds of this process's CPU; bytes at the peak, of the whole process. */
export type Rebuilt = {
  readonly milliseconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
};

// A process of its own, so that its memory is that of the rebuild and of nothing else.
const main = async (): Promise<Rebuilt> => {
  const { BENCH_DATABASE_URL: url = '', BENCH_KEK: kek = '', BENCH_ONLY: only = '' } = process.env;
  const projections = PROJECTIONS.filter(
    ({ name }) => only === '' || only.split(',').includes(name),
  );
  const database = await openDatabase({
    url,
    migrations: [],
    entities: projections.map(({ table }) => table),
  });
  const { dataSource, pool } = database;
  for (const projection of projections)
    await dataSource.query(
      `DROP TABLE IF EXISTS ${READ_MODELS_SCHEMA}.${tableNameOf(projection)} CASCADE`,
    );
  await dataSource.query(`DELETE FROM ${READ_MODELS_SCHEMA}.name_word`);
  await prepareTables(dataSource, projections);
  await keepNoStatistics(
    dataSource,
    projections.filter(({ opensPersonal }) => opensPersonal).map(({ table }) => table),
  );
  const store = new PostgresEventStore(pool);
  const keks = keyEncryptionKeys(createSecretKey(Buffer.from(kek, 'base64')));
  const codec = new EventCodec(
    eventRegistry(EVENT_TYPES),
    new PostgresSubjectKeys(dataSource, keks),
  );
  const decode: Decode = (stored, reading) => codec.decode(stored, reading);
  const [began, usedBefore] = [performance.now(), process.cpuUsage()];
  const certificates = await onPatientConnections(url, projections, (patient) =>
    reconcile(
      projections,
      { kind: 'rebuild', apply: true, accept: [] },
      { dataSource: patient, store, decode },
    ),
  );
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage(usedBefore);
  const failed = certificates.find(({ outcome }) => outcome !== 'built');
  if (failed) throw new Error(`${failed.name} was not built: ${failed.outcome}.`);
  const left = await dataSource.query<readonly unknown[]>('SELECT FROM read_models.quarantine');
  if (left.length > 0) throw new Error(`${String(left.length)} streams could not be read.`);
  await store.close();
  await database.close();
  return {
    milliseconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
};

main().then(
  (rebuilt) => process.send?.(rebuilt),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
