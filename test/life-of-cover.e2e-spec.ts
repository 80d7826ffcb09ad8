import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// What becomes of cover after it was asked for, and what a claim that was accepted under it makes of that.

const PAKE = 'pake-kelambu-2024';

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  await administrator.post('/v1/programmes', agreement(PAKE, { confirmation: 'payer' }));
});
afterAll(() => office.close());

type Period = Json & { readonly id: string };
type Body = {
  readonly participant: { readonly id: string; readonly coveragePeriods: readonly Period[] };
  readonly events: readonly { readonly type: string }[];
  readonly code?: string;
  readonly facts?: Json;
};

const typesIn = ({ body }: Answer<Body>) => body.events.map(({ type }) => type);
const periodIn = ({ body }: Answer<Body>): Period => {
  const period = body.participant.coveragePeriods.at(-1);
  if (!period) throw new Error('There is no period.');
  return period;
};

/** Enrolled, and covered from October to December 2024 as the payer confirmed it. */
const covered = async (serial: number) => {
  const enrolled = await enroller.post<Body>('/v1/participants', {
    ...newcomer(serial),
    programme: PAKE,
  });
  const path = `/v1/participants/${enrolled.body.participant.id}`;
  const asked = await enroller.post<Body>(`${path}/coverage-periods`, {
    programme: PAKE,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-15',
    declaredIncome: rupiah(1_000_000),
  });
  const periodPath = `${path}/coverage-periods/${periodIn(asked).id}`;
  const start = { from: '2024-10-01', reference: 'BPJS-1', kpj: '99016000001' };
  const started = await enroller.post<Body>(`${periodPath}/starts`, start);
  return { id: enrolled.body.participant.id, periodPath, start, started };
};

describe('A period of cover that the payer has started', () => {
  let period: Awaited<ReturnType<typeof covered>>;
  let seen: string | null;
  const tell = async (who: ApiClient, path: string, body: Json) => {
    const ifMatch = /corrections|annulments/.test(path) ? seen : null;
    const answer = await who.post<Body>(`${period.periodPath}${path}`, body, { ifMatch });
    if (answer.status < 300) seen = answer.version;
    return answer;
  };

  beforeAll(async () => {
    period = await covered(1);
    seen = period.started.version;
  });

  it('says nothing when the payer’s word comes again, and refuses another card number', async () => {
    const again = await tell(enroller, '/starts', period.start);
    expect([again.status, typesIn(again)]).toEqual([200, []]);

    const other = await tell(enroller, '/starts', { ...period.start, kpj: '99016000002' });
    expect([other.status, other.body.code]).toEqual([409, 'period-not-requested']);
    expect(other.body.facts).toMatchObject({ from: '2024-10-01', reference: 'BPJS-1' });
    expect(JSON.stringify(other.body)).not.toContain('9901600000');
  });

  it('is extended, and ends early', async () => {
    const why = { reasonCode: 'agreement_extended', reference: 'BPJS-2' };
    const later = await tell(enroller, '/extensions', { lastCoveredOn: '2024-12-31', ...why });
    expect(typesIn(later)).toEqual(['CoverageExtended']);
    const beyond = await tell(enroller, '/extensions', { lastCoveredOn: '2025-01-01', ...why });
    expect([beyond.status, beyond.body.code]).toEqual([422, 'outside-programme']);

    const employed = { lastCoveredOn: '2024-11-30', reasonCode: 'became_employee' };
    const ended = await tell(enroller, '/endings', employed);
    expect(typesIn(ended)).toEqual(['CoverageEnded']);
    expect(periodIn(ended)).toMatchObject({ status: 'started', lastCoveredOn: '2024-11-30' });
  });

  it('is corrected and annulled by a supervisor alone, who says which version was seen', async () => {
    const body = { declaredIncome: rupiah(1_200_000), reasonCode: 'typing_error' };
    const barred = await tell(enroller, '/corrections', body);
    expect([barred.status, barred.body.code]).toEqual([403, 'forbidden']);
    const blind = await supervisor.post<Body>(`${period.periodPath}/corrections`, body);
    expect(blind.status).toBe(428);

    const corrected = await tell(supervisor, '/corrections', body);
    expect(typesIn(corrected)).toEqual(['CoverageCorrected']);
    expect(periodIn(corrected)).toMatchObject({ declaredIncome: rupiah(1_200_000) });

    const annulled = await tell(supervisor, '/annulments', { reasonCode: 'wrong_person' });
    expect(typesIn(annulled)).toEqual(['CoverageAnnulled']);
    const day = await enroller.get<{ coverage: readonly Json[] }>(
      `/v1/participants/${period.id}/coverage?on=2024-10-14&minPosition=${annulled.position ?? ''}`,
    );
    expect(day.body.coverage.map(({ cover }) => cover)).toEqual(['not_covered', 'not_covered']);
  });
});

describe('A claim that was accepted and assessed under cover', () => {
  const assessed = async (serial: number) => {
    const { id, periodPath, started } = await covered(serial);
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/accident-claims', {
      participantId: id,
      accidentKind: 'accident',
      occurredOn: '2024-12-02',
      reportedOn: '2024-12-03',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
      chronology: 'Jatuh dari pohon karet.',
    });
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/treatment-bills', {
      facilityId: 'rsud-sekayu',
      invoiceNumber: `INV-${serial}`,
      from: '2024-12-02',
      to: '2024-12-05',
      items: [{ code: 'inpatient', claimed: rupiah(1_000_000) }],
      paidTo: 'facility',
    });
    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
    const approve = () =>
      claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {}, {});
    return { claim, periodPath, seen: started.version, approve };
  };

  it('is approved while nothing has changed, also where the cover was extended', async () => {
    const { periodPath, approve } = await assessed(11);
    const longer = { lastCoveredOn: '2024-12-31', reasonCode: 'agreement_extended' };
    expect((await enroller.post(`${periodPath}/extensions`, longer)).status).toBe(200);
    expect((await approve()).status).toBe(200);
  });

  it.each([
    ['ends before the day of the accident', 'endings', { lastCoveredOn: '2024-12-01' }],
    ['begins after it', 'corrections', { from: '2024-12-03' }],
    ['had another income', 'corrections', { declaredIncome: rupiah(1_500_000) }],
    ['never was', 'annulments', {}],
  ])('is not approved once the cover %s: the facts have changed', async (_, path, changed) => {
    const { periodPath, seen, approve } = await assessed(20 + serial++);
    const who = path === 'endings' ? enroller : supervisor;
    const body = { ...changed, reasonCode: 'typing_error' };
    const told = await who.post<CaseAnswer>(`${periodPath}/${path}`, body, { ifMatch: seen });
    expect(told.status).toBe(200);

    const refused = await approve();
    expect([refused.status, refused.body.code]).toEqual([409, 'facts-changed']);
  });
});

let serial = 0;
