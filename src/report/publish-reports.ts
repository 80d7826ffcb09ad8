import { createHash } from 'node:crypto';
import { REPORTS_ROLE } from '../platform/database/application-role';
import type { Run } from '../platform/read-models/sql';
import { CASE_VIEWS } from './views/case.views';
import { MONEY_VIEWS } from './views/money.views';
import { PEOPLE_VIEWS } from './views/people.views';
import { PUBLISHED, READING_VIEWS } from './views/reading.views';
import { type ReportView, tableOf } from './views/view';

export const REPORTS_SCHEMA = 'reports';

export const REPORT_VIEWS: readonly ReportView[] = [
  ...PEOPLE_VIEWS,
  ...CASE_VIEWS,
  ...MONEY_VIEWS,
  ...READING_VIEWS,
];

/**
 * Makes the views of the schema `reports` over the tables that bear the read models' names at this moment, in the
 * transaction of `run`: after the tables are there, and again wherever one takes another's place, as a view stays with
 * the table that it was made over whatever that is called later. A view that is as it should be is not touched, so that
 * a start waits for no long query.
 */
export const publishReports = async (run: Run): Promise<void> => {
  await run('SET LOCAL statement_timeout = 0');
  await run(`SELECT pg_advisory_xact_lock(hashtextextended('reports.publish', 0))`);
  const tables = await run<{ oid: string }>(
    'SELECT name::regclass::oid::text AS oid FROM unnest($1::text[]) AS name',
    [PUBLISHED.map(tableOf)],
  );
  const over = tables.map(({ oid }) => oid).join(' ');
  for (const view of REPORT_VIEWS) await publish(run, view, over);
};

const publish = async (run: Run, view: ReportView, over: string): Promise<void> => {
  const path = `${REPORTS_SCHEMA}.${view.name}`;
  const mark = markOf(view, over);
  const [there] = await run<{ comment: string | null }>(
    `SELECT obj_description(to_regclass($1), 'pg_class') AS comment`,
    [path],
  );
  if (there?.comment?.endsWith(mark)) return;
  await run(`DROP VIEW IF EXISTS ${path}`);
  await run(`CREATE VIEW ${path} (${Object.keys(view.columns).join(', ')}) AS ${view.sql}`);
  await run(`GRANT SELECT ON ${path} TO ${REPORTS_ROLE}`);
  await run(`COMMENT ON VIEW ${path} IS ${literal(`${view.comment}. ${mark}`)}`);
  for (const [column, comment] of Object.entries(view.columns))
    await run(`COMMENT ON COLUMN ${path}.${column} IS ${literal(comment)}`);
};

/** Changes with the view and with the tables under it. */
const markOf = (view: ReportView, over: string): string =>
  `[${createHash('sha256')
    .update(JSON.stringify([view, over]))
    .digest('hex')
    .slice(0, 12)}]`;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
