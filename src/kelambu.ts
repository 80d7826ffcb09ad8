import { Logger } from '@nestjs/common';
import { CommandBus, type ICommand, type IQuery, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module';
import { backgroundOrder } from './background/background-order';
import { type BackgroundThread, backgroundThread } from './background/background-thread';
import { CATEGORIES, EVENT_TYPES } from './event-types';
import { ApprovalAuthority } from './payout/approval-authority';
import { type Clock, systemClock } from './platform/clock';
import { statementsOn } from './platform/database/statements';
import { EventCodec } from './platform/event-store/codec/codec';
import { eventRegistry } from './platform/event-store/codec/event-type';
import { RELEASE, Streams } from './platform/event-store/decide-and-append';
import type { Position } from './platform/event-store/event-store';
import { openEventStore, type OpenedEventStore } from './platform/event-store/open-event-store';
import { closeGracefully, createHttpApplication } from './platform/http/http-application';
import { Metrics } from './platform/metrics/metrics';
import { registerReactions } from './platform/metrics/reaction-metrics';
import { registerReadModels } from './platform/metrics/read-model-metrics';
import type { Platform } from './platform/platform.module';
import { erasedSubjects, replayErasures } from './platform/privacy/erasure-replay';
import { keyedHasher } from './platform/privacy/keyed-hash';
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
import { listening } from './listening';
import { type OpenedDatabase, openedDatabase } from './opened-database';
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
  /**
   * Where the log is followed and lists are worked on: in this thread, or in another one, which no answer waits for. The
   * other one takes the system's clock and settings from `env`.
   */
  readonly background?: 'here' | 'thread';
  /** False where this is the other thread: it answers nobody. */
  readonly serves?: boolean;
  /** A read model holds everything up to there. */
  readonly onReached?: (key: string, position: Position) => void;
};

const usual = () =>
  ({
    onProgress: () => undefined,
    env: process.env,
    clock: systemClock,
    background: 'here',
    serves: true,
    logStream: undefined,
    onReached: undefined,
  }) satisfies { readonly [Name in keyof StartOptions]-?: StartOptions[Name] | undefined };

/** Opens the database, brings it up to date, starts the read models and listens. */
export const startKelambu = async (
  settings: Settings,
  options: StartOptions = {},
): Promise<Kelambu> => {
  const { onProgress, env, logStream, clock, background, serves, onReached } = {
    ...usual(),
    ...options,
  };
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const opened = await openedDatabase(settings, onProgress, closing);
    const logTo = logStream ? 'stderr' : 'stdout';
    const order = backgroundOrder({ env, settings, databaseUrl: opened.url, logTo });
    const reports = { say: onProgress, onFault: (err: unknown) => logger.error({ err }) };
    const thread = background === 'thread' ? backgroundThread(order, reports) : null;
    const parts = { onProgress, env, clock, thread, onReached };
    const platform = await platformOn(opened, settings, parts, closing);
    const following = followed(platform, thread, closing);
    // It is awaited once the application is made; failing before that, it must not end the process.
    following.catch(() => undefined);
    const app = await applicationOn(platform, settings, logStream);
    closing.push(() => closeGracefully(app, (settings.limits.stopMs * 2) / 3));
    await following;
    if (serves) await listening(app, settings);
    else await app.init();
    if (!thread) {
      platform.reactions.start(busesOf(app));
      closing.push(() => platform.reactions.stop());
    }
    return { url: serves ? await app.getUrl() : '', app, platform, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const logger = new Logger('Background');

const applicationOn = (
  platform: Platform,
  { security, limits, logLevel, approvalLimit }: Settings,
  logStream: DestinationStream | undefined,
): Promise<NestFastifyApplication> =>
  createHttpApplication(AppModule.on(platform, new ApprovalAuthority(approvalLimit)), {
    ...{ security, limits, logLevel, release: RELEASE },
    ...{ problems: PROBLEMS, warnings: WARNINGS, metrics: platform.metrics.registry },
    ...(logStream ? { logStream } : {}),
  });

/** Rejects where the read models were built from another log. The other thread begins while this one is made ready. */
const followed = async (
  { readModels }: Platform,
  thread: BackgroundThread | null,
  closing: Closing,
): Promise<void> => {
  closing.push(() => thread?.stop() ?? readModels.stop());
  if (thread) await thread.start((key, position) => readModels.reached(key, position));
  else await readModels.start();
};

/** What a reaction asks for is handled as a request is. */
const busesOf = (app: NestFastifyApplication): Buses => {
  const [commands, queries] = [app.get(CommandBus), app.get(QueryBus)];
  return {
    command: async (message) => commands.execute<ICommand, unknown>(message),
    query: async (message) => queries.execute<IQuery, unknown>(message),
  };
};

type Closing = (() => Promise<void>)[];

type Parts = Required<Pick<StartOptions, 'onProgress' | 'env' | 'clock'>> & {
  readonly thread: BackgroundThread | null;
  readonly onReached: StartOptions['onReached'];
};

const platformOn = async (
  { dataSource, pool, url }: OpenedDatabase,
  { folder, verifyHour }: Settings,
  { onProgress, env, clock, thread, onReached }: Parts,
  closing: Closing,
): Promise<Platform> => {
  const secrets = await loadSecrets({ env, folder, warn: onProgress });
  await registerKeyMustFit(dataSource, secrets.registerKey);

  const { store, check } = await openedLog(env, pool, closing);
  const asked = statementsOn(pool);
  const keys = new PostgresSubjectKeys(asked, secrets.keyEncryptionKeys);
  const emptied = await replayErasures(await erasedSubjects(store, dataSource), dataSource, keys);
  if (emptied > 0) onProgress(`Keys of erased people emptied again: ${emptied}.`);
  const codec = new EventCodec(eventRegistry(EVENT_TYPES), keys);
  const decode: Decode = (stored, reading) => codec.decode(stored, reading);
  const folding = { dataSource, store, decode, url };
  await buildUp(folding, onProgress);
  const heard = onReached ? { onReached } : {};
  const readModels = new ReadModels({ ...folding, projections: PROJECTIONS, ...heard });
  if (!thread) closing.push(verifyingDaily({ ...folding, clock, hour: verifyHour }).stop);
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
    background: thread,
    checks: [
      { name: 'event-store', check },
      { name: 'read-models', look: () => readModelsFinding(readModels) },
      { name: 'reactions', look: () => reactionsFinding(reactions) },
      ...(thread ? [{ name: 'background', look: thread.look }] : []),
    ],
  };
};

const openedLog = async (
  env: Parts['env'],
  pool: OpenedDatabase['pool'],
  closing: Closing,
): Promise<OpenedEventStore> => {
  const log = openEventStore({ env, pool, categories: CATEGORIES });
  closing.push(() => log.close());
  try {
    await log.check();
  } catch (error) {
    throw new Error(`The event store does not answer: ${log.describe}.`, { cause: error });
  }
  return log;
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

type Folding = Pick<OpenedDatabase, 'dataSource' | 'url'> &
  Pick<Platform, 'store'> & { readonly decode: Decode };

const buildUp = async ({ url, ...parts }: Folding, say: (line: string) => void): Promise<void> => {
  await builtUp(PROJECTIONS, {
    ...parts,
    patiently: (work) => onPatientConnections(url, PROJECTIONS, work),
    say,
  });
  // Its views stand on tables that are whole by now.
  await inTransaction(parts.dataSource, publishReports);
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
