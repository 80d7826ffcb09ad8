import readWorkbook from 'read-excel-file/node';
import { ApiClient } from '../src/demo/api-client';
import { agreement, newcomer } from './support/case-file';
import {
  appliedList,
  approveList,
  csvOf,
  HEADING,
  lineOf,
  listThatIs,
  sendList,
  workbookOf,
} from './support/lists';
import { type Office, openOffice } from './support/office';
import { enrolled, mergeRecords } from './support/people';

let office: Office;
let enroller: ApiClient;
let second: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  second = await office.as('enroller-2', 'enroller');
  const lastDay = '2025-12-31';
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024', { lastDay }));
});
afterAll(() => office.close());

type Card = { readonly id: string; readonly periods: readonly unknown[] };
const covered = async (on: string) => {
  const path = `/v1/participants?coveredOn=${on}&limit=200`;
  const { store } = office.kelambu.platform;
  const page = await enroller.get<{ data: readonly Card[] }>(
    `${path}&minPosition=${await store.head()}`,
  );
  return page.body.data.length;
};
const head = () => office.kelambu.platform.store.head();

describe('A list from the first upload to the register', () => {
  const file = csvOf(
    lineOf(1),
    lineOf(2, { 4: '07 Juni 1995', 5: '2' }),
    lineOf(3, { 2: '9,90605E+15' }),
    lineOf(1),
    lineOf(4, { 7: 'Tidak Ada' }),
  );

  it('is checked, approved by a second person and applied; what is wrong with each row is said', async () => {
    const sent = await sendList(enroller, file, {}, { name: 'a.csv' });
    expect([sent.status, sent.body.events.map(({ type }) => type)]).toEqual([
      202,
      ['EnrolmentListReceived'],
    ]);
    expect(sent.headers.get('location')).toBe(`/v1/enrolment-lists/${sent.body.enrolmentList.id}`);
    const { id } = sent.body.enrolmentList;
    const checked = await listThatIs(enroller, id, 'checked');
    const list = checked.body.enrolmentList;
    expect(list).toMatchObject({
      rows: 5,
      progress: { done: 5, of: 5 },
      checked: { ready: 2, readyForCoverOnly: 0, faulty: 3 },
      sheets: [{ name: 'CSV', headingRow: 1, unknownColumns: [{ name: 'DESIL', column: 'J' }] }],
    });
    const errors = list.findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, examples }) => [code, examples[0]?.cell]).sort()).toEqual([
      ['nik-damaged-by-excel', 'C4'],
      ['nik-duplicate-in-file', 'C5'],
      ['village-unknown', 'H6'],
    ]);

    const own = await approveList(enroller, checked);
    expect([own.status, own.body.code]).toEqual([403, 'self-approval']);
    const approved = await approveList(second, checked);
    expect([approved.status, approved.body.events.map(({ type }) => type)]).toEqual([
      200,
      ['EnrolmentListApproved'],
    ]);
    const { applied, counts } = (await listThatIs(enroller, id, 'applied')).body.enrolmentList;
    expect(applied).toMatchObject({ enrolled: 2, covered: 2, coverAsked: 0, refused: 0 });
    expect(counts).toMatchObject({ ready: 0, enrolled: 2, coverAdded: 0, faulty: 3 });
    expect(await covered('2024-10-15')).toBe(2);
  });

  it('changes nothing when it is sent again, renamed, by somebody else', async () => {
    const before = await head();
    const again = await sendList(second, file, {}, { name: 'nama lain.csv' });
    expect([again.status, again.body.events, again.body.enrolmentList.status]).toEqual([
      200,
      [],
      'applied',
    ]);
    expect(await head()).toBe(before);
  });

  it('covers the same people in the next quarter, and enrols nobody twice', async () => {
    const next = { from: '2025-01-01', lastCoveredOn: '2025-03-31' };
    const { checked, applied } = await appliedList(enroller, second, file, next);
    expect(checked).toMatchObject({ ready: 0, readyForCoverOnly: 2, faulty: 3 });
    expect(applied).toMatchObject({ enrolled: 0, covered: 2, refused: 0 });
    expect(await covered('2025-02-01')).toBe(2);
    expect(await covered('2024-10-15')).toBe(2);
  });

  it('says who is covered already, who has other cover, and who has died', async () => {
    const page = await enroller.get<{ data: readonly Card[] }>('/v1/participants?limit=200');
    const [first] = page.body.data;
    await enroller.post(`/v1/participants/${first?.id ?? ''}/deaths`, {
      diedOn: '2025-03-01',
      knownOn: '2025-03-02',
      source: 'family',
    });
    const other = csvOf(lineOf(1), lineOf(2, { 4: '07 Juni 1995', 5: '2' }), lineOf(5));
    const codesFor = async (from: string, lastCoveredOn: string) => {
      const { body } = await sendList(enroller, other, { from, lastCoveredOn });
      const { enrolmentList } = (await listThatIs(enroller, body.enrolmentList.id, 'checked')).body;
      const { ready, readyForCoverOnly, unchanged, faulty } = enrolmentList.checked ?? {};
      return {
        counts: [ready, readyForCoverOnly, unchanged, faulty],
        codes: enrolmentList.findings.map(({ code }) => code),
      };
    };
    const same = await codesFor('2025-01-01', '2025-03-31');
    expect([same.counts, same.codes]).toEqual([
      [1, 0, 2, 0],
      expect.arrayContaining(['already-covered']),
    ]);
    const overlapping = await codesFor('2025-03-01', '2025-04-30');
    expect([overlapping.counts, overlapping.codes]).toEqual([
      [1, 0, 0, 2],
      expect.arrayContaining(['coverage-overlaps']),
    ]);
    const later = await codesFor('2025-04-01', '2025-06-30');
    expect([later.counts, later.codes]).toEqual([
      [1, 1, 0, 1],
      expect.arrayContaining(['recorded-deceased', 'already-enrolled']),
    ]);
  });
});

describe('A row under the NIK of a record that was merged into another', () => {
  it('says that the NIK of the record that stays is needed, and is not applied', async () => {
    const supervisor = await office.as('supervisor-1', 'supervisor');
    const other = await office.as('supervisor-2', 'supervisor');
    const [merged, survivor] = [
      await enrolled(enroller, 801, 'pake-kelambu-2024'),
      await enrolled(enroller, 802, 'pake-kelambu-2024'),
    ];
    expect((await mergeRecords([supervisor, other], merged, survivor)).status).toBe(200);

    const { body } = await sendList(enroller, csvOf(lineOf(801), lineOf(802)));
    const { enrolmentList } = (await listThatIs(enroller, body.enrolmentList.id, 'checked')).body;

    expect(enrolmentList.checked).toMatchObject({ ready: 0, readyForCoverOnly: 1, faulty: 1 });
    expect(enrolmentList.findings).toContainEqual(
      expect.objectContaining({
        code: 'participant-merged',
        severity: 'error',
        detail: expect.stringContaining('NIK dari catatan yang tetap') as string,
      }),
    );
  });
});

describe('The same file back', () => {
  it('has STATUS and KETERANGAN behind cells that are as they were, and runs no formula', async () => {
    const rows = [
      ['Daftar Peserta'],
      ['NIK', 'NAMA', 'TGL LAHIR', 'JK', 'RT', 'DESA', 'KECAMATAN', 'CATATAN'],
      ['9906051708900021', 'Siti', 34857, 'P', '004', 'Ngulak', 'Sanga Desa', '=1+1'],
      [9906051708900022, 'Budi', new Date('1990-08-17'), 'L', 4, 'Ngulak', 'Sanga Desa', null],
    ];
    const sent = await sendList(enroller, await workbookOf({ Sanga: rows, Kosong: [['-']] }));
    const { id } = sent.body.enrolmentList;
    await listThatIs(enroller, id, 'checked');

    const back = await fileOf(enroller, id);
    const [sanga, empty] = await readWorkbook(Buffer.from(back), { trim: false });
    expect(sanga?.data.slice(0, 2)).toEqual([
      ['Daftar Peserta', ...Array<null>(9).fill(null)],
      [...(rows[1] ?? []), 'STATUS', 'KETERANGAN'],
    ]);
    expect(sanga?.data[2]).toEqual([...(rows[2] ?? []), 'SIAP', expect.any(String)]);
    expect(sanga?.data[3]).toEqual([
      ...(rows[3] ?? []),
      'PERLU DIPERBAIKI',
      expect.stringContaining('Excel'),
    ]);
    expect(empty?.sheet).toBe('Kosong');

    const faulty = await fileOf(enroller, id, '?rows=faulty');
    const [onlyFaulty] = await readWorkbook(Buffer.from(faulty));
    expect(onlyFaulty?.data.map((row) => row[1])).toEqual([null, 'NAMA', 'Budi']);
  });

  it('is csv where csv was sent, in its own spelling', async () => {
    const latin = Buffer.from(
      `${HEADING}\r\n${lineOf(31, { 3: 'André', 9: '=cmd()' })}\r\n`,
      'latin1',
    );
    const sent = await sendList(enroller, Uint8Array.from(latin));
    const { id } = sent.body.enrolmentList;
    await listThatIs(enroller, id, 'checked');
    const text = Buffer.from(await fileOf(enroller, id)).toString();
    const cells = lineOf(31, { 3: 'André', 9: "'=cmd()" });
    expect(text.split('\r\n')[1]).toContain(`${cells};SIAP;`);
    expect(text.startsWith('\ufeff')).toBe(true);
  });

  it('is for whoever sent it, and for those who may open what is masked', async () => {
    const sent = await sendList(enroller, csvOf(lineOf(32)));
    const { id } = sent.body.enrolmentList;
    await listThatIs(enroller, id, 'checked');
    const path = `/v1/enrolment-lists/${id}/file`;
    expect((await second.get(path)).status).toBe(403);
    const auditor = await office.asAuditorWhoMayOpen('auditor-1');
    expect((await auditor.get(path, { 'Access-Purpose': 'annual audit' })).status).toBe(200);
  });
});

const fileOf = async (who: ApiClient, id: string, query = ''): Promise<ArrayBuffer> =>
  who.download(`/v1/enrolment-lists/${id}/file${query}`);

describe('Two lists that overlap, applied at once', () => {
  it('enrol each person once, and cover each once', async () => {
    const linesOf = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => lineOf(from + index));
    const [one, other] = [csvOf(...linesOf(100, 160)), csvOf(...linesOf(130, 190))];
    const before = await covered('2024-10-15');
    // Both are checked before either is applied: neither knows of the other.
    const checked: Awaited<ReturnType<typeof listThatIs>>[] = [];
    for (const file of [one, other]) {
      const { body } = await sendList(enroller, file);
      checked.push(await listThatIs(enroller, body.enrolmentList.id, 'checked'));
    }
    await Promise.all(checked.map((list) => approveList(second, list)));
    const lists = await Promise.all(
      checked.map(async ({ body }) => {
        const { id } = body.enrolmentList;
        return (await listThatIs(enroller, id, 'applied')).body.enrolmentList;
      }),
    );
    const sum = (key: string) => lists.reduce((all, list) => all + Number(list.applied?.[key]), 0);
    expect([sum('enrolled'), sum('unchanged'), sum('refused')]).toEqual([90, 30, 0]);
    expect((await covered('2024-10-15')) - before).toBe(90);
  });
});

describe('An upload', () => {
  it('that is a dry run writes nothing', async () => {
    const { waitingRows } = office.kelambu.platform;
    const before = [await head(), await waitingRows.owners()];
    const { status, body } = await sendList(enroller, csvOf(lineOf(40)), {}, { dryRun: true });
    expect([status, body.events.map(({ type }) => type)]).toEqual([200, ['EnrolmentListReceived']]);
    expect([await head(), await waitingRows.owners()]).toEqual(before);
  });

  it('is the same command with the same key and file, and another with another file', async () => {
    const key = 'list-key-1';
    const first = await sendList(enroller, csvOf(lineOf(41)), {}, { key });
    const again = await sendList(enroller, csvOf(lineOf(41)), {}, { key });
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([
      202,
      202,
      'true',
    ]);
    const other = await sendList(enroller, csvOf(lineOf(42)), {}, { key });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it.each([
    ['another role', 'adjuster', 403, 'forbidden'],
    ['nobody', null, 401, 'unauthenticated'],
  ] as const)('by %s is refused', async (_, role, status, code) => {
    const who = role ? await office.as('adjuster-1', role) : new ApiClient(office.kelambu.url, '');
    const refused = await sendList(who, csvOf(lineOf(43)));
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });

  it.each([
    [{ programme: 'tidak-ada' }, 422, 'programme-unknown'],
    [{ from: '2023-01-01' }, 422, 'outside-programme'],
    [{ from: '2024-12-31', lastCoveredOn: '2024-12-01' }, 422, 'period-reversed'],
    [{ declaredIncome: '1.000.000' }, 400, 'validation'],
    [{ action: 'delete' }, 400, 'validation'],
    [{ surprise: 'x' }, 400, 'validation'],
  ])('with %j is refused and leaves no row behind', async (changed, status, code) => {
    const { waitingRows } = office.kelambu.platform;
    const before = [await head(), await waitingRows.owners()];
    const file = csvOf(lineOf(44));
    const id = await sendList(enroller, file, changed, { language: 'id' });
    const en = await sendList(enroller, file, changed, { language: 'en' });
    expect([id.status, id.body.code, en.body.code]).toEqual([status, code, code]);
    expect(id.body.detail).not.toBe(en.body.detail);
    expect([await head(), await waitingRows.owners()]).toEqual(before);
  });

  it('of JSON here, or of a form elsewhere, is refused', async () => {
    const here = await enroller.post('/v1/enrolment-lists', {});
    expect([here.status, here.body['code']]).toEqual([422, 'list-file-missing']);
    const elsewhere = await enroller.send('/v1/participants', csvOf(lineOf(1)), {});
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([415, 'unsupported-media-type']);
  });
});

describe('An approval', () => {
  it('needs a row that is ready, and the version that was seen', async () => {
    const sent = await sendList(enroller, csvOf(lineOf(50, { 3: '' })));
    const checked = await listThatIs(enroller, sent.body.enrolmentList.id, 'checked');
    const none = await approveList(second, checked);
    expect([none.status, none.body.code]).toEqual([422, 'list-nothing-ready']);
    const stale = await approveList(second, { ...checked, version: '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'version-conflict']);
  });
});

/** Whoever has that NIK is named to whoever would enrol somebody else with it. */
const participantWith = async (serial: number): Promise<string> => {
  const other = { ...newcomer(serial, { name: 'Nama Lain' }), programme: 'pake-kelambu-2024' };
  const { body } = await enroller.post<{ existing: { id: string } }>('/v1/participants', other);
  return body.existing.id;
};

const erase = async (id: string): Promise<void> => {
  const administrator = await office.as('administrator-1', 'administrator');
  const supervisor = await office.as('supervisor-1', 'supervisor');
  const path = `/v1/subjects/${id}/erasures`;
  const asked = await administrator.post<{ erasure: { requestId: string; id: string } }>(path, {
    reasonCode: 'asked_by_the_person',
  });
  const location = asked.headers.get('location') ?? '';
  const erased = await supervisor.post(`${location}/approvals`, {}, { ifMatch: asked.version });
  if (erased.status !== 200) throw new Error(JSON.stringify(erased.body));
};

describe('Rows that wait', () => {
  it('go when the person is erased, and when their day has come', async () => {
    const { waitingRows } = office.kelambu.platform;
    await appliedList(enroller, second, csvOf(lineOf(60), lineOf(61)));
    const sent = await sendList(second, csvOf(lineOf(60), lineOf(61)));
    const { id } = sent.body.enrolmentList;
    await erase(await participantWith(60));
    const back = Buffer.from(await fileOf(enroller, id)).toString();
    expect([back.includes('Pekerja 60'), back.includes('Pekerja 61')]).toEqual([false, true]);

    await waitingRows.dropExpired(new Date('2100-01-01'));
    const gone = await enroller.get(`/v1/enrolment-lists/${id}/file`);
    expect([gone.status, gone.body['code']]).toEqual([409, 'list-expired']);
    expect((await listThatIs(enroller, id, 'applied')).body.enrolmentList.applied).toMatchObject({
      enrolled: 2,
    });
  });

  it('go also under a NIK that was corrected since, when the person is erased', async () => {
    await appliedList(enroller, second, csvOf(lineOf(62)));
    const id = await participantWith(62);
    const supervisor = await office.as('supervisor-1', 'supervisor');
    const { version } = await supervisor.get(`/v1/participants/${id}`);
    const nik = '9906051708900063';
    const corrected = await supervisor.post(
      `/v1/participants/${id}/identity-corrections`,
      { nik, reasonCode: 'typed_wrongly' },
      { ifMatch: version },
    );
    expect(corrected.status).toBe(200);
    // The NIK that he had by mistake is another's by now, whose row stays.
    await appliedList(enroller, second, csvOf(lineOf(62), lineOf(65)));
    const sent = await sendList(enroller, csvOf(lineOf(62), lineOf(63), lineOf(64)));
    await erase(id);
    const back = Buffer.from(await fileOf(enroller, sent.body.enrolmentList.id)).toString();
    expect([62, 63, 64].map((serial) => back.includes(`Pekerja ${serial}`))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('come back with the file where they expired before anybody approved them', async () => {
    const file = csvOf(lineOf(70));
    const sent = await sendList(enroller, file);
    await listThatIs(enroller, sent.body.enrolmentList.id, 'checked');
    await office.kelambu.platform.waitingRows.dropExpired(new Date('2100-01-01'));
    const { applied } = await appliedList(enroller, second, file);
    expect(applied).toMatchObject({ enrolled: 1 });
  });
});
