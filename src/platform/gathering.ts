export type GatheringLimits = {
  /** How many looks may be on their way at once; whoever asks meanwhile waits for the next one. */
  readonly looksAtOnce: number;
  /** How many callers share one look at most. */
  readonly callers: number;
};

type Waiting<Wanted, Found> = {
  readonly wanted: readonly Wanted[];
  readonly settle: (looking: Promise<Found>) => void;
};

/**
 * Callers who ask at the same time share one look, and never one that began before they asked: what stood when they
 * asked is seen. Each is given all that was found, of which he takes his own; where the look fails, it fails for all.
 */
export const gathering = <Wanted, Found>(
  look: (wanted: readonly Wanted[]) => Promise<Found>,
  { looksAtOnce, callers }: GatheringLimits,
): ((wanted: readonly Wanted[]) => Promise<Found>) => {
  const waiting: Waiting<Wanted, Found>[] = [];
  let running = 0;
  let planned = false;

  // Not at once: callers that are woken by the same answer, or by the same tick, share a look.
  const plan = (): void => {
    if (planned || running >= looksAtOnce || waiting.length === 0) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      begin(waiting.splice(0, callers));
      plan();
    });
  };

  const begin = (together: readonly Waiting<Wanted, Found>[]): void => {
    running++;
    const looking = look([...new Set(together.flatMap(({ wanted }) => wanted))]).finally(() => {
      running--;
      plan();
    });
    for (const { settle } of together) settle(looking);
  };

  return (wanted) =>
    new Promise((resolve) => {
      waiting.push({ wanted, settle: resolve });
      plan();
    });
};
