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

// What becomes of a claim that should never have been, was decided wrong, or was written down wrong.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let second: ApiClient;
let finance: ApiClient;

const VILLAGE = 'santunan-desa-2021';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  const ownMoney = { payer: 'office', mode: 'disbursed', fundedBy: 'village_fund' };
  const years = { from: '2021-10-01', lastDay: '2026-12-31' };
  await administrator.post('/v1/programmes', agreement(VILLAGE, { ...ownMoney, ...years }));
});
afterAll(() => office.close());

// --- what the stories need ----------------------------------------------------------------------------------------

type ParticipantAnswer = {
  readonly participant: Json & {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};

const covered = async (serial: number): Promise<string> => {
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', {
    ...newcomer(serial),
    programme: VILLAGE,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme: VILLAGE,
    from: '2024-01-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};

const wifeOf = async (participantId: string): Promise<string> => {
  const { body } = await adjuster.post<ParticipantAnswer>(
    `/v1/participants/${participantId}/family-members`,
    { relation: 'spouse', name: 'Istri', birthDate: '1990-01-01' },
  );
  return body.participant.family.at(-1)?.id ?? '';
};

const told = (participantId: string, on: string) => ({
  participantId,
  reportedOn: on,
  reporterRelation: 'village',
  reporterName: 'Kepala Dusun',
  chronology: 'Seperti dilaporkan.',
});
const deathReport = (participantId: string, diedOn: string) => ({
  ...told(participantId, diedOn),
  diedOn,
  knownOn: diedOn,
  cause: 'illness',
});
const accidentReport = (participantId: string, occurredOn: string) => ({
  ...told(participantId, occurredOn),
  accidentKind: 'accident',
  occurredOn,
});
const bill = {
  facilityId: 'rsud-sekayu',
  invoiceNumber: 'RS/7',
  from: '2024-03-05',
  to: '2024-03-09',
  items: [{ code: 'inpatient', claimed: rupiah(2_000_000) }],
  paidTo: 'participant',
};

const opened = async (path: string, report: object): Promise<CaseFile> => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, path, report);
  return claim;
};
const refusalOf = ({ status, body }: Answer<CaseAnswer>) => [status, body.code];

/** What the widow inherits, papers and account ready, assessed and approved: one payout of 42,000,000. */
const approvedFor = async (claim: CaseFile, widow: string) => {
  await claim.tell(adjuster, '/heirs', {
    heirClass: 1,
    letterOn: '2024-08-01',
    heirs: [{ heirId: widow, share: { numerator: 1, denominator: 1 } }],
  });
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
    bank: 'Bank Sumsel Babel',
    number: '1234567890',
    holder: 'Istri',
  });
  return claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
};

const askedFor = (claim: CaseFile, wish: Json, options = {}) =>
  claim.tell(supervisor, '/voidings', wish, options);
const approvalOf = ({ body }: CaseFile) =>
  `/voidings/${(body['voiding'] as { id: string }).id}/approvals`;
const voidedAs = async (claim: CaseFile, wish: Json) => {
  await askedFor(claim, wish);
  return claim.tell(second, approvalOf(claim), {});
};

const reactedTo = () => office.kelambu.platform.reactions.caughtUp();
const shown = async <Body>(path: string) => {
  const position = await office.kelambu.platform.store.head();
  const join = path.includes('?') ? '&' : '?';
  return (await adjuster.get<Body>(`${path}${join}minPosition=${position}`)).body;
};
const deathDayOf = async (participantId: string) =>
  (await shown<ParticipantAnswer>(`/v1/participants/${participantId}`)).participant['diedOn'];
const worklistHas = async ({ body }: CaseFile) => {
  const { data } = await shown<{ data: readonly Json[] }>('/v1/worklist?limit=200');
  return data.some((one) => JSON.stringify(one).includes(body.id));
};

// --- the stories --------------------------------------------------------------------------------------------------

describe('A man is taken for dead, and lives', () => {
  const death = new CaseFile('/v1/claims');
  const report = (participantId: string) => deathReport(participantId, '2024-03-10');
  let [participantId, widow] = ['', ''];

  it('His death is reported, accepted and recorded, and his wife is to be paid', async () => {
    participantId = await covered(1);
    widow = await wifeOf(participantId);
    await death.open(adjuster, '/v1/death-claims', report(participantId), { key: 'told-first' });
    await death.tell(adjuster, '/acceptances', {});
    await reactedTo();
    expect(await deathDayOf(participantId)).toBe('2024-03-10');
    expect(typesIn(await approvedFor(death, widow))).toContain('PayoutScheduled');
  });

  it('The claim is not voided while money is to leave', async () => {
    const wish = { reasonCode: 'not_dead' };
    expect(refusalOf(await askedFor(death, wish))).toEqual([409, 'money-moving']);
    await death.tell(finance, `/v1/payouts/${death.payout().id}/cancellations`, {
      reasonCode: 'not_dead',
    });
  });

  it('One supervisor asks, having seen the claim as it stands', async () => {
    const wish = { reasonCode: 'not_dead' };
    expect(refusalOf(await askedFor(death, wish, { ifMatch: null }))).toEqual([
      428,
      'precondition-required',
    ]);
    expect(refusalOf(await askedFor(death, wish, { ifMatch: '"1"' }))).toEqual([
      412,
      'version-conflict',
    ]);
    const enough = await death.tell(adjuster, '/voidings', wish);
    expect(enough.status).toBe(403);
    expect(refusalOf(await askedFor(death, { reasonCode: 'bored' }))).toEqual([400, 'validation']);
    expect(typesIn(await askedFor(death, wish))).toEqual(['ClaimVoidingRequested']);
    expect(typesIn(await askedFor(death, wish))).toEqual([]);
  });

  it('Another one approves, for good', async () => {
    const path = approvalOf(death);
    expect(refusalOf(await death.tell(supervisor, path, {}))).toEqual([403, 'self-approval']);
    const done = await death.tell(second, path, {}, { key: 'voided' });
    expect(typesIn(done)).toEqual(['BenefitApprovalVoided', 'ClaimVoided']);
    expect(death.body).toMatchObject({
      status: 'voided',
      approved: rupiah(0),
      voiding: { reasonCode: 'not_dead', requestedBy: 'supervisor-1', approvedBy: 'supervisor-2' },
    });
    expect(typesIn(await death.tell(second, path, {}))).toEqual([]);
    expect(refusalOf(await death.tell(supervisor, '/reopenings', { reasonCode: 'x1' }))).toEqual([
      409,
      'claim-voided',
    ]);
  });

  it('He is as alive as before, and nobody waits for anything', async () => {
    await reactedTo();
    expect(await deathDayOf(participantId)).toBeNull();
    expect(await worklistHas(death)).toBe(false);
    const listed = await shown<{ data: readonly Json[] }>('/v1/claims?status=voided');
    expect(listed.data).toMatchObject([{ id: death.body.id, status: 'voided' }]);
    const owed = await shown<Json>('/v1/reports/commitments');
    expect(JSON.stringify(owed)).not.toContain(death.body.id);
    const prolonged = await enroller.post<CaseAnswer>(
      `/v1/participants/${participantId}/coverage-periods`,
      {
        programme: VILLAGE,
        from: '2025-01-01',
        lastCoveredOn: '2025-12-31',
        declaredIncome: rupiah(1_000_000),
      },
    );
    expect(typesIn(prolonged)).toEqual(['CoverageStarted']);
  });

  it('A repeat of the first report finds what it once opened', async () => {
    const again = await adjuster.post<CaseAnswer>('/v1/death-claims', report(participantId), {
      key: 'told-first',
    });
    expect([again.status, again.body.claim?.id]).toEqual([201, death.body.id]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('Months later he dies, and his widow is paid: once', async () => {
    const real = new CaseFile('/v1/claims');
    const later = deathReport(participantId, '2024-07-20');
    const answer = await real.open(adjuster, '/v1/death-claims', later);
    expect([answer.status, typesIn(answer)]).toEqual([201, ['DeathReported']]);
    expect(real.body.id).not.toBe(death.body.id);
    expect(typesIn(await adjuster.post<CaseAnswer>('/v1/death-claims', later))).toEqual([]);

    await real.tell(adjuster, '/acceptances', {});
    await reactedTo();
    expect(await deathDayOf(participantId)).toBe('2024-07-20');
    await approvedFor(real, widow);
    const { id } = real.payout();
    await real.tell(finance, `/v1/payouts/${id}/sendings`, {});
    const paid = await real.tell(finance, `/v1/payouts/${id}/confirmations`, {
      paidOn: '2024-12-03',
      amount: rupiah(42_000_000),
    });
    expect(typesIn(paid)).toEqual(['PayoutConfirmed', 'DeathSettled']);
    expect(refusalOf(await askedFor(real, { reasonCode: 'filed_twice' }))).toEqual([
      409,
      'money-moving',
    ]);
  });
});

describe('A death that was filed of the right person, on the wrong day', () => {
  it('stays recorded where the claim is voided for another reason', async () => {
    const participantId = await covered(2);
    const claim = await opened('/v1/death-claims', deathReport(participantId, '2024-04-01'));
    await claim.tell(adjuster, '/acceptances', {});
    expect(typesIn(await voidedAs(claim, { reasonCode: 'wrong_day' }))).toEqual(['ClaimVoided']);
    await reactedTo();
    expect(await deathDayOf(participantId)).toBe('2024-04-01');
  });

  it.each([
    ['later', 21, '2024-04-20'],
    ['earlier', 22, '2024-03-20'],
  ])('is filed anew on a day that was %s, accepted and paid: once', async (_, serial, rightDay) => {
    const participantId = await covered(serial);
    const widow = await wifeOf(participantId);
    const wrong = await opened('/v1/death-claims', deathReport(participantId, '2024-04-01'));
    await wrong.tell(adjuster, '/acceptances', {});
    await reactedTo();
    await voidedAs(wrong, { reasonCode: 'wrong_day' });

    const right = await opened('/v1/death-claims', deathReport(participantId, rightDay));
    expect(right.body.id).not.toBe(wrong.body.id);
    const accepted = await right.tell(adjuster, '/acceptances', {});
    expect([accepted.status, typesIn(accepted)]).toEqual([200, ['ClaimAccepted']]);
    await reactedTo();
    expect(await deathDayOf(participantId)).toBe(rightDay);

    await approvedFor(right, widow);
    const { id } = right.payout();
    await right.tell(finance, `/v1/payouts/${id}/sendings`, {});
    const told = { paidOn: '2024-12-03', amount: rupiah(42_000_000) };
    const paid = await right.tell(finance, `/v1/payouts/${id}/confirmations`, told);
    expect(typesIn(paid)).toEqual(['PayoutConfirmed', 'DeathSettled']);
  });

  it('decides about an accident between the two days as soon as the right day is told', async () => {
    const participantId = await covered(23);
    const wrong = await opened('/v1/death-claims', deathReport(participantId, '2024-04-01'));
    await wrong.tell(adjuster, '/acceptances', {});
    await reactedTo();
    await voidedAs(wrong, { reasonCode: 'wrong_day' });
    const between = accidentReport(participantId, '2024-04-10');
    const accident = await opened('/v1/accident-claims', between);
    const early = await accident.tell(adjuster, '/acceptances', {});
    expect([early.status, early.body.code]).toEqual([422, 'not-covered-on-date']);

    await opened('/v1/death-claims', deathReport(participantId, '2024-04-20'));
    const answer = await accident.tell(adjuster, '/acceptances', {});
    expect([answer.status, typesIn(answer)]).toEqual([200, ['ClaimAccepted']]);
  });
});

describe('An accident is filed on the wrong day', () => {
  let [participantId, wrong, right] = ['', new CaseFile(''), new CaseFile('')];

  it('The day cannot be corrected: the office is told what to do', async () => {
    participantId = await covered(3);
    wrong = await opened('/v1/accident-claims', accidentReport(participantId, '2024-03-04'));
    await wrong.tell(adjuster, '/acceptances', {});
    await wrong.tell(adjuster, '/treatment-bills', bill);
    const wish = { occurredOn: '2024-03-05', reasonCode: 'written_down_wrong' };
    const answer = await wrong.tell(supervisor, '/corrections', wish);
    expect(refusalOf(answer)).toEqual([409, 'event-day-names-claim']);
  });

  it('It is filed right and the first one voided, naming it', async () => {
    right = await opened('/v1/accident-claims', accidentReport(participantId, '2024-03-05'));
    await right.tell(adjuster, '/acceptances', {});
    const held = await right.tell(adjuster, '/treatment-bills', bill);
    expect(refusalOf(held)).toEqual([409, 'bill-already-claimed']);

    const itself = { reasonCode: 'wrong_day', refiledAs: wrong.body.id };
    expect(refusalOf(await askedFor(wrong, itself))).toEqual([422, 'refiled-claim-unfit']);
    const wish = { reasonCode: 'wrong_day', refiledAs: right.body.number };
    expect(typesIn(await voidedAs(wrong, wish))).toEqual(['BenefitReturned', 'ClaimVoided']);
    expect(wrong.body['voiding']).toMatchObject({ refiledAs: right.body.id });
  });

  it('Its bill is free for the right one', async () => {
    expect(typesIn(await right.tell(adjuster, '/treatment-bills', bill))).toEqual([
      'BenefitAssessed',
    ]);
  });

  it('The same day is filed again as the next occurrence', async () => {
    const report = accidentReport(participantId, '2024-03-04');
    const again = await adjuster.post<CaseAnswer & { existing: Json }>(
      '/v1/accident-claims',
      report,
    );
    expect(refusalOf(again)).toEqual([409, 'claim-voided']);
    expect(again.body.existing).toMatchObject({ id: right.body.id });
    const next = await supervisor.post<CaseAnswer>('/v1/accident-claims', {
      ...report,
      occurrence: 2,
      reasonCode: 'filed_again',
    });
    expect(next.status).toBe(201);
  });
});

describe('A refusal is disputed', () => {
  const dispute = {
    instance: 'labour_office',
    outcome: 'overturned',
    decidedOn: '2024-09-01',
    reference: 'PPK-7',
  };

  it('and overturned: the claim is opened again because of it', async () => {
    const claim = await opened(
      '/v1/accident-claims',
      accidentReport(await covered(4), '2024-03-05'),
    );
    await claim.tell(supervisor, '/refusals', { ground: 'not_work', citation: 'PP 44/2015' });
    expect(typesIn(await claim.tell(adjuster, '/disputes', dispute))).toEqual(['DisputeDecided']);
    expect(typesIn(await claim.tell(adjuster, '/disputes', dispute))).toEqual([]);
    const [decided] = claim.body['disputes'] as readonly { id: string; outcome: string }[];
    expect(decided).toMatchObject({ outcome: 'overturned', reference: 'PPK-7' });

    const reopened = await claim.tell(supervisor, '/reopenings', {
      reasonCode: 'dispute_overturned',
      disputeId: decided?.id,
    });
    expect(typesIn(reopened)).toEqual(['ClaimReopened']);
    expect(typesIn(await claim.tell(adjuster, '/acceptances', {}))).toEqual(['ClaimAccepted']);
    await claim.tell(adjuster, '/closings', { reasonCode: 'settled' });
    const higher = { ...dispute, instance: 'court', outcome: 'upheld', decidedOn: '2024-10-01' };
    expect(typesIn(await claim.tell(adjuster, '/disputes', higher))).toEqual(['DisputeDecided']);
  });
});

describe('A report that was written down wrong', () => {
  it('is corrected beside what stood there, sealed where it speaks of people', async () => {
    const claim = await opened(
      '/v1/accident-claims',
      accidentReport(await covered(5), '2024-03-05'),
    );
    const wish = {
      accidentKind: 'commute',
      reporterName: 'Kepala Desa Kanari',
      chronology: 'Di jalan ke kebun.',
      reasonCode: 'written_down_wrong',
    };
    expect(typesIn(await claim.tell(supervisor, '/corrections', wish))).toEqual(['ClaimCorrected']);
    expect(claim.body['accidentKind']).toBe('commute');
    expect(typesIn(await claim.tell(supervisor, '/corrections', wish))).toEqual([]);
    const history = await shown<Json>(`/v1/claims/${claim.body.id}/history`);
    expect(JSON.stringify(history)).not.toContain('Kanari');
    expect(JSON.stringify(history)).toContain('Catatan klaim diperbaiki');
  });
});

describe('A scholarship rests on a claim that is voided', () => {
  const scholarship = new CaseFile('/v1/scholarships');
  let [participantId, child] = ['', ''];
  let wrong = new CaseFile('');

  it('Its grant is contradicted, and somebody is asked to look', async () => {
    participantId = await covered(6);
    const { body } = await adjuster.post<ParticipantAnswer>(
      `/v1/participants/${participantId}/family-members`,
      { relation: 'child', name: 'Anak', birthDate: '2012-07-01', legalChild: true },
    );
    child = body.participant.family.at(-1)?.id ?? '';
    const accident = await opened(
      '/v1/accident-claims',
      accidentReport(participantId, '2024-03-05'),
    );
    await accident.tell(adjuster, '/acceptances', {});
    const byWork = { cause: 'work_accident', accidentClaimId: accident.body.id };
    const report = { ...deathReport(participantId, '2024-03-10'), ...byWork };
    wrong = await opened('/v1/death-claims', report);
    await wrong.tell(adjuster, '/acceptances', {});
    const request = { claimId: wrong.body.id, childIds: [child] };
    await scholarship.open(adjuster, '/v1/scholarships', request);
    await scholarship.verifyPapers(adjuster, ['application', 'family_card', 'guardian_ktp']);
    await scholarship.verifyPapers(adjuster, ['birth_certificate'], child);
    const { id } = scholarship.benefit();
    const granted = await scholarship.tell(supervisor, `/v1/benefits/${id}/approvals`, {});
    expect(typesIn(granted)).toContain('ScholarshipGranted');

    await voidedAs(wrong, { reasonCode: 'filed_twice' });
    await reactedTo();
    await scholarship.reload(adjuster);
    expect(scholarship.benefit()).toMatchObject({ contradictedBy: 'claim-voided' });
    expect(await worklistHas(scholarship)).toBe(true);
  });

  it('It is asked for again with the right claim, once the grant is taken back', async () => {
    const accident = await opened(
      '/v1/accident-claims',
      accidentReport(participantId, '2024-03-06'),
    );
    await accident.tell(adjuster, '/acceptances', {});
    const byWork = { cause: 'work_accident', accidentClaimId: accident.body.id };
    const report = { ...deathReport(participantId, '2024-03-10'), ...byWork };
    const right = await opened('/v1/death-claims', report);
    const request = { claimId: right.body.id, childIds: [child] };
    const early = await adjuster.post<CaseAnswer>('/v1/scholarships', request);
    expect(refusalOf(early)).toEqual([409, 'scholarship-still-granted']);

    const { id } = scholarship.benefit();
    await scholarship.tell(supervisor, `/v1/benefits/${id}/voidings`, {
      reasonCode: 'wrong_claim',
    });
    const { number } = scholarship.body;
    const again = await scholarship.open(adjuster, '/v1/scholarships', request);
    expect(typesIn(again)).toEqual(['ScholarshipRequested', 'BenefitAssessed']);
    expect(scholarship.body).toMatchObject({ number, claimId: right.body.id });
    expect(typesIn(await scholarship.open(adjuster, '/v1/scholarships', request))).toEqual([]);
    const old = { claimId: wrong.body.id, childIds: [child] };
    expect(refusalOf(await adjuster.post<CaseAnswer>('/v1/scholarships', old))).toEqual([
      409,
      'already-reported',
    ]);

    await right.tell(adjuster, '/acceptances', {});
    await accident.reload(adjuster);
    await voidedAs(accident, { reasonCode: 'filed_twice' });
    const approval = `/v1/benefits/${scholarship.benefit().id}/approvals`;
    const rests = await scholarship.tell(supervisor, approval, {});
    expect(refusalOf(rests)).toEqual([409, 'not-a-work-accident']);
  });
});
