import type { ApiClient, Json } from '../src/demo/api-client';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Working days that the payer has, and what he owes for each day that he is late.

const PAKE = 'pake-kelambu-2024';

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let today = '2025-01-15';

beforeAll(async () => {
  office = await openOffice({ clock: { now: () => new Date(`${today}T03:00:00Z`) } });
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  await administrator.post('/v1/programmes', agreement(PAKE));
});
afterAll(() => office.close());

const covered = async (serial: number): Promise<string> => {
  const person = { ...newcomer(serial), programme: PAKE };
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', person);
  await enroller.post(`/v1/participants/${body.participant.id}/coverage-periods`, {
    programme: PAKE,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  return body.participant.id;
};

type Procedure = {
  readonly clocks: readonly (Json & { readonly clock: string })[];
  readonly latePayments: readonly Json[];
  readonly openPoints: readonly { readonly name: string }[];
};
const procedureOf = (claim: CaseFile) => claim.body['procedure'] as Procedure;
const clockOf = (claim: CaseFile, name: string) =>
  procedureOf(claim).clocks.find(({ clock }) => clock === name);

describe('A bill whose papers are complete on Friday, 20 December 2024', () => {
  const claim = new CaseFile('/v1/claims');
  const at = async (day: string) => {
    today = day;
    await claim.reload(adjuster);
    return claim;
  };
  const overdue = async (day: string, path = '/v1/claims') => {
    today = day;
    const { position } = await adjuster.get('/v1/meta');
    const { body } = await adjuster.get<{ data: readonly { id: string }[] }>(
      `${path}?overdue=true&minPosition=${position}`,
    );
    return body.data.map(({ id }) => id).includes(claim.body.id);
  };

  beforeAll(async () => {
    await claim.open(adjuster, '/v1/accident-claims', {
      participantId: await covered(71),
      accidentKind: 'accident',
      occurredOn: '2024-12-02',
      reportedOn: '2024-12-05',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    });
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/treatment-bills', {
      facilityId: 'rsud-sekayu',
      invoiceNumber: 'RS/71',
      from: '2024-12-02',
      to: '2024-12-10',
      items: [{ code: 'inpatient', claimed: rupiah(8_000_000) }],
      paidTo: 'facility',
    });
    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
    await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
    await claim.tell(adjuster, '/presentations', {
      benefits: [{ benefitId: claim.benefit().id }],
      branch: 'palembang',
      channel: 'counter',
      presentedOn: '2024-12-20',
      papersCompleteOn: '2024-12-20',
    });
  });

  it('was reported late, which is said and nothing more', () => {
    expect(clockOf(claim, 'report')).toMatchObject({
      dueOn: '2024-12-04',
      daysLate: 1,
      late: true,
    });
  });
  it('is due on 3 January 2025: seven working days over Christmas and New Year', async () => {
    expect(clockOf(await at('2025-01-03'), 'pay')).toMatchObject({
      owedBy: 'payer',
      from: '2024-12-20',
      dueOn: '2025-01-03',
      doneOn: null,
      late: false,
      citation: 'PP 44/2015 art. 37',
    });
    expect(procedureOf(claim).openPoints.map(({ name }) => name)).toContain('jointLeaveIsWorked');
  });
  it.each([
    ['2025-01-02', false],
    ['2025-01-03', false],
    ['2025-01-04', true],
  ])('on %s is overdue: %s, in the claims and in the worklist', async (day, expected) => {
    expect(await overdue(day)).toBe(expected);
    expect(await overdue(day, '/v1/worklist')).toBe(expected);
  });
  it('dates the task that stops the clock', async () => {
    const { body } = await adjuster.get<{ data: readonly { tasks: readonly Json[] }[] }>(
      '/v1/worklist?role=adjuster',
    );
    expect(body.data[0]?.tasks).toEqual([
      expect.objectContaining({ task: 'record_payer_decision', dueOn: '2025-01-03' }),
    ]);
  });
  it('costs the payer 1 % for each day until it arrives, as a figure and not as a payout', async () => {
    expect(procedureOf(await at('2025-01-03')).latePayments).toEqual([]);
    expect(procedureOf(await at('2025-01-04')).latePayments).toMatchObject([
      { owedBy: 'bpjs', paidOn: null, days: 1, amount: rupiah(80_000) },
    ]);
    await claim.tell(adjuster, '/payer-decisions', {
      outcome: 'granted',
      benefits: [{ benefitId: claim.benefit().id, amount: rupiah(8_000_000) }],
      decidedOn: '2025-01-04',
      reference: 'BPJS-71',
    });
    today = '2025-01-10';
    await claim.tell(finance, `/v1/payouts/${claim.payout().id}/confirmations`, {
      paidOn: '2025-01-08',
      amount: rupiah(8_000_000),
      reference: 'BANK-71',
    });
    const paid = await at('2025-02-01');
    expect(procedureOf(paid)).toMatchObject({
      latePayments: [
        {
          dueOn: '2025-01-03',
          paidOn: '2025-01-08',
          days: 5,
          of: rupiah(8_000_000),
          amount: rupiah(400_000),
          citation: 'PP 44/2015 art. 37(3)',
        },
      ],
    });
    expect(procedureOf(paid).openPoints.map(({ name }) => name)).toContain('latePaymentOfBills');
    expect(paid.body.payouts).toHaveLength(1);
    expect(await overdue('2025-02-01')).toBe(false);
  });
});

describe('The tables that working days are counted with', () => {
  it('are told with their source, version and what nobody has confirmed', async () => {
    const { body } = await adjuster.get<{
      procedure: { holidays: readonly Json[]; openPoints: readonly Json[] };
    }>('/v1/meta');
    expect(body.procedure.holidays.map(({ year, version }) => [year, version])).toEqual([
      [2024, 1],
      [2025, 1],
      [2025, 2],
      [2026, 1],
    ]);
    expect(body.procedure.openPoints).toContainEqual(
      expect.objectContaining({ name: 'jointLeaveIsWorked', mark: 'unconfirmed', value: false }),
    );
  });
});
