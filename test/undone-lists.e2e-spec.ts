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
  sendList,
} from './support/lists';
import { type Office, openOffice } from './support/office';

let office: Office;
let enroller: ApiClient;
let second: ApiClient;
let adjuster: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  second = await office.as('enroller-2', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  const lastDay = '2025-12-31';
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024', { lastDay }));
});
afterAll(() => office.close());

const head = () => office.kelambu.platform.store.head();

const covered = async (on: string): Promise<number> => {
  const path = `/v1/participants?coveredOn=${on}&limit=200&minPosition=${await head()}`;
  return (await enroller.get<{ data: readonly unknown[] }>(path)).body.data.length;
};

/** Whoever has that NIK is named to whoever would enrol somebody else with it. */
const participantWith = async (serial: number): Promise<string | undefined> => {
  const other = { ...newcomer(serial, { name: 'Nama Lain' }), programme: PERIOD.programme };
  const { body } = await enroller.post<{ existing?: { id: string } }>('/v1/participants', other, {
    dryRun: true,
  });
  return body.existing?.id;
};

/** What a family would hear who asks what a death would give: by the participant's id, and by the NIK on the card. */
const rightsOf = async (person: string, serial: number) => {
  const asked = { kind: 'death', day: '2024-11-05' };
  const path = `/v1/eligibility-checks?minPosition=${await head()}`;
  const answers = await Promise.all(
    [{ participantId: person }, { nik: newcomer(serial).nik }].map((who) =>
      adjuster.post<{ code?: string; eligibility?: { covered: boolean } }>(
        path,
        { ...asked, ...who },
        { key: null },
      ),
    ),
  );
  return answers.map(({ status, body }) => [status, body.code ?? body.eligibility?.covered]);
};

const undone = async (id: string) => {
  const applied = await listThatIs(enroller, id, 'applied');
  const asked = await requestUndoing(enroller, id, applied.version);
  const approved = await approveUndoing(second, asked);
  if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  return (await listThatIs(enroller, id, 'undone')).body.enrolmentList;
};

describe('A list that was applied', () => {
  const file = csvOf(lineOf(1), lineOf(2), lineOf(3));

  it('is undone as one act by two people, after a dry run that counts and writes nothing', async () => {
    const { id } = await appliedList(enroller, second, file);
    const person = await participantWith(1);
    expect((await fileSays(enroller, id))[0]?.[0]).toBe('TERDAFTAR DAN DILINDUNGI');
    const applied = await listThatIs(enroller, id, 'applied');
    const before = await head();
    const dry = await requestUndoing(enroller, id, applied.version, { dryRun: true });
    expect(dry.body).toMatchObject({
      wouldUndo: { enrolmentsAnnulled: 3, coversAnnulled: 3, unchanged: 0, kept: 0 },
      events: [{ type: 'EnrolmentListUndoingRequested' }],
    });
    expect(await head()).toBe(before);

    const asked = await requestUndoing(enroller, id, applied.version);
    const own = await approveUndoing(enroller, asked);
    expect([own.status, own.body.code]).toEqual([403, 'self-approval']);
    expect((await approveUndoing(second, asked)).status).toBe(200);
    const { body } = await listThatIs(enroller, id, 'undone');
    expect(body.enrolmentList.undone).toMatchObject({
      enrolmentsAnnulled: 3,
      coversAnnulled: 3,
      kept: 0,
    });

    expect(await covered('2024-10-15')).toBe(0);
    expect((await fileSays(enroller, id)).map(([status]) => status)).toEqual(
      Array(3).fill('DIBATALKAN BERSAMA DAFTARNYA'),
    );
    const at = `minPosition=${await head()}`;
    expect((await enroller.get(`/v1/participants/${person ?? ''}?${at}`)).status).toBe(404);
    expect(await participantWith(1)).toBeUndefined();
    const death = { diedOn: '2024-10-20', knownOn: '2024-10-21', source: 'family' };
    const told = await enroller.post(`/v1/participants/${person ?? ''}/deaths`, death);
    expect([told.status, told.body['code']]).toEqual([404, 'not-found']);
    const found = await enroller.post<{ data: readonly unknown[] }>(
      '/v1/participants/searches',
      { q: 'Pekerja' },
      { key: null },
    );
    expect(found.body.data).toEqual([]);
  });

  it('can then be applied again, as the next attempt, and be undone again', async () => {
    const again = await appliedList(enroller, second, file);
    expect(again).toMatchObject({ attempt: 2, applied: { enrolled: 3, covered: 3, refused: 0 } });
    expect(await covered('2024-10-15')).toBe(3);
    const { body } = await sendList(second, file, {}, { name: 'lain.csv' });
    expect(body).toMatchObject({ events: [], enrolmentList: { attempt: 2, status: 'applied' } });
    expect(await undone(again.id)).toMatchObject({ undone: { enrolmentsAnnulled: 3 } });
    expect(await covered('2024-10-15')).toBe(0);
  });

  it('answers the key of its first upload with that upload, though it was undone since', async () => {
    const own = csvOf(lineOf(5));
    const first = await sendList(enroller, own, {}, { key: 'undone-list-1' });
    const { id } = await appliedList(enroller, second, own);
    await undone(id);
    const again = await sendList(enroller, own, {}, { key: 'undone-list-1' });
    expect([again.body.enrolmentList.id, again.headers.get('idempotent-replayed')]).toEqual([
      first.body.enrolmentList.id,
      'true',
    ]);
  });
});

describe('Undoing a list', () => {
  it('leaves whoever is named in a claim as he is, and names and counts him', async () => {
    const { id } = await appliedList(enroller, second, csvOf(lineOf(20), lineOf(21)));
    const participantId = await participantWith(20);
    const claim = await adjuster.post('/v1/accident-claims', {
      participantId,
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-15',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
      chronology: 'Jatuh dari pohon karet.',
    });
    expect([claim.status, claim.body['code']]).toEqual([201, undefined]);
    const list = await undone(id);
    expect(list.undone).toMatchObject({
      enrolmentsAnnulled: 1,
      kept: 1,
      keptParticipants: [participantId],
    });
    expect(await participantWith(20)).toBe(participantId);
    expect((await fileSays(enroller, id)).map(([status]) => status)).toEqual([
      'TERDAFTAR DAN DILINDUNGI',
      'DIBATALKAN BERSAMA DAFTARNYA',
    ]);
    expect(await covered('2024-10-15')).toBe(1);
  });

  it('leaves enrolled whom something else rests on, and takes back only the cover', async () => {
    const { id } = await appliedList(enroller, second, csvOf(lineOf(30), lineOf(31)));
    const later = { from: '2025-01-01', lastCoveredOn: '2025-03-31' };
    const next = await appliedList(enroller, second, csvOf(lineOf(30)), later);
    const before = await covered('2024-10-15');
    expect((await undone(id)).undone).toMatchObject({ enrolmentsAnnulled: 1, coversAnnulled: 2 });
    expect([await covered('2024-10-15'), await covered('2025-02-01')]).toEqual([before - 2, 1]);

    // Whoever a list has only covered stays enrolled when that list is undone.
    expect((await undone(next.id)).undone).toMatchObject({
      enrolmentsAnnulled: 0,
      coversAnnulled: 1,
    });
    expect(await participantWith(30)).toBeDefined();
  });

  it('is refused before the list is applied', async () => {
    const sent = await sendList(enroller, csvOf(lineOf(40)));
    const checked = await listThatIs(enroller, sent.body.enrolmentList.id, 'checked');
    const asked = await requestUndoing(enroller, checked.body.enrolmentList.id, checked.version);
    expect([asked.status, asked.body.code]).toEqual([409, 'list-not-applied']);
  });
});

describe('The list of lists', () => {
  type Page = {
    readonly data: readonly { readonly id: string; readonly status: string }[];
    readonly nextCursor: string | null;
  };
  const pageAfter = async (query: string) => {
    const path = `/v1/enrolment-lists?limit=2&minPosition=${await head()}${query}`;
    return (await enroller.get<Page>(path)).body;
  };

  it('names each once, the newest first, page after page', async () => {
    const newest = await sendList(enroller, csvOf(lineOf(50)));
    const ids: string[] = [];
    for (let query = ''; ;) {
      const { data, nextCursor } = await pageAfter(query);
      ids.push(...data.map(({ id }) => id));
      if (nextCursor === null) break;
      query = `&cursor=${nextCursor}`;
    }
    expect(ids[0]).toBe(newest.body.enrolmentList.id);
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can be asked for those of one status', async () => {
    const { data } = await pageAfter('&status=undone');
    expect(data.map(({ status }) => status)).toEqual(['undone', 'undone']);
    const wrong = await enroller.get('/v1/enrolment-lists?status=lost');
    expect([wrong.status, wrong.body['code']]).toEqual([400, 'validation']);
  });
});

describe('Whoever stands in a wrong list and in the right one', () => {
  it('is covered by the right one, where that is approved once the wrong one is undone', async () => {
    const wrong = await appliedList(enroller, second, csvOf(lineOf(801), lineOf(802)));
    const { body } = await sendList(enroller, csvOf(lineOf(801), lineOf(803)));
    const right = await listThatIs(enroller, body.enrolmentList.id, 'checked');
    expect(right.body.enrolmentList.checked).toMatchObject({ ready: 1, unchanged: 1 });
    await undone(wrong.id);
    expect((await approveList(second, right)).status).toBe(200);
    const { applied } = (await listThatIs(enroller, body.enrolmentList.id, 'applied')).body
      .enrolmentList;
    expect(applied).toMatchObject({ enrolled: 2, unchanged: 0, refused: 0 });
    const person = (await participantWith(801)) ?? '';
    expect((await rightsOf(person, 801))[0]).toEqual([200, true]);
    const [[status, remark] = []] = await fileSays(enroller, body.enrolmentList.id);
    expect(status).toBe('TERDAFTAR DAN DILINDUNGI');
    expect(remark).not.toContain('tidak ada yang berubah');
  });

  it('is told apart in the file of the right one, where that was applied before', async () => {
    const wrong = await appliedList(enroller, second, csvOf(lineOf(811), lineOf(812)));
    const right = await appliedList(enroller, second, csvOf(lineOf(811), lineOf(813)));
    const statuses = async () => (await fileSays(enroller, right.id)).map(([status]) => status);
    expect(await statuses()).toEqual(['TIDAK BERUBAH', 'TERDAFTAR DAN DILINDUNGI']);
    await undone(wrong.id);
    expect(await statuses()).toEqual(['SUDAH BERUBAH, LIHAT PESERTA', 'TERDAFTAR DAN DILINDUNGI']);
    const anew = await appliedList(enroller, second, csvOf(lineOf(811)));
    expect(anew.applied).toMatchObject({ enrolled: 1 });
    expect(await statuses()).toEqual(['TIDAK BERUBAH', 'TERDAFTAR DAN DILINDUNGI']);
  });
});

it('Nobody has a right under an enrolment that fell with its list, until he is enrolled again', async () => {
  const { id } = await appliedList(enroller, second, csvOf(lineOf(901)));
  const person = (await participantWith(901)) ?? '';
  expect(await rightsOf(person, 901)).toEqual([
    [200, true],
    [200, true],
  ]);
  await undone(id);
  const nobody = [404, 'not-found'];
  expect(await rightsOf(person, 901)).toEqual([nobody, nobody]);

  const anew = { ...newcomer(901), programme: PERIOD.programme };
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', anew);
  expect(body.participant.id).not.toBe(person);
  expect(await rightsOf(body.participant.id, 901)).toEqual([
    [200, false],
    [200, false],
  ]);
  expect((await rightsOf(person, 901))[0]).toEqual(nobody);
});
