import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../src/demo/api-client';
import { agreement, newcomer } from '../support/case-file';
import { type FreshDatabase, freshDatabase } from '../support/database';
import { withClient } from './support/durable-server';
import { EFFORT } from './support/effort';
import { killRealOffices, type RealOffice, startRealOffice } from './support/real-office';

const PAKE = 'pake-kelambu-2024';
const CALLERS = 8;
const STOPS = Math.ceil(EFFORT.stops / 5);
/** Of this, two thirds for what hangs; whoever takes longer ends with code 1. */
const STOP_SECONDS = '9';

let folder: string;
let database: FreshDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-stop-'));
  database = await freshDatabase();
});
afterEach(async () => {
  await killRealOffices();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const started = () => startRealOffice(database.url, folder, { KELAMBU_STOP_SECONDS: STOP_SECONDS });

const clientOf = async (office: RealOffice, role: 'enroller' | 'administrator') =>
  new ApiClient(office.url, await office.tokenFor(`${role}-1`, role));

/** Null where nobody answered. */
const enrol = async (client: ApiClient, serial: number): Promise<number | null> => {
  const person = { ...newcomer(serial), programme: PAKE };
  const answer = await client
    .post('/v1/participants', person, { key: `enrol-${serial}` })
    .catch(() => null);
  return answer?.status ?? null;
};

const enrolledInLog = () =>
  withClient(database.url, async (client) => {
    const { rows } = await client.query<{ readonly count: number }>(
      "SELECT count(*)::integer AS count FROM log.event WHERE type = 'ParticipantEnrolled'",
    );
    return rows[0]?.count ?? 0;
  });

it('What was under way at SIGTERM is answered or finished by its repeat, and the office ends by itself', async () => {
  let serial = 0;
  const acknowledged: number[] = [];
  for (let stop = 0; stop < STOPS; stop++) {
    const office = await started();
    await (await clientOf(office, 'administrator')).post('/v1/programmes', agreement(PAKE));
    const enroller = await clientOf(office, 'enroller');
    const unanswered: number[] = [];
    const statuses = new Set<number>();
    let stopping = false;
    const caller = async () => {
      while (!stopping) {
        const mine = ++serial;
        const status = await enrol(enroller, mine);
        if (status === 201) acknowledged.push(mine);
        else unanswered.push(mine);
        if (status === null) return;
        statuses.add(status);
        if (status === 503) return;
      }
    };
    const callers = Promise.all(Array.from({ length: CALLERS }, caller));
    while (acknowledged.length < 20 * (stop + 1)) await sleep(10);
    office.signal('SIGTERM');
    stopping = true;

    expect(await office.exitCode).toBe(0);
    await callers;
    expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([]);

    const next = await started();
    const again = await clientOf(next, 'enroller');
    for (const one of unanswered) expect(await enrol(again, one)).toBe(201);
    acknowledged.push(...unanswered);
    next.signal('SIGTERM');
    expect(await next.exitCode).toBe(0);
    // None was lost, and none was recorded twice.
    expect(await enrolledInLog()).toBe(acknowledged.length);
  }
});

it('A command that waits in the database finishes, and a connection that hangs holds nobody up', async () => {
  const office = await started();
  await (await clientOf(office, 'administrator')).post('/v1/programmes', agreement(PAKE));
  const enroller = await clientOf(office, 'enroller');
  const hanging = connect(office.port, '127.0.0.1');
  await once(hanging, 'connect');
  hanging.on('error', () => undefined);
  hanging.write('POST /v1/participants HTTP/1.1\r\nHost: office\r\nContent-Length: 10\r\n\r\n{');

  const status = await withClient(database.url, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM log.head FOR UPDATE');
    const asked = enrol(enroller, 1);
    await waitingForLock();
    office.signal('SIGTERM');
    // A refusal says that the office has begun to stop while the command is still inside.
    while ((await fetch(`${office.url}/health/live`).catch(() => null))?.status === 200)
      await sleep(20);
    await client.query('COMMIT');
    return asked;
  });

  expect(status).toBe(201);
  expect(await office.exitCode).toBe(0);
  expect(await enrolledInLog()).toBe(1);
});

const waitingForLock = () =>
  withClient(database.url, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      );
      if (rows.length > 0) return;
      await sleep(20);
    }
  });
