import type { ApiClient } from '../src/demo/api-client';
import { agreement, newcomer } from './support/case-file';
import {
  appliedList,
  approveList,
  csvOf,
  lineOf,
  type ListAnswer,
  listThatIs,
  PERIOD,
  sendList,
} from './support/lists';
import { type Office, openOffice } from './support/office';

let office: Office;
let enroller: ApiClient;
let second: ApiClient;
let finance: ApiClient;

const SMALL = 'kuota-kecil';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  second = await office.as('enroller-2', 'enroller');
  finance = await office.as('finance-1', 'finance');
  const lastDay = '2025-12-31';
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024', { lastDay }));
  await administrator.post('/v1/programmes', agreement(SMALL, { lastDay, quota: 3 }));
});
afterAll(() => office.close());

const head = () => office.kelambu.platform.store.head();
const codesIn = (findings: readonly { readonly code: string }[] | undefined) =>
  (findings ?? []).map(({ code }) => code).sort();

/** What a dry run says; it must have kept nothing. */
const triedOut = async (
  file: Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
) => {
  const { waitingRows } = office.kelambu.platform;
  const before = [await head(), await waitingRows.owners()];
  const { status, body } = await sendList(enroller, file, changed, { dryRun: true });
  expect([status, await head(), await waitingRows.owners()]).toEqual([200, ...before]);
  return body;
};

/** What the check says of the same file, once it was really brought. */
const checkedFor = async (
  file: Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
) => {
  const { body } = await sendList(enroller, file, changed);
  return (await listThatIs(enroller, body.enrolmentList.id, 'checked')).body.enrolmentList;
};

const died = async (serial: number): Promise<void> => {
  const other = { ...newcomer(serial, { name: 'Nama Lain' }), programme: PERIOD.programme };
  const options = { dryRun: true };
  const { body } = await enroller.post<{ existing: { id: string } }>(
    '/v1/participants',
    other,
    options,
  );
  const death = { diedOn: '2024-11-01', knownOn: '2024-11-02', source: 'family' };
  await enroller.post(`/v1/participants/${body.existing.id}/deaths`, death);
};

describe('The dry run of an upload', () => {
  const next = { from: '2024-12-01', lastCoveredOn: '2024-12-31' };
  const file = csvOf(
    lineOf(1),
    lineOf(2),
    lineOf(3),
    lineOf(4),
    lineOf(4),
    lineOf(5, { 2: '9,90605E+15' }),
  );

  it('says what the check says then, the findings of the register among them, and keeps nothing', async () => {
    const ending = { lastCoveredOn: '2024-11-30' };
    await appliedList(enroller, second, csvOf(lineOf(1), lineOf(2)), ending);
    const overlapping = { from: '2024-11-15', lastCoveredOn: '2024-12-31' };
    await appliedList(enroller, second, csvOf(lineOf(3)), overlapping);
    await died(2);

    const { wouldCheck, events } = await triedOut(file, next);
    expect(events.map(({ type }) => type)).toEqual(['EnrolmentListReceived']);
    expect(wouldCheck).toMatchObject({ ready: 1, readyForCoverOnly: 1, unchanged: 0, faulty: 4 });
    expect(codesIn(wouldCheck?.findings)).toEqual(
      expect.arrayContaining([
        'already-enrolled',
        'coverage-overlaps',
        'nik-damaged-by-excel',
        'nik-duplicate-in-file',
        'recorded-deceased',
      ]),
    );

    const checked = await checkedFor(file, next);
    const { ready, readyForCoverOnly, unchanged, faulty } = checked.checked ?? {};
    expect(wouldCheck).toMatchObject({ ready, readyForCoverOnly, unchanged, faulty });
    expect(wouldCheck?.findings).toEqual(checked.findings);
  });

  it.each([
    ['a sub-district', ['16.06.05']],
    ['nowhere', []],
  ])('tells whoever works for %s nothing of anybody', async (_, subDistricts) => {
    const roles = ['enroller'] as const;
    const clerk = await office.asCaller({ actor: 'clerk', roles, subDistricts, scopes: [] });
    for (const dryRun of [true, false]) {
      const { status, body } = await sendList(clerk, file, next, { dryRun });
      expect([status, (body as { readonly code?: string }).code]).toEqual([403, 'forbidden']);
      expect(JSON.stringify(body)).not.toContain('deceased');
    }
  });

  it('says of a list that ends cover whose cover it would end', async () => {
    const { declaredIncome: _income, ...terms } = PERIOD;
    const ending = { ...terms, action: 'end', lastCoveredOn: '2024-11-15', reasonCode: 'moved' };
    const options = { dryRun: true };
    const path = '/v1/enrolment-lists';
    const lines = csvOf(lineOf(1), lineOf(9));
    const { body } = await enroller.send<ListAnswer>(path, lines, ending, options);
    expect(body.wouldCheck).toMatchObject({ ready: 1, faulty: 1, quota: null });
    expect(codesIn(body.wouldCheck?.findings)).toEqual(['nik-other-region', 'not-enrolled']);
  });
});

describe('The number of people that an agreement is meant for', () => {
  const programme = { programme: SMALL };

  it('is no matter while a list keeps to it', async () => {
    const list = await appliedList(enroller, second, csvOf(lineOf(20), lineOf(21)), programme);
    expect(list.checked).toMatchObject({ quota: { agreed: 3, heads: 0, headsWithList: 2 } });
    expect(codesIn(list.findings)).not.toContain('quota-exceeded');
  });

  it('is warned of before, in the check and at the approval of a list that goes beyond it, and refuses nobody', async () => {
    const file = csvOf(lineOf(21), lineOf(22), lineOf(23));
    const facts = { quota: 3, heads: 4, exceededBy: 1 };
    const tried = await triedOut(file, programme);
    expect(tried.warnings).toMatchObject([{ code: 'quota-exceeded', facts }]);

    const sent = await sendList(enroller, file, programme);
    const checked = await listThatIs(enroller, sent.body.enrolmentList.id, 'checked');
    expect(checked.body.enrolmentList.findings[0]).toMatchObject({
      ...{ code: 'quota-exceeded', severity: 'warning', count: 1, examples: [] },
      detail: expect.stringContaining('adendum') as string,
    });
    const approved = await approveList(second, checked);
    expect([approved.status, approved.body.warnings]).toMatchObject([
      200,
      [{ code: 'quota-exceeded', facts }],
    ]);
    const { applied } = (await listThatIs(enroller, sent.body.enrolmentList.id, 'applied')).body
      .enrolmentList;
    expect(applied).toMatchObject({ enrolled: 2, unchanged: 1, refused: 0 });
  });

  it('is met again by other people in another period', async () => {
    const later = { ...programme, from: '2025-01-01', lastCoveredOn: '2025-03-31' };
    const list = await checkedFor(csvOf(lineOf(30), lineOf(31), lineOf(32)), later);
    expect(list.checked).toMatchObject({ quota: { agreed: 3, heads: 0, headsWithList: 3 } });
  });

  it('stands beside the heads of each month', async () => {
    const path = `/v1/reports/contributions?programme=${SMALL}&minPosition=${await head()}`;
    const { body } = await finance.get<{ rows: readonly unknown[] }>(path);
    expect(body.rows[0]).toMatchObject({ month: '2024-10', headsCovered: 4, quota: 3 });
  });
});
