import type { CalendarDay } from '../../kernel/calendar-day';
import { type Columns, columnsIn } from '../domain/columns';
import type { Finding } from '../domain/findings';
import { type Cell, isBlank, type SheetOfCells, textIn } from './cells';
import type { PayersAnswer } from '../../participant/domain/payers-answer';
import { answerIn } from './answer-row';
import { type ListedPerson, personIn } from './row';
import { sheetOfText, type Spelling } from './separated-values';
import { Unreadable } from './unreadable';
import { sheetsOfWorkbook } from './workbook';

/** One row of the file that is not empty. `number` counts them from 1, over all sheets. */
export type ReadRow = {
  readonly number: number;
  readonly sheet: number;
  /** From 0, as in the sheet. */
  readonly row: number;
  readonly cells: readonly Cell[];
  /** Null for a heading, a title or a total: it stands in the file that is given back, and names nobody. */
  readonly who: {
    readonly nik: string | null;
    readonly person: ListedPerson | null;
    /** Only in a payer's answer. */
    readonly answer?: PayersAnswer | null;
    readonly findings: readonly Finding[];
  } | null;
};

export type SheetLayout = {
  readonly name: string;
  /** The row of the heading, from 0; null where there is none, so that nothing was read from the sheet. */
  readonly heading: number | null;
  readonly fields: Columns['fields'];
  readonly unknown: Columns['unknown'];
  readonly people: number;
  /** How many columns the widest row has. */
  readonly width: number;
};

export type ListLayout = {
  readonly format: 'xlsx' | 'csv';
  readonly spelling: Spelling | null;
  readonly sheets: readonly SheetLayout[];
  readonly people: number;
};

/** What the rows of a file are: people to be covered, or what the payer says of them. */
export type RowsOf = 'people' | 'answers';

/** A heading stands near the top, under a title at most. */
const LAST_HEADING_ROW = 30;
export const ROWS_AT_ONCE = 1_000;

/**
 * Reads a list row by row, in portions, and gives its layout in the end.
 * @throws Unreadable
 */
export async function* readList(
  bytes: Buffer,
  today: CalendarDay,
  rowsOf: RowsOf = 'people',
): AsyncGenerator<readonly ReadRow[], ListLayout> {
  const { sheets, ...file } = await opened(bytes);
  const seen = new Set<string>();
  const layouts: SheetLayout[] = [];
  let number = 0;
  for (const [index, sheet] of sheets.entries()) {
    const reader = sheetReader(sheet.name, readerOf(rowsOf, today), seen);
    let portion: ReadRow[] = [];
    let row = -1;
    for await (const cells of sheet.rows) {
      row++;
      if (cells.every(isBlank)) continue;
      portion.push({ number: ++number, sheet: index, row, cells, who: reader.read(cells, row) });
      if (portion.length < ROWS_AT_ONCE) continue;
      yield portion;
      portion = [];
    }
    if (portion.length > 0) yield portion;
    layouts.push(reader.layout());
  }
  return { ...file, sheets: layouts, people: mustNameSomebody(layouts) };
}

type Opened = Pick<ListLayout, 'format' | 'spelling'> & {
  readonly sheets: readonly SheetOfCells[];
};

/** By what a file holds, never by its name. */
const opened = async (bytes: Buffer): Promise<Opened> => {
  if (bytes.length === 0) throw new Unreadable('list-file-empty');
  const magic = bytes.toString('hex', 0, 4);
  // A compound file: a workbook of 2003, or one with a password.
  if (magic === 'd0cf11e0') throw new Unreadable('list-file-locked');
  if (magic.startsWith('504b'))
    return { format: 'xlsx', spelling: null, sheets: await sheetsOfWorkbook(bytes) };
  const { sheet, spelling } = sheetOfText(bytes);
  return { format: 'csv', spelling, sheets: [sheet] };
};

const mustNameSomebody = (sheets: readonly SheetLayout[]): number => {
  if (sheets.every(({ heading }) => heading === null)) throw new Unreadable('list-without-header');
  const people = sheets.reduce((sum, sheet) => sum + sheet.people, 0);
  if (people === 0) throw new Unreadable('list-file-empty');
  return people;
};

type ReadPerson = (cells: readonly Cell[], columns: Columns) => ReadRow['who'];

const readerOf = (rowsOf: RowsOf, today: CalendarDay): ReadPerson => {
  if (rowsOf === 'people') return (cells, columns) => personIn(cells, columns, today);
  return (cells, columns) => {
    const row = answerIn(cells, columns);
    return row && { ...row, person: null };
  };
};

const sheetReader = (name: string, readPerson: ReadPerson, seen: Set<string>) => {
  let columns: Columns | null = null;
  let heading: number | null = null;
  let [people, width] = [0, 0];
  const read = (cells: readonly Cell[], row: number): ReadRow['who'] => {
    width = Math.max(width, cells.length);
    const isHeadingDue = columns === null ? row < LAST_HEADING_ROW : mayBeHeading(cells, columns);
    const found = isHeadingDue ? columnsIn(cells.map(textIn)) : null;
    if (found) {
      columns = found;
      heading ??= row;
      return null;
    }
    const who = columns && readPerson(cells, columns);
    if (!who) return null;
    people++;
    return { ...who, findings: withDuplicate(who, columns, seen) };
  };
  return {
    read,
    layout: (): SheetLayout => {
      const { fields, unknown } = columns ?? { fields: {}, unknown: [] };
      return { name, heading, fields, unknown, people, width };
    },
  };
};

/** A heading that is repeated on every printed page. */
const mayBeHeading = (cells: readonly Cell[], { fields }: Columns): boolean =>
  /^[^\d]+$/.test(textIn(cells[fields.nik ?? -1]));

/** The first of two rows for one person counts. */
const withDuplicate = (
  { nik, findings }: NonNullable<ReadRow['who']>,
  columns: Columns | null,
  seen: Set<string>,
): readonly Finding[] => {
  if (nik === null) return findings;
  if (seen.has(nik))
    return [...findings, { code: 'nik-duplicate-in-file', column: columns?.fields.nik ?? null }];
  seen.add(nik);
  return findings;
};
