import type { ApiClient } from '../src/demo/api-client';
import { agreement, rupiah } from './support/case-file';
import {
  appliedList,
  approveList,
  approveUndoing,
  csvOf,
  lineOf,
  listThatIs,
  requestUndoing,
  sendList,
} from './support/lists';
import { type Office, openOffice } from './support/office';
import { wrongIn } from './support/verified';

// Two people send the same thing about one list, and neither knows of the other when he begins.

const PAYER = 'dengan-konfirmasi';

let office: Office;
let enroller: ApiClient;
let second: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  second = await office.as('enroller-2', 'enroller');
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
  await administrator.post('/v1/programmes', agreement(PAYER, { confirmation: 'payer' }));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => office.close());

const opening = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

/** Holds the first append of a fact of that type until it is let go; `came` once it has been asked for. */
const holding = (type: string) => {
  const { store } = office.kelambu.platform;
  const append = store.append.bind(store);
  const gate = opening();
  const came = opening();
  let isHeld = false;
  jest.spyOn(store, 'append').mockImplementation(async (chain) => {
    if (!isHeld && chain.some(({ events }) => events.some((event) => event.type === type))) {
      isHeld = true;
      came.open();
      await gate.opened;
    }
    return append(chain);
  });
  return { came: came.opened, letGo: gate.open };
};

const uploadsWaiting = async () => (await office.kelambu.platform.waitingRows.owners()).length;

describe('The same file, sent by two before either was received', () => {
  it('is one list with the rows of the first, and its approval stands', async () => {
    const file = csvOf(lineOf(1), lineOf(2));
    const held = holding('EnrolmentListReceived');
    const late = sendList(second, file);
    await held.came;
    const sent = await sendList(enroller, file);
    const { id } = sent.body.enrolmentList;
    const checked = await listThatIs(enroller, id, 'checked');
    held.letGo();
    const answer = await late;
    expect([answer.status, answer.body.enrolmentList.id, answer.body.events]).toEqual([
      200,
      id,
      [],
    ]);
    const now = await listThatIs(enroller, id, 'checked');
    expect(now.version).toBe(checked.version);
    expect((await approveList(second, checked)).status).toBe(200);
    const { applied } = (await listThatIs(enroller, id, 'applied')).body.enrolmentList;
    expect(applied).toMatchObject({ enrolled: 2 });
    expect(await uploadsWaiting()).toBe(1);
  });
});

describe('The same answer of the payer, sent by two before either was received', () => {
  it('is one answer', async () => {
    const about = { programme: PAYER };
    const { id } = await appliedList(enroller, second, csvOf(lineOf(11)), about);
    const answer = Uint8Array.from(
      Buffer.from(
        'NIK;Nama;Tgl Lahir;No. KPJ;TMT;STATUS;KETERANGAN\r\n' +
          '9906051708900011;PEKERJA 11;17-08-1990;24000000011;01/10/2024;AKTIF;\r\n',
      ),
    );
    type Sent = { readonly confirmations: readonly unknown[]; readonly events: readonly unknown[] };
    const path = `/v1/enrolment-lists/${id}/confirmations`;
    const held = holding('EnrolmentListAnswerReceived');
    const late = second.send<Sent>(path, answer, {});
    await held.came;
    const first = await enroller.send<Sent>(path, answer, {});
    held.letGo();
    expect([first.body.events.length, (await late).body.events.length]).toEqual([1, 0]);
    const { body } = await enroller.get<Sent>(path);
    expect(body.confirmations).toHaveLength(1);
  });
});

describe('A list that is undone while an invoice for its people is being paid', () => {
  type Paid = {
    readonly contributionPayment: Readonly<Record<string, unknown>>;
    readonly code?: string;
  };
  const voucher = (number: string) => ({ number, on: '2024-10-10', amount: rupiah(33_600) });
  const invoice = {
    ...{ programme: 'lain', fromMonth: '2024-10', toMonth: '2024-10' },
    ...{ invoice: voucher('INV-1'), sp2d: voucher('SP2D-1'), receipt: voucher('KW-1') },
  };

  it('leaves the payment whole: what was paid for a head stands with that head', async () => {
    const administrator = await office.as('administrator-1', 'administrator');
    await administrator.post('/v1/programmes', agreement('lain'));
    const finance = await office.as('finance-1', 'finance');
    const people = csvOf(lineOf(21), lineOf(22));
    const { id } = await appliedList(enroller, second, people, { programme: 'lain' });
    const held = holding('ContributionPaid');
    const payment = finance.post<Paid>('/v1/contribution-payments', invoice);
    await held.came;
    const applied = await listThatIs(enroller, id, 'applied');
    await approveUndoing(second, await requestUndoing(enroller, id, applied.version));
    await listThatIs(enroller, id, 'undone');
    held.letGo();

    const { status, body, position } = await payment;
    expect([status, body.code]).toEqual([201, undefined]);
    const path = `/v1/contribution-payments/${String(body.contributionPayment['id'])}`;
    const shown = await finance.get<Paid>(`${path}?minPosition=${position ?? ''}`);
    expect(shown.body.contributionPayment).toMatchObject({
      ...{ heads: 2, recorded: 2, complete: true },
    });
    expect(await wrongIn(office)).toEqual([]);
  });
});
