import { addressOf, columnNumber } from './cells';
import { Unreadable } from './unreadable';
import { inflated, type ZipEntry, zipEntries } from './zip';

/** A list is long and narrow. A cell far away would make a reader fill in everything before it. */
export const MOST_ROWS = 100_000;
export const MOST_COLUMNS = 200;
export const MOST_CELLS = 1_000_000;

/** Parts that do something by themselves, or fetch something from elsewhere. */
const ACTIVE_PARTS: readonly (readonly [RegExp, string])[] = [
  [/vbaproject|vbadata|macrosheets|dialogsheets|activex|customui/i, 'macros'],
  [/externallinks|connections\.xml|querytables|xl\/model\//i, 'external-links'],
  [/embeddings|oleobject/i, 'embedded-files'],
];
/** Parts whose `f` is a reference of a chart and no formula of a cell. */
const DRAWN = /^xl\/(charts|drawings|theme|diagrams)\//i;
const DOCTYPE = /<!(DOCTYPE|ENTITY)/i;
const TAG = /<(?:\w+:)?(c|f|row)(?=[\s/>])([^>]*)>/g;
const REFERENCE = /\br\s*=\s*["']\s*([A-Za-z]{0,8})(\d{1,12})/;
/** A tag may go on in the next piece, and none of a cell is longer. */
const LONGEST_TAG = 8_192;

/**
 * Looks through a workbook before anything reads it: sizes declared and real, parts, document types, formulas, cells
 * that lie too far away. Memory stays at one piece of one part.
 * @throws Unreadable for whatever a list of people has no need of.
 */
export const checkWorkbook = async (bytes: Buffer): Promise<void> => {
  const entries = zipEntries(bytes);
  for (const { name } of entries) mustBePassive(name);
  if (!entries.some(({ name }) => name === '[Content_Types].xml'))
    throw new Unreadable('list-file-unreadable', { part: 'zip' });
  let cells = 0;
  // One after another: only one part is inflated at a time.
  for (const entry of entries) cells = await checkPart(bytes, entry, cells);
};

const mustBePassive = (name: string): void => {
  const [, kind] = ACTIVE_PARTS.find(([pattern]) => pattern.test(name)) ?? [];
  if (kind !== undefined) throw new Unreadable('list-file-active', { kind });
};

const checkPart = async (bytes: Buffer, entry: ZipEntry, before: number): Promise<number> => {
  if (!/\.(xml|rels)$/i.test(entry.name)) {
    await drained(inflated(bytes, entry));
    return before;
  }
  const seen: Seen = { cells: before, row: 0, column: 0, formulas: !DRAWN.test(entry.name) };
  let rest = '';
  let first = true;
  for await (const piece of inflated(bytes, entry)) {
    // UTF-16 would hide every word that is looked for below.
    if (first && (piece[0] === 0xff || piece[0] === 0xfe || piece[1] === 0)) throw malformed();
    first = false;
    const text = rest + piece.toString('latin1');
    const cut = endOfWholeTags(text);
    scan(text.slice(0, cut), seen);
    rest = text.slice(cut);
  }
  scan(rest, seen);
  return seen.cells;
};

const drained = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
  for await (const _ of pieces);
};

const endOfWholeTags = (text: string): number => {
  const open = text.lastIndexOf('<');
  if (open < 0 || text.includes('>', open)) return text.length;
  if (text.length - open > LONGEST_TAG) throw malformed();
  return open;
};

type Seen = { cells: number; row: number; column: number; readonly formulas: boolean };

const scan = (text: string, seen: Seen): void => {
  if (DOCTYPE.test(text)) throw malformed();
  if (/macroEnabled/i.test(text)) throw new Unreadable('list-file-active', { kind: 'macros' });
  for (const [, tag, attributes = ''] of text.matchAll(TAG)) {
    // A `>` within a value would end the tag for us and not for a reader of XML.
    if (isOdd(attributes, '"') || isOdd(attributes, "'")) throw malformed();
    if (tag === 'f') mustBeDrawn(seen);
    else visit(tag === 'c', attributes, seen);
  }
};

const malformed = () => new Unreadable('list-file-unreadable', { part: 'xml' });

const mustBeDrawn = ({ formulas, row, column }: Seen): void => {
  if (formulas) throw new Unreadable('list-file-formulas', { cell: addressOf(row, column) });
};

const visit = (isCell: boolean, attributes: string, seen: Seen): void => {
  const [, letters = 'A', digits = '1'] = REFERENCE.exec(attributes) ?? [];
  const row = Number(digits) - 1;
  const column = columnNumber(letters.toUpperCase());
  if (row >= MOST_ROWS || column >= MOST_COLUMNS)
    throw new Unreadable('list-file-too-large', { rows: MOST_ROWS, columns: MOST_COLUMNS });
  if (!isCell) return;
  seen.row = row;
  seen.column = column;
  if (++seen.cells > MOST_CELLS) throw new Unreadable('list-file-too-large', { cells: MOST_CELLS });
};

/** Asked of a million tags, so that no list of pieces is made for it. */
const isOdd = (text: string, sign: string): boolean => {
  let odd = false;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) odd = !odd;
  return odd;
};
