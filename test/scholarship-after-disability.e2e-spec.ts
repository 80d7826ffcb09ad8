import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import {
  agreement,
  type CaseAnswer,
  CaseFile,
  newcomer,
  rupiah,
  typesIn,
} from './support/case-file';
import { type Office, openOffice } from './support/office';

// A father lives, but will never work again: his children are paid through school as if he had died by the accident.

let office: Office;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let [participantId, mother, child] = ['', '', ''];

const PAKE = 'pake-kelambu-2024';
const claim = new CaseFile('/v1/claims');
const scholarship = new CaseFile('/v1/scholarships');

type ParticipantAnswer = {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};
const relative = async (relation: string, birthDate: string) => {
  const path = `/v1/participants/${participantId}/family-members`;
  const asked = { relation, name: 'Keluarga', birthDate, legalChild: relation === 'child' };
  const { body } = await adjuster.post<ParticipantAnswer>(path, asked);
  return body.participant.family.at(-1)?.id ?? '';
};
const refusalOf = ({ status, body }: Answer<CaseAnswer>) => [status, body.code];
const disabledBy = async (percentTenths: number, body: Json) => {
  await claim.tell(adjuster, '/doctor-statements', {
    outcome: 'disabled',
    statedOn: '2024-11-27',
    receivedOn: '2024-11-28',
    percentTenths,
    bodyPart: 'seluruh tubuh',
  });
  const statement = (claim.body['statements'] as readonly { id: string }[]).at(-1);
  return claim.tell(adjuster, '/disabilities', { statementId: statement?.id ?? '', ...body });
};
const approvalOf = (file: CaseFile) => `/v1/benefits/${file.benefit().id}/approvals`;
const request = () => ({ claimId: claim.body.id, childIds: [child] });

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  const enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  const terms = { payer: 'office', mode: 'disbursed' };
  await administrator.post('/v1/programmes', agreement(PAKE, terms));
  const person = { ...newcomer(61), programme: PAKE };
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', person);
  participantId = body.participant.id;
  await enroller.post(`/v1/participants/${participantId}/coverage-periods`, {
    programme: PAKE,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  mother = await relative('spouse', '1990-01-01');
  child = await relative('child', '2016-07-01');
  await claim.open(adjuster, '/v1/accident-claims', {
    participantId,
    accidentKind: 'accident',
    occurredOn: '2024-10-14',
    reportedOn: '2024-10-14',
    reporterRelation: 'village',
    reporterName: 'Kepala Dusun',
  });
  await claim.tell(adjuster, '/acceptances', {});
});
afterAll(() => office.close());

describe('A scholarship after a total permanent disability', () => {
  it('is refused while the disability is only partial, in both languages', async () => {
    const toe = { part: 'big_toe', side: 'left', percentTenths: 50 };
    await disabledBy(50, { kind: 'partial_anatomical', parts: [toe] });
    expect(claim.benefit()).toMatchObject({ kind: 'disability', total: rupiah(4_000_000) });
    const id = await adjuster.post<CaseAnswer>('/v1/scholarships', request());
    const en = await adjuster.post<CaseAnswer>('/v1/scholarships', request(), { language: 'en' });
    const code = 'scholarship-needs-total-disability';
    expect([refusalOf(id), refusalOf(en)]).toEqual([
      [422, code],
      [422, code],
    ]);
    expect(id.body.detail).not.toEqual(en.body.detail);

    const path = `/v1/benefits/${claim.benefit().id}/returns`;
    await claim.tell(supervisor, path, { reasonCode: 'wrong_form' });
  });

  it('is asked for once the disability is total, and stays quiet the second time', async () => {
    await disabledBy(700, { kind: 'total_permanent', parts: [] });
    expect(claim.benefit()).toMatchObject({ total: rupiah(68_000_000) });
    const asked = await scholarship.open(adjuster, '/v1/scholarships', request());
    expect(typesIn(asked)).toEqual(['ScholarshipRequested', 'BenefitAssessed']);
    expect(scholarship.benefit()).toMatchObject({ total: rupiah(87_000_000) });
    expect(scholarship.body).toMatchObject({ cause: 'work_accident', claimId: claim.body.id });
    expect(typesIn(await scholarship.open(adjuster, '/v1/scholarships', request()))).toEqual([]);
  });

  it('is granted after the disability was approved, not before', async () => {
    await scholarship.verifyPapers(adjuster, ['application', 'family_card', 'guardian_ktp']);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], child);
    const early = await scholarship.tell(supervisor, approvalOf(scholarship), {});
    expect(refusalOf(early)).toEqual([409, 'disability-not-approved']);

    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp', 'kk2', 'kk3']);
    await claim.tell(adjuster, '/payee-accounts', {
      ...{ payeeKind: 'participant', payeeId: participantId },
      ...{ bank: 'BRI', number: '5555555555', holder: 'Bapak' },
    });
    const approved = await claim.tell(supervisor, approvalOf(claim), {});
    expect(typesIn(approved)).toContain('BenefitApproved');
    const granted = await scholarship.tell(supervisor, approvalOf(scholarship), {});
    expect(typesIn(granted)).toEqual(['BenefitApproved', 'ScholarshipGranted']);
  });

  it('is paid year by year to the other parent, and what is to come is a commitment', async () => {
    await scholarship.tell(adjuster, '/payee-accounts', {
      ...{ payeeKind: 'guardian', payeeId: mother },
      ...{ bank: 'BRI', number: '4444444444', holder: 'Ibu' },
    });
    const year = { childId: child, level: 'sd', grade: 2, schoolYear: 2024, guardianId: mother };
    await scholarship.tell(adjuster, '/years', year);
    await scholarship.verifyPapers(
      adjuster,
      ['application', 'school_letter', 'school_report'],
      child,
    );
    await scholarship.tell(supervisor, approvalOf(scholarship), {});
    const { id, amount } = scholarship.payout();
    await scholarship.tell(finance, `/v1/payouts/${id}/sendings`, {});
    await scholarship.tell(finance, `/v1/payouts/${id}/confirmations`, {
      paidOn: '2024-12-10',
      amount,
    });
    expect(scholarship.body.paid).toEqual(rupiah(1_500_000));

    await scholarship.reload(adjuster);
    const auditor = await office.as('auditor-1', 'auditor');
    const { body } = await auditor.get<{ schoolTotals: readonly Json[] }>(
      '/v1/reports/commitments',
    );
    const { projected } = scholarship.body as unknown as { projected: { amount: number } };
    expect(projected.amount).toBeGreaterThan(0);
    expect(body.schoolTotals).toMatchObject([
      { children: 1, ceiling: 87_000_000, projected: projected.amount, paid: 1_500_000 },
    ]);
  });

  it('is paid to the disabled father himself, where he receives for the child', async () => {
    const year = { childId: child, level: 'sd', grade: 3, schoolYear: 2025 };
    const twice = { ...year, guardianId: mother, receivedBy: 'participant' };
    expect(refusalOf(await scholarship.tell(adjuster, '/years', twice))).toEqual([
      422,
      'two-receivers',
    ]);
    await scholarship.tell(adjuster, '/years', { ...year, receivedBy: 'participant' });
    await scholarship.tell(adjuster, '/payee-accounts', {
      ...{ payeeKind: 'participant', payeeId: participantId },
      ...{ bank: 'BRI', number: '5555555555', holder: 'Bapak' },
    });
    const early = await scholarship.tell(supervisor, approvalOf(scholarship), {});
    expect(refusalOf(early)).toEqual([422, 'papers-missing']);
    for (const kind of ['application', 'school_letter', 'school_report']) {
      const paper = { kind, concerns: child, receivedOn: '2025-07-21', issuedOn: '2025-07-18' };
      await scholarship.tell(adjuster, '/documents', paper);
      const paperId = scholarship.body.papers.at(-1)?.id ?? '';
      await scholarship.tell(adjuster, `/documents/${paperId}/verifications`, {});
    }
    const approved = await scholarship.tell(supervisor, approvalOf(scholarship), {});
    expect(typesIn(approved)).toEqual(['BenefitApproved', 'PayoutScheduled']);
    const payout = scholarship.payout(({ status }) => status === 'scheduled');
    expect(payout).toMatchObject({ payeeId: participantId, onBehalfOf: child });
    const sent = await scholarship.tell(finance, `/v1/payouts/${payout.id}/sendings`, {});
    expect(typesIn(sent)).toEqual(['PayoutSent']);
  });

  it('is contradicted when the approval of the disability falls, and somebody is asked to look', async () => {
    const disability = claim.body.benefits.findLast(({ status }) => status === 'approved');
    await claim.tell(supervisor, `/v1/benefits/${disability?.id}/voidings`, {
      reasonCode: 'wrong_form',
    });
    await office.kelambu.platform.reactions.caughtUp();
    const { position } = await scholarship.reload(adjuster);
    expect(scholarship.benefit(0)).toMatchObject({
      contradictedBy: 'scholarship-needs-total-disability',
    });
    const { body } = await supervisor.get<{ data: readonly Json[] }>(
      `/v1/worklist?role=supervisor&minPosition=${position}`,
    );
    expect(body.data.map(({ number }) => number)).toContain(scholarship.body.number);
  });
});
