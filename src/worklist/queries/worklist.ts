import * as claims from '../../claim/domain/claim';
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

/** A case with what is open in it. */
export type WorklistCase = {
  readonly id: string;
  readonly kind: 'accident' | 'death' | 'scholarship';
  readonly number: string;
  readonly participantId: string;
  readonly programme: string;
  readonly subDistrictCode: string;
  readonly villageCode: string;
  readonly tasks: readonly Task[];
  /** The roles that something waits for. */
  readonly waitingFor: readonly string[];
  readonly open: boolean;
  /** Since when it has stood as it stands. */
  readonly since: string;
  readonly state: claims.Claim | scholarships.Scholarship;
};

const NAME = 'worklist';
const VERSION = 3;

export const worklist: Projection<WorklistCase, ClaimEvent | ScholarshipEvent> = {
  name: NAME,
  version: VERSION,
  declares: { since: 2, columns: ['state', 'tasks', 'waitingFor', 'open'] },
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
  return { kind, number, participantId, programme, ...place, tasks: claimTasks(state), state };
};

const scholarshipAfter = (
  before: scholarships.Scholarship | undefined,
  event: ScholarshipEvent,
) => {
  const state = scholarships.evolve(before ?? scholarships.initialState, event);
  if (!state.request) return null;
  const { number, participantId, programme, place } = state.request;
  const tasks = openTasksOf(state.benefits);
  const kind = 'scholarship' as const;
  return { kind, number, participantId, programme, ...place, tasks, state };
};

const claimTasks = (claim: claims.Claim): readonly Task[] => {
  const judging = claim.status === 'reported' || claim.status === 'accepted';
  return [...(judging ? judgingTasks(claim) : []), ...openTasksOf(claim.benefits)];
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
  const assessed = Object.values(benefits.benefits).flatMap(({ assessed: one }) =>
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
