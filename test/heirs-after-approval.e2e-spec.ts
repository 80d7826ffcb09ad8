import type { ApiClient } from '../src/demo/api-client';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Who inherits is told after an approval, or at the same moment: the payer would pay the wrong people in good faith.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;

const PROGRAMME = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  await administrator.post('/v1/programmes', agreement(PROGRAMME));
});
afterAll(() => office.close());

type Person = CaseAnswer & {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};

const covered = async (serial: number): Promise<string> => {
  const person = { ...newcomer(serial), programme: PROGRAMME };
  const { body } = await enroller.post<Person>('/v1/participants', person);
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme: PROGRAMME, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};
const relative = async (participantId: string, relation: string): Promise<string> => {
  const { body } = await adjuster.post<Person>(`/v1/participants/${participantId}/family-members`, {
    ...{ relation, name: `Kerabat ${relation}`, birthDate: '1970-01-01' },
  });
  return body.participant.family.at(-1)?.id ?? '';
};
const reportOf = (participantId: string, on: string) => ({
  ...{ participantId, reportedOn: on, reporterRelation: 'village', reporterName: 'Kades' },
});
const died = async (participantId: string, diedOn: string): Promise<CaseFile> => {
  const death = new CaseFile('/v1/claims');
  await death.open(adjuster, '/v1/death-claims', {
    ...reportOf(participantId, diedOn),
    ...{ diedOn, knownOn: diedOn, cause: 'illness' },
  });
  expect((await death.tell(adjuster, '/acceptances', {})).status).toBe(200);
  return death;
};
const inherits = (death: CaseFile, heirId: string, heirClass: number) =>
  death.tell(adjuster, '/heirs', {
    ...{ heirClass, letterOn: '2024-12-05' },
    heirs: [{ heirId, share: { numerator: 1, denominator: 1 } }],
  });
const approve = async (claim: CaseFile) => {
  const path = `/v1/benefits/${claim.benefit().id}/approvals`;
  const { status, body } = await claim.tell(supervisor, path, {});
  if (status !== 200) throw new Error(JSON.stringify(body));
};

/** Until no reaction has caused anything that another one follows. */
const contradictionIn = async (claim: CaseFile) => {
  const { reactions, store } = office.kelambu.platform;
  for (let before = ''; before !== (await store.head());) {
    before = await store.head();
    await reactions.caughtUp();
  }
  await claim.reload(adjuster);
  return (claim.benefit() as { readonly contradictedBy?: string | null }).contradictedBy ?? null;
};

const PAPERS = [
  ...['form_4', 'participant_card', 'ktp', 'death_certificate', 'family_card'],
  ...['heir_ktp', 'heir_letter'],
];

describe('What was approved for a sibling', () => {
  it('comes into the worklist once a mother is registered, who excludes him', async () => {
    const participantId = await covered(1);
    const brother = await relative(participantId, 'sibling');
    const death = await died(participantId, '2024-12-02');
    await inherits(death, brother, 3);
    await death.tell(adjuster, '/death-benefits', {});
    await death.verifyPapers(adjuster, PAPERS);
    await approve(death);
    expect(await contradictionIn(death)).toBeNull();

    await relative(participantId, 'parent');
    expect(await contradictionIn(death)).toBe('heir-class-excluded');
  });
});

describe('What an accident owes somebody who dies after its approval', () => {
  it('waits for his heirs, and is looked at again once they are established', async () => {
    const participantId = await covered(2);
    const brother = await relative(participantId, 'sibling');
    const claim = new CaseFile('/v1/claims');
    await claim.open(adjuster, '/v1/accident-claims', {
      ...reportOf(participantId, '2024-11-01'),
      ...{ accidentKind: 'accident', occurredOn: '2024-11-01' },
    });
    await claim.tell(adjuster, '/acceptances', {});
    await claim.tell(adjuster, '/wage-replacements', { from: '2024-11-02', to: '2024-11-11' });
    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
    await approve(claim);

    const death = await died(participantId, '2024-12-02');
    expect(await contradictionIn(claim)).toBe('payee-deceased');
    expect((await inherits(death, brother, 3)).status).toBe(200);
    expect(await contradictionIn(claim)).toBe('facts-changed');
  });
});
