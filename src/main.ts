import 'reflect-metadata';
import { endOnSignals } from './end-on-signals';
import { type Kelambu, startKelambu } from './kelambu';
import { settingsFrom } from './settings';

/** Starts the process and stops it cleanly; nothing else. */
const main = async (): Promise<void> => {
  const whenTold = endOnSignals(say);
  const settings = settingsFrom(process.env);
  const kelambu = await startKelambu(settings, { onProgress: say, background: 'thread' });
  // First: whoever reads that it listens may tell it to stop at once.
  whenTold(() => stopped(kelambu, settings.limits.stopMs));
  say(`Kelambu listens on ${kelambu.url} (documentation: ${kelambu.url}/docs).`);
};

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const stopped = ({ stop }: Kelambu, patienceMs: number): void => {
  // Whatever hangs: what was acknowledged is safe, and the next process is waiting.
  setTimeout(() => fail(new Error('Stopping took too long.')), patienceMs).unref();
  stop().then(
    () => process.exit(0),
    (error: unknown) => fail(error),
  );
};

const fail = (error: unknown): void => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
};

main().catch(fail);
