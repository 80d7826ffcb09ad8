import { participantCard } from '../../participant/queries/participant-card';
import { day, PLACE, type ReportView, tableOf, TODAY } from './view';

const CARD = tableOf(participantCard);
const PROGRAMME = 'Code of the agreement';

const participants: ReportView = {
  name: 'participants',
  comment:
    'How many people each agreement has enrolled in a village, and how many of them are covered today',
  columns: {
    programme: PROGRAMME,
    ...PLACE,
    enrolled: 'People enrolled',
    covered_today: 'Of them: alive and within a started period of cover today',
    deceased: 'Of them: known to have died',
  },
  sql: `
    SELECT programme, sub_district_code, village_code, count(*)::int AS enrolled,
           count(*) FILTER (WHERE died_on IS NULL AND EXISTS (
             SELECT FROM jsonb_array_elements(state -> 'periods') AS period
              WHERE period ->> 'status' = 'started'
                AND ${TODAY} BETWEEN ${day(`period ->> 'from'`)} AND ${day(`period ->> 'lastCoveredOn'`)}))::int AS covered_today,
           count(died_on)::int AS deceased
      FROM ${CARD}
     GROUP BY programme, sub_district_code, village_code`,
};

const coverage: ReportView = {
  name: 'coverage',
  comment: 'Periods of cover, counted: how many people have a period of these days, in this state',
  columns: {
    programme: PROGRAMME,
    ...PLACE,
    scheme:
      'jkk (work accident) or jkm (death); a period of both counts once for each: never add the two',
    status: 'requested, started or refused',
    refused_for: 'Ground of the refusal',
    funded_by: 'Who pays the contribution',
    covered_from: 'First day',
    last_covered_on: 'Last day, included',
    people: 'People with such a period',
  },
  sql: `
    SELECT period ->> 'programme' AS programme, sub_district_code, village_code, scheme,
           period ->> 'status' AS status, period ->> 'refusedFor' AS refused_for, period ->> 'fundedBy' AS funded_by,
           ${day(`period ->> 'from'`)} AS covered_from, ${day(`period ->> 'lastCoveredOn'`)} AS last_covered_on,
           count(*)::int AS people
      FROM ${CARD}
     CROSS JOIN LATERAL jsonb_array_elements(state -> 'periods') AS period
     CROSS JOIN LATERAL jsonb_array_elements_text(period -> 'schemes') AS scheme
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
};

const contributions: ReportView = {
  name: 'contributions',
  comment: 'Contributions that were paid, by payment, village and the months they are for',
  columns: {
    payment_id: 'The payment of one invoice',
    programme: PROGRAMME,
    ...PLACE,
    from_month: 'First month paid for, YYYY-MM',
    to_month: 'Last month paid for, YYYY-MM',
    months: 'How many months of each person',
    people: 'People paid for',
    amount_idr: 'Whole rupiah, of all of them together',
  },
  sql: `
    SELECT paid ->> 'paymentId' AS payment_id, paid ->> 'programme' AS programme, sub_district_code, village_code,
           paid #>> '{months,0}' AS from_month, paid #>> '{months,-1}' AS to_month,
           jsonb_array_length(paid -> 'months') AS months,
           count(*)::int AS people, sum((paid ->> 'amount')::bigint)::bigint AS amount_idr
      FROM ${CARD}
     CROSS JOIN LATERAL jsonb_array_elements(state -> 'contributions') AS paid
     GROUP BY 1, 2, 3, 4, 5, 6, 7`,
};

export const PEOPLE_VIEWS: readonly ReportView[] = [participants, coverage, contributions];
