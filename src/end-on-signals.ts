import { constants } from 'node:os';

type Stop = () => void;

/** npm hands a Ctrl-C on that the terminal has sent already: that is the same one. */
const SAME_MS = 1_000;

/**
 * From now on SIGINT and SIGTERM end this process: at once while it is still starting, for nothing has been acknowledged;
 * by what is handed in once there is something to stop; at once where somebody says so again.
 * @returns takes what to do when it is told to stop
 */
export const endOnSignals = (say: (line: string) => void): ((stop: Stop) => void) => {
  let stop: Stop | null = null;
  let toldAt: number | null = null;
  const told = (signal: 'SIGINT' | 'SIGTERM'): void => {
    const now = performance.now();
    if (toldAt !== null && now - toldAt < SAME_MS) return;
    const isFirst = toldAt === null;
    toldAt = now;
    if (isFirst && stop) stop();
    else leave(signal, say);
  };
  process.on('SIGINT', told).on('SIGTERM', told);
  return (given) => {
    stop = given;
  };
};

/** Not by the signal itself: whoever listens to `exit` stops the embedded PostgreSQL. */
const leave = (signal: 'SIGINT' | 'SIGTERM', say: (line: string) => void): void => {
  say(`Ended at once by ${signal}.`);
  process.exit(128 + constants.signals[signal]);
};
