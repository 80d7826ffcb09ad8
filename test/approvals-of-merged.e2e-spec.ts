import type { ApiClient } from '../src/demo/api-client';
import { agreement, CaseFile } from './support/case-file';
import { type Office, openOffice } from './support/office';
import { covered as coveredBy, mergeRecords } from './support/people';

// What is approved under a record that is merged rests on what is told of the survivor from then on.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let second: ApiClient;

const PROGRAMME = 'pake-kelambu-2024';
const OF_OFFICE = 'dibayar-kantor';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  await administrator.post('/v1/programmes', agreement(PROGRAMME));
  const byOffice = { payer: 'office', mode: 'disbursed' };
  await administrator.post('/v1/programmes', agreement(OF_OFFICE, byOffice));
});
afterAll(() => office.close());

const covered = (serial: number, programme = PROGRAMME) => coveredBy(enroller, serial, programme);
const merge = async (old: string, survivorId: string): Promise<void> =>
  expect((await mergeRecords([supervisor, second], old, survivorId)).status).toBe(200);
const reportOf = (participantId: string, on: string) => ({
  ...{ participantId, reportedOn: on, reporterRelation: 'village', reporterName: 'Kades' },
});
/** Ten days without work from the second of November on, approved. */
const approvedWage = async (participantId: string, account?: object): Promise<CaseFile> => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    ...reportOf(participantId, '2024-11-01'),
    ...{ accidentKind: 'accident', occurredOn: '2024-11-01' },
  });
  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/wage-replacements', { from: '2024-11-02', to: '2024-11-11' });
  await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
  if (account) await claim.tell(adjuster, '/payee-accounts', account);
  const approval = `/v1/benefits/${claim.benefit().id}/approvals`;
  expect((await claim.tell(supervisor, approval, {})).status).toBe(200);
  return claim;
};
const died = async (participantId: string, diedOn: string): Promise<void> => {
  const death = new CaseFile('/v1/claims');
  await death.open(adjuster, '/v1/death-claims', {
    ...reportOf(participantId, diedOn),
    ...{ diedOn, knownOn: diedOn, cause: 'illness' },
  });
  expect((await death.tell(adjuster, '/acceptances', {})).status).toBe(200);
};
/** Until no reaction has caused anything that another one follows. */
const allReactedTo = async (): Promise<void> => {
  const { reactions, store } = office.kelambu.platform;
  for (let before = ''; before !== (await store.head());) {
    before = await store.head();
    await reactions.caughtUp();
  }
};
const contradictionIn = async (claim: CaseFile) => {
  await allReactedTo();
  await claim.reload(adjuster);
  return (claim.benefit() as { readonly contradictedBy?: string | null }).contradictedBy ?? null;
};

describe('An approval under a record that was merged', () => {
  it('comes into the worklist once the survivor is said to have died before the days that it pays', async () => {
    const [old, survivor, last] = [await covered(1), await covered(2), await covered(3)];
    const claim = await approvedWage(old);
    await merge(old, survivor);
    await merge(survivor, last);
    expect(await contradictionIn(claim)).toBeNull();

    await died(last, '2024-11-05');
    expect(await contradictionIn(claim)).toBe('treatment-after-death');
  });
});

describe('Two approvals for the same days, under two records of one person', () => {
  it('come into the worklist once the records are merged, until one is taken back', async () => {
    const [old, survivor] = [await covered(11), await covered(12)];
    const [first, later] = [await approvedWage(old), await approvedWage(survivor)];
    await merge(old, survivor);
    expect([await contradictionIn(first), await contradictionIn(later)]).toEqual([
      'day-already-claimed',
      'day-already-claimed',
    ]);
    const back = `/v1/benefits/${later.benefit().id}/voidings`;
    const taken = await later.tell(supervisor, back, { reasonCode: 'same_person' });
    expect(taken.status).toBe(200);
    expect(await contradictionIn(first)).toBeNull();
  });

  it('are not both sent: what has left under the one is not paid under the other', async () => {
    const finance = await office.as('finance-1', 'finance');
    const [old, survivor] = [await covered(13, OF_OFFICE), await covered(14, OF_OFFICE)];
    const approved = (payeeId: string) =>
      approvedWage(payeeId, {
        ...{ payeeKind: 'participant', payeeId, bank: 'BRI', holder: 'Pekerja' },
        number: '7788990011223',
      });
    const [first, later] = [await approved(old), await approved(survivor)];
    const send = (claim: CaseFile) =>
      claim.tell(finance, `/v1/payouts/${claim.payout().id}/sendings`, {});
    expect((await send(first)).status).toBe(200);
    await merge(old, survivor);
    await contradictionIn(later);
    const { status, body } = await send(later);
    expect([status, body.code]).toEqual([409, 'day-already-claimed']);
  });
});
