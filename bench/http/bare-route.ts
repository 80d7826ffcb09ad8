import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const HOOK = join(__dirname, '..', '..', 'test', 'support', 'typescript-hook.cjs');

export const bareRoute = async (databaseUrl: string) => {
  const child = fork(join(__dirname, 'bare.process.ts'), [databaseUrl], {
    execArgv: ['--require', HOOK],
  });
  const [said] = (await once(child, 'message')) as [{ readonly url: string }];
  const close = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url: said.url, close };
};
