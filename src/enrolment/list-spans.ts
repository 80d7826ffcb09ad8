import type { WaitingRow, WaitingRows } from '../platform/waiting-rows/waiting-rows';
import { byTurns } from './turns';

/**
 * Rows with a number in one such span are one command. What a command has written its ledger knows, so that a span
 * which was broken off is given again as it was: ids come from the span and the number of the row in it.
 */
const SPAN = 500;

/** More than any file has: a sheet has 100,000 rows at most, a workbook a million cells. */
export const SPANS = 1_000_000 / SPAN;

/** Works on the rows of an upload that have no outcome yet, span by span; each is settled by `work`. */
export const bySpans = async (
  waiting: WaitingRows,
  { uploadId, states }: { readonly uploadId: string; readonly states: readonly string[] },
  work: (span: readonly WaitingRow[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  let after = 0;
  const read = async () => {
    const rows = await waiting.page(uploadId, { after, limit: SPAN, states, open: true });
    after = rows.at(-1)?.number ?? after;
    return rows;
  };
  const workOn = async (rows: readonly WaitingRow[]) => {
    await Promise.all(spansIn(rows).map(work));
  };
  await byTurns(read, workOn, signal);
};

export const spansIn = (rows: readonly WaitingRow[]): readonly (readonly WaitingRow[])[] => {
  const spans = new Map<number, WaitingRow[]>();
  for (const row of rows) {
    const span = spans.get(spanOf(row.number));
    if (span) span.push(row);
    else spans.set(spanOf(row.number), [row]);
  }
  return [...spans.values()];
};

export const spanOf = (number: number): number => Math.floor(number / SPAN);
