import Table from 'cli-table3';
import type { PayoutReport, PayoutReportRow } from './answers';
import type { Checks } from './checks';
import { EXPECTED_PAYOUTS, type ExpectedPayouts } from './figures';
import { number, type Screen } from './screen';

type Sums = Pick<PayoutReportRow, 'payouts' | 'paid' | 'returned' | 'net'>;
type Line = Sums & Pick<PayoutReportRow, 'benefit' | 'scheme' | 'payer' | 'mode'>;

/** The report by benefit, payer and mode. There is no line for everything: recorded and disbursed are never added up. */
export const showPayouts = ({ line, paint }: Screen, { rows }: PayoutReport): void => {
  const lines = linesOf(rows);
  const modes = ['recorded', 'disbursed'].flatMap((mode) => {
    const own = lines.filter((one) => one.mode === mode);
    return own.length === 0 ? [] : [{ own, total: sumOf(own) }];
  });
  const table = new Table({
    head: ['Benefit', 'Paid by', 'Mode', 'Payouts', 'Paid, Rp', 'Returned, Rp', 'Net, Rp'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
  });
  for (const { own, total } of modes) {
    for (const one of own) table.push([nameOf(one), one.payer, one.mode, ...figuresOf(one)]);
    const { payer, mode } = own[0] ?? { payer: '', mode: '' };
    table.push(['all of it', payer, mode, ...figuresOf(total)].map((text) => paint('bold', text)));
  }
  for (const text of table.toString().split('\n')) line(`  ${text}`);
};

/** Every line that the stories should have left; what somebody pays beside them is shown and judged by nobody. */
export const checkPayouts = ({ expect }: Checks, { rows }: PayoutReport): void => {
  const lines = linesOf(rows);
  for (const expected of EXPECTED_PAYOUTS) {
    const found = lines.find((one) => isSame(one, expected));
    const what = `${nameOf(expected)}, ${expected.mode}`;
    expect(`report: ${what}`, expected.net, found?.net ?? 0);
    expect(`report: payouts of ${what}`, expected.payouts, found?.payouts ?? 0);
  }
};

type Kind = Pick<ExpectedPayouts, 'benefit' | 'scheme' | 'payer' | 'mode'>;

const isSame = (one: Line, other: Kind): boolean =>
  one.benefit === other.benefit &&
  one.scheme === other.scheme &&
  one.payer === other.payer &&
  one.mode === other.mode;

const linesOf = (rows: readonly PayoutReportRow[]): readonly Line[] => {
  const groups = new Map<string, Line>();
  for (const row of rows) {
    const { benefit, scheme, payer, mode } = row;
    const key = [mode, payer, benefit, scheme].join();
    const before = groups.get(key);
    groups.set(key, { benefit, scheme, payer, mode, ...sumOf(before ? [before, row] : [row]) });
  }
  return [...groups.values()];
};

const sumOf = (all: readonly Sums[]): Sums => {
  const sum = (figure: keyof Sums) => all.reduce((total, one) => total + one[figure], 0);
  return {
    payouts: sum('payouts'),
    paid: sum('paid'),
    returned: sum('returned'),
    net: sum('net'),
  };
};

const figuresOf = ({ payouts, paid, returned, net }: Sums): readonly string[] =>
  [payouts, paid, returned, net].map(number);

const NAMES: Readonly<Record<string, string>> = {
  'treatment jkk': 'treatment',
  'death jkk': 'death by accident',
  'death jkm': 'death by illness',
  'scholarship_year jkk': 'scholarship',
  'scholarship_year jkm': 'scholarship',
};

const nameOf = ({ benefit, scheme }: { readonly benefit: string; readonly scheme: string }) =>
  NAMES[`${benefit} ${scheme}`] ?? benefit;
