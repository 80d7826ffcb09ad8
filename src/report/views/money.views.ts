import { claimFile } from '../../claim/queries/claim-file';
import { payoutRegister } from '../../payout/queries/payout-register';
import { keyOf } from '../../platform/read-models/checkpoints';
import { scholarshipFile } from '../../scholarship/queries/scholarship-file';
import { day, PLACE, type ReportView, tableOf } from './view';

const OWNER = {
  case_kind: 'claim or scholarship',
  case_id: 'Opaque id of it',
  programme: 'Code of the agreement',
  ...PLACE,
} as const;

const SPLIT = {
  payer: 'Who pays: bpjs or the office',
  mode: 'recorded: the payer paid and it was written down here. disbursed: the office paid by itself. Never add the two up',
} as const;

const benefitsIn = (kind: string, table: string): string => `
  SELECT '${kind}' AS case_kind, id AS case_id, programme, sub_district_code, village_code,
         benefit #>> '{assessed,benefitId}' AS benefit_id, benefit #>> '{assessed,kind}' AS benefit,
         benefit #>> '{assessed,scheme}' AS scheme, benefit #>> '{assessed,scheduleId}' AS schedule_id,
         ${day(`benefit #>> '{assessed,decidingDay}'`)} AS deciding_day, CASE WHEN benefit ->> 'supersededBy' IS NULL THEN benefit ->> 'status' ELSE 'superseded' END AS status,
         (SELECT sum((line ->> 'claimed')::bigint)::bigint
            FROM jsonb_array_elements(benefit #> '{assessed,lines}') AS line) AS claimed_idr,
         (benefit #>> '{assessed,total}')::bigint AS assessed_idr,
         CASE WHEN jsonb_typeof(benefit -> 'approval') = 'object' AND benefit ->> 'status' NOT IN ('voided', 'refused', 'awaiting_second')
           THEN (benefit #>> '{assessed,total}')::bigint END AS approved_idr,
         ${day(`benefit #>> '{presentation,presentedOn}'`)} AS presented_on,
         ${day(`benefit #>> '{presentation,papersCompleteOn}'`)} AS papers_complete_on,
         benefit #>> '{payerDecision,outcome}' AS payer_outcome,
         ${day(`benefit #>> '{payerDecision,decidedOn}'`)} AS payer_decided_on,
         (benefit ->> 'completed')::boolean AS is_completed
    FROM ${table}
   CROSS JOIN LATERAL jsonb_each(state #> '{benefits,benefits}') AS each (key, benefit)`;

const benefits: ReportView = {
  name: 'benefits',
  comment:
    'One row for each assessment of a benefit, with what became of it. What was paid stands in reports.payouts',
  columns: {
    ...OWNER,
    benefit_id: 'Opaque id',
    benefit: 'Kind of the benefit',
    scheme: 'jkk (work accident) or jkm (death)',
    schedule_id: 'The version of the law that it was computed with',
    deciding_day: 'The day whose law and cover decide',
    status:
      'assessed, settled (paid before, under an earlier cause), returned, refused, awaiting_second, approved, voided, presented, papers_missing, guaranteed, granted or superseded',
    claimed_idr: 'Whole rupiah asked for, over all lines',
    assessed_idr: 'Whole rupiah by the law',
    approved_idr: 'The same where it was approved and stands; else empty',
    presented_on: 'Day on which it was presented to the payer',
    papers_complete_on: 'Day from which the clock of the payer runs',
    payer_outcome: 'What the payer decided',
    payer_decided_on: 'Day of that decision',
    is_completed: 'Every payee has had the money at least once',
  },
  sql: `${benefitsIn('claim', tableOf(claimFile))} UNION ALL ${benefitsIn('scholarship', tableOf(scholarshipFile))}`,
};

const REGISTER = tableOf(payoutRegister);

/** As in GET /v1/reports/payouts: money of a case that could not be read to its end is in no sum. */
const READ_TO_THE_END = `NOT EXISTS (
  SELECT FROM read_models.quarantine AS stopped
   WHERE stopped.projection = '${keyOf(payoutRegister)}'
     AND stopped.stream = payout.owner_kind || '-' || payout.owner_id)`;

const payouts: ReportView = {
  name: 'payouts',
  comment: 'One row for each payout, as it stands now. Leaves out the cases of reports.excluded',
  columns: {
    payout_id: 'Opaque id',
    ...OWNER,
    benefit_id: 'The benefit that it pays',
    benefit: 'Kind of the benefit',
    scheme: 'jkk (work accident) or jkm (death)',
    ...SPLIT,
    payee_kind: 'participant, heir, guardian, funeral_arranger or facility',
    status: 'scheduled, sent, unknown, confirmed, failed, returned or cancelled',
    amount_idr: 'Whole rupiah that were ordered',
    scheduled_on: 'Day of the approval',
    paid_on: 'Day on which the money arrived',
    paid_idr: 'Whole rupiah that arrived; it may differ from what was ordered',
    returned_on: 'Day on which it came back',
    contradicts: 'It arrived though it had been said to have failed',
    replaces: 'The payout in whose place it was made',
  },
  sql: `
    SELECT id AS payout_id, owner_kind AS case_kind, owner_id AS case_id, programme, sub_district_code, village_code,
           benefit_id, benefit_kind AS benefit, scheme, payer, mode, payee_kind, status, amount AS amount_idr,
           ${day('scheduled_on')} AS scheduled_on, ${day('paid_on')} AS paid_on, paid_amount AS paid_idr,
           ${day('returned_on')} AS returned_on, contradicts, replaces
      FROM ${REGISTER} AS payout
     WHERE ${READ_TO_THE_END}`,
};

const payoutMonths: ReportView = {
  name: 'payout_months',
  comment:
    'Money that arrived, came back or was repaid, each in its own month: the figures of GET /v1/reports/payouts. Leaves out the cases of reports.excluded',
  columns: {
    month: 'YYYY-MM in which the money arrived, came back or was repaid',
    benefit: 'Kind of the benefit',
    scheme: 'jkk (work accident) or jkm (death)',
    village_code: PLACE.village_code,
    ...SPLIT,
    payouts: 'Payouts that arrived',
    paid_idr: 'Whole rupiah that arrived',
    returns: 'Payouts that came back',
    returned_idr: 'Whole rupiah that came back',
    repayments: 'Repayments of overpayments',
    repaid_idr: 'Whole rupiah of overpayments that were repaid',
    net_idr: 'paid_idr less returned_idr and repaid_idr',
  },
  sql: `
    SELECT left(moved."on", 7) AS month, benefit_kind AS benefit, scheme, village_code, payer, mode,
           count(*) FILTER (WHERE moved.kind = 'paid')::int AS payouts,
           coalesce(sum(moved.amount) FILTER (WHERE moved.kind = 'paid'), 0)::bigint AS paid_idr,
           count(*) FILTER (WHERE moved.kind = 'returned')::int AS returns,
           coalesce(-sum(moved.amount) FILTER (WHERE moved.kind = 'returned'), 0)::bigint AS returned_idr,
           count(*) FILTER (WHERE moved.kind = 'repaid')::int AS repayments,
           coalesce(-sum(moved.amount) FILTER (WHERE moved.kind = 'repaid'), 0)::bigint AS repaid_idr,
           sum(moved.amount)::bigint AS net_idr
      FROM ${REGISTER} AS payout
     CROSS JOIN LATERAL jsonb_to_recordset(payout.movements) AS moved (kind text, "on" text, amount bigint)
     WHERE ${READ_TO_THE_END}
     GROUP BY 1, 2, 3, 4, 5, 6`,
};

export const MONEY_VIEWS: readonly ReportView[] = [benefits, payouts, payoutMonths];
