import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { endOnSignals } from '../end-on-signals';
import { type Kelambu, startKelambu } from '../kelambu';
import { isProduction } from '../platform/security/security-settings';
import { type Settings, settingsFrom } from '../settings';
import { openChecks } from './checks';
import { openDesk, StepRefused } from './desk';
import { showTheEnd } from './final-screen';
import { openTimetable, type Scene, type Timetable } from './scene';
import { heading, prose, terminal } from './screen';
import { signIn } from './staff';
import { tellStory } from './story';

const USAGE = `Shows Kelambu at work, with made-up people.

  npm run demo              tells the story, then goes on serving until Ctrl-C
  npm run demo -- --exit    stops by itself: status 0 only if every figure is as expected`;

const INTERRUPTED = 130;

const screen = terminal(process.stdout, process.env);

/** @returns the status to exit with. */
const main = async (): Promise<number> => {
  const leaves = wantsToLeave(process.argv.slice(2));
  const settings = demoSettings(process.env);
  const timetable = openTimetable(screen);
  const whenTold = endOnSignals(say);
  const kelambu = await timetable.timed('Start', () => start(settings));
  const interrupted = new Promise<number>((resolve) => whenTold(() => resolve(INTERRUPTED)));
  try {
    const status = await Promise.race([tell(kelambu, settings, timetable), interrupted]);
    if (leaves || status === INTERRUPTED) return status;
    screen.line();
    prose(screen, `Kelambu goes on serving at ${kelambu.url}. Ctrl-C stops it; the data stays.`);
    await interrupted;
    return status;
  } finally {
    await kelambu.stop();
  }
};

const wantsToLeave = (args: readonly string[]): boolean => {
  try {
    return parseArgs({ args: [...args], options: { exit: { type: 'boolean', default: false } } })
      .values.exit;
  } catch {
    throw new Error(USAGE);
  }
};

/** Whatever the installation says, but for the log: the screen is for the story. */
const demoSettings = (env: Readonly<Record<string, string | undefined>>): Settings => {
  if (isProduction(env))
    throw new Error('The demo makes people up, so it does not run with NODE_ENV=production.');
  const settings = settingsFrom({ ...env, KELAMBU_LOG_LEVEL: env['KELAMBU_LOG_LEVEL'] ?? 'warn' });
  if (settings.security.keys.kind !== 'development')
    throw new Error(
      'The demo signs its own tokens, so it needs development keys: unset KELAMBU_JWKS_URL and KELAMBU_JWKS_FILE.',
    );
  return settings;
};

/** The title waits for the first word of the engine: where Kelambu runs already, one plain line is enough. */
const start = async (settings: Settings): Promise<Kelambu> => {
  let opened = false;
  const told = (line: string) => {
    if (!opened) opening();
    opened = true;
    prose(screen, line);
  };
  const kelambu = await startKelambu(settings, {
    onProgress: told,
    logStream: process.stderr,
    background: 'thread',
  });
  told(`Kelambu listens on ${kelambu.url}.`);
  return kelambu;
};

const opening = (): void => {
  const title = screen.paint('bold', 'KELAMBU');
  screen.line();
  prose(screen, `${title}, an event-sourced claims engine for social insurance`);
  prose(screen, 'Everybody here is made up. Every step below is a plain HTTP request.');
  heading(screen, 'Start');
};

/** Tells the story to the end and says what did not come out as it should. */
const tell = async (
  { url }: Kelambu,
  { security }: Settings,
  timetable: Timetable,
): Promise<number> => {
  const staff = await signIn(url, security);
  const scene: Scene = { staff, desk: openDesk(screen), checks: openChecks() };
  const claim = await tellStory(scene, timetable);
  const folder = process.env['KELAMBU_FOLDER'] ?? null;
  await showTheEnd(scene, timetable, { url, claim, folder });
  const failed = scene.checks.failed();
  for (const { what, expected, found } of failed)
    say(`Not as expected: ${what} is ${found}, and should be ${expected}.`);
  return failed.length > 0 ? 1 : 0;
};

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What went wrong, in words for whoever typed the command. */
const wordsFor = (error: unknown): string => {
  if (error instanceof StepRefused && error.problem.code === 'idempotency-key-reused')
    return `${error.message}\nThis folder holds the demo of another release. Set KELAMBU_FOLDER to an empty folder.`;
  return error instanceof Error ? error.message : String(error);
};

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    say(wordsFor(error));
    process.exit(1);
  },
);
