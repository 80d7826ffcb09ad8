import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import { idOfStream, type RecordedEvent } from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import { moneyOf } from '../../payout/queries/money';
import {
  type AccidentReport,
  type Claim,
  type ClaimStatus,
  type DeathReport,
  evolve,
  eventDayOf,
  initialState,
} from '../domain/claim';
import { type Clock, clocksOf, nextDueOn } from '../domain/clocks';
import type { ClaimEvent, ClaimRefused } from '../domain/claim.events';

/** What the office opens when it opens a claim. */
export type ClaimFile = {
  readonly id: string;
  readonly number: string;
  readonly kind: 'accident' | 'death';
  readonly status: ClaimStatus;
  readonly participantId: string;
  readonly programme: string;
  readonly subDistrictCode: string;
  readonly villageCode: string;
  readonly eventDay: CalendarDay;
  readonly reportedOn: CalendarDay;
  /** Days on which the office wrote its decision down, the last one where there are several; null while none stands. */
  readonly acceptedOn: string | null;
  readonly refusedOn: string | null;
  readonly closedOn: string | null;
  readonly voidedOn: string | null;
  /** Rupiah approved, and rupiah that has arrived and stayed. */
  readonly approved: string;
  readonly paid: string;
  /** Clocks that began; which are late is computed from them. */
  readonly clocks: readonly Clock[];
  /** The earliest day on which one that still runs is due; null where none does. */
  readonly nextDueOn: CalendarDay | null;
  readonly refusal: Omit<ClaimRefused['data'], 'by'> | null;
  /** The claim as the domain folds it, without a personal value. */
  readonly state: Claim;
  readonly version: number;
  readonly recordedAt: string;
};

const NAME = 'claim-file';
/** Raised also when the tables of holidays change: due days are folded into rows. */
const VERSION = 4;

export const claimFile: Projection<ClaimFile, ClaimEvent> = {
  name: NAME,
  version: VERSION,
  declares: {
    since: 3,
    columns: ['state', 'approved', 'clocks', 'nextDueOn'],
  },
  categories: ['claim'],
  opensPersonal: false,
  table: readModelTable<ClaimFile>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      number: { type: 'text' },
      kind: { type: 'text' },
      status: { type: 'text' },
      participantId: { type: 'text' },
      programme: { type: 'text' },
      subDistrictCode: { type: 'text' },
      villageCode: { type: 'text' },
      eventDay: { type: 'text' },
      reportedOn: { type: 'text' },
      acceptedOn: { type: 'text', nullable: true },
      refusedOn: { type: 'text', nullable: true },
      closedOn: { type: 'text', nullable: true },
      voidedOn: { type: 'text', nullable: true },
      approved: { type: 'bigint' },
      paid: { type: 'bigint' },
      clocks: { type: 'jsonb' },
      nextDueOn: { type: 'text', nullable: true },
      refusal: { type: 'jsonb', nullable: true },
      state: { type: 'jsonb' },
      version: { type: 'integer' },
      recordedAt: { type: 'timestamptz' },
    },
    indices: [
      ['number'],
      ['participantId'],
      ['kind', 'status', 'id'],
      ['reportedOn', 'id'],
      ['nextDueOn'],
    ],
  }),
  idsOf: ({ stream }) => [idOfStream(stream)],

  evolve: (row, event, id) => {
    const state = evolve(row?.state ?? initialState, event);
    const { report, status } = state;
    if (!report) return row;
    const clocks = clocksOf(state);
    return {
      id,
      ...summaryOf(report),
      ...decidedAfter(row, event),
      voidedOn: event.type === 'ClaimVoided' ? dayOf(event) : (row?.voidedOn ?? null),
      status,
      ...moneyOf(state.benefits),
      clocks,
      nextDueOn: nextDueOn(clocks),
      refusal: refusalAfter(row, event),
      state,
      version: event.revision + 1,
      recordedAt: row?.recordedAt ?? event.recordedAt,
    };
  },
};

const summaryOf = (report: AccidentReport | DeathReport) => ({
  number: report.number,
  kind: report.kind,
  participantId: report.participantId,
  programme: report.programme,
  ...report.place,
  eventDay: eventDayOf(report),
  reportedOn: report.reportedOn,
});

const dayOf = ({ recordedAt }: RecordedEvent): CalendarDay => officeDayAt(new Date(recordedAt));

const decidedAfter = (
  row: ClaimFile | null,
  event: RecordedEvent<ClaimEvent>,
): Pick<ClaimFile, 'acceptedOn' | 'refusedOn' | 'closedOn'> => {
  const { acceptedOn = null, refusedOn = null, closedOn = null } = row ?? {};
  const today = (): CalendarDay => dayOf(event);
  switch (event.type) {
    case 'ClaimAccepted':
      return { acceptedOn: today(), refusedOn, closedOn };
    case 'ClaimRefused':
      return { acceptedOn, refusedOn: today(), closedOn };
    case 'ClaimClosed':
      return { acceptedOn, refusedOn, closedOn: today() };
    case 'ClaimReopened':
      return { acceptedOn, refusedOn: null, closedOn: null };
    default:
      return { acceptedOn, refusedOn, closedOn };
  }
};

const refusalAfter = (row: ClaimFile | null, event: ClaimEvent): ClaimFile['refusal'] => {
  if (event.type === 'ClaimReopened') return null;
  if (event.type !== 'ClaimRefused') return row?.refusal ?? null;
  const { by: _by, ...refusal } = event.data;
  return refusal;
};
