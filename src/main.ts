import 'reflect-metadata';
import { type Kelambu, startKelambu } from './kelambu';
import { settingsFrom } from './settings';

/** Starts the process and stops it cleanly; nothing else. */
const main = async (): Promise<void> => {
  const kelambu = await startKelambu(settingsFrom(process.env), { onProgress: say });
  say(`Kelambu listens on ${kelambu.url} (documentation: ${kelambu.url}/docs).`);
  stopOnSignal(kelambu);
};

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const stopOnSignal = ({ stop }: Kelambu): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
};

const fail = (error: unknown): void => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
};

main().catch(fail);
