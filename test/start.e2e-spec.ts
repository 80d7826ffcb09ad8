import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresProcessesIn } from '../src/platform/database/processes';
import { type FreshDatabase, freshDatabase } from './support/database';

jest.setTimeout(120_000);

// src/main.ts as somebody starts it who has set it up wrongly, or who changes his mind.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'kelambu-start-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

type Started = {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
};

const started = (
  set: Readonly<Record<string, string>>,
  ...[file = 'main.ts', ...words]: readonly string[]
): Started => {
  const hook = join(__dirname, 'support', 'typescript-hook.cjs');
  const script = join(__dirname, '..', 'src', file);
  const child = spawn(process.execPath, ['--require', hook, script, ...words], {
    env: {
      PATH: process.env['PATH'] ?? '',
      KELAMBU_FOLDER: folder,
      KELAMBU_PORT: '0',
      KELAMBU_LOG_LEVEL: 'silent',
      ...set,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, said: () => said, ended };
};

/** At once when it is said: what follows may be short. */
const until = async ({ child, said }: Started, words: string): Promise<void> => {
  while (!said().includes(words)) await once(child.stderr ?? child, 'data');
};

const STACK = /^\s+at /m;

describe('A start', () => {
  it('names every setting that is wrong at once, and no secret', async () => {
    const keys = join(folder, 'jwks.json');
    writeFileSync(keys, '{"keys": []}');
    const { ended, said } = started({
      NODE_ENV: 'production',
      DATABASE_URL: 'mysql://x',
      KELAMBU_PORT: 'http',
      KELAMBU_KEK: 'SECRETSECRET',
      EVENT_STORE: 'mongo',
      KELAMBU_JWKS_FILE: keys,
    });

    expect(await ended).toBe(1);
    expect(said().trim().split('\n')).toEqual([
      'Please correct:',
      '- DATABASE_URL does not begin with postgres://.',
      '- KELAMBU_PORT is not a port (0 to 65535).',
      `- KELAMBU_JWKS_FILE (${keys}) holds no keys: it is to be {"keys": […]}.`,
      '- EVENT_STORE is neither postgres nor kurrentdb.',
      '- KELAMBU_KEK is not 32 bytes in base64 or hex.',
      '- KELAMBU_REGISTER_KEY is not set, and production takes no key from a file.',
    ]);
  });

  it('says that nobody listens where its database should be', async () => {
    const { ended, said } = started({ DATABASE_URL: 'postgres://me:SECRET@127.0.0.1:1/kelambu' });
    expect(await ended).toBe(1);
    expect(said()).toMatch(/^The database \(DATABASE_URL\) cannot be used: nobody listens there/);
    expect(said()).not.toMatch(/SECRET|^\s+at /m);
  });

  it('that is told to end before it has begun leaves no PostgreSQL behind', async () => {
    const start = started({});
    await until(start, 'PostgreSQL runs on');
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(143);
    while ((await postgresProcessesIn(join(folder, 'postgres'))).length > 0) await sleep(20);
    expect(start.said()).not.toMatch(STACK);
  });

  it('of a command beside no office leaves no PostgreSQL behind either where it is told to end', async () => {
    const start = started({}, 'cli/main.ts', 'users', 'list');
    await until(start, 'PostgreSQL runs on');
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(130);
    while ((await postgresProcessesIn(join(folder, 'postgres'))).length > 0) await sleep(20);
  });

  it('that is told to end twice at once, as npm does, ends in order', async () => {
    const start = started({});
    await until(start, 'Kelambu listens on');
    start.child.kill('SIGINT');
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(await postgresProcessesIn(join(folder, 'postgres'))).toEqual([]);
  });
});

describe('A start on a database', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { readonly port: number };
    const { ended, said } = started({ DATABASE_URL: database.url, KELAMBU_PORT: String(port) });
    expect(await ended).toBe(1);
    expect(said()).toContain('The port is taken, perhaps by another Kelambu.');
    other.close();
  });

  it('says why the thread that follows the log cannot begin, in a line and no stack', async () => {
    const first = started({ DATABASE_URL: database.url });
    await until(first, 'Kelambu listens on');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('UPDATE read_models.checkpoint SET position = 99');
    await client.end();

    const { ended, said } = started({ DATABASE_URL: database.url });

    expect(await ended).toBe(1);
    expect(said()).toContain('this log is not the one it was built from');
    expect(said()).not.toMatch(STACK);
  });
});
