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
import { wrongIn } from './support/verified';

// What else happens to a death claim whose cause was corrected: it is voided, its papers are missing, its heirs change.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let second: ApiClient;
let finance: ApiClient;

const DESA = 'santunan-desa-2024';
const KELAMBU = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  finance = await office.as('finance-1', 'finance');
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

/** A man with a wife and a child, covered from October to December 2024. */
const familyOf = async (serial: number, programme = DESA) => {
  const person = { ...newcomer(serial), programme };
  const { body } = await enroller.post<Person>('/v1/participants', person);
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  const relative = async (relation: string, birthDate: string) => {
    const told = { relation, name: 'Keluarga', birthDate, legalChild: relation === 'child' };
    const answer = await adjuster.post<Person>(`/v1/participants/${id}/family-members`, told);
    return answer.body.participant.family.at(-1)?.id ?? '';
  };
  const wife = await relative('spouse', '1992-02-02');
  return { id, wife, child: await relative('child', '2015-05-06') };
};
type Family = Awaited<ReturnType<typeof familyOf>>;

const told = { reportedOn: '2024-11-06', reporterRelation: 'village', reporterName: 'Kades' };
const accidentOf = async ({ id: participantId }: Family, occurredOn = '2024-11-01') => {
  const accident = new CaseFile('/v1/claims');
  const report = { ...told, participantId, accidentKind: 'accident', occurredOn };
  await accident.open(adjuster, '/v1/accident-claims', report);
  await accident.tell(adjuster, '/acceptances', {});
  return accident;
};
const deathOf = async ({ id: participantId }: Family, cause: Json = { cause: 'illness' }) => {
  const claim = new CaseFile('/v1/claims');
  const days = { diedOn: '2024-11-05', knownOn: '2024-11-06' };
  await claim.open(adjuster, '/v1/death-claims', { ...told, participantId, ...days, ...cause });
  await claim.tell(adjuster, '/acceptances', {});
  return claim;
};

const inherits = (...heirs: readonly string[]) => ({
  ...{ heirClass: 1, letterOn: '2024-11-10' },
  heirs: heirs.map((heirId) => ({ heirId, share: { numerator: 1, denominator: heirs.length } })),
});
/** All to the widow, papers and account ready, assessed. */
const assessedFor = async (claim: CaseFile, { wife }: Family) => {
  await claim.tell(adjuster, '/heirs', inherits(wife));
  await claim.verifyPapers(adjuster, [
    ...['form_4', 'kk1', 'kk2', 'kk3', 'participant_card', 'ktp', 'heir_ktp'],
    ...['death_certificate', 'family_card', 'heir_letter', 'marriage_book'],
  ]);
  await claim.tell(adjuster, '/payee-accounts', {
    ...{ payeeKind: 'heir', payeeId: wife },
    ...{ number: '1111111111', bank: 'Bank Sumsel Babel', holder: 'Istri' },
  });
  await claim.tell(adjuster, '/death-benefits', {});
};

const latest = ({ body }: CaseFile) => {
  const benefit = body.benefits.findLast(({ status }) => status !== 'superseded');
  if (!benefit) throw new Error('Nothing stands.');
  return benefit;
};
const approve = (file: CaseFile, benefitId = latest(file).id) =>
  file.tell(supervisor, `/v1/benefits/${benefitId}/approvals`, {});
const byWork = (accident: CaseFile) => ({
  ...{ cause: 'work_accident', accidentClaimId: accident.body.id },
});
const correctTo = async (claim: CaseFile, cause: Json) => {
  const asked = { ...cause, reasonCode: 'inspector_found' };
  expect((await claim.tell(adjuster, '/cause-corrections', asked)).status).toBe(200);
  const { id } = claim.body['causeCorrection'] as { id: string };
  return claim.tell(supervisor, `/cause-corrections/${id}/approvals`, {});
};
const voidedAs = async (claim: CaseFile, reasonCode: string) => {
  await claim.tell(supervisor, '/voidings', { reasonCode });
  const { id } = claim.body['voiding'] as { id: string };
  return claim.tell(second, `/voidings/${id}/approvals`, {});
};
const refusalOf = ({ status, body }: Answer<CaseAnswer>) => [status, body.code];
const amountsIn = ({ body }: CaseFile, status: string) =>
  body.payouts.filter((one) => one.status === status).map(({ amount }) => amount.amount);
const paidBy = async (file: CaseFile, paidOn: string) => {
  for (const { id, amount, status } of file.body.payouts) {
    if (status !== 'scheduled') continue;
    await file.tell(finance, `/v1/payouts/${id}/sendings`, {});
    await file.tell(finance, `/v1/payouts/${id}/confirmations`, { paidOn, amount });
  }
};
const reactedTo = () => office.kelambu.platform.reactions.caughtUp();

describe('A scholarship rests on a corrected cause, and its claim is voided after', () => {
  const scholarship = new CaseFile('/v1/scholarships');
  let family: Family;
  let wrong: CaseFile;
  let accident: CaseFile;
  const schoolYear = (year: number, grade: number) => ({
    ...{ childId: family.child, schoolYear: year, level: 'sd', grade, guardianId: family.wife },
  });

  it('An illness gives nothing before 36 months; the accident that it was gives the ceiling', async () => {
    family = await familyOf(1);
    wrong = await deathOf(family);
    const request = { claimId: wrong.body.id, childIds: [family.child] };
    await scholarship.open(adjuster, '/v1/scholarships', request);
    expect(latest(scholarship).total).toEqual(rupiah(0));
    accident = await accidentOf(family);
    expect(typesIn(await correctTo(wrong, byWork(accident)))).toEqual(['CauseOfDeathCorrected']);
    const again = await scholarship.open(adjuster, '/v1/scholarships', request);
    expect(typesIn(again)).toEqual(['ScholarshipRequested', 'BenefitAssessed']);
    await scholarship.verifyPapers(adjuster, ['application', 'family_card', 'guardian_ktp']);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], family.child);
    expect(typesIn(await approve(scholarship))).toContain('ScholarshipGranted');
    expect(latest(scholarship)).toMatchObject({ scheme: 'jkk', total: rupiah(87_000_000) });
  });

  it('One year is paid, and another approved', async () => {
    await scholarship.tell(adjuster, '/payee-accounts', {
      ...{ payeeKind: 'guardian', payeeId: family.wife },
      ...{ number: '2222222222', bank: 'Bank Sumsel Babel', holder: 'Ibu' },
    });
    for (const [year, grade] of [
      [2024, 3],
      [2025, 4],
    ] as const) {
      await scholarship.tell(adjuster, '/years', schoolYear(year, grade));
      for (const kind of ['application', 'school_letter', 'school_report']) {
        const paper = { kind, concerns: family.child, receivedOn: '2024-12-02' };
        await scholarship.tell(adjuster, '/documents', { ...paper, number: `${kind}-${year}` });
        const { id } = scholarship.body.papers.at(-1) ?? { id: '' };
        await scholarship.tell(adjuster, `/documents/${id}/verifications`, {});
      }
      expect(typesIn(await approve(scholarship))).toEqual(['BenefitApproved', 'PayoutScheduled']);
      if (year === 2024) await paidBy(scholarship, '2024-12-20');
    }
    expect(amountsIn(scholarship, 'confirmed')).toEqual([1_500_000]);
    expect(amountsIn(scholarship, 'scheduled')).toEqual([1_500_000]);
  });

  it('Once the claim is voided, nothing more is sent or assessed, and somebody is asked to look', async () => {
    expect(typesIn(await voidedAs(wrong, 'filed_twice'))).toContain('ClaimVoided');
    await reactedTo();
    await scholarship.reload(adjuster);
    const standing = scholarship.body.benefits.filter(({ status }) => status === 'approved');
    expect(standing).toMatchObject([
      { kind: 'scholarship_grant', contradictedBy: 'claim-voided' },
      { kind: 'scholarship_year', contradictedBy: null },
      { kind: 'scholarship_year', contradictedBy: 'claim-voided' },
    ]);
    const { id } = scholarship.payout(({ status }) => status === 'scheduled');
    const sent = await scholarship.tell(finance, `/v1/payouts/${id}/sendings`, {});
    expect(refusalOf(sent)).toEqual([409, 'claim-voided']);
    const third = await scholarship.tell(adjuster, '/years', schoolYear(2026, 5));
    expect(refusalOf(third)).toEqual([409, 'claim-voided']);
    expect(amountsIn(scholarship, 'confirmed')).toEqual([1_500_000]);
  });
});

describe('BPJS says that papers are missing, and the cause turns out to be another', () => {
  let family: Family;
  let claim: CaseFile;
  let accident: CaseFile;
  const presented = (on: string) =>
    claim.tell(adjuster, '/presentations', {
      benefits: [{ benefitId: latest(claim).id }],
      ...{ branch: 'Palembang', channel: 'counter', presentedOn: on, papersCompleteOn: on },
    });
  const answered = (benefitId: string, outcome: string, amount: number, decidedOn: string) =>
    claim.tell(adjuster, '/payer-decisions', {
      ...{ outcome, decidedOn, reference: `BPJS-${decidedOn}` },
      benefits: [{ benefitId, amount: rupiah(amount) }],
    });
  const arrived = async (paidOn: string) => {
    for (const { id, amount, status } of claim.body.payouts)
      if (status === 'scheduled')
        await claim.tell(finance, `/v1/payouts/${id}/confirmations`, { paidOn, amount });
  };

  it('What waits for papers is not with the payer: the cause is corrected, and 70,000,000 assessed', async () => {
    family = await familyOf(11, KELAMBU);
    accident = await accidentOf(family);
    claim = await deathOf(family);
    await assessedFor(claim, family);
    await approve(claim);
    await presented('2024-11-25');
    const early = await claim.tell(adjuster, '/cause-corrections', {
      ...byWork(accident),
      reasonCode: 'autopsy',
    });
    expect(refusalOf(early)).toEqual([409, 'money-moving']);

    const waits = latest(claim).id;
    await answered(waits, 'papers_missing', 0, '2024-11-26');
    expect(latest(claim).status).toBe('papers_missing');
    expect(typesIn(await correctTo(claim, byWork(accident)))).toEqual([
      'CauseOfDeathCorrected',
      'BenefitApprovalVoided',
      'PayoutCancelled',
      'BenefitAssessed',
    ]);
    expect(latest(claim)).toMatchObject({ status: 'assessed', total: rupiah(70_000_000) });
  });

  it('What is superseded is not presented again', async () => {
    const [first] = claim.body.benefits;
    const again = await claim.tell(adjuster, '/presentations', {
      benefits: [{ benefitId: first?.id }],
      ...{ branch: 'Palembang', channel: 'counter' },
      ...{ presentedOn: '2024-11-27', papersCompleteOn: '2024-11-27' },
    });
    expect(refusalOf(again)).toEqual([409, 'benefit-not-approved']);
  });

  it('70,000,000 are presented, presented again with the papers, granted and paid', async () => {
    await approve(claim);
    await presented('2024-11-28');
    await answered(latest(claim).id, 'papers_missing', 0, '2024-11-29');
    expect(typesIn(await presented('2024-12-02'))).toEqual(['BenefitsPresented']);
    await answered(latest(claim).id, 'granted', 70_000_000, '2024-12-03');
    await arrived('2024-12-05');
    expect(claim.body).toMatchObject({ approved: rupiah(70_000_000), paid: rupiah(70_000_000) });
    expect(amountsIn(claim, 'scheduled')).toEqual([]);
  });

  it('A late word on what was superseded is recorded, and pays nothing twice', async () => {
    const [first] = claim.body.benefits;
    const late = await answered(first?.id ?? '', 'granted', 42_000_000, '2024-12-06');
    expect([late.status, typesIn(late)]).toEqual([200, ['PayerDecisionRecorded']]);
    expect(claim.body).toMatchObject({ approved: rupiah(70_000_000), paid: rupiah(70_000_000) });
    expect(amountsIn(claim, 'scheduled')).toEqual([]);
  });
});

describe('The heirs turn out to be others, after 42,000,000 were paid under an earlier cause', () => {
  it('The office is told what it can do, and does it', async () => {
    const family = await familyOf(21);
    const accident = await accidentOf(family);
    const claim = await deathOf(family);
    await assessedFor(claim, family);
    await approve(claim);
    await paidBy(claim, '2024-11-29');
    await correctTo(claim, byWork(accident));
    const { heirs, ...letter } = inherits(family.wife, family.child);
    const guarded = heirs.map((heir) =>
      heir.heirId === family.child ? { ...heir, guardianId: family.wife } : heir,
    );
    const told = await claim.tell(adjuster, '/heirs', { ...letter, heirs: guarded });
    expect(refusalOf(told)).toEqual([409, 'heirs-paid']);
    expect(told.body.detail).toContain('kematiannya dilaporkan lagi');

    const early = await claim.tell(supervisor, '/voidings', { reasonCode: 'filed_twice' });
    expect(refusalOf(early)).toEqual([409, 'money-moving']);
    const { id: paid } = claim.payout(({ status }) => status === 'confirmed');
    const back = { returnedOn: '2024-12-02', reasonCode: 'wrong_heirs' };
    expect((await claim.tell(finance, `/v1/payouts/${paid}/returns`, back)).status).toBe(200);
    expect(typesIn(await voidedAs(claim, 'filed_twice'))).toContain('ClaimVoided');
    const anew = await deathOf(family);
    const heirsOf = await anew.tell(adjuster, '/heirs', { ...letter, heirs: guarded });
    expect(typesIn(heirsOf)).toEqual(['HeirsEstablished']);
  });
});

it('Every row of every read model is what the log says', async () => {
  expect(await wrongIn(office)).toEqual([]);
});
