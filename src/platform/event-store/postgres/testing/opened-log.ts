import { Client, Pool } from 'pg';
import { type FreshDatabase, freshDatabase } from '../../../../../test/support/database';
import { APPLICATION_ROLE } from '../../../database/database';
import {
  POSTGRES_EVENT_STORE_SETTINGS,
  PostgresEventStore,
  type PostgresEventStoreSettings,
} from '../postgres-event-store';

export type OpenedLog = {
  readonly store: PostgresEventStore;
  readonly pool: Pool;
  /** As its owner, a superuser. */
  readonly owner: Client;
  readonly url: string;
  readonly close: () => Promise<void>;
};

export type Opening = {
  readonly settings?: Partial<PostgresEventStoreSettings>;
  /** Another way to the database than the direct one. */
  readonly by?: (url: string) => string;
};

/** An empty log of its own, with a store that has no more rights than the application. */
export const openLog = async (opening: Opening = {}): Promise<OpenedLog> =>
  logIn(await freshDatabase(), opening);

export const logIn = async (
  { url, drop }: FreshDatabase,
  { settings = {}, by = (direct) => direct }: Opening = {},
): Promise<OpenedLog> => {
  const owner = new Client({ connectionString: url });
  owner.on('error', () => undefined);
  await owner.connect();
  const pool = new Pool({ connectionString: by(url), options: `-c role=${APPLICATION_ROLE}` });
  const store = new PostgresEventStore(pool, { ...POSTGRES_EVENT_STORE_SETTINGS, ...settings });
  return {
    store,
    pool,
    owner,
    url,
    close: async () => {
      await store.close();
      await Promise.all([pool.end(), owner.end()]);
      await drop();
    },
  };
};
