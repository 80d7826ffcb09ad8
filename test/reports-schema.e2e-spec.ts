import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Json } from '../src/demo/api-client';
import { READ_MODELS_SCHEMA } from '../src/platform/read-models/read-model-table';
import { publishReports, REPORT_VIEWS } from '../src/report/publish-reports';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { freshDatabase, type FreshDatabase } from './support/database';
import { type OfficeOn, officeOn } from './support/office-on';

// A tool for reports reads the schema `reports` under a login of its own, and can read nothing else.

const PROGRAMME = 'pake-kelambu-2024';
const NAMES = {
  name: 'Kanarinama Wirasetya',
  address: 'Kanarijalan Tujuh',
  reporter: 'Kanaripelapor',
  holder: 'Kanarirekening',
  chronology: 'kanarikronologi',
};

let database: FreshDatabase;
let owner: Client;
let tool: Client;
let office: OfficeOn;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-reports-'));
  database = await freshDatabase();
  office = await officeOn({ url: database.url, folder });
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  const login = `tool_${String(process.pid)}_${String(Date.now())}`;
  await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD 'tool' IN ROLE kelambu_reports`);
  const url = new URL(database.url);
  url.username = login;
  url.password = 'tool';
  tool = new Client({ connectionString: url.href });
  await tool.connect();
  await told();
}, 60_000);
afterAll(async () => {
  await office.stop();
  const { user } = tool;
  await tool.end();
  await owner.query(`DROP ROLE ${user ?? ''}`);
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const told = async () => {
  const [administrator, enroller, adjuster, supervisor, finance] = [
    await office.as('administrator-1', 'administrator'),
    await office.as('enroller-1', 'enroller'),
    await office.as('adjuster-1', 'adjuster'),
    await office.as('supervisor-1', 'supervisor'),
    await office.as('finance-1', 'finance'),
  ];
  await administrator.post('/v1/programmes', agreement(PROGRAMME));
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', {
    ...newcomer(1, { name: NAMES.name, address: NAMES.address }),
    programme: PROGRAMME,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme: PROGRAMME,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  const voucher = (number: string) => ({ number, on: '2024-10-10', amount: rupiah(50_400) });
  await finance.post('/v1/contribution-payments', {
    programme: PROGRAMME,
    fromMonth: '2024-10',
    toMonth: '2024-12',
    invoice: voucher('INV-1'),
    sp2d: voucher('SP2D-1'),
    receipt: voucher('KW-1'),
  });
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    participantId: id,
    accidentKind: 'accident',
    occurredOn: '2024-10-14',
    reportedOn: '2024-10-17',
    reporterRelation: 'village',
    reporterName: NAMES.reporter,
    chronology: NAMES.chronology,
  });
  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/treatment-bills', {
    facilityId: 'rsud-sekayu',
    invoiceNumber: 'INV-1',
    from: '2024-10-14',
    to: '2024-10-20',
    items: [{ code: 'inpatient', claimed: rupiah(8_250_000) }],
    paidTo: 'participant',
  });
  await claim.tell(adjuster, '/payee-accounts', {
    payeeKind: 'participant',
    payeeId: id,
    bank: 'BRI',
    number: '7788990011223',
    holder: NAMES.holder,
  });
  await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
  const { id: benefitId } = claim.benefit();
  await claim.tell(supervisor, `/v1/benefits/${benefitId}/approvals`, {});
  await claim.tell(adjuster, '/presentations', {
    benefits: [{ benefitId }],
    branch: 'Palembang',
    channel: 'counter',
    presentedOn: '2024-10-25',
    papersCompleteOn: '2024-10-25',
  });
  await claim.tell(adjuster, '/payer-decisions', {
    outcome: 'granted',
    benefits: [{ benefitId, amount: rupiah(8_250_000) }],
    decidedOn: '2024-10-29',
  });
  await claim.tell(finance, `/v1/payouts/${claim.payout().id}/confirmations`, {
    paidOn: '2024-10-30',
    amount: rupiah(8_250_000),
    reference: 'BPJS-1',
  });
  const { readModels } = office.kelambu.platform;
  for (const { name } of await readModels.status()) await readModels.caughtUp(name);
};

const rowsOf = async (view: string): Promise<readonly Json[]> =>
  (await tool.query<Json>(`SELECT to_jsonb(v) AS row FROM reports.${view} v`)).rows.map(
    ({ row }) => row as Json,
  );

describe('The views', () => {
  it('are each described, and each of their columns, to whoever looks with a tool', async () => {
    const { rows } = await tool.query<{ view: string; column: string; told: string | null }>(
      `SELECT relname AS view, attname AS column, col_description(attrelid, attnum) AS told
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'reports'::regnamespace AND attnum > 0 ORDER BY relname, attnum`,
    );
    expect(rows.filter(({ told: comment }) => !comment)).toEqual([]);
    for (const { name, columns } of REPORT_VIEWS)
      expect(rows.filter(({ view }) => view === name).map(({ column }) => column)).toEqual(
        Object.keys(columns),
      );
  });

  it('count people and cover', async () => {
    expect(await rowsOf('participants')).toEqual([
      expect.objectContaining({ programme: PROGRAMME, enrolled: 1, covered_today: 0, deceased: 0 }),
    ]);
    expect((await rowsOf('coverage')).map(({ scheme, status, people }) => [scheme, status, people]))
      // One period under both schemes.
      .toEqual([
        ['jkk', 'started', 1],
        ['jkm', 'started', 1],
      ]);
    expect(await rowsOf('contributions')).toEqual([
      expect.objectContaining({
        from_month: '2024-10',
        to_month: '2024-12',
        months: 3,
        people: 1,
        amount_idr: 50_400,
      }),
    ]);
  });

  it('show a claim with its clocks, and what somebody has to do', async () => {
    expect(await rowsOf('claims')).toEqual([
      expect.objectContaining({
        kind: 'accident',
        cause: 'accident',
        status: 'accepted',
        occurred_on: '2024-10-14',
        reported_on: '2024-10-17',
        days_to_report: 3,
        refused_on: null,
        closed_on: null,
        approved_idr: 8_250_000,
      }),
    ]);
    const [claim] = await rowsOf('claims');
    expect(claim?.['accepted_on']).toBe(claim?.['recorded_on']);
    expect(await rowsOf('open_tasks')).toEqual([]);
    expect(await rowsOf('claim_clocks')).toEqual([
      expect.objectContaining({
        clock: 'report',
        owed_by: 'reporter',
        due_on: '2024-10-16',
        done_on: '2024-10-17',
        days_late: 1,
      }),
      expect.objectContaining({
        clock: 'pay',
        owed_by: 'payer',
        started_on: '2024-10-25',
        due_on: '2024-11-05',
        holidays_missing_for: null,
      }),
    ]);
  });

  it('show a benefit from what was claimed to what the payer said', async () => {
    expect(await rowsOf('benefits')).toEqual([
      expect.objectContaining({
        benefit: 'treatment',
        scheme: 'jkk',
        status: 'granted',
        claimed_idr: 8_250_000,
        assessed_idr: 8_250_000,
        approved_idr: 8_250_000,
        presented_on: '2024-10-25',
        papers_complete_on: '2024-10-25',
        payer_outcome: 'granted',
        payer_decided_on: '2024-10-29',
        is_completed: true,
      }),
    ]);
  });

  it('give the very money that the API reports, by payer and mode', async () => {
    const finance = await office.as('finance-1', 'finance');
    const { body } = await finance.get<{ rows: readonly Json[] }>('/v1/reports/payouts');
    const months = await rowsOf('payout_months');
    expect(months).toHaveLength(1);
    expect(
      months.map(({ village_code, paid_idr, returned_idr, repaid_idr, net_idr, ...row }) => ({
        ...row,
        villageCode: village_code,
        paid: paid_idr,
        returned: returned_idr,
        repaid: repaid_idr,
        net: net_idr,
      })),
    ).toEqual(body.rows);
    const [payout] = await rowsOf('payouts');
    expect(payout).toMatchObject({ payer: 'bpjs', mode: 'recorded', status: 'confirmed' });
  });

  it('say how far they have read, and leave out and name a case that stopped on its way', async () => {
    const head = await office.kelambu.platform.store.head();
    for (const { position } of await rowsOf('read_to')) expect(String(position)).toBe(head);
    expect(await rowsOf('excluded')).toEqual([]);

    const [{ case_id: caseId } = {}] = await rowsOf('payouts');
    await owner.query(
      `INSERT INTO read_models.quarantine (projection, stream, position, error)
       VALUES ('payout-register-v2', 'claim-' || $1, 1, 'RangeError at PayoutConfirmed v1')`,
      [caseId],
    );
    expect(await rowsOf('excluded')).toEqual([
      expect.objectContaining({
        views: 'payouts, payout_months',
        case_kind: 'claim',
        case_id: caseId,
      }),
    ]);
    expect([await rowsOf('payouts'), await rowsOf('payout_months')]).toEqual([[], []]);
    await owner.query('DELETE FROM read_models.quarantine');
    expect(await rowsOf('payouts')).toHaveLength(1);
  });
});

describe('Nothing personal', () => {
  /** Every relation that a view reads, through however many others. */
  const sourcesOf = async (schema: string) => {
    const { rows } = await owner.query<{ source: string }>(
      `SELECT DISTINCT source.oid::regclass::text AS source
         FROM pg_class view
         JOIN pg_rewrite ON ev_class = view.oid
         JOIN pg_depend ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid
                       AND refclassid = 'pg_class'::regclass AND refobjid <> view.oid
         JOIN pg_class source ON source.oid = refobjid
        WHERE view.relnamespace = $1::regnamespace ORDER BY source`,
      [schema],
    );
    return rows.map(({ source }) => source.replace(/_v\d+$/, ''));
  };
  const READ = [
    'read_models.checkpoint',
    'read_models.claim_file',
    'read_models.participant_card',
    'read_models.payout_register',
    'read_models.quarantine',
    'read_models.scholarship_file',
    'read_models.worklist',
  ];

  it('is read by any view: neither names, nor the log, nor keys', async () =>
    expect(await sourcesOf('reports')).toEqual(READ));

  it('would be noticed in a view of names', async () => {
    await owner.query(
      'CREATE SCHEMA leaky; CREATE VIEW leaky.names AS SELECT name FROM read_models.person_v3',
    );
    expect(await sourcesOf('leaky')).toEqual(['read_models.person']);
    await owner.query('DROP SCHEMA leaky CASCADE');
  });

  it('stands in any row', async () => {
    const all: string[] = [];
    for (const { name } of REPORT_VIEWS) all.push(JSON.stringify(await rowsOf(name)));
    expect(all.join('\n')).not.toMatch(/kanari|990605|7788990011223|0812/i);
    const { rows } = await owner.query<{ row: string }>(
      'SELECT p::text AS row FROM read_models.person_v3 p',
    );
    expect(rows.map(({ row }) => row).join()).toMatch(/kanari.*990605/i);
  });

  it.each([
    ['read_models.person_v3', 'SELECT * FROM read_models.person_v3'],
    ['the words of names', 'SELECT * FROM read_models.name_word'],
    ['a read model', 'SELECT * FROM read_models.claim_file_v4'],
    ['the log', 'SELECT * FROM log.event'],
    ['the keys', 'SELECT * FROM privacy.subject_key'],
    ['the way to write', 'DELETE FROM reports.payouts'],
    ['a place for views', 'CREATE VIEW reports.mine AS SELECT 1'],
    ['the rights of the application', 'SET ROLE kelambu_application'],
  ])('is open to the role of reports: not %s', async (_, sql) => {
    await expect(tool.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('When another table takes the place of a read model', () => {
  const publish = () =>
    publishReports(async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      const { rows } = await owner.query(sql, [...parameters]);
      return rows as readonly Row[];
    });
  const identity = async () => {
    const { rows } = await owner.query<{ oid: string }>(
      `SELECT oid::text FROM pg_class WHERE relnamespace = 'reports'::regnamespace ORDER BY relname`,
    );
    return rows.map(({ oid }) => oid);
  };

  it('the views go over to it, and are left alone where nothing has changed', async () => {
    const before = await identity();
    await owner.query('SET ROLE kelambu_application');
    await publish();
    expect(await identity()).toEqual(before);

    const table = `${READ_MODELS_SCHEMA}.payout_register_v2`;
    await owner.query(`
      ALTER TABLE ${table} RENAME TO payout_register_before;
      CREATE TABLE ${table} (LIKE ${READ_MODELS_SCHEMA}.payout_register_before INCLUDING ALL)`);
    expect(await rowsOf('payouts')).toHaveLength(1);
    await publish();
    expect(await rowsOf('payouts')).toEqual([]);
    await owner.query(`DROP TABLE ${READ_MODELS_SCHEMA}.payout_register_before`);
    await owner.query('RESET ROLE');
  });
});
