import { mkdirSync } from 'node:fs';
import { CommandBus, type ICommand, type IQuery, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module';
import { CATEGORIES, EVENT_TYPES } from './event-types';
import { ApprovalAuthority } from './payout/approval-authority';
import { type Clock, systemClock } from './platform/clock';
import { type Database, openDatabase } from './platform/database/database';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres';
import { MIGRATIONS } from './platform/database/migrations';
import { statementsOn } from './platform/database/statements';
import { EventCodec } from './platform/event-store/codec/codec';
import { eventRegistry } from './platform/event-store/codec/event-type';
import { RELEASE, Streams } from './platform/event-store/decide-and-append';
import { openEventStore } from './platform/event-store/open-event-store';
import { closeGracefully, createHttpApplication } from './platform/http/http-application';
import { Metrics } from './platform/metrics/metrics';
import { registerReactions } from './platform/metrics/reaction-metrics';
import { registerReadModels } from './platform/metrics/read-model-metrics';
import type { Platform } from './platform/platform.module';
import { erasedSubjects, replayErasures } from './platform/privacy/erasure-replay';
import { keyedHasher } from './platform/privacy/keyed-hash';
import { keepNoStatistics } from './platform/privacy/no-statistics';
import { PostgresSubjectKeys } from './platform/privacy/postgres-subject-keys';
import { registerKeyMustFit } from './platform/privacy/register-key-check';
import { loadSecrets } from './platform/privacy/secrets';
import type { Buses } from './platform/reactions/reaction';
import { Reactions } from './platform/reactions/reactions';
import { builtUp } from './platform/read-models/at-start';
import {
  type DailyVerification,
  type DailyVerificationParts,
  verifyDaily,
} from './platform/read-models/daily-verification';
import type { Decode } from './platform/read-models/decoding';
import { onPatientConnections } from './platform/read-models/patient-connections';
import { reactionsFinding } from './platform/reactions/readiness';
import { readModelsFinding } from './platform/read-models/readiness';
import { prepareTables } from './platform/read-models/read-model-tables';
import { ReadModels } from './platform/read-models/read-models';
import { RowsReader } from './platform/read-models/rows-reader';
import { PostgresAccessLog } from './platform/security/access-log';
import { disabledUsersIn, ListedDisabledUsers } from './platform/security/disabled-users';
import { inTransaction } from './platform/read-models/sql';
import { WaitingRows } from './platform/waiting-rows/waiting-rows';
import { PROBLEMS, WARNINGS } from './problems';
import { PROJECTIONS } from './projections';
import { publishReports } from './report/publish-reports';
import { DAILY_REACTIONS, REACTIONS } from './reactions';
import type { Settings } from './settings';

export type Kelambu = {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly platform: Platform;
  /** Lets what is under way end, then closes everything in the order in which it depends on each other. */
  readonly stop: () => Promise<void>;
};

export type StartOptions = {
  /** Told, in plain words, what is being done. */
  readonly onProgress?: (line: string) => void;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly logStream?: DestinationStream;
  /** Where the present comes from. */
  readonly clock?: Clock;
};

/** Opens the database, brings it up to date, starts the read models and listens. */
export const startKelambu = async (
  settings: Settings,
  {
    onProgress = () => undefined,
    env = process.env,
    logStream,
    clock = systemClock,
  }: StartOptions = {},
): Promise<Kelambu> => {
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const opened = await openedDatabase(settings, onProgress, closing);
    const platform = await platformOn(opened, settings, { onProgress, env, clock }, closing);
    const authority = new ApprovalAuthority(settings.approvalLimit);
    const app = await createHttpApplication(AppModule.on(platform, authority), {
      security: settings.security,
      limits: settings.limits,
      problems: PROBLEMS,
      warnings: WARNINGS,
      release: RELEASE,
      logLevel: settings.logLevel,
      metrics: platform.metrics.registry,
      ...(logStream ? { logStream } : {}),
    });
    closing.push(() => closeGracefully(app, (settings.limits.stopMs * 2) / 3));
    await app.listen(settings.port, settings.host);
    platform.reactions.start(busesOf(app));
    closing.push(() => platform.reactions.stop());
    return { url: await app.getUrl(), app, platform, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** What a reaction asks for is handled as a request is. */
const busesOf = (app: NestFastifyApplication): Buses => {
  const [commands, queries] = [app.get(CommandBus), app.get(QueryBus)];
  return {
    command: async (message) => commands.execute<ICommand, unknown>(message),
    query: async (message) => queries.execute<IQuery, unknown>(message),
  };
};

/** With the address at which its owner reaches it. */
type OpenedDatabase = Database & { readonly url: string };

type Closing = (() => Promise<void>)[];

const openedDatabase = async (
  { databaseUrl, folder, limits }: Settings,
  onProgress: (line: string) => void,
  closing: Closing,
): Promise<OpenedDatabase> => {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const embedded =
    databaseUrl === null ? await startEmbeddedPostgres({ folder, onProgress }) : null;
  if (embedded) closing.push(() => embedded.stop());

  const url = embedded?.url ?? databaseUrl ?? '';
  const database = await openDatabase({
    url,
    migrations: MIGRATIONS,
    entities: PROJECTIONS.map(({ table }) => table),
    poolSize: limits.poolSize,
    poolWait: limits.poolWaitMs,
    statementTimeout: limits.statementMs,
  });
  closing.push(() => database.close());
  const applied = await database.migrate();
  if (applied.length > 0) onProgress(`Database brought up to date (${applied.length} migrations).`);
  await prepareTables(database.dataSource, PROJECTIONS);
  const personal = PROJECTIONS.filter(({ opensPersonal }) => opensPersonal);
  await keepNoStatistics(
    database.dataSource,
    personal.map(({ table }) => table),
  );
  return { ...database, url };
};

const platformOn = async (
  { dataSource, pool, url }: OpenedDatabase,
  { folder, verifyHour }: Settings,
  { onProgress, env, clock }: Required<Pick<StartOptions, 'onProgress' | 'env' | 'clock'>>,
  closing: Closing,
): Promise<Platform> => {
  const secrets = await loadSecrets({ env, folder, warn: onProgress });
  await registerKeyMustFit(dataSource, secrets.registerKey);

  const log = openEventStore({ env, pool, categories: CATEGORIES });
  const { store } = log;
  closing.push(() => log.close());
  const asked = statementsOn(pool);
  const keys = new PostgresSubjectKeys(asked, secrets.keyEncryptionKeys);
  const emptied = await replayErasures(await erasedSubjects(store, dataSource), dataSource, keys);
  if (emptied > 0) onProgress(`Keys of erased people emptied again: ${emptied}.`);
  const codec = new EventCodec(eventRegistry(EVENT_TYPES), keys);
  const decode: Decode = (stored, reading) => codec.decode(stored, reading);
  const readModels = await followingReadModels({ dataSource, store, decode, url, onProgress });
  closing.push(() => readModels.stop());
  const folding = { dataSource, store, decode, url };
  closing.push(verifyingDaily({ ...folding, clock, hour: verifyHour }).stop);
  const reactions = new Reactions({
    ...{ dataSource, store, decode, clock },
    followed: readModels.followed,
    reactions: REACTIONS,
    daily: DAILY_REACTIONS,
  });
  return {
    clock,
    store,
    streams: new Streams(store, codec),
    hasher: keyedHasher(secrets.registerKey),
    eraser: keys,
    readModels,
    accessLog: new PostgresAccessLog(dataSource, keys),
    disabledUsers: new ListedDisabledUsers(disabledUsersIn(asked)),
    reactions,
    rows: new RowsReader(dataSource, readModels, store, clock),
    metrics: metricsOf(readModels, reactions),
    waitingRows: new WaitingRows(dataSource, keys),
    checks: [
      { name: 'event-store', check: log.check },
      { name: 'read-models', look: () => readModelsFinding(readModels) },
      { name: 'reactions', look: () => reactionsFinding(reactions) },
    ],
  };
};

const verifyingDaily = ({
  url,
  ...parts
}: Omit<DailyVerificationParts, 'projections' | 'patiently'> & {
  readonly url: string;
}): DailyVerification =>
  verifyDaily({
    ...parts,
    projections: PROJECTIONS,
    patiently: (work) => onPatientConnections(url, PROJECTIONS, work),
  });

const followingReadModels = async ({
  dataSource,
  store,
  decode,
  url,
  onProgress,
}: Pick<OpenedDatabase, 'dataSource' | 'url'> &
  Pick<Platform, 'store'> & {
    readonly decode: Decode;
    readonly onProgress: (line: string) => void;
  }): Promise<ReadModels> => {
  await builtUp(PROJECTIONS, {
    ...{ dataSource, store, decode },
    patiently: (work) => onPatientConnections(url, PROJECTIONS, work),
    say: onProgress,
  });
  // Its views stand on tables that are whole by now.
  await inTransaction(dataSource, publishReports);
  const readModels = new ReadModels({ dataSource, store, projections: PROJECTIONS, decode });
  await readModels.start();
  return readModels;
};

const metricsOf = (readModels: ReadModels, reactions: Reactions): Metrics => {
  const metrics = new Metrics();
  registerReadModels(metrics.registry, {
    status: () => readModels.status(),
    reconciliations: () => readModels.reconciliations(1),
  });
  registerReactions(metrics.registry, () => reactions.status());
  return metrics;
};
