import type { CoverRefusalGround } from '../../participant/domain/participant.events';
import type { Standing } from '../../participant/list-standing';
import { type Language, say } from '../../platform/http/words';
import type { WaitingRow } from '../../platform/waiting-rows/waiting-rows';
import type { FindingCode } from '../domain/findings';
import { contentOf } from '../list-rows';
import type { Cell } from '../reading/cells';
import type { ListLayout } from '../reading/read-list';
import { GROUND_WORDS, ROW_WORDS, STATUS_WORDS } from '../words';

export type SheetToWrite = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };

export type RowsWanted = 'all' | 'faulty';

/** What is true at this moment of the rows of which a list has written something, by their numbers. */
export type Now = {
  readonly standings: ReadonlyMap<number, Standing | null>;
  readonly isUndone: boolean;
};

type Asked = { readonly wanted: RowsWanted; readonly language: Language; readonly now: Now };

/**
 * Rows as they stood in the file, with STATUS and KETERANGAN behind the last column. Where all are wanted each keeps its
 * place; where only the faulty ones are, headings stay and gaps close.
 */
export const sheetsWithStatus = (
  { sheets }: ListLayout,
  waiting: readonly WaitingRow[],
  { wanted, language, now }: Asked,
): readonly SheetToWrite[] =>
  sheets.map(({ name, heading, width }, sheet) => {
    const rows: (readonly Cell[])[] = [];
    for (const row of waiting) {
      const content = contentOf(row);
      if (content.sheet !== sheet) continue;
      const isTop = heading !== null && content.row <= heading;
      if (wanted === 'faulty' && !isTop && !isFaulty(row)) continue;
      while (wanted === 'all' && rows.length < content.row) rows.push([]);
      const added = content.row === heading ? ['STATUS', 'KETERANGAN'] : said(row, language, now);
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

const said = (row: WaitingRow, language: Language, now: Now): readonly string[] => {
  const { status: code, ground } = statusOf(row, now);
  const status = STATUS_WORDS[code];
  if (!status) return [];
  const words = row.findings.map(({ code: of }) => say(ROW_WORDS[of as FindingCode], language));
  const all = ground === null ? words : [say(GROUND_WORDS[ground], language), ...words];
  return [say(status, language), [...new Set(all)].join(' ')];
};

type Status = { readonly status: string; readonly ground: CoverRefusalGround | null };

/** A row of which something was written says what has become of that since. */
const statusOf = ({ number, state, outcome }: WaitingRow, { standings, isUndone }: Now): Status => {
  const standing = standings.get(number);
  if (standing === undefined) return { status: outcome ?? state, ground: null };
  if (standing?.kind === 'refused') return { status: 'refused_by_payer', ground: standing.ground };
  return { status: statusNow(standing, outcome === 'enrolled', isUndone), ground: null };
};

const statusNow = (
  standing: { readonly kind: keyof typeof STATUS_OF } | null,
  isEnrolled: boolean,
  isUndone: boolean,
): string => {
  const status = standing ? STATUS_OF[standing.kind] : 'changed';
  if (status === 'changed' || status === 'annulled') return isUndone ? 'undone' : status;
  return isEnrolled && (status === 'asked' || status === 'covered') ? `enrolled_${status}` : status;
};

const STATUS_OF = {
  asked: 'asked',
  covered: 'covered',
  ended: 'ended',
  restored: 'undone',
  annulled: 'annulled',
} as const;
