import * as fc from 'fast-check';
import type { ApiClient } from '../src/demo/api-client';
import { ROLES } from '../src/platform/security/caller';
import { developmentToken } from '../src/platform/security/development-keys';
import { securitySettingsFrom } from '../src/platform/security/security-settings';
import {
  type AnyRequest,
  anyRequest,
  type ApiDocument,
  HOSTILE_BODIES,
} from './support/arbitrary-requests';
import { agreement, CaseFile, newcomer, rupiah } from './support/case-file';
import { type Office, openOffice } from './support/office';

// Whatever is sent, as the document describes it or not: never a fault of ours, always an answer, and every refusal a
// problem. FUZZ_REQUESTS says how many (1,000), KELAMBU_SEED which ones.

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? '1000');
const PATIENCE_MS = 15_000;
const PAKE = 'pake-kelambu-2024';

let office: Office;
let document: ApiDocument;
let ids: Readonly<Record<string, string>>;
let token: string;

beforeAll(async () => {
  office = await openOffice();
  document = (await (await fetch(`${office.kelambu.url}/docs/openapi.json`)).json()) as ApiDocument;
  ids = await lived(office);
  const caller = { actor: 'fuzzer-1', roles: ROLES, subDistricts: 'all', scopes: [] } as const;
  token = await developmentToken(securitySettingsFrom({}, office.folder), caller, 1);
});
afterAll(() => office.close());

/** Something to hit: an id for each segment of a path. */
const lived = async ({ as }: Office): Promise<Readonly<Record<string, string>>> => {
  const [enroller, adjuster]: readonly ApiClient[] = [
    await as('enroller-1', 'enroller'),
    await as('adjuster-1', 'adjuster'),
  ];
  if (!enroller || !adjuster) throw new Error('Nobody is there.');
  await (await as('administrator-1', 'administrator')).post('/v1/programmes', agreement(PAKE));
  const person = await enroller.post<{ participant: { id: string } }>('/v1/participants', {
    ...newcomer(1),
    programme: PAKE,
  });
  const { id } = person.body.participant;
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    participantId: id,
    accidentKind: 'accident',
    occurredOn: '2024-10-14',
    reportedOn: '2024-10-15',
    reporterRelation: 'self',
    reporterName: 'Pekerja',
  });
  await claim.tell(adjuster, '/treatment-bills', {
    facilityId: 'rsud-sekayu',
    invoiceNumber: 'INV-1',
    from: '2024-10-14',
    to: '2024-10-20',
    items: [{ code: 'inpatient', claimed: rupiah(1_000_000) }],
    paidTo: 'facility',
  });
  return {
    participants: id,
    subjects: id,
    claims: claim.body.id,
    benefits: claim.benefit().id,
    programmes: PAKE,
  };
};

const send = async ({ method, path, headers, body }: AnyRequest) => {
  const answer = await fetch(`${office.kelambu.url}${path}`, {
    method,
    headers: {
      'Idempotency-Key': crypto.randomUUID(),
      'If-Match': '"1"',
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
      Authorization: `Bearer ${token}`,
    },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text: await answer.text(),
  };
};

const mustBeAnswer = async (request: AnyRequest): Promise<void> => {
  const { status, type, text } = await send(request);
  if (status < 400) return;
  expect(status).toBeLessThan(500);
  expect(type).toContain('application/problem+json');
  expect(JSON.parse(text)).toMatchObject({ status, code: expect.any(String) as unknown });
  expect(text).not.toMatch(/SELECT|INSERT|node_modules|\bat .*\.(ts|js):\d/);
};

it(
  `answers ${REQUESTS} requests of every kind, and none of them with a fault of its own`,
  async () => {
    await fc.assert(fc.asyncProperty(anyRequest(document, ids), mustBeAnswer), {
      numRuns: REQUESTS,
    });
    const alive = await fetch(`${office.kelambu.url}/health/ready`);
    expect(alive.status).toBe(200);
  },
  REQUESTS * 200 + 30_000,
);

it.each(['/v1/programmes/%00', '/v1/programmes/PAKE', '/v1/participants/%00', '/v1/claims/%00'])(
  'finds nothing at %s, without a question to the database',
  async (path) => {
    const { status, text } = await send({ method: 'GET', path, headers: {}, body: null });
    expect({ status, code: (JSON.parse(text) as { code: string }).code }).toEqual({
      ...{ status: 404, code: 'not-found' },
    });
  },
);

it('gets past the door often enough to mean something', async () => {
  const statuses = new Set<number>();
  const seen = fc.sample(anyRequest(document, ids), { numRuns: 200, seed: 1 });
  for (const request of seen) statuses.add((await send(request)).status);
  for (const status of [200, 400, 404]) expect(statuses).toContain(status);
});

it.each(HOSTILE_BODIES.map((body) => [body.slice(0, 40), body] as const))(
  'refuses the body %j, and writes nothing',
  async (_, body) => {
    const before = await office.kelambu.platform.store.head();
    const headers = {};
    const { status, text } = await send({
      method: 'POST',
      path: '/v1/participants',
      headers,
      body,
    });
    expect([400, 413]).toContain(status);
    expect(JSON.parse(text)).toHaveProperty('code');
    expect(await office.kelambu.platform.store.head()).toBe(before);
  },
);
