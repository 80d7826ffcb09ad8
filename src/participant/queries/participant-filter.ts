import type { CalendarDay } from '../../kernel/calendar-day';
import type { Area } from '../../platform/security/area';

/** Where somebody stands today; each person in one of them. */
export const PARTICIPANT_STATUSES = ['covered', 'requested', 'not_covered', 'deceased'] as const;
export type ParticipantStatus = (typeof PARTICIPANT_STATUSES)[number];

export type ParticipantFilter = {
  /** Of whoever asks: who lives elsewhere is not found. */
  readonly area: Area;
  readonly subDistrict: string | null;
  readonly village: string | null;
  readonly coveredOn: string | null;
  readonly programme: string | null;
  readonly status: ParticipantStatus | null;
};

/** SQL over a participant's card under the name `card`, with its named parameters. */
export type Condition = readonly [
  sql: string,
  values: Readonly<Record<string, string | readonly string[]>>,
];

/** @param today for the status */
export const conditionsOf = (
  { area, subDistrict, village, coveredOn, programme, status }: ParticipantFilter,
  today: CalendarDay,
): readonly Condition[] => [
  ...(area === 'all' ? [] : [['card.sub_district_code = ANY(:area)', { area }] as const]),
  ...(subDistrict ? [['card.sub_district_code = :subDistrict', { subDistrict }] as const] : []),
  ...(village ? [['card.village_code = :village', { village }] as const] : []),
  ...(programme ? [[':programme = ANY(card.programmes)', { programme }] as const] : []),
  ...(coveredOn ? [[coveredAt('coveredOn'), { coveredOn }] as const] : []),
  ...(status ? [[STATUS[status], status === 'deceased' ? {} : { today }] as const] : []),
];

/**
 * Started periods alone cover: a day is asked of each of them, not of the span from the first to the last, which only
 * serves the index. Cover includes the day of death and none after it.
 */
const coveredAt = (day: string): string => `(
  card.first_covered_on <= :${day} AND card.last_covered_on >= :${day}
  AND (card.died_on IS NULL OR card.died_on >= :${day})
  AND EXISTS (
    SELECT FROM jsonb_array_elements(card.state -> 'periods') period
     WHERE period ->> 'status' = 'started' AND period ->> 'from' <= :${day} AND period ->> 'lastCoveredOn' >= :${day}
  ))`;

const ASKED = `card.state @> '{"periods": [{"status": "requested"}]}'`;
// The condition is unknown, and so neither true nor false, for whoever has no period at all.
const COVERED = `coalesce(${coveredAt('today')}, false)`;

const STATUS: Readonly<Record<ParticipantStatus, string>> = {
  deceased: 'card.died_on IS NOT NULL',
  covered: `card.died_on IS NULL AND ${COVERED}`,
  requested: `card.died_on IS NULL AND NOT ${COVERED} AND ${ASKED}`,
  not_covered: `card.died_on IS NULL AND NOT ${COVERED} AND NOT ${ASKED}`,
};
