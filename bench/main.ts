import { parseArgs } from 'node:util';
import { projectionsBenchmark } from './projections/projections-benchmark';
import { enrolBenchmark } from './enrol/enrol-benchmark';
import { httpBenchmark } from './http/http-benchmark';
import { storeBenchmark } from './store/store-benchmark';
import { printFigure, printHead } from './support/figures';
import type { Benchmark, Settings } from './support/rounds';

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  store: storeBenchmark,
  projections: projectionsBenchmark,
  enrol: enrolBenchmark,
  http: httpBenchmark,
};

const USAGE = `npm run bench -- NAME [--json] [--rounds N] [--seconds S] [--only CASE[,CASE]] [--scale S]
  NAME       ${Object.keys(BENCHMARKS).join(', ')}
  --json     one line per figure, for machines
  --rounds   alternating rounds, of which the median counts (5)
  --seconds  length of each measurement of throughput (1)
  --only     some of the cases
  --scale    of the made-up logs and tables (1; 0.01 for a short look)`;

const options = {
  json: { type: 'boolean', default: false },
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '1' },
  only: { type: 'string' },
  scale: { type: 'string', default: '1' },
} as const;

const positive = (text: string): number => {
  const number = Number(text);
  if (number > 0) return number;
  throw new RangeError(`${text} is not a number above 0.\n${USAGE}`);
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const benchmark = BENCHMARKS[positionals[0] ?? ''];
  if (!benchmark || positionals.length > 1) throw new RangeError(USAGE);
  const settings: Settings = {
    rounds: Math.ceil(positive(values.rounds)),
    seconds: positive(values.seconds),
    only: values.only?.split(',') ?? null,
    scale: positive(values.scale),
  };

  let printed = 0;
  for await (const figure of benchmark(settings)) {
    if (!values.json && printed === 0) printHead(settings);
    printFigure(figure, values.json);
    printed++;
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 1;
});
