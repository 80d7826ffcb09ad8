import { Gauge, type Registry } from 'prom-client';
import type { Reconciliation } from '../read-models/certificate';
import type { ReadModelStatus } from '../read-models/status';

type Source = {
  readonly status: () => Promise<readonly ReadModelStatus[]>;
  /** The last one of each read model. */
  readonly reconciliations: () => Promise<readonly Reconciliation[]>;
};

type Figure<Of> = readonly [name: string, help: string, value: (of: Of) => number];

const FOLLOWING: readonly Figure<ReadModelStatus>[] = [
  ['position', 'Position in the log up to which it has read.', (one) => Number(one.position)],
  ['lag_events', 'Events (on KurrentDB: bytes) that it has not read.', (one) => one.lag],
  ['lag_seconds', 'Age of the oldest event that it has not read.', (one) => one.lagSeconds],
  ['quarantined_streams', 'Streams that it had to leave.', (one) => one.quarantined],
  ['stuck', '1 where events wait and nothing moves.', (one) => Number(one.state === 'stuck')],
];

const RECONCILED: readonly Figure<Reconciliation>[] = [
  [
    'last_run_timestamp_seconds',
    'When it was last held against a fold of the log.',
    ({ finishedAt }) => finishedAt.getTime() / 1_000,
  ],
  [
    'age_seconds',
    'Time since then.',
    ({ finishedAt }) => Math.round((Date.now() - finishedAt.getTime()) / 1_000),
  ],
  [
    'ok',
    '0 where the last one found a difference.',
    ({ certificate }) => Number(isRight(certificate)),
  ],
  [
    'differences',
    'Rows that differed and were left as they are.',
    ({ certificate }) => (isRight(certificate) ? 0 : certificate.differences),
  ],
  [
    'position',
    'Position at which it was compared.',
    ({ certificate }) => Number(certificate.position),
  ],
];

const isRight = ({ outcome }: Reconciliation['certificate']): boolean => outcome !== 'refused';

type Labels = { readonly projection: string; readonly version: number };

/** Asked for at each scrape, and once for all figures of it. */
export const registerReadModels = (registry: Registry, source: Source): void => {
  registerAll(registry, 'kelambu_projection', FOLLOWING, {
    read: forOneScrape(source.status),
    labels: ({ name, version }) => ({ projection: name, version }),
  });
  registerAll(registry, 'kelambu_reconciliation', RECONCILED, {
    read: forOneScrape(source.reconciliations),
    labels: ({ certificate: { name, version } }) => ({ projection: name, version }),
  });
};

type Reading<Of> = {
  readonly read: () => Promise<readonly Of[]>;
  readonly labels: (one: Of) => Labels;
};

const registerAll = <Of>(
  registry: Registry,
  prefix: string,
  figures: readonly Figure<Of>[],
  { read, labels }: Reading<Of>,
): void => {
  for (const [name, help, value] of figures)
    new Gauge({
      ...{ name: `${prefix}_${name}`, help, labelNames: ['projection', 'version'] as const },
      registers: [registry],
      async collect() {
        this.reset();
        // Without a database nothing is known of them: a figure that is missing says so, and the others still come.
        for (const one of await read().catch(() => [])) this.set(labels(one), value(one));
      },
    });
};

const FRESH_MS = 500;

const forOneScrape = <Result>(read: () => Promise<Result>): (() => Promise<Result>) => {
  let last: { readonly at: number; readonly result: Promise<Result> } | null = null;
  return () => {
    if (!last || Date.now() - last.at > FRESH_MS) last = { at: Date.now(), result: read() };
    return last.result;
  };
};
