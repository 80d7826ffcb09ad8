import type { Client } from 'pg';
import { participantCard } from '../../src/participant/queries/participant-card';
import { payoutRegister } from '../../src/payout/queries/payout-register';
import { READ_MODELS_SCHEMA, tableNameOf } from '../../src/platform/read-models/read-model-table';

const tableOf = (projection: { readonly name: string; readonly version: number }): string =>
  `${READ_MODELS_SCHEMA}.${tableNameOf(projection)}`;

/** Our tables with all of their indexes, empty. */
const TABLES = `
  DROP TABLE IF EXISTS sql_card, sql_register;
  CREATE TABLE sql_card (LIKE ${tableOf(participantCard)} INCLUDING ALL);
  CREATE TABLE sql_register (LIKE ${tableOf(payoutRegister)} INCLUDING ALL)`;

/**
 * The cards of the participants and the register of payouts, as one would write it by hand: the facts that this log
 * has, the last period of each id, payments in order. No checkpoint, no unknown event noticed, nothing resumed.
 */
const REGISTER = `
  WITH fact AS MATERIALIZED (
    SELECT position, revision, recorded_at, split_part(stream, '-', 1) AS category,
           substr(stream, strpos(stream, '-') + 1) AS id, type, data::jsonb AS data
      FROM log.event WHERE stream LIKE 'participant-%' OR stream LIKE 'claim-%'
  ), period AS (
    SELECT id, jsonb_agg(told ORDER BY began) AS periods,
           jsonb_object_agg(told ->> 'periodId', jsonb_build_object('kpj', null, 'reference', reference)) AS papers,
           array_agg(DISTINCT told ->> 'programme') AS programmes,
           min(told ->> 'from') AS first_on, max(told ->> 'lastCoveredOn') AS last_on
      FROM (SELECT DISTINCT ON (id, data ->> 'periodId') id, revision AS began, data -> 'reference' AS reference,
                   (data - 'by' - 'listId' - 'source' - 'reference') ||
                   jsonb_build_object('status', CASE type WHEN 'CoverageStarted' THEN 'started' ELSE 'requested' END,
                                      'refusedFor', null) AS told
              FROM fact WHERE type IN ('CoverageRequested', 'CoverageStarted')
             ORDER BY id, data ->> 'periodId', revision DESC) AS latest
     GROUP BY id
  ), paid AS (
    SELECT id, jsonb_agg(data - 'fromMonth' - 'toMonth' ORDER BY revision) AS contributions,
           sum((data ->> 'amount')::bigint) AS total
      FROM fact WHERE type = 'ContributionRecorded' GROUP BY id
  ), member AS (
    SELECT id, jsonb_agg(data - 'by' ORDER BY revision) AS family
      FROM fact WHERE type = 'FamilyMemberRegistered' GROUP BY id
  ), death AS (
    SELECT id, data ->> 'diedOn' AS died_on FROM fact WHERE type = 'ParticipantDied'
  ), stream AS (
    SELECT id, max(revision) + 1 AS version FROM fact WHERE category = 'participant' GROUP BY id
  ), cards AS (
    INSERT INTO sql_card
      (id, programme, nik_ref, family_ref, sub_district_code, village_code, age_at_enrolment, warnings, programmes,
       first_covered_on, last_covered_on, died_on, contributions_paid, state, version, enrolled_at)
    SELECT fact.id, data ->> 'programme', data ->> 'nikRef', data ->> 'familyRef',
           data #>> '{place,subDistrictCode}', data #>> '{place,villageCode}', (data ->> 'ageInYears')::int,
           ARRAY(SELECT jsonb_array_elements_text(data -> 'warnings')), coalesce(programmes, '{}'),
           first_on, last_on, died_on, coalesce(total, 0),
           jsonb_build_object('enrolment', jsonb_build_object('programme', data -> 'programme', 'familyRef', data -> 'familyRef',
                                'nikRef', data -> 'nikRef', 'warnings', data -> 'warnings', 'placeSince', null,
                                'place', data -> 'place', 'details', 'erased'),
                              'periods', coalesce(periods, '[]'), 'papers', coalesce(papers, '{}'),
                              'contributions', coalesce(contributions, '[]'), 'refunds', '[]'::jsonb,
                              'family', coalesce(family, '[]'), 'formerFamily', '[]'::jsonb,
                              'death', died_on, 'deathOfClaim', null, 'retraction', null,
                              'merge', null, 'abandonedNikRefs', '[]'::jsonb),
           version, recorded_at
      FROM fact JOIN stream USING (id) LEFT JOIN period USING (id) LEFT JOIN paid USING (id)
      LEFT JOIN member USING (id) LEFT JOIN death USING (id)
     WHERE type = 'ParticipantEnrolled'
  ), payout AS (
    SELECT data ->> 'payoutId' AS payout_id,
           (array_agg(type ORDER BY position DESC))[1] AS latest,
           (array_agg(data ORDER BY position) FILTER (WHERE type = 'PayoutConfirmed'))[1] AS confirmed,
           max(data ->> 'returnedOn') AS returned_on,
           coalesce(jsonb_agg(jsonb_build_object('kind', 'paid', 'on', data -> 'paidOn', 'amount', data -> 'amount')
             ORDER BY position) FILTER (WHERE type = 'PayoutConfirmed'), '[]') AS movements
      FROM fact WHERE type IN ('PayoutScheduled', 'PayoutSent', 'PayoutConfirmed', 'PayoutFailed', 'PayoutReturned',
                               'PayoutOutcomeUnknown', 'PayoutCancelled')
     GROUP BY 1
  )
  INSERT INTO sql_register
    (id, owner_kind, owner_id, benefit_id, benefit_kind, scheme, programme, sub_district_code, village_code, payer, mode,
     payee_kind, payee_id, on_behalf_of, account_ref, amount, status, scheduled_on, movements, paid_on, paid_amount,
     reference, contradicts, returned_on, replaces)
  SELECT payout_id, category, fact.id, data ->> 'benefitId', data ->> 'benefitKind', data ->> 'scheme',
         data ->> 'programme', data #>> '{place,subDistrictCode}', data #>> '{place,villageCode}', data ->> 'payer',
         data ->> 'mode', data ->> 'payeeKind', data ->> 'payeeId', data ->> 'onBehalfOf', data ->> 'accountRef',
         (data ->> 'amount')::bigint, lower(replace(latest, 'Payout', '')), (recorded_at AT TIME ZONE 'Asia/Jakarta')::date::text,
         movements, confirmed ->> 'paidOn', (confirmed ->> 'amount')::bigint, confirmed ->> 'reference',
         coalesce((confirmed ->> 'contradicts')::boolean, false), returned_on, data ->> 'replaces'
    FROM fact JOIN payout ON payout_id = data ->> 'payoutId' WHERE type = 'PayoutScheduled'`;

/** The read models that it computes: two of all that there are. */
export const REGISTERS: readonly string[] = [participantCard.name, payoutRegister.name];

/**
 * Gives how long the statement took, in milliseconds; tells `onDone` before it compares. Throws where its registers have
 * other rows than ours.
 */
export const registerBySql = async (
  owner: Client,
  onDone: () => void = () => undefined,
): Promise<number> => {
  await owner.query(TABLES);
  // What one would set by hand for one large statement: without it the server takes a million facts for a few.
  await owner.query(`SET enable_nestloop = off; SET work_mem = '256MB'; SET jit = off`);
  const began = performance.now();
  await owner.query(REGISTER);
  const took = performance.now() - began;
  onDone();
  await mustBeOurs(owner);
  return took;
};

/** Every column of every row: a peer that computes less would look faster than it is. */
const mustBeOurs = async (owner: Client): Promise<void> => {
  for (const [ours, theirs] of [
    [tableOf(participantCard), 'sql_card'],
    [tableOf(payoutRegister), 'sql_register'],
  ] as const) {
    const { rows } = await owner.query<{ rows: number; differ: number }>(
      `SELECT count(*)::int AS rows, (count(*) FILTER (WHERE to_jsonb(a) IS DISTINCT FROM to_jsonb(b)))::int AS differ
         FROM ${ours} a FULL JOIN ${theirs} b USING (id)`,
    );
    const { rows: all = 0, differ = 0 } = rows[0] ?? {};
    if (all === 0 || differ > 0)
      throw new Error(`${String(differ)} rows by SQL are not those of ${ours}.`);
  }
};
