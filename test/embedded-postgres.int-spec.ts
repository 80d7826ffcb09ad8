import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import {
  DataFolderUnusable,
  PostgresDidNotStart,
  startEmbeddedPostgres,
} from '../src/platform/database/embedded-postgres';
import { postgresBinaries, userToRunAs } from '../src/platform/database/postgres-binaries';
import { launch } from '../src/platform/database/postgres-server';
import { postgresProcessesIn } from '../src/platform/database/processes';
import type { Said } from './support/embedded-postgres.process';

jest.setTimeout(120_000);

let folder: string;
let dataFolder: string;
let started: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'kelambu-embedded-'));
  chmodSync(folder, 0o755);
  dataFolder = join(folder, 'postgres');
  started = [];
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  await endServer();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

/** The way of a power cut, as far as a process can go it. */
const endServer = async (): Promise<void> => {
  for (const pid of await postgresProcessesIn(dataFolder)) killed(pid);
  while ((await postgresProcessesIn(dataFolder)).length > 0) await pause(20);
};
const killed = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
};

const aProcess = (): ChildProcess => {
  const child = fork(join(__dirname, 'support', 'embedded-postgres.process.ts'), [folder], {
    execArgv: ['--require', join(__dirname, 'support', 'typescript-hook.cjs')],
  });
  started.push(child);
  return child;
};
const saidBy = async (child: ChildProcess): Promise<Said> => {
  const [said] = (await once(child, 'message')) as [Said];
  return said;
};
const running = async (child: ChildProcess): Promise<string> => {
  const said = await saidBy(child);
  if (said.kind !== 'runs') throw new Error(JSON.stringify(said));
  return said.url;
};
const stopped = async (child: ChildProcess): Promise<void> => {
  const said = saidBy(child);
  child.send('stop');
  expect(await said).toEqual({ kind: 'stopped' });
  await once(child, 'exit');
};
const killedProcess = async (child: ChildProcess): Promise<void> => {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

const ask = async (url: string, ...statements: readonly string[]): Promise<unknown[][]> => {
  const client = new Client({ connectionString: url });
  // Some specs take the server away.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const answers: unknown[][] = [];
    for (const text of statements)
      answers.push((await client.query<unknown[]>({ text, rowMode: 'array' })).rows.flat());
    return answers;
  } finally {
    await client.end();
  }
};
const WRITE = ['CREATE TABLE kept (word text)', `INSERT INTO kept VALUES ('committed')`] as const;
const READ = 'SELECT word FROM kept';

describe('The embedded PostgreSQL', () => {
  it('keeps what was committed, its address and its password through a restart', async () => {
    const first = aProcess();
    const url = await running(first);
    await ask(url, ...WRITE);
    await stopped(first);
    const second = aProcess();
    expect(await running(second)).toBe(url);
    expect(await ask(url, READ)).toEqual([['committed']]);
    await stopped(second);
    expect(await postgresProcessesIn(dataFolder)).toEqual([]);
  });

  it('is durable, listens on loopback alone and keeps its password to its owner', async () => {
    const { url, stop } = await startEmbeddedPostgres({ folder });
    const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses'];
    expect(await ask(url, ...settings.map((name) => `SHOW ${name}`))).toEqual([
      ['on'],
      ['on'],
      ['on'],
      ['127.0.0.1'],
    ]);
    await expect(ask(url.replace(/:[^:@]*@/, ':another@'), 'SELECT 1')).rejects.toThrow('password');
    expect(statSync(join(folder, 'postgres.password')).mode & 0o777).toBe(0o600);
    await stop();
  });

  it('writes no value of a failing statement to its log', async () => {
    const { url, stop } = await startEmbeddedPostgres({ folder });
    const failing = async (canary: string, ...before: readonly string[]) => {
      await expect(ask(url, ...before, `SELECT '${canary}'::date`)).rejects.toThrow(canary);
      return readFileSync(join(folder, 'postgres.log'), 'utf8').includes(canary);
    };
    expect(await failing('9916010101010001')).toBe(false);
    // Control: as PostgreSQL comes, it does.
    expect(await failing('9916010101010002', 'SET log_min_messages = warning')).toBe(true);
    await stop();
  });

  it('passes on why it did not start', async () => {
    await (await startEmbeddedPostgres({ folder })).stop();
    writeFileSync(join(dataFolder, 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(/no_such_setting/);
    writeFileSync(join(dataFolder, 'postgresql.conf'), '');
    await (await startEmbeddedPostgres({ folder })).stop();
  });

  it('takes another port when its own is taken meanwhile', async () => {
    const { url, stop } = await startEmbeddedPostgres({ folder });
    await ask(url, ...WRITE);
    await stop();
    const taker = spawn(process.execPath, [
      '-e',
      `require('net').createServer().listen(${new URL(url).port}, '127.0.0.1', () => console.log('taken'))`,
    ]);
    await once(taker.stdout, 'data');
    const again = await startEmbeddedPostgres({ folder });
    taker.kill('SIGKILL');
    expect(new URL(again.url).port).not.toBe(new URL(url).port);
    expect(await ask(again.url, READ)).toEqual([['committed']]);
    await again.stop();
  });
});

describe('After its process was killed', () => {
  it('and the server lived on, the next start has what was committed', async () => {
    const first = aProcess();
    await ask(await running(first), ...WRITE);
    await killedProcess(first);
    expect(await postgresProcessesIn(dataFolder)).not.toEqual([]);
    const { url, stop } = await startEmbeddedPostgres({ folder });
    expect(await ask(url, READ)).toEqual([['committed']]);
    await stop();
  });

  it('and the server with it, the next start has what was committed', async () => {
    const first = aProcess();
    await ask(await running(first), ...WRITE);
    await killedProcess(first);
    await endServer();
    expect(existsSync(join(dataFolder, 'postmaster.pid'))).toBe(true);
    const { url, stop } = await startEmbeddedPostgres({ folder });
    expect(await ask(url, READ)).toEqual([['committed']]);
    await stop();
  });

  it("and the server's process id passed to a stranger, the next start leaves the stranger alone", async () => {
    const first = aProcess();
    await ask(await running(first), ...WRITE);
    await killedProcess(first);
    await endServer();
    const runAs = await userToRunAs(dataFolder, () => undefined);
    const stranger = spawn('sleep', ['60'], { ...runAs, cwd: '/' });
    started.push(stranger);
    const lockFile = join(dataFolder, 'postmaster.pid');
    const stale = readFileSync(lockFile, 'utf8').replace(/^\d+/, String(stranger.pid));
    writeFileSync(lockFile, stale);

    // Control: PostgreSQL by itself takes the stranger for the server.
    const place = {
      dataFolder,
      logFile: join(folder, 'control.log'),
      binaries: await postgresBinaries(),
      runAs,
    };
    await expect(launch(place, 54_999)).rejects.toThrow(PostgresDidNotStart);

    const { url, stop } = await startEmbeddedPostgres({ folder });
    expect(await ask(url, READ)).toEqual([['committed']]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    await stop();
  });

  it('while the data was being made, the next start makes it anew', async () => {
    const first = aProcess();
    const drafts = () => readdirSync(folder).filter((name) => name.startsWith('postgres.new-'));
    const halfMade = () => drafts().some((name) => existsSync(join(folder, name, 'PG_VERSION')));
    while (!halfMade()) await pause(2);
    await killedProcess(first);
    expect(existsSync(dataFolder)).toBe(false);
    const { url, stop } = await startEmbeddedPostgres({ folder });
    await ask(url, ...WRITE);
    await stop();
    // What the killed one had begun may have been finished by initdb alone: the next start at the latest removes it.
    const again = await startEmbeddedPostgres({ folder });
    expect(await ask(again.url, READ)).toEqual([['committed']]);
    expect(drafts()).toEqual([]);
    await again.stop();
  });
});

describe('Where somebody else ends the server', () => {
  it('it is begun again at its address, as often as it takes, and stopped for good when it is told to', async () => {
    const said: string[] = [];
    const onProgress = (line: string) => void said.push(line);
    const { url, stop } = await startEmbeddedPostgres({ folder, onProgress, keepsRunning: true });
    await ask(url, ...WRITE);
    for (const round of [1, 2]) {
      await endServer();
      while (said.filter((line) => line.endsWith('again')).length < 2 * round) await pause(20);
      expect(await ask(url, READ)).toEqual([['committed']]);
    }
    await stop();
    expect(await postgresProcessesIn(dataFolder)).toEqual([]);
  });

  it('and it is stopped before it has begun again, it does not come back', async () => {
    const { stop } = await startEmbeddedPostgres({ folder, keepsRunning: true });
    await endServer();
    await stop();
    await pause(1_500);
    expect(await postgresProcessesIn(dataFolder)).toEqual([]);
  });

  it('it stays away where nobody has asked for more', async () => {
    const { stop } = await startEmbeddedPostgres({ folder });
    await endServer();
    await pause(1_500);
    expect(await postgresProcessesIn(dataFolder)).toEqual([]);
    await stop();
  });
});

describe('Of several starts at once in one folder', () => {
  const outcomes = async (starts: number) => {
    const children = Array.from({ length: starts }, aProcess);
    const said = await Promise.all(children.map(saidBy));
    const winners = children.filter((_child, at) => said[at]?.kind === 'runs');
    const losers = said.filter(({ kind }) => kind !== 'runs');
    return { winners, losers };
  };

  it('one wins and the others name it, also when they take over from a killed one', async () => {
    for (const round of ['fresh', 'after a kill', 'after another']) {
      const { winners, losers } = await outcomes(4);
      expect([round, winners.length]).toEqual([round, 1]);
      for (const loser of losers)
        expect(loser).toMatchObject({
          kind: 'failed',
          name: 'AlreadyRunning',
          message: expect.stringContaining(
            `Kelambu already runs here (process ${String(winners[0]?.pid)})`,
          ) as string,
        });
      for (const winner of winners) await killedProcess(winner);
    }
  });

  it('a second in the same process loses too', async () => {
    const { stop } = await startEmbeddedPostgres({ folder });
    await expect(startEmbeddedPostgres({ folder: join(folder, '.') })).rejects.toThrow(
      `Kelambu already runs here (process ${process.pid})`,
    );
    await stop();
    await (await startEmbeddedPostgres({ folder })).stop();
  });

  it('one that is only halted keeps the folder', async () => {
    const first = aProcess();
    const url = await running(first);
    first.kill('SIGSTOP');
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(
      `Kelambu already runs here (process ${String(first.pid)})`,
    );
    first.kill('SIGCONT');
    expect(await ask(url, 'SELECT 1')).toEqual([[1]]);
    await stopped(first);
  });
});

describe('A folder in the place of the data', () => {
  it('that is damaged is refused and left as it is', async () => {
    const { url, stop } = await startEmbeddedPostgres({ folder });
    await ask(url, ...WRITE);
    await stop();
    const control = join(dataFolder, 'global', 'pg_control');
    const bytes = readFileSync(control);
    rmSync(control);
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(DataFolderUnusable);
    // Put back as it was, so that its owner is the one that it had.
    writeFileSync(control, bytes);
    const { uid, gid } = statSync(dataFolder);
    if (process.getuid?.() === 0) chownSync(control, uid, gid);
    const again = await startEmbeddedPostgres({ folder });
    expect(await ask(again.url, READ)).toEqual([['committed']]);
    await again.stop();
  });

  it.each([
    ['of another version', 'PG_VERSION', '17\n', 'PostgreSQL 17'],
    ['of something else', 'letter.txt', 'dear all', 'not a whole PostgreSQL data folder'],
  ])('%s is refused and left as it is', async (_what, file, text, why) => {
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, file), text);
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(why);
    expect(readFileSync(join(dataFolder, file), 'utf8')).toBe(text);
  });

  it('whose password is lost is refused and left as it is', async () => {
    await (await startEmbeddedPostgres({ folder })).stop();
    const password = join(folder, 'postgres.password');
    const text = readFileSync(password, 'utf8');
    rmSync(password);
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(DataFolderUnusable);
    writeFileSync(password, text, { mode: 0o600 });
    await (await startEmbeddedPostgres({ folder })).stop();
  });
});
