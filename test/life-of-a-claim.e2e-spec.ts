import type { ApiClient, Json } from '../src/demo/api-client';
import {
  agreement,
  type CaseAnswer,
  CaseFile,
  newcomer,
  rupiah,
  typesIn,
} from './support/case-file';
import { type Office, openOffice } from './support/office';
import { wrongIn } from './support/verified';

// The first file a newcomer reads: what Kelambu is for, told over HTTP, in the order in which it happens.

let office: Office;
let administrator: ApiClient;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let auditor: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  auditor = await office.as('auditor-1', 'auditor');
});
afterAll(() => office.close());

type ParticipantAnswer = {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string; readonly relation: string }[];
    readonly coveragePeriods: readonly { readonly id: string; readonly status: string }[];
  };
  readonly position: string;
};

const PAKE = 'pake-kelambu-2024';
const VILLAGE = 'santunan-desa-2021';

const enrolled = async (serial: number, programme = PAKE, changed: Json = {}) => {
  const person = { ...newcomer(serial, changed), programme };
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', person);
  return body.participant.id;
};

const covered = (participantId: string, from: string, lastCoveredOn: string, programme = PAKE) =>
  enroller.post<ParticipantAnswer>(`/v1/participants/${participantId}/coverage-periods`, {
    programme,
    from,
    lastCoveredOn,
    declaredIncome: rupiah(1_000_000),
  });

const relative = async (participantId: string, relation: string, name: string, born: string) => {
  const { body } = await adjuster.post<ParticipantAnswer>(
    `/v1/participants/${participantId}/family-members`,
    { relation, name, birthDate: born, legalChild: relation === 'child' },
  );
  return body.participant.family.at(-1)?.id ?? '';
};

const paidInvoice = (programme: string, fromMonth: string, toMonth: string, amount: number) => {
  const voucher = (number: string) => ({ number, on: '2024-10-10', amount: rupiah(amount) });
  return finance.post<{ contributionPayment: Json; warnings: readonly Json[] }>(
    '/v1/contribution-payments',
    {
      programme,
      fromMonth,
      toMonth,
      invoice: voucher(`INV-${programme}-${fromMonth}`),
      sp2d: voucher('SP2D-1'),
      receipt: voucher('KW-1'),
    },
  );
};

describe('An office begins', () => {
  it('with an agreement: who pays, how, for whom and until when', async () => {
    const answer = await administrator.post('/v1/programmes', agreement(PAKE));

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/programmes/${PAKE}`);
    expect(answer.version).toBe('"1"');
  });

  it('says nothing when the same agreement comes again, and refuses another one under its code', async () => {
    const again = await administrator.post<CaseAnswer>('/v1/programmes', agreement(PAKE));
    expect([again.status, again.body.events]).toEqual([200, []]);

    const other = await administrator.post<CaseAnswer>(
      '/v1/programmes',
      agreement(PAKE, { quota: 45_000 }),
    );
    expect([other.status, other.body.code]).toEqual([409, 'already-agreed']);
  });

  it('with another agreement, under which it pays by itself', async () => {
    const own = agreement(VILLAGE, {
      payer: 'office',
      mode: 'disbursed',
      fundedBy: 'village_fund',
      from: '2021-10-01',
      lastDay: '2026-12-31',
    });
    expect((await administrator.post('/v1/programmes', own)).status).toBe(201);
  });
});

describe('People are enrolled and covered', () => {
  it('one by one, or many at once with an outcome for each', async () => {
    const rows = [
      newcomer(11),
      newcomer(12),
      newcomer(11),
      newcomer(12, { name: 'Orang Lain' }),
      newcomer(13, { nik: '990605170890001' }),
      null,
    ];
    const { status, body } = await enroller.post<Json & { rows: readonly Json[] }>(
      '/v1/participant-batches',
      {
        programme: PAKE,
        coverage: {
          from: '2024-10-01',
          lastCoveredOn: '2024-12-31',
          declaredIncome: rupiah(1_000_000),
        },
        rows,
      },
    );

    expect(status).toBe(200);
    expect(body['counts']).toEqual({ enrolled: 2, known: 1, refused: 3 });
    expect(body.rows.map(({ outcome }) => outcome)).toEqual([
      'enrolled',
      'enrolled',
      'known',
      'refused',
      'refused',
      'refused',
    ]);
    expect(body.rows[4]).toMatchObject({ code: 'nik-invalid', errors: [{ pointer: '/nik' }] });
    expect(body.rows[3]).toMatchObject({
      code: 'already-enrolled',
      existing: { id: body.rows[1]?.['id'] },
    });
  });

  it('and the district pays one invoice for them: heads x months x tariff', async () => {
    const { status, body } = await paidInvoice(PAKE, '2024-10', '2024-12', 2 * 3 * 16_800);

    expect(status).toBe(201);
    expect(body.contributionPayment).toMatchObject({ heads: 2, recorded: 2, due: rupiah(100_800) });
    expect(body.warnings).toEqual([]);
  });
});

describe('A rubber tapper falls from a tree and is treated until he has recovered', () => {
  const claim = new CaseFile('/v1/claims');
  const bill = (invoiceNumber: string, facilityId: string, to: string, amount: number) => ({
    facilityId,
    invoiceNumber,
    from: '2024-10-14',
    to,
    items: [{ code: 'inpatient', claimed: rupiah(amount) }],
    paidTo: 'facility',
  });

  it('The accident is reported a day late, and recorded as late', async () => {
    const participantId = await enrolled(21);
    await covered(participantId, '2024-10-01', '2024-12-31');
    const answer = await claim.open(adjuster, '/v1/accident-claims', {
      participantId,
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-17',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
      chronology: 'Jatuh dari pohon karet.',
    });

    expect(answer.status).toBe(201);
    expect(typesIn(answer)).toEqual(['AccidentReported']);
    expect(answer.body.warnings.map(({ code }) => code)).toEqual(['reported-late']);
    expect(claim.body.number).toMatch(/^KLM-2024-[0-9A-Z]{8}-[0-9A-Z]$/);
  });

  it('There was cover on that day, so the claim is accepted', async () => {
    const answer = await claim.tell(adjuster, '/acceptances', {});
    expect(typesIn(answer)).toEqual(['ClaimAccepted']);
    expect(claim.body['acceptance']).toMatchObject({ cover: 'covered' });
  });

  it('A bill is assessed by one person and approved by another, once the papers are verified', async () => {
    await claim.tell(
      adjuster,
      '/treatment-bills',
      bill('INV-1', 'rsud-sekayu', '2024-10-20', 8_250_000),
    );
    const early = await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
    expect([early.status, early.body.code]).toEqual([422, 'papers-missing']);

    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
    const answer = await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
    expect(typesIn(answer)).toEqual(['BenefitApproved', 'PayoutScheduled']);
  });

  it('It is presented to the payer, who grants and pays it', async () => {
    const { id: benefitId } = claim.benefit();
    await claim.tell(adjuster, '/presentations', {
      benefits: [{ benefitId }],
      branch: 'Palembang',
      channel: 'counter',
      presentedOn: '2024-10-25',
      papersCompleteOn: '2024-10-25',
    });
    const unanswered = await claim.tell(finance, `/v1/payouts/${claim.payout().id}/confirmations`, {
      paidOn: '2024-10-29',
      amount: rupiah(8_250_000),
    });
    expect([unanswered.status, unanswered.body.code]).toEqual([409, 'payer-not-decided']);

    await claim.tell(adjuster, '/payer-decisions', {
      outcome: 'granted',
      benefits: [{ benefitId, amount: rupiah(8_250_000) }],
      decidedOn: '2024-10-29',
    });
    const paid = await claim.tell(finance, `/v1/payouts/${claim.payout().id}/confirmations`, {
      paidOn: '2024-10-30',
      amount: rupiah(8_250_000),
      reference: 'BPJS-1',
    });
    expect(typesIn(paid)).toEqual(['PayoutConfirmed', 'TreatmentPaid']);
  });

  it('The same invoice is never paid twice, and treatment ends with recovery', async () => {
    const again = await claim.tell(
      adjuster,
      '/treatment-bills',
      bill('inv-1', 'rsud-sekayu', '2024-10-20', 9_000_000),
    );
    expect([again.status, again.body.code]).toEqual([409, 'bill-already-claimed']);

    const recovered = await claim.tell(adjuster, '/doctor-statements', {
      outcome: 'recovered',
      statedOn: '2024-11-11',
      receivedOn: '2024-11-12',
      diagnosis: 'fraktur sembuh',
    });
    expect(typesIn(recovered)).toEqual(['DoctorStatementRecorded', 'ParticipantRecovered']);
    const late = bill('INV-9', 'rsup-moh-hoesin', '2024-11-12', 500_000);
    const after = await claim.tell(adjuster, '/treatment-bills', late);
    expect([after.status, after.body.code]).toEqual([422, 'treatment-after-recovery']);
  });

  it('The case is closed', async () => {
    const answer = await claim.tell(adjuster, '/closings', { reasonCode: 'recovered' });
    expect(typesIn(answer)).toEqual(['ClaimClosed']);
  });
});

describe('A mother of two dies of an illness, and the office pays her family 42 million', () => {
  const claim = new CaseFile('/v1/claims');
  let participantId: string;
  let [widower, daughter, son] = ['', '', ''];
  const account = (payeeKind: string, payeeId: string, number: string) => ({
    payeeKind,
    payeeId,
    bank: 'Bank Sumsel Babel',
    number,
    holder: 'Ahli Waris',
  });

  it('Her death is reported; the same death on another day is never a second one', async () => {
    participantId = await enrolled(1, VILLAGE, {
      name: 'Ibu Rumah',
      nik: '9906055708900001',
      sex: 'female',
    });
    await covered(participantId, '2024-10-01', '2024-12-31', VILLAGE);
    widower = await relative(participantId, 'spouse', 'Suami', '1988-01-01');
    daughter = await relative(participantId, 'child', 'Anak Satu', '2012-03-04');
    son = await relative(participantId, 'child', 'Anak Dua', '2015-05-06');

    const report = {
      participantId,
      diedOn: '2024-11-20',
      knownOn: '2024-11-21',
      reportedOn: '2024-11-21',
      cause: 'illness',
      reporterRelation: 'spouse',
      reporterName: 'Suami',
    };
    const answer = await claim.open(adjuster, '/v1/death-claims', report);
    expect([answer.status, typesIn(answer)]).toEqual([201, ['DeathReported']]);

    const other = { ...report, diedOn: '2024-11-19' };
    const again = await adjuster.post<CaseAnswer & Json>('/v1/death-claims', other);
    expect([again.status, again.body.code]).toEqual([409, 'already-reported']);
    expect(again.body['existing']).toMatchObject({ id: claim.body.id });
  });

  it('Her heirs are established in shares that add up', async () => {
    const share = (numerator: number) => ({ numerator, denominator: 8 });
    const heirs = (ofTheSon: number) => ({
      heirClass: 1,
      letterOn: '2024-11-25',
      heirs: [
        { heirId: widower, share: share(2) },
        { heirId: daughter, share: share(3), guardianId: widower },
        { heirId: son, share: share(ofTheSon), guardianId: widower },
      ],
    });
    const wrong = await claim.tell(adjuster, '/heirs', heirs(4));
    expect([wrong.status, wrong.body.code]).toEqual([422, 'heir-shares']);

    expect(typesIn(await claim.tell(adjuster, '/heirs', heirs(3)))).toEqual(['HeirsEstablished']);
  });

  it('20 + 12 + 10 million are assessed and approved, a payout for each heir', async () => {
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/death-benefits', {});
    expect(claim.benefit().total).toEqual(rupiah(42_000_000));

    const papers = [
      'form_4',
      'participant_card',
      'ktp',
      'heir_ktp',
      'death_certificate',
      'family_card',
    ];
    await claim.verifyPapers(adjuster, [...papers, 'heir_letter', 'marriage_book']);
    await claim.tell(adjuster, '/payee-accounts', account('heir', widower, '1111111111'));
    await claim.tell(adjuster, '/payee-accounts', account('guardian', widower, '2222222222'));

    const answer = await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
    expect(typesIn(answer)).toEqual([
      'BenefitApproved',
      ...Array<string>(3).fill('PayoutScheduled'),
    ]);
    expect(claim.body.payouts.map(({ amount }) => amount.amount)).toEqual([
      10_500_000, 15_750_000, 15_750_000,
    ]);
  });

  it('A third person sends the money, once', async () => {
    const judge = await office.as('supervisor-1', 'finance');
    const { id } = claim.payout();
    const own = await claim.tell(judge, `/v1/payouts/${id}/sendings`, {});
    expect([own.status, own.body.code]).toEqual([403, 'payer-is-judge']);

    for (const payout of claim.body.payouts)
      expect(typesIn(await claim.tell(finance, `/v1/payouts/${payout.id}/sendings`, {}))).toEqual([
        'PayoutSent',
      ]);
    const twice = await claim.tell(finance, `/v1/payouts/${id}/sendings`, {});
    expect([twice.status, twice.body.code]).toEqual([409, 'payout-already-sent']);
  });

  it('The bank returns one transfer; it is paid again to the corrected account, with its own approval', async () => {
    const { id: lost } = claim.payout(({ payeeKind }) => payeeKind === 'heir');
    for (const { id } of claim.body.payouts.filter(({ id }) => id !== lost)) {
      await claim.tell(finance, `/v1/payouts/${id}/confirmations`, {
        paidOn: '2024-12-03',
        amount: rupiah(15_750_000),
      });
    }
    await claim.tell(finance, `/v1/payouts/${lost}/returns`, {
      returnedOn: '2024-12-04',
      reasonCode: 'account_closed',
    });
    await claim.tell(adjuster, '/payee-accounts', account('heir', widower, '3333333333'));
    await claim.tell(adjuster, `/v1/payouts/${lost}/replacements`, {
      reasonCode: 'account_closed',
    });

    const { id: next } = claim.payout(({ replaces }) => replaces === lost);
    const early = await claim.tell(finance, `/v1/payouts/${next}/sendings`, {});
    expect([early.status, early.body.code]).toEqual([409, 'payout-not-approved']);

    await claim.tell(supervisor, `/v1/payouts/${next}/approvals`, {});
    await claim.tell(finance, `/v1/payouts/${next}/sendings`, {});
    const settled = await claim.tell(finance, `/v1/payouts/${next}/confirmations`, {
      paidOn: '2024-12-06',
      amount: rupiah(10_500_000),
    });
    expect(typesIn(settled)).toEqual(['PayoutConfirmed', 'DeathSettled']);
    expect(claim.body.paid).toEqual(rupiah(42_000_000));
  });
});

describe('A fisherman dies of an accident at work, and his family gets 70 million', () => {
  const accident = new CaseFile('/v1/claims');
  const death = new CaseFile('/v1/claims');

  it('A death benefit is never assessed on the claim of the accident', async () => {
    const participantId = await enrolled(31);
    await covered(participantId, '2024-10-01', '2024-12-31');
    const wife = await relative(participantId, 'spouse', 'Istri', '1992-02-02');
    const told = { participantId, reporterRelation: 'spouse', reporterName: 'Istri' };
    await accident.open(adjuster, '/v1/accident-claims', {
      ...told,
      accidentKind: 'accident',
      occurredOn: '2024-12-01',
      reportedOn: '2024-12-02',
    });
    const wrong = await accident.tell(adjuster, '/death-benefits', {});
    expect([wrong.status, wrong.body.code]).toEqual([409, 'wrong-claim-kind']);

    await death.open(adjuster, '/v1/death-claims', {
      ...told,
      diedOn: '2024-12-05',
      knownOn: '2024-12-05',
      reportedOn: '2024-12-06',
      cause: 'work_accident',
      accidentClaimId: accident.body.number,
    });
    await death.tell(adjuster, '/heirs', {
      heirClass: 1,
      letterOn: '2024-12-10',
      heirs: [{ heirId: wife, share: { numerator: 1, denominator: 1 } }],
    });
  });

  it('48 + 12 + 10 million, by the accident’s day and schedule', async () => {
    await death.tell(adjuster, '/acceptances', {});
    await death.tell(adjuster, '/death-benefits', {});

    expect(death.benefit()).toMatchObject({ scheme: 'jkk', decidingDay: '2024-12-01' });
    expect(death.benefit().lines.map(({ code, granted }) => [code, granted])).toEqual([
      ['lump_sum', rupiah(48_000_000)],
      ['periodic', rupiah(12_000_000)],
      ['funeral', rupiah(10_000_000)],
    ]);
  });
});

describe('A father who was covered for three years leaves two children at school', () => {
  const claim = new CaseFile('/v1/claims');
  const scholarship = new CaseFile('/v1/scholarships');
  let [mother, older, younger] = ['', '', ''];

  it('Thirty-six months were paid for him', async () => {
    const participantId = await enrolled(41, VILLAGE);
    await covered(participantId, '2021-10-01', '2024-12-31', VILLAGE);
    mother = await relative(participantId, 'spouse', 'Ibu', '1990-01-01');
    older = await relative(participantId, 'child', 'Kakak', '2010-07-01');
    younger = await relative(participantId, 'child', 'Adik', '2016-07-01');
    const { body } = await paidInvoice(VILLAGE, '2021-10', '2024-09', 36 * 16_800);
    expect(body.contributionPayment).toMatchObject({ headMonths: 36 });

    await claim.open(adjuster, '/v1/death-claims', {
      participantId,
      diedOn: '2024-10-05',
      knownOn: '2024-10-05',
      reportedOn: '2024-10-07',
      cause: 'illness',
      reporterRelation: 'spouse',
      reporterName: 'Ibu',
    });
    await claim.tell(adjuster, '/acceptances', {});
  });

  it('The right is assessed, and granted by a second person: a ceiling, not money', async () => {
    await scholarship.open(adjuster, '/v1/scholarships', {
      claimId: claim.body.id,
      childIds: [older, younger],
    });
    await scholarship.verifyPapers(adjuster, ['application', 'family_card', 'guardian_ktp']);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], older);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], younger);
    const own = await office.as('adjuster-1', 'supervisor');
    const refused = await scholarship.tell(own, approvalOf(scholarship), {});
    expect([refused.status, refused.body.code]).toEqual([403, 'self-approval']);

    const granted = await scholarship.tell(supervisor, approvalOf(scholarship), {});
    expect(typesIn(granted)).toEqual(['BenefitApproved', 'ScholarshipGranted']);
    expect(scholarship.body['ceiling']).toEqual(rupiah(174_000_000));
    expect(scholarship.body.payouts).toEqual([]);
  });

  it('Each child’s year is assessed, approved and paid by its level', async () => {
    await scholarship.tell(adjuster, '/payee-accounts', {
      payeeKind: 'guardian',
      payeeId: mother,
      bank: 'BRI',
      number: '4444444444',
      holder: 'Ibu',
    });
    for (const [childId, level, grade] of [
      [older, 'smp', 2],
      [younger, 'sd', 2],
    ] as const) {
      const year = { childId, level, grade, schoolYear: 2024, guardianId: mother };
      await scholarship.tell(adjuster, '/years', year);
      await scholarship.verifyPapers(
        adjuster,
        ['application', 'school_letter', 'school_report'],
        childId,
      );
      await scholarship.tell(supervisor, approvalOf(scholarship), {});
      const { id, amount } = scholarship.payout(({ status }) => status === 'scheduled');
      await scholarship.tell(finance, `/v1/payouts/${id}/sendings`, {});
      await scholarship.tell(finance, `/v1/payouts/${id}/confirmations`, {
        paidOn: '2024-12-10',
        amount,
      });
    }
    expect(scholarship.body.paid).toEqual(rupiah(2_000_000 + 1_500_000));
  });

  it('The file says what is paid, and what each child may still expect', async () => {
    const position = await office.kelambu.platform.store.head();
    const path = `/v1/scholarships/${scholarship.body.id}?minPosition=${position}`;
    const { body } = await adjuster.get<{
      scholarship: { projected: Amount; plan: readonly PlanOfChild[] };
    }>(path);

    const { projected, plan } = body.scholarship;
    expect(plan.map(({ childId }) => childId)).toEqual([older, younger]);
    expect(plan.map(({ years: [first] }) => first)).toEqual([
      expect.objectContaining({ schoolYear: 2024, level: 'smp', grade: 2, status: 'paid' }),
      expect.objectContaining({ schoolYear: 2024, level: 'sd', grade: 2, status: 'paid' }),
    ]);
    const ahead = plan.flatMap(({ years }) => years.filter(({ status }) => status === 'projected'));
    expect(projected.amount).toBe(ahead.reduce((sum, { amount }) => sum + amount.amount, 0));
    expect(projected.amount).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('2010-07-01');
  });

  const approvalOf = (file: CaseFile) => `/v1/benefits/${file.benefit().id}/approvals`;
});

type Amount = { readonly amount: number };
type PlanOfChild = {
  readonly childId: string;
  readonly years: readonly { readonly status: string; readonly amount: Amount }[];
};

describe('A report from before the cover', () => {
  const claim = new CaseFile('/v1/claims');

  it('is recorded, with a warning', async () => {
    const participantId = await enrolled(51);
    await covered(participantId, '2024-10-01', '2024-12-31');
    const answer = await claim.open(adjuster, '/v1/accident-claims', {
      participantId,
      accidentKind: 'commute',
      occurredOn: '2024-09-20',
      reportedOn: '2024-09-21',
      reporterRelation: 'self',
      reporterName: 'Pekerja',
    });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings.map(({ code }) => code)).toEqual(['not-covered-on-date']);
  });

  it('is never accepted, but refused with its ground in both languages', async () => {
    const id = await claim.tell(adjuster, '/acceptances', {});
    const en = await claim.tell(adjuster, '/acceptances', {}, { language: 'en' });
    expect([id.status, id.body.code]).toEqual([422, 'not-covered-on-date']);
    expect([en.status, en.body.code]).toEqual([422, 'not-covered-on-date']);
    expect(id.body.detail).not.toEqual(en.body.detail);

    const refused = await claim.tell(supervisor, '/refusals', {
      ground: 'not_covered_on_date',
      citation: 'PP 44/2015 art. 11',
    });
    expect(typesIn(refused)).toEqual(['ClaimRefused']);
  });
});

describe('Afterwards', () => {
  it('finance sees what was paid and what came back, by payer and mode and never added up', async () => {
    const position = await office.kelambu.platform.store.head();
    const { status, body } = await finance.get<Json & { totals: readonly Json[] }>(
      `/v1/reports/payouts?minPosition=${position}`,
    );

    expect(status).toBe(200);
    expect(body.totals).toEqual([
      expect.objectContaining({ payer: 'bpjs', mode: 'recorded', net: 8_250_000 }),
      expect.objectContaining({ payer: 'office', mode: 'disbursed', net: 45_500_000 }),
    ]);
    expect(body).toMatchObject({
      read: { position, lagSeconds: 0, excluded: { count: 0, ids: [] } },
      projection: { name: 'payout-register', version: 2 },
      excluded: [],
    });
  });

  it('finance takes the same report away as CSV', async () => {
    const { headers, body } = await finance.get('/v1/reports/payouts?format=csv&from=2024-12');
    expect(headers.get('content-type')).toContain('text/csv');
    const [header, ...lines] = String(body['text']).trim().split('\n');
    expect(header).toMatch(/^month,benefit,scheme,villageCode,payer,mode,/);
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.startsWith('2024-12,'))).toBe(true);
  });

  it('finance sees what is still owed, and what the school years to come will ask for', async () => {
    const position = await office.kelambu.platform.store.head();
    const { status, body } = await finance.get<{
      schoolTotals: readonly { projected: number }[];
      schoolYears: readonly { amount: number }[];
    }>(`/v1/reports/commitments?minPosition=${position}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      owed: [],
      owedTotals: [],
      schoolTotals: [
        {
          ...{ payer: 'office', mode: 'disbursed', children: 2, unplanned: 0 },
          ...{ ceiling: 174_000_000, approved: 3_500_000, paid: 3_500_000 },
        },
      ],
      read: { position, lagSeconds: 0 },
      excluded: [],
    });
    const [total] = body.schoolTotals;
    expect(total?.projected).toBe(body.schoolYears.reduce((sum, { amount }) => sum + amount, 0));

    const { headers, body: file } = await finance.get('/v1/reports/commitments?format=csv');
    expect(headers.get('content-disposition')).toContain('commitments.csv');
    const [header, ...lines] = String(file['text']).trim().split('\n');
    expect(header).toMatch(
      /^section,benefit,scheme,awaits,schoolYear,budgetYear,level,payer,mode,/,
    );
    expect(lines).toHaveLength(body.schoolYears.length);
    expect(lines.every((line) => line.startsWith('school_year,,,,'))).toBe(true);
  });

  it('an auditor reads who did what, when it was true and when it was recorded', async () => {
    const position = await office.kelambu.platform.store.head();
    const { body: found } = await auditor.get<{ data: readonly { id: string }[] }>(
      `/v1/claims?status=closed&minPosition=${position}`,
    );
    const [closed] = found.data;
    const { body } = await auditor.get<{ history: readonly Json[] }>(
      `/v1/claims/${closed?.id ?? ''}/history`,
      { 'Accept-Language': 'en' },
    );
    expect(body.history[0]).toMatchObject({
      version: 1,
      type: 'AccidentReported',
      what: 'An accident was reported',
      trueOn: '2024-10-14',
      who: 'adjuster-1',
    });
    expect(JSON.stringify(body)).not.toContain('Jatuh dari pohon');
    expect(body.history.at(-1)).toMatchObject({ type: 'ClaimClosed', why: 'recovered' });
  });

  it('and opens what was told only with the right to, and a purpose', async () => {
    const reader = await office.asAuditorWhoMayOpen('auditor-2');
    const { body: found } = await auditor.get<{ data: readonly { id: string }[] }>(
      '/v1/claims?status=closed',
    );
    const path = `/v1/claims/${found.data[0]?.id ?? ''}/history`;
    const opened = await reader.get(path, { 'Access-Purpose': 'sampling audit 2024' });
    expect(JSON.stringify(opened.body)).toContain('Jatuh dari pohon');
    const masked = await reader.get(path);
    expect(JSON.stringify(masked.body)).not.toContain('Jatuh dari pohon');
  });

  it('the worklist says what waits for whom', async () => {
    const { body } = await supervisor.get<{ data: readonly { tasks: readonly Json[] }[] }>(
      '/v1/worklist?role=supervisor',
    );
    const tasks = body.data.flatMap((item) => item.tasks);
    expect(tasks).toContainEqual(
      expect.objectContaining({ task: 'approve_benefit', role: 'supervisor' }),
    );
  });

  it('every row of every read model is what the log says', async () => {
    expect(await wrongIn(office)).toEqual([]);
  });
});
