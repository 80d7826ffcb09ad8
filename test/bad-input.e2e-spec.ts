import type { ApiClient, Json } from '../src/demo/api-client';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Each wrong wish gets a problem with a stable code in both languages, and writes nothing.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;

const PAKE = 'pake-kelambu-2024';
const OWN = 'santunan-desa-2021';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  await administrator.post('/v1/programmes', agreement(PAKE));
  await administrator.post(
    '/v1/programmes',
    agreement(OWN, {
      payer: 'office',
      mode: 'disbursed',
      from: '2021-10-01',
      lastDay: '2026-12-31',
    }),
  );
});
afterAll(() => office.close());

type Problem = {
  readonly code: string;
  readonly detail: string;
  readonly status: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
  readonly [field: string]: unknown;
};

/** Asks in both languages, each under a key of its own, and makes sure that the log has not grown. */
const refused = async (
  who: ApiClient,
  path: string,
  body: object | string,
  options: { readonly ifMatch?: string | null } = {},
): Promise<Problem> => {
  const { store } = office.kelambu.platform;
  const before = await store.head();
  const id = await who.post<Problem>(path, body, { ...options, language: 'id' });
  const en = await who.post<Problem>(path, body, { ...options, language: 'en' });

  expect(await store.head()).toBe(before);
  expect(id.headers.get('content-type')).toContain('application/problem+json');
  expect(id.body.code).toBe(en.body.code);
  expect(id.body.status).toBe(id.status);
  expect(id.body.detail).not.toBe(en.body.detail);
  expect(JSON.stringify([id.body, en.body])).not.toContain('990605');
  return id.body;
};

const participant = async (serial: number, programme = PAKE, changed: Json = {}) => {
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', {
    ...newcomer(serial, changed),
    programme,
  });
  return body.participant.id;
};

const cover = (from: string, lastCoveredOn: string, programme = PAKE) => ({
  programme,
  from,
  lastCoveredOn,
  declaredIncome: rupiah(1_000_000),
});

describe('A NIK', () => {
  const withNik = (nik: string) =>
    JSON.stringify({ ...newcomer(1), nik: 'NIK', programme: PAKE }).replace('"NIK"', nik);

  it.each([
    ['as a number, that has lost its last digit', '9906051708900003'],
    ['of 15 digits', '"990605170890003"'],
    ['with month 13', '"9906051713900003"'],
    ['with serial 0000', '"9906051708900000"'],
  ])('%s is refused with what to do', async (_, nik) => {
    const { code, status, errors } = await refused(enroller, '/v1/participants', withNik(nik));
    expect([status, code]).toEqual([400, 'nik-invalid']);
    expect(errors).toEqual([expect.objectContaining({ pointer: '/nik' })]);
  });

  it('of somebody enrolled with other facts names who is recorded', async () => {
    const id = await participant(2);
    const other = { ...newcomer(2, { name: 'Nama Lain' }), programme: PAKE };
    const { code, status, existing } = await refused(enroller, '/v1/participants', other);
    expect([status, code]).toEqual([409, 'already-enrolled']);
    expect(existing).toMatchObject({ id });
  });

  it('is one, however it is written', async () => {
    const id = await participant(3);
    const spaced = newcomer(3, { nik: '9906 0517 0890.0003' });
    const { body, status } = await enroller.post<CaseAnswer & { participant: { id: string } }>(
      '/v1/participants',
      { ...spaced, programme: PAKE },
    );
    expect([status, body.participant.id, body.events]).toEqual([200, id, []]);
  });
});

describe('A NIK in a field that stays readable for ever', () => {
  it('is refused, and a long number of a bank is not', async () => {
    const id = await participant(5);
    const path = `/v1/participants/${id}/coverage-periods`;
    const asked = cover('2024-10-01', '2024-12-31');
    const named = { ...asked, reference: 'NIK 9906051708900005' };
    const { code, errors } = await refused(enroller, path, named);
    expect([code, errors?.[0]?.code]).toEqual(['validation', 'text-names-nik']);

    const banked = { ...asked, reference: 'TRF 20241203101500123456' };
    expect((await enroller.post(path, banked)).status).toBe(200);
  });
});

describe('Cover', () => {
  it('that overlaps by one day is refused, the day after is not', async () => {
    const id = await participant(10);
    const path = `/v1/participants/${id}/coverage-periods`;
    await enroller.post(path, cover('2024-10-01', '2024-10-31'));

    const overlapping = await refused(enroller, path, cover('2024-10-31', '2024-11-30'));
    expect([overlapping.status, overlapping.code]).toEqual([409, 'coverage-overlaps']);
    expect((await enroller.post(path, cover('2024-11-01', '2024-11-30'))).status).toBe(200);
  });

  it('outside its programme is refused', async () => {
    const id = await participant(11);
    const path = `/v1/participants/${id}/coverage-periods`;
    const { code } = await refused(enroller, path, cover('2024-09-30', '2024-10-31'));
    expect(code).toBe('outside-programme');
  });
});

describe('An amount of', () => {
  it.each(['42000000.5', '"42000000"', '-1', '1e400', '4.2e7', '42000000.0', 'null', '1e16'])(
    '%s rupiah is refused with the right form',
    async (amount) => {
      const id = await participant(20);
      const body = JSON.stringify({ ...cover('2024-10-01', '2024-12-31'), declaredIncome: 'SUM' });
      const { code, status, errors } = await refused(
        enroller,
        `/v1/participants/${id}/coverage-periods`,
        body.replace('"SUM"', `{"amount":${amount},"currency":"IDR"}`),
      );
      expect([status, code]).toEqual([400, 'validation']);
      expect(errors?.[0]?.pointer).toBe('/declaredIncome/amount');
    },
  );
});

describe('A command', () => {
  it('with an unknown field is refused', async () => {
    const body = { ...newcomer(30), programme: PAKE, nickname: 'X' };
    const { code, errors } = await refused(enroller, '/v1/participants', body);
    expect([code, errors?.[0]]).toEqual([
      'validation',
      expect.objectContaining({ pointer: '/nickname', code: 'unknown-field' }),
    ]);
  });

  it('without an Idempotency-Key is refused', async () => {
    const { kelambu } = office;
    const before = await kelambu.platform.store.head();
    const { body, status } = await enroller.post<Problem>(
      '/v1/participants',
      { ...newcomer(31), programme: PAKE },
      { key: null },
    );
    expect([status, body.code]).toEqual([400, 'idempotency-key-missing']);
    expect(await kelambu.platform.store.head()).toBe(before);
  });

  it('under a key that was used for another wish is refused, on the same path and on another', async () => {
    const wish = { ...newcomer(32), programme: PAKE };
    const key = 'a-key-of-mine';
    const first = await enroller.post<{ participant: { id: string } }>('/v1/participants', wish, {
      key,
    });
    const other = { ...newcomer(33), programme: PAKE };
    for (const [path, body] of [
      ['/v1/participants', other],
      [
        `/v1/participants/${first.body.participant.id}/coverage-periods`,
        cover('2024-10-01', '2024-12-31'),
      ],
    ] as const) {
      const reused = await enroller.post<Problem>(path, body, { key });
      expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
    }

    const again = await enroller.post('/v1/participants', wish, { key });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect({ ...again.body }).toEqual({ ...first.body });
    expect(again.status).toBe(first.status);
  });

  it('is refused to a role that may not, and to nobody at all', async () => {
    const forbidden = await refused(adjuster, '/v1/participants', {
      ...newcomer(34),
      programme: PAKE,
    });
    expect([forbidden.status, forbidden.code]).toEqual([403, 'forbidden']);

    const stranger = await fetch(`${office.kelambu.url}/v1/participants`, { method: 'POST' });
    expect(stranger.status).toBe(401);
  });

  it('may be tried out without writing anything', async () => {
    const before = await office.kelambu.platform.store.head();
    const dry = await enroller.post<CaseAnswer>(
      '/v1/participants',
      { ...newcomer(35), programme: PAKE },
      { dryRun: true },
    );
    expect(dry.body.events.map(({ type }) => type)).toEqual(['ParticipantEnrolled']);
    expect(await office.kelambu.platform.store.head()).toBe(before);
  });
});

describe('A judgement', () => {
  const claim = new CaseFile('/v1/claims');

  beforeAll(async () => {
    const participantId = await participant(40);
    const path = `/v1/participants/${participantId}/coverage-periods`;
    await enroller.post(path, cover('2024-10-01', '2024-12-31'));
    await claim.open(adjuster, '/v1/accident-claims', {
      participantId,
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-15',
      reporterRelation: 'self',
      reporterName: 'Pekerja',
    });
  });

  it('without If-Match is refused, and so is one on a version that is no longer', async () => {
    const path = `/v1/claims/${claim.body.id}/acceptances`;
    const blind = await refused(adjuster, path, {});
    expect([blind.status, blind.code]).toEqual([428, 'precondition-required']);

    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
    const stale = await refused(adjuster, path, {}, { ifMatch: '"1"' });
    expect([stale.status, stale.code]).toEqual([412, 'version-conflict']);
    expect(stale['currentVersion']).toBe(claim.body.version);
    expect(stale['since']).toContainEqual(expect.objectContaining({ type: 'DocumentVerified' }));
  });

  it('of one’s own assessment is refused', async () => {
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/treatment-bills', {
      facilityId: 'rsud-sekayu',
      invoiceNumber: 'INV-1',
      from: '2024-10-14',
      to: '2024-10-16',
      items: [{ code: 'inpatient', claimed: rupiah(1_000_000) }],
      paidTo: 'facility',
    });
    const both = await office.as('adjuster-1', 'adjuster', 'supervisor');
    const path = `/v1/benefits/${claim.benefit().id}/approvals`;
    const ifMatch = `"${claim.body.version}"`;
    const own = await refused(both, path, {}, { ifMatch });
    expect([own.status, own.code]).toEqual([403, 'self-approval']);
  });

  it('of a payout that was never scheduled is refused', async () => {
    const { id } = claim.benefit();
    const never = `/v1/payouts/${id.replace('ben_', 'pyt_')}/sendings`;
    const ifMatch = `"${claim.body.version}"`;
    const { code, status } = await refused(finance, never, {}, { ifMatch });
    expect([status, code]).toEqual([409, 'payout-not-scheduled']);
  });
});

describe('A scholarship', () => {
  const family = async (serial: number, months: number, children: number) => {
    const participantId = await participant(serial, OWN);
    const path = `/v1/participants/${participantId}`;
    // Covered and paid for so many months, up to the one before the death: nothing is in arrears.
    const firstMonth = new Date(Date.UTC(2024, 9 - months, 1)).toISOString().slice(0, 7);
    const covering = cover(`${firstMonth}-01`, '2024-12-31', OWN);
    await enroller.post(`${path}/coverage-periods`, covering);
    const member = async (told: object) => {
      const { body } = await adjuster.post<{ participant: { family: readonly { id: string }[] } }>(
        `${path}/family-members`,
        told,
      );
      return body.participant.family.at(-1)?.id ?? '';
    };
    const mother = await member({ relation: 'spouse', name: 'Ibu', birthDate: '1985-05-05' });
    const ids: string[] = [];
    for (let child = 0; child < children; child++) {
      const [name, birthDate] = [`Anak ${child}`, `201${child}-05-05`];
      ids.push(await member({ relation: 'child', legalChild: true, name, birthDate }));
    }
    const voucher = { on: '2024-10-01', amount: rupiah(1) };
    await finance.post('/v1/contribution-payments', {
      programme: OWN,
      fromMonth: firstMonth,
      toMonth: '2024-09',
      invoice: { number: `INV-${serial}`, ...voucher },
      sp2d: { number: 'S', ...voucher },
      receipt: { number: 'K', ...voucher },
    });
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/death-claims', {
      participantId,
      diedOn: '2024-10-10',
      knownOn: '2024-10-10',
      reportedOn: '2024-10-10',
      cause: 'illness',
      reporterRelation: 'village',
      reporterName: 'Kadus',
    });
    await claim.tell(adjuster, '/acceptances', {});
    const scholarship = new CaseFile('/v1/scholarships');
    const answer = await scholarship.open(adjuster, '/v1/scholarships', {
      claimId: claim.body.id,
      childIds: ids,
    });
    return { ids, mother, scholarship, answer };
  };

  it('at 29 months is recorded and assessed at nothing, and never approved', async () => {
    const { scholarship, answer } = await family(50, 29, 1);
    expect(answer.body.warnings.map(({ code }) => code)).toEqual(['scholarship-needs-three-years']);
    expect(scholarship.benefit().total).toEqual(rupiah(0));

    const path = `/v1/benefits/${scholarship.benefit().id}/approvals`;
    const ifMatch = `"${scholarship.body.version}"`;
    const { code, status, rule } = await refused(supervisor, path, {}, { ifMatch });
    expect([status, code]).toEqual([422, 'scholarship-needs-three-years']);
    expect(rule).toMatchObject({ version: 'PP-82-2019' });
  });

  it('has no place for a third child: that year is never approved', async () => {
    const { ids, mother, scholarship, answer } = await family(51, 36, 3);
    expect(answer.body.warnings.map(({ code }) => code)).toEqual(['scholarship-child-limit']);
    const papers = ['application', 'family_card', 'guardian_ktp'];
    await scholarship.verifyPapers(adjuster, papers);
    for (const id of ids) await scholarship.verifyPapers(adjuster, ['birth_certificate'], id);
    const grant = `/v1/benefits/${scholarship.benefit().id}/approvals`;
    await scholarship.tell(supervisor, grant, {});

    const year = { level: 'sd', grade: 3, schoolYear: 2024 };
    const sister = { ...year, childId: ids[2], guardianId: ids[0] };
    const years = `/v1/scholarships/${scholarship.body.id}/years`;
    const seen = { ifMatch: `"${scholarship.body.version}"` };
    const minor = await refused(adjuster, years, sister, seen);
    expect([minor.status, minor.code]).toEqual([422, 'guardian-missing']);
    await scholarship.tell(adjuster, '/years', { ...sister, guardianId: mother });
    const path = `/v1/benefits/${scholarship.benefit().id}/approvals`;
    const ifMatch = `"${scholarship.body.version}"`;
    const { code, status } = await refused(supervisor, path, {}, { ifMatch });
    expect([status, code]).toEqual([422, 'scholarship-child-limit']);
  });
});
