import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EVENT_TYPES } from '../event-types';
import type { Database } from '../platform/database/database';
import { clockDifference, lossySettings, migrationsAhead } from '../platform/database/examination';
import { MIGRATIONS } from '../platform/database/migrations';
import { openEventStore } from '../platform/event-store/open-event-store';
import { registerKeyMustFit } from '../platform/privacy/register-key-check';
import { loadSecrets, type Secrets } from '../platform/privacy/secrets';
import { type Settings, settingsFrom } from '../settings';
import type { CliCommand } from './command';
import { withDatabase } from './opened-database';

/** What was looked at, and what is wrong with it; nothing where all is well. */
type Finding = { readonly about: string; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const LEAST_FREE_BYTES = 1024 ** 3;
const MOST_CLOCK_DIFFERENCE_MS = 2_000;
const KEY_FILES = ['kek.key', 'register.key'];

export const doctor: CliCommand = {
  name: 'doctor',
  summary: 'Looks at everything that Kelambu needs, and names every fault at once',
  help: `Settings, keys, disk, database (reached, migrated, durable, its clock) and event store. It changes nothing and makes
no key; the embedded database is started for it where the application does not run, else looked at beside it. The exit code is 0 where all is well.`,
  run: async ({ env, say }) => {
    const findings = await examined(env, say);
    const lines = findings.flatMap(({ about, faults }) =>
      faults.length === 0
        ? [`ok     ${about}`]
        : faults.map((fault) => `FAULT  ${about}: ${fault}`),
    );
    if (findings.some(({ faults }) => faults.length > 0)) throw new Error(lines.join('\n'));
    return lines;
  },
};

const examined = async (
  env: Environment,
  say: (line: string) => void,
): Promise<readonly Finding[]> => {
  const settings = await outcomeOf(() => settingsFrom(env));
  const folder = 'value' in settings ? settings.value.folder : null;
  const secrets = await outcomeOf(() => secretsWithoutMakingAny(env, folder));
  const known = [
    { about: 'settings', faults: faultsIn(settings) },
    { about: 'keys', faults: faultsIn(secrets) },
    { about: 'disk', faults: folder === null ? [] : await diskFaults(folder) },
  ];
  if (!('value' in settings)) return known;
  const keys = 'value' in secrets ? secrets.value : null;
  const database = await outcomeOf(() =>
    withDatabase(settings.value, say, (opened) => databaseFindings(opened, env, keys)),
  );
  return 'value' in database
    ? [...known, { about: 'database', faults: [] }, ...database.value]
    : [...known, { about: 'database', faults: faultsIn(database) }];
};

const databaseFindings = async (
  { dataSource, pool }: Database,
  env: Environment,
  secrets: Secrets | null,
): Promise<readonly Finding[]> => {
  const { missing, unknown } = await migrationsAhead(dataSource, MIGRATIONS);
  const lossy = await lossySettings(dataSource);
  const difference = await clockDifference(dataSource);
  const clockRuns = Math.abs(difference) <= MOST_CLOCK_DIFFERENCE_MS;
  const migrations = [
    ...(missing.length > 0 ? [`${missing.length} are missing: the next start runs them`] : []),
    ...(unknown.length > 0 ? [`a newer release has been here (${unknown.join(', ')})`] : []),
  ];
  const usable = missing.length === 0;
  return [
    { about: 'migrations', faults: migrations },
    { about: 'durability', faults: lossy.map((setting) => `${setting}: events may be lost`) },
    { about: 'clock', faults: clockRuns ? [] : [`${difference} ms apart from the database’s`] },
    ...(usable ? [await registerKey(dataSource, secrets), await eventStore(pool, env)] : []),
  ];
};

const registerKey = async (
  dataSource: Database['dataSource'],
  secrets: Secrets | null,
): Promise<Finding> => {
  const [first] = await dataSource.query<readonly unknown[]>('SELECT FROM privacy.register_key');
  const fits = await outcomeOf(async () => {
    // A database that was never used would keep the first key that it is asked about.
    if (first && secrets) await registerKeyMustFit(dataSource, secrets.registerKey);
  });
  return { about: 'register key', faults: faultsIn(fits) };
};

const eventStore = async (pool: Database['pool'], env: Environment): Promise<Finding> => {
  const categories = [...new Set(EVENT_TYPES.flatMap((type) => type.categories))];
  const answers = await outcomeOf(async () => {
    const opened = openEventStore({ env, pool, categories });
    await opened.check().finally(() => opened.close());
  });
  return { about: 'event store', faults: faultsIn(answers) };
};

const secretsWithoutMakingAny = async (
  env: Environment,
  folder: Settings['folder'] | null,
): Promise<Secrets> => {
  const inFiles = folder !== null && KEY_FILES.some((file) => existsSync(join(folder, file)));
  const given = Boolean(env['KELAMBU_KEK']) && Boolean(env['KELAMBU_REGISTER_KEY']);
  const complete = given || KEY_FILES.every((file) => folder && existsSync(join(folder, file)));
  if (!complete && !inFiles && env['NODE_ENV'] !== 'production')
    throw new Error('there are none yet: the first start makes them, in files');
  return loadSecrets({ env, folder: complete && !given ? folder : null, warn: () => undefined });
};

const diskFaults = async (folder: string): Promise<readonly string[]> => {
  const { bavail, bsize } = await statfs(nearestThatExists(folder));
  const free = bavail * bsize;
  return free < LEAST_FREE_BYTES ? [`${Math.round(free / 1024 ** 2)} MiB are free`] : [];
};

const nearestThatExists = (folder: string): string =>
  existsSync(folder) ? folder : nearestThatExists(dirname(folder));

type Outcome<T> = { readonly value: T } | { readonly fault: string };

const outcomeOf = async <T>(work: () => T | Promise<T>): Promise<Outcome<T>> => {
  try {
    return { value: await work() };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
};

const faultsIn = (outcome: Outcome<unknown>): readonly string[] =>
  'fault' in outcome ? [outcome.fault] : [];
