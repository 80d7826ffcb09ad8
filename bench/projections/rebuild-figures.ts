import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { EmmettProjections } from '../peers/emmett-projections';
import { REGISTERS, registerBySql } from '../peers/register-by-sql';
import type { BenchDatabase } from '../support/bench-database';
import type { Figure } from '../support/figures';
import { compared, type Contender, type Settings } from '../support/rounds';
import type { ServerCpu } from '../support/server-cpu';
import type { Rebuilt } from './rebuild.process';

export type Measured = {
  readonly database: BenchDatabase;
  readonly owner: Client;
  readonly kek: Buffer;
  readonly events: number;
  readonly emmett: EmmettProjections;
  readonly theirs: number;
  readonly serverCpu: ServerCpu;
};

/** What each round gave. */
type Samples = Readonly<Record<'all' | 'same' | 'sql' | 'process' | 'server' | 'peaks', number[]>>;

/**
 * All read models beside those who make the cards and the register of payouts alone; then these two of ours alone. Both
 * by the clock and by the CPU that both sides used, as a clock tells little where others work on the same machine.
 */
export const rebuildFigures = async (
  name: string,
  measured: Measured,
  settings: Settings,
): Promise<readonly Figure[]> => {
  const samples: Samples = { all: [], same: [], sql: [], process: [], server: [], peaks: [] };
  const { ours, beside } = await compared(
    { case: name, unit: 'events/s' },
    contendersOf(measured, samples),
    { ...settings, warmUp: false },
  );
  const { sql = [], emmett = [], same = [] } = beside;
  const peers = { unit: 'events/s', beside: { sql, emmett } };
  const perCpu = { unit: 'events/CPU s', beside: { sql: samples.sql } };
  const alone = { beside: {} };
  return [
    { case: name, ...peers, ours, targets: { sql: 0.3 } },
    { case: `${name}-same`, ...peers, ours: same },
    { case: `${name}-cpu`, ...perCpu, ours: samples.all },
    { case: `${name}-same-cpu`, ...perCpu, ours: samples.same },
    { case: `${name}-process`, unit: 'CPU s/100k', ours: samples.process, ...alone },
    { case: `${name}-server`, unit: 'CPU s/100k', ours: samples.server, ...alone },
    { case: `${name}-memory`, unit: 'MB', ours: samples.peaks, ...alone },
  ];
};

const contendersOf = (
  { database, owner, kek, events, emmett, theirs, serverCpu }: Measured,
  samples: Samples,
): readonly Contender[] => {
  const perSecond = (count: number, milliseconds: number) => (count * 1_000) / milliseconds;
  const rebuild = async (only: readonly string[]) => {
    const before = serverCpu();
    const result = await rebuilt(database.url, kek, only);
    return { ...result, serverSeconds: serverCpu() - before };
  };
  const ours = async () => {
    const { milliseconds, peakBytes, cpuSeconds, serverSeconds } = await rebuild([]);
    samples.all.push(events / (cpuSeconds + serverSeconds));
    samples.process.push((cpuSeconds * 100_000) / events);
    samples.server.push((serverSeconds * 100_000) / events);
    samples.peaks.push(peakBytes / 1_048_576);
    return perSecond(events, milliseconds);
  };
  const same = async () => {
    const { milliseconds, cpuSeconds, serverSeconds } = await rebuild(REGISTERS);
    samples.same.push(events / (cpuSeconds + serverSeconds));
    return perSecond(events, milliseconds);
  };
  const sql = async () => {
    const before = serverCpu();
    const milliseconds = await registerBySql(owner, () => {
      samples.sql.push(events / (serverCpu() - before));
    });
    return perSecond(events, milliseconds);
  };
  const emmetts = async () => {
    const began = performance.now();
    await emmett.rebuild();
    return perSecond(theirs, performance.now() - began);
  };
  return [
    { name: 'ours', run: ours },
    { name: 'sql', run: sql },
    { name: 'emmett', run: emmetts },
    { name: 'same', run: same },
  ];
};

const rebuilt = async (url: string, kek: Buffer, only: readonly string[]): Promise<Rebuilt> => {
  const child = fork(join(__dirname, 'rebuild.process.ts'), {
    execArgv: ['--require', join(__dirname, '../../test/support/typescript-hook.cjs')],
    env: {
      ...process.env,
      BENCH_DATABASE_URL: url,
      BENCH_KEK: kek.toString('base64'),
      BENCH_ONLY: only.join(','),
    },
  });
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => []),
  ])) as [Rebuilt?];
  if (!answer) throw new Error('The rebuild has failed.');
  return answer;
};
