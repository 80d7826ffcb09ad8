import { Presets, SingleBar } from 'cli-progress';
import { number, type Screen } from './screen';

export type Progress = {
  readonly done: (count: number) => void;
  readonly end: () => void;
};

/** A bar that moves where somebody watches; elsewhere a line for every quarter. */
export const progressOf = (screen: Screen, total: number, what: string): Progress => {
  const started = performance.now();
  const rate = (count: number) =>
    Math.round(count / Math.max(0.001, (performance.now() - started) / 1000));
  return screen.moves ? bar(screen, total, { what, rate }) : lines(screen, total, { what, rate });
};

type Told = { readonly what: string; readonly rate: (count: number) => number };

const bar = ({ paint, stream }: Screen, total: number, { what, rate }: Told): Progress => {
  const single = new SingleBar(
    {
      format: `  {bar}  {said} ${what}   {perSecond} a second`,
      stream,
      barsize: 40,
      hideCursor: true,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      formatBar: (progress, { barsize = 40 }) => {
        const full = Math.round(progress * barsize);
        return paint('green', '█'.repeat(full)) + paint('dim', '░'.repeat(barsize - full));
      },
    },
    Presets.shades_classic,
  );
  const told = (count: number) => ({
    said: `${number(count)} of ${number(total)}`,
    perSecond: number(rate(count)),
  });
  single.start(total, 0, told(0));
  return {
    done: (count) => single.update(count, told(count)),
    end: () => single.stop(),
  };
};

const lines = ({ line }: Screen, total: number, { what, rate }: Told): Progress => {
  let quarter = 0;
  return {
    done: (count) => {
      const reached = Math.floor((count / total) * 4);
      if (reached <= quarter) return;
      quarter = reached;
      line(`  ${number(count)} of ${number(total)} ${what}, ${number(rate(count))} a second`);
    },
    end: () => undefined,
  };
};
