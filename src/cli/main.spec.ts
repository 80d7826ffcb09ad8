import { Misuse } from './command';
import { answerTo } from './main';

const answered = (line: string) => answerTo(line.split(' ').filter(Boolean), {}, () => undefined);
const refusalOf = (line: string): Promise<unknown> =>
  answered(line).then(
    () => null,
    (error: unknown) => error,
  );

describe('npm run kelambu', () => {
  it.each([
    'enrol --help',
    'enrol list.xlsx --help',
    'enrol list.xlsx -h',
    'enrol --dry-run --help',
  ])('explains a command wherever help is asked for: %s', async (line) => {
    const { lines, exitCode } = await answered(line);
    expect(exitCode).toBe(0);
    expect(lines.join('\n')).toContain('--programme CODE');
  });

  it.each([
    ['', 'Say which command.'],
    ['nonsense', 'There is no command nonsense.'],
    ['projections', 'Say which command.'],
    ['projections nonsense', 'There is no command projections nonsense.'],
    ['doctor --json', "Unknown option '--json'"],
    ['doctor now', "Unexpected argument 'now'"],
    ['users disable', 'users disable needs <user>, and nothing else behind it.'],
    ['users disable one two', 'users disable needs <user>, and nothing else behind it.'],
    ['reactions settle', 'reactions settle needs NAME CAUSE'],
    ['reactions settle nonsense 1', 'There is no such reaction: nonsense.'],
    ['reactions settle record-death', 'reactions settle needs NAME CAUSE'],
    ['reactions settle record-death 1', '--by is to be'],
  ])('says what is wrong with "%s" before it says how it is written', async (line, says) => {
    const refusal = await refusalOf(line);
    expect(refusal).toBeInstanceOf(Misuse);
    expect((refusal as Misuse).message.split('\n')[0]).toContain(says);
  });
});
