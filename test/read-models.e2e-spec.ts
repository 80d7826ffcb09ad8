import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { claimFile } from '../src/claim/queries/claim-file';
import { answerTo } from '../src/cli/main';
import type { ApiClient, Json } from '../src/demo/api-client';
import { participantCard } from '../src/participant/queries/participant-card';
import { person } from '../src/participant/queries/person';
import { readPublicId } from '../src/platform/http/public-ids';
import type { StreamName } from '../src/platform/event-store/event-store';
import { keyOf } from '../src/platform/read-models/checkpoints';
import { eventually } from '../src/platform/read-models/testing/counting';
import { tableNameOf } from '../src/platform/read-models/read-model-table';
import { agreement, type CaseAnswer, CaseFile, newcomer, rupiah } from './support/case-file';
import { freshDatabase, type FreshDatabase } from './support/database';
import { type OfficeOn, officeOn } from './support/office-on';

// What an operator does beside a running office: a bad event, a corrupted row, a rebuild while somebody is forgotten.

let database: FreshDatabase;
let folder: string;
let office: OfficeOn;
let superuser: Client;
let administrator: ApiClient;
let enroller: ApiClient;
let adjuster: ApiClient;
let supervisor: ApiClient;
let auditor: ApiClient;

const PROGRAMME = 'santunan-desa-2021';
/** The table that an earlier version of the people’s read model had. */
const RETIRED = tableNameOf({ ...person, version: person.version - 1 });
/** An event that asked for something. */
const CAUSE = '00000000-0000-4000-8000-00000000cafe';

/** A line of the metrics: what a gauge says of the claims’ read model. */
const gaugeOf = (name: string, value: number): RegExp =>
  new RegExp(`${name}\\{projection="claim-file",version="${claimFile.version}"\\} ${value}`);

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-operator-'));
  superuser = new Client({ connectionString: database.url });
  await superuser.connect();
  office = await officeOn({ url: database.url, folder });
  administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  supervisor = await office.as('supervisor-1', 'supervisor');
  auditor = await office.as('auditor-1', 'auditor');
  await administrator.post(
    '/v1/programmes',
    agreement(PROGRAMME, {
      ...{ payer: 'office', mode: 'disbursed' },
      ...{ from: '2021-10-01', lastDay: '2026-12-31' },
    }),
  );
});
afterAll(async () => {
  await office.stop();
  await superuser.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

// --- what the stories need ----------------------------------------------------------------------------------------

const key = (byte: number) =>
  Buffer.alloc(32, byte)
    .fill(byte + 1, 16)
    .toString('base64');

type Document = {
  readonly lines: readonly string[];
  readonly exitCode: number;
  readonly json: unknown;
};

/** A command line, in another process than the office as far as the database can tell. */
const typed = async (line: string): Promise<Document> => {
  const env = {
    DATABASE_URL: database.url,
    KELAMBU_FOLDER: folder,
    KELAMBU_KEK: key(1),
    KELAMBU_REGISTER_KEY: key(3),
  };
  const { lines, exitCode } = await answerTo(line.split(' '), env, () => undefined);
  const json: unknown = line.includes('--json') ? JSON.parse(lines.join('\n')) : null;
  return { lines, exitCode, json };
};

type ParticipantAnswer = CaseAnswer & { readonly participant: Json & { readonly id: string } };

const enrolled = async (serial: number): Promise<string> => {
  const { body } = await enroller.post<ParticipantAnswer>('/v1/participants', {
    ...newcomer(serial),
    programme: PROGRAMME,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme: PROGRAMME, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  return id;
};
const accidentOf = async (participantId: string): Promise<CaseFile> => {
  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    ...{ participantId, accidentKind: 'accident' },
    ...{ occurredOn: '2024-10-14', reportedOn: '2024-10-15' },
    ...{ reporterRelation: 'village', reporterName: 'Kepala Dusun' },
    chronology: 'Jatuh dari pohon karet.',
  });
  return claim;
};

const caughtUp = async (): Promise<string> => {
  const { readModels, store } = office.kelambu.platform;
  for (const { name } of await readModels.status()) await readModels.caughtUp(name, 30_000);
  return store.head();
};
const ready = async () => {
  const response = await fetch(`${office.kelambu.url}/health/ready`);
  return { status: response.status, body: (await response.json()) as Json };
};
const metrics = async (): Promise<string> => (await fetch(`${office.kelambu.url}/metrics`)).text();

/** What a newer release writes, and this one does not know. */
const writeFromTheFuture = async (stream: StreamName): Promise<void> => {
  const { store } = office.kelambu.platform;
  const revision = (await store.readStream(stream)).length - 1;
  const partId = randomUUID();
  await store.append([
    {
      ...{ stream, expectedRevision: revision },
      part: { partId, commandId: randomUUID(), fingerprint: 'x'.repeat(26) },
      events: [
        {
          ...{ id: randomUUID(), type: 'ClaimTeleported', schemaVersion: 1 },
          ...{ data: '{}', personal: null, metadata: '{}' },
        },
      ],
    },
  ]);
};

// --- the stories --------------------------------------------------------------------------------------------------

describe('An office whose read models are looked after', () => {
  let participantId: string;
  let claimId: string;
  let stream: StreamName;

  beforeAll(async () => {
    participantId = await enrolled(1);
    const claim = await accidentOf(participantId);
    claimId = claim.body.id;
    stream = `claim-${readPublicId('clm', claimId) ?? ''}`;
    await caughtUp();
  });

  it('is ready, and says how far each read model is', async () => {
    const { status, body } = await ready();
    expect([status, body['status']]).toEqual([200, 'ok']);
    expect(JSON.stringify(body)).toContain(
      `"name":"claim-file","version":${claimFile.version},"position"`,
    );
    expect((await typed('projections status --json')).exitCode).toBe(0);
  });

  it('proves its read models, and the auditor and the metrics have it', async () => {
    const { exitCode, json } = await typed('projections verify --json');
    expect(exitCode).toBe(0);
    const certificates = json as readonly (Json & { name: string })[];
    expect(certificates.map(({ outcome }) => outcome)).toEqual(
      certificates.map(({ name }) => (name === 'person' ? 'not-compared' : 'same')),
    );
    const { body } = await auditor.get<{ data: readonly Json[] }>('/v1/audit/reconciliations');
    expect(body.data).toHaveLength(certificates.length);
    expect(body.data).toContainEqual(
      expect.objectContaining({ name: 'claim-file', outcome: 'same', isRight: true }),
    );
    const told = await metrics();
    expect(told).toMatch(gaugeOf('kelambu_reconciliation_ok', 1));
    expect(told).toMatch(/kelambu_projection_position\{projection="person",version="\d+"\} [1-9]/);
    expect(told).toContain('process_cpu_seconds_total');
  });

  it('proves them by itself when a day has passed, also where it was down at that hour', async () => {
    await superuser.query(
      `UPDATE read_models.reconciliation SET finished_at = finished_at - interval '25 hours'`,
    );
    await superuser.query(
      `UPDATE read_models.checkpoint SET ready_at = ready_at - interval '25 hours'`,
    );
    const another = await officeOn({ url: database.url, folder, verifyHour: '2' });
    const { readModels } = another.kelambu.platform;
    const since = Date.now() - 3_600_000;
    await eventually(async () =>
      (await readModels.reconciliations(1)).every((one) => one.finishedAt.getTime() > since),
    );
    await another.stop();

    const { body } = await auditor.get<{ data: readonly Json[] }>(
      '/v1/audit/reconciliations?limit=1',
    );
    expect(body.data.every((one) => one['purpose'] === 'verify' && one['isRight'])).toBe(true);
    expect(await metrics()).toMatch(
      /kelambu_reconciliation_age_seconds\{projection="claim-file",version="\d+"\} \d{1,2}\n/,
    );
    expect((await ready()).body['status']).toBe('ok');
  });

  it('refuses a row that somebody has changed by hand, names it, and mends it when told to', async () => {
    const { rows } = await superuser.query<{ id: string }>(
      `UPDATE read_models.${tableNameOf(claimFile)} SET approved = 42000000, status = 'closed' RETURNING id`,
    );
    const id = rows[0]?.id ?? '';
    const found = await typed(`projections verify ${keyOf(claimFile)}`);
    expect(found.exitCode).toBe(2);
    expect(found.lines.join('\n')).toContain(`${id} is different approved, status`);
    expect(found.lines.join('\n')).toContain('approved 0 (was 42000000)');
    expect((await ready()).body['status']).toBe('degraded');

    expect((await typed('projections rebuild claim-file --apply')).exitCode).toBe(2);
    expect((await typed(`projections rebuild claim-file --accept=${id}`)).lines.join()).toContain(
      'Nothing was changed: add --apply.',
    );
    expect(
      (await typed(`projections rebuild claim-file --apply --accept=${id}`)).lines[0],
    ).toContain('switched');
    expect((await typed('projections verify claim-file')).exitCode).toBe(0);
    expect((await ready()).body['status']).toBe('ok');
  });

  it('rebuilds all of them while it works and somebody is forgotten, and no name comes back', async () => {
    const forgotten = await enrolled(2);
    const { name } = newcomer(2);
    await caughtUp();
    const named = async () =>
      (
        await superuser.query(`SELECT FROM read_models.${tableNameOf(person)} WHERE name = $1`, [
          name,
        ])
      ).rowCount;
    expect(await named()).toBe(1);

    const erasing = (async () => {
      const path = `/v1/subjects/${forgotten}/erasures`;
      const { body } = await administrator.post<CaseAnswer & { erasure: { requestId: string } }>(
        path,
        { reasonCode: 'asked_by_the_person' },
      );
      return supervisor.post(`${path}/${body.erasure.requestId}/approvals`, {}, { ifMatch: '"1"' });
    })();
    const [rebuilt, erased] = await Promise.all([
      typed('projections rebuild --apply --json'),
      erasing,
    ]);
    await caughtUp();
    expect([rebuilt.exitCode, erased.status]).toEqual([0, 200]);
    expect(await named()).toBe(0);
    expect((await typed('projections rebuild person --apply')).exitCode).toBe(0);
    expect(await named()).toBe(0);
    const { rows } = await superuser.query(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'read_models' AND tablename LIKE '%beside%'`,
    );
    expect(rows).toEqual([]);
  });

  it('marks the one claim that it cannot read to the end, counts on without it, and says so', async () => {
    await writeFromTheFuture(stream);
    const position = await caughtUp();

    const claim = await adjuster.get(`/v1/claims/${claimId}?minPosition=${position}`);
    expect(claim.body).toMatchObject({ read: { incomplete: true } });
    const list = await adjuster.get(`/v1/claims?minPosition=${position}`);
    expect(list.body).toMatchObject({
      data: [{ id: claimId, incomplete: true }],
      read: { excluded: { count: 1, ids: [claimId] } },
    });
    const report = await auditor.get(`/v1/reports/payouts?minPosition=${position}`);
    expect(report.body).toMatchObject({
      notice: 'excludes 1 claims',
      read: { excluded: { count: 1, ids: [claimId] } },
    });
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'degraded' } });
    expect(await metrics()).toMatch(gaugeOf('kelambu_projection_quarantined_streams', 1));
    const status = await typed('projections status');
    expect(status.exitCode).toBe(2);
    expect(status.lines.join('\n')).toContain(
      `claim-file: ${stream} is left at ${position} (UnknownEvent at ClaimTeleported v1), 1 events wait`,
    );
  });

  it('drops what an earlier version has left, and only lists it at first', async () => {
    await superuser.query(
      `SET ROLE kelambu_application; CREATE TABLE read_models.${RETIRED} (id text PRIMARY KEY); RESET ROLE`,
    );
    const listed = await typed('projections prune');
    expect(listed.lines[0]).toMatch(new RegExp(`${RETIRED} +0 rows, \\d+ bytes: would be dropped`));
    expect(listed.lines[1]).toContain('add --apply');
    expect((await typed('projections prune --apply')).lines).toEqual([
      expect.stringMatching(/: dropped$/),
    ]);
    expect((await typed('projections prune')).lines).toEqual([
      'No table of an earlier version is there.',
    ]);
  });

  it('says what reactions had to leave and what was refused to them', async () => {
    await office.kelambu.platform.reactions.caughtUp();
    await superuser.query(
      `INSERT INTO reactions.refused (reaction, cause, step, stream, position, code)
       VALUES ('record-death', $1, 0, $2, 1, 'not-found')`,
      [CAUSE, stream],
    );
    const { exitCode, lines } = await typed('reactions status');
    expect(exitCode).toBe(2);
    const said = lines.join('\n');
    expect(said).toMatch(/record-death +at \d+, 0 behind, 1 stopped, 1 refused/);
    expect(said).toContain(`record-death: stopped at ${stream}, `);
    expect(said).toContain(`record-death: refused not-found, ${stream}, cause ${CAUSE}, `);
    expect(await metrics()).toContain('kelambu_reaction_refused{reaction="record-death"} 1');
  });

  it('ticks off what somebody has looked at, and only tries at first', async () => {
    const line = `reactions settle record-death ${CAUSE} --by=supervisor-1 --reason=done_by_hand`;
    expect((await typed(line)).lines.at(-1)).toContain('add --apply');
    expect(await metrics()).toContain('kelambu_reaction_refused{reaction="record-death"} 1');
    expect((await typed(`${line} --apply`)).lines).toEqual([`${CAUSE} (not-found) is settled`]);
    expect((await typed(`${line} --apply`)).lines[0]).toContain('was settled by supervisor-1');
    expect(await metrics()).toContain('kelambu_reaction_refused{reaction="record-death"} 0');
    expect((await typed('reactions status')).lines.join()).not.toContain(CAUSE);
  });

  it('lets a reaction go on with what can be read, and with nothing else', async () => {
    const other = await accidentOf(await enrolled(3));
    const mended: StreamName = `claim-${readPublicId('clm', other.body.id) ?? ''}`;
    await office.kelambu.platform.reactions.caughtUp();
    await superuser.query(
      `INSERT INTO reactions.stopped (reaction, stream, revision, position, error)
       SELECT 'record-death', $1, 0, position, 'UnknownEvent' FROM reactions.checkpoint WHERE reaction = 'record-death'`,
      [mended],
    );
    const stopped = async () =>
      (await office.kelambu.platform.reactions.stoppedStreams('record-death')).map(
        (one) => one.stream,
      );
    const tried = await typed('reactions release record-death');
    expect(tried.exitCode).toBe(2);
    expect(tried.lines).toEqual([
      expect.stringContaining(`${stream} stays`),
      expect.stringContaining(`${mended} can go on`),
      'Nothing was changed: add --apply.',
    ]);
    expect(await stopped()).toEqual([stream, mended]);
    expect((await typed(`reactions release record-death ${mended} --apply`)).exitCode).toBe(0);
    await eventually(async () => (await stopped()).join() === stream);
  });

  it('does not release what is not mended', async () => {
    const { exitCode, lines } = await typed(`projections release claim-file ${stream} --apply`);
    expect(exitCode).toBe(2);
    expect(lines[0]).toContain(`${stream} stays`);
    await expect(typed('projections release claim-file claim-x')).rejects.toThrow('claim-x');
  });

  it('releases what can be read, and only tries at first', async () => {
    const other: StreamName = `participant-${readPublicId('par', participantId) ?? ''}`;
    // Left by an earlier release, which did not know the last of its events.
    const last = (await office.kelambu.platform.store.readStream(other)).at(-1);
    await superuser.query(
      `INSERT INTO read_models.quarantine (projection, stream, position, error)
       VALUES ('${keyOf(participantCard)}', $1, $2, 'UnknownEvent')`,
      [other, last?.position],
    );
    const tried = await typed('projections release participant-card --json');
    expect(tried).toMatchObject({
      exitCode: 0,
      json: { apply: false, released: [{ stream: other, events: 1, leftAt: null }] },
    });
    expect((await typed('projections release participant-card')).lines).toHaveLength(2);
    await typed('projections release participant-card --apply');
    expect((await typed('projections release participant-card --apply')).lines).toEqual([
      'Nothing is quarantined.',
    ]);
    expect((await typed('projections verify participant-card')).exitCode).toBe(0);
  });

  it.each([
    ['projections verify nothing', 'There is no read model nothing'],
    ['projections rebuild --accept=all', '--accept needs the name'],
    ['projections rebuild --now', 'npm run kelambu'],
    ['projections status claim-file', 'npm run kelambu'],
    ['reactions release nothing', 'There is no such reaction: nothing'],
    ['reactions release record-death claim-x', 'has not stopped at claim-x'],
    ['reactions settle record-death', 'needs NAME CAUSE'],
    [`reactions settle record-death ${CAUSE} --by=supervisor-1`, '--reason is to be a code'],
    [`reactions settle record-death ${CAUSE} --by=1606050101700001 --reason=done`, '--by is to be'],
    [
      'reactions settle end-by-age x --by=supervisor-1 --reason=done_by_hand',
      'was refused nothing',
    ],
  ])('does not understand "%s"', async (line, words) => {
    await expect(typed(line)).rejects.toThrow(words);
  });
});
