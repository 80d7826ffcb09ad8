import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const HOOK = join(__dirname, '..', '..', 'support', 'typescript-hook.cjs');
const PROCESSES = join(__dirname, '..', 'processes');

/** A process of its own, that sends messages of one kind. */
export type Child<Said> = {
  readonly process: ChildProcess;
  /** The next message. Rejects where the process ends without one. */
  readonly next: () => Promise<Said>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<unknown>;
};

export type ChildOptions = {
  /** Modules to load before it, from the folder of the processes. */
  readonly preload?: readonly string[];
  readonly onMessage?: (said: unknown) => void;
};

const started = new Set<{ readonly child: ChildProcess; readonly ended: Promise<unknown> }>();

/** Runs `../processes/<name>.process.ts` from its source. */
export const startChild = <Said>(
  name: string,
  args: readonly string[],
  { preload = [], onMessage }: ChildOptions = {},
): Child<Said> => {
  const modules = [HOOK, ...preload.map((file) => join(PROCESSES, file))];
  const child = fork(join(PROCESSES, `${name}.process.ts`), [...args], {
    // The test’s own, not that of the process that runs it.
    env: { ...process.env },
    execArgv: modules.flatMap((file) => ['--require', file]),
  });
  const ended = once(child, 'exit');
  const entry = { child, ended };
  started.add(entry);
  void ended.then(() => started.delete(entry));
  if (onMessage) child.on('message', onMessage);
  // On a busy machine several come at once: whoever listens for one at a time misses the others.
  const said: Said[] = [];
  child.on('message', (message) => said.push(message as Said));
  const next = async (): Promise<Said> => {
    const abort = new AbortController();
    const message = once(child, 'message', { signal: abort.signal });
    message.catch(() => undefined);
    if (said.length === 0) await Promise.race([message, ended]);
    abort.abort();
    const [first] = said.splice(0, 1);
    if (first === undefined) throw new Error(`${name} ended without a word`);
    return first;
  };
  return { process: child, next, kill: (signal) => void child.kill(signal), ended };
};

/** For `afterEach`: none is left behind, stopped or not. */
export const killChildren = async (): Promise<void> => {
  const children = [...started];
  for (const { child } of children) child.kill('SIGKILL');
  await Promise.all(children.map(({ ended }) => ended));
};
