import { setTimeout } from 'node:timers/promises';

/** Resolves early, and quietly, when the signal aborts. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
};

/** Rests that end early where `awaited` resolves or the signal aborts, and leave no listener behind. */
export const restUnlessAwaited =
  (awaited: (ending: AbortSignal) => Promise<void>, signal: AbortSignal) =>
  async (milliseconds: number): Promise<void> => {
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    await Promise.race([pause(milliseconds, ending.signal), awaited(ending.signal)]);
    signal.removeEventListener('abort', end);
    end();
  };
