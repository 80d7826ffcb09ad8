import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const HOOK = join(__dirname, '..', '..', 'test', 'support', 'typescript-hook.cjs');

export const bareRoute = async (databaseUrl: string) => {
  const child = fork(join(__dirname, 'bare.process.ts'), [databaseUrl], {
    execArgv: ['--require', HOOK],
  });
  const gone = once(child, 'exit').then(() => {
    throw new Error('The bare route has ended before it listened.');
  });
  const [said] = (await Promise.race([once(child, 'message'), gone])) as [{ readonly url: string }];
  gone.catch(() => undefined);
  const close = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url: said.url, close };
};
