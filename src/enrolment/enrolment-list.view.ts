import { money } from '../platform/http/money';
import { publicId } from '../platform/http/public-ids';
import { type Language, say } from '../platform/http/words';
import type { FindingTally, Tally } from '../platform/waiting-rows/waiting-rows';
import type { EnrolmentList } from './domain/enrolment-list.decider';
import { type FindingCode, isError } from './domain/findings';
import type { UndoingCounts } from './undo-list';
import type { RegisteredList } from './queries/list-register';
import { columnName } from './reading/cells';
import type { ListLayout } from './reading/read-list';
import { countsOf } from './list-counts';
import { statusOf } from './list-status';
import { ROW_WORDS } from './words';

/** What waits of a list; null once its rows have expired, when only the counts that were recorded are left. */
export type Waiting = {
  readonly tally: readonly Tally[];
  readonly findings: readonly FindingTally[];
  readonly layout: ListLayout;
};

export const enrolmentListView = (
  listId: string,
  { received, checked, approved, applied, undoing, undone }: EnrolmentList,
  waiting: Waiting | null,
  language: Language,
) => {
  if (!received) return null;
  const { rows, declaredIncome, by, uploadId: _uploadId, ...terms } = received;
  const isApproved = approved !== null;
  return {
    id: publicId('enl', listId),
    ...terms,
    declaredIncome: declaredIncome === null ? null : money(declaredIncome),
    rows,
    status: statusOf({ checked, approved, applied, undoing, undone }),
    receivedBy: by,
    approvedBy: approved?.by ?? null,
    checked: checked && withoutUpload(checked),
    applied: applied && withoutUpload(applied),
    undoing: undoing && undoingView(undoing),
    undone: undone && undoneView(undone),
    ...(waiting ? waitingView(waiting, { rows, isApproved, language }) : NOTHING_WAITS),
  };
};

const NOTHING_WAITS = { progress: null, counts: null, sheets: null, findings: null };

type Seen = { readonly rows: number; readonly isApproved: boolean; readonly language: Language };

const waitingView = (
  { tally, findings, layout }: Waiting,
  { rows, isApproved, language }: Seen,
) => ({
  progress: progressOf(tally, rows, isApproved),
  counts: countsOf(tally).states,
  sheets: layout.sheets.map(sheetView),
  findings: findings.map((finding) => findingView(finding, layout, language)),
});

/** A list among others: nothing of its rows. */
export const listSummary = ({ id, state, status, receivedAt }: RegisteredList) => {
  const view = enrolmentListView(id, state, null, 'en');
  if (!view) return null;
  const { progress: _p, counts: _c, sheets: _s, findings: _f, ...summary } = view;
  return { ...summary, status, receivedAt };
};

const undoingView = ({
  requestId,
  reasonCode,
  by,
  approvedBy,
}: NonNullable<EnrolmentList['undoing']>) => ({
  requestId: publicId('req', requestId),
  reasonCode,
  requestedBy: by,
  approvedBy,
});

/** How many people one answer names. */
export const MOST_NAMED = 200;

export const undoneView = ({ keptParticipantIds, ...counts }: UndoingCounts) => ({
  enrolmentsAnnulled: counts.enrolmentsAnnulled,
  coversAnnulled: counts.coversAnnulled,
  unchanged: counts.unchanged,
  kept: keptParticipantIds.length,
  keptParticipants: keptParticipantIds.slice(0, MOST_NAMED).map((id) => publicId('par', id)),
});

/** Of what is under way: rows that were checked, or those that were applied. */
const progressOf = (tally: readonly Tally[], rows: number, isApproved: boolean) => {
  const { states, outcomes } = countsOf(tally);
  if (!isApproved) return { done: rows - states.unchecked, of: rows };
  const done = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  return { done, of: states.ready + states.cover_only };
};

const withoutUpload = <T extends { readonly uploadId: string }>({ uploadId: _id, ...rest }: T) =>
  rest;

const sheetView = ({ name, heading, unknown, people }: ListLayout['sheets'][number]) => ({
  name,
  headingRow: heading === null ? null : heading + 1,
  people,
  unknownColumns: unknown.map((one) => ({ name: one.name, column: columnName(one.column) })),
});

export const findingView = (
  { code, count, examples }: FindingTally,
  { sheets }: ListLayout,
  language: Language,
) => ({
  code,
  severity: isError(code) ? 'error' : 'warning',
  count,
  detail: say(ROW_WORDS[code as FindingCode], language),
  examples: examples.map(({ sheet, cell }) => ({ sheet: sheets[sheet]?.name ?? null, cell })),
});
