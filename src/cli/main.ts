import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { settingsFrom } from '../settings';
import type { CliAnswer, CliCommand, CliContext } from './command';
import {
  projectionsPrune,
  projectionsRebuild,
  projectionsRelease,
  projectionsStatus,
  projectionsVerify,
} from './projections';
import { decisionsReplay } from './decisions';
import { doctor } from './doctor';
import { enrol } from './enrol';
import { reactionsRelease, reactionsSettle, reactionsStatus } from './reactions';
import { keysRotate } from './rotate-keys';
import { usersDisable, usersEnable, usersList } from './users';

/** Every command there is, in one list. */
const COMMANDS: readonly CliCommand[] = [
  decisionsReplay,
  enrol,
  doctor,
  keysRotate,
  projectionsStatus,
  projectionsVerify,
  projectionsRebuild,
  projectionsRelease,
  projectionsPrune,
  reactionsStatus,
  reactionsRelease,
  reactionsSettle,
  usersDisable,
  usersEnable,
  usersList,
];

const typed = ({ name, argument }: CliCommand): string =>
  [name, argument].filter(Boolean).join(' ');

const USAGE = `npm run kelambu -- <command> [--help]

${COMMANDS.map((command) => `  ${typed(command).padEnd(22)} ${command.summary}`).join('\n')}

It ends with 0 where all is well, 1 where it could not be done, 2 where something is not as it should be.`;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What is answered to a command line.
 * @throws Error with words for whoever typed it
 */
export const answerTo = async (
  args: readonly string[],
  env: Environment,
  say: (line: string) => void,
): Promise<CliAnswer> => {
  if (args.join() === '--help') return fine([USAGE]);
  const command = COMMANDS.find(({ name }) => isCalled(name, args));
  if (!command) throw new Error(USAGE);
  const { name, summary, help } = command;
  const given = args.slice(wordsOf(name).length);
  if (given.join() === '--help') return fine([`${typed(command)}: ${summary}\n\n${help}`]);

  const answer = await command.run({
    get settings() {
      return settingsFrom(env);
    },
    env,
    say,
    ...typedBehind(command, given),
  });
  return 'lines' in answer ? answer : fine(answer);
};

const fine = (lines: readonly string[]): CliAnswer => ({ lines, exitCode: 0 });
const wordsOf = (name: string): readonly string[] => name.split(' ');
const isCalled = (name: string, args: readonly string[]): boolean =>
  wordsOf(name).every((word, index) => args[index] === word);

const typedBehind = (
  { argument, takes = {} }: CliCommand,
  given: readonly string[],
): Pick<CliContext, 'words' | 'flags'> => {
  const { words = false, flags = {} } = takes;
  try {
    const { positionals, values } = parseArgs({
      args: [...given],
      options: flags,
      allowPositionals: words,
    });
    if (argument && positionals.length !== 1) throw new RangeError(argument);
    return { words: positionals, flags: values };
  } catch {
    throw new Error(USAGE);
  }
};

const main = async (): Promise<void> => {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const { lines, exitCode } = await answerTo(process.argv.slice(2), process.env, say);
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = exitCode;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
};

if (require.main === module) void main();
