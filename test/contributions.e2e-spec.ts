import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient, Json } from '../src/demo/api-client';
import { FinishInterrupted } from '../src/contribution/finish-interrupted';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { freshDatabase } from './support/database';
import { type OfficeOn, officeOn } from './support/office-on';

// Contributions paid for many at once, what comes back of them, and the controls that an auditor begins with.

const PAKE = 'pake-kelambu-2024';
const TARIFF = 16_800;
const HEADS = 12;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
let office: OfficeOn;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;

const opened = async () => {
  office = await officeOn({ url: database.url, folder });
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
};
beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-contributions-'));
  await opened();
  const administrator = await office.as('administrator-1', 'administrator');
  await administrator.post('/v1/programmes', agreement(PAKE, { from: '2024-01-01' }));
});
afterAll(async () => {
  await office.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Batch = { readonly rows: readonly { readonly id: string }[] };
type Payment = {
  readonly contributionPayment: Json & { readonly id: string };
  readonly warnings: readonly Json[];
  readonly events: readonly { readonly type: string }[];
  readonly code?: string;
};
type Report = { readonly rows: readonly Json[]; readonly payments: readonly Json[] };

const covered = async (first: number, heads: number, from: string, lastCoveredOn: string) => {
  const { body } = await enroller.post<Batch>('/v1/participant-batches', {
    programme: PAKE,
    coverage: { from, lastCoveredOn, declaredIncome: rupiah(1_000_000) },
    rows: Array.from({ length: heads }, (_, index) => newcomer(first + index)),
  });
  return body.rows.map(({ id }) => id);
};

const invoice = (fromMonth: string, toMonth: string, amount: number) => {
  const voucher = (number: string) => ({ number, on: `${fromMonth}-10`, amount: rupiah(amount) });
  return {
    programme: PAKE,
    fromMonth,
    toMonth,
    invoice: voucher(`INV-${fromMonth}`),
    sp2d: voucher(`SP2D-${fromMonth}`),
    receipt: voucher(`KW-${fromMonth}`),
  };
};

const controls = async (position: string | null, query = '') => {
  const path = `/v1/reports/contributions?minPosition=${position ?? '0'}${query}`;
  return (await finance.get<Report>(path)).body;
};

/** Nothing more can be written once five people have their part. */
const cutOff = async <Answer>(paid: () => Promise<Answer>): Promise<Answer> => {
  const { store } = office.kelambu.platform;
  const append = store.append.bind(store);
  let parts = 0;
  jest.spyOn(store, 'append').mockImplementation((chain) => {
    const isPart = chain.some(({ stream }) => stream.startsWith('participant-'));
    return isPart && ++parts > 5 ? Promise.reject(new Error('The line is cut.')) : append(chain);
  });
  const answer = await paid();
  jest.restoreAllMocks();
  return answer;
};

describe('A payment that was cut off half way', () => {
  let ids: readonly string[];
  let key: string;

  it('leaves a fact with its heads, and contributions in some streams only', async () => {
    ids = await covered(1, HEADS, '2024-10-01', '2024-12-31');
    key = 'october-to-december';
    const answer = await cutOff(() =>
      finance.post('/v1/contribution-payments', invoice('2024-10', '2024-12', HEADS * 3 * TARIFF), {
        key,
      }),
    );
    expect(answer.status).toBe(500);
    await office.stop();
  });

  it('is finished at the next start, and its repeat finds it written', async () => {
    await opened();
    const known = await finance.get<Report>('/v1/reports/contributions');
    const id = String(known.body.payments[0]?.['id']);
    const path = `/v1/contribution-payments/${id}`;
    await until(async () => {
      const { body } = await finance.get<Payment>(path);
      return body.contributionPayment['complete'] === true;
    });
    const { body } = await finance.get<Payment>(path);
    expect(body.contributionPayment).toMatchObject({ heads: HEADS, recorded: HEADS });

    const again = await finance.post<Payment>(
      '/v1/contribution-payments',
      invoice('2024-10', '2024-12', HEADS * 3 * TARIFF),
      { key },
    );
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const report = await controls(again.position);
    expect(report.rows.map(({ headsPaid, paidTwice }) => [headsPaid, paidTwice])).toEqual([
      [HEADS, 0],
      [HEADS, 0],
      [HEADS, 0],
    ]);
  });

  it.each(['invoice', 'sp2d', 'receipt'] as const)('has no %s of a day to come', async (paper) => {
    const told = invoice('2024-10', '2024-11', TARIFF);
    const early = { ...told, [paper]: { ...told[paper], on: '2199-01-01' } };
    const { status, body } = await finance.post('/v1/contribution-payments', early);
    expect([status, body['code']]).toEqual([422, 'day-in-future']);
  });

  it('has control totals by month that agree: heads x tariff = invoice = SP2D = receipt', async () => {
    const sum = HEADS * TARIFF;
    const { rows, payments } = await controls(null, `&from=2024-10&to=2024-12&programme=${PAKE}`);
    for (const row of rows)
      expect(row).toMatchObject({
        headsCovered: HEADS,
        due: sum,
        invoice: sum,
        sp2d: sum,
        receipt: sum,
        refunded: 0,
        difference: 0,
        paidWithoutCover: 0,
        coveredWithoutPayment: 0,
      });
    expect(payments).toMatchObject([
      { due: 3 * sum, differences: { invoice: 0, sp2d: 0, receipt: 0 }, complete: true },
    ]);
  });

  it('shows a head paid without cover once the cover has ended, and a refund settles it', async () => {
    const [id] = ids;
    const card = await enroller.get<{
      participant: { coveragePeriods: readonly { id: string }[] };
    }>(`/v1/participants/${id ?? ''}`);
    const period = card.body.participant.coveragePeriods[0]?.id ?? '';
    const ended = await enroller.post(
      `/v1/participants/${id ?? ''}/coverage-periods/${period}/endings`,
      { lastCoveredOn: '2024-11-05', reasonCode: 'became_employee' },
    );
    const before = await controls(ended.position);
    expect(before.rows.map(({ paidWithoutCover }) => paidWithoutCover)).toEqual([0, 0, 1]);
    expect(before.rows.at(-1)).toMatchObject({ difference: TARIFF });
    const heads = await finance.get<{ data: readonly Json[] }>(
      `/v1/reports/contributions/heads?programme=${PAKE}&month=2024-12&kind=paid_without_cover`,
    );
    expect(heads.body.data).toEqual([{ participantId: id, timesPaid: 1 }]);

    const payment = String(before.payments[0]?.['id']);
    const wish = {
      participantIds: [id],
      fromMonth: '2024-12',
      toMonth: '2024-12',
      amount: rupiah(TARIFF),
      refundedOn: '2025-01-20',
      reference: 'BPJS-REF-1',
      reasonCode: 'cover_ended_early',
    };
    const path = `/v1/contribution-payments/${payment}/refunds`;
    const refunded = await finance.post<Payment>(path, wish);
    expect(refunded.body.events.map(({ type }) => type)).toEqual(['ContributionPaymentRefunded']);
    expect(refunded.body.contributionPayment['refund']).toMatchObject({ heads: 1, recorded: 1 });
    const again = await finance.post<Payment>(path, wish);
    expect([again.status, again.body.events]).toEqual([200, []]);
    // It speaks of what stands in each person's stream too, after the payment's own fact.
    expect(Number(again.position)).toBeGreaterThanOrEqual(Number(refunded.position));
    const twice = await finance.post<Payment>(path, { ...wish, reference: 'BPJS-REF-2' });
    expect([twice.status, twice.body.code]).toEqual([422, 'nothing-to-refund']);

    const after = await controls(again.position);
    expect(after.rows.at(-1)).toMatchObject({
      headsPaid: HEADS - 1,
      paidWithoutCover: 0,
      refunded: TARIFF,
      difference: 0,
    });
  });
});

describe('Contributions in arrears', () => {
  it('leave the funeral of a death by illness, and the rest once they are paid', async () => {
    const [participantId = ''] = await covered(101, 1, '2024-04-01', '2024-08-31');
    const paid = await finance.post(
      '/v1/contribution-payments',
      invoice('2024-04', '2024-05', 2 * TARIFF),
    );
    const spouse = await adjuster.post<{ participant: { family: readonly { id: string }[] } }>(
      `/v1/participants/${participantId}/family-members`,
      { relation: 'spouse', name: 'Istri', birthDate: '1990-01-01' },
    );
    const heirId = spouse.body.participant.family[0]?.id;
    const claim = new CaseFile('/v1/claims');
    const reported = await claim.open(adjuster, '/v1/death-claims', {
      participantId,
      diedOn: '2024-07-20',
      knownOn: '2024-07-21',
      reportedOn: '2024-07-21',
      cause: 'illness',
      reporterRelation: 'spouse',
      reporterName: 'Istri',
    });
    expect(reported.body.warnings.map(({ code }) => code)).toEqual(['contributions-in-arrears']);
    await claim.tell(adjuster, '/heirs', {
      heirClass: 1,
      letterOn: '2024-07-25',
      heirs: [{ heirId, share: { numerator: 1, denominator: 1 } }],
    });
    await claim.tell(adjuster, '/acceptances', {});
    expect(claim.body['acceptance']).toMatchObject({ cover: 'in_arrears' });
    await claim.tell(adjuster, '/death-benefits', {});
    expect(claim.benefit().total).toEqual(rupiah(10_000_000));

    const cover = await enroller.get<{ coverage: readonly Json[]; openPoints: readonly Json[] }>(
      `/v1/participants/${participantId}/coverage?on=2024-07-20&minPosition=${paid.position ?? ''}`,
    );
    expect(cover.body.coverage[1]).toMatchObject({
      cover: 'in_arrears',
      arrears: { months: 2, paidSince: false },
    });
    expect(cover.body.openPoints.map(({ name }) => name)).toEqual([
      'contributionDueOnDay',
      'arrearsCountedFrom',
      'recoveryEndsWith',
    ]);

    await finance.post('/v1/contribution-payments', invoice('2024-06', '2024-07', 2 * TARIFF));
    const approval = `/v1/benefits/${claim.benefit().id}/approvals`;
    await claim.verifyPapers(adjuster, [
      ...['form_4', 'participant_card', 'ktp', 'heir_ktp', 'death_certificate', 'family_card'],
      ...['heir_letter', 'marriage_book'],
    ]);
    const changed = await claim.tell(supervisor, approval, {});
    expect([changed.status, changed.body.code]).toEqual([409, 'facts-changed']);
    const returned = `/v1/benefits/${claim.benefit().id}/returns`;
    await claim.tell(supervisor, returned, { reasonCode: 'arrears_paid' });
    await claim.tell(adjuster, '/death-benefits', {});
    expect(claim.benefit().total).toEqual(rupiah(42_000_000));
  });

  it('of more than three months leave no right: the claim is recorded, and not accepted', async () => {
    const [participantId = ''] = await covered(201, 1, '2024-03-01', '2024-09-30');
    await finance.post('/v1/contribution-payments', invoice('2024-03', '2024-03', TARIFF));
    const claim = new CaseFile('/v1/claims');
    const report = await claim.open(adjuster, '/v1/accident-claims', {
      participantId,
      accidentKind: 'accident',
      occurredOn: '2024-07-16',
      reportedOn: '2024-07-17',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
      chronology: 'Jatuh.',
    });
    expect([report.status, report.body.warnings.map(({ code }) => code)]).toEqual([
      201,
      ['arrears-too-long'],
    ]);
    const refused = await claim.tell(adjuster, '/acceptances', {});
    expect([refused.status, refused.body.code]).toEqual([422, 'arrears-too-long']);
    expect(refused.body as CaseAnswer & Json).toMatchObject({
      rule: { citation: 'PP 44/2015 art. 39' },
      facts: { months: 4 },
    });
  });
});

describe('A payment that its command could not finish', () => {
  it('is finished by the process that lives on, once two looks have found it', async () => {
    await covered(301, HEADS, '2024-01-01', '2024-01-31');
    const sum = HEADS * TARIFF;
    const answer = await cutOff(() =>
      finance.post('/v1/contribution-payments', invoice('2024-01', '2024-01', sum)),
    );
    expect(answer.status).toBe(500);
    const standing = async () => {
      const { position } = await finance.get('/v1/reports/contributions');
      const { payments } = await controls(position, '&from=2024-01&to=2024-01');
      return payments.map(({ complete }) => complete);
    };
    const interrupted = office.kelambu.app.get(FinishInterrupted, { strict: false });
    await until(async () => (await standing()).length > 0);

    await interrupted.look();
    expect(await standing()).toEqual([false]);
    await interrupted.look();
    await until(async () => (await standing())[0] === true);
  });
});

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};
