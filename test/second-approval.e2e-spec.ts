import type { ApiClient } from '../src/demo/api-client';
import { agreement, CaseFile, newcomer, rupiah, typesIn } from './support/case-file';
import { type Office, openOffice } from './support/office';

// 42 million of the office's own money, where one supervisor lets 20 million go by himself.

const PROGRAMME = 'santunan-2024';

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let first: ApiClient;
let second: ApiClient;
let finance: ApiClient;

const claim = new CaseFile('/v1/claims');
let widow: string;

beforeAll(async () => {
  office = await openOffice({ set: { KELAMBU_APPROVAL_LIMIT: '20000000' } });
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  first = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  finance = await office.as('finance-1', 'finance');
  const terms = { payer: 'office', mode: 'disbursed', fundedBy: 'village_fund' };
  await administrator.post('/v1/programmes', agreement(PROGRAMME, terms));
});
afterAll(() => office.close());

type Enrolled = {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};

const assessed = async () => {
  const person = { ...newcomer(1), programme: PROGRAMME };
  const { body } = await enroller.post<Enrolled>('/v1/participants', person);
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme: PROGRAMME, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  const family = await adjuster.post<Enrolled>(`/v1/participants/${id}/family-members`, {
    ...{ relation: 'spouse', name: 'Istri', birthDate: '1991-01-01' },
    legalChild: false,
  });
  widow = family.body.participant.family.at(-1)?.id ?? '';
  await claim.open(adjuster, '/v1/death-claims', {
    ...{ participantId: id, diedOn: '2024-11-20', knownOn: '2024-11-21' },
    ...{ reportedOn: '2024-11-21', cause: 'illness' },
    ...{ reporterRelation: 'spouse', reporterName: 'Istri' },
  });
  const whole = { numerator: 1, denominator: 1 };
  await claim.tell(adjuster, '/heirs', {
    ...{ heirClass: 1, letterOn: '2024-11-25' },
    heirs: [{ heirId: widow, share: whole }],
  });
  await claim.tell(adjuster, '/acceptances', {});
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
    ...{ payeeKind: 'heir', payeeId: widow, bank: 'Bank Sumsel Babel' },
    ...{ number: '1111111111', holder: 'Ahli Waris' },
  });
};

const approvals = () => `/v1/benefits/${claim.benefit().id}/approvals`;
const secondings = () => `/v1/benefits/${claim.benefit().id}/secondings`;

const tasks = async () => {
  const { position } = await first.get('/v1/meta');
  const { body } = await first.get<{
    data: readonly { tasks: readonly { task: string; role: string }[] }[];
  }>(`/v1/worklist?minPosition=${position}`);
  return body.data.flatMap((one) => one.tasks.map(({ task }) => task));
};

const owed = async () => {
  const { position } = await finance.get('/v1/meta');
  const { body } = await finance.get<{
    owed: readonly { awaits: string; payouts: number; amount: number }[];
  }>(`/v1/reports/commitments?minPosition=${position}`);
  return body.owed.map(({ awaits, payouts, amount }) => ({ awaits, payouts, amount }));
};

describe('A benefit above what one supervisor lets go', () => {
  it('is approved, and waits for another', async () => {
    await assessed();
    const answer = await claim.tell(first, approvals(), {});

    expect(typesIn(answer)).toEqual(['BenefitApproved', 'SecondApprovalRequired']);
    expect(claim.body.payouts).toEqual([]);
    expect(claim.benefit()).toMatchObject({
      ...{ status: 'awaiting_second', approvedBy: 'supervisor-1', secondedBy: null },
      approvalLimit: rupiah(20_000_000),
    });
  });

  it('stands on the worklist, and in the report of what is owed', async () => {
    expect(await tasks()).toEqual(['second_benefit']);
    expect(await owed()).toEqual([{ awaits: 'second_approval', payouts: 1, amount: 42_000_000 }]);
    expect((await finance.get<{ data: unknown[] }>('/v1/payouts')).body.data).toEqual([]);
  });

  it('is not seconded by the first, nor by the assessor', async () => {
    const assessor = await office.as('adjuster-1', 'supervisor');
    for (const judge of [first, assessor]) {
      const answer = await claim.tell(judge, secondings(), {});
      expect([answer.status, answer.body.code]).toEqual([403, 'self-approval']);
    }
  });

  it('is seconded on the version that was seen', async () => {
    const stale = await claim.tell(second, secondings(), {}, { ifMatch: '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'version-conflict']);

    const dry = await claim.tell(second, `${secondings()}?dryRun=true`, {});
    expect(typesIn(dry)).toEqual(['BenefitApprovalSeconded', 'PayoutScheduled']);
    await claim.reload(first);
    expect(claim.body.payouts).toEqual([]);

    const answer = await claim.tell(second, secondings(), {});
    expect(typesIn(answer)).toEqual(['BenefitApprovalSeconded', 'PayoutScheduled']);
    expect(claim.benefit()).toMatchObject({ status: 'approved', secondedBy: 'supervisor-2' });
    expect(await tasks()).toEqual(['send_payout']);
    expect(await owed()).toEqual([{ awaits: 'sending', payouts: 1, amount: 42_000_000 }]);

    const again = await claim.tell(await office.as('supervisor-3', 'supervisor'), secondings(), {});
    expect([again.status, again.body.code]).toEqual([409, 'second-approval-not-needed']);
  });

  it('is paid by somebody who judged nothing', async () => {
    const judge = await office.as('supervisor-2', 'finance');
    const { id } = claim.payout();
    const own = await claim.tell(judge, `/v1/payouts/${id}/sendings`, {});
    expect([own.status, own.body.code]).toEqual([403, 'payer-is-judge']);
    expect(typesIn(await claim.tell(finance, `/v1/payouts/${id}/sendings`, {}))).toEqual([
      'PayoutSent',
    ]);
  });

  it('needs two again where its money goes out again', async () => {
    const { id: lost } = claim.payout();
    const reasonCode = 'account_closed';
    await claim.tell(finance, `/v1/payouts/${lost}/failures`, {
      failedOn: '2024-12-03',
      reasonCode,
    });
    await claim.tell(adjuster, `/v1/payouts/${lost}/replacements`, { reasonCode });
    const { id: next } = claim.payout(({ replaces }) => replaces === lost);

    const approved = await claim.tell(first, `/v1/payouts/${next}/approvals`, {});
    expect(typesIn(approved)).toEqual(['PayoutReplacementApproved', 'SecondApprovalRequired']);
    expect(await tasks()).toEqual(['second_replacement']);
    const own = await claim.tell(first, `/v1/payouts/${next}/secondings`, {});
    expect([own.status, own.body.code]).toEqual([403, 'self-approval']);

    const answer = await claim.tell(second, `/v1/payouts/${next}/secondings`, {});
    expect(typesIn(answer)).toEqual(['PayoutReplacementSeconded', 'PayoutScheduled']);
    expect(await tasks()).toEqual(['send_payout']);
  });
});
