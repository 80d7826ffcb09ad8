import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { Pool } from 'pg';
import { APPLICATION_ROLE } from '../../../src/platform/database/application-role';
import {
  type OpenedEventStore,
  openEventStore,
} from '../../../src/platform/event-store/open-event-store';
import type { KurrentClient } from '../../../src/platform/event-store/kurrentdb/client';

/** A KurrentDB / EventStoreDB node with a data folder of its own, made to be killed. */
export type KurrentDbNode = {
  readonly url: string;
  /** SIGKILL to every process of it. */
  readonly kill: () => Promise<void>;
  /** After `kill`: the same data on the same port. */
  readonly start: () => void;
  /** Nothing of it runs any more, and every connection stands. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Kills what still runs and removes every trace. */
  readonly remove: () => Promise<void>;
};

/** @param command what a shell starts in the foreground, with $DATA (an empty folder) and $PORT */
export const kurrentDbNode = async (command: string): Promise<KurrentDbNode> => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'kelambu-kurrentdb-'));
  const port = await freePort();
  const env = { ...process.env, DATA: folder, PORT: String(port) };
  // A group of its own, so that a signal reaches whatever the command has started.
  const started = () =>
    spawn('sh', ['-c', `exec ${command}`], { detached: true, stdio: 'ignore', env });
  let running = started();

  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    signalled(running, 'SIGKILL');
    await ended;
  };
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    kill,
    start: () => void (running = started()),
    freeze: () => signalled(running, 'SIGSTOP'),
    thaw: () => signalled(running, 'SIGCONT'),
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
};

const signalled = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  if (pid !== undefined) process.kill(-pid, signal);
};

const freePort = async (): Promise<number> => {
  const listener = createServer();
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const { port } = listener.address() as AddressInfo;
  await once(listener.close(), 'close');
  return port;
};

export type OpenedLog = OpenedEventStore & {
  /** There is one to a process, so whoever wants to do without the store shares it. */
  readonly client: KurrentClient;
  /** Resolves when the node takes an append; one that answers may not yet. */
  readonly ready: () => Promise<void>;
};

/** The log as the application opens it: events on the node, the ledger of commands in that database. */
export const openedLog = (url: string, databaseUrl: string): OpenedLog => {
  const client = EventStoreDBClient.connectionString(url);
  const pool = new Pool({
    connectionString: databaseUrl,
    options: `-c role=${APPLICATION_ROLE}`,
  });
  pool.on('error', () => undefined);
  const env = { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: url };
  const opened = openEventStore({ env, pool, categories: ['claim'], connect: () => client });
  return {
    ...opened,
    client,
    ready: async () => {
      const until = Date.now() + READY_WITHIN_MS;
      for (;;) {
        const failure = await opened.check().then(
          () => null,
          (error: unknown) => error as Error,
        );
        if (!failure) return;
        if (Date.now() > until) throw failure;
        await sleep(100);
      }
    },
    close: async () => {
      await opened.close();
      await pool.end();
    },
  };
};

const READY_WITHIN_MS = 180_000;
