import type { ApiClient, Json } from '../src/demo/api-client';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Rights that time takes away (expiry) or holds back (cash after arrears).

const PAKE = 'pake-kelambu-2019';

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  await administrator.post('/v1/programmes', agreement(PAKE, { from: '2019-01-01' }));
});
afterAll(() => office.close());

const covered = async (serial: number, from: string, lastCoveredOn: string): Promise<string> => {
  const person = { ...newcomer(serial), programme: PAKE };
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', person);
  await enroller.post(`/v1/participants/${body.participant.id}/coverage-periods`, {
    programme: PAKE,
    from,
    lastCoveredOn,
    declaredIncome: rupiah(1_000_000),
  });
  return body.participant.id;
};
const accident = async (participantId: string, occurredOn: string, reportedOn: string) => {
  const claim = new CaseFile('/v1/claims');
  const told = await claim.open(adjuster, '/v1/accident-claims', {
    participantId,
    accidentKind: 'accident',
    occurredOn,
    reportedOn,
    reporterRelation: 'village',
    reporterName: 'Kepala Dusun',
  });
  return { claim, told };
};
const openPointsOf = (claim: CaseFile) =>
  (claim.benefit() as unknown as { openPoints: readonly { name: string }[] }).openPoints.map(
    ({ name }) => name,
  );

const tasksOf = async (claim: CaseFile) => {
  await office.kelambu.platform.reactions.caughtUp();
  const position = await office.kelambu.platform.store.head();
  const { body } = await adjuster.get<{
    data: readonly { id: string; tasks: readonly { task: string }[] }[];
  }>(`/v1/worklist?limit=200&minPosition=${position}`);
  const items = body.data.filter(({ id }) => id === claim.body.id);
  return items.flatMap(({ tasks }) => tasks.map(({ task }) => task));
};

describe('An accident of 2 December 2019', () => {
  it('that is reported five years later to the day keeps its right', async () => {
    const participantId = await covered(81, '2019-01-01', '2019-12-31');
    const { claim, told } = await accident(participantId, '2019-12-02', '2024-12-02');
    expect(told.body.warnings.map(({ code }) => code)).toEqual(['reported-late']);
    expect((await claim.tell(adjuster, '/acceptances', {})).status).toBe(200);
  });

  it('that is reported a day later is recorded with a warning, and pays nothing', async () => {
    const participantId = await covered(82, '2019-01-01', '2019-12-31');
    const { claim, told } = await accident(participantId, '2019-12-02', '2024-12-03');
    expect(told.status).toBe(201);
    expect(told.body.warnings).toContainEqual(
      expect.objectContaining({
        code: 'claim-expired',
        facts: { decidingDay: '2019-12-02', claimableUntil: '2024-12-02', citation: 'PP 82/2019' },
      }),
    );

    const refused = await claim.tell(adjuster, '/acceptances', {});
    expect([refused.status, refused.body.code]).toEqual([422, 'claim-expired']);
    expect((refused.body as unknown as Json)['rule']).toEqual({
      version: 'PP-82-2019',
      citation: 'PP 82/2019',
    });

    const journey = { mode: 'sea', travelledOn: '2019-12-02', cost: rupiah(900_000) };
    await claim.tell(adjuster, '/transport-costs', journey);
    expect(claim.benefit()).toMatchObject({
      total: rupiah(0),
      lines: [{ reasons: [{ code: 'claim-expired', citation: 'PP 82/2019' }] }],
    });
    expect(openPointsOf(claim)).toEqual([
      'expiryLastDay',
      'expiryKeptBy',
      'expiryOfDeathByAccident',
    ]);
    const ground = { ground: 'claim_expired', citation: 'PP 82/2019' };
    const benefit = `/v1/benefits/${claim.benefit().id}/refusals`;
    expect((await claim.tell(supervisor, benefit, ground)).status).toBe(200);
    expect((await claim.tell(supervisor, '/refusals', ground)).status).toBe(200);
    expect(claim.body).toMatchObject({ status: 'refused', refusal: ground });
  });
});

/** Of the one head that is covered then. */
const pay = (fromMonth: string, toMonth: string, months: number, paidOn: string) => {
  const sum = { number: `INV-${fromMonth}`, on: paidOn, amount: rupiah(months * 16_800) };
  return finance.post('/v1/contribution-payments', {
    programme: PAKE,
    fromMonth,
    toMonth,
    invoice: sum,
    sp2d: sum,
    receipt: sum,
  });
};

describe('Days without work after an accident in arrears', () => {
  it('are paid once the arrears are paid and the doctor has stated the recovery', async () => {
    const participantId = await covered(83, '2024-07-01', '2024-12-31');
    expect((await pay('2024-07', '2024-07', 1, '2024-07-01')).status).toBe(201);
    const { claim } = await accident(participantId, '2024-11-05', '2024-11-06');
    const days = { from: '2024-11-06', to: '2024-11-15' };
    await claim.tell(adjuster, '/wage-replacements', days);
    expect(claim.benefit()).toMatchObject({ total: rupiah(0), cover: 'in_arrears' });

    const again = async (reasonCode: string) => {
      await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/returns`, { reasonCode });
      await claim.tell(adjuster, '/wage-replacements', days);
      return claim.benefit();
    };
    expect((await pay('2024-08', '2024-12', 5, '2024-11-20')).status).toBe(201);
    expect(await again('arrears_paid')).toMatchObject({
      total: rupiah(0),
      cover: 'awaits_recovery',
      lines: [{ reasons: [{ code: 'cash-after-recovery', citation: 'PP 44/2015 art. 39' }] }],
    });
    expect(openPointsOf(claim)).toContain('recoveryEndsWith');
    const held = await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
    expect([held.status, held.body.code]).toEqual([422, 'cash-after-recovery']);

    await claim.tell(adjuster, '/doctor-statements', {
      outcome: 'recovered',
      statedOn: '2024-11-20',
      receivedOn: '2024-11-21',
    });
    expect(await again('recovered')).toMatchObject({ total: rupiah(333_333), cover: 'covered' });
  });
});

describe('A death in arrears of three months', () => {
  /** Presented, granted as it was approved, and paid. */
  const paidByBpjs = async (claim: CaseFile, paidOn: string) => {
    const { id, total } = claim.benefit();
    await claim.tell(supervisor, `/v1/benefits/${id}/approvals`, {});
    await claim.tell(adjuster, '/presentations', {
      benefits: [{ benefitId: id }],
      branch: 'Palembang',
      channel: 'counter',
      presentedOn: paidOn,
      papersCompleteOn: paidOn,
    });
    const benefits = [{ benefitId: id, amount: total }];
    const decision = { outcome: 'granted', benefits, decidedOn: paidOn };
    await claim.tell(adjuster, '/payer-decisions', decision);
    const { id: payoutId } = claim.payout(({ status }) => status === 'scheduled');
    return claim.tell(finance, `/v1/payouts/${payoutId}/confirmations`, {
      amount: total,
      paidOn,
      reference: `BPJS-${paidOn}`,
    });
  };

  it('pays the funeral at once, and 32,000,000 once the arrears are paid', async () => {
    const participantId = await covered(84, '2023-07-01', '2023-12-31');
    expect((await pay('2023-07', '2023-07', 1, '2023-07-01')).status).toBe(201);
    const widow = await adjuster.post<{
      participant: { family: readonly { id: string }[] };
    }>(`/v1/participants/${participantId}/family-members`, {
      relation: 'spouse',
      name: 'Istri',
      birthDate: '1990-01-01',
    });
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/death-claims', {
      participantId,
      diedOn: '2023-11-05',
      knownOn: '2023-11-06',
      reportedOn: '2023-11-06',
      cause: 'illness',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    });
    const heirId = widow.body.participant.family.at(-1)?.id;
    const whole = { heirId, share: { numerator: 1, denominator: 1 } };
    await claim.tell(adjuster, '/heirs', {
      heirClass: 1,
      letterOn: '2023-11-10',
      heirs: [whole],
    });
    expect((await claim.tell(adjuster, '/acceptances', {})).status).toBe(200);
    await claim.verifyPapers(adjuster, [
      ...['form_4', 'participant_card', 'ktp', 'death_certificate', 'family_card'],
      ...['heir_ktp', 'heir_letter', 'marriage_book'],
    ]);
    await claim.tell(adjuster, '/death-benefits', {});
    expect(claim.benefit()).toMatchObject({ total: rupiah(10_000_000), cover: 'in_arrears' });
    expect((await paidByBpjs(claim, '2024-12-20')).status).toBe(200);
    const early = await claim.tell(adjuster, '/death-benefits', {});
    expect(early.body.events).toEqual([]);

    expect(await tasksOf(claim)).toEqual([]);

    expect((await pay('2023-08', '2023-12', 5, '2024-12-23')).status).toBe(201);
    expect(await tasksOf(claim)).toEqual(['assess_benefit']);
    await claim.reload(adjuster);
    await claim.tell(adjuster, '/death-benefits', {});
    expect(await tasksOf(claim)).toEqual(['approve_benefit']);
    expect(claim.benefit()).toMatchObject({
      total: rupiah(32_000_000),
      cover: 'covered',
      lines: [
        { code: 'lump_sum', granted: rupiah(20_000_000) },
        { code: 'periodic', granted: rupiah(12_000_000) },
        {
          granted: rupiah(0),
          reasons: [{ code: 'paid-in-arrears', citation: 'PP 44/2015 art. 39' }],
        },
      ],
    });
    expect((await paidByBpjs(claim, '2024-12-27')).status).toBe(200);
    expect(claim.body.paid).toEqual(rupiah(42_000_000));
  });
});
