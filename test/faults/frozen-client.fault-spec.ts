import { type Database, openDatabase } from '../../src/platform/database/database';
import { someAppend } from '../../src/platform/event-store/event-store.contract';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import { type FreshDatabase, freshDatabase } from '../support/database';
import { type CuttingProxy, cuttingProxy } from './support/cutting-proxy';

/** The protocol's last message of a request: until it comes, what was executed is not committed. */
const SYNC_BYTES = 5;
const STATEMENT_TIMEOUT_MS = 500;

let fresh: FreshDatabase;
let proxy: CuttingProxy;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  fresh = await freshDatabase();
  proxy = await cuttingProxy(fresh.url);
  closing = [];
});
afterEach(async () => {
  await proxy.close();
  await Promise.all(closing.map((close) => close()));
  await fresh.drop();
});

const storeAt = async (url: string): Promise<PostgresEventStore> => {
  const database: Database = await openDatabase({
    ...{ url, migrations: [], entities: [], poolSize: 1 },
    statementTimeout: STATEMENT_TIMEOUT_MS,
  });
  const store = new PostgresEventStore(database.pool);
  closing.push(async () => {
    await store.close();
    await database.close();
  });
  return store;
};

/** How an append of somebody else ends while one client has fallen silent just before the last bytes of its own. */
const appendBeside = async (withheldBytes: number): Promise<unknown> => {
  const frozen = await storeAt(proxy.url);
  const other = await storeAt(fresh.url);
  await frozen.append([someAppend()]);
  proxy.next();
  await frozen.append([someAppend()]);
  const { request } = proxy.counted();

  proxy.next({ side: 'request', after: request - withheldBytes, manner: 'silence' });
  frozen.append([someAppend()]).catch(() => undefined);
  while (proxy.counted().request < request) await new Promise((resolve) => setTimeout(resolve, 5));
  const [outcome] = await other.append([someAppend()]);
  return outcome?.kind;
};

describe('A client that freezes while it sends an append', () => {
  it('holds up nobody where the server has not got the whole of it', async () => {
    expect(await appendBeside(100)).toBe('appended');
  });

  // Such a transaction is neither a running statement nor idle: only transaction_timeout ends it.
  it('holds up nobody for long where only the word that ends it is missing', async () => {
    expect(await appendBeside(SYNC_BYTES)).toBe('appended');
  });
});
