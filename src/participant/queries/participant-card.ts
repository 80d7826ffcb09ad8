import type { CalendarDay } from '../../kernel/calendar-day';
import { sum } from '../../platform/read-models/sum';
import { idOfStream } from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import { evolve, initialState, type Participant } from '../domain/participant';
import type { ParticipantEvent } from '../domain/participant.events';

/** What the office sees when it opens a participant; names are joined from `person` when asked for. */
export type ParticipantCard = {
  readonly id: string;
  readonly programme: string;
  readonly nikRef: string;
  readonly familyRef: string | null;
  readonly subDistrictCode: string;
  readonly villageCode: string;
  readonly ageAtEnrolment: number;
  readonly warnings: readonly string[];
  /** Programmes that cover was ever asked in. */
  readonly programmes: readonly string[];
  /** The earliest and the latest day of any cover ever asked; refused, corrected and annulled periods included. */
  readonly firstCoveredOn: string | null;
  readonly lastCoveredOn: string | null;
  readonly diedOn: CalendarDay | null;
  readonly contributionsPaid: string;
  /** Periods, contributions and family as the domain folds them, without a personal value. */
  readonly state: Participant;
  readonly version: number;
  readonly enrolledAt: string;
};

const NAME = 'participant-card';
const VERSION = 4;

export const participantCard: Projection<ParticipantCard, ParticipantEvent> = {
  name: NAME,
  version: VERSION,
  declares: { since: 3, columns: ['state'] },
  categories: ['participant'],
  opensPersonal: false,
  table: readModelTable<ParticipantCard>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      programme: { type: 'text' },
      nikRef: { type: 'text' },
      familyRef: { type: 'text', nullable: true },
      subDistrictCode: { type: 'text' },
      villageCode: { type: 'text' },
      ageAtEnrolment: { type: 'integer' },
      warnings: { type: 'text[]' },
      programmes: { type: 'text[]' },
      firstCoveredOn: { type: 'text', nullable: true },
      lastCoveredOn: { type: 'text', nullable: true },
      diedOn: { type: 'text', nullable: true },
      contributionsPaid: { type: 'bigint' },
      state: { type: 'jsonb' },
      version: { type: 'integer' },
      enrolledAt: { type: 'timestamptz' },
    },
    indices: [['villageCode', 'id'], ['nikRef'], ['firstCoveredOn', 'lastCoveredOn']],
  }),
  idsOf: ({ stream }) => [idOfStream(stream)],

  evolve: (row, event, id) => {
    if (event.type === 'EnrolmentAnnulled') return null;
    const state = evolve(row?.state ?? initialState, event);
    const version = event.revision + 1;
    if (event.type === 'ParticipantEnrolled') {
      const { programme, nikRef, familyRef, place, ageInYears, warnings } = event.data;
      return {
        id,
        programme,
        nikRef,
        familyRef,
        ...place,
        ageAtEnrolment: ageInYears,
        warnings,
        ...coverOf(state, row),
        diedOn: null,
        contributionsPaid: '0',
        state,
        version,
        enrolledAt: event.recordedAt,
      };
    }
    return (
      row && {
        ...row,
        ...enrolledAs(state, row),
        ...coverOf(state, row),
        diedOn: state.death?.diedOn ?? null,
        contributionsPaid: sum(state.contributions.map(({ amount }) => amount)),
        state,
        version,
      }
    );
  },
};

/** As corrections and moves have left it. */
const enrolledAs = ({ enrolment }: Participant, row: ParticipantCard) => {
  if (!enrolment) return {};
  const { nikRef, familyRef, place, warnings } = enrolment;
  return { ...row, nikRef, familyRef, ...place, warnings };
};

/** Days never shrink: whoever looks for people who once owed a month must find them after a correction, too. */
const coverOf = ({ periods }: Participant, before: ParticipantCard | null) => ({
  programmes: [...new Set(periods.map(({ programme }) => programme))],
  firstCoveredOn: sorted([before?.firstCoveredOn, ...periods.map(({ from }) => from)])[0] ?? null,
  lastCoveredOn:
    sorted([before?.lastCoveredOn, ...periods.map(({ lastCoveredOn }) => lastCoveredOn)]).at(-1) ??
    null,
});

const sorted = (days: readonly (string | null | undefined)[]): readonly string[] =>
  days.filter((day) => typeof day === 'string').sort();
