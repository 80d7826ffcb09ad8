import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreement, newcomer, rupiah } from './support/case-file';
import { type FreshDatabase, freshDatabase } from './support/database';
import { appliedList, csvOf, lineOf } from './support/lists';
import { type OfficeOn, officeOn } from './support/office-on';

const PAKE = 'pake-kelambu-2024';
let database: FreshDatabase;
let folder: string;
let office: OfficeOn;
beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kelambu-background-'));
  office = await officeOn({ url: database.url, folder, background: 'thread' });
  const administrator = await office.as('administrator-1', 'administrator');
  await administrator.post('/v1/programmes', agreement(PAKE));
});
afterAll(async () => {
  await office.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('An office that works in another thread applies a list, and shows it to whoever asks by its position', async () => {
  const enroller = await office.as('enroller-1', 'enroller');
  const approver = await office.as('enroller-2', 'enroller');
  const lines = Array.from({ length: 12 }, (_, index) => lineOf(index + 1));

  const { id, applied } = await appliedList(enroller, approver, Buffer.from(csvOf(...lines)));

  expect(applied).toMatchObject({ enrolled: 12, refused: 0 });
  const { position } = await enroller.get(`/v1/enrolment-lists/${id}`);
  const asked = `/v1/participants?coveredOn=2024-10-15&minPosition=${position ?? ''}`;
  const covered = await enroller.get<{ data: readonly unknown[] }>(asked);
  expect(covered.body.data).toHaveLength(12);
});

it('An accepted death is recorded of the participant there, and whoever was here before may ask at once', async () => {
  const enroller = await office.as('enroller-1', 'enroller');
  const adjuster = await office.as('adjuster-1', 'adjuster');
  const person = { ...newcomer(99), programme: PAKE };
  const enrolled = await enroller.post<{ participant: { id: string } }>('/v1/participants', person);
  const { id } = enrolled.body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    ...{ programme: PAKE, from: '2024-10-01', lastCoveredOn: '2024-12-31' },
    declaredIncome: rupiah(1_000_000),
  });
  const death = await adjuster.post<{ claim: { id: string } }>('/v1/death-claims', {
    ...{ participantId: id, cause: 'illness' },
    ...{ diedOn: '2024-12-02', knownOn: '2024-12-03', reportedOn: '2024-12-03' },
    ...{ reporterRelation: 'village', reporterName: 'Kepala Dusun' },
  });
  const claim = `/v1/claims/${death.body.claim.id}`;
  const seen = await adjuster.get(`${claim}?minPosition=${death.position ?? ''}`);
  expect([death.status, seen.status]).toEqual([201, 200]);

  await adjuster.post(`${claim}/acceptances`, {}, { ifMatch: seen.version });

  await office.kelambu.platform.reactions.caughtUp();
  await office.kelambu.platform.readModels.caughtUp('participant-card');
  const { body } = await enroller.get<{ participant: { diedOn: string | null } }>(
    `/v1/participants/${id}`,
  );
  expect(body.participant.diedOn).toBe('2024-12-02');
});

it('Readiness tells how the other thread is', async () => {
  const { body } = await (
    await office.as('auditor-1', 'auditor')
  ).get<{ checks: readonly { name: string }[] }>('/health/ready');
  expect(body.checks).toContainEqual({ name: 'background', ok: true });
});
