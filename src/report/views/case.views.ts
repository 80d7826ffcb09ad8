import { claimFile } from '../../claim/queries/claim-file';
import { scholarshipFile } from '../../scholarship/queries/scholarship-file';
import { worklist } from '../../worklist/queries/worklist';
import { day, PLACE, type ReportView, tableOf, TODAY } from './view';

const CASE = {
  case_number: 'As it stands on letters',
  programme: 'Code of the agreement',
  ...PLACE,
} as const;

const claims: ReportView = {
  name: 'claims',
  comment:
    'One row for each claim that was reported, with its clocks. Also with those of reports.excluded, as they last stood',
  columns: {
    claim_id: 'Opaque id',
    ...CASE,
    kind: 'accident or death',
    cause: 'Kind of the accident, or cause of the death',
    status: 'reported, accepted, refused, withdrawn, closed or voided',
    refused_for: 'Ground of the refusal that stands',
    occurred_on: 'Day of the accident, of the diagnosis, or of the death',
    known_on: 'Day on which a death became known',
    reported_on: 'Day of the report',
    recorded_on: 'Day on which the report was written down here',
    accepted_on: 'Day on which the office wrote the acceptance down',
    refused_on: 'Day on which the office wrote the refusal down',
    closed_on: 'Day on which the claim was closed; empty again when it is reopened',
    voided_on: 'Day on which it was said that the claim should never have been; for good',
    days_to_report: 'Calendar days from occurred_on to reported_on',
    days_to_decide: 'Calendar days from reported_on to accepted_on or refused_on',
    days_open: 'Calendar days from reported_on to closed_on or voided_on, or to today',
    next_due_on: 'The earliest day on which a clock that still runs ends; see claim_clocks',
    approved_idr: 'Whole rupiah approved and standing',
    version: 'Number of facts in the claim',
  },
  sql: `
    SELECT id AS claim_id, number AS case_number, programme, sub_district_code, village_code, kind,
           coalesce(state #>> '{report,accidentKind}', state #>> '{report,cause}') AS cause, status,
           refusal ->> 'ground' AS refused_for,
           ${day('event_day')} AS occurred_on, ${day(`state #>> '{report,knownOn}'`)} AS known_on,
           ${day('reported_on')} AS reported_on,
           (recorded_at AT TIME ZONE 'Asia/Jakarta')::date AS recorded_on,
           ${day('accepted_on')} AS accepted_on, ${day('refused_on')} AS refused_on, ${day('closed_on')} AS closed_on,
           ${day('voided_on')} AS voided_on,
           ${day('reported_on')} - ${day('event_day')} AS days_to_report,
           coalesce(${day('accepted_on')}, ${day('refused_on')}) - ${day('reported_on')} AS days_to_decide,
           coalesce(${day('closed_on')}, ${day('voided_on')}, ${TODAY}) - ${day('reported_on')} AS days_open,
           ${day('next_due_on')} AS next_due_on, approved AS approved_idr, version
      FROM ${tableOf(claimFile)}`,
};

const claimClocks: ReportView = {
  name: 'claim_clocks',
  comment:
    'One row for each clock of the procedure that began in a claim. Working days are counted with the tables of holidays',
  columns: {
    claim_id: 'Opaque id',
    ...CASE,
    clock: 'report, conclude, stage_two, tell_missing_papers or pay',
    benefit_id: 'Of the benefit that it is about',
    owed_by: 'Who has to be in time: reporter, office or payer',
    started_on: 'Day from which it is counted; that day is not counted',
    due_on: 'Last day in time; empty where it lies in a year without a table of holidays',
    holidays_missing_for: 'That year',
    done_on: 'Day on which it was done; empty while it runs',
    days_late: 'Calendar days from due_on to done_on, or to today; 0 in time, empty without due_on',
  },
  sql: `
    SELECT id AS claim_id, number AS case_number, programme, sub_district_code, village_code,
           clock ->> 'clock' AS clock, clock ->> 'benefitId' AS benefit_id, clock ->> 'owedBy' AS owed_by,
           ${day(`clock ->> 'from'`)} AS started_on, ${day(`clock ->> 'dueOn'`)} AS due_on,
           (clock ->> 'missingYear')::int AS holidays_missing_for, ${day(`clock ->> 'doneOn'`)} AS done_on,
           CASE WHEN clock ->> 'dueOn' IS NOT NULL THEN
             greatest(0, coalesce(${day(`clock ->> 'doneOn'`)}, ${TODAY}) - ${day(`clock ->> 'dueOn'`)}) END AS days_late
      FROM ${tableOf(claimFile)}
     CROSS JOIN LATERAL jsonb_array_elements(clocks) AS clock`,
};

const openTasks: ReportView = {
  name: 'open_tasks',
  comment: 'The worklist: one row for each thing that somebody has to do next in a case',
  columns: {
    case_id: 'Opaque id of the claim or the scholarship',
    ...CASE,
    kind: 'accident, death or scholarship',
    task: 'What has to be done',
    role: 'Who has to do it',
    benefit_id: 'Of the benefit that it is about',
    payout_id: 'Of the payout that it is about',
    waiting_since: 'When the case last moved',
    days_waiting: 'Whole days since then',
    due_on: 'Last day of the clock that it stops; empty where none is known to run',
  },
  sql: `
    SELECT id AS case_id, number AS case_number, programme, sub_district_code, village_code, kind,
           task ->> 'task' AS task, task ->> 'role' AS role,
           task ->> 'benefitId' AS benefit_id, task ->> 'payoutId' AS payout_id,
           since AS waiting_since, extract(day FROM now() - since)::int AS days_waiting,
           ${day(`task ->> 'dueOn'`)} AS due_on
      FROM ${tableOf(worklist)}
     CROSS JOIN LATERAL jsonb_array_elements(tasks) AS task
     WHERE open`,
};

const scholarships: ReportView = {
  name: 'scholarships',
  comment: 'One row for each scholarship that was asked for',
  columns: {
    scholarship_id: 'Opaque id',
    ...CASE,
    claim_id: 'The claim that it rests on',
    cause: 'Why there is a right to it',
    children: 'Children that it was asked for',
    children_granted: 'Children that it was granted to',
    ceiling_idr: 'Whole rupiah that the law allows for them until the end; empty before the grant',
    approved_idr: 'Whole rupiah approved and standing',
    recorded_on: 'Day on which it was written down here',
    version: 'Number of facts in it',
  },
  sql: `
    SELECT id AS scholarship_id, number AS case_number, programme, sub_district_code, village_code, claim_id,
           state #>> '{request,cause}' AS cause,
           jsonb_array_length(state #> '{request,childIds}') AS children,
           CASE WHEN jsonb_typeof(state -> 'grant') = 'object'
             THEN jsonb_array_length(state #> '{grant,childIds}') ELSE 0 END AS children_granted,
           ceiling AS ceiling_idr, approved AS approved_idr,
           (recorded_at AT TIME ZONE 'Asia/Jakarta')::date AS recorded_on, version
      FROM ${tableOf(scholarshipFile)}`,
};

export const CASE_VIEWS: readonly ReportView[] = [claims, claimClocks, openTasks, scholarships];
