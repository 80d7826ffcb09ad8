/** A cell as it stood in the file. A day is a cell that the workbook itself shows as a date. */
export type Cell = string | number | boolean | null | { readonly day: string };

export type SheetOfCells = {
  readonly name: string;
  /** Every row from the first on, empty ones included, so that a row's place is its number in the file. */
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
};

/** `B7`, as the office sees it. Both count from 0. */
export const addressOf = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

export const columnName = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : `${columnName(Math.floor(column / 26) - 1)}${columnName(column % 26)}`;

/** `AB` is 27. */
export const columnNumber = (letters: string): number =>
  Buffer.from(letters).reduce((sum, letter) => sum * 26 + letter - 64, 0) - 1;

export const isBlank = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** What somebody would read in the cell. */
export const textIn = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.day : String(cell).trim();
};
