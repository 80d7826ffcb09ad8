import { EventStoreDBClient } from '@eventstore/db-client';
import type { Pool } from 'pg';
import type { EventStore } from './event-store';
import { KURRENTDB_SETTINGS, type KurrentClient } from './kurrentdb/client';
import { KurrentDbEventStore } from './kurrentdb/kurrentdb-event-store';
import { CommandLedger } from './kurrentdb/ledger';
import { within } from './kurrentdb/waiting';
import { PostgresEventStore } from './postgres/postgres-event-store';

export type OpenedEventStore = {
  readonly store: EventStore;
  /** For people: which engine, and where. Never a password. */
  readonly describe: string;
  /** Rejects while the log cannot be used. */
  readonly check: () => Promise<void>;
  /** Lets the appends that were taken end, and then everything of the engine but the pool. */
  readonly close: () => Promise<void>;
};

export type OpenEventStoreOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the application's database, where the log is or, beside KurrentDB, the ledger of commands. */
  readonly pool: Pool;
  /** Of all streams that are ever written (`claim` means claim-*); nothing else on a KurrentDB server belongs to the log. */
  readonly categories: readonly string[];
  readonly connect?: (url: string) => KurrentClient;
};

const DISPOSE_TIMEOUT_MS = 5_000;

/**
 * `EVENT_STORE` names the engine, `postgres` where it is not set; `kurrentdb` is reached by `KURRENTDB_URL`.
 * @throws Error that says which setting to correct, never with its value
 */
export const openEventStore = (options: OpenEventStoreOptions): OpenedEventStore => {
  switch (options.env['EVENT_STORE']?.trim() || 'postgres') {
    case 'postgres':
      return onPostgres(options);
    case 'kurrentdb':
      return onKurrentDb(options);
    default:
      throw new Error(NO_ENGINE);
  }
};

/** @throws Error that says which setting to correct, before anything is opened */
export const eventStoreMayBe = (env: OpenEventStoreOptions['env']): void => {
  const engine = env['EVENT_STORE']?.trim() || 'postgres';
  if (engine !== 'postgres' && engine !== 'kurrentdb') throw new Error(NO_ENGINE);
  if (engine === 'kurrentdb') checkedUrl(env['KURRENTDB_URL']);
  namespaceIn(env['KURRENTDB_NAMESPACE']);
};

const NO_ENGINE = 'EVENT_STORE is neither postgres nor kurrentdb.';

const onPostgres = ({ pool }: OpenEventStoreOptions): OpenedEventStore => {
  const store = new PostgresEventStore(pool);
  return {
    store,
    describe: 'PostgreSQL',
    check: async () => {
      await store.head();
    },
    close: () => store.close(),
  };
};

/** Two clients in one thread reject each other's appends that are under way, and can end the process. */
let isConnected = false;

const onKurrentDb = ({
  env,
  pool,
  categories,
  connect = (url) => EventStoreDBClient.connectionString(url),
}: OpenEventStoreOptions): OpenedEventStore => {
  const url = checkedUrl(env['KURRENTDB_URL']);
  if (isConnected) throw new Error('There is a KurrentDB client in this thread already.');
  const client = connected(connect, url);
  isConnected = true;
  const store = new KurrentDbEventStore(client, new CommandLedger(pool), {
    ...KURRENTDB_SETTINGS,
    namespace: namespaceIn(env['KURRENTDB_NAMESPACE']),
    categories,
  });
  return {
    store,
    describe: `KurrentDB at ${hostsIn(url)}`,
    check: () => store.probe(),
    close: async () => {
      await store.close();
      // What hangs is cut off with the process.
      await within(client.dispose(), DISPOSE_TIMEOUT_MS).catch(() => undefined);
      isConnected = false;
    },
  };
};

const URL_FORM = /^esdb(?:\+discover)?:\/\/(?:[^@/]*@)?([^/?@]+)/;

const checkedUrl = (given: string | undefined): string => {
  const url = given?.trim() ?? '';
  if (URL_FORM.test(url)) return url;
  throw new Error('KURRENTDB_URL does not look like esdb://host:port?tls=false.');
};

/** Several installations may share a server, each under a name of its own. */
const namespaceIn = (given = ''): string => {
  if (/^([a-z][a-z0-9]{0,39}\.)?$/.test(given)) return given;
  throw new Error('KURRENTDB_NAMESPACE is a short lower-case name that ends in a dot, or empty.');
};

const hostsIn = (url: string): string => URL_FORM.exec(url)?.[1] ?? '';

/** The client's own error quotes the URL, which may hold a password. */
const connected = (connect: (url: string) => KurrentClient, url: string): KurrentClient => {
  try {
    return connect(url);
  } catch {
    throw new Error('KURRENTDB_URL is not one that the client understands.');
  }
};
