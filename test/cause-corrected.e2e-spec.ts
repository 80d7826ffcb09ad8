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

// The cause of a death decides the money: an illness that was an accident, and an accident that was none.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let auditor: ApiClient;

const DESA = 'santunan-desa-2024';
const KELAMBU = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  auditor = await office.as('auditor-1', 'auditor');
  const own = { payer: 'office', mode: 'disbursed', fundedBy: 'village_fund' };
  await administrator.post('/v1/programmes', agreement(DESA, own));
  await administrator.post('/v1/programmes', agreement(KELAMBU));
});
afterAll(() => office.close());

type Person = {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};
type Effect = {
  readonly difference: unknown;
  readonly lines: readonly Json[];
  readonly toPay: unknown;
  readonly toCollect: unknown;
};
type Correction = { readonly id: string; readonly status: string; readonly effect: Effect };
type Explained = {
  readonly says: string;
  readonly benefits: readonly Json[];
  readonly overpayments: readonly { readonly says: readonly string[] }[];
};
type Overpayment = { readonly id: string; readonly open: { readonly amount: number } };

const refusalOf = ({ status, body }: { status: number; body: CaseAnswer }) => [status, body.code];
const amountsOf = (payouts: CaseFile['body']['payouts'], status: string) =>
  payouts.filter((one) => one.status === status).map(({ amount }) => amount.amount);
const correctionIn = (claim: CaseFile) => claim.body['causeCorrection'] as Correction;
const overpaymentsIn = (claim: CaseFile) => claim.body['overpayments'] as readonly Overpayment[];
const grantedIn = (claim: CaseFile) =>
  claim.benefit().lines.map(({ code, granted }) => [code, (granted as { amount: number }).amount]);
const latest = (claim: CaseFile) => {
  const benefit = claim.body.benefits.find(({ status }) => status !== 'superseded');
  if (!benefit) throw new Error('Nothing stands.');
  return benefit;
};

/** A man with a wife and two children, covered from October to December 2024. */
const familyOf = async (serial: number, programme = DESA) => {
  const person = { ...newcomer(serial), programme };
  const { body } = await enroller.post<Person>('/v1/participants', person);
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  const relatives: string[] = [];
  for (const [relation, birthDate] of [
    ['spouse', '1992-02-02'],
    ['child', '2004-03-04'],
    ['child', '2015-05-06'],
  ]) {
    const told = { relation, name: 'Keluarga', birthDate, legalChild: relation === 'child' };
    const answer = await adjuster.post<Person>(`/v1/participants/${id}/family-members`, told);
    relatives.push(answer.body.participant.family.at(-1)?.id ?? '');
  }
  const [wife = '', daughter = '', son = ''] = relatives;
  return { id, wife, daughter, son };
};
type Family = Awaited<ReturnType<typeof familyOf>>;

const told = { reportedOn: '2024-11-06', reporterRelation: 'village', reporterName: 'Kades' };

const accidentOf = async ({ id }: Family, accept = true) => {
  const accident = new CaseFile('/v1/claims');
  await accident.open(adjuster, '/v1/accident-claims', {
    ...told,
    participantId: id,
    accidentKind: 'accident',
    occurredOn: '2024-11-01',
  });
  if (accept) await accident.tell(adjuster, '/acceptances', {});
  return accident;
};

const deathOf = async ({ id, wife, daughter, son }: Family, cause: Json) => {
  const claim = new CaseFile('/v1/claims');
  const days = { diedOn: '2024-11-05', knownOn: '2024-11-06' };
  await claim.open(adjuster, '/v1/death-claims', { ...told, participantId: id, ...days, ...cause });
  const share = (numerator: number) => ({ numerator, denominator: 8 });
  await claim.tell(adjuster, '/heirs', {
    heirClass: 1,
    letterOn: '2024-11-10',
    heirs: [
      { heirId: wife, share: share(2) },
      { heirId: daughter, share: share(3) },
      { heirId: son, share: share(3), guardianId: wife },
    ],
  });
  await claim.tell(adjuster, '/acceptances', {});
  const papers = [
    'form_4',
    'participant_card',
    'ktp',
    'heir_ktp',
    'death_certificate',
    'family_card',
  ];
  await claim.verifyPapers(adjuster, [
    ...papers,
    'heir_letter',
    'marriage_book',
    'kk1',
    'kk2',
    'kk3',
  ]);
  const payees = [
    ['heir', wife, '1111111111'],
    ['heir', daughter, '2222222222'],
    ['guardian', wife, '3333333333'],
  ];
  for (const [payeeKind, payeeId, number] of payees)
    await claim.tell(adjuster, '/payee-accounts', {
      ...{ payeeKind, payeeId, number, bank: 'Bank Sumsel Babel', holder: 'Ahli Waris' },
    });
  await claim.tell(adjuster, '/death-benefits', {});
  return claim;
};

/** What stands is approved, sent and arrives on that day. */
const payAll = async (claim: CaseFile, paidOn: string) => {
  await claim.tell(supervisor, `/v1/benefits/${latest(claim).id}/approvals`, {});
  const scheduled = claim.body.payouts.filter(({ status }) => status === 'scheduled');
  for (const { id, amount } of scheduled) {
    await claim.tell(finance, `/v1/payouts/${id}/sendings`, {});
    await claim.tell(finance, `/v1/payouts/${id}/confirmations`, { paidOn, amount });
  }
};

const monthsPaid = async () => {
  const { position } = await auditor.get('/v1/meta');
  const { body } = await auditor.get<{ rows: readonly Json[] }>(
    `/v1/reports/payouts?minPosition=${position}`,
  );
  return body.rows;
};

describe('A death by illness turns out to have been by an accident at work', () => {
  let claim: CaseFile;
  let accident: CaseFile;
  let family: Family;

  it('42,000,000 are paid to three heirs in November', async () => {
    family = await familyOf(41);
    claim = await deathOf(family, { cause: 'illness' });
    await payAll(claim, '2024-11-29');
    expect(amountsOf(claim.body.payouts, 'confirmed')).toEqual([
      10_500_000, 15_750_000, 15_750_000,
    ]);
  });

  it('The accident has to be accepted before it can be a cause', async () => {
    accident = await accidentOf(family, false);
    const early = await claim.tell(adjuster, '/cause-corrections', {
      cause: 'work_accident',
      accidentClaimId: accident.body.id,
      reasonCode: 'inspector_found',
    });
    expect(refusalOf(early)).toEqual([409, 'accident-not-accepted']);
    await accident.tell(adjuster, '/acceptances', {});
    const stranger = await accidentOf(await familyOf(42));
    const other = await claim.tell(adjuster, '/cause-corrections', {
      cause: 'work_accident',
      accidentClaimId: stranger.body.id,
      reasonCode: 'inspector_found',
    });
    expect(refusalOf(other)).toEqual([404, 'not-found']);
  });

  it('What it changes is shown line by line before anybody has asked', async () => {
    const asked = {
      cause: 'work_accident',
      accidentClaimId: accident.body.id,
      reasonCode: 'inspector_found',
    };
    const { body } = await adjuster.post<{ claim: { causeCorrection: Correction } }>(
      `/v1/claims/${claim.body.id}/cause-corrections`,
      asked,
      { dryRun: true, ifMatch: `"${claim.body.version}"` },
    );
    const { effect } = body.claim.causeCorrection;
    expect(effect).toMatchObject({
      before: { scheme: 'jkm', total: rupiah(42_000_000) },
      after: { scheme: 'jkk', decidingDay: '2024-11-01', total: rupiah(70_000_000) },
      difference: rupiah(28_000_000),
      lines: [
        { code: 'lump_sum', difference: rupiah(28_000_000) },
        { code: 'periodic', difference: rupiah(0) },
        { code: 'funeral', difference: rupiah(0) },
      ],
      toPay: rupiah(28_000_000),
      toCollect: rupiah(0),
    });

    const answer = await claim.tell(adjuster, '/cause-corrections', asked);
    expect(typesIn(answer)).toEqual(['CauseCorrectionRequested']);
    expect(correctionIn(claim)).toMatchObject({ status: 'requested', effect });
    const again = await claim.tell(adjuster, '/cause-corrections', asked);
    expect([again.status, typesIn(again)]).toEqual([200, []]);
  });

  it('A supervisor finds it on the worklist, and another than who asked corrects it', async () => {
    const { position } = await auditor.get('/v1/meta');
    const { body } = await supervisor.get<{ data: readonly Json[] }>(
      `/v1/worklist?role=supervisor&minPosition=${position}`,
    );
    const waiting = body.data.find(({ number }) => number === claim.body.number);
    expect(waiting?.['tasks']).toContainEqual(
      expect.objectContaining({ task: 'approve_cause_correction' }),
    );

    const path = `/cause-corrections/${correctionIn(claim).id}/approvals`;
    const self = await claim.tell(await office.as('adjuster-1', 'supervisor'), path, {});
    expect(refusalOf(self)).toEqual([403, 'self-approval']);
    const corrected = await claim.tell(supervisor, path, {});
    expect(typesIn(corrected)).toEqual(['CauseOfDeathCorrected', 'BenefitAssessed']);
    expect(claim.body).toMatchObject({ cause: 'work_accident', accidentClaimId: accident.body.id });
    expect(claim.body.benefits.map(({ status }) => status)).toEqual(['superseded', 'assessed']);
    expect(grantedIn(claim)).toEqual([
      ['lump_sum', 28_000_000],
      ['periodic', 0],
      ['funeral', 0],
    ]);
    expect((await claim.tell(supervisor, path, {})).body.events).toEqual([]);
  });

  it('What was paid before is explained as set off, in sentences that add up', async () => {
    const { body } = await auditor.get<{ explanation: Explained }>(
      `/v1/claims/${claim.body.id}/explain`,
      { 'Accept-Language': 'en' },
    );
    const { explanation } = body;
    expect(explanation).toMatchObject({
      addsUp: true,
      sums: {
        ...{ claimed: rupiah(70_000_000), granted: rupiah(70_000_000), adjusted: rupiah(0) },
        ...{ paid: rupiah(0), setOff: rupiah(42_000_000), owed: rupiah(28_000_000) },
      },
    });
    expect(explanation.says).toContain('Rp 42,000,000 was paid under an earlier decision');
    expect(explanation.benefits.at(-1)).toMatchObject({
      says: expect.arrayContaining([
        'Rp 42,000,000 of what is granted was paid under an earlier decision and is set off; Rp 28,000,000 is to be paid.',
      ]) as unknown,
      lines: [
        {
          ...{ code: 'lump_sum', granted: rupiah(48_000_000), adjusted: rupiah(0) },
          ...{ setOff: rupiah(20_000_000), toPay: rupiah(28_000_000), reasons: [] },
        },
        { code: 'periodic', granted: rupiah(12_000_000), setOff: rupiah(12_000_000) },
        { code: 'funeral', granted: rupiah(10_000_000), setOff: rupiah(10_000_000) },
      ],
    });
  });

  it('28,000,000 more are paid in December; November stays as it was', async () => {
    await payAll(claim, '2024-12-05');
    expect(amountsOf(claim.body.payouts, 'confirmed')).toEqual([
      10_500_000, 15_750_000, 15_750_000, 7_000_000, 10_500_000, 10_500_000,
    ]);
    expect(claim.body.paid).toEqual(rupiah(70_000_000));
    expect(await monthsPaid()).toMatchObject([
      { month: '2024-11', scheme: 'jkm', paid: 42_000_000, net: 42_000_000 },
      { month: '2024-12', scheme: 'jkk', paid: 28_000_000, net: 28_000_000 },
    ]);
  });

  it('The report leaves the 42,000,000 in the scheme that paid them, and says which owes them now', async () => {
    const { body } = await auditor.get<{ setOffs: { rows: readonly Json[] } }>(
      '/v1/reports/payouts',
    );
    expect(body.setOffs.rows).toEqual([
      {
        ...{ payer: 'office', mode: 'disbursed', fromScheme: 'jkm', toScheme: 'jkk' },
        ...{ claims: 1, amount: 42_000_000 },
      },
    ]);
  });

  it('The history says who assessed the new sum, who approved it, and who entered both', async () => {
    const { body } = await auditor.get<{ history: readonly Json[] }>(
      `/v1/claims/${claim.body.id}/history`,
    );
    const of = (type: string) => body.history.findLast((line) => line['type'] === type);
    expect(of('CauseOfDeathCorrected')).toMatchObject({ who: 'supervisor-1' });
    expect(of('BenefitAssessed')).toMatchObject({ who: 'adjuster-1', enteredBy: 'supervisor-1' });
    expect(of('BenefitApproved')).toMatchObject({ who: 'supervisor-1', enteredBy: 'supervisor-1' });
  });

  it('A scholarship follows from it without 36 months', async () => {
    const scholarship = new CaseFile('/v1/scholarships');
    await scholarship.open(adjuster, '/v1/scholarships', {
      claimId: claim.body.id,
      childIds: [family.son],
    });
    expect(scholarship.benefit()).toMatchObject({ scheme: 'jkk', total: rupiah(87_000_000) });
  });
});

describe('A death by an accident turns out to have been an illness', () => {
  let claim: CaseFile;

  it('70,000,000 are paid, and then 28,000,000 of them are not owed', async () => {
    const family = await familyOf(43);
    const accident = await accidentOf(family);
    const byWork = { cause: 'work_accident', accidentClaimId: accident.body.id };
    claim = await deathOf(family, byWork);
    await payAll(claim, '2024-11-28');

    const asked = { cause: 'illness', reasonCode: 'autopsy' };
    await claim.tell(adjuster, '/cause-corrections', asked);
    expect(correctionIn(claim).effect).toMatchObject({
      difference: rupiah(-28_000_000),
      toPay: rupiah(0),
      toCollect: rupiah(28_000_000),
    });
    const path = `/cause-corrections/${correctionIn(claim).id}/approvals`;
    expect(typesIn(await claim.tell(supervisor, path, {}))).toEqual([
      'CauseOfDeathCorrected',
      'BenefitAssessed',
      ...Array<string>(3).fill('OverpaymentFound'),
    ]);
    expect(
      overpaymentsIn(claim)
        .map(({ open }) => open.amount)
        .sort(),
    ).toEqual([10_500_000, 10_500_000, 7_000_000]);
    expect(latest(claim)).toMatchObject({ status: 'settled', total: rupiah(0) });
  });

  it('Finance finds it on the worklist, and records what comes back, never more than is open', async () => {
    const { position } = await auditor.get('/v1/meta');
    const { body } = await finance.get<{ data: readonly Json[] }>(
      `/v1/worklist?role=finance&minPosition=${position}`,
    );
    const waiting = body.data.find(({ number }) => number === claim.body.number);
    const overpayment = overpaymentsIn(claim).find(({ open }) => open.amount === 7_000_000);
    const { id } = overpayment ?? { id: '' };
    expect(waiting?.['tasks']).toContainEqual(
      expect.objectContaining({ task: 'collect_overpayment', overpaymentId: id }),
    );

    const path = `/overpayments/${id}/repayments`;
    const part = { amount: rupiah(4_000_000), repaidOn: '2025-01-10', reference: 'STS-1' };
    expect(refusalOf(await claim.tell(adjuster, path, part))).toEqual([403, 'forbidden']);
    expect(typesIn(await claim.tell(finance, path, part))).toEqual(['OverpaymentRepaid']);
    expect(typesIn(await claim.tell(finance, path, part))).toEqual([]);
    const more = { ...part, reference: 'STS-2' };
    expect(refusalOf(await claim.tell(finance, path, more))).toEqual([422, 'overpayment-exceeded']);
    await claim.tell(finance, path, { ...more, amount: rupiah(3_000_000) });

    await claim.reload(auditor);
    expect(overpaymentsIn(claim).find((one) => one.id === id)).toMatchObject({
      amount: rupiah(7_000_000),
      repaid: rupiah(7_000_000),
      open: rupiah(0),
    });
    expect(claim.body.paid).toEqual(rupiah(63_000_000));
  });

  it('What came back is explained, and what is still to come', async () => {
    const { body } = await auditor.get<{ explanation: Explained }>(
      `/v1/claims/${claim.body.id}/explain`,
    );
    const { explanation } = body;
    expect(explanation).toMatchObject({
      addsUp: true,
      sums: {
        ...{ granted: rupiah(42_000_000), setOff: rupiah(42_000_000), owed: rupiah(0) },
        ...{ arrived: rupiah(70_000_000), repaid: rupiah(7_000_000), kept: rupiah(63_000_000) },
        toCollect: rupiah(21_000_000),
      },
    });
    expect(explanation.overpayments.map(({ says }) => says)).toContainEqual([
      'Rp 7.000.000 dari pembayaran ini ternyata tidak menjadi hak: Rp 7.000.000 dikembalikan, Rp 0 diperhitungkan dengan hak yang timbul kemudian, Rp 0 masih harus dikembalikan.',
      'Rp 4.000.000 dikembalikan pada 2025-01-10.',
      'Rp 3.000.000 dikembalikan pada 2025-01-10.',
    ]);
  });

  it('The report shows it in the month in which it came, by payer and mode', async () => {
    expect(await monthsPaid()).toContainEqual(
      expect.objectContaining({
        month: '2025-01',
        payer: 'office',
        mode: 'disbursed',
        repayments: 2,
        repaid: 7_000_000,
        net: -7_000_000,
      }),
    );
  });

  it('Both people and both sums stand in the history', async () => {
    const { body } = await auditor.get(`/v1/claims/${claim.body.id}/history`);
    expect(JSON.stringify(body)).toContain('Sebab meninggal diperbaiki');
    expect(JSON.stringify(body)).toContain('Kelebihan bayar dikembalikan');
  });
});

describe('A death by illness that BPJS paid turns out to have been by an accident', () => {
  let claim: CaseFile;
  const requested = () => `/cause-corrections/${correctionIn(claim).id}/approvals`;
  const asked = (reasonCode: string) => ({
    ...{ cause: 'work_accident', reasonCode },
    accidentClaimId: accident.body.id,
  });
  let accident: CaseFile;

  const presented = async (presentedOn: string) => {
    await claim.tell(supervisor, `/v1/benefits/${latest(claim).id}/approvals`, {});
    return claim.tell(adjuster, '/presentations', {
      benefits: [{ benefitId: latest(claim).id }],
      ...{ branch: 'Palembang', channel: 'counter' },
      ...{ presentedOn, papersCompleteOn: presentedOn },
    });
  };
  const granted = (amount: number, decidedOn: string) =>
    claim.tell(adjuster, '/payer-decisions', {
      outcome: 'granted',
      benefits: [{ benefitId: latest(claim).id, amount: rupiah(amount) }],
      ...{ decidedOn, reference: 'BPJS-1' },
    });
  const arrive = async (paidOn: string) => {
    for (const { id, amount, status } of claim.body.payouts)
      if (status === 'scheduled')
        await claim.tell(finance, `/v1/payouts/${id}/confirmations`, { paidOn, amount });
  };

  it('Nothing is corrected while BPJS has it before it', async () => {
    const family = await familyOf(44, KELAMBU);
    accident = await accidentOf(family);
    claim = await deathOf(family, { cause: 'illness' });
    expect(typesIn(await presented('2024-11-25'))).toEqual(['BenefitsPresented']);
    const early = await claim.tell(adjuster, '/cause-corrections', asked('autopsy'));
    expect(refusalOf(early)).toEqual([409, 'money-moving']);
    await granted(42_000_000, '2024-11-26');
    const still = await claim.tell(adjuster, '/cause-corrections', asked('autopsy'));
    expect(refusalOf(still)).toEqual([409, 'money-moving']);
  });

  it('Once it has paid, the difference is presented to it and paid by it', async () => {
    await arrive('2024-11-28');
    await claim.tell(adjuster, '/cause-corrections', asked('autopsy'));
    expect(correctionIn(claim).effect).toMatchObject({ toPay: rupiah(28_000_000) });
    const corrected = await claim.tell(supervisor, requested(), {});
    expect(typesIn(corrected)).toEqual(['CauseOfDeathCorrected', 'BenefitAssessed']);

    await presented('2024-12-02');
    const { id } = claim.body.payouts.find(({ status }) => status === 'scheduled') ?? { id: '' };
    const sent = await claim.tell(finance, `/v1/payouts/${id}/sendings`, {});
    expect(refusalOf(sent)).toEqual([409, 'payer-pays-itself']);
    await granted(28_000_000, '2024-12-03');
    await arrive('2024-12-05');
    expect(claim.body).toMatchObject({ approved: rupiah(70_000_000), paid: rupiah(70_000_000) });
    expect(await monthsPaid()).toContainEqual(
      expect.objectContaining({
        ...{ month: '2024-12', payer: 'bpjs', mode: 'recorded', scheme: 'jkk' },
        net: 28_000_000,
      }),
    );
  });

  it('The clock of the first payment stays, and the difference is late from its own day', () => {
    const { clocks } = claim.body['procedure'] as { readonly clocks: readonly Json[] };
    expect(clocks.filter(({ clock }) => clock === 'pay')).toMatchObject([
      { owedBy: 'payer', from: '2024-11-25', doneOn: '2024-11-28', late: false },
      { owedBy: 'payer', doneOn: '2024-12-05' },
    ]);
  });

  it('and turns out to have been an illness after all: 28,000,000 are to come back to BPJS', async () => {
    await claim.tell(adjuster, '/cause-corrections', { cause: 'illness', reasonCode: 'court' });
    const corrected = await claim.tell(supervisor, requested(), {});
    expect(typesIn(corrected).slice(0, 2)).toEqual(['CauseOfDeathCorrected', 'BenefitAssessed']);
    const open = overpaymentsIn(claim).reduce((sum, one) => sum + one.open.amount, 0);
    expect([latest(claim).status, open]).toEqual(['settled', 28_000_000]);
  });
});

it('Every row of every read model is what the log says', async () => {
  expect(await wrongIn(office)).toEqual([]);
});
