import { CATEGORIES, EVENT_TYPES } from '../event-types';
import { openDatabase, withoutValues } from '../platform/database/database';
import { MIGRATIONS } from '../platform/database/migrations';
import { EventCodec } from '../platform/event-store/codec/codec';
import { eventRegistry } from '../platform/event-store/codec/event-type';
import type { EventStore } from '../platform/event-store/event-store';
import { openEventStore } from '../platform/event-store/open-event-store';
import { PostgresSubjectKeys } from '../platform/privacy/postgres-subject-keys';
import { registerKeyMustFit } from '../platform/privacy/register-key-check';
import { loadSecrets } from '../platform/privacy/secrets';
import { keyOf } from '../platform/read-models/checkpoints';
import type { Decode } from '../platform/read-models/decoding';
import { onPatientConnections } from '../platform/read-models/patient-connections';
import type { AnyProjection } from '../platform/read-models/projection';
import { prepareTables } from '../platform/read-models/read-model-tables';
import type { FoldingParts } from '../platform/read-models/folding';
import { PROJECTIONS } from '../projections';
import { type CliContext, Misuse } from './command';
import { withDatabaseUrl } from './opened-database';

export type OpenedReadModels = {
  readonly dataSource: FoldingParts['dataSource'];
  readonly store: EventStore;
  readonly decode: Decode;
};

/** The log and the read models of the application, beside it or while it stands. Tables that are missing are made, empty. */
export const withReadModels = <Result>(
  { settings, env, say }: CliContext,
  work: (opened: OpenedReadModels) => Promise<Result>,
  { migrate = false } = {},
): Promise<Result> =>
  withDatabaseUrl(settings, say, async (url) => {
    const secrets = await loadSecrets({ env, folder: settings.folder, warn: say });
    const database = await openDatabase({ url, migrations: MIGRATIONS, entities: [] });
    const close: (() => Promise<void>)[] = [() => database.close()];
    try {
      if (migrate) await database.migrate();
      await registerKeyMustFit(database.dataSource, secrets.registerKey);
      const log = openEventStore({ env, pool: database.pool, categories: CATEGORIES });
      close.push(() => log.close());
      return await onPatientConnections(url, PROJECTIONS, async (dataSource) => {
        await prepareTables(dataSource, PROJECTIONS);
        const keys = new PostgresSubjectKeys(dataSource, secrets.keyEncryptionKeys);
        const codec = new EventCodec(eventRegistry(EVENT_TYPES), keys);
        const decode: Decode = (stored, reading) => codec.decode(stored, reading);
        return work({ dataSource, store: log.store, decode });
      });
    } catch (error) {
      throw withoutValues(error);
    } finally {
      for (const one of close.reverse()) await one();
    }
  });

/**
 * By name, or as the tables of its present version are called: `claim-file`, `claim-file-v3`.
 * @throws Misuse that names those that there are
 */
export const projectionsNamed = (names: readonly string[]): readonly AnyProjection[] => {
  const unknown = names.find((name) => !PROJECTIONS.some((one) => isCalled(one, name)));
  if (unknown !== undefined)
    throw new Misuse(
      `There is no read model ${unknown}. There are: ${PROJECTIONS.map(({ name }) => name).join(', ')}.`,
    );
  return PROJECTIONS.filter(
    (one) => names.length === 0 || names.some((name) => isCalled(one, name)),
  );
};

const isCalled = (projection: AnyProjection, name: string): boolean =>
  [projection.name, keyOf(projection)].includes(name);
