import { ClaimStreams } from '../src/claim/claim.streams';
import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import { calendarDay } from '../src/kernel/calendar-day';
import { idFrom } from '../src/kernel/name-based-id';
import type { CommandContext } from '../src/platform/command-context';
import { idFromPublic } from '../src/platform/http/public-ids';
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

// All that a work accident pays, from the boat to the hospital to the lost toe; and what it pays once only.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let auditor: ApiClient;

const PAKE = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  auditor = await office.as('auditor-1', 'auditor');
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

const accidentOf = async (participantId: string, occurredOn: string, changed: Json = {}) => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    participantId,
    accidentKind: 'accident',
    occurredOn,
    reportedOn: occurredOn,
    reporterRelation: 'village',
    reporterName: 'Kepala Dusun',
    ...changed,
  });
  return claim;
};

const bill = (invoiceNumber: string, changed: Json = {}) => ({
  facilityId: 'rsud-sekayu',
  invoiceNumber,
  from: '2024-10-14',
  to: '2024-10-20',
  items: [{ code: 'inpatient', claimed: rupiah(8_250_000) }],
  paidTo: 'facility',
  ...changed,
});
const refusalOf = ({ status, body }: Answer<CaseAnswer>) => [status, body.code];

describe('A ferryman loses a toe between boat and jetty', () => {
  let claim: CaseFile;
  let statementId: string;

  it('The accident is suspected first, and concluded within 30 days', async () => {
    claim = await accidentOf(await covered(31), '2024-10-14', { suspected: true });
    expect(claim.body['concludeBy']).toBe('2024-11-13');
    expect(refusalOf(await claim.tell(adjuster, '/acceptances', {}))).toEqual([
      409,
      'accident-not-concluded',
    ]);

    const concluded = await claim.tell(adjuster, '/conclusions', {
      outcome: 'work_accident',
      concludedBy: 'labour_inspector',
      concludedOn: '2024-11-13',
    });
    expect(typesIn(concluded)).toEqual(['AccidentConcluded']);
    expect(concluded.body.warnings).toEqual([]);
    expect(typesIn(await claim.tell(adjuster, '/acceptances', {}))).toEqual(['ClaimAccepted']);
  });

  it('The hospital bills his treatment, and the boat and the car that took him there cost money', async () => {
    await claim.tell(adjuster, '/treatment-bills', bill('RS/31'));
    const boat = { mode: 'sea', travelledOn: '2024-10-14', cost: rupiah(2_400_000) };
    expect(typesIn(await claim.tell(adjuster, '/transport-costs', boat))).toEqual([
      'BenefitAssessed',
    ]);
    expect(claim.benefit()).toMatchObject({
      kind: 'transport',
      total: rupiah(2_000_000),
      details: { mode: 'sea', travelledOn: '2024-10-14' },
      lines: [
        {
          code: 'transport_sea',
          claimed: rupiah(2_400_000),
          granted: rupiah(2_000_000),
          reasons: [{ code: 'transport-cap', citation: 'PP 82/2019' }],
        },
      ],
      openPoints: [],
    });
    const again = await claim.tell(adjuster, '/transport-costs', boat);
    expect([again.status, typesIn(again)]).toEqual([200, []]);

    await claim.tell(adjuster, '/transport-costs', { ...boat, mode: 'land_river_lake' });
    expect(claim.benefit().total).toEqual(rupiah(2_400_000));
  });

  it('45 days without work are asked as 10 + 10 + 10 + 15, and pay 1,500,000 together', async () => {
    const slices = [
      ['2024-10-14', '2024-10-23'],
      ['2024-10-24', '2024-11-02'],
      ['2024-11-03', '2024-11-12'],
      ['2024-11-13', '2024-11-27'],
    ];
    const totals: number[] = [];
    for (const [from, to] of slices) {
      const answer = await claim.tell(adjuster, '/wage-replacements', { from, to });
      expect(typesIn(answer)).toEqual(['BenefitAssessed']);
      totals.push(claim.benefit().total.amount);
    }
    expect(totals).toEqual([333_333, 333_333, 333_334, 500_000]);
    expect(claim.benefit()).toMatchObject({
      openPoints: [{ name: 'wageReplacement.daysInMonth', value: 30, mark: 'unconfirmed' }],
    });

    const twice = { from: '2024-11-27', to: '2024-11-28' };
    const refused = await claim.tell(adjuster, '/wage-replacements', twice);
    expect(refusalOf(refused)).toEqual([409, 'day-already-claimed']);
    expect(refused.body).toMatchObject({ existing: { id: claim.benefit().id } });
  });

  it('A doctor states the loss; with that, treatment and wage replacement end', async () => {
    const stated = await claim.tell(adjuster, '/doctor-statements', {
      outcome: 'disabled',
      statedOn: '2024-11-27',
      receivedOn: '2024-11-28',
      percentTenths: 50,
      bodyPart: 'ibu jari kaki',
      side: 'left',
    });
    expect(typesIn(stated)).toEqual(['DoctorStatementRecorded']);
    const [statement] = claim.body['statements'] as readonly { id: string }[];
    statementId = statement?.id ?? '';
    expect(statement).toMatchObject({ outcome: 'disabled', percentTenths: 50 });

    const { body } = await adjuster.get<{ data: readonly Json[] }>(
      `/v1/worklist?role=adjuster&minPosition=${stated.position}`,
    );
    const waiting = body.data.find(({ number }) => number === claim.body.number);
    expect(waiting?.['tasks']).toContainEqual(expect.objectContaining({ task: 'assess_benefit' }));

    const later = await claim.tell(adjuster, '/wage-replacements', {
      from: '2024-11-28',
      to: '2024-11-28',
    });
    expect(refusalOf(later)).toEqual([422, 'treatment-after-disability']);
  });

  it('The percentage is the doctor’s, checked against the table', async () => {
    const toe = (percentTenths: number) => ({
      statementId,
      kind: 'partial_anatomical',
      parts: [{ part: 'big_toe', side: 'left', percentTenths }],
    });
    const wrong = await claim.tell(adjuster, '/disabilities', toe(60));
    expect(refusalOf(wrong)).toEqual([422, 'disability-percent-differs']);

    expect(typesIn(await claim.tell(adjuster, '/disabilities', toe(50)))).toEqual([
      'BenefitAssessed',
    ]);
    expect(claim.benefit()).toMatchObject({
      kind: 'disability',
      total: rupiah(4_000_000),
      openPoints: [{ name: 'disability.severalTogetherAtMostTenths' }],
    });
    const { body: history } = await auditor.get(`/v1/claims/${claim.body.id}/history`);
    for (const shown of [claim.body, history]) expect(JSON.stringify(shown)).not.toContain('toe');
  });

  it('A shoe that helps him walk, and a nurse at home, are paid up to their caps', async () => {
    await claim.tell(adjuster, '/devices', {
      supplier: 'Bengkel Ortopedi Palembang',
      invoiceNumber: 'BO-7',
      obtainedOn: '2024-12-05',
      items: [{ device: 'orthosis', cost: rupiah(1_500_000), referencePrice: rupiah(1_000_000) }],
    });
    expect(claim.benefit().total).toEqual(rupiah(1_400_000));

    await claim.tell(adjuster, '/home-care', {
      facilityId: 'rsud-sekayu',
      invoiceNumber: 'HC-1',
      careSince: '2024-10-21',
      from: '2024-10-21',
      to: '2024-11-10',
      items: [{ code: 'nurse', claimed: rupiah(3_000_000) }],
      paidTo: 'facility',
    });
    expect(claim.benefit()).toMatchObject({ kind: 'home_care', total: rupiah(3_000_000) });
  });

  it('Each is approved by another person once its papers are there, presented, granted and paid', async () => {
    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp', 'receipt']);
    const disability = claim.body.benefits.find(({ kind }) => kind === 'disability');
    const early = await claim.tell(supervisor, `/v1/benefits/${disability?.id}/approvals`, {});
    expect(refusalOf(early)).toEqual([422, 'papers-missing']);
    await claim.verifyPapers(adjuster, ['kk2', 'kk3']);

    for (const { id } of claim.body.benefits)
      expect(typesIn(await claim.tell(supervisor, `/v1/benefits/${id}/approvals`, {}))).toEqual([
        'BenefitApproved',
        'PayoutScheduled',
      ]);
    const benefits = claim.body.benefits.map(({ id, total }) => ({ benefitId: id, amount: total }));
    await claim.tell(adjuster, '/presentations', {
      benefits: benefits.map(({ benefitId }) => ({ benefitId })),
      branch: 'Palembang',
      channel: 'counter',
      presentedOn: '2024-12-21',
    });
    const decision = { outcome: 'granted', benefits, decidedOn: '2024-12-28' };
    await claim.tell(adjuster, '/payer-decisions', decision);
    for (const { id, amount } of claim.body.payouts)
      await claim.tell(finance, `/v1/payouts/${id}/confirmations`, {
        paidOn: '2024-12-30',
        amount,
      });

    expect(claim.body.paid).toEqual(
      rupiah(8_250_000 + 2_000_000 + 2_400_000 + 1_500_000 + 4_000_000 + 1_400_000 + 3_000_000),
    );
  });

  it('Finance finds each kind of benefit by itself', async () => {
    const { position } = await auditor.get('/v1/meta');
    const { body } = await auditor.get<{ data: readonly { amount: { amount: number } }[] }>(
      `/v1/payouts?benefit=wage_replacement&minPosition=${position}`,
    );
    expect(body.data.map(({ amount }) => amount.amount).sort()).toEqual([
      333_333, 333_333, 333_334, 500_000,
    ]);
  });
});

describe('What may be claimed once', () => {
  it('is an invoice, also in the claims of two people', async () => {
    const first = await accidentOf(await covered(41), '2024-10-14');
    const second = await accidentOf(await covered(42), '2024-10-14');
    await first.tell(adjuster, '/treatment-bills', bill('RS/41'));

    const again = await second.tell(adjuster, '/treatment-bills', bill('rs / 41'));
    expect(refusalOf(again)).toEqual([409, 'bill-already-claimed']);
    expect(again.body).toMatchObject({
      existing: { id: first.body.id, href: `/v1/claims/${first.body.id}` },
    });
    const asCare = { ...bill('RS/41'), careSince: '2024-10-14' };
    expect(refusalOf(await second.tell(adjuster, '/home-care', asCare))).toEqual([
      409,
      'bill-already-claimed',
    ]);
    const elsewhere = bill('RS/41', { facilityId: 'rsud-sungai-lilin' });
    expect(typesIn(await second.tell(adjuster, '/treatment-bills', elsewhere))).toEqual([
      'BenefitAssessed',
    ]);
  });

  it('is free again once the first claim has let it go', async () => {
    const first = await accidentOf(await covered(43), '2024-10-14');
    const second = await accidentOf(await covered(44), '2024-10-14');
    await first.tell(adjuster, '/treatment-bills', bill('RS/43'));
    await first.tell(supervisor, `/v1/benefits/${first.benefit().id}/returns`, {
      reasonCode: 'wrong_person',
    });
    expect(typesIn(await second.tell(adjuster, '/treatment-bills', bill('RS/43')))).toEqual([
      'BenefitAssessed',
    ]);
  });

  it('is a day without work, also after two accidents of one person', async () => {
    const participantId = await covered(45);
    const first = await accidentOf(participantId, '2024-10-14');
    const second = await accidentOf(participantId, '2024-10-20');
    await first.tell(adjuster, '/wage-replacements', { from: '2024-10-14', to: '2024-10-25' });

    const days = (from: string) => ({ from, to: '2024-10-31' });
    const again = await second.tell(adjuster, '/wage-replacements', days('2024-10-25'));
    expect(refusalOf(again)).toEqual([409, 'day-already-claimed']);
    expect(again.body).toMatchObject({ existing: { id: first.body.id } });
    expect(typesIn(await second.tell(adjuster, '/wage-replacements', days('2024-10-26')))).toEqual([
      'BenefitAssessed',
    ]);
  });

  it('and what slipped through, as two were assessed in the same moment, is approved in neither', async () => {
    const first = await accidentOf(await covered(46), '2024-10-14');
    const second = await accidentOf(await covered(47), '2024-10-14');
    await first.tell(adjuster, '/treatment-bills', bill('RS/46'));
    await assessedUnseen(first, second);

    for (const claim of [first, second]) {
      await claim.tell(adjuster, '/acceptances', {});
      const approval = `/v1/benefits/${claim.benefit().id}/approvals`;
      expect(refusalOf(await claim.tell(supervisor, approval, {}))).toEqual([
        409,
        'bill-already-claimed',
      ]);
    }
  });
});

/** The same bill in a second claim by somebody who did not see the first: as if both had looked before either wrote. */
const assessedUnseen = async (first: CaseFile, second: CaseFile): Promise<void> => {
  const claims = office.kelambu.app.get(ClaimStreams, { strict: false });
  const idOf = ({ body }: CaseFile) => idFromPublic('clm', body.id);
  const { benefits } = await claims.known(idOf(first));
  const [benefit] = Object.values(benefits.benefits);
  if (benefit?.assessed.kind !== 'treatment') throw new Error('There is no bill.');
  const { facilityId, invoiceRef, from, to, items, otherPayer, paidTo } = benefit.assessed.inputs;
  const facts = await claims.factsOf(await claims.known(idOf(second)));
  const data = {
    claimId: idOf(second),
    bill: { facilityId, invoiceRef, from, to, items, otherPayer, paidTo },
    facts,
    by: 'adjuster-2',
    today: calendarDay('2024-12-31'),
  };
  await claims.handle(idOf(second), { type: 'AssessTreatment', data }, unseenContext);
  await second.reload(adjuster);
};

const unseenContext: CommandContext = {
  commandId: idFrom('unseen'),
  fingerprint: 'unseen',
  ifVersion: null,
  dryRun: false,
  actor: 'adjuster-2',
  roles: ['adjuster'],
  source: 'cli',
  correlationId: idFrom('unseen'),
  causationId: null,
  requestId: 'unseen',
};

describe('The door', () => {
  it('lets an adjuster alone assess, after an accident alone, and writes nothing on a dry run', async () => {
    const participantId = await covered(51);
    const claim = await accidentOf(participantId, '2024-10-14');
    const days = { from: '2024-10-14', to: '2024-10-15' };
    expect(refusalOf(await claim.tell(supervisor, '/wage-replacements', days))).toEqual([
      403,
      'forbidden',
    ]);

    const dry = await claim.tell(adjuster, '/wage-replacements', days, { dryRun: true, key: null });
    expect([dry.status, typesIn(dry)]).toEqual([200, ['BenefitAssessed']]);
    await claim.reload(adjuster);
    expect(claim.body.benefits).toEqual([]);

    const death = new CaseFile('/v1/claims');
    await death.open(adjuster, '/v1/death-claims', {
      participantId,
      diedOn: '2024-11-20',
      knownOn: '2024-11-21',
      reportedOn: '2024-11-21',
      cause: 'illness',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    });
    const journey = { mode: 'air', travelledOn: '2024-11-20', cost: rupiah(1) };
    for (const [path, body] of [
      ['/transport-costs', journey],
      ['/wage-replacements', days],
    ] as const)
      expect(refusalOf(await death.tell(adjuster, path, body))).toEqual([409, 'wrong-claim-kind']);
  });
});

describe('An accident on a road', () => {
  const bare = ['kk1', 'participant_card', 'ktp', 'receipt'];
  const approved = async (claim: CaseFile) =>
    claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
  const journeyOf = async (serial: number, changed: Json) => {
    const claim = await accidentOf(await covered(serial), '2024-10-14', changed);
    await claim.tell(adjuster, '/acceptances', {});
    const boat = { mode: 'sea', travelledOn: '2024-10-14', cost: rupiah(400_000) };
    await claim.tell(adjuster, '/transport-costs', boat);
    await claim.verifyPapers(adjuster, bare);
    return claim;
  };

  it('waits for the police report or for two witnesses', async () => {
    const claim = await journeyOf(61, { onRoad: true });
    expect(claim.body['onRoad']).toBe(true);
    const waits = await approved(claim);
    expect([waits.status, waits.body.code]).toEqual([422, 'papers-missing']);
    expect(waits.body).toMatchObject({ facts: { kinds: ['police_report'] } });

    await claim.verifyPapers(adjuster, ['witness_statement'], null);
    expect((await approved(claim)).status).toBe(422);
    const second = { kind: 'witness_statement', receivedOn: '2024-12-21', number: '2' };
    await claim.tell(adjuster, '/documents', second);
    const last = claim.body.papers.at(-1)?.id ?? '';
    await claim.tell(adjuster, `/documents/${last}/verifications`, {});
    expect((await approved(claim)).status).toBe(200);
  });
  it.each([
    ['none', 62, { onRoad: false }, false],
    ['one of which nobody said', 63, {}, null],
  ])('is %s: nothing more is asked for', async (_, serial, told, onRoad) => {
    const claim = await journeyOf(serial, told);
    expect(claim.body['onRoad']).toBe(onRoad);
    expect((await approved(claim)).status).toBe(200);
  });
});

it('Every row of every read model is what the log says, with many benefits in one claim', async () => {
  expect(await wrongIn(office)).toEqual([]);
});
