import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ApiClient, Json } from '../src/demo/api-client';
import { idFromPublic } from '../src/platform/http/public-ids';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';
import { typed } from './support/typed';

// An auditor asks of every rupiah why it was paid, and runs the decisions again.

let office: Office;
let administrator: ApiClient;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let finance: ApiClient;
let auditor: ApiClient;
const VILLAGE = 'santunan-desa-2021';
const CANARY = 'Suami Bernama Rahasia';

const death = new CaseFile('/v1/claims');
const scholarship = new CaseFile('/v1/scholarships');
const accident = new CaseFile('/v1/claims');

beforeAll(async () => {
  office = await openOffice();
  administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  auditor = await office.as('auditor-1', 'auditor');
  const terms = { payer: 'office', mode: 'disbursed', from: '2021-10-01', lastDay: '2026-12-31' };
  await administrator.post('/v1/programmes', agreement(VILLAGE, terms));
  await lived();
});
afterAll(() => office.close());

type Person = { readonly participant: { readonly id: string; readonly family: { id: string }[] } };

const covered = async (serial: number): Promise<string> => {
  const person = { ...newcomer(serial), programme: VILLAGE };
  const { body } = await enroller.post<Person>('/v1/participants', person);
  await enroller.post(`/v1/participants/${body.participant.id}/coverage-periods`, {
    ...{ programme: VILLAGE, from: '2021-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  return body.participant.id;
};
const relative = async (participantId: string, relation: string, name: string, born: string) => {
  const member = { relation, name, birthDate: born, legalChild: relation === 'child' };
  const path = `/v1/participants/${participantId}/family-members`;
  return (await adjuster.post<Person>(path, member)).body.participant.family.at(-1)?.id ?? '';
};
const reported = { reportedOn: '2024-11-21', reporterRelation: 'village', reporterName: 'Kades' };

/** A death in two shares of which one comes back and is paid again, the school of a child, and the bill of an accident. */
const lived = async () => {
  const participantId = await covered(1);
  const husband = await relative(participantId, 'spouse', CANARY, '1988-01-01');
  const mother = await relative(participantId, 'child', 'Anak Dewasa', '2000-01-01');
  const child = await relative(participantId, 'child', 'Anak Sekolah', '2015-05-06');
  await death.open(adjuster, '/v1/death-claims', {
    ...{ ...reported, participantId, diedOn: '2024-11-20', knownOn: '2024-11-20' },
    cause: 'work_accident',
    accidentClaimId: await diedOf(participantId),
  });
  await death.tell(adjuster, '/heirs', {
    heirClass: 1,
    letterOn: '2024-11-25',
    heirs: [
      { heirId: husband, share: { numerator: 1, denominator: 3 } },
      { heirId: mother, share: { numerator: 2, denominator: 3 } },
    ],
  });
  await death.tell(adjuster, '/acceptances', {});
  await death.tell(adjuster, '/death-benefits', {});
  const papers = [
    'form_4',
    'participant_card',
    'ktp',
    'heir_ktp',
    'death_certificate',
    'family_card',
  ];
  const byAccident = ['heir_letter', 'marriage_book', 'kk1', 'kk2', 'kk3', 'police_report'];
  await death.verifyPapers(adjuster, [...papers, ...byAccident]);
  for (const [payeeId, number] of [
    [husband, '111111'],
    [mother, '222222'],
  ])
    await death.tell(adjuster, '/payee-accounts', {
      ...{ payeeKind: 'heir', payeeId, number, bank: 'Bank Sumsel Babel', holder: CANARY },
    });
  await death.tell(supervisor, `/v1/benefits/${death.benefit().id}/approvals`, {});
  await paid();
  await scholarship.open(adjuster, '/v1/scholarships', {
    claimId: death.body.id,
    childIds: [child],
  });
};

const diedOf = async (participantId: string): Promise<string> => {
  await accident.open(adjuster, '/v1/accident-claims', {
    ...{ ...reported, participantId, accidentKind: 'accident', occurredOn: '2024-11-19' },
  });
  await accident.tell(adjuster, '/treatment-bills', {
    ...{ facilityId: 'rsud-sekayu', invoiceNumber: 'RS/1', paidTo: 'facility' },
    ...{ from: '2024-11-19', to: '2024-11-20' },
    items: [
      {
        code: 'inpatient',
        claimed: rupiah(3_000_000),
        deductions: [{ code: 'ward_class_above_entitlement', amount: rupiah(500_000) }],
      },
    ],
  });
  await accident.tell(adjuster, '/acceptances', {});
  return accident.body.id;
};

/** The first transfer comes back and goes out again. */
const paid = async () => {
  const { id: lost } = death.payout();
  for (const { id } of death.body.payouts)
    await death.tell(finance, `/v1/payouts/${id}/sendings`, {});
  await death.tell(finance, `/v1/payouts/${lost}/returns`, {
    ...{ returnedOn: '2024-12-04', reasonCode: 'account_closed' },
  });
  await death.tell(adjuster, `/v1/payouts/${lost}/replacements`, { reasonCode: 'account_closed' });
  const next = death.payout(({ replaces }) => replaces === lost);
  await death.tell(supervisor, `/v1/payouts/${next.id}/approvals`, {});
  await death.tell(finance, `/v1/payouts/${next.id}/sendings`, {});
  await death.tell(finance, `/v1/payouts/${next.id}/confirmations`, {
    ...{ paidOn: '2024-12-06', amount: next.amount },
  });
};

type Sum = { readonly amount: number };
type Step = { readonly version: number; readonly type: string; readonly who: string };
type Explained = {
  readonly version: number;
  readonly says: string;
  readonly addsUp: boolean;
  readonly checks: readonly Json[];
  readonly sums: Readonly<Record<string, Sum>>;
  readonly case: readonly Step[];
  readonly benefits: readonly {
    readonly kind: string;
    readonly counts: boolean;
    readonly says: readonly string[];
    readonly steps: readonly Step[];
    readonly lines: readonly (Json & { readonly says: string })[];
    readonly shares: readonly {
      readonly amount: Sum;
      readonly says: string;
      readonly payouts: readonly {
        readonly status: string;
        readonly amount: Sum;
        readonly says: string;
        readonly steps: readonly Step[];
      }[];
    }[];
    readonly sums: Readonly<Record<string, Sum>>;
    readonly addsUp: boolean;
    readonly replay: Json;
  }[];
};
const explain = async (path: string, language = 'en') => {
  const answer = await auditor.get<{ explanation: Explained }>(path, {
    'Accept-Language': language,
  });
  expect(answer.status).toBe(200);
  return answer.body.explanation;
};
const ofDeath = (more = '') => explain(`/v1/claims/${death.body.id}/explain${more}`);
const typesOf = (steps: readonly Step[]) => steps.map(({ type }) => type);

describe('The death of 70,000,000', () => {
  it('adds up on every level, from what was claimed to what has arrived', async () => {
    const { addsUp, checks, sums, benefits } = await ofDeath();
    expect([addsUp, checks]).toEqual([true, []]);
    expect(sums).toEqual({
      claimed: rupiah(70_000_000),
      granted: rupiah(70_000_000),
      adjusted: rupiah(0),
      ...{ paid: rupiah(23_333_334), setOff: rupiah(0), owed: rupiah(46_666_666) },
      ...{ arrived: rupiah(23_333_334), onItsWay: rupiah(46_666_666), beyond: rupiah(0) },
      ...{ repaid: rupiah(0), kept: rupiah(23_333_334), toCollect: rupiah(0) },
    });
    const [benefit] = benefits;
    expect(benefit?.sums['ordered']).toEqual(rupiah(70_000_000));
    expect(benefit?.shares.map(({ amount }) => amount.amount)).toEqual([23_333_334, 46_666_666]);
  });

  it('names of each line the rule that pays it', async () => {
    const [benefit] = (await ofDeath()).benefits;
    expect(benefit?.lines.map(({ code, rule }) => [code, rule])).toEqual(
      [
        ['lump_sum', 'PP 44/2015'],
        ['periodic', 'PP 82/2019'],
        ['funeral', 'PP 82/2019'],
      ].map(([code, citation]) => [code, { scheduleId: 'PP-82-2019', citation, mark: 'statute' }]),
    );
    expect(benefit?.lines[0]?.says).toBe(
      'lump sum: Rp 48,000,000 claimed, Rp 48,000,000 granted, by PP 44/2015.',
    );
    expect(benefit?.replay).toEqual({ outcome: 'same' });
  });

  it('names of each event its place in the stream and who wrote it', async () => {
    const told = await ofDeath();
    const [benefit] = told.benefits;
    if (!benefit) throw new Error('There is no benefit.');
    expect(typesOf(benefit.steps)).toEqual(['BenefitAssessed', 'BenefitApproved']);
    expect(benefit.steps.map(({ who }) => who)).toEqual(['adjuster-1', 'supervisor-1']);
    const payouts = benefit.shares.flatMap((share) => share.payouts);
    expect(payouts.map(({ status }) => status)).toEqual(['returned', 'confirmed', 'sent']);
    expect(typesOf(payouts[0]?.steps ?? [])).toEqual([
      'PayoutScheduled',
      'PayoutSent',
      'PayoutReturned',
      'PayoutReplacementRequested',
      'PayoutReplacementApproved',
      'PayoutScheduled',
    ]);
    const steps = [told.case, benefit.steps, ...payouts.map((payout) => payout.steps)].flat();
    // Not one event of the stream is left out.
    expect([...new Set(steps.map(({ version }) => version))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: told.version }, (_, index) => index + 1),
    );
  });

  it('is told in Indonesian where nobody asks for English, and names nobody', async () => {
    const told = await explain(`/v1/claims/${death.body.id}/explain`, '');
    expect(told.says).toContain('sudah masuk rekening Rp 23.333.334');
    expect(told.benefits[0]?.lines[2]?.says).toBe(
      'biaya pemakaman: diminta Rp 10.000.000, diberikan Rp 10.000.000, menurut PP 82/2019.',
    );
    expect(told.benefits[0]?.shares[0]?.payouts[1]?.says).toBe(
      'Pembayaran Rp 23.333.334 sudah masuk rekening pada 2024-12-06 sebesar Rp 23.333.334, dibayar oleh kantor (Pemkab).',
    );
    expect(JSON.stringify(told)).not.toContain(CANARY);
  });

  it('is told as it stood at an earlier version too, and at none that is not there', async () => {
    const { version, benefits } = await ofDeath('?atVersion=2');
    expect([version, benefits]).toEqual([2, []]);
    const path = `/v1/claims/${death.body.id}/explain?atVersion=999`;
    expect((await auditor.get(path)).status).toBe(404);
  });

  it('is told to nobody of another area', async () => {
    const elsewhere = await office.asCaller({
      ...{ actor: 'adjuster-9', roles: ['adjuster'], subDistricts: ['16.06.06'], scopes: [] },
    });
    expect((await elsewhere.get(`/v1/claims/${death.body.id}/explain`)).status).toBe(404);
  });
});

it('A bill says what it does not pay, why, and by which rule', async () => {
  const { benefits, sums } = await explain(`/v1/claims/${accident.body.id}/explain`);
  expect(sums).toMatchObject({ claimed: rupiah(3_000_000), adjusted: rupiah(500_000) });
  expect(benefits[0]?.lines[0]).toMatchObject({
    adjusted: rupiah(500_000),
    says: 'inpatient: Rp 3,000,000 claimed, Rp 2,500,000 granted, by PP 44/2015; reduced because: a ward above the entitlement (PP 44/2015).',
  });
});

it('The right to a scholarship is a ceiling, and no rupiah of it counts before a year is assessed', async () => {
  const { benefits, sums, addsUp } = await explain(
    `/v1/scholarships/${scholarship.body.id}/explain`,
  );
  expect(benefits.map(({ kind, counts }) => [kind, counts])).toEqual([
    ['scholarship_grant', false],
  ]);
  expect([sums['granted'], addsUp]).toEqual([rupiah(0), true]);
});

// What is stored on KurrentDB can be changed by no statement.
const onPostgres = process.env['EVENT_STORE'] === 'kurrentdb' ? it.skip : it;
describe('Every past decision', () => {
  it('comes to the same rupiah when it is run again', async () => {
    const { lines, exitCode } = await typed(office, 'decisions replay --json');
    expect(JSON.parse(lines.join('\n'))).toEqual({
      ...{ decisions: 3, same: 3, different: 0, impossible: 0, named: [] },
    });
    expect(exitCode).toBe(0);
    const one = await typed(office, `decisions replay --claim=${death.body.id}`);
    expect([one.exitCode, one.lines[0]]).toEqual([0, 'Decisions run again:  1']);
    await expect(typed(office, 'decisions replay --claim=KLM')).rejects.toThrow('clm_…');
  });

  it('is tried under a schedule that is not law, and nothing is written', async () => {
    const file = join(office.folder, 'candidate.json');
    const funeral = { funeral: { value: 12_500_000 } };
    const draft = { id: 'DRAFT', inForceFrom: '2024-01-01', deathByAccident: funeral };
    writeFileSync(file, JSON.stringify(draft));
    const before = (await auditor.get('/v1/meta')).position;
    const { lines, exitCode } = await typed(office, `decisions replay --schedule=${file} --json`);
    expect(exitCode).toBe(0);
    expect(JSON.parse(lines.join('\n'))).toEqual({
      ...{ schedule: 'DRAFT', from: '2024-01-01', decisions: 3, impossible: 0 },
      ...{ difference: 2_500_000, ceilings: 0 },
      cases: [{ id: death.body.id, difference: 2_500_000 }],
    });
    expect((await auditor.get('/v1/meta')).position).toBe(before);
    writeFileSync(file, JSON.stringify({ ...draft, funeral: 1 }));
    await expect(typed(office, `decisions replay --schedule=${file}`)).rejects.toThrow(
      'has funeral',
    );
  });

  onPostgres(
    'is found, by claim, benefit and line, where somebody has changed what was stored',
    async () => {
      const owner = new Client({ connectionString: office.url });
      await owner.connect();
      const stream = `claim-${idFromPublic('clm', death.body.id)}`;
      const change = async (from: string, to: string) => {
        await owner.query('ALTER TABLE log.event DISABLE TRIGGER USER');
        await owner.query(
          `UPDATE log.event SET data = replace(data, $2, $3) WHERE stream = $1 AND type = 'BenefitAssessed'`,
          [stream, from, to],
        );
        await owner.query('ALTER TABLE log.event ENABLE ALWAYS TRIGGER event_stays');
      };
      await change('"granted":48000000', '"granted":47999999');
      const { lines, exitCode } = await typed(office, 'decisions replay');
      expect(exitCode).toBe(1);
      expect(lines[0]).toContain(death.body.id);
      expect(lines).toContain('  lines.0.granted (lump_sum): stored 47999999, computed 48000000');
      expect((await ofDeath()).benefits[0]?.replay).toMatchObject({ outcome: 'differs' });
      expect((await ofDeath()).addsUp).toBe(false);

      await change('"granted":47999999', '"granted":48000000');
      await change('PP-82-2019', 'PP-82-2091');
      const lost = await typed(office, 'decisions replay');
      expect(lost.exitCode).toBe(1);
      expect(lost.lines.join()).toContain('cannot be replayed: There is no benefit schedule');
      await owner.end();
    },
  );
});
