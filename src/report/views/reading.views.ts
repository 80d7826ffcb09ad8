import { claimFile } from '../../claim/queries/claim-file';
import { participantCard } from '../../participant/queries/participant-card';
import { payoutRegister } from '../../payout/queries/payout-register';
import { keyOf } from '../../platform/read-models/checkpoints';
import { scholarshipFile } from '../../scholarship/queries/scholarship-file';
import { worklist } from '../../worklist/queries/worklist';
import type { ReportView } from './view';

/** The read models that the views are made of. */
export const PUBLISHED = [participantCard, claimFile, scholarshipFile, worklist, payoutRegister];

const VIEWS: Readonly<Record<string, string>> = {
  [participantCard.name]: 'participants, coverage, contributions',
  [claimFile.name]: 'claims, benefits',
  [scholarshipFile.name]: 'scholarships, benefits',
  [worklist.name]: 'open_tasks',
  [payoutRegister.name]: 'payouts, payout_months',
};

const LIVE = `(VALUES ${PUBLISHED.map(
  (one) => `('${keyOf(one)}', '${one.name}', ${one.version}, '${VIEWS[one.name] ?? ''}')`,
).join(', ')}) AS live (key, name, version, views)`;

const readTo: ReportView = {
  name: 'read_to',
  comment:
    'How far each read model has read the log. Position, version and excluded cases of a report give the same figures for ever',
  columns: {
    read_model: 'Its name',
    version: 'Its version',
    views: 'The views that are made of it',
    position: 'Everything up to this position of the log is in the figures',
    moved_at: 'When it last moved',
    excluded: 'How many cases it had to leave: see reports.excluded',
  },
  sql: `
    SELECT live.name AS read_model, live.version, live.views, checkpoint.position, checkpoint.updated_at AS moved_at,
           (SELECT count(*)::int FROM read_models.quarantine AS stopped WHERE stopped.projection = live.key) AS excluded
      FROM ${LIVE} JOIN read_models.checkpoint ON checkpoint.projection = live.key`,
};

const excluded: ReportView = {
  name: 'excluded',
  comment:
    'Cases with an event that a read model could not read: from there on they are in none of its figures',
  columns: {
    read_model: 'Its name',
    views: 'The views that are made of it',
    case_kind: 'claim, scholarship or participant',
    case_id: 'Opaque id of it',
    position: 'Of the first event in the log that could not be read',
    failure: 'Kind of failure and of event',
    since: 'Since when',
  },
  sql: `
    SELECT live.name AS read_model, live.views, split_part(stopped.stream, '-', 1) AS case_kind,
           substr(stopped.stream, strpos(stopped.stream, '-') + 1) AS case_id, stopped.position,
           stopped.error AS failure, stopped.since
      FROM ${LIVE} JOIN read_models.quarantine AS stopped ON stopped.projection = live.key`,
};

export const READING_VIEWS: readonly ReportView[] = [readTo, excluded];
