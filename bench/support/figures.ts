/** What each round gave, in the unit of its figure. */
export type Sample = readonly number[];

export type Figure = {
  readonly case: string;
  readonly unit: string;
  readonly ours: Sample;
  readonly beside: Readonly<Record<string, Sample>>;
  /** The ratio to reach, by peer. */
  readonly targets?: Readonly<Record<string, number>>;
};

export const medianOf = (sample: Sample): number => {
  const sorted = [...sample].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1 + (sorted.length % 2)] ?? NaN, sorted[middle] ?? NaN];
  return (low + high) / 2;
};

/** Of all at once, by the nearest rank. */
export const percentileOf = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
};

/** Three significant digits: what a shared machine can tell at most. */
const rounded = (value: number): number =>
  value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
const ratioOf = ({ ours }: Figure, theirs: Sample): number =>
  Number((medianOf(ours) / medianOf(theirs)).toFixed(2));

export const printHead = ({
  rounds,
  seconds,
}: {
  readonly rounds: number;
  readonly seconds: number;
}): void => {
  console.log(
    `Medians of ${rounds} alternating rounds of ${seconds} s (lowest - highest); full durability.\n` +
      'The ratio is ours over theirs, so more is better.\n\n' +
      line('case', 'who', 'median', 'lowest - highest', 'unit', 'ratio', 'to reach'),
  );
};

export const printFigure = (figure: Figure, asJson: boolean): void =>
  console.log(asJson ? JSON.stringify(machineReadable(figure)) : rowsOf(figure).join('\n'));

const machineReadable = (figure: Figure) => {
  const peers = Object.entries(figure.beside);
  return {
    case: figure.case,
    unit: figure.unit,
    ours: rounded(medianOf(figure.ours)),
    beside: Object.fromEntries(peers.map(([peer, of]) => [peer, rounded(medianOf(of))])),
    ratios: Object.fromEntries(peers.map(([peer, of]) => [peer, ratioOf(figure, of)])),
  };
};

const rowsOf = (figure: Figure): readonly string[] => [
  row(figure, 'ours', figure.ours, []),
  ...Object.entries(figure.beside).map(([peer, sample]) => {
    const target = figure.targets?.[peer];
    const ratio = ratioOf(figure, sample);
    const verdict =
      target === undefined ? '' : `${target} ${ratio >= target ? 'reached' : 'MISSED'}`;
    return row(figure, peer, sample, [String(ratio), verdict]);
  }),
];

const row = (
  { case: name, unit }: Figure,
  who: string,
  sample: Sample,
  rest: readonly string[],
): string =>
  line(
    ...[name, who, text(medianOf(sample))],
    ...[`${text(Math.min(...sample))} - ${text(Math.max(...sample))}`, unit, ...rest],
  );

const text = (value: number): string => rounded(value).toLocaleString('en-US');

const WIDTHS = [24, 9, 10, 20, 12, 7, 14];
const RIGHT = [2, 3, 5];
const line = (...cells: readonly string[]): string =>
  cells
    .map((cell, at) =>
      RIGHT.includes(at) ? cell.padStart(WIDTHS[at] ?? 0) : cell.padEnd(WIDTHS[at] ?? 0),
    )
    .join('  ')
    .trimEnd();
