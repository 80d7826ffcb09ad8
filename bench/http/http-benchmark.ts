import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { ApiClient } from '../../src/demo/api-client';
import { claimFile } from '../../src/claim/queries/claim-file';
import { idFromPublic } from '../../src/platform/http/public-ids';
import { developmentToken } from '../../src/platform/security/development-keys';
import { securitySettingsFrom } from '../../src/platform/security/security-settings';
import { tableOf } from '../../src/report/views/view';
import { agreement, newcomer } from '../../test/support/case-file';
import {
  killRealOffices,
  type RealOffice,
  startRealOffice,
} from '../../test/faults/support/real-office';
import { benchDatabase } from '../support/bench-database';
import { type Figure, percentileOf } from '../support/figures';
import { alternating, type Benchmark, compared, type Settings } from '../support/rounds';
import { bareRoute } from './bare-route';
import { accidentReports, type Asked, enrolments } from './commands';
import { CONNECTIONS, postsPerSecond } from './load';

const PAKE = 'pake-kelambu-2024';
const NAMES = ['command-64', 'report-64', 'query-claim', 'cold-start'] as const;
const WARM_UP_SECONDS = 4;
/** Requests whose 99th percentile is one sample. */
const QUERIES = 500;

type Bench = {
  readonly office: RealOffice;
  readonly token: string;
  readonly databaseUrl: string;
  readonly plain: Pool;
  readonly start: () => Promise<RealOffice>;
};

/** A command in a process of its own, from the token to the disk, beside a bare route in another. */
const command =
  (name: string, prepared: (client: ApiClient, programme: string) => Promise<Asked>) =>
  async ({ office, token, databaseUrl }: Bench, settings: Settings): Promise<Figure> => {
    const asked = await prepared(new ApiClient(office.url, token), PAKE);
    const bare = await bareRoute(databaseUrl);
    const headers = { Authorization: `Bearer ${token}` };
    const ours = postsPerSecond({ url: office.url, headers, ...asked });
    const theirs = postsPerSecond({ url: bare.url, headers: {}, ...asked, path: '/bare' });
    // A server compiles what it does often: what is measured is one that has been at work for a while, as theirs.
    for (const run of [ours, theirs]) await run(WARM_UP_SECONDS);
    try {
      return await compared(
        { case: name, unit: 'commands/s', targets: { 'fastify-insert': 0.5 } },
        [
          { name: 'ours', run: ours },
          { name: 'fastify-insert', run: theirs },
        ],
        settings,
      );
    } finally {
      await bare.close();
    }
  };

/** Reads one claim again and again; rates of the 99th percentile, so that more is better as everywhere. */
const query = async (bench: Bench, settings: Settings): Promise<Figure> => {
  const id = await reported(bench);
  const { office, token, plain } = bench;
  const headers = { Authorization: `Bearer ${token}` };
  const read = async () => {
    const answer = await fetch(`${office.url}/v1/claims/${id}`, { headers });
    if (answer.status !== 200) throw new Error(`A claim was answered with ${answer.status}.`);
    await answer.text();
  };
  const row = { name: 'claim', text: `SELECT * FROM ${tableOf(claimFile)} WHERE id = $1` };
  const values = [idFromPublic('clm', id)];
  const select = () => plain.query({ ...row, values });
  return compared(
    { case: 'query-claim', unit: '1/p99 (1/s)' },
    [
      { name: 'ours', run: () => slowestOf(read) },
      { name: 'select', run: () => slowestOf(select) },
    ],
    settings,
  );
};

const slowestOf = async (ask: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let turn = 0; turn < QUERIES; turn++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return 1_000 / percentileOf(times, 99);
};

const reported = async ({ office, token }: Bench): Promise<string> => {
  const client = new ApiClient(office.url, token);
  const person = { ...newcomer(1), nik: '9906051712700001', programme: PAKE };
  const enrolled = await client.post<{ participant: { id: string } }>('/v1/participants', person);
  const { body, position } = await client.post<{ claim: { id: string } }>('/v1/accident-claims', {
    ...{ participantId: enrolled.body.participant.id, accidentKind: 'accident' },
    ...{ occurredOn: '2024-10-14', reportedOn: '2024-10-15' },
    ...{ reporterRelation: 'self', reporterName: 'Pekerja' },
  });
  const { id } = body.claim;
  // The read models may be behind the commands of the case before this one.
  while ((await client.get(`/v1/claims/${id}?minPosition=${position}`)).status !== 200);
  return id;
};

/** From nothing to the first answer, on a database that is up to date. Starts a second, so that more is better. */
const coldStart = async ({ start }: Bench, settings: Settings): Promise<Figure> => {
  const run = async () => {
    const began = performance.now();
    const office = await start();
    const { status } = await fetch(`${office.url}/health/live`);
    const seconds = (performance.now() - began) / 1_000;
    office.signal('SIGTERM');
    await office.exitCode;
    if (status !== 200) throw new Error('It has not started.');
    return 1 / seconds;
  };
  const samples = await alternating([{ name: 'ours', run }], { ...settings, warmUp: false });
  return { case: 'cold-start', unit: 'starts/s', ours: samples.get('ours') ?? [], beside: {} };
};

const CASES = {
  'command-64': command('command-64', enrolments),
  'report-64': command('report-64', accidentReports),
  'query-claim': query,
  'cold-start': coldStart,
};

const chosen = ({ only }: Settings) => {
  const unknown = only?.filter((name) => !(NAMES as readonly string[]).includes(name)) ?? [];
  if (unknown.length > 0) throw new RangeError(`There is no case ${unknown.join(', ')}.`);
  return NAMES.filter((name) => only?.includes(name) ?? true);
};

/** What one request costs: the office is a process of its own, on the database of its peers. */
export const httpBenchmark: Benchmark = async function* (settings) {
  const names = chosen(settings);
  const database = await benchDatabase(2);
  const folder = mkdtempSync(join(tmpdir(), 'kelambu-bench-http-'));
  const plain = new Pool({ connectionString: database.url, max: CONNECTIONS });
  const start = () =>
    startRealOffice(database.url, folder, {
      KELAMBU_REQUESTS_PER_MINUTE: '0',
      // As `npm start` has it.
      NODE_OPTIONS: '--max-semi-space-size=64',
    });
  try {
    const office = await start();
    const roles = ['administrator', 'enroller', 'adjuster'] as const;
    const caller = { actor: 'everybody-1', roles, subDistricts: 'all', scopes: [] } as const;
    const token = await developmentToken(securitySettingsFrom({}, folder), caller, 1);
    await new ApiClient(office.url, token).post('/v1/programmes', agreement(PAKE));
    const bench = { office, token, databaseUrl: database.url, plain, start };
    for (const name of names) yield await CASES[name](bench, settings);
  } finally {
    await killRealOffices();
    await plain.end();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
