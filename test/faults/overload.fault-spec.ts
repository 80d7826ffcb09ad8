import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../src/demo/api-client';
import { agreement, newcomer } from '../support/case-file';
import { type FreshDatabase, freshDatabase } from '../support/database';
import { EFFORT } from './support/effort';
import { killRealOffices, type RealOffice, startRealOffice } from './support/real-office';

// Ten times what it takes at once, bodies that come a byte at a time, bodies that are too large: all together, while an
// enroller goes on with his work.

const PAKE = 'pake-kelambu-2024';
const AT_ONCE = 16;
const LONGEST_WAIT_MS = 150_000;
const HONEST = [408, 413, 429, 503];
/** Wide: what is to be found is memory that grows with every request or every slow body. */
const MOST_GROWTH_BYTES = 400 * 1_024 * 1_024;

let folder: string;
let database: FreshDatabase;
let office: RealOffice;
let enroller: ApiClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-load-'));
  database = await freshDatabase();
  office = await startRealOffice(database.url, folder, {
    ...{ KELAMBU_REQUESTS_AT_ONCE: String(AT_ONCE), KELAMBU_REQUESTS_PER_MINUTE: '80' },
    ...{ KELAMBU_HEADERS_SECONDS: '1', KELAMBU_RECEIVE_SECONDS: '2' },
  });
  enroller = new ApiClient(office.url, await office.tokenFor('enroller-1', 'enroller'));
  const administrator = await office.tokenFor('administrator-1', 'administrator');
  await new ApiClient(office.url, administrator).post('/v1/programmes', agreement(PAKE));
});
afterEach(async () => {
  await killRealOffices();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Statuses, and how often; 0 where the connection ended without an answer. */
type Seen = Map<number, number>;
const count = (seen: Seen, status: number) => void seen.set(status, (seen.get(status) ?? 0) + 1);

const flood = async (token: string, until: () => boolean, seen: Seen) => {
  const client = new ApiClient(office.url, token);
  while (!until()) {
    const answer = await client.get('/v1/participants?limit=200').catch(() => null);
    count(seen, answer?.status ?? 0);
  }
};

/** Sends one byte at a time, far slower than anybody waits; what is answered is read from the bare connection. */
const slow = async (token: string, until: () => boolean, seen: Seen) => {
  while (!until()) {
    const socket = connect(office.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined);
    socket.write(
      `POST /v1/participants HTTP/1.1\r\nHost: office\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Type: application/json\r\nIdempotency-Key: slow\r\nContent-Length: 60000\r\n\r\n',
    );
    while (!socket.closed && !until()) {
      socket.write(' ');
      await sleep(100);
    }
    const isOver = socket.closed;
    socket.destroy();
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
    if (isOver) count(seen, status);
  }
};

/** Three megabytes to a command, and a stop to it as soon as there is an answer. */
const huge = async (token: string, until: () => boolean, seen: Seen) => {
  const body = Buffer.alloc(3 * 1_024 * 1_024, ' ');
  const headers = {
    ...{ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...{ 'Idempotency-Key': 'huge', 'Content-Length': body.length, Connection: 'close' },
  };
  while (!until()) {
    const status = await new Promise<number>((resolve) => {
      const sent = request(`${office.url}/v1/participants`, { method: 'POST', headers });
      sent.on('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.resume();
      });
      sent.on('error', () => resolve(0));
      sent.end(body);
    });
    count(seen, status);
    await sleep(20);
  }
};

/** Comes again where he is told to. */
const enrolPatiently = async (serial: number): Promise<number> => {
  for (;;) {
    const person = { ...newcomer(serial), programme: PAKE };
    const key = `enrol-${serial}`;
    const answer = await enroller.post('/v1/participants', person, { key }).catch(() => null);
    if (answer && !HONEST.includes(answer.status)) return answer.status;
    await sleep(50);
  }
};

it('answers honestly, holds its memory, and the work goes on', async () => {
  const [flooder, slowly, hugely] = await Promise.all(
    ['flooder-1', 'slow-1', 'huge-1'].map((actor) => office.tokenFor(actor, 'enroller')),
  );
  for (let serial = 1; serial <= 3; serial++) expect(await enrolPatiently(serial)).toBe(201);
  const before = office.residentBytes();

  const [floods, slows, huges]: readonly Seen[] = [new Map(), new Map(), new Map()];
  if (!floods || !slows || !huges) throw new Error('Nobody counts.');
  const limitsMet = () =>
    [floods.get(429), floods.get(503), slows.get(408), huges.get(413) ?? huges.get(503)].every(
      (times) => times !== undefined,
    );
  const ends = Date.now() + EFFORT.overloadSeconds * 1_000;
  // Each minute all of them are let in again: sooner or later they are more at once than may be.
  const until = () => Date.now() > ends && (limitsMet() || Date.now() > ends + LONGEST_WAIT_MS);
  let most = before;
  const watching = (async () => {
    while (!until()) {
      most = Math.max(most, office.residentBytes());
      await sleep(50);
    }
  })();
  const attacking = Promise.all([
    ...Array.from({ length: AT_ONCE * 10 }, () => flood(flooder ?? '', until, floods)),
    ...Array.from({ length: AT_ONCE / 2 }, () => slow(slowly ?? '', until, slows)),
    ...Array.from({ length: 4 }, () => huge(hugely ?? '', until, huges)),
  ]);
  let serial = 3;
  while (!until()) {
    expect(await enrolPatiently(++serial)).toBe(201);
    // At the pace of somebody who types.
    await sleep(300);
  }
  await Promise.all([attacking, watching]);

  expect(serial).toBeGreaterThan(3);
  const statuses = [...floods.keys(), ...slows.keys(), ...huges.keys()].filter(
    (status) => status !== 0,
  );
  expect(statuses.filter((status) => status !== 200 && !HONEST.includes(status))).toEqual([]);
  // Each of the limits was met: without them, nothing was tried.
  expect(limitsMet()).toBe(true);
  expect(floods.get(0) ?? 0).toBe(0);
  expect(most - before).toBeLessThan(MOST_GROWTH_BYTES);

  // And afterwards it is as before.
  expect(await enrolPatiently(serial + 1)).toBe(201);
  office.signal('SIGTERM');
  expect(await office.exitCode).toBe(0);
});
