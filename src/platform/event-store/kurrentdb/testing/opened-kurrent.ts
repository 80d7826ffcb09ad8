import { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { type FreshDatabase, freshDatabase } from '../../../../../test/support/database';
import { APPLICATION_ROLE } from '../../../database/database';
import { KURRENTDB_SETTINGS, type KurrentClient, type KurrentDbSettings } from '../client';
import { KurrentDbEventStore } from '../kurrentdb-event-store';
import { CommandLedger } from '../ledger';
import { fakeClient } from './fake-client';
import { fakeServer } from './fake-server';

/** Where a log may be opened: `client` is shared by all logs of a process. */
export type KurrentServer = {
  readonly name: string;
  readonly client: () => KurrentClient;
  readonly close: () => Promise<void>;
};

export const inProcess = (): KurrentServer => {
  const client = fakeClient(fakeServer());
  return { name: 'a server in this process', client: () => client, close: () => client.dispose() };
};

/** The one that `KURRENTDB_URL` names. */
export const realServer = (url: string): KurrentServer => {
  let client: KurrentClient | undefined;
  return {
    name: 'the server of KURRENTDB_URL',
    client: () => (client ??= EventStoreDBClient.connectionString(url)),
    close: async () => client?.dispose(),
  };
};

/** The fake one always, the real one where there is one. */
export const kurrentServers = (): readonly KurrentServer[] => {
  const url = process.env['KURRENTDB_URL'];
  return url ? [inProcess(), realServer(url)] : [inProcess()];
};

export type OpenedKurrent = {
  readonly store: KurrentDbEventStore;
  readonly settings: KurrentDbSettings;
  readonly ledger: CommandLedger;
  readonly pool: Pool;
  /** Another process on the same log. */
  readonly another: (
    client?: KurrentClient,
    settings?: Partial<KurrentDbSettings>,
  ) => KurrentDbEventStore;
  readonly close: () => Promise<void>;
};

/** An empty log of its own on a server that others use as well, and a ledger in that database. */
export const kurrentIn = (
  client: KurrentClient,
  { url, drop }: FreshDatabase,
  change: Partial<KurrentDbSettings> = {},
): OpenedKurrent => {
  const pool = new Pool({ connectionString: url, options: `-c role=${APPLICATION_ROLE}` });
  pool.on('error', () => undefined);
  const ledger = new CommandLedger(pool);
  const settings: KurrentDbSettings = {
    ...KURRENTDB_SETTINGS,
    namespace: `spec${randomUUID().replaceAll('-', '')}.`,
    categories: ['claim'],
    ...change,
  };
  const stores: KurrentDbEventStore[] = [];
  const another: OpenedKurrent['another'] = (by = client, other = {}) => {
    const store = new KurrentDbEventStore(by, ledger, { ...settings, ...other });
    stores.push(store);
    return store;
  };
  return {
    store: another(),
    ...{ settings, ledger, pool, another },
    close: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await pool.end();
      await drop();
    },
  };
};

/** As only a superuser can: what the trigger refuses to everyone else. */
const EMPTY = `
  ALTER TABLE ledger.written DISABLE TRIGGER USER;
  ALTER TABLE ledger.unchanged DISABLE TRIGGER USER;
  TRUNCATE ledger.written, ledger.claim, ledger.unchanged;
  ALTER TABLE ledger.written ENABLE ALWAYS TRIGGER written_stays;
  ALTER TABLE ledger.unchanged ENABLE ALWAYS TRIGGER unchanged_stays`;

/** Databases with an empty ledger. One that is dropped is emptied and taken again, which is much quicker than a new one. */
export const reusedLedgers = () => {
  const all: FreshDatabase[] = [];
  const free: FreshDatabase[] = [];
  return {
    take: async (): Promise<FreshDatabase> => {
      const database = free.pop() ?? (await freshDatabase());
      if (!all.includes(database)) all.push(database);
      const drop = async () => {
        await emptied(database.url);
        free.push(database);
      };
      return { url: database.url, drop };
    },
    drop: async () => {
      for (const database of all) await database.drop();
    },
  };
};

const emptied = async (url: string): Promise<void> => {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  await owner.query(EMPTY);
  await owner.end();
};
