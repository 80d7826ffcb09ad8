import 'reflect-metadata';
import { settingsFrom } from '../settings';
import type { CliCommand } from './command';
import { doctor } from './doctor';
import { keysRotate } from './rotate-keys';
import { usersDisable, usersEnable, usersList } from './users';

/** Every command there is, in one list. */
const COMMANDS: readonly CliCommand[] = [doctor, keysRotate, usersDisable, usersEnable, usersList];

const typed = ({ name, argument }: CliCommand): string =>
  [name, argument].filter(Boolean).join(' ');

const USAGE = `npm run kelambu -- <command> [--help]

${COMMANDS.map((command) => `  ${typed(command).padEnd(22)} ${command.summary}`).join('\n')}`;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What is answered to a command line.
 * @throws Error with words for whoever typed it
 */
export const answerTo = async (
  args: readonly string[],
  env: Environment,
  say: (line: string) => void,
): Promise<readonly string[]> => {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const wantsHelp = isHelpAsked(args.filter((arg) => arg.startsWith('-')));
  if (wantsHelp && words.length === 0) return [USAGE];

  const { command, told } = commandIn(words);
  if (wantsHelp && told.length === 0)
    return [`${typed(command)}: ${command.summary}\n\n${command.help}`];
  if (told.length !== (command.argument ? 1 : 0)) throw new Error(USAGE);
  return command.run({
    get settings() {
      return settingsFrom(env);
    },
    env,
    argument: told[0] ?? null,
    say,
  });
};

const isHelpAsked = (flags: readonly string[]): boolean => {
  if (flags.length > 1 || (flags[0] ?? '--help') !== '--help') throw new Error(USAGE);
  return flags.length === 1;
};

const commandIn = (words: readonly string[]) => {
  const command = COMMANDS.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
  if (!command) throw new Error(USAGE);
  return { command, told: words.slice(command.name.split(' ').length) };
};

const main = async (): Promise<void> => {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const lines = await answerTo(process.argv.slice(2), process.env, say);
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
};

if (require.main === module) void main();
