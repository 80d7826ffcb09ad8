import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kelambuClient, type KelambuClient } from '../client/kelambu';
import type { Role } from '../src/platform/event-store/recorded-event';
import { developmentToken } from '../src/platform/security/development-keys';
import { securitySettingsFrom } from '../src/platform/security/security-settings';
import { agreement, newcomer } from './support/case-file';
import { type Office, openOffice } from './support/office';

// The client that is generated from the document: its types are compiled with these lines, and it speaks to an office.

const ROOT = join(__dirname, '..');
const SCHEMA = join(ROOT, 'client/schema.d.ts');
const PAKE = 'pake-kelambu-2024';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  await (
    await office.as('administrator-1', 'administrator')
  ).post('/v1/programmes', agreement(PAKE));
});
afterAll(() => office.close());

const clientOf = (actor: string, ...roles: readonly Role[]): KelambuClient => {
  const caller = { actor, roles, subDistricts: 'all', scopes: [] } as const;
  const settings = securitySettingsFrom({}, office.folder);
  return kelambuClient({
    url: office.kelambu.url,
    token: () => developmentToken(settings, caller, 1),
  });
};

const dataOf = <Data>({
  data,
  error,
}: {
  readonly data?: Data;
  readonly error?: unknown;
}): Data => {
  if (data === undefined) throw new Error(`It was refused: ${JSON.stringify(error)}`);
  return data;
};

// Each name here is one of the document: where an answer loses its type, these lines do not compile.
it('reports an accident and reads it', async () => {
  const enroller = clientOf('enroller-1', 'enroller');
  const adjuster = clientOf('adjuster-1', 'adjuster');
  const sex = 'male' as const;
  const person = await enroller.POST('/v1/participants', {
    body: { ...newcomer(1), sex, programme: PAKE },
  });
  expect(person.response.status).toBe(201);
  const { participant } = dataOf(person);

  const key = 'told-once';
  const report = () =>
    adjuster.POST('/v1/accident-claims', {
      params: { header: { 'Idempotency-Key': key } },
      body: {
        participantId: participant.id,
        accidentKind: 'accident',
        occurredOn: '2024-10-14',
        reportedOn: '2024-10-15',
        reporterRelation: 'self',
        reporterName: 'Pekerja',
      },
    });
  const { claim, events, position: minPosition } = dataOf(await report());
  expect(events.map(({ type }) => type)).toEqual(['AccidentReported']);
  expect((await report()).response.headers.get('idempotent-replayed')).toBe('true');

  const { id } = claim;
  const read = await adjuster.GET('/v1/claims/{id}', {
    params: { path: { id }, query: { minPosition } },
  });
  const { status, kind, paid, benefits } = dataOf(read).claim;
  expect([status, kind, paid.amount]).toEqual(['reported', 'accident', 0]);
  expect(benefits.flatMap(({ lines }) => lines)).toEqual([]);
});

it('tells a problem by its code', async () => {
  const adjuster = clientOf('adjuster-1', 'adjuster');
  const id = 'clm_01h455vb4pex5vsknk084sn02q';
  const { error, response } = await adjuster.GET('/v1/claims/{id}', { params: { path: { id } } });
  expect([response.status, error?.code]).toEqual([404, 'not-found']);
});

it('is the one that the document gives now (WRITE_CLIENT=1 renews it)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelambu-client-'));
  try {
    const made = join(folder, 'schema.d.ts');
    const generator = join(
      dirname(require.resolve('openapi-typescript/package.json')),
      'bin/cli.js',
    );
    execFileSync(process.execPath, [generator, join(ROOT, 'docs/openapi.json'), '-o', made], {
      stdio: 'pipe',
    });
    const now = readFileSync(made, 'utf8');
    if (process.env['WRITE_CLIENT']) writeFileSync(SCHEMA, now);
    expect(readFileSync(SCHEMA, 'utf8') === now).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
