import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { answerTo } from '../../src/cli/main';
import type { Office } from './office';

type Certified = {
  readonly name: string;
  readonly outcome: string;
  readonly differing: readonly { readonly id: string; readonly columns?: readonly string[] }[];
};

const VERB = ['projections', 'verify', '--json'] as const;

/** What `projections verify` finds wrong beside a running office. */
export const wrongIn = async ({ env }: Office): Promise<readonly Certified[]> => {
  const said = await (env['EVENT_STORE'] === 'kurrentdb' ? saidInAProcess(env) : saidHere(env));
  const certificates = JSON.parse(said) as readonly Certified[];
  if (certificates.length === 0) throw new Error('Nothing was compared.');
  return certificates
    .filter(({ name, outcome }) => outcome !== (name === 'person' ? 'not-compared' : 'same'))
    .map(({ name, outcome, differing }) => ({ name, outcome, differing }));
};

const saidHere = async (env: Office['env']): Promise<string> => {
  const { lines } = await answerTo(VERB, env, () => undefined);
  return lines.join('\n');
};

/** Two clients of KurrentDB in one thread are one too many. */
const saidInAProcess = (env: Office['env']): Promise<string> =>
  new Promise((resolve, reject) => {
    const hook = join(__dirname, 'typescript-hook.cjs');
    const main = join(__dirname, '../../src/cli/main.ts');
    const options = { env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    execFile(process.execPath, ['--require', hook, main, ...VERB], options, (_error, out, told) => {
      // Where it finds a difference it says so with its exit code too.
      if (out) resolve(out);
      else reject(new Error(told));
    });
  });
