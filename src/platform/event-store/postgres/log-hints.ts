import { EventEmitter } from 'node:events';
import type { ClientConfig } from 'pg';
import { listen } from './listener';

const CHANNEL = 'kelambu_log';

export type LogHints = {
  /** Rises with each hint, so that one which came during a read is not slept through. */
  readonly count: () => number;
  /** Resolves after a hint later than `seen`, after so many milliseconds or when the signal aborts: never rejects. */
  readonly wait: (seen: number, milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** That something was written. It listens from the first wait on; a hint may be lost, so whoever waits looks again by itself. */
export const logHints = (config: ClientConfig): LogHints => {
  const hints = new EventEmitter().setMaxListeners(0);
  let count = 0;
  let listener: ReturnType<typeof listen> | undefined;

  const hint = () => {
    count++;
    hints.emit('hint');
  };

  const wait = (seen: number, milliseconds: number, signal: AbortSignal) => {
    listener ??= listen(config, CHANNEL, hint);
    return new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timeout);
        hints.off('hint', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timeout = setTimeout(done, milliseconds);
      hints.on('hint', done);
      signal.addEventListener('abort', done);
      if (count > seen || signal.aborted) done();
    });
  };

  return { count: () => count, wait, close: async () => listener?.close() };
};
