import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database';
import { type Database, type DatabaseOptions, openDatabase, RoleNotAllowed } from './database';
import { startEmbeddedPostgres } from './embedded-postgres';

let fresh: FreshDatabase;
let opened: Database[];
beforeEach(async () => {
  fresh = await freshDatabase();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((database) => database.close()));
  await fresh.drop();
});

class Shelf1800000000000 implements MigrationInterface {
  readonly name = 'Shelf1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE shelf (day date CONSTRAINT shelf_day_unique UNIQUE)');
    await runner.query('SELECT pg_sleep(0.2)');
    await runner.query('GRANT SELECT, INSERT ON shelf TO kelambu_application');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shelf');
  }
}
const shelf = new EntitySchema<{ day: string }>({
  name: 'shelf',
  columns: { day: { type: 'date', primary: true } },
});

const whoAmI = 'SELECT current_user AS who';
const application = [{ who: 'kelambu_application' }];

const openedWith = async (options: Partial<DatabaseOptions> = {}): Promise<Database> => {
  const database = await openDatabase({
    url: fresh.url,
    migrations: [Shelf1800000000000],
    entities: [shelf],
    ...options,
  });
  opened.push(database);
  return database;
};
const asSuperuser = async <Result>(
  url: string,
  work: (superuser: Client) => Promise<Result>,
): Promise<Result> => {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
};
/** A database of an owner who is no superuser. */
const ownedBy = async (
  { url: server }: Pick<FreshDatabase, 'url'>,
  attributes: string,
): Promise<FreshDatabase & { readonly owner: string }> => {
  const owner = `owner_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(server, async (superuser) => {
    await superuser.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'secret' ${attributes}`);
    await superuser.query(`CREATE DATABASE ${owner} OWNER ${owner}`);
  });
  const drop = () =>
    asSuperuser(server, async (superuser) => {
      await superuser.query(`DROP DATABASE ${owner} WITH (FORCE)`);
      await superuser.query(`DROP ROLE ${owner}`);
    });
  const url = new URL(server);
  [url.username, url.password, url.pathname] = [owner, 'secret', `/${owner}`];
  return { owner, url: url.href, drop };
};

describe('Migrations', () => {
  it('run once, when two processes migrate at once', async () => {
    const [one, other] = [await openedWith(), await openedWith()];
    const done = await Promise.all([one.migrate(), other.migrate()]);
    expect(done.flat()).toEqual(['Shelf1800000000000']);
    expect(await one.migrate()).toEqual([]);
  });

  it('that fail leave nothing behind and say why', async () => {
    class Failing1800000000001 implements MigrationInterface {
      readonly name = 'Failing1800000000001';
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('CREATE TABLE half_made (id int)');
        await runner.query('SELECT * FROM absent_table');
      }
      down(): Promise<void> {
        return Promise.resolve();
      }
    }
    const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const database = await openedWith({ migrations: [Failing1800000000001] });
    await expect(database.migrate()).rejects.toThrow('relation "absent_table" does not exist');
    const { rows } = await database.pool.query(`SELECT to_regclass('half_made') AS made`);
    expect(rows).toEqual([{ made: null }]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});

describe("The application's connections", () => {
  it('work under its own role, whatever the URL asks for', async () => {
    const url = new URL(fresh.url);
    url.searchParams.set('options', '-c role=postgres -c extra_float_digits=0');
    const { pool, dataSource } = await openedWith({ url: url.href });
    expect((await pool.query(whoAmI)).rows).toEqual(application);
    expect(await dataSource.query(whoAmI)).toEqual(application);
    expect((await pool.query('SHOW extra_float_digits')).rows).toEqual([
      { extra_float_digits: '0' },
    ]);
  });

  it('may do what was granted and nothing else', async () => {
    const { pool, dataSource, migrate } = await openedWith();
    await migrate();
    await pool.query(`INSERT INTO shelf VALUES ('2025-03-01')`);
    for (const refused of ['DELETE FROM shelf', 'DROP TABLE shelf', 'CREATE TABLE mine (id int)'])
      await expect(dataSource.query(refused)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('read a day as the text that it is', async () => {
    const { pool, dataSource, migrate } = await openedWith();
    await migrate();
    await dataSource.getRepository(shelf).insert({ day: '2025-03-01' });
    expect((await pool.query('SELECT day FROM shelf')).rows).toEqual([{ day: '2025-03-01' }]);
    expect(await dataSource.getRepository(shelf).find()).toEqual([{ day: '2025-03-01' }]);
  });
});

describe("The application's connections are not left hanging:", () => {
  it('a statement that takes too long is ended, in PostgreSQL as well', async () => {
    const { pool, dataSource } = await openedWith({ statementTimeout: 100 });
    const slow = 'SELECT pg_sleep(30)';
    await expect(pool.query(slow)).rejects.toMatchObject({ code: '57014' });
    await expect(dataSource.query(slow)).rejects.toThrow('statement timeout');
  });

  it('one that does not come free is waited for no longer than the limit', async () => {
    const { pool } = await openedWith({ poolSize: 1 });
    const only = await pool.connect();
    await expect(pool.query('SELECT 1')).rejects.toThrow('timeout');
    only.release();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('one that the server has ended is replaced', async () => {
    const lost: Error[] = [];
    const { pool } = await openedWith({ onConnectionLost: (error) => lost.push(error) });
    await pool.query('SELECT 1');
    await asSuperuser(fresh.url, (superuser) =>
      superuser.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      ),
    );
    while (lost.length === 0) await new Promise(setImmediate);
    expect(lost[0]).toMatchObject({ sqlState: '57P01' });
    expect((await pool.query(whoAmI)).rows).toEqual(application);
  });
});

describe('A database', () => {
  it('whose owner may neither make nor take on the role says what to grant', async () => {
    const { url, owner, drop } = await ownedBy(fresh, '');
    const opening = openedWith({ url });
    await expect(opening).rejects.toThrow(RoleNotAllowed);
    await expect(opening).rejects.toThrow('GRANT kelambu_application TO');
    await asSuperuser(fresh.url, (superuser) =>
      superuser.query(`GRANT kelambu_application TO ${owner}`),
    );
    expect(await (await openedWith({ url })).migrate()).toEqual(['Shelf1800000000000']);
    await opened.pop()?.close();
    await drop();
  });

  it('whose owner may make roles needs no administrator on a new server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kelambu-roles-'));
    chmodSync(folder, 0o755);
    const server = await startEmbeddedPostgres({ folder });
    try {
      const { url } = await ownedBy(server, 'CREATEROLE');
      const { migrate, pool } = await openedWith({ url });
      expect(await migrate()).toEqual(['Shelf1800000000000']);
      expect((await pool.query(whoAmI)).rows).toEqual(application);
      await opened.pop()?.close();
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  it.each(['postgres://user:secret@host:port/x', 'mysql://user:secret@host/x', 'secret'])(
    'at a URL that is none is refused without showing it',
    async (url) => {
      const error = await openedWith({ url }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        message: expect.stringContaining('has to look like') as string,
      });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret');
    },
  );
});
