import type { ApiClient } from '../src/demo/api-client';
import { agreement } from './support/case-file';
import {
  appliedList,
  approveList,
  csvOf,
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

  it('is not undone as a list: each person is covered again', async () => {
    const list = await ended(csvOf(lineOf(3)));
    const applied = await listThatIs(enroller, list.id, 'applied');
    const asked = await requestUndoing(enroller, list.id, applied.version);
    expect([asked.status, asked.body.code]).toEqual([422, 'list-not-undoable']);
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
