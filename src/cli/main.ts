import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { endOnSignals } from '../end-on-signals';
import { settingsFrom } from '../settings';
import { type CliAnswer, type CliCommand, type CliContext, Misuse } from './command';
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

/** What can be typed, of one group (`projections`) or of all. */
const usageOf = (commands: readonly CliCommand[]): string => `npm run kelambu -- <command> [--help]

${commands.map((command) => `  ${typed(command).padEnd(22)} ${command.summary}`).join('\n')}

For example:
${commands
  .slice(0, EXAMPLES)
  .map(({ name, example }) => `  npm run kelambu -- ${name}${example ? ` ${example}` : ''}`)
  .join('\n')}

It ends with 0 where all is well, 1 where it could not be done, 2 where something is not as it should be, also in what was typed.`;

const EXAMPLES = 4;
const HELP = ['--help', '-h', 'help'];
/** Asked for anywhere in a line; the bare word may be the name of something there. */
const isHelpAskedIn = (given: readonly string[]): boolean =>
  given.includes('--help') || given.includes('-h') || given.join() === 'help';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What is answered to a command line.
 * @throws Misuse with the usage where the line cannot be read, else Error with words for whoever typed it
 */
export const answerTo = async (
  args: readonly string[],
  env: Environment,
  say: (line: string) => void,
): Promise<CliAnswer> => {
  const command = COMMANDS.find(({ name }) => isCalled(name, args));
  if (!command) return helpFor(args);
  const { name, summary, help } = command;
  const given = args.slice(wordsOf(name).length);
  if (isHelpAskedIn(given)) return fine([`${typed(command)}: ${summary}\n\n${help}`]);

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

/** Of everything, or of the commands that begin with the same word: `projections --help`, `help projections`. */
const helpFor = (args: readonly string[]): CliAnswer => {
  const asked = args.filter((word) => !HELP.includes(word));
  const [group, ...unknown] = asked;
  const inGroup = COMMANDS.filter(({ name }) => wordsOf(name)[0] === group);
  const isKnown = group === undefined || inGroup.length > 0;
  const usage = usageOf(inGroup.length > 0 ? inGroup : COMMANDS);
  const isHelp = isKnown && unknown.length === 0 && args.some((word) => HELP.includes(word));
  if (isHelp) return fine([usage]);
  const isUnknown = !isKnown || unknown.length > 0;
  const fault = isUnknown ? `There is no command ${asked.join(' ')}.` : 'Say which command.';
  throw new Misuse(`${fault}\n\n${usage}`);
};

const fine = (lines: readonly string[]): CliAnswer => ({ lines, exitCode: 0 });
const wordsOf = (name: string): readonly string[] => name.split(' ');
const isCalled = (name: string, args: readonly string[]): boolean =>
  wordsOf(name).every((word, index) => args[index] === word);

const typedBehind = (
  command: CliCommand,
  given: readonly string[],
): Pick<CliContext, 'words' | 'flags'> => {
  const { words = false, flags = {} } = command.takes ?? {};
  try {
    const { positionals, values } = parseArgs({
      args: [...given],
      options: flags,
      allowPositionals: words,
    });
    if (command.argument && positionals.length !== 1)
      throw new RangeError(
        `${command.name} needs ${command.argument}, and nothing else behind it.`,
      );
    return { words: positionals, flags: values };
  } catch (error) {
    throw new Misuse(`${faultOf(error)}\n\n${usageOf([command])}`);
  }
};

/** Node's own words, which name what it could not read. */
const faultOf = (error: unknown): string => {
  const { message } = Object(error) as { readonly message?: unknown };
  return typeof message === 'string' ? message : 'This cannot be read.';
};

const main = async (): Promise<void> => {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  endOnSignals(say);
  try {
    const { lines, exitCode } = await answerTo(process.argv.slice(2), process.env, say);
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = exitCode;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof Misuse ? 2 : 1;
  }
};

if (require.main === module) void main();
