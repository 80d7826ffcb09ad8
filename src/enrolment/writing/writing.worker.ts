import { parentPort, workerData } from 'node:worker_threads';
import { stringify } from 'csv-stringify/sync';
import writeWorkbook from 'write-excel-file/node';
import type { Cell } from '../reading/cells';
import type { Spelling } from '../reading/separated-values';
import type { SheetToWrite } from './sheets-with-status';

export type WritingOrder = {
  readonly sheets: readonly SheetToWrite[];
  /** Null for a workbook. */
  readonly spelling: Spelling | null;
};

/** What a spreadsheet would run as a formula where it opens the file; a plain number is none. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?[\d\s().,-]+$/;

/** A quote before it, and the cell is text. Everything else goes out as it came. */
const harmless = (text: string): string =>
  FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

const csvFrom = (rows: SheetToWrite['rows'], { delimiter }: Spelling): Buffer => {
  const texts = rows.map((row) => row.map((cell) => harmless(csvTextIn(cell))));
  // Excel reads UTF-8 only where it is told so.
  return Buffer.from(`\ufeff${stringify(texts, { delimiter, record_delimiter: '\r\n' })}`);
};

const csvTextIn = (cell: Cell): string => {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.day : String(cell);
};

/** Text is written as text, so that nothing in it is ever a formula. */
const workbookFrom = (sheets: readonly SheetToWrite[]): Promise<Buffer> =>
  writeWorkbook(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((row) => row.map(cellFrom)),
    })),
  ).toBuffer();

const cellFrom = (cell: Cell) => {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  if (typeof cell === 'string') return { value: cell, type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
};

const main = async (): Promise<void> => {
  const { sheets, spelling } = workerData as WritingOrder;
  const written = spelling ? csvFrom(sheets[0]?.rows ?? [], spelling) : await workbookFrom(sheets);
  parentPort?.postMessage(Uint8Array.from(written));
};

void main();
