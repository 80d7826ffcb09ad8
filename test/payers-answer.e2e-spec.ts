import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, CommandOptions } from '../src/demo/api-client';
import { agreement, newcomer } from './support/case-file';
import {
  appliedList,
  csvOf,
  fileSays,
  lineOf,
  listThatIs,
  LOOKING,
  sendList,
} from './support/lists';
import { type Office, openOffice } from './support/office';

let office: Office;
let enroller: ApiClient;
let second: ApiClient;
let adjuster: ApiClient;

const PROGRAMME = 'pake-kelambu-2024';
const OTHER = 'tanpa-konfirmasi';

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  second = await office.as('enroller-2', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  const ofPayer = agreement(PROGRAMME, { confirmation: 'payer', lastDay: '2025-12-31' });
  await administrator.post('/v1/programmes', ofPayer);
  await administrator.post('/v1/programmes', agreement(OTHER));
});
afterAll(() => office.close());

const head = () => office.kelambu.platform.store.head();

type Confirmation = {
  readonly status: string;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly stillAsked: number | null;
  readonly stillAskedParticipants: readonly string[] | null;
  readonly findings: readonly {
    readonly code: string;
    readonly count: number;
    readonly detail: string;
    readonly examples: readonly { readonly cell: string }[];
  }[];
};
type Sent = {
  readonly confirmations: readonly Confirmation[];
  readonly events: readonly { readonly type: string }[];
  readonly wouldConfirm?: Readonly<Record<string, number>>;
  readonly code?: string;
};

const nikOf = (serial: number) => `990605170890${String(serial).padStart(4, '0')}`;
const kpjOf = (serial: number) => `240000${String(serial).padStart(5, '0')}`;
const answerOf = (...rows: readonly (readonly string[])[]) =>
  Uint8Array.from(
    Buffer.from(
      [['NIK', 'Nama', 'Tgl Lahir', 'No. KPJ', 'TMT', 'STATUS', 'KETERANGAN'], ...rows]
        .map((row) => row.join(';'))
        .join('\r\n'),
    ),
  );
/** One row of an active list: whoever it names is covered. */
const active = (serial: number, changed: Readonly<Record<number, string>> = {}) =>
  [nikOf(serial), `PEKERJA ${serial}`, '17-08-1990', kpjOf(serial), '01/10/2024', 'AKTIF', ''].map(
    (cell, column) => changed[column] ?? cell,
  );
const refused = (serial: number, remark: string) =>
  active(serial, { 3: '', 5: 'DITOLAK', 6: remark });

const answer = (id: string, file: Uint8Array<ArrayBuffer>, options: CommandOptions = {}) =>
  enroller.send<Sent>(`/v1/enrolment-lists/${id}/confirmations`, file, {}, options);

/** The last answer, once it is worked through. */
const confirmed = async (id: string, parts: number): Promise<Confirmation> => {
  for (;;) {
    const { body } = await enroller.get<Sent>(`/v1/enrolment-lists/${id}/confirmations`);
    const last = body.confirmations[parts - 1];
    if (last?.status === 'confirmed') return last;
    await sleep(LOOKING.everyMs);
  }
};

const participantWith = async (serial: number): Promise<string> => {
  const other = { ...newcomer(serial, { name: 'Nama Lain' }), programme: PROGRAMME };
  const { body } = await enroller.post<{ existing: { id: string } }>('/v1/participants', other, {
    dryRun: true,
  });
  return body.existing.id;
};

/** Whether an accident of that day would be covered. */
const isCovered = async (serial: number): Promise<unknown> => {
  const asked = {
    participantId: await participantWith(serial),
    kind: 'accident',
    day: '2024-10-14',
  };
  const { body } = await adjuster.post<{ eligibility: { covered: boolean } }>(
    '/v1/eligibility-checks',
    asked,
    { key: null },
  );
  return body.eligibility.covered;
};

describe('The payer’s answer to a list', () => {
  let id: string;
  const first = answerOf(
    active(1),
    refused(2, 'Sudah meninggal dunia'),
    active(3, { 1: 'ORANG LAIN' }),
    active(77),
    active(4, { 3: '' }),
  );

  it('is tried out first, with counts and without a trace', async () => {
    const people = [1, 2, 3, 4, 5].map((serial) => lineOf(serial));
    ({ id } = await appliedList(enroller, second, csvOf(...people)));
    expect(await isCovered(1)).toBe(false);
    const { enrolmentList } = (await listThatIs(enroller, id, 'applied')).body;
    expect(enrolmentList).toMatchObject({
      applied: { enrolled: 5, covered: 0, coverAsked: 5 },
      answered: { started: 0, refused: 0, stillAsked: 5 },
    });
    expect((await fileSays(enroller, id))[0]).toEqual([
      'TERDAFTAR, PERLINDUNGAN DIAJUKAN',
      expect.any(String),
    ]);
    const before = [await head(), await office.kelambu.platform.waitingRows.owners()];
    const dry = await answer(id, first, { dryRun: true });
    expect(dry.body).toMatchObject({
      events: [{ type: 'EnrolmentListAnswerReceived' }],
      wouldConfirm: { started: 1, refused: 1, differing: 1, notAsked: 1, faulty: 1, stillAsked: 3 },
    });
    expect([await head(), await office.kelambu.platform.waitingRows.owners()]).toEqual(before);
  });

  it('starts and refuses what was asked, and shows where it differs with cells and what to do', async () => {
    const sent = await answer(id, first);
    expect([sent.status, sent.body.events.map(({ type }) => type)]).toEqual([
      202,
      ['EnrolmentListAnswerReceived'],
    ]);
    const { counts, findings, ...rest } = await confirmed(id, 1);
    expect(counts).toEqual({
      started: 1,
      refused: 1,
      unchanged: 0,
      differing: 1,
      notAsked: 1,
      faulty: 1,
    });
    const cells = findings.map(({ code, examples }) => [code, examples[0]?.cell]).sort();
    expect(cells).toEqual([
      ['kpj-unreadable', 'D6'],
      ['name-differs', 'A4'],
      ['not-asked', 'A5'],
    ]);
    expect(findings.every(({ detail }) => detail.length > 20)).toBe(true);
    const waiting = await Promise.all([3, 4, 5].map(participantWith));
    expect(rest.stillAsked).toBe(3);
    expect([...(rest.stillAskedParticipants ?? [])].sort()).toEqual(waiting.sort());
  });

  it('is what the file says that is given back: asked, covered, or refused and why', async () => {
    const said = await fileSays(enroller, id);
    expect(said.map(([status]) => status)).toEqual([
      'TERDAFTAR DAN DILINDUNGI',
      'DITOLAK PEMBAYAR',
      ...Array<string>(3).fill('TERDAFTAR, PERLINDUNGAN DIAJUKAN'),
    ]);
    expect(said[1]?.[1]).toContain('meninggal');
    const { answered } = (await listThatIs(enroller, id, 'applied')).body.enrolmentList;
    expect(answered).toEqual({ started: 1, refused: 1, stillAsked: 3 });
  });

  it('changes nothing when the same file comes again, renamed', async () => {
    const before = await head();
    const again = await answer(id, first);
    expect([again.status, again.body.events]).toEqual([200, []]);
    expect(await head()).toBe(before);
  });

  it('may come in parts; what was answered so before stays', async () => {
    await answer(id, answerOf(active(1), active(3), active(4), active(2)));
    const { counts, stillAsked, findings } = await confirmed(id, 2);
    expect(counts).toMatchObject({ started: 2, unchanged: 1, differing: 1, faulty: 0 });
    // Refused before: the payer has to say so itself, and somebody records it there.
    expect(findings.map(({ code }) => code)).toEqual(['answered-otherwise']);
    expect(stillAsked).toBe(1);
  });

  it('lets a claim be covered, with the card that the payer gave', async () => {
    expect(await Promise.all([1, 2, 5].map(isCovered))).toEqual([true, false, false]);
    const claim = {
      participantId: await participantWith(1),
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-17',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun',
    };
    const reported = await adjuster.post<{ claim: { id: string } }>('/v1/accident-claims', claim);
    const claimPath = `/v1/claims/${reported.body.claim.id}`;
    const accepted = await adjuster.post(
      `${claimPath}/acceptances`,
      {},
      { ifMatch: reported.version },
    );
    expect(accepted.status).toBe(200);
    expect(JSON.stringify(accepted.body)).not.toContain('needs_confirmation');

    const auditor = await office.asAuditorWhoMayOpen('auditor-1');
    const path = `/v1/participants/${claim.participantId}?minPosition=${await head()}`;
    const person = await auditor.get(path, { 'Access-Purpose': 'payers answer' });
    expect(JSON.stringify(person.body)).toContain(kpjOf(1));
  });
});

describe('An answer of the payer', () => {
  it('is refused where the programme needs none, before the list is applied, and with other fields', async () => {
    const none = await appliedList(enroller, second, csvOf(lineOf(20)), { programme: OTHER });
    const before = await head();
    const useless = await answer(none.id, answerOf(active(20)));
    expect([useless.status, useless.body.code]).toEqual([422, 'list-needs-no-answer']);
    expect(await head()).toBe(before);

    const { body } = await sendList(enroller, csvOf(lineOf(21)), {
      from: '2025-01-01',
      lastCoveredOn: '2025-03-31',
    });
    const early = await answer(body.enrolmentList.id, answerOf(active(21)));
    expect([early.status, early.body.code]).toEqual([409, 'list-not-applied']);
    const path = `/v1/enrolment-lists/${none.id}/confirmations`;
    const surprised = await enroller.send<Sent>(path, answerOf(active(20)), { surprise: 'x' });
    expect(surprised.status).toBe(400);
  });

  it('that is no list is refused like any hostile file', async () => {
    const { id } = await appliedList(enroller, second, csvOf(lineOf(30)));
    const html = Uint8Array.from(Buffer.from('<html><table><tr><td>x</td></tr></table>'));
    const before = await head();
    const sent = await answer(id, html);
    expect([sent.status, await head()]).toEqual([422, before]);
  });
});
