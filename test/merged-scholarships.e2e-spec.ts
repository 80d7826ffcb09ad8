import type { ApiClient } from '../src/demo/api-client';
import { agreement, type CaseAnswer, CaseFile, typesIn } from './support/case-file';
import { type Office, openOffice } from './support/office';
import { covered as coveredBy, mergeRecords } from './support/people';

// One human has one scholarship, under however many records he was enrolled before they were merged.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let second: ApiClient;

const PROGRAMME = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  await administrator.post('/v1/programmes', agreement(PROGRAMME));
});
afterAll(() => office.close());

type Person = CaseAnswer & {
  readonly participant: {
    readonly id: string;
    readonly merge: { readonly id: string } | null;
    readonly family: readonly { readonly id: string }[];
  };
};

const covered = (serial: number) => coveredBy(enroller, serial, PROGRAMME);
const merge = async (old: string, survivorId: string): Promise<void> =>
  expect((await mergeRecords([supervisor, second], old, survivorId)).status).toBe(200);
const childOf = async (participantId: string): Promise<string> => {
  const path = `/v1/participants/${participantId}/family-members`;
  const asked = { relation: 'child', name: 'Anak', birthDate: '2016-07-01', legalChild: true };
  const { body } = await adjuster.post<Person>(path, asked);
  return body.participant.family.at(-1)?.id ?? '';
};
const reported = (participantId: string, on: string) => ({
  ...{ participantId, reportedOn: on, reporterRelation: 'village', reporterName: 'Kades' },
});
/** An accident of 14 October, after which a doctor states that he will never work again. */
const totallyDisabled = async (participantId: string): Promise<CaseFile> => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    ...reported(participantId, '2024-10-14'),
    ...{ accidentKind: 'accident', occurredOn: '2024-10-14' },
  });
  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/doctor-statements', {
    ...{ outcome: 'disabled', statedOn: '2024-11-27', receivedOn: '2024-11-28' },
    ...{ percentTenths: 700, bodyPart: 'seluruh tubuh' },
  });
  const statement = (claim.body['statements'] as readonly { id: string }[]).at(-1);
  const form = { statementId: statement?.id ?? '', kind: 'total_permanent', parts: [] };
  expect((await claim.tell(adjuster, '/disabilities', form)).status).toBe(200);
  return claim;
};
/** He dies of it in December. */
const died = async (participantId: string, accidentClaimId: string): Promise<CaseFile> => {
  const death = new CaseFile('/v1/claims');
  const answer = await death.open(adjuster, '/v1/death-claims', {
    ...reported(participantId, '2024-12-05'),
    ...{ diedOn: '2024-12-05', knownOn: '2024-12-05', cause: 'work_accident', accidentClaimId },
  });
  expect(answer.status).toBe(201);
  return death;
};

/** The request is decided before the merge, and written after it. */
const askedMeanwhile = async (wish: object, meanwhile: () => Promise<void>): Promise<CaseFile> => {
  const { store } = office.kelambu.platform;
  const append = store.append.bind(store);
  let decided: () => void = () => undefined;
  const isDecided = new Promise<void>((resolve) => (decided = resolve));
  let letGo: () => void = () => undefined;
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
  jest.spyOn(store, 'append').mockImplementation(async (chain) => {
    if (chain[0]?.stream.startsWith('scholarship-')) {
      decided();
      await isLetGo;
    }
    return append(chain);
  });
  const scholarship = new CaseFile('/v1/scholarships');
  const answer = scholarship.open(adjuster, '/v1/scholarships', wish);
  await isDecided;
  await meanwhile();
  letGo();
  expect((await answer).status).toBe(201);
  jest.restoreAllMocks();
  return scholarship;
};

it('Asked for while the record is being merged, and again because of the death, it is one', async () => {
  const [old, survivor] = [await covered(3), await covered(4)];
  const accident = await totallyDisabled(old);
  const wish = { claimId: accident.body.id, childIds: [await childOf(old)] };
  const scholarship = await askedMeanwhile(wish, () => merge(old, survivor));

  const death = await died(survivor, accident.body.id);
  const other = { claimId: death.body.id, childIds: [await childOf(survivor)] };
  const again = await adjuster.post<CaseAnswer>('/v1/scholarships', other);
  expect([again.status, again.body.code]).toEqual([409, 'already-reported']);
  expect(again.body).toMatchObject({ existing: { id: scholarship.body.id } });
});

it('Asked for because of a disability told under a merged record, and again because of the death, it is one', async () => {
  const [old, survivor] = [await covered(1), await covered(2)];
  const accident = await totallyDisabled(old);
  await merge(old, survivor);
  const child = await childOf(survivor);

  const scholarship = new CaseFile('/v1/scholarships');
  const wish = { claimId: accident.body.id, childIds: [child] };
  const asked = await scholarship.open(adjuster, '/v1/scholarships', wish);
  expect(typesIn(asked)).toEqual(['ScholarshipRequested', 'BenefitAssessed']);
  expect(typesIn(await scholarship.open(adjuster, '/v1/scholarships', wish))).toEqual([]);

  const death = await died(survivor, accident.body.id);
  const other = { claimId: death.body.id, childIds: [child] };
  const again = await adjuster.post<CaseAnswer>('/v1/scholarships', other);
  expect([again.status, again.body.code]).toEqual([409, 'already-reported']);
});
