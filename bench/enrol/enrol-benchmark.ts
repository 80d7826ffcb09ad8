import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import readWorkbook from 'read-excel-file/node';
import { HEADS } from '../../src/demo/made-up-people';
import { agreement } from '../../test/support/case-file';
import { appliedList, LOOKING } from '../../test/support/lists';
import { officeOn } from '../../test/support/office-on';
import { copyFrom } from '../peers/plain-table';
import { benchDatabase } from '../support/bench-database';
import type { Figure } from '../support/figures';
import { alternating, type Benchmark, type Settings } from '../support/rounds';
import { madeUpCsv, madeUpWorkbook } from './made-up-lists';

type Server = { readonly url: string };

/** A database that nobody has used, on the server of the benchmark. */
const onFreshDatabase = async (
  server: Server,
  work: (url: string) => Promise<number>,
): Promise<number> => {
  const name = `round_${String(process.hrtime.bigint())}`;
  const owner = new Client({ connectionString: server.url });
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  try {
    return await work(url.href);
  } finally {
    await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await owner.end();
  }
};

/** Rows a second from the upload to the answer of a query that shows the last of them; the approval is given at once. */
const enrolled = (server: Server, file: Uint8Array<ArrayBuffer>, rows: number) => () =>
  onFreshDatabase(server, async (url) => {
    const folder = mkdtempSync(join(tmpdir(), 'kelambu-bench-office-'));
    const office = await officeOn({ url, folder });
    try {
      const administrator = await office.as('administrator-1', 'administrator');
      await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
      const [sender, approver] = [
        await office.as('enroller-1', 'enroller'),
        await office.as('enroller-2', 'enroller'),
      ];
      const began = performance.now();
      const { applied } = await appliedList(sender, approver, file);
      const position = await office.kelambu.platform.store.head();
      await office.kelambu.platform.readModels.waitFor('participant-card', position);
      const page = await sender.get(
        `/v1/participants?coveredOn=2024-10-15&minPosition=${position}`,
      );
      const seconds = (performance.now() - began) / 1_000;
      if (page.status !== 200 || applied?.['enrolled'] !== rows)
        throw new Error(`Not everyone was enrolled: ${JSON.stringify(applied)}.`);
      return rows / seconds;
    } finally {
      await office.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

/** The least that anybody could do: read the cells, and COPY them into a table. */
const parsedAndCopied = (server: Server, file: Uint8Array, rows: number) => () =>
  onFreshDatabase(server, async (url) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(`CREATE TABLE person (${columns('text')})`);
      const began = performance.now();
      const [sheet] = await readWorkbook(Buffer.from(file));
      const lines = (sheet?.data ?? []).slice(1).map((row) => `${row.map(String).join('\t')}\n`);
      await pipeline(
        Readable.from(lines),
        client.query((await copyFrom())('COPY person FROM STDIN')),
      );
      return rows / ((performance.now() - began) / 1_000);
    } finally {
      await client.end();
    }
  });

const COLUMNS = 13;
const columns = (type: string): string =>
  Array.from({ length: COLUMNS }, (_, index) => `c${index} ${type}`).join(', ');

const enrolOffice = async (server: Server, settings: Settings): Promise<Figure> => {
  const file = await madeUpWorkbook(HEADS);
  const samples = await alternating(
    [
      { name: 'ours', run: enrolled(server, file, HEADS) },
      { name: 'parse-copy', run: parsedAndCopied(server, file, HEADS) },
    ],
    settings,
  );
  return {
    case: 'enrol-13190',
    unit: 'rows/s',
    ours: samples.get('ours') ?? [],
    beside: { 'parse-copy': samples.get('parse-copy') ?? [] },
    targets: { 'parse-copy': 0.33 },
  };
};

/** The rate at 100,000 beside the rate at a quarter of it: where time is linear they are the same. */
const enrolMany = async (server: Server, settings: Settings): Promise<Figure> => {
  const [many, fewer] = [100_000, 25_000];
  const samples = await alternating(
    [
      { name: 'ours', run: enrolled(server, madeUpCsv(many), many) },
      { name: '25k', run: enrolled(server, madeUpCsv(fewer), fewer) },
    ],
    settings,
  );
  return {
    case: 'enrol-100k',
    unit: 'rows/s',
    ours: samples.get('ours') ?? [],
    beside: { '25k': samples.get('25k') ?? [] },
    targets: { '25k': 0.85 },
  };
};

const CASES: Readonly<Record<string, typeof enrolMany>> = {
  'enrol-13190': enrolOffice,
  'enrol-100k': enrolMany,
};

/** Lists of people, from the upload to a register that can be asked. */
export const enrolBenchmark: Benchmark = async function* (settings) {
  const unknown = settings.only?.filter((name) => !(name in CASES)) ?? [];
  if (unknown.length > 0) throw new RangeError(`There is no case ${unknown.join(', ')}.`);
  LOOKING.everyMs = 250;
  const server = await benchDatabase(4);
  try {
    for (const [name, measure] of Object.entries(CASES))
      if (settings.only?.includes(name) ?? true) yield await measure(server, settings);
  } finally {
    await server.close();
  }
};
