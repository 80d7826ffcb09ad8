import { Rejection } from '../kernel/rejection';
import { money } from '../platform/http/money';
import { publicId } from '../platform/http/public-ids';
import { type Language, say } from '../platform/http/words';
import type { FindingTally, Tally } from '../platform/waiting-rows/waiting-rows';
import type { EnrolmentList } from './domain/enrolment-list';
import type {
  EnrolmentListApplied,
  EnrolmentListUndone,
  QuotaUse,
} from './domain/enrolment-list.events';
import { type FindingCode, isError } from './domain/findings';
import type { RegisteredList } from './queries/list-register';
import { columnName } from './reading/cells';
import type { ListLayout } from './reading/read-list';
import { countsOf, standingOf } from './list-counts';
import { statusOf } from './list-status';
import type { WouldCheck } from './try-list-out';
import { QUOTA_EXCEEDED, ROW_WORDS } from './words';

/** What waits of a list; null once its rows have expired, when only the counts that were recorded are left. */
export type Waiting = {
  readonly tally: readonly Tally[];
  readonly findings: readonly FindingTally[];
  readonly layout: ListLayout;
};

export const enrolmentListView = (
  listId: string,
  list: EnrolmentList,
  waiting: Waiting | null,
  language: Language,
) => {
  const { received, approved } = list;
  if (!received) throw new Rejection('not-found');
  const { rows, declaredIncome, by, uploadId: _uploadId, ...terms } = received;
  const isApproved = approved !== null;
  return {
    id: publicId('enl', listId),
    ...terms,
    declaredIncome: declaredIncome === null ? null : money(declaredIncome),
    rows,
    status: statusOf(list),
    receivedBy: by,
    approvedBy: approved?.by ?? null,
    ...stagesView(list),
    ...whileItWaits(waiting, { rows, isApproved, quota: list.checked?.quota, language }),
  };
};

/** What each step came to that the list has taken. */
const stagesView = ({ checked, applied, answers, undoing, undone }: EnrolmentList) => ({
  checked: checked && withoutUpload(checked),
  applied: applied && appliedView(applied),
  answered: applied && answeredView(applied, answers),
  undoing: undoing && undoingView(undoing),
  undone: undone && undoneView(undone),
});

type Seen = {
  readonly rows: number;
  readonly isApproved: boolean;
  readonly quota: QuotaUse | undefined;
  readonly language: Language;
};

const whileItWaits = (waiting: Waiting | null, { rows, isApproved, quota, language }: Seen) => {
  const { tally, findings, layout } = waiting ?? { tally: null, findings: [], layout: null };
  return {
    progress: tally && progressOf(tally, rows, isApproved),
    counts: tally && standingOf(tally),
    sheets: layout && layout.sheets.map(sheetView),
    findings: layout && findingsView(findings, { layout, quota, language }),
  };
};

/** What the check of a file would say; nothing of it is kept. */
export const wouldCheckView = (
  { findings, layout, quota, ...counts }: WouldCheck,
  language: Language,
) => ({
  ...counts,
  quota,
  sheets: layout.sheets.map(sheetView),
  findings: findingsView(findings, { layout, quota, language }),
});

type FoundIn = {
  readonly layout: ListLayout;
  readonly quota: QuotaUse | null | undefined;
  readonly language: Language;
};

/** What was found of the list as a whole, and then of its rows. */
const findingsView = (findings: readonly FindingTally[], { layout, quota, language }: FoundIn) => [
  ...quotaWarnings(quota).map(({ code, facts }) => ({
    ...{ code, severity: 'warning' as const, count: facts.exceededBy, examples: [] },
    detail: say(QUOTA_EXCEEDED, language, facts),
  })),
  ...findings.map((finding) => findingView(finding, layout, language)),
];

/** Where more people would be covered than the agreement is meant for. */
export const quotaWarnings = (quota: QuotaUse | null | undefined) => {
  if (!quota || quota.headsWithList <= quota.agreed) return [];
  const { agreed, headsWithList: heads } = quota;
  return [{ code: 'quota-exceeded', facts: { quota: agreed, heads, exceededBy: heads - agreed } }];
};

/**
 * What applying came to: `covered` are all whose cover has started with it, be they enrolled by it or before, `coverAsked`
 * those of whom the payer decides. Earlier facts do not tell them apart.
 */
const appliedView = ({
  uploadId: _id,
  covered,
  coversRequested = 0,
  coversStarted,
  ...applied
}: EnrolmentListApplied['data']) => ({
  ...applied,
  covered: coversStarted ?? applied.enrolled + covered,
  coverAsked: coversRequested,
});

/** What the payer has said by now of those whom he was asked for; null where he was not. */
const answeredView = (
  { coversRequested = 0 }: EnrolmentListApplied['data'],
  answers: EnrolmentList['answers'],
) => {
  if (coversRequested === 0) return null;
  const confirmed = answers.flatMap((answer) => answer.confirmed ?? []);
  const sum = (key: 'started' | 'refused') => confirmed.reduce((all, one) => all + one[key], 0);
  const stillAsked = confirmed.at(-1)?.stillAsked ?? coversRequested;
  return { started: sum('started'), refused: sum('refused'), stillAsked };
};

/** A list among others: nothing of its rows. */
export const listSummary = ({ id, state, status, receivedAt }: RegisteredList) => {
  const view = enrolmentListView(id, state, null, 'en');
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

type Undone = Omit<EnrolmentListUndone['data'], 'requestId' | 'attempt'>;

/** Earlier facts do not say of how many the cover went with the enrolment: it went with each. */
export const undoneView = ({ keptParticipantIds, ...counts }: Undone) => ({
  enrolmentsAnnulled: counts.enrolmentsAnnulled,
  coversAnnulled: counts.withCoverAnnulled ?? counts.enrolmentsAnnulled + counts.coversAnnulled,
  coversRestored: counts.coversRestored ?? 0,
  unchanged: counts.unchanged,
  kept: keptParticipantIds.length,
  keptParticipants: keptParticipantIds.slice(0, MOST_NAMED).map((id) => publicId('par', id)),
});

/** Of what is under way: rows that were checked, or those that were applied. */
const progressOf = (tally: readonly Tally[], rows: number, isApproved: boolean) => {
  const { states } = countsOf(tally);
  if (!isApproved) return { done: rows - states.unchecked, of: rows };
  const done = tally
    .filter(({ state, outcome }) => outcome !== null && state !== 'unchanged')
    .reduce((sum, { count }) => sum + count, 0);
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
  severity: isError(code) ? ('error' as const) : ('warning' as const),
  count,
  detail: say(ROW_WORDS[code as FindingCode], language),
  examples: examples.map(({ sheet, cell }) => ({ sheet: sheets[sheet]?.name ?? null, cell })),
});
