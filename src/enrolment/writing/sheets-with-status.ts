import { type Language, say } from '../../platform/http/words';
import type { WaitingRow } from '../../platform/waiting-rows/waiting-rows';
import type { FindingCode } from '../domain/findings';
import { contentOf } from '../list-rows';
import type { Cell } from '../reading/cells';
import type { ListLayout } from '../reading/read-list';
import { ROW_WORDS, STATUS_WORDS } from '../words';

export type SheetToWrite = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };

export type RowsWanted = 'all' | 'faulty';

/**
 * Rows as they stood in the file, with STATUS and KETERANGAN behind the last column. Where all are wanted each keeps its
 * place; where only the faulty ones are, headings stay and gaps close.
 */
export const sheetsWithStatus = (
  { sheets }: ListLayout,
  waiting: readonly WaitingRow[],
  { wanted, language }: { readonly wanted: RowsWanted; readonly language: Language },
): readonly SheetToWrite[] =>
  sheets.map(({ name, heading, width }, sheet) => {
    const rows: (readonly Cell[])[] = [];
    for (const row of waiting) {
      const content = contentOf(row);
      if (content.sheet !== sheet) continue;
      const isTop = heading !== null && content.row <= heading;
      if (wanted === 'faulty' && !isTop && !isFaulty(row)) continue;
      while (wanted === 'all' && rows.length < content.row) rows.push([]);
      const added = content.row === heading ? ['STATUS', 'KETERANGAN'] : said(row, language);
      rows.push([...padded(content.cells, width), ...added]);
    }
    return { name, rows };
  });

const isFaulty = ({ state, outcome }: WaitingRow): boolean =>
  state === 'faulty' || outcome === 'refused';

const padded = (cells: readonly Cell[], width: number): readonly Cell[] => [
  ...cells,
  ...Array.from({ length: width - cells.length }, () => null),
];

const said = ({ state, outcome, findings }: WaitingRow, language: Language): readonly string[] => {
  const status = STATUS_WORDS[outcome ?? state];
  if (!status) return [];
  const words = findings.map(({ code }) => say(ROW_WORDS[code as FindingCode], language));
  return [say(status, language), [...new Set(words)].join(' ')];
};
