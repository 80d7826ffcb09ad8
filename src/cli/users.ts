import { CATEGORIES } from '../event-types';
import type { Database } from '../platform/database/database';
import { type EventStore, START } from '../platform/event-store/event-store';
import { openEventStore } from '../platform/event-store/open-event-store';
import { isActor } from '../platform/security/caller';
import { disableUser, enableUser, listDisabledUsers } from '../platform/security/disabled-users';
import { type CliAnswer, type CliCommand, type CliContext, Misuse } from './command';
import { withDatabase } from './opened-database';

const HELP = `A user is what tokens call their bearer (the claim sub). A token is good until it expires, whatever the identity
provider learns meanwhile; this works at once: commands of a disabled user are refused from the next one on, queries within
a minute, in every process. What the user has recorded stays, and stays his. A user of whom nothing is known yet can be
disabled too; it says so and ends with 2, as the name may be mistyped.`;

export const usersDisable: CliCommand = {
  name: 'users disable',
  argument: '<user>',
  takes: { words: true },
  summary: 'Takes no token of this user any more',
  example: 'adjuster-1',
  help: HELP,
  run: (context) => disabled(context),
};

export const usersEnable: CliCommand = {
  name: 'users enable',
  argument: '<user>',
  takes: { words: true },
  summary: 'Takes the tokens of this user again',
  example: 'adjuster-1',
  help: HELP,
  run: (context) =>
    changed(context, enableUser, {
      done: (user) => `${user} is enabled.`,
      nothing: (user) => `${user} was not disabled.`,
    }),
};

export const usersList: CliCommand = {
  name: 'users list',
  summary: 'Shows who is disabled, and since when',
  help: HELP,
  run: ({ settings, say }) =>
    withDatabase(settings, say, async ({ dataSource }) => {
      const users = await listDisabledUsers(dataSource);
      if (users.length === 0) return ['Nobody is disabled.'];
      return users.map(({ actor, disabledAt }) => `${disabledAt.toISOString()}  ${actor}`);
    }),
};

/** A name that nobody bears protects from nobody, so whoever typed it has to hear of it. */
const disabled = async (context: CliContext): Promise<CliAnswer> => {
  const user = userIn(context);
  return withDatabase(context.settings, context.say, async (database) => {
    const isNew = await disableUser(database.dataSource, user);
    const done = isNew ? `${user} is disabled.` : `${user} was disabled before.`;
    if (await isKnown(user, database, context)) return { lines: [done], exitCode: 0 };
    const doubt = `No user ${user} has recorded or opened anything here: compare the name with the claim sub of the token.`;
    return { lines: [done, doubt], exitCode: 2 };
  });
};

const READ_AT_ONCE = 5_000;

const isKnown = async (
  user: string,
  { dataSource, pool }: Database,
  { env }: CliContext,
): Promise<boolean> => {
  const looked = await dataSource.query<readonly unknown[]>(
    'SELECT FROM access.entry WHERE actor = $1 LIMIT 1',
    [user],
  );
  if (looked.length > 0) return true;
  const log = openEventStore({ env, pool, categories: CATEGORIES });
  return hasRecorded(user, log.store).finally(() => log.close());
};

const hasRecorded = async (user: string, store: EventStore): Promise<boolean> => {
  for (let after = START; ;) {
    const events = await store.readAll(after, READ_AT_ONCE);
    if (events.some(({ metadata }) => actorIn(metadata) === user)) return true;
    const last = events.at(-1);
    if (!last) return false;
    after = last.position;
  }
};

const actorIn = (metadata: string): string =>
  (JSON.parse(metadata) as { readonly actor: string }).actor;

const userIn = ({ words: [user = ''] }: CliContext): string => {
  if (!isActor(user)) throw new Misuse('That is no user as a token would call one.');
  return user;
};

type Words = Readonly<Record<'done' | 'nothing', (user: string) => string>>;

const changed = async (
  context: CliContext,
  change: typeof enableUser,
  answers: Words,
): Promise<readonly string[]> => {
  const { settings, say } = context;
  const user = userIn(context);
  const done = await withDatabase(settings, say, ({ dataSource }) => change(dataSource, user));
  return [done ? answers.done(user) : answers.nothing(user)];
};
