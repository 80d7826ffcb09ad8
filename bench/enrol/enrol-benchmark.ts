import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import readWorkbook from 'read-excel-file/node';
import { HEADS } from '../../src/demo/made-up-people';
import { LOOKING } from '../../test/support/lists';
import { copyFrom } from '../peers/plain-table';
import { benchDatabase } from '../support/bench-database';
import type { Figure } from '../support/figures';
import { alternating, type Benchmark, type Settings } from '../support/rounds';
import { onFreshDatabase, secondsFor, type Server } from './list-rounds';
import { madeUpCsv, madeUpWorkbook } from './made-up-lists';
import { inOffice } from './office-process';
import { queriedMeanwhile } from './query-meanwhile';

/** An office that has run for a while is measured: it has enrolled so many others before. */
const WARMED_BY = 500;

/** Rows a second; `onMemory` is told what the server has used for it at most, in MB. */
const enrolled = (
  server: Server,
  file: Uint8Array<ArrayBuffer>,
  rows: number,
  onMemory: (peak: number) => void = () => undefined,
) => {
  const others = madeUpCsv(WARMED_BY, rows);
  return () =>
    onFreshDatabase(server, (url) =>
      inOffice(url, async (office) => {
        await secondsFor(office, others, WARMED_BY);
        const seconds = await secondsFor(office, file, rows);
        onMemory(office.memory().peak);
        return rows / seconds;
      }),
    );
};

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

const enrolOffice: Case = async (server, settings) => {
  const file = await madeUpWorkbook(HEADS);
  const samples = await alternating(
    [
      { name: 'ours', run: enrolled(server, file, HEADS) },
      { name: 'parse-copy', run: parsedAndCopied(server, file, HEADS) },
    ],
    { ...settings, warmUp: false },
  );
  const figure: Figure = {
    case: 'enrol-13190',
    unit: 'rows/s',
    ours: samples.get('ours') ?? [],
    beside: { 'parse-copy': samples.get('parse-copy') ?? [] },
    targets: { 'parse-copy': 0.33 },
  };
  return [figure];
};

/**
 * The rate at 100,000 beside the rate at a quarter of it: where time is linear they are the same. Each list takes a
 * minute and more, so nothing warms up but the rounds before.
 */
const enrolMany: Case = async (server, settings) => {
  const [many, fewer] = [100_000, 25_000].map((rows) => Math.ceil(rows * settings.scale)) as [
    number,
    number,
  ];
  const peaks = new Map<number, number[]>([
    [many, []],
    [fewer, []],
  ]);
  const note = (rows: number) => (peak: number) => void peaks.get(rows)?.push(peak);
  const samples = await alternating(
    [
      { name: 'ours', run: enrolled(server, madeUpCsv(many), many, note(many)) },
      { name: '25k', run: enrolled(server, madeUpCsv(fewer), fewer, note(fewer)) },
    ],
    { ...settings, warmUp: false },
  );
  return [
    {
      case: 'enrol-100k',
      unit: 'rows/s',
      ours: samples.get('ours') ?? [],
      beside: { '25k': samples.get('25k') ?? [] },
      targets: { '25k': 0.85 },
    },
    {
      case: 'enrol-100k-memory',
      unit: 'MB at most',
      ours: peaks.get(many) ?? [],
      beside: { '25k': peaks.get(fewer) ?? [] },
    },
  ];
};

type Case = (server: Server, settings: Settings) => Promise<readonly Figure[]>;

const CASES: Readonly<Record<string, Case>> = {
  'enrol-13190': enrolOffice,
  'enrol-100k': enrolMany,
  'enrol-query': queriedMeanwhile,
};

/** Lists of people, from the upload to a register that can be asked. */
export const enrolBenchmark: Benchmark = async function* (settings) {
  const unknown = settings.only?.filter((name) => !(name in CASES)) ?? [];
  if (unknown.length > 0) throw new RangeError(`There is no case ${unknown.join(', ')}.`);
  LOOKING.everyMs = 250;
  const server = await benchDatabase(4);
  try {
    for (const [name, measure] of Object.entries(CASES))
      if (settings.only?.includes(name) ?? true) yield* await measure(server, settings);
  } finally {
    await server.close();
  }
};
