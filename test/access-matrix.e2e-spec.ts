import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import type { Role } from '../src/platform/event-store/recorded-event';
import { benefitRef, payoutRef, publicId, readPublicId } from '../src/platform/http/public-ids';
import { keyOf } from '../src/platform/read-models/checkpoints';
import { OFFICE_WIDE_ROLES } from '../src/platform/security/area';
import { ROLES } from '../src/platform/security/caller';
import { PROJECTIONS } from '../src/projections';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Who may do what, and where: each route of the document, asked by each role, with and without the right area, about what
// is there and what is not. Nothing here is written: commands are asked as dry runs.

const HERE = '16.06.05';
const ELSEWHERE = '16.06.06';
const PAKE = 'pake-kelambu-2024';

type Operation = {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly roles: readonly Role[];
  readonly headers: readonly string[];
};
/** What tokens say of sub-districts, and whether that is enough for what is here. */
const AREAS: readonly (readonly string[] | 'all' | null)[] = ['all', [HERE], [ELSEWHERE], [], null];

/** How a route comes to speak of a place. What names a case or a person in its path needs no line. */
type Placing =
  /** Speaks of nobody: an agreement, the release. */
  | { readonly by: 'nothing' }
  /** Belongs to the district as a whole. */
  | { readonly by: 'office' }
  | { readonly by: 'body'; readonly body: (ids: Ids) => Json }
  /** A list is cut down to what the caller may see. */
  | {
      readonly by: 'list';
      readonly query?: string;
      /** The field of the answer that the rows stand in. */
      readonly rows?: string;
      readonly emptyHere?: boolean;
    };

const NOT_IN_THE_PATH: Readonly<Record<string, Placing>> = {
  'post /v1/programmes': { by: 'nothing' },
  'get /v1/programmes/{code}': { by: 'nothing' },
  'get /v1/meta': { by: 'nothing' },
  // Ids, and never a name: for auditors, wherever they work.
  'get /v1/audit/accesses': { by: 'nothing' },
  'get /v1/audit/reconciliations': { by: 'nothing' },
  'post /v1/contribution-payments': { by: 'nothing' },
  'get /v1/contribution-payments/{id}': { by: 'office' },
  // What is new has a place of its own: see below.
  'post /v1/participants': { by: 'nothing' },
  'post /v1/participant-batches': { by: 'nothing' },
  'post /v1/accident-claims': { by: 'body', body: ({ id }) => ({ participantId: id.par }) },
  'post /v1/death-claims': { by: 'body', body: ({ id }) => ({ accidentClaimId: id.clm }) },
  'post /v1/scholarships': { by: 'body', body: ({ id }) => ({ claimId: id.clm, childIds: [] }) },
  'get /v1/participants': { by: 'list' },
  'get /v1/claims': { by: 'list' },
  'get /v1/payouts': { by: 'list' },
  'get /v1/worklist': { by: 'list' },
  'post /v1/enrolment-lists': { by: 'nothing' },
  'post /v1/enrolment-lists/{id}/approvals': { by: 'office' },
  'post /v1/enrolment-lists/{id}/undoings': { by: 'office' },
  'post /v1/enrolment-lists/{id}/undoings/{request}/approvals': { by: 'office' },
  'post /v1/enrolment-lists/{id}/confirmations': { by: 'office' },
  'get /v1/enrolment-lists/{id}/confirmations': { by: 'office' },
  'get /v1/enrolment-lists': { by: 'list', emptyHere: true },
  'get /v1/enrolment-lists/{id}': { by: 'office' },
  'get /v1/enrolment-lists/{id}/file': { by: 'office' },
  'post /v1/participants/searches': { by: 'list' },
  'post /v1/participants/lookups': { by: 'body', body: ({ nik }) => ({ nik }) },
  'post /v1/eligibility-checks': {
    by: 'body',
    body: ({ nik }) => ({ nik, kind: 'death', day: '2024-11-30' }),
  },
  'post /v1/contribution-payments/{id}/refunds': { by: 'office' },
  'get /v1/reports/contributions': { by: 'office' },
  'get /v1/reports/contributions/heads': {
    by: 'list',
    query: `programme=${PAKE}&month=2024-10&kind=covered_without_payment`,
  },
  'get /v1/reports/payouts': { by: 'list', emptyHere: true },
  'get /v1/reports/commitments': { by: 'list', rows: 'owed' },
};

type Ids = {
  readonly id: Readonly<Record<string, string>>;
  readonly nik: string;
  readonly request: string;
};

let office: Office;
let operations: readonly Operation[];
let here: Ids;

beforeAll(async () => {
  office = await openOffice();
  operations = await operationsOf(office);
  here = await lived(office);
});
afterAll(() => office.close());

const operationsOf = async ({ kelambu }: Office): Promise<readonly Operation[]> => {
  const answer = await fetch(`${kelambu.url}/docs/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        path,
        method: method as Operation['method'],
        roles: (described['x-roles'] ?? []) as readonly Role[],
        headers: (described.parameters ?? []).map(({ name }) => name),
      })),
    );
};
type Described = {
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly { readonly name: string }[];
};

/** One of everything that has an id, in one sub-district. */
const lived = async ({ as }: Office): Promise<Ids> => {
  const [enroller, adjuster] = [await as('e', 'enroller'), await as('a', 'adjuster')];
  await (await as('o', 'administrator')).post('/v1/programmes', agreement(PAKE));
  const person = { ...newcomer(1), subDistrictCode: HERE, programme: PAKE };
  type Person = { participant: { id: string; family: Json[]; coveragePeriods: Json[] } };
  const par = (await enroller.post<Person>('/v1/participants', person)).body.participant.id;
  const period = { programme: PAKE, from: '2024-10-01', lastCoveredOn: '2024-12-31' };
  const cover = { ...period, declaredIncome: rupiah(1_000_000) };
  await enroller.post(`/v1/participants/${par}/coverage-periods`, cover);
  const child = { relation: 'child', name: 'Anak', birthDate: '2012-01-01', legalChild: true };
  const family = await adjuster.post<Person>(`/v1/participants/${par}/family-members`, child);

  const { claim, payout } = await treated(office, par);
  const report = { reportedOn: '2024-12-01', reporterRelation: 'village', reporterName: 'Kades' };
  const dead = { ...report, participantId: par, diedOn: '2024-11-30', knownOn: '2024-11-30' };
  const death = new CaseFile('/v1/claims');
  await death.open(adjuster, '/v1/death-claims', { ...dead, cause: 'illness' });
  const mem = String(family.body.participant.family[0]?.['id']);
  const asked = { claimId: death.body.id, childIds: [mem] };
  const scholarship = await adjuster.post<CaseAnswer>('/v1/scholarships', asked);
  return {
    id: {
      par,
      mem,
      per: String(family.body.participant.coveragePeriods[0]?.['id']),
      clm: claim.body.id,
      doc: claim.body.papers[0]?.id ?? '',
      ben: claim.benefit().id,
      pyt: payout,
      sch: scholarship.body.scholarship?.id ?? '',
    },
    nik: newcomer(1).nik,
    request: publicId('req', randomUUID()),
  };
};

const treated = async ({ as }: Office, participantId: string) => {
  const [adjuster, supervisor] = [await as('a', 'adjuster'), await as('s', 'supervisor')];
  const claim = new CaseFile('/v1/claims');
  const report = { reportedOn: '2024-10-15', reporterRelation: 'village', reporterName: 'Kades' };
  const fell = { ...report, accidentKind: 'accident', occurredOn: '2024-10-14' };
  await claim.open(adjuster, '/v1/accident-claims', { ...fell, participantId });
  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/treatment-bills', {
    facilityId: 'rsud-sekayu',
    invoiceNumber: 'INV-1',
    from: '2024-10-14',
    to: '2024-10-20',
    items: [{ code: 'inpatient', claimed: rupiah(1_000_000) }],
    paidTo: 'facility',
  });
  await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
  await claim.tell(supervisor, `/v1/benefits/${claim.benefit().id}/approvals`, {});
  return { claim, payout: claim.payout().id };
};

/** Ids of the same form that nobody has. */
const nowhere = (): Ids => {
  const uuid = randomUUID;
  const plain = (['par', 'mem', 'per', 'clm', 'doc', 'sch', 'cpy', 'enl'] as const).map(
    (prefix) => [prefix, publicId(prefix, uuid())] as const,
  );
  const stream = { stream: 'claim', streamId: uuid() } as const;
  return {
    id: {
      ...Object.fromEntries(plain),
      ben: benefitRef({ ...stream, benefitId: uuid() }),
      pyt: payoutRef({ ...stream, payoutId: uuid() }),
    },
    nik: newcomer(9_999).nik,
    request: publicId('req', uuid()),
  };
};

const PREFIX_OF_SEGMENT: Readonly<Record<string, string>> = {
  participants: 'par',
  claims: 'clm',
  scholarships: 'sch',
  benefits: 'ben',
  payouts: 'pyt',
  subjects: 'par',
  documents: 'doc',
  'coverage-periods': 'per',
  'family-members': 'mem',
  'enrolment-lists': 'enl',
  'contribution-payments': 'cpy',
};

const pathFor = (path: string, { id, request }: Ids): string =>
  path
    .replaceAll(/\/([\w-]+)\/\{(\w+)\}/g, (_, segment: string, name: string) => {
      if (name === 'request') return `/${segment}/${request}`;
      return `/${segment}/${id[PREFIX_OF_SEGMENT[segment] ?? ''] ?? name}`;
    })
    .replace('{code}', PAKE);

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
const namesAPlace = (operation: Operation): boolean =>
  /^\/v1\/(participants|claims|scholarships|benefits|payouts|subjects)\/\{id\}/.test(
    operation.path,
  );

const namesSomething = (operation: Operation): boolean =>
  namesAPlace(operation) || NOT_IN_THE_PATH[nameOf(operation)]?.by === 'body';
/** Nobody has asked for a second person here, and nothing was overpaid, so there is none to find. */
const namesNoRequest = ({ path }: Operation): boolean =>
  path.includes('{request}') || path.includes('{overpayment}');

const ask = (client: ApiClient, operation: Operation, ids: Ids): Promise<Answer> => {
  const placing = NOT_IN_THE_PATH[nameOf(operation)];
  const query = placing?.by === 'list' && placing.query ? `?${placing.query}` : '';
  const path = `${pathFor(operation.path, ids)}${query}`;
  if (operation.method === 'get') return client.get(path);
  const body = placing?.by === 'body' ? placing.body(ids) : {};
  const ifMatch = operation.headers.includes('If-Match') ? '"1"' : null;
  return client.post(path, body, { dryRun: operation.headers.includes('dryRun'), ifMatch });
};

const clientOf = (role: Role, subDistricts: readonly string[] | 'all' | null) =>
  office.asCaller({ actor: `${role}-x`, roles: [role], subDistricts, scopes: [] });

const isOpen = (role: Role, area: readonly string[] | 'all' | null): boolean =>
  area === null ? OFFICE_WIDE_ROLES.includes(role) : area === 'all' || area.includes(HERE);

/** Without what is told of this one request. */
const told = ({ status, body }: Answer) => {
  const { requestId: _, instance: __, ...rest } = body;
  return { status, ...rest };
};

it('is made of every route that there is', () => {
  const names = operations.map(nameOf);
  expect(names.length).toBeGreaterThan(50);
  const placed = new Set([
    ...Object.keys(NOT_IN_THE_PATH),
    ...operations.filter(namesAPlace).map(nameOf),
  ]);
  expect(names.filter((name) => !placed.has(name))).toEqual([]);
  expect(Object.keys(NOT_IN_THE_PATH).filter((name) => !names.includes(name))).toEqual([]);
});

it.each(ROLES)('lets %s in where the route says so, and nowhere else', async (role) => {
  const client = await clientOf(role, 'all');
  const wrong: string[] = [];
  for (const operation of operations) {
    const { status, body } = await ask(client, operation, here);
    const refused = status === 403 && body['code'] === 'forbidden';
    if (refused === operation.roles.includes(role)) wrong.push(`${nameOf(operation)}: ${status}`);
  }
  expect(wrong).toEqual([]);
});

describe.each(AREAS)('With %p as the sub-districts of a token', (area) => {
  it.each(ROLES)('%s finds what is there and his, and nothing else', async (role) => {
    const client = await clientOf(role, area);
    const absent = nowhere();
    const asked = operations.filter(
      (operation) => operation.roles.includes(role) && namesSomething(operation),
    );
    for (const operation of asked) {
      const [found, missing] = [
        await ask(client, operation, here),
        await ask(client, operation, absent),
      ];
      const name = nameOf(operation);
      if (Array.isArray(area)) expect([name, missing.status]).toEqual([name, 404]);
      if (!isOpen(role, area)) {
        expect([name, found.status]).toEqual([name, 404]);
        expect(told(found)).toEqual(told(missing));
      } else if (!namesNoRequest(operation)) expect([name, found.status]).not.toEqual([name, 404]);
    }
  });

  it.each(ROLES)('%s gets lists of what is his', async (role) => {
    const client = await clientOf(role, area);
    const lists = operations.filter(
      (operation) =>
        operation.roles.includes(role) && NOT_IN_THE_PATH[nameOf(operation)]?.by === 'list',
    );
    for (const operation of lists) {
      const { status, body } = await ask(client, operation, here);
      const placing = NOT_IN_THE_PATH[nameOf(operation)];
      const list = placing?.by === 'list' ? placing : null;
      const rows = body[list?.rows ?? ('data' in body ? 'data' : 'rows')] as readonly unknown[];
      expect(status).toBe(200);
      expect([nameOf(operation), rows.length > 0]).toEqual([
        nameOf(operation),
        isOpen(role, area) && !list?.emptyHere,
      ]);
    }
  });
});

it('sums up only what was paid in the area', async () => {
  const finance = await office.as('f', 'finance');
  const adjuster = await office.as('a', 'adjuster');
  const shown = await adjuster.get<{ claim: { benefits: { id: string }[]; version: number } }>(
    `/v1/claims/${here.id['clm'] ?? ''}`,
  );
  const [benefit] = shown.body.claim.benefits;
  const path = `/v1/claims/${here.id['clm'] ?? ''}`;
  const told = { benefits: [{ benefitId: benefit?.id }], branch: 'P', channel: 'counter' };
  await adjuster.post(
    `${path}/presentations`,
    { ...told, presentedOn: '2024-10-25', papersCompleteOn: '2024-10-25' },
    { ifMatch: shown.version },
  );
  await adjuster.post(`${path}/payer-decisions`, {
    outcome: 'granted',
    benefits: [{ benefitId: benefit?.id, amount: rupiah(1_000_000) }],
    decidedOn: '2024-10-26',
  });
  const paid = await finance.post(`/v1/payouts/${here.id['pyt'] ?? ''}/confirmations`, {
    paidOn: '2024-10-27',
    amount: rupiah(1_000_000),
  });
  expect(paid.status).toBe(200);

  const report = async (area: readonly string[] | 'all') => {
    const client = await clientOf('supervisor', area);
    const { body } = await client.get<{ totals: readonly Json[] }>(
      `/v1/reports/payouts?minPosition=${paid.position ?? ''}`,
    );
    return body.totals.map(({ paid: sum }) => sum);
  };
  expect(await report('all')).toEqual([1_000_000]);
  expect(await report([HERE])).toEqual([1_000_000]);
  expect(await report([ELSEWHERE])).toEqual([]);
});

describe('Of what cannot be read to the end', () => {
  let superuser: Client;
  beforeAll(async () => {
    superuser = new Client({ connectionString: office.url });
    await superuser.connect();
    const of = (category: string, prefix: 'par' | 'clm' | 'sch') =>
      `${category}-${readPublicId(prefix, here.id[prefix] ?? '') ?? ''}`;
    await superuser.query(
      `INSERT INTO read_models.quarantine (projection, stream, position, error)
       SELECT projection, stream, 1, 'UnknownEvent' FROM unnest($1::text[]) AS projection, unnest($2::text[]) AS stream`,
      [
        PROJECTIONS.map(keyOf),
        [of('participant', 'par'), of('claim', 'clm'), of('scholarship', 'sch')],
      ],
    );
  });
  afterAll(async () => {
    await superuser.query('DELETE FROM read_models.quarantine');
    await superuser.end();
  });

  const excludedFor = async (role: Role, area: readonly string[] | 'all') => {
    const client = await clientOf(role, area);
    const lists = operations.filter(
      (operation) =>
        operation.roles.includes(role) && NOT_IN_THE_PATH[nameOf(operation)]?.by === 'list',
    );
    const counts = new Map<string, unknown>();
    for (const operation of lists) {
      const { body } = await ask(client, operation, here);
      const { excluded } = body['read'] as { excluded: { count: number; ids: readonly string[] } };
      expect(excluded.ids).toHaveLength(excluded.count);
      counts.set(nameOf(operation), excluded.count);
    }
    return counts;
  };

  it.each(['enroller', 'adjuster', 'supervisor', 'auditor'] as const)(
    '%s is told in every list what is his, and nothing of elsewhere',
    async (role) => {
      const everywhere = await excludedFor(role, 'all');
      const nobodys = new Map([...everywhere.keys()].map((name) => [name, 0]));
      expect([...everywhere.values()].every((count) => Number(count) > 0)).toBe(true);
      expect(await excludedFor(role, [HERE])).toEqual(everywhere);
      expect(await excludedFor(role, [ELSEWHERE])).toEqual(nobodys);
    },
  );
});

it('enrols nobody outside of the area, alone or in a batch', async () => {
  const enroller = await clientOf('enroller', [ELSEWHERE]);
  const person = (serial: number, subDistrictCode: string) => ({
    ...newcomer(serial),
    subDistrictCode,
    villageCode: `${subDistrictCode}.2001`,
  });
  const alone = await enroller.post('/v1/participants', { ...person(7, HERE), programme: PAKE });
  expect([alone.status, alone.body['code']]).toEqual([403, 'forbidden']);

  const rows = [person(8, HERE), person(9, ELSEWHERE)];
  const batch = await enroller.post('/v1/participant-batches', { programme: PAKE, rows });
  expect(batch.body['rows']).toMatchObject([
    { outcome: 'refused', code: 'forbidden' },
    { outcome: 'enrolled' },
  ]);
});

it('hides a case behind its number as behind its id', async () => {
  const adjuster = await office.as('a', 'adjuster');
  const { body } = await adjuster.get<{ claim: { number: string } }>(
    `/v1/claims/${here.id['clm'] ?? ''}`,
  );
  const path = `/v1/claims/${body.claim.number}`;
  expect((await (await clientOf('adjuster', [HERE])).get(path)).status).toBe(200);
  expect((await (await clientOf('adjuster', [ELSEWHERE])).get(path)).status).toBe(404);
});

it('keeps an invoice for the whole district from those who work for a part of it', async () => {
  const path = `/v1/contribution-payments/${publicId('cpy', randomUUID())}`;
  expect((await (await clientOf('supervisor', [HERE])).get(path)).status).toBe(404);
});

it('keeps the control totals of the whole district from those who work for a part of it', async () => {
  const answered = async (area: readonly string[] | 'all') =>
    (await (await clientOf('supervisor', area)).get('/v1/reports/contributions')).status;
  expect([await answered('all'), await answered([HERE])]).toEqual([200, 403]);
});
