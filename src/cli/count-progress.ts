import { Presets, SingleBar } from 'cli-progress';

export type CountProgress = {
  readonly at: (done: number, of: number) => void;
  readonly end: () => void;
};

/** How many of how many: a bar where somebody watches, else a line for each tenth. */
export const countProgress = (say: (line: string) => void): CountProgress =>
  process.stderr.isTTY ? bar() : lines(say);

const bar = (): CountProgress => {
  const format = '  {bar} {percentage} %   {value} of {total}   {eta_formatted} left';
  const single = new SingleBar(
    { format, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  let begun = false;
  return {
    at: (done, of) => {
      if (!begun) single.start(of, done);
      begun = true;
      single.setTotal(of);
      single.update(done);
    },
    end: () => {
      if (begun) single.stop();
    },
  };
};

const lines = (say: (line: string) => void): CountProgress => {
  let tenth = 0;
  return {
    at: (done, of) => {
      const reached = Math.floor((done / Math.max(1, of)) * 10);
      if (reached <= tenth) return;
      tenth = reached;
      say(`${done} of ${of} (${reached * 10} %)`);
    },
    end: () => undefined,
  };
};
