import type { ApiClient, CommandOptions, Json } from '../src/demo/api-client';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// What a family hears before anything is written, and what they are assessed at later: the same.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
const PAKE = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  await (
    await office.as('administrator-1', 'administrator')
  ).post('/v1/programmes', agreement(PAKE));
});
afterAll(() => office.close());

const covered = async (serial: number, changed: Json = {}): Promise<string> => {
  const person = { ...newcomer(serial), programme: PAKE };
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', person);
  await enroller.post(`/v1/participants/${body.participant.id}/coverage-periods`, {
    ...{ programme: PAKE, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
    ...changed,
  });
  return body.participant.id;
};

type Line = {
  readonly kind: string;
  readonly code: string;
  readonly basis: string;
  readonly granted: { readonly amount: number } | null;
  readonly reasons: readonly { readonly code: string; readonly detail: string }[];
  readonly rule: { readonly scheduleId: string; readonly citation: string };
};
type Right = Json & {
  readonly scheme: string;
  readonly total: { readonly amount: number } | null;
  readonly cover: Json & { readonly detail: string };
  readonly benefits: readonly Line[];
  readonly openPoints: readonly { readonly name: string }[];
  readonly scholarship: (Json & { readonly right: boolean }) | null;
};
type Checked = {
  readonly eligibility: Json & {
    readonly covered: boolean;
    readonly rights: readonly [Right, Right];
    readonly warnings: readonly string[];
    readonly deathClaimId: string | null;
  };
};
const check = async (asked: Json, options: CommandOptions = {}) =>
  (await adjuster.post<Checked>('/v1/eligibility-checks', asked, { key: null, ...options })).body
    .eligibility;
const sumsOf = ({ benefits }: Right) =>
  benefits.map(({ code, granted }) => [code, granted?.amount ?? null]);

describe('A death by illness', () => {
  let participantId: string;
  beforeAll(async () => {
    participantId = await covered(1);
  });
  const asked = () => ({ participantId, kind: 'death', day: '2024-11-05' });

  it('would pay 42,000,000, and beside it 70,000,000 if work had been the cause', async () => {
    const { covered: isCovered, rights } = await check(asked());
    expect(isCovered).toBe(true);
    expect(rights.map(({ scheme, total }) => [scheme, total?.amount])).toEqual([
      ['jkm', 42_000_000],
      ['jkk', 70_000_000],
    ]);
    expect(sumsOf(rights[0])).toEqual([
      ['lump_sum', 20_000_000],
      ['periodic', 12_000_000],
      ['funeral', 10_000_000],
    ]);
    expect(rights[0].benefits[0]?.rule).toMatchObject({
      scheduleId: 'PP-82-2019',
      citation: 'PP 82/2019',
    });
    expect(rights[0].cover).toMatchObject({
      outcome: 'covered',
      since: '2024-10-01',
      monthsPaid: 0,
    });
  });

  it('says that it counts no arrears because no contribution is in the register', async () => {
    const { warnings, rights } = await check({ ...asked(), day: '2024-12-31' });
    expect(warnings).toContain('no-contribution-recorded');
    expect(rights[0].openPoints.map(({ name }) => name)).toContain('arrearsCountedFrom');
    expect((await check({ ...asked(), day: '2024-09-30' })).warnings).not.toContain(
      'no-contribution-recorded',
    );
  });

  it('gives no scholarship before 36 months are paid, and one if work had been the cause', async () => {
    const { rights } = await check(asked());
    expect(rights[0].scholarship).toMatchObject({
      right: false,
      monthsNeeded: 36,
      reasons: [{ code: 'scholarship-needs-three-years', detail: 'iuran belum dibayar 36 bulan' }],
    });
    expect(rights[1].scholarship).toMatchObject({
      right: true,
      monthsNeeded: 0,
      ceilingPerChild: rupiah(87_000_000),
    });
  });

  it('is asked about by NIK as well, and by one of the two only', async () => {
    const { nik } = newcomer(1);
    const { participantId: _id, ...byNik } = asked();
    const { participantId: answered } = await check({ ...byNik, nik });
    expect(answered).toBe(participantId);
    for (const wrong of [byNik, { ...asked(), nik }]) {
      const { status, body } = await adjuster.post('/v1/eligibility-checks', wrong);
      expect([status, body['code']]).toEqual([400, 'validation']);
      expect(JSON.stringify(body)).not.toContain(nik);
    }
  });

  it('writes nothing', async () => {
    const before = (await adjuster.get('/v1/meta')).position;
    await check(asked());
    expect((await adjuster.get('/v1/meta')).position).toBe(before);
  });

  it('is assessed at what was answered, and the answer then knows of it', async () => {
    const { rights } = await check(asked());
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/death-claims', {
      ...{ participantId, diedOn: '2024-11-05', knownOn: '2024-11-06', cause: 'illness' },
      ...{ reportedOn: '2024-11-06', reporterRelation: 'village', reporterName: 'Kades' },
    });
    const member = {
      relation: 'spouse',
      name: 'Istri',
      birthDate: '1990-01-01',
      legalChild: false,
    };
    const family = await adjuster.post<{ participant: { family: { id: string }[] } }>(
      `/v1/participants/${participantId}/family-members`,
      member,
    );
    const heir = family.body.participant.family[0]?.id;
    await claim.tell(adjuster, '/heirs', {
      heirClass: 1,
      heirs: [{ heirId: heir, share: { numerator: 1, denominator: 1 } }],
      letterOn: '2024-11-10',
    });
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/death-benefits', {});
    const lines = claim.benefit().lines as unknown as Line[];
    expect(lines.map(({ code, granted }) => [code, granted?.amount])).toEqual(sumsOf(rights[0]));
    const after = await check(asked());
    expect(after.deathClaimId).toBe(claim.body.id);
    expect(after.warnings).toContain('death-reported');
  });
});

describe('An accident', () => {
  it('names each benefit with its cap, and the death that could come of it', async () => {
    const participantId = await covered(2);
    const { rights } = await check({ participantId, kind: 'accident', day: '2024-11-05' });
    expect(sumsOf(rights[0])).toEqual([
      ['treatment', null],
      ['home_care', 20_000_000],
      ['transport_land_river_lake', 5_000_000],
      ['transport_sea', 2_000_000],
      ['transport_air', 10_000_000],
      ['wage_replacement', 1_000_000],
      ['wage_replacement', 500_000],
      ['partial_anatomical', 800_000],
      ['total_permanent', 56_000_000],
      ['total_permanent_periodic', 12_000_000],
      ['prosthesis', 1_400_000],
      ['orthosis', 1_400_000],
      ['dentures', 5_000_000],
      ['hearing_aid', 2_500_000],
      ['glasses', 1_000_000],
    ]);
    expect(rights[1].total).toEqual(rupiah(70_000_000));
    const afterDisability = { after: 'total_permanent_disability', right: true, monthsNeeded: 0 };
    expect(rights[0].scholarship).toMatchObject(afterDisability);
    expect(rights[1].scholarship).toMatchObject({ after: 'death', right: true });
  });

  it('is assessed at what was answered', async () => {
    const participantId = await covered(3, { declaredIncome: rupiah(1_234_567) });
    const { rights } = await check({ participantId, kind: 'accident', day: '2024-10-14' });
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/accident-claims', {
      ...{ participantId, accidentKind: 'accident', occurredOn: '2024-10-14' },
      ...{ reportedOn: '2024-10-14', reporterRelation: 'village', reporterName: 'Kades' },
    });
    const boat = { mode: 'sea', travelledOn: '2024-10-14', cost: rupiah(9_000_000) };
    await claim.tell(adjuster, '/transport-costs', boat);
    const answered = (code: string) => rights[0].benefits.find((one) => one.code === code)?.granted;
    expect(claim.benefit().total).toEqual(answered('transport_sea'));
    await claim.tell(adjuster, '/wage-replacements', { from: '2024-10-15', to: '2024-11-13' });
    expect(claim.benefit().total).toEqual(answered('wage_replacement'));
  });
});

describe('Whoever is not covered', () => {
  it.each([
    {
      day: '2024-09-30',
      language: 'id',
      outcome: 'not_covered',
      detail: 'tidak terlindungi',
    },
    {
      day: '2025-01-01',
      language: 'en',
      outcome: 'needs_confirmation',
      detail: 'waits for the payer’s confirmation',
    },
  ] as const)('on $day hears why, in $language', async ({ day, language, outcome, detail }) => {
    const participantId = await covered(10 + Number(day.slice(8)));
    const {
      covered: isCovered,
      rights,
      warnings,
    } = await check({ participantId, kind: 'death', day }, { language });
    expect(isCovered).toBe(false);
    expect(rights[0]).toMatchObject({ total: rupiah(0), cover: { outcome, detail } });
    expect(rights[0].benefits.every(({ reasons }) => reasons.length > 0)).toBe(true);
    expect(warnings).toContain(outcome.replace('_', '-'));
  });

  it('outside of the caller’s area is not found', async () => {
    const participantId = await covered(20);
    const elsewhere = await office.asCaller({
      actor: 'adjuster-9',
      roles: ['adjuster'],
      subDistricts: ['16.06.06'],
      scopes: [],
    });
    for (const who of [{ participantId }, { nik: newcomer(20).nik }]) {
      const asked = { ...who, kind: 'death', day: '2024-11-05' };
      expect((await elsewhere.post('/v1/eligibility-checks', asked)).status).toBe(404);
    }
  });
});
