import { participantCard } from '../../participant/queries/participant-card';
import { READ_MODELS_SCHEMA, tableNameOf } from '../../platform/read-models/read-model-table';

const CARDS = `${READ_MODELS_SCHEMA}.${tableNameOf(participantCard)}`;

/**
 * Who had started cover in a month, and who was paid for in it: a row for each person, programme and month of either.
 * $1 and $2: first and last month; $3: one programme, or null; $4: streams that could not be read to the end;
 * $5: the sub-districts of whoever asks, or null.
 * Cover includes the month of a death; a month that was refunded is not paid.
 */
export const HEADS_BY_MONTH = `
  month AS (
    SELECT to_char(m, 'YYYY-MM') AS month
      FROM generate_series(($1 || '-01')::date, ($2 || '-01')::date, interval '1 month') AS m
  ),
  card AS (
    SELECT id, state, died_on FROM ${CARDS} WHERE NOT ('participant-' || id = ANY ($4::text[]))
       AND ($5::text[] IS NULL OR sub_district_code = ANY ($5))
  ),
  covered AS (
    SELECT DISTINCT card.id, period ->> 'programme' AS programme, month.month
      FROM card
      CROSS JOIN LATERAL jsonb_array_elements(card.state -> 'periods') AS period
      JOIN month ON left(period ->> 'from', 7) <= month.month
                AND left(period ->> 'lastCoveredOn', 7) >= month.month
     WHERE period ->> 'status' = 'started'
       AND (card.died_on IS NULL OR left(card.died_on, 7) >= month.month)
       AND (card.state -> 'merge' ->> 'approved') IS DISTINCT FROM 'true'
       AND ($3::text IS NULL OR period ->> 'programme' = $3)
  ),
  paid AS (
    SELECT card.id, one ->> 'programme' AS programme, paid_month AS month, count(*)::int AS times
      FROM card
      CROSS JOIN LATERAL jsonb_array_elements(card.state -> 'contributions') AS one
      CROSS JOIN LATERAL jsonb_array_elements_text(one -> 'months') AS paid_month
     WHERE paid_month BETWEEN $1 AND $2 AND ($3::text IS NULL OR one ->> 'programme' = $3)
     GROUP BY 1, 2, 3
  ),
  head AS (
    SELECT id, programme, month, covered.month IS NOT NULL AS is_covered, coalesce(paid.times, 0) AS times
      FROM covered FULL JOIN paid USING (id, programme, month)
  )`;

export const SPAN = `
  SELECT left(min(first_covered_on), 7) AS first, left(max(last_covered_on), 7) AS last FROM ${CARDS}`;

/** What can be wrong with a head in a month. */
export const CONDITIONS = {
  paid_without_cover: 'NOT is_covered AND times > 0',
  covered_without_payment: 'is_covered AND times = 0',
  paid_twice: 'times > 1',
} as const;
export type HeadFault = keyof typeof CONDITIONS;
export const HEAD_FAULTS = Object.keys(CONDITIONS) as readonly HeadFault[];
