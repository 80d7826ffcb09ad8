import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ApiClient, Answer, Json } from '../src/demo/api-client';
import { leaves } from '../src/platform/event-store/leaf/leaves';
import { publicId, readPublicId } from '../src/platform/http/public-ids';
import {
  agreement,
  type CaseAnswer,
  CaseFile,
  newcomer,
  rupiah,
  typesIn,
} from './support/case-file';
import { freshDatabase, type FreshDatabase } from './support/database';
import { type OfficeOn, officeOn } from './support/office-on';

// A person is forgotten: by two people, once nothing is owed any more, and for ever. The money stays.

let database: FreshDatabase;
let folder: string;
let office: OfficeOn;
let superuser: Client;
let administrator: ApiClient;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let auditor: ApiClient;

const PROGRAMME = 'santunan-desa-2021';

const open = async (): Promise<void> => {
  office = await officeOn({ url: database.url, folder });
  administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  auditor = await office.asWhoMayOpen('auditor-1', 'auditor');
};

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-erasure-'));
  superuser = new Client({ connectionString: database.url });
  await superuser.connect();
  await open();
  await administrator.post(
    '/v1/programmes',
    agreement(PROGRAMME, {
      payer: 'office',
      mode: 'disbursed',
      from: '2021-10-01',
      lastDay: '2026-12-31',
    }),
  );
});
afterAll(async () => {
  await office.stop();
  await superuser.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

// --- what the stories need ----------------------------------------------------------------------------------------

type ParticipantAnswer = CaseAnswer & {
  readonly participant: Json & {
    readonly id: string;
    readonly person: unknown;
    readonly family: readonly { readonly id: string; readonly person: unknown }[];
  };
};
type ErasureAnswer = CaseAnswer & {
  readonly erasure: Json & { readonly requestId: string; readonly status: string };
  readonly facts?: Json;
};

const enrolled = async (serial: number): Promise<string> => {
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', {
    ...newcomer(serial),
    programme: PROGRAMME,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme: PROGRAMME,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};
const relative = async (participantId: string, relation: string, name: string) => {
  const { body } = await adjuster.post<ParticipantAnswer>(
    `/v1/participants/${participantId}/family-members`,
    { relation, name, birthDate: '1988-01-01', legalChild: false },
  );
  return body.participant.family.at(-1)?.id ?? '';
};
const shown = async (participantId: string) => {
  const position = await office.kelambu.platform.store.head();
  const { body } = await auditor.get<ParticipantAnswer>(
    `/v1/participants/${participantId}?minPosition=${position}`,
    { 'Access-Purpose': 'to see what is left' },
  );
  return body.participant;
};

const request = (subjectId: string, reasonCode = 'asked_by_the_person', who = administrator) =>
  who.post<ErasureAnswer>(`/v1/subjects/${subjectId}/erasures`, { reasonCode });
const approve = (
  subjectId: string,
  requested: Answer<ErasureAnswer>,
  { who = supervisor, key }: { readonly who?: ApiClient; readonly key?: string } = {},
) =>
  who.post<ErasureAnswer>(
    `/v1/subjects/${subjectId}/erasures/${requested.body.erasure.requestId}/approvals`,
    {},
    { ifMatch: '"1"', ...(key === undefined ? {} : { key }) },
  );
const erase = async (subjectId: string) => approve(subjectId, await request(subjectId));
const codeOf = ({ status, body }: Answer<CaseAnswer>) => [status, body.code];
const matters = ({ body }: Answer<ErasureAnswer>) => body.facts?.['matters'];

const insideOf = (subjectId: string) =>
  readPublicId('par', subjectId) ?? readPublicId('mem', subjectId) ?? '';
const keyRowOf = async (subjectId: string) => {
  const { rows } = await superuser.query<{ wrapped: Buffer | null; kek_id: string | null }>(
    'SELECT wrapped, kek_id FROM privacy.subject_key WHERE subject_id = $1',
    [insideOf(subjectId)],
  );
  return rows[0];
};

const accidentOf = async (participantId: string, claim = new CaseFile('/v1/claims')) => {
  await claim.open(adjuster, '/v1/accident-claims', {
    participantId,
    accidentKind: 'accident',
    occurredOn: '2024-10-14',
    reportedOn: '2024-10-15',
    reporterRelation: 'village',
    reporterName: 'Kepala Dusun',
    chronology: 'Jatuh dari pohon karet.',
  });
  return claim;
};
const withdrawn = (claim: CaseFile) =>
  claim.tell(adjuster, '/withdrawals', { reasonCode: 'family_withdrew' });

// --- one person forgets nothing alone -----------------------------------------------------------------------------

describe('A participant asks to be forgotten', () => {
  let id: string;
  let requested: Answer<ErasureAnswer>;
  beforeAll(async () => {
    id = await enrolled(1);
    requested = await request(id);
  });

  it('An administrator records it; nothing is lost yet', async () => {
    expect(requested.status).toBe(201);
    expect(typesIn(requested)).toEqual(['PersonErasureRequested']);
    expect(requested.body.erasure).toMatchObject({ subjectId: id, status: 'requested' });
    expect((await shown(id)).person).toMatchObject({ name: 'Pekerja 1' });
    const location = requested.headers.get('location') ?? '';
    expect((await auditor.get<ErasureAnswer>(location)).body.erasure).toEqual(
      requested.body.erasure,
    );
  });

  it('Asking again says nothing; another reason is refused', async () => {
    const again = await request(id);
    expect([again.status, again.body.events]).toEqual([200, []]);
    expect(codeOf(await request(id, 'retention_over'))).toEqual([409, 'erasure-requested']);
  });

  it('Nobody may do it who may not, and nobody both', async () => {
    expect(codeOf(await request(id, 'asked_by_the_person', supervisor))).toEqual([
      403,
      'forbidden',
    ]);
    expect(codeOf(await approve(id, requested, { who: administrator }))).toEqual([
      403,
      'forbidden',
    ]);
    const both = await office.as('administrator-1', 'administrator', 'supervisor');
    expect(codeOf(await approve(id, requested, { who: both }))).toEqual([403, 'self-approval']);
  });

  it('A dry run writes nothing and keeps the key', async () => {
    const before = await office.kelambu.platform.store.head();
    const { requestId } = requested.body.erasure;
    const tried = await supervisor.post<ErasureAnswer>(
      `/v1/subjects/${id}/erasures/${requestId}/approvals`,
      {},
      { ifMatch: '"1"', dryRun: true },
    );
    expect(typesIn(tried)).toEqual(['PersonErased']);
    expect(await office.kelambu.platform.store.head()).toBe(before);
    expect((await keyRowOf(id))?.wrapped).not.toBeNull();
  });

  it('A supervisor lets it happen: the key is empty and the name gone when the answer comes', async () => {
    const all = await leavesOfLog();
    const approved = await approve(id, requested, { key: 'the-key-of-the-approval' });
    expect([approved.status, typesIn(approved)]).toEqual([200, ['PersonErased']]);
    expect(approved.body.erasure).toMatchObject({ status: 'erased' });
    expect(await keyRowOf(id)).toMatchObject({ wrapped: null, kek_id: null });
    const { rows } = await superuser.query<{ row: string }>(
      'SELECT person::text AS row FROM read_models.person_v3 AS person WHERE id = $1',
      [insideOf(id)],
    );
    expect(rows.map(({ row }) => row)).toEqual([`(${insideOf(id)},t,f,,,{},,,,,,,[])`]);
    expect((await leavesOfLog()).slice(0, all.length)).toEqual(all);
  });

  it('The same approval again gives the first answer, and another says nothing', async () => {
    const again = await approve(id, requested, { key: 'the-key-of-the-approval' });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(typesIn(again)).toEqual(['PersonErased']);
    const { requestId } = requested.body.erasure;
    const other = await supervisor.post<ErasureAnswer>(
      `/v1/subjects/${id}/erasures/${requestId}/approvals`,
      {},
      { ifMatch: '"2"' },
    );
    expect([other.status, other.body.events]).toEqual([200, []]);
  });

  it('Who opens the file or the history reads "erased", whatever right he has', async () => {
    const participant = await shown(id);
    expect(participant.person).toBe('erased');
    expect(participant).toMatchObject({ programme: PROGRAMME, villageCode: '16.06.05.2001' });
    const { body } = await auditor.get<{ history: readonly Json[] }>(
      `/v1/participants/${id}/history`,
      { 'Access-Purpose': 'to see what is left' },
    );
    expect(body.history[0]).toMatchObject({
      type: 'ParticipantEnrolled',
      personal: { [id]: 'erased' },
    });
  });

  it('The NIK is not enrolled again, alone or in a batch, and nothing is written about the person', async () => {
    const again = { ...newcomer(1), programme: PROGRAMME };
    expect(codeOf(await enroller.post<CaseAnswer>('/v1/participants', again))).toEqual([
      409,
      'person-erased',
    ]);
    expect(
      codeOf(await adjuster.post<CaseAnswer>('/v1/participants/lookups', { nik: newcomer(1).nik })),
    ).toEqual([404, 'not-found']);
    const batch = await enroller.post<{ rows: readonly Json[] }>('/v1/participant-batches', {
      programme: PROGRAMME,
      rows: [newcomer(1), newcomer(2)],
    });
    expect(batch.body.rows).toMatchObject([
      { outcome: 'refused', code: 'person-erased' },
      { outcome: 'enrolled' },
    ]);
    const report = await adjuster.post<CaseAnswer>('/v1/accident-claims', {
      participantId: id,
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-15',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
      chronology: 'Jatuh dari pohon karet.',
    });
    expect(codeOf(report)).toEqual([409, 'person-erased']);
  });
});

const leavesOfLog = async (): Promise<readonly string[]> => {
  const all: string[] = [];
  for await (const { leaf } of leaves(office.kelambu.platform.store)) all.push(leaf);
  return all;
};

describe('Nobody of that id', () => {
  const nobody = 'b2ad5d0c-6d5e-5e0c-8a55-1c1f3f1d2a11';
  it.each([
    ['a participant who was never enrolled', publicId('par', nobody)],
    ['a person whom nothing names', publicId('mem', nobody)],
    ['a claim', publicId('clm', nobody)],
    ['a NIK', '9906051708900001'],
  ])('is erased: %s', async (_who, id) => {
    expect(codeOf(await request(id))).toEqual([404, 'not-found']);
  });

  it('is a participant under another kind of id', async () => {
    const id = insideOf(await enrolled(3));
    expect(codeOf(await request(publicId('mem', id)))).toEqual([404, 'not-found']);
  });
});

describe('Whose cover runs', () => {
  it('is not erased before it has ended', async () => {
    const programme = 'for-a-century';
    const until = '2099-12-31';
    await administrator.post(
      '/v1/programmes',
      agreement(programme, { agreementNumber: 'B/99/2021', from: '2021-10-01', lastDay: until }),
    );
    const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', {
      ...newcomer(4),
      programme,
    });
    const { id } = body.participant;
    await enroller.post(`/v1/participants/${id}/coverage-periods`, {
      programme,
      from: '2024-10-01',
      lastCoveredOn: until,
      declaredIncome: rupiah(1_000_000),
    });
    const refused = await request(id);
    expect(codeOf(refused)).toEqual([409, 'cover-runs']);
    expect(refused.body.detail).toContain(until);
  });
});

// --- whoever is owed something must still be found ----------------------------------------------------------------

describe('While something is open', () => {
  it('a claim: its participant and its reporter stay, until it is over', async () => {
    const id = await enrolled(10);
    const claim = await accidentOf(id);
    const refused = await request(id);
    expect(codeOf(refused)).toEqual([409, 'person-owed']);
    expect(refused.body.facts).toEqual({ cases: [claim.body.number], matters: ['claim-open'] });
    expect(refused.body.detail).toContain(claim.body.number);

    const reporter = await reporterOf(claim);
    expect(codeOf(await request(reporter))).toEqual([409, 'person-owed']);
    await withdrawn(claim);
    expect((await erase(id)).status).toBe(200);
    expect((await erase(reporter)).status).toBe(200);
  });

  it('a recorded death that nobody has claimed: no report could be taken any more', async () => {
    const id = await enrolled(38);
    const wife = await relative(id, 'spouse', 'Istri Contoh');
    const died = { diedOn: '2024-11-20', knownOn: '2024-11-21', source: 'village' };
    const told = await adjuster.post(`/v1/participants/${id}/deaths`, died);
    expect(told.status).toBe(200);
    expect(codeOf(await request(id))).toEqual([409, 'death-unclaimed']);
    expect(codeOf(await request(wife))).toEqual([409, 'death-unclaimed']);
  });

  it('it is looked at again at the approval', async () => {
    const id = await enrolled(11);
    const requested = await request(id);
    const claim = await accidentOf(id);
    expect(codeOf(await approve(id, requested))).toEqual([409, 'person-owed']);
    expect((await keyRowOf(id))?.wrapped).not.toBeNull();
    await withdrawn(claim);
    expect((await approve(id, requested)).status).toBe(200);
  });

  it('a death: the whole family stays until its heirs are known, and each heir until he is paid', async () => {
    const id = await enrolled(12);
    const widow = await relative(id, 'spouse', 'Istri');
    const brother = await relative(id, 'sibling', 'Adik');
    const brothers = await request(brother);
    expect(brothers.status).toBe(201);

    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/death-claims', {
      participantId: id,
      diedOn: '2024-11-20',
      knownOn: '2024-11-21',
      reportedOn: '2024-11-21',
      cause: 'illness',
      reporterRelation: 'spouse',
      reporterName: 'Istri',
    });
    expect(matters(await approve(brother, brothers))).toEqual(['claim-open']);
    for (const person of [id, widow])
      expect(matters(await request(person))).toEqual(['claim-open']);

    await claim.tell(adjuster, '/heirs', {
      heirClass: 1,
      letterOn: '2024-11-25',
      heirs: [{ heirId: widow, share: { numerator: 1, denominator: 1 } }],
    });
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/death-benefits', {});
    const papers = [
      'form_4',
      'participant_card',
      'ktp',
      'heir_ktp',
      'death_certificate',
      'family_card',
    ];
    await claim.verifyPapers(adjuster, [...papers, 'heir_letter', 'marriage_book']);
    await claim.tell(adjuster, '/payee-accounts', {
      payeeKind: 'heir',
      payeeId: widow,
      bank: 'BRI',
      number: '1111111111',
      holder: 'Istri',
    });
    await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
    await claim.tell(adjuster, '/closings', { reasonCode: 'decided' });

    const early = await request(widow);
    expect([...codeOf(early), matters(early)]).toEqual([409, 'money-moving', ['payout-moving']]);
    // Who is no heir, and the one who died, are owed nothing.
    expect((await approve(brother, brothers)).status).toBe(200);

    const { id: payoutId } = claim.payout();
    await claim.tell(finance, `/v1/payouts/${payoutId}/sendings`, {});
    expect(codeOf(await request(widow))).toEqual([409, 'money-moving']);
    await claim.tell(finance, `/v1/payouts/${payoutId}/returns`, {
      returnedOn: '2024-12-04',
      reasonCode: 'account_closed',
    });
    expect(matters(await request(widow))).toEqual(['payout-owed']);
    await claim.tell(adjuster, `/v1/payouts/${payoutId}/replacements`, {
      reasonCode: 'account_closed',
    });
    const { id: next } = claim.payout(({ replaces }) => replaces === payoutId);
    const second = await office.as('supervisor-2', 'supervisor');
    await claim.tell(second, `/v1/payouts/${next}/approvals`, {});
    expect(codeOf(await request(widow))).toEqual([409, 'money-moving']);
    await claim.tell(finance, `/v1/payouts/${next}/sendings`, {});
    await claim.tell(finance, `/v1/payouts/${next}/confirmations`, {
      paidOn: '2024-12-06',
      amount: rupiah(42_000_000),
    });
    for (const person of [widow, id]) expect((await erase(person)).status).toBe(200);
    expect((await shown(id)).family.map(({ person }) => person)).toEqual(['erased', 'erased']);
  });
});

const reporterOf = async (claim: CaseFile): Promise<string> => {
  const { body } = await auditor.get<{ history: readonly { data: Json }[] }>(
    `/v1/claims/${claim.body.id}/history`,
  );
  return String(body.history[0]?.data['reporterId']);
};

// --- at the next start --------------------------------------------------------------------------------------------

describe('When Kelambu starts again', () => {
  it('whose erasure was written stays erased, though the key came back from an older backup', async () => {
    const id = await enrolled(20);
    const before = await keyRowOf(id);
    await erase(id);
    await office.stop();
    await superuser.query('SET session_replication_role = replica');
    await superuser.query(
      'UPDATE privacy.subject_key SET wrapped = $2, kek_id = $3, emptied_at = NULL WHERE subject_id = $1',
      [insideOf(id), before?.wrapped, before?.kek_id],
    );
    await superuser.query('RESET session_replication_role');
    expect((await keyRowOf(id))?.wrapped).not.toBeNull();

    await open();
    expect(await keyRowOf(id)).toMatchObject({ wrapped: null });
    expect((await shown(id)).person).toBe('erased');
  });

  it('a table of names that is built again brings nobody back', async () => {
    const [gone, there] = [await enrolled(21), await enrolled(22)];
    await erase(gone);
    await office.stop();
    await superuser.query('DROP TABLE read_models.person_v3');
    await open();
    expect((await shown(gone)).person).toBe('erased');
    expect((await shown(there)).person).toMatchObject({ name: 'Pekerja 22' });
  });
});
