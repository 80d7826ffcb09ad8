import { setTimeout } from 'node:timers/promises';

/** Resolves early, and quietly, when the signal aborts. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
};
