import { Presets, SingleBar } from 'cli-progress';
import { type Position, START } from '../platform/event-store/event-store';
import type { OnRead } from '../platform/read-models/log-pages';

export type ReadingProgress = { readonly onRead: OnRead; readonly end: () => void };

/** How far the log has been read, how fast, and how long it will take: a bar where somebody watches, else some lines. */
export const readingProgress = (say: (line: string) => void): ReadingProgress =>
  process.stderr.isTTY ? bar() : lines(say);

const bar = (): ReadingProgress => {
  const single = new SingleBar(
    {
      format:
        '  {bar} {percentage} %   {value} of {total}   {rate} a second   {eta_formatted} left',
      stream: process.stderr,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  const rate = rateSince();
  let total: Position | null = null;
  return {
    onRead: (read, goal) => {
      if (total === null) single.start(Number(goal), 0, { rate: 0 });
      if (total !== goal) single.setTotal(Number(goal));
      total = goal;
      single.update(Number(read), { rate: rate(read) });
    },
    end: () => {
      if (total !== null) single.stop();
    },
  };
};

const lines = (say: (line: string) => void): ReadingProgress => {
  const rate = rateSince();
  let tenth = 0;
  return {
    onRead: (read, goal) => {
      const reached = Math.floor((Number(read) / Number(goal)) * 10);
      if (reached <= tenth) return;
      tenth = reached;
      const perSecond = rate(read);
      const left = Math.round((Number(goal) - Number(read)) / Math.max(1, perSecond));
      say(`${read} of ${goal} (${reached * 10} %), ${perSecond} a second, ${left} s left`);
    },
    end: () => undefined,
  };
};

/** Positions a second since it was made. */
const rateSince = (): ((read: Position) => number) => {
  const startedAt = performance.now();
  return (read) => {
    const seconds = Math.max(0.001, (performance.now() - startedAt) / 1_000);
    return Math.round((Number(read) - Number(START)) / seconds);
  };
};
