import { styleText } from 'node:util';
import type { Warning } from './answers';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Where the demo is shown. Nothing moves and nothing is coloured where nobody watches. */
export type Screen = {
  readonly stream: NodeJS.WriteStream;
  readonly moves: boolean;
  readonly line: (text?: string) => void;
  readonly paint: (style: Style, text: string) => string;
};

export const terminal = (
  stream: NodeJS.WriteStream,
  env: Readonly<Record<string, string | undefined>>,
): Screen => {
  const moves = stream.isTTY && env['TERM'] !== 'dumb';
  const colours = moves && !env['NO_COLOR'];
  return {
    stream,
    moves,
    line: (text = '') => void stream.write(`${text}\n`),
    paint: (style, text) => (colours ? styleText(style, text) : text),
  };
};

const WIDTH = 96;
const INDENT = '  ';
/** Mark, day and actor come before what is said; further lines begin below it. */
const SAID_AT = INDENT.length + 2 + 13 + 17;

const count = new Intl.NumberFormat('en-US');
export const number = (value: number): string => count.format(value);
export const rupiahText = (amount: number): string => `Rp ${number(amount)}`;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** `2024-10-14` as `14 Oct 2024`. */
export const dayText = (day: string): string => {
  const [year = '', month = '1', date = ''] = day.split('-');
  return `${date} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
};

export const heading = ({ line, paint }: Screen, title: string): void => {
  line();
  line(paint('bold', `${INDENT}${title}`));
  line(paint('dim', `${INDENT}${'─'.repeat(WIDTH - INDENT.length)}`));
};

/** What is told between the steps. */
export const prose = ({ line }: Screen, text: string): void =>
  wrapped(text, WIDTH - INDENT.length).forEach((one) => line(`${INDENT}${one}`));

export type Happening = {
  readonly mark: 'done' | 'known' | 'refused';
  readonly on: string;
  readonly actor: string;
  readonly says: string;
};

const MARKS = { done: ['green', '✓'], known: ['dim', '↺'], refused: ['yellow', '⊘'] } as const;

/** One step: whether it was recorded now, the day it speaks of, who did it, what. */
export const happening = (screen: Screen, { mark, on, actor, says }: Happening): void => {
  const [style, sign] = MARKS[mark];
  const [first = '', ...others] = wrapped(says, WIDTH - SAID_AT);
  const before = `${dayText(on).padEnd(13)}${actor.padEnd(17)}`;
  screen.line(`${INDENT}${screen.paint(style, sign)} ${screen.paint('dim', before)}${first}`);
  others.forEach((text) => screen.line(`${' '.repeat(SAID_AT)}${text}`));
};

/** Something that belongs to the step above it. */
export const beside = (screen: Screen, text: string, style?: Style): void =>
  wrapped(text, WIDTH - SAID_AT).forEach((one) =>
    screen.line(`${' '.repeat(SAID_AT)}${style ? screen.paint(style, one) : one}`),
  );

/** What the engine warns of, though it says yes. */
export const warnings = (screen: Screen, all: readonly Warning[]): void =>
  all.forEach(({ code, detail }) =>
    beside(screen, detail === code ? `! ${code}` : `! ${code}: ${detail}`, 'yellow'),
  );

/** Breaks between words, and never between a sum and its currency. */
const wrapped = (text: string, width: number): readonly string[] =>
  text
    .replaceAll('Rp ', 'Rp\u00a0')
    .split(' ')
    .reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      if (last === undefined || last.length + 1 + word.length > width) return [...lines, word];
      return [...lines.slice(0, -1), `${last} ${word}`];
    }, [])
    .map((line) => line.replaceAll('\u00a0', ' '));
