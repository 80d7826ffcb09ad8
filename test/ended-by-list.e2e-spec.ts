import type { ApiClient } from '../src/demo/api-client';
import { agreement, newcomer } from './support/case-file';
import {
  appliedList,
  approveList,
  approveUndoing,
  csvOf,
  fileSays,
  lineOf,
  listThatIs,
  PERIOD,
  requestUndoing,
} from './support/lists';
import { type Office, openOffice } from './support/office';

let office: Office;
let enroller: ApiClient;
let second: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  second = await office.as('enroller-2', 'enroller');
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
});
afterAll(() => office.close());

const head = () => office.kelambu.platform.store.head();
const covered = async (on: string): Promise<number> => {
  const path = `/v1/participants?coveredOn=${on}&limit=200&minPosition=${await head()}`;
  return (await enroller.get<{ data: readonly unknown[] }>(path)).body.data.length;
};

const { declaredIncome: _income, ...TERMS } = PERIOD;
const ENDING = {
  ...TERMS,
  action: 'end',
  lastCoveredOn: '2024-11-15',
  reasonCode: 'became_employee',
};
/** As `sendList`, without what cover alone is asked with. */
const sendEnding = (file: Uint8Array<ArrayBuffer>, fields: Readonly<Record<string, string>> = {}) =>
  enroller.send<{
    readonly enrolmentList: { readonly id: string };
    readonly events: readonly unknown[];
    readonly code?: string;
  }>('/v1/enrolment-lists', file, { ...ENDING, ...fields });

const ended = async (file: Uint8Array<ArrayBuffer>) => {
  const { id } = (await sendEnding(file)).body.enrolmentList;
  const checked = await listThatIs(enroller, id, 'checked');
  const approved = await approveList(second, checked);
  if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  return (await listThatIs(enroller, id, 'applied')).body.enrolmentList;
};

describe('A list that ends cover', () => {
  const file = csvOf(lineOf(1), lineOf(2), lineOf(9));

  it('ends it for each who is covered, and says of the others why not', async () => {
    await appliedList(enroller, second, csvOf(lineOf(1), lineOf(2), lineOf(3)));
    const list = await ended(file);
    expect(list.checked).toMatchObject({ ready: 2, faulty: 1, codes: { not_enrolled: 1 } });
    expect(list.applied).toMatchObject({ ended: 2, enrolled: 0, covered: 0, refused: 0 });
    expect([await covered('2024-11-15'), await covered('2024-11-16')]).toEqual([3, 1]);
  });

  it('changes nothing when it is sent again, and finds nobody to end cover for in a like one', async () => {
    const before = await head();
    const again = await sendEnding(file);
    expect([again.status, again.body.events]).toEqual([200, []]);
    expect(await head()).toBe(before);
    const { body } = await sendEnding(csvOf(lineOf(1), lineOf(2)));
    const { enrolmentList } = (await listThatIs(enroller, body.enrolmentList.id, 'checked')).body;
    expect(enrolmentList.checked).toMatchObject({ ready: 0, unchanged: 2, faulty: 0 });
  });

  it('says who is not covered on the last day that is asked for', async () => {
    const { body } = await sendEnding(csvOf(lineOf(1)), { lastCoveredOn: '2024-12-01' });
    const { enrolmentList } = (await listThatIs(enroller, body.enrolmentList.id, 'checked')).body;
    expect(enrolmentList.checked).toMatchObject({ codes: { not_covered_on_date: 1 } });
  });

  it.each([
    [{ reasonCode: '' }, 400, 'validation'],
    [{ declaredIncome: '1000000' }, 400, 'validation'],
    [{ action: 'cover' }, 400, 'validation'],
    [{ lastCoveredOn: '2025-01-31' }, 422, 'outside-programme'],
  ])('with %j is refused', async (changed, status, code) => {
    const refused = await sendEnding(csvOf(lineOf(1)), changed);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });
});

/** Asked by one, approved by another, and followed to its end. */
const undone = async (id: string) => {
  const asked = await requestUndoing(
    enroller,
    id,
    (await listThatIs(enroller, id, 'applied')).version,
  );
  const approved = await approveUndoing(second, asked);
  if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  return (await listThatIs(enroller, id, 'undone')).body.enrolmentList;
};

/** Whoever has that NIK is named to whoever would enrol somebody else with it. */
const participantWith = async (serial: number): Promise<string> => {
  const other = { ...newcomer(serial, { name: 'Nama Lain' }), programme: PERIOD.programme };
  const options = { dryRun: true };
  const { body } = await enroller.post<{ existing: { id: string } }>(
    '/v1/participants',
    other,
    options,
  );
  return body.existing.id;
};

describe('A list that has ended cover, once it is undone,', () => {
  const file = csvOf(lineOf(20), lineOf(21));

  it('has ended none: a dry run counts, two people act, and everyone is covered again', async () => {
    await appliedList(enroller, second, file);
    const before = await covered('2024-12-31');
    const { id } = await ended(file);
    const applied = await listThatIs(enroller, id, 'applied');
    const at = await head();
    const dry = await requestUndoing(enroller, id, applied.version, { dryRun: true });
    expect(dry.body.wouldUndo).toMatchObject({ coversRestored: 2, enrolmentsAnnulled: 0, kept: 0 });
    expect([await head(), await covered('2024-12-31')]).toEqual([at, before - 2]);

    const asked = await requestUndoing(enroller, id, applied.version);
    const own = await approveUndoing(enroller, asked);
    expect([own.status, own.body.code]).toEqual([403, 'self-approval']);
    expect((await fileSays(enroller, id))[0]?.[0]).toBe('PERLINDUNGAN DIAKHIRI');
    expect((await undone(id)).undone).toMatchObject({ coversRestored: 2, kept: 0 });
    expect((await fileSays(enroller, id))[0]?.[0]).toBe('DIBATALKAN BERSAMA DAFTARNYA');
    expect(await covered('2024-12-31')).toBe(before);
  });

  it('can be applied again as the next attempt, and be undone again', async () => {
    const before = await covered('2024-12-31');
    const again = await ended(file);
    expect(again).toMatchObject({ attempt: 2, applied: { ended: 2 } });
    expect(await covered('2024-12-31')).toBe(before - 2);
    expect((await undone(again.id)).undone).toMatchObject({ coversRestored: 2 });
    expect(await covered('2024-12-31')).toBe(before);
  });

  it('leaves whoever has a claim or other cover since, and names them', async () => {
    const three = csvOf(lineOf(30), lineOf(31), lineOf(32));
    await appliedList(enroller, second, three);
    const { id } = await ended(three);
    const [claimed, other] = [await participantWith(30), await participantWith(31)];
    const adjuster = await office.as('adjuster-1', 'adjuster');
    const claim = await adjuster.post('/v1/accident-claims', {
      participantId: claimed,
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-15',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
      chronology: 'Jatuh dari pohon karet.',
    });
    const later = await enroller.post(`/v1/participants/${other}/coverage-periods`, {
      programme: PERIOD.programme,
      from: '2024-12-01',
      lastCoveredOn: '2024-12-31',
      declaredIncome: { amount: 1_000_000, currency: 'IDR' },
    });
    expect([claim.status, later.status]).toEqual([201, 200]);
    const list = await undone(id);
    expect(list.undone).toMatchObject({ coversRestored: 1, kept: 2 });
    expect(list.undone?.['keptParticipants']).toEqual(expect.arrayContaining([claimed, other]));
  });

  it('covers nobody again who was erased since, and names him', async () => {
    const two = csvOf(lineOf(40), lineOf(41));
    await appliedList(enroller, second, two);
    const { id } = await ended(two);
    const gone = await participantWith(40);
    const administrator = await office.as('administrator-1', 'administrator');
    const supervisor = await office.as('supervisor-1', 'supervisor');
    const path = `/v1/subjects/${gone}/erasures`;
    const asked = await administrator.post<{ readonly erasure: { readonly requestId: string } }>(
      path,
      { reasonCode: 'asked_by_the_person' },
    );
    const { requestId } = asked.body.erasure;
    const erased = await supervisor.post(`${path}/${requestId}/approvals`, {}, { ifMatch: '"1"' });
    expect(erased.status).toBe(200);
    const list = await undone(id);
    expect(list.undone).toMatchObject({ coversRestored: 1, kept: 1, keptParticipants: [gone] });
  });
});
