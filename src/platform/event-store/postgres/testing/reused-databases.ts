import { Client } from 'pg';
import { type FreshDatabase, freshDatabase } from '../../../../../test/support/database';

/** As only a superuser can: what the triggers refuse to everyone else. */
const EMPTY = ['log.event', 'log.command', 'log.head', 'ledger.unchanged']
  .flatMap((table) => [
    `ALTER TABLE ${table} DISABLE TRIGGER USER`,
    `TRUNCATE ${table}`,
    ...(table === 'log.head' ? [`INSERT INTO log.head VALUES (0, 'epoch')`] : []),
    `ALTER TABLE ${table} ENABLE TRIGGER USER`,
  ])
  .join(';');

/** Databases with an empty log. One that is dropped is emptied and taken again, which is much quicker than a new one. */
export const reusedDatabases = () => {
  const all: FreshDatabase[] = [];
  const free: FreshDatabase[] = [];

  const made = async () => {
    const database = await freshDatabase();
    all.push(database);
    return database;
  };
  const take = async (): Promise<FreshDatabase> => {
    const database = free.pop() ?? (await made());
    const drop = async () => {
      await emptied(database.url);
      free.push(database);
    };
    return { url: database.url, drop };
  };
  const drop = async () => {
    for (const database of all) await database.drop();
  };
  return { take, drop };
};

const emptied = async (url: string): Promise<void> => {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  await owner.query(EMPTY);
  await owner.end();
};
