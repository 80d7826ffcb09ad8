import type { CalendarDay } from '../../kernel/calendar-day';
import * as claims from '../../claim/domain/claim';
import { type Clock, type ClockName, clocksOf, nextDueOn } from '../../claim/domain/clocks';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { openTasksOf, type Task } from '../../payout/domain/tasks';
import {
  categoryOf,
  idOfStream,
  type RecordedEvent,
} from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import * as scholarships from '../../scholarship/domain/scholarship';
import type { ScholarshipEvent } from '../../scholarship/domain/scholarship.events';
import { inOrder } from '../../payout/domain/in-order';

/** A task with the last day of the clock that it stops; null where none is known to run. */
export type DatedTask = Task & { readonly dueOn: CalendarDay | null };

/** A case with what is open in it. */
export type WorklistCase = {
  readonly id: string;
  readonly kind: 'accident' | 'death' | 'scholarship';
  readonly number: string;
  readonly participantId: string;
  readonly programme: string;
  readonly subDistrictCode: string;
  readonly villageCode: string;
  readonly tasks: readonly DatedTask[];
  /** The roles that something waits for. */
  readonly waitingFor: readonly string[];
  readonly open: boolean;
  /** The earliest day on which something in it is due, a task or not; null where no clock runs. */
  readonly dueOn: CalendarDay | null;
  /** Since when it has stood as it stands. */
  readonly since: string;
  readonly state: claims.Claim | scholarships.Scholarship;
};

const NAME = 'worklist';
/** Raised also when the tables of holidays change: due days are folded into rows. */
const VERSION = 4;

export const worklist: Projection<WorklistCase, ClaimEvent | ScholarshipEvent> = {
  name: NAME,
  version: VERSION,
  declares: { since: 3, columns: ['state', 'tasks', 'waitingFor', 'dueOn'] },
  categories: ['claim', 'scholarship'],
  opensPersonal: false,
  table: readModelTable<WorklistCase>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      kind: { type: 'text' },
      number: { type: 'text' },
      participantId: { type: 'text' },
      programme: { type: 'text' },
      subDistrictCode: { type: 'text' },
      villageCode: { type: 'text' },
      tasks: { type: 'jsonb' },
      waitingFor: { type: 'text[]' },
      open: { type: 'boolean' },
      dueOn: { type: 'text', nullable: true },
      since: { type: 'timestamptz' },
      state: { type: 'jsonb' },
    },
    indices: [['open', 'since', 'id']],
  }),
  idsOf: ({ stream }) => [idOfStream(stream)],

  evolve: (row, event, id) => {
    const found =
      categoryOf(event.stream) === 'claim'
        ? claimAfter(row?.state as claims.Claim | undefined, event as RecordedEvent<ClaimEvent>)
        : scholarshipAfter(
            row?.state as scholarships.Scholarship | undefined,
            event as RecordedEvent<ScholarshipEvent>,
          );
    if (!found) return row;
    const waitingFor = [...new Set(found.tasks.map(({ role }) => role))];
    return { id, ...found, waitingFor, open: found.tasks.length > 0, since: event.recordedAt };
  },
};

const claimAfter = (before: claims.Claim | undefined, event: ClaimEvent) => {
  const state = claims.evolve(before ?? claims.initialState, event);
  const { report } = state;
  if (!report) return null;
  const { kind, number, participantId, programme, place } = report;
  const clocks = clocksOf(state);
  const tasks = claimTasks(state).map((task) => ({ ...task, dueOn: dueOnOf(task, clocks) }));
  const dueOn = nextDueOn(clocks);
  return { kind, number, participantId, programme, ...place, tasks, dueOn, state };
};

const scholarshipAfter = (
  before: scholarships.Scholarship | undefined,
  event: ScholarshipEvent,
) => {
  const state = scholarships.evolve(before ?? scholarships.initialState, event);
  if (!state.request) return null;
  const { number, participantId, programme, place } = state.request;
  // No clock of the procedure is about a scholarship.
  const tasks = openTasksOf(state.benefits).map((task) => ({ ...task, dueOn: null }));
  const kind = 'scholarship' as const;
  return { kind, number, participantId, programme, ...place, tasks, dueOn: null, state };
};

/** Which clock somebody stops by doing it. */
const STOPS: Readonly<Partial<Record<Task['task'], readonly ClockName[]>>> = {
  conclude_accident: ['conclude'],
  record_payer_decision: ['tell_missing_papers', 'pay'],
  send_payout: ['pay'],
  confirm_payout: ['pay'],
  inquire_payout: ['pay'],
  replace_payout: ['pay'],
};

const dueOnOf = ({ task, benefitId }: Task, clocks: readonly Clock[]): CalendarDay | null =>
  nextDueOn(
    clocks.filter((one) => STOPS[task]?.includes(one.clock) && one.benefitId === benefitId),
  );

const claimTasks = (claim: claims.Claim): readonly Task[] => {
  const judging = claim.status === 'reported' || claim.status === 'accepted';
  return [
    ...(judging ? judgingTasks(claim) : []),
    ...(judging && claim.causeCorrection?.approvedBy === null ? [APPROVE_CAUSE] : []),
    ...openTasksOf(claim.benefits),
  ];
};

const APPROVE_CAUSE: Task = {
  task: 'approve_cause_correction',
  role: 'supervisor',
  benefitId: null,
  payoutId: null,
};

const judgingTasks = ({ report, status, ...claim }: claims.Claim): readonly Task[] =>
  [
    ...(report?.kind === 'accident' && report.suspected && !claim.conclusion
      ? (['conclude_accident'] as const)
      : []),
    ...(status === 'reported' ? (['decide_claim'] as const) : []),
    ...(report?.kind === 'death' ? deathTasks(claim) : []),
    ...(statesDisability(claim) ? (['assess_benefit'] as const) : []),
  ].map((task): Task => ({ task, role: 'adjuster', benefitId: null, payoutId: null }));

/** A doctor has stated a disability, and nobody has assessed what it pays. */
const statesDisability = ({
  statements,
  benefits,
}: Pick<claims.Claim, 'statements' | 'benefits'>): boolean => {
  const assessed = inOrder(benefits.benefits).flatMap(({ assessed: one }) =>
    one.kind === 'disability' ? [one.inputs.statementId] : [],
  );
  return statements.some(
    ({ outcome, statementId }) => outcome === 'disabled' && !assessed.includes(statementId),
  );
};

const deathTasks = ({ heirs, benefits }: Pick<claims.Claim, 'heirs' | 'benefits'>) => {
  if (!heirs) return ['establish_heirs'] as const;
  return Object.keys(benefits.benefits).length === 0 ? (['assess_benefit'] as const) : [];
};
