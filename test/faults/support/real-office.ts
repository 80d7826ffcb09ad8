import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Role } from '../../../src/platform/event-store/recorded-event';
import { developmentToken } from '../../../src/platform/security/development-keys';
import { securitySettingsFrom } from '../../../src/platform/security/security-settings';

const SUPPORT = join(__dirname, '..', '..', 'support');
const MAIN = join(__dirname, '..', '..', '..', 'src', 'main.ts');

/** `src/main.ts` in a process of its own, as somebody would start it. */
export type RealOffice = {
  readonly url: string;
  readonly port: number;
  readonly tokenFor: (actor: string, ...roles: readonly Role[]) => Promise<string>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** The code with which it has ended; null where a signal ended it. */
  readonly exitCode: Promise<number | null>;
  /** What it holds in memory, in bytes. */
  readonly residentBytes: () => number;
};

const running = new Set<ChildProcess>();

export const startRealOffice = async (
  databaseUrl: string,
  folder: string,
  set: Readonly<Record<string, string>> = {},
): Promise<RealOffice> => {
  const child = spawn(process.execPath, ['--require', join(SUPPORT, 'typescript-hook.cjs'), MAIN], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      KELAMBU_FOLDER: folder,
      KELAMBU_PORT: '0',
      KELAMBU_LOG_LEVEL: 'silent',
      ...set,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  const exitCode = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const url = await Promise.race([listeningAt(child), exitCode.then(() => null)]);
  if (url === null) throw new Error('The office ended before it listened.');
  const settings = securitySettingsFrom({}, folder);
  return {
    url,
    port: Number(new URL(url).port),
    tokenFor: (actor, ...roles) =>
      developmentToken(settings, { actor, roles, subDistricts: 'all', scopes: [] }, 1),
    signal: (signal) => void child.kill(signal),
    exitCode,
    residentBytes: () => residentBytesOf(child.pid ?? 0),
  };
};

const listeningAt = async (child: ChildProcess): Promise<string> => {
  if (!child.stderr) throw new Error('Nothing can be heard of it.');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    const [, url] = /listens on (http:\S+)/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stderr.resume();
    return url;
  }
  throw new Error(`The office did not start: ${lines.join(' ')}`);
};

const residentBytesOf = (pid: number): number => {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
};

/** For `afterEach`: none is left behind. */
export const killRealOffices = async (): Promise<void> => {
  await Promise.all(
    [...running].map(async (child) => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }),
  );
};
