import { setTimeout as sleep } from 'node:timers/promises';

/** A call had no answer in its time; what it asked for may happen all the same. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
  readonly type = 'own-deadline';
}

/** @throws DeadlinePassed; what the work comes to afterwards is nobody's concern. */
export const within = async <T>(work: Promise<T>, milliseconds: number): Promise<T> => {
  const timer = new AbortController();
  work.catch(() => undefined);
  const late = sleep(milliseconds, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new DeadlinePassed();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
};

/** At once when the signal aborts: a call that hangs must not hold up a stop. */
export const untilAborted = async <T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T | 'aborted'> => {
  let abort: () => void = () => undefined;
  const aborted = new Promise<'aborted'>((resolve) => {
    abort = () => resolve('aborted');
    signal.addEventListener('abort', abort);
  });
  if (signal.aborted) abort();
  work.catch(() => undefined);
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

/** Never rejects. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

/** Not all at the same moment: between half and the whole of it. */
export const jittered = (milliseconds: number): number => milliseconds * (0.5 + Math.random() / 2);

/** Work under one key runs one after the other, in the order of asking. */
export const oneAtATime = (): (<T>(key: string, work: () => Promise<T>) => Promise<T>) => {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
};
