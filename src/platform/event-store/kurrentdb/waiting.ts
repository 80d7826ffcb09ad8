import { setTimeout as sleep } from 'node:timers/promises';

/** A call had no answer in its time; what it asked for may happen all the same. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
  readonly type = 'own-deadline';
}

/** @throws DeadlinePassed; what the work comes to afterwards is nobody's concern. */
export const within = <T>(work: Promise<T>, milliseconds: number): Promise<T> =>
  withinSilence(() => work, milliseconds);

/**
 * For work that shows signs of life, each of which gives it the whole time anew.
 * @throws DeadlinePassed
 */
export const withinSilence = <T>(
  work: (alive: () => void) => Promise<T>,
  milliseconds: number,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePassed()), milliseconds).unref();
    const settling = work(() => timer.refresh()).then(resolve, reject);
    void settling.finally(() => clearTimeout(timer));
  });

/** Lets so many works run at once. Whoever waits is let in, in the order of asking, when another one ends. */
export const atMost = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
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
