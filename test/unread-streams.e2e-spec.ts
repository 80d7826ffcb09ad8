import { Client } from 'pg';
import { claimRegister } from '../src/claim/queries/claim-register';
import type { ApiClient, Json } from '../src/demo/api-client';
import { participantCard } from '../src/participant/queries/participant-card';
import { keyOf } from '../src/platform/read-models/checkpoints';
import type { StreamName } from '../src/platform/event-store/event-store';
import { readPublicId } from '../src/platform/http/public-ids';
import type { AnyProjection } from '../src/platform/read-models/projection';
import { tableNameOf } from '../src/platform/read-models/read-model-table';
import {
  agreement,
  type CaseAnswer,
  CaseFile,
  newcomer,
  rupiah,
  typesIn,
} from './support/case-file';
import { type Office, openOffice } from './support/office';

// A read model has left a stream where it could not read it. What a decision looks for is found all the same.

let office: Office;
let superuser: Client;
let enroller: ApiClient;
let adjuster: ApiClient;
let finance: ApiClient;

const PROGRAMME = 'pake-kelambu-2024';

beforeAll(async () => {
  office = await openOffice();
  superuser = new Client({ connectionString: office.url });
  await superuser.connect();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  finance = await office.as('finance-1', 'finance');
  await administrator.post('/v1/programmes', agreement(PROGRAMME));
});
afterAll(async () => {
  await superuser.end();
  await office.close();
});

type Person = { readonly participant: Json & { readonly id: string } };

const covered = async (serial: number): Promise<string> => {
  const person = { ...newcomer(serial), programme: PROGRAMME };
  const { body } = await enroller.post<Person>('/v1/participants', person);
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme: PROGRAMME, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};
const accidentOf = async (participantId: string, occurredOn: string) => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    ...{ participantId, accidentKind: 'accident', occurredOn, reportedOn: occurredOn },
    ...{ reporterRelation: 'village', reporterName: 'Kepala Dusun' },
  });
  await claim.tell(adjuster, '/acceptances', {});
  return claim;
};
const refusalOf = ({ status, body }: { status: number; body: CaseAnswer }) => [status, body.code];

/** As if the read model had come past nothing but that stream: it has no rows, and says which stream it has left. */
const leaveUnread = async ({ name, version }: AnyProjection, stream: StreamName): Promise<void> => {
  await office.kelambu.platform.rows.caughtUp(name);
  const [first] = await office.kelambu.platform.store.readStream(stream);
  await superuser.query(`DELETE FROM read_models.${tableNameOf({ name, version })}`);
  await superuser.query(
    `INSERT INTO read_models.quarantine (projection, stream, position, error)
     VALUES ($1, $2, $3, 'UnknownEvent')`,
    [keyOf({ name, version }), stream, first?.position],
  );
};
const uuidOf = (prefix: 'par' | 'clm', id: string): string => readPublicId(prefix, id) ?? '';

const bill = {
  ...{ facilityId: 'rsud-sekayu', invoiceNumber: 'RS/7', paidTo: 'participant' },
  ...{ from: '2024-11-05', to: '2024-11-09' },
  items: [{ code: 'inpatient', claimed: rupiah(2_000_000) }],
};
const days = { from: '2024-11-06', to: '2024-11-12' };

describe('A claim that the register of claims could not read', () => {
  let participantId: string;
  let unread: CaseFile;

  beforeAll(async () => {
    participantId = await covered(1);
    unread = await accidentOf(participantId, '2024-11-04');
    expect((await unread.tell(adjuster, '/treatment-bills', bill)).status).toBe(200);
    expect((await unread.tell(adjuster, '/wage-replacements', days)).status).toBe(200);
  });

  it('holds its bill against everybody, and its days against its own participant', async () => {
    const stream: StreamName = `claim-${uuidOf('clm', unread.body.id)}`;
    await leaveUnread(claimRegister, stream);

    const another = await accidentOf(await covered(2), '2024-11-05');
    const twice = await another.tell(adjuster, '/treatment-bills', bill);
    expect(refusalOf(twice)).toEqual([409, 'bill-already-claimed']);
    expect(typesIn(await another.tell(adjuster, '/wage-replacements', days))).toEqual([
      'BenefitAssessed',
    ]);

    const second = await accidentOf(participantId, '2024-11-05');
    const day = await second.tell(adjuster, '/wage-replacements', {
      from: '2024-11-12',
      to: '2024-11-13',
    });
    expect(refusalOf(day)).toEqual([409, 'day-already-claimed']);
  });
});

describe('A participant whose card could not be read', () => {
  it('is counted in the invoice like everybody else', async () => {
    const id = uuidOf('par', await covered(3));
    await leaveUnread(participantCard, `participant-${id}`);
    const voucher = { number: 'NO-1', on: '2024-12-20', amount: rupiah(50_400) };
    const month = { fromMonth: '2024-11', toMonth: '2024-11' };
    const { body } = await finance.post<{ contributionPayment: Json }>(
      '/v1/contribution-payments',
      { programme: PROGRAMME, ...month, invoice: voucher, sp2d: voucher, receipt: voucher },
    );
    expect(body.contributionPayment).toMatchObject({ heads: 1 });
  });
});
