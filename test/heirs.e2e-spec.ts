import type { ApiClient } from '../src/demo/api-client';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Who inherits, who receives for whom, and a death that leaves nobody.

const PAKE = 'pake-kelambu-2024';
const DEATH_PAPERS = ['form_4', 'participant_card', 'ktp', 'death_certificate', 'family_card'];

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  const terms = { payer: 'office', mode: 'disbursed' };
  await administrator.post('/v1/programmes', agreement(PAKE, terms));
});
afterAll(() => office.close());

type ParticipantBody = {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string; readonly relation: string }[];
  };
};

const died = async (serial: number, relations: readonly string[]) => {
  const person = { ...newcomer(serial), programme: PAKE };
  const enrolled = await enroller.post<ParticipantBody>('/v1/participants', person);
  const participantId = enrolled.body.participant.id;
  await enroller.post(`/v1/participants/${participantId}/coverage-periods`, {
    programme: PAKE,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  const family: Record<string, string> = {};
  let position = enrolled.position ?? '';
  for (const relation of relations) {
    const told = await adjuster.post<ParticipantBody>(
      `/v1/participants/${participantId}/family-members`,
      { relation, name: `Keluarga ${relation}`, birthDate: '1970-01-01' },
    );
    family[relation] = told.body.participant.family.at(-1)?.id ?? '';
    position = told.position ?? position;
  }
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/death-claims', {
    participantId,
    diedOn: '2024-12-02',
    knownOn: '2024-12-03',
    reportedOn: '2024-12-03',
    cause: 'illness',
    reporterRelation: 'village',
    reporterName: 'Kepala Dusun',
  });
  return { claim, family, participantId, position };
};
const share = (numerator: number, denominator: number) => ({ numerator, denominator });
const account = (claim: CaseFile, payeeKind: string, payeeId: string | undefined) =>
  claim.tell(adjuster, '/payee-accounts', {
    payeeKind,
    payeeId,
    bank: 'Bank Sumsel Babel',
    number: '140099001',
    holder: 'Tanpa Nama',
  });

it('Two siblings are no heirs while a mother is registered; then one receives for both', async () => {
  const { claim, family, participantId, position } = await died(91, [
    'parent',
    'sibling',
    'named_in_will',
  ]);
  const letter = { heirClass: 3, letterOn: '2024-12-05' };
  const heirs = [{ heirId: family['sibling'], share: share(1, 1) }];
  const excluded = await claim.tell(adjuster, '/heirs', { ...letter, heirs });
  expect([excluded.status, excluded.body.code]).toEqual([422, 'heir-class-excluded']);
  expect(excluded.body).toMatchObject({ facts: { heirClass: 3, nearest: 2 } });

  const seen = await adjuster.get(`/v1/participants/${participantId}?minPosition=${position}`);
  await adjuster.post(
    `/v1/participants/${participantId}/family-members/${family['parent'] ?? ''}/removals`,
    { reasonCode: 'died' },
    { ifMatch: seen.version },
  );
  const other = await adjuster.post<ParticipantBody>(
    `/v1/participants/${participantId}/family-members`,
    { relation: 'sibling', name: 'Adik', birthDate: '1995-01-01' },
  );
  const [brother, sister] = [family['sibling'], other.body.participant.family.at(-1)?.id];
  const both = [
    { heirId: brother, share: share(2, 3) },
    { heirId: sister, share: share(1, 3) },
  ];
  const told = { ...letter, heirs: both, representativeId: brother };
  const named = await claim.tell(adjuster, '/heirs', told);
  expect(named.status).toBe(200);
  expect(claim.body['heirs']).toMatchObject({
    heirClass: 3,
    heirs: [{ representedBy: null }, { representedBy: brother }],
  });

  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/death-benefits', {});
  await claim.verifyPapers(adjuster, [...DEATH_PAPERS, 'heir_ktp', 'heir_letter']);
  await account(claim, 'heir', brother);
  const approval = `/v1/benefits/${claim.benefit().id}/approvals`;
  const missing = await claim.tell(supervisor, approval, {});
  expect([missing.body.code, missing.body]).toEqual([
    'papers-missing',
    expect.objectContaining({ facts: { kinds: ['power_of_attorney'] } }),
  ]);
  await claim.verifyPapers(adjuster, ['power_of_attorney']);
  expect((await claim.tell(supervisor, approval, {})).status).toBe(200);
  expect(
    claim.body.payouts.map(({ payeeId, onBehalfOf, amount }) => [
      payeeId,
      onBehalfOf,
      amount.amount,
    ]),
  ).toEqual([
    [brother, null, 28_000_000],
    [brother, sister, 14_000_000],
  ]);
});

it('A funeral without heirs goes to whoever arranged it, and the rest stays in the fund', async () => {
  const { claim, family } = await died(92, ['other']);
  const letter = { heirClass: 6, heirs: [], letterOn: '2024-12-05' };
  const unnamed = await claim.tell(adjuster, '/heirs', letter);
  expect([unnamed.status, unnamed.body.code]).toEqual([422, 'funeral-arranger-missing']);

  await claim.tell(adjuster, '/heirs', { ...letter, funeralArrangerId: family['other'] });
  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/death-benefits', {});
  expect(claim.benefit()).toMatchObject({
    total: rupiah(10_000_000),
    lines: [
      { reasons: [{ code: 'no-heirs' }] },
      { reasons: [{ code: 'no-heirs' }] },
      { reasons: [] },
    ],
  });
  await claim.verifyPapers(adjuster, [...DEATH_PAPERS, 'receipt']);
  await account(claim, 'funeral_arranger', family['other']);
  await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
  expect(claim.body.payouts).toMatchObject([
    { payeeKind: 'funeral_arranger', payeeId: family['other'], amount: rupiah(10_000_000) },
  ]);
});
