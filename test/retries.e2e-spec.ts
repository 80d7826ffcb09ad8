import type { ApiClient, Answer, Json } from '../src/demo/api-client';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// A line drops, and the same command is sent again and again, also at once: one effect, and the same answer for all.

const PAKE = 'pake-kelambu-2024';
const WAYS = 8;
const ROUNDS = 10;

let office: Office;
let enroller: ApiClient;
let adjuster: ApiClient;
let finance: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  finance = await office.as('finance-1', 'finance');
  await administrator.post('/v1/programmes', agreement(PAKE));
});
afterAll(() => office.close());

const eightWays = <Body>(send: () => Promise<Answer<Body>>) =>
  Promise.all(Array.from({ length: WAYS }, send));

/** Every answer is the first one, or says honestly that the command is under way. */
const mustAgree = (answers: readonly Answer<CaseAnswer>[], status: number) => {
  const given = answers.filter((answer) => answer.status !== 409);
  expect(given.length).toBeGreaterThan(0);
  for (const answer of given) {
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(given[0]?.body);
    expect(answer.body.events).not.toEqual([]);
  }
  for (const { body, status: other } of answers)
    if (other === 409) expect(body.code).toBe('command-in-progress');
};

const participant = async (serial: number): Promise<string> => {
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', {
    ...newcomer(serial),
    programme: PAKE,
  });
  await enroller.post(`/v1/participants/${body.participant.id}/coverage-periods`, {
    programme: PAKE,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
  });
  return body.participant.id;
};

const accident = (participantId: string): Json => ({
  participantId,
  accidentKind: 'accident',
  occurredOn: '2024-10-14',
  reportedOn: '2024-10-15',
  reporterRelation: 'self',
  reporterName: 'Pekerja',
});

describe('The same command under the same key, eight ways at once', () => {
  it('enrols one person', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const person = { ...newcomer(100 + round), programme: PAKE };
      const key = `enrol-${round}`;
      mustAgree(
        await eightWays(() => enroller.post<CaseAnswer>('/v1/participants', person, { key })),
        201,
      );
    }
  });

  it('reports one accident, and accepts it once on the version that was seen', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const told = accident(await participant(200 + round));
      const reports = await eightWays(() =>
        adjuster.post<CaseAnswer>('/v1/accident-claims', told, { key: `report-${round}` }),
      );
      mustAgree(reports, 201);

      const id = reports.find(({ status }) => status === 201)?.body.claim?.id ?? '';
      const options = { key: `accept-${round}`, ifMatch: '"1"' };
      mustAgree(
        await eightWays(() =>
          adjuster.post<CaseAnswer>(`/v1/claims/${id}/acceptances`, {}, options),
        ),
        200,
      );
    }
  });

  it('answers the same long after, though the case has moved on', async () => {
    const claim = new CaseFile('/v1/claims');
    const told = accident(await participant(300));
    const first = await claim.open(adjuster, '/v1/accident-claims', told, { key: 'once' });
    await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
    await claim.tell(adjuster, '/acceptances', {});

    const again = await adjuster.post<CaseAnswer>('/v1/accident-claims', told, { key: 'once' });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('A command that records nothing, as the facts are known already', () => {
  /** The second key for the same facts: the answer is yes, and nothing is written. */
  const silent = async (serial: number) => {
    const told = accident(await participant(serial));
    await adjuster.post<CaseAnswer>('/v1/accident-claims', told, { key: `spoken-${serial}` });
    const send = (body: Json = told) =>
      adjuster.post<CaseAnswer>('/v1/accident-claims', body, { key: `silent-${serial}` });
    return { told, send };
  };

  it('has used its key: another body is refused, the same one gets the first answer', async () => {
    const { told, send } = await silent(400);
    const first = await send();
    expect(first).toMatchObject({ status: 200, body: { events: [] } });
    const id = first.body.claim?.id ?? '';
    await adjuster.post(`/v1/claims/${id}/acceptances`, {}, { ifMatch: '"1"' });

    const other = await send({ ...told, occurredOn: '2024-10-13' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const again = await send();
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('etag')).toBe('"1"');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('has one answer eight ways at once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { send } = await silent(410 + round);
      const answers = await eightWays(send);
      const given = answers.filter(({ status }) => status !== 409);
      expect(given.filter(({ headers }) => !headers.has('idempotent-replayed'))).toHaveLength(1);
      for (const { status, body } of given)
        expect({ status, body }).toEqual({ status: 200, body: given[0]?.body });
    }
  });

  it('has used its key too where a person is enrolled again', async () => {
    const person = { ...newcomer(430), programme: PAKE };
    await enroller.post('/v1/participants', person, { key: 'enrolled' });
    const send = (body: Json) =>
      enroller.post<CaseAnswer>('/v1/participants', body, { key: 'enrolled-again' });
    const first = await send(person);
    expect(first).toMatchObject({ status: 200, body: { events: [] } });

    const other = await send({ ...newcomer(431), programme: PAKE });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const again = await send(person);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('burns no key by a dry run', async () => {
    const { told, send } = await silent(440);
    const dry = await adjuster.post<CaseAnswer>('/v1/accident-claims?dryRun=true', told, {
      key: 'silent-440',
    });
    expect(dry).toMatchObject({ status: 200, body: { events: [] } });
    const other = await send({ ...told, occurredOn: '2024-10-13' });
    expect(other.status).toBe(201);
  });
});

describe('One invoice for many people, sent again', () => {
  it('answers with the same heads and a position that shows every contribution', async () => {
    const voucher = (number: string) => ({ number, on: '2024-10-10', amount: rupiah(1) });
    const invoice = {
      programme: PAKE,
      fromMonth: '2024-10',
      toMonth: '2024-12',
      invoice: voucher('INV-1'),
      sp2d: voucher('S'),
      receipt: voucher('K'),
    };
    type Paid = { contributionPayment: { heads: number; recorded: number }; position: string };
    const send = () =>
      finance.post<Paid>('/v1/contribution-payments', invoice, { key: 'one-invoice' });
    const first = await send();
    const again = await send();

    expect(first.body.contributionPayment.recorded).toBe(first.body.contributionPayment.heads);
    expect(again.body).toEqual(first.body);
  });
});
