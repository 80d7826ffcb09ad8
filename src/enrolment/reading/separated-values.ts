import { type Options, parse } from 'csv-parse';
import type { SheetOfCells } from './cells';
import { Unreadable } from './unreadable';
import { MOST_COLUMNS, MOST_ROWS } from './workbook-check';

/** How a text file is written, so that it can be given back the same way. */
export type Spelling = {
  readonly delimiter: ',' | ';' | '\t';
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252';
  readonly bom: boolean;
};

/** Longer than any row of a list, and short enough that a quote that never ends is noticed. */
const LONGEST_RECORD = 64 * 1024;

/** @throws Unreadable for a page of the web, or for what is no text at all. */
export const sheetOfText = (
  bytes: Buffer,
): { readonly sheet: SheetOfCells; readonly spelling: Spelling } => {
  const { text, encoding, bom } = decoded(bytes);
  if (text.trim() === '') throw new Unreadable('list-file-empty');
  if (/^\s*</.test(text)) throw new Unreadable('list-file-unreadable', { part: 'html' });
  if (text.slice(0, 65_536).includes('\0'))
    throw new Unreadable('list-file-unreadable', { part: 'binary' });
  const spelling = { delimiter: delimiterOf(text), encoding, bom };
  return { sheet: { name: 'CSV', rows: recordsIn(text, spelling) }, spelling };
};

const decoded = (bytes: Buffer): { readonly text: string } & Omit<Spelling, 'delimiter'> => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: bytes.toString('utf16le', 2), encoding: 'utf-16le', bom: true };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: 'utf-8', bom };
  } catch {
    // Every byte is a character there, so this never fails: it is what Excel on Windows writes where it is not asked.
    const text = new TextDecoder('windows-1252').decode(bytes);
    return { text, encoding: 'windows-1252', bom: false };
  }
};

/** The one that stands most often in the first lines, outside of quotes. */
const delimiterOf = (text: string): Spelling['delimiter'] => {
  const head = text
    .split(/\r?\n|\r/, 20)
    .join('\n')
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '');
  const often = (sign: string) => head.split(sign).length;
  const signs = [';', ',', '\t'] as const;
  return signs.reduce((best, sign) => (often(sign) > often(best) ? sign : best));
};

async function* recordsIn(text: string, { delimiter }: Spelling): AsyncGenerator<string[]> {
  const options: Options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  };
  let rows = 0;
  try {
    for await (const record of parse(text, options)) {
      const cells = record as string[];
      if (++rows > MOST_ROWS + 1 || cells.length > MOST_COLUMNS)
        throw new Unreadable('list-file-too-large', { rows: MOST_ROWS, columns: MOST_COLUMNS });
      yield cells;
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('list-file-unreadable', { part: 'csv' });
  }
}
