import { createSecretKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
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
import { ReadModels } from '../../src/platform/read-models/read-models';
import { PROJECTIONS } from '../../src/projections';

/** What the parent is told. Bytes at the peak, of the whole process. */
export type Rebuilt = { readonly milliseconds: number; readonly peakBytes: number };

// A process of its own, so that its memory is that of the rebuild and of nothing else.
const main = async (): Promise<Rebuilt> => {
  const { BENCH_DATABASE_URL: url = '', BENCH_KEK: kek = '' } = process.env;
  const database = await openDatabase({
    url,
    migrations: [],
    entities: PROJECTIONS.map(({ table }) => table),
  });
  const { dataSource, pool } = database;
  for (const projection of PROJECTIONS)
    await dataSource.query(
      `DROP TABLE IF EXISTS ${READ_MODELS_SCHEMA}.${tableNameOf(projection)} CASCADE`,
    );
  await dataSource.query(`DELETE FROM ${READ_MODELS_SCHEMA}.name_word`);
  await prepareTables(dataSource, PROJECTIONS);
  await keepNoStatistics(
    dataSource,
    PROJECTIONS.filter(({ opensPersonal }) => opensPersonal).map(({ table }) => table),
  );
  const store = new PostgresEventStore(pool);
  const keks = keyEncryptionKeys(createSecretKey(Buffer.from(kek, 'base64')));
  const codec = new EventCodec(
    eventRegistry(EVENT_TYPES),
    new PostgresSubjectKeys(dataSource, keks),
  );
  const readModels = new ReadModels({
    dataSource,
    store,
    projections: PROJECTIONS,
    decode: (stored, reading) => codec.decode(stored, reading),
  });
  const head = await store.head();
  const began = performance.now();
  await readModels.start();
  while ((await readModels.status()).some(({ position }) => position !== head)) await pause(50);
  const milliseconds = performance.now() - began;
  const stopped = (await readModels.status()).filter(({ quarantined }) => quarantined > 0);
  if (stopped.length > 0) throw new Error(`${stopped[0]?.name ?? ''} could not read the log.`);
  await readModels.stop();
  await store.close();
  await database.close();
  return { milliseconds, peakBytes: process.resourceUsage().maxRSS * 1_024 };
};

main().then(
  (rebuilt) => process.send?.(rebuilt),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
