import readWorkbook from 'read-excel-file/universal';
import type { Cell, SheetOfCells } from './cells';
import { Unreadable } from './unreadable';
import { checkWorkbook } from './workbook-check';

/**
 * The sheets of an xlsx file, after it has been looked through.
 * @throws Unreadable
 */
export const sheetsOfWorkbook = async (bytes: Buffer): Promise<readonly SheetOfCells[]> => {
  await checkWorkbook(bytes);
  const sheets = await readWorkbook(arrayBufferOf(bytes), { trim: false }).catch(() => {
    throw new Unreadable('list-file-unreadable', { part: 'xlsx' });
  });
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data.map((row) => (row as readonly unknown[]).map(cellFrom)),
  }));
};

/** The library reads its archive by the directory at the end, as the check did: both see the same parts. */
const arrayBufferOf = (bytes: Buffer): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

const cellFrom = (value: unknown): Cell => {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) };
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain ? (value as string | number | boolean) : null;
};
