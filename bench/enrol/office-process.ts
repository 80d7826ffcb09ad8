import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../src/demo/api-client';
import type { Role } from '../../src/platform/event-store/recorded-event';
import { developmentToken } from '../../src/platform/security/development-keys';
import { settingsFrom } from '../../src/settings';
import { agreement } from '../../test/support/case-file';

/** A Kelambu in a process of its own, so that its memory and its answers are its own. */
export type BenchOffice = {
  readonly enroller: ApiClient;
  readonly approver: ApiClient;
  /** What it has in memory at this moment, and what it had at most, in MB. */
  readonly memory: () => { readonly now: number; readonly peak: number };
};

const SUPPORT = join(__dirname, '..', '..', 'test');
const PROCESS = join(SUPPORT, 'faults', 'processes', 'office.process.ts');
const HOOK = join(SUPPORT, 'support', 'typescript-hook.cjs');
/** As `npm start` gives it. */
const HEAP = '--max-semi-space-size=64';

const tokenFor = (folder: string, actor: string, role: Role): Promise<string> =>
  developmentToken(
    settingsFrom({ KELAMBU_FOLDER: folder }).security,
    { actor, roles: [role], subDistricts: 'all', scopes: [] },
    1,
  );

/** An office with one programme, on a database of its own. */
export const inOffice = async <Result>(
  url: string,
  work: (office: BenchOffice) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'kelambu-bench-office-'));
  const env = { ...process.env, NODE_OPTIONS: HEAP };
  const child = fork(PROCESS, [url, folder], { env, execArgv: ['--require', HOOK] });
  try {
    const said = await firstWordOf(child);
    const as = async (actor: string, role: Role) =>
      new ApiClient(said.url, await tokenFor(folder, actor, role));
    const administrator = await as('administrator-1', 'administrator');
    const agreed = await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
    if (agreed.status !== 201) throw new Error(`No programme: ${JSON.stringify(agreed.body)}.`);
    const [enroller, approver] = [
      await as('enroller-1', 'enroller'),
      await as('enroller-2', 'enroller'),
    ];
    return await work({ enroller, approver, memory: () => memoryOf(child) });
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Where it listens. One that ends before it says so is told, and not waited for. */
const firstWordOf = async (child: ChildProcess): Promise<{ readonly url: string }> => {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The office ended with ${String(code)} before it began.`);
  });
  const said = once(child, 'message') as Promise<[{ readonly url: string }]>;
  const [first] = await Promise.race([said, ended]);
  return first;
};

const memoryOf = ({ pid }: ChildProcess) => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const of = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1_000;
  return { now: of('VmRSS'), peak: of('VmHWM') };
};
