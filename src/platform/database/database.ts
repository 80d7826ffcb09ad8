import { Client, type CustomTypesConfig, Pool, type PoolConfig, types } from 'pg';
import { DataSource, type EntitySchema, type Logger, type MigrationInterface } from 'typeorm';
import { APPLICATION_ROLE, ensureApplicationRole } from './application-role';
import { withoutValues } from './errors';
import { inWords } from './unreachable';

export { APPLICATION_ROLE, RoleNotAllowed } from './application-role';
export { DatabaseError, sqlStateOf, withoutValues } from './errors';

export type Migration = new () => MigrationInterface;

export type DatabaseOptions = {
  /** `postgres://user:password@host:port/database` of the database's owner, who migrates and may take on `APPLICATION_ROLE`. */
  readonly url: string;
  readonly migrations: readonly Migration[];
  /** Tables of the read models. */
  readonly entities: readonly EntitySchema[];
  /** Connections of the pool and, again, of the data source. */
  readonly poolSize?: number;
  /** How long one statement may take, in milliseconds. */
  readonly statementTimeout?: number;
  /** How long one waits for a connection, in milliseconds. */
  readonly poolWait?: number;
  /** An idle connection was lost. The pool replaces it: this is for the log. */
  readonly onConnectionLost?: (error: Error) => void;
};

/** What the application holds of its database. All but `migrate` runs as `APPLICATION_ROLE`. */
export type Database = {
  /** For read models and keys. */
  readonly dataSource: DataSource;
  /** For the event store. */
  readonly pool: Pool;
  /** Runs, as the owner, the migrations that are still missing, one process at a time, and returns their names. */
  readonly migrate: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const POOL_SIZE = 10;
const POOL_WAIT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
/** A worker that was stopped inside its transaction must not keep the next one waiting for long. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** `transaction_timeout` came with it. */
const OLDEST_SERVER = 170_000;
/** How long after the server should have given up we stop waiting for it: it may be unreachable. */
const SILENCE_MS = 5_000;
/** Any number that no other advisory lock of ours uses. */
const MIGRATION_LOCK = 4_711_001;

/**
 * Opens the application's connections. The role has to be there, so it is made first; the tables need not be.
 * Throws `RoleNotAllowed`, or the driver's error without values.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const url = checkedUrl(options.url);
  const lost = (error: Error) => options.onConnectionLost?.(withoutValues(error));
  try {
    await prepareRole(url);
    const config = poolConfig(options);
    const dataSource = await dataSourceOf(asApplication(url), options, { config, lost });
    const pool = new Pool({ ...config, connectionString: asAppender(url, options) });
    pool.on('error', lost);
    return {
      dataSource,
      pool,
      migrate: () => migrate(url, options.migrations),
      close: async () => {
        await Promise.all([dataSource.destroy(), pool.end()]);
      },
    };
  } catch (error) {
    throw withoutValues(error);
  }
};

/** Node's own error for a bad URL shows the password. */
const checkedUrl = (url: string): string => {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new Error(
    'The URL of the database has to look like postgres://user:password@host:port/database',
  );
};

/** The role comes with the very first packet, so no statement runs without it. Ours is last, and the last one counts. */
const asApplication = (url: string, more = ''): string => {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options') ?? '';
  const ours = `-c role=${APPLICATION_ROLE} -c timezone=UTC -c default_transaction_isolation=read\\ committed${more}`;
  parsed.searchParams.set('options', `${given} ${ours}`.trim());
  return parsed.href;
};

/**
 * An append holds the head of the log for everybody. A client that freezes just before the last bytes of its request
 * leaves a transaction that is neither running nor idle: only this ends it.
 */
const asAppender = (url: string, { statementTimeout = STATEMENT_TIMEOUT_MS }: DatabaseOptions) =>
  asApplication(url, ` -c transaction_timeout=${2 * statementTimeout}`);

const prepareRole = async (url: string): Promise<void> => {
  const owner = new Client({
    connectionString: url,
    connectionTimeoutMillis: SILENCE_MS,
    application_name: 'kelambu-owner',
  });
  // A connection that breaks between two queries would end the process.
  owner.on('error', () => undefined);
  try {
    await owner.connect().catch((error: unknown) => {
      throw inWords(error);
    });
    await mustBeRecent(owner);
    await ensureApplicationRole((sql) => owner.query(sql));
  } finally {
    await owner.end();
  }
};

const mustBeRecent = async (owner: Client): Promise<void> => {
  const { rows } = await owner.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST_SERVER)
    throw new Error(
      `Kelambu needs PostgreSQL 17 or later; this is ${Math.floor(version / 10_000)}.`,
    );
};

const poolConfig = (options: DatabaseOptions): PoolConfig => {
  const statementTimeout = options.statementTimeout ?? STATEMENT_TIMEOUT_MS;
  return {
    max: options.poolSize ?? POOL_SIZE,
    connectionTimeoutMillis: options.poolWait ?? POOL_WAIT_MS,
    statement_timeout: statementTimeout,
    query_timeout: statementTimeout + SILENCE_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'kelambu',
    types: { getTypeParser },
  };
};

/** A day stays the text that it is: as a Date it would shift with the time zone of the process. */
const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format): unknown =>
  oid === types.builtins.DATE ? (day: string) => day : types.getTypeParser(oid, format);

const dataSourceOf = (
  url: string,
  { entities, poolSize = POOL_SIZE }: DatabaseOptions,
  { config, lost }: { readonly config: PoolConfig; readonly lost: (error: Error) => void },
): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    synchronize: false,
    installExtensions: false,
    logger: silent,
    poolSize,
    poolErrorHandler: lost,
    extra: config,
  }).initialize();

const nothing = (): void => undefined;
/** TypeORM prints failed migrations even with logging off, values and all; whoever gets the error logs it. */
const silent: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};

const migrate = async (
  url: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> => {
  const owner = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    installExtensions: false,
    logger: silent,
    poolErrorHandler: () => undefined,
    extra: { application_name: 'kelambu-migration', connectionTimeoutMillis: SILENCE_MS },
  });
  try {
    await owner.initialize();
    return await oneAtATime(owner, async () => {
      const done = await owner.runMigrations({ transaction: 'each' });
      return done.map(({ name }) => name);
    });
  } catch (error) {
    throw withoutValues(error);
  } finally {
    if (owner.isInitialized) await owner.destroy();
  }
};

/** The lock goes with its connection, so a process that dies leaves none behind. */
const oneAtATime = async <Result>(
  owner: DataSource,
  work: () => Promise<Result>,
): Promise<Result> => {
  const lock = owner.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    // Also when the connection is broken: then the lock is gone as well.
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
};
