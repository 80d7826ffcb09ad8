import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { CliAnswer } from '../../src/cli/command';
import { answerTo } from '../../src/cli/main';
import type { Office } from './office';

/** What a command line answers beside a running office. */
export const typed = ({ env }: Office, line: string): Promise<CliAnswer> =>
  env['EVENT_STORE'] === 'kurrentdb'
    ? inAProcess(env, line.split(' '))
    : answerTo(line.split(' '), env, () => undefined);

/** Two clients of KurrentDB in one thread are one too many. */
const inAProcess = (env: Office['env'], words: readonly string[]): Promise<CliAnswer> =>
  new Promise((resolve, reject) => {
    const hook = join(__dirname, 'typescript-hook.cjs');
    const main = join(__dirname, '../../src/cli/main.ts');
    const options = { env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    const child = execFile(
      process.execPath,
      ['--require', hook, main, ...words],
      options,
      (_error, out, told) => {
        const exitCode = (child.exitCode ?? 1) as CliAnswer['exitCode'];
        if (out) resolve({ lines: out.trimEnd().split('\n'), exitCode });
        else reject(new Error(told));
      },
    );
  });
