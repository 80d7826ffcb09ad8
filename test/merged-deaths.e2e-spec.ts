import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import type { Append } from '../src/platform/event-store/event-store';
import { agreement, type CaseAnswer, CaseFile, typesIn } from './support/case-file';
import { type Office, openOffice } from './support/office';
import { covered as coveredBy, mergeRecords } from './support/people';

// A person who was enrolled twice dies once: the death is claimed once, under whichever record it is told.

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let second: ApiClient;

const VILLAGE = 'santunan-desa-2024';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  second = await office.as('supervisor-2', 'supervisor');
  const ownMoney = { payer: 'office', mode: 'disbursed', fundedBy: 'village_fund' };
  await administrator.post('/v1/programmes', agreement(VILLAGE, ownMoney));
});
afterAll(() => office.close());
afterEach(() => jest.restoreAllMocks());

type ParticipantAnswer = {
  readonly participant: Json & { readonly id: string; readonly diedOn: string | null };
};

const covered = (serial: number) => coveredBy(enroller, serial, VILLAGE);

const pairOf = async (serial: number) => ({
  old: await covered(serial),
  survivor: await covered(serial + 1),
});
type Pair = Awaited<ReturnType<typeof pairOf>>;

const merge = async ({ old, survivor }: Pair) => {
  const merged = await mergeRecords([supervisor, second], old, survivor);
  expect([merged.status, typesIn(merged)]).toEqual([200, ['ParticipantsMerged']]);
};

const deathOf = (participantId: string, diedOn = '2024-11-10') => ({
  ...{ participantId, diedOn, knownOn: diedOn, reportedOn: diedOn, cause: 'illness' },
  ...{ reporterRelation: 'village', reporterName: 'Kepala Dusun' },
});
const report = (death: Json, key?: string) =>
  adjuster.post<CaseAnswer & { readonly existing?: Json }>(
    '/v1/death-claims',
    death,
    key === undefined ? {} : { key },
  );
const opened = async (death: Json, key?: string) => {
  const claim = new CaseFile('/v1/claims');
  const answer = await claim.open(
    adjuster,
    '/v1/death-claims',
    death,
    key === undefined ? {} : { key },
  );
  expect([answer.status, typesIn(answer)]).toEqual([201, ['DeathReported']]);
  return claim;
};
const voidedAs = async (claim: CaseFile, reasonCode: string) => {
  await claim.tell(supervisor, '/voidings', { reasonCode });
  const { id } = claim.body['voiding'] as { id: string };
  const done = await claim.tell(second, `/voidings/${id}/approvals`, {});
  expect(typesIn(done)).toContain('ClaimVoided');
};
const reactedTo = () => office.kelambu.platform.reactions.caughtUp();
const deathDayOf = async (participantId: string) => {
  const position = await office.kelambu.platform.store.head();
  const path = `/v1/participants/${participantId}?minPosition=${position}`;
  return (await adjuster.get<ParticipantAnswer>(path)).body.participant.diedOn;
};
const refusalOf = ({ status, body }: Answer<CaseAnswer>) => [status, body.code];

describe('A death that was claimed under a record and voided before it was merged', () => {
  it('is claimed anew with the survivor, and accepted', async () => {
    const pair = await pairOf(1);
    const wrong = await opened(deathOf(pair.old, '2024-11-01'));
    await wrong.tell(adjuster, '/acceptances', {});
    await reactedTo();
    await voidedAs(wrong, 'wrong_day');
    await merge(pair);

    const right = await opened(deathOf(pair.old));
    expect(right.body['participantId']).toBe(pair.survivor);
    expect((await right.tell(adjuster, '/acceptances', {})).status).toBe(200);
    await reactedTo();
    const again = await report(deathOf(pair.survivor));
    expect([again.status, typesIn(again), again.body.claim?.id]).toEqual([200, [], right.body.id]);
  });

  it('is not claimed anew by the repeat of the first report', async () => {
    const pair = await pairOf(3);
    const first = await opened(deathOf(pair.old), 'told-before-the-merge');
    await voidedAs(first, 'not_dead');
    await reactedTo();
    await merge(pair);
    const repeated = await report(deathOf(pair.old), 'told-before-the-merge');
    expect([repeated.status, repeated.body.claim?.id]).toEqual([201, first.body.id]);
  });
});

describe('A death that was claimed under the survivor', () => {
  it('is filed again, once it was voided, under whichever of the two records', async () => {
    const pair = await pairOf(7);
    await merge(pair);
    const first = await opened(deathOf(pair.old));
    await voidedAs(first, 'not_dead');
    await reactedTo();
    const next = await opened(deathOf(pair.old, '2024-11-20'));
    expect(next.body.id).not.toBe(first.body.id);
    expect(next.body['participantId']).toBe(pair.survivor);
    const again = await report(deathOf(pair.survivor, '2024-11-20'));
    expect([typesIn(again), again.body.claim?.id]).toEqual([[], next.body.id]);
  });
});

describe('A death that is reported while the record is being merged', () => {
  /** The report is decided before the merge, and written after it. */
  const reportedMeanwhile = async (pair: Pair, meanwhile: () => Promise<void>) => {
    const { store } = office.kelambu.platform;
    const append = store.append.bind(store);
    let decided: () => void = () => undefined;
    const isDecided = new Promise<void>((resolve) => (decided = resolve));
    let letGo: () => void = () => undefined;
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
    let held = false;
    jest.spyOn(store, 'append').mockImplementation(async (chain: readonly Append[]) => {
      if (!held && chain[0]?.stream.startsWith('claim-')) {
        held = true;
        decided();
        await isLetGo;
      }
      return append(chain);
    });
    const claim = new CaseFile('/v1/claims');
    const answer = claim.open(adjuster, '/v1/death-claims', deathOf(pair.old));
    await isDecided;
    await meanwhile();
    letGo();
    expect((await answer).status).toBe(201);
    return claim;
  };

  it('is the one that a later report meets', async () => {
    const pair = await pairOf(9);
    const first = await reportedMeanwhile(pair, () => merge(pair));
    const later = await report(deathOf(pair.survivor));
    expect([later.status, typesIn(later), later.body.claim?.id]).toEqual([200, [], first.body.id]);
    const other = await report(deathOf(pair.survivor, '2024-11-12'));
    expect(refusalOf(other)).toEqual([409, 'already-reported']);
    expect(other.body.existing?.['id']).toBe(first.body.id);

    await first.tell(adjuster, '/acceptances', {});
    await reactedTo();
    expect(await deathDayOf(pair.survivor)).toBe('2024-11-10');
    await voidedAs(first, 'not_dead');
    await reactedTo();
    expect(await deathDayOf(pair.survivor)).toBeNull();
  });

  it('gives way to the claim of the survivor that was opened meanwhile', async () => {
    const pair = await pairOf(11);
    const claims: CaseFile[] = [];
    const slow = await reportedMeanwhile(pair, async () => {
      await merge(pair);
      claims.push(await opened(deathOf(pair.survivor)));
    });
    const accepted = await slow.tell(adjuster, '/acceptances', {});
    expect(refusalOf(accepted)).toEqual([409, 'already-reported']);
    expect((await claims[0]?.tell(adjuster, '/acceptances', {}))?.status).toBe(200);
    await voidedAs(slow, 'filed_twice');
  });
});
