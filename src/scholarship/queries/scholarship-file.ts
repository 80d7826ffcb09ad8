import { idOfStream } from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import { moneyOf } from '../../payout/queries/money';
import { evolve, initialState, runningPlaces, type Scholarship } from '../domain/scholarship';
import type { ScholarshipEvent } from '../domain/scholarship.events';

/** What the office opens when it opens a scholarship. */
export type ScholarshipFile = {
  readonly id: string;
  readonly number: string;
  readonly participantId: string;
  readonly claimId: string;
  readonly programme: string;
  readonly subDistrictCode: string;
  readonly villageCode: string;
  /** What the law allows for the granted children until the end; null before the grant. */
  readonly ceiling: string | null;
  readonly approved: string;
  readonly paid: string;
  /** A place was granted and has not ended. */
  readonly running: boolean;
  readonly state: Scholarship;
  readonly version: number;
  readonly recordedAt: string;
};

const NAME = 'scholarship-file';
const VERSION = 4;

export const scholarshipFile: Projection<ScholarshipFile, ScholarshipEvent> = {
  name: NAME,
  version: VERSION,
  declares: { since: 3, columns: ['state'] },
  categories: ['scholarship'],
  opensPersonal: false,
  table: readModelTable<ScholarshipFile>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      number: { type: 'text' },
      participantId: { type: 'text' },
      claimId: { type: 'text' },
      programme: { type: 'text' },
      subDistrictCode: { type: 'text' },
      villageCode: { type: 'text' },
      ceiling: { type: 'bigint', nullable: true },
      approved: { type: 'bigint' },
      paid: { type: 'bigint' },
      running: { type: 'boolean' },
      state: { type: 'jsonb' },
      version: { type: 'integer' },
      recordedAt: { type: 'timestamptz' },
    },
    indices: [['number'], ['participantId'], ['claimId'], ['running', 'id']],
  }),
  idsOf: ({ stream }) => [idOfStream(stream)],

  evolve: (row, event, id) => {
    const state = evolve(row?.state ?? initialState, event);
    const { request, grant } = state;
    if (!request) return row;
    const { number, participantId, claimId, programme, place } = request;
    return {
      id,
      number,
      participantId,
      claimId,
      programme,
      ...place,
      ceiling: grant ? String(grant.ceiling) : null,
      ...moneyOf(state.benefits),
      running: runningPlaces(state).length > 0,
      state,
      version: event.revision + 1,
      recordedAt: row?.recordedAt ?? event.recordedAt,
    };
  },
};
