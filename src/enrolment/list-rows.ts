import type { CommandContext } from '../platform/command-context';
import { idFrom } from '../kernel/name-based-id';
import type { RowFinding, WaitingRow } from '../platform/waiting-rows/waiting-rows';
import type { PayersAnswer } from '../participant/domain/payers-answer';
import { type Finding, isError } from './domain/findings';
import { addressOf, type Cell } from './reading/cells';
import type { ListLayout, ReadRow } from './reading/read-list';
import type { ListedPerson } from './reading/row';

/** What becomes of a row before anything is written. */
export const ROW_STATES = [
  'layout',
  'other',
  'unchecked',
  'faulty',
  'ready',
  'cover_only',
  'unchanged',
] as const;
export type RowState = (typeof ROW_STATES)[number];

/** What is sealed of a row: its cells as they stood, and the person that was read from them. */
export type RowContent = {
  readonly sheet: number;
  readonly row: number;
  readonly cells: readonly Cell[];
  readonly person: ListedPerson | null;
  /** What the payer says of him; only in an answer. */
  readonly answer?: PayersAnswer | null;
};

/** The layout of the file waits beside its rows, under a number that no row has. */
export const LAYOUT_NUMBER = 0;

export const layoutRow = (layout: ListLayout): Omit<WaitingRow, 'outcome'> => ({
  number: LAYOUT_NUMBER,
  personRef: null,
  content: layout,
  state: 'layout' satisfies RowState,
  findings: [],
});

export const waitingRow = (
  { number, sheet, row, cells, who }: ReadRow,
  nikRef: (nik: string) => string,
): Omit<WaitingRow, 'outcome'> => {
  const answer = who?.answer ? { answer: who.answer } : {};
  const content: RowContent = { sheet, row, cells, person: who?.person ?? null, ...answer };
  const findings = (who?.findings ?? []).map((finding) => seenIn(content, finding));
  return {
    number,
    personRef: who?.nik == null ? null : nikRef(who.nik),
    content: content,
    state: who === null ? 'other' : stateWith(findings, 'unchecked'),
    findings,
  };
};

export const contentOf = ({ content }: Pick<WaitingRow, 'content'>): RowContent =>
  content as unknown as RowContent;

export const seenIn = (
  { sheet, row }: Pick<RowContent, 'sheet' | 'row'>,
  { code, column }: Finding,
): RowFinding => ({ code, sheet, cell: addressOf(row, column ?? 0) });

/** A row with an error waits no longer for anything. */
export const stateWith = (findings: readonly RowFinding[], otherwise: RowState): RowState =>
  findings.some(({ code }) => isError(code)) ? 'faulty' : otherwise;

/** Codes in URLs and answers have hyphens, stored ones have none. */
export const storedCode = (code: string): string => code.replaceAll('-', '_');
export const shownCode = (code: string): string => code.replaceAll('_', '-');

/** Who acts where nobody waits for the answer. */
export const CHECKER = 'system:enrolment-lists';

/** A command that the list itself gives, the same however often it is begun again. */
export const contextOfList = (
  listId: string,
  uploadId: string,
  step: readonly (string | number)[],
  actor: string = CHECKER,
): CommandContext => {
  const commandId = idFrom('enrolmentList', listId, uploadId, ...step);
  return {
    commandId,
    fingerprint: idFrom(commandId, 'fingerprint'),
    ifVersion: null,
    dryRun: false,
    actor,
    roles: ['enroller'],
    source: 'list',
    correlationId: idFrom('enrolmentList', listId, uploadId),
    causationId: null,
    requestId: commandId,
  };
};
