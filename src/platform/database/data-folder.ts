import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, flushFolder, isAbsent, writeWhole } from './files';
import { adviceOn, type Binaries } from './postgres-binaries';
import { type RunAs, runTool } from './processes';

export const SUPERUSER = 'kelambu';
const MAJOR_VERSION = '18';

/** There is something in the place of the data that cannot be used as it is. It is left untouched. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

export const hasData = async (dataFolder: string): Promise<boolean> => {
  if ((await entriesOf(dataFolder)).length === 0) return false;
  const version = await versionIn(dataFolder);
  if (version !== null && version !== MAJOR_VERSION)
    throw new DataFolderUnusable(
      `${dataFolder} was written by PostgreSQL ${version}; this is ${MAJOR_VERSION}. ` +
        `Dump it with version ${version} and restore it, or set DATABASE_URL to a server of that version.`,
    );
  if (version === null || !(await exists(join(dataFolder, 'global', 'pg_control'))))
    throw new DataFolderUnusable(
      `${dataFolder} is not a whole PostgreSQL data folder, and what is in it may be worth keeping. ` +
        'Restore it from a backup, or move it away to begin anew.',
    );
  return true;
};

const versionIn = (dataFolder: string): Promise<string | null> =>
  readFile(join(dataFolder, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      if (isAbsent(error)) return null;
      throw closedToUs(dataFolder, error);
    },
  );

const entriesOf = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw closedToUs(folder, error);
  });

const closedToUs = (folder: string, error: unknown): DataFolderUnusable =>
  new DataFolderUnusable(
    `${folder} cannot be read (${codeOf(error) ?? 'unknown'}). Start as the user who made it.`,
  );

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw error;
    },
  );

export type DataFolder = { readonly path: string; readonly password: string };

/**
 * Makes the data beside its place and moves it there when it is whole and flushed. So what stands in the place is never
 * half-made, and nothing that stands there is ever deleted.
 */
export const makeData = async (
  { path, password }: DataFolder,
  { initdb }: Binaries,
  runAs: RunAs,
): Promise<void> => {
  const draft = `${draftsOf(path)}${randomUUID()}`;
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeWhole(passwordFile, `${password}\n`);
    if (runAs.uid !== undefined && runAs.gid !== undefined) {
      await chown(draft, runAs.uid, runAs.gid);
      await chown(passwordFile, runAs.uid, runAs.gid);
    }
    const { code, output } = await runTool(initdb, flags(draft, passwordFile), runAs);
    if (code !== 0)
      throw new Error(`initdb failed (${String(code)}):\n${output}${adviceOn(output)}`);
    await rename(draft, path);
    await flushFolder(dirname(path));
  } finally {
    await rm(passwordFile, { force: true });
  }
};

const flags = (draft: string, passwordFile: string): readonly string[] => [
  `--pgdata=${draft}`,
  `--pwfile=${passwordFile}`,
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  // The order of texts must not change with the system's libraries: that would break indexes.
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
];

/** Removes what interrupted starts have left. The ones who made it may still be writing to it, and then the next start removes it. */
export const removeDrafts = async (dataFolder: string): Promise<void> => {
  const folder = dirname(dataFolder);
  const prefix = basename(draftsOf(dataFolder));
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  await Promise.all(
    drafts.map((name) =>
      rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 }).catch(
        () => undefined,
      ),
    ),
  );
};

const draftsOf = (dataFolder: string): string => `${dataFolder}.new-`;

/** The password of the server, made at the first start. Throws `DataFolderUnusable` where it is lost. */
export const passwordOf = async (file: string, dataIsThere: boolean): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!isAbsent(error)) throw closedToUs(file, error);
    if (dataIsThere)
      throw new DataFolderUnusable(
        `The database is there and its password, ${file}, is not. Restore that file from a backup.`,
      );
  }
  const password = randomBytes(24).toString('base64url');
  await writeWhole(file, `${password}\n`);
  return password;
};
