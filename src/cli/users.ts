import { isActor } from '../platform/security/caller';
import { disableUser, enableUser, listDisabledUsers } from '../platform/security/disabled-users';
import type { CliCommand, CliContext } from './command';
import { withDatabase } from './opened-database';

const HELP = `A user is what tokens call their bearer (the claim sub). A token is good until it expires, whatever the identity
provider learns meanwhile; this works at once: commands of a disabled user are refused from the next one on, queries within
a minute, in every process. What the user has recorded stays, and stays his.`;

export const usersDisable: CliCommand = {
  name: 'users disable',
  argument: '<user>',
  takes: { words: true },
  summary: 'Takes no token of this user any more',
  help: HELP,
  run: (context) =>
    changed(context, disableUser, {
      done: (user) => `${user} is disabled.`,
      nothing: (user) => `${user} was disabled before.`,
    }),
};

export const usersEnable: CliCommand = {
  name: 'users enable',
  argument: '<user>',
  takes: { words: true },
  summary: 'Takes the tokens of this user again',
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

type Words = Readonly<Record<'done' | 'nothing', (user: string) => string>>;

const changed = async (
  { settings, words: [user = ''], say }: CliContext,
  change: typeof disableUser,
  answers: Words,
): Promise<readonly string[]> => {
  if (!isActor(user)) throw new Error('That is no user as a token would call one.');
  const done = await withDatabase(settings, say, ({ dataSource }) => change(dataSource, user));
  return [done ? answers.done(user) : answers.nothing(user)];
};
