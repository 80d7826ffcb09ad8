import type { Figure } from './figures';

export type Settings = {
  readonly rounds: number;
  readonly seconds: number;
  /** Names of cases; null for all. */
  readonly only: readonly string[] | null;
  /** Of logs and tables that are made up, for a short look: 0.01 is a hundredth. */
  readonly scale: number;
  /** False where each run takes minutes. */
  readonly warmUp?: boolean;
};

export type Benchmark = (settings: Settings) => AsyncIterable<Figure>;

/** One of those who do the same work. The first of a case is ours. */
export type Contender = {
  readonly name: string;
  /** Does the work for a while and gives its rate. */
  readonly run: (seconds: number) => Promise<number>;
};

/** Everybody once in each round, each time beginning with another one, so that no one always follows the same. */
export const alternating = async (
  contenders: readonly Contender[],
  { rounds, seconds, warmUp = true }: Settings,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  if (warmUp) for (const { run } of contenders) await run(seconds / 4);
  const samples = new Map<string, readonly number[]>();
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(round + turn) % contenders.length];
      if (!contender) continue;
      const rate = await contender.run(seconds);
      samples.set(contender.name, [...(samples.get(contender.name) ?? []), rate]);
    }
  return samples;
};

export const compared = async (
  figure: Pick<Figure, 'case' | 'unit' | 'targets'>,
  contenders: readonly Contender[],
  settings: Settings,
): Promise<Figure> => {
  const samples = await alternating(contenders, settings);
  const [ours, ...peers] = contenders.map(({ name }) => [name, samples.get(name) ?? []] as const);
  return { ...figure, ours: ours?.[1] ?? [], beside: Object.fromEntries(peers) };
};

/** So many callers at once, each of whom asks again when it is answered. Gives answers per second. */
export const rateOf =
  (callers: number, work: () => Promise<unknown>) =>
  async (seconds: number): Promise<number> => {
    const began = performance.now();
    const until = began + seconds * 1_000;
    let done = 0;
    const caller = async () => {
      while (performance.now() < until) {
        await work();
        done++;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return (done * 1_000) / (performance.now() - began);
  };

/** How many of them were done per second, where the work is done once whatever the time. */
export const rateOfOne = (work: () => Promise<number>) => async (): Promise<number> => {
  const began = performance.now();
  const done = await work();
  return (done * 1_000) / (performance.now() - began);
};
