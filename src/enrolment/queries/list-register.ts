import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import { idOfStream } from '../../platform/event-store/recorded-event';
import { enrolmentListDecider } from '../domain/enrolment-list.decider';
import type { EnrolmentList } from '../domain/enrolment-list';
import type { EnrolmentListEvent } from '../domain/enrolment-list.events';
import { type ListStatus, statusOf } from '../list-status';

/** Every list that was ever brought, with what became of it. */
export type RegisteredList = {
  readonly id: string;
  readonly programme: string;
  readonly status: ListStatus;
  readonly receivedBy: string;
  /** When the list was first received. */
  readonly receivedAt: string;
  readonly state: EnrolmentList;
  readonly version: number;
};

const NAME = 'enrolment-list-register';
const VERSION = 2;

export const listRegister: Projection<RegisteredList, EnrolmentListEvent> = {
  name: NAME,
  version: VERSION,
  declares: { since: 1, columns: ['state'] },
  categories: ['enrolmentList'],
  opensPersonal: false,
  table: readModelTable<RegisteredList>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      programme: { type: 'text' },
      status: { type: 'text' },
      receivedBy: { type: 'text' },
      receivedAt: { type: 'timestamptz' },
      state: { type: 'jsonb' },
      version: { type: 'integer' },
    },
    indices: [['receivedAt', 'id'], ['status']],
  }),
  idsOf: ({ stream }) => [idOfStream(stream)],

  evolve: (row, event, id) => {
    const state = enrolmentListDecider.evolve(
      row?.state ?? enrolmentListDecider.initialState,
      event,
    );
    if (!state.received) return row;
    const { programme, by } = state.received;
    return {
      id,
      programme,
      status: statusOf(state),
      receivedBy: by,
      receivedAt: row?.receivedAt ?? event.recordedAt,
      state,
      version: event.revision + 1,
    };
  },
};
