import type { PayoutReportRow } from './answers';
import { openChecks } from './checks';
import { EXPECTED_PAYOUTS } from './figures';
import { checkPayouts, showPayouts } from './payout-table';
import { type Screen, terminal } from './screen';

/** The report as the stories should leave it, in one month. */
const asExpected = (): PayoutReportRow[] =>
  EXPECTED_PAYOUTS.map(({ payouts, net, ...kind }) => ({
    ...kind,
    month: '2024-12',
    payouts,
    paid: net,
    returned: 0,
    net,
  }));

const failedIn = (rows: readonly PayoutReportRow[]): readonly string[] => {
  const checks = openChecks();
  checkPayouts(checks, { rows });
  return checks.failed().map(({ what }) => what);
};

const shown = (rows: readonly PayoutReportRow[]): string => {
  const lines: string[] = [];
  const screen: Screen = {
    ...terminal(process.stdout, { NO_COLOR: '1' }),
    line: (text = '') => void lines.push(text),
    paint: (_style, text) => text,
  };
  showPayouts(screen, { rows });
  return lines.join('\n');
};

describe('The payout report of the demo', () => {
  it('is as expected where every line is', () => expect(failedIn(asExpected())).toEqual([]));

  it('is added up over months', () => {
    const [first, ...others] = asExpected();
    if (!first) throw new Error('There is no line.');
    const halves = ['2024-11', '2024-12'].map((month, index) => ({
      ...first,
      month,
      payouts: index === 0 ? 1 : first.payouts - 1,
      net: first.net / 2,
    }));
    expect(failedIn([...halves, ...others])).toEqual([]);
  });

  it('names a line that is one rupiah short', () => {
    const [first, ...others] = asExpected();
    if (!first) throw new Error('There is no line.');
    expect(failedIn([{ ...first, net: first.net - 1 }, ...others])).toEqual([
      'report: treatment, recorded',
    ]);
  });

  it('names a line that is missing', () =>
    expect(failedIn(asExpected().slice(1))).toEqual([
      'report: treatment, recorded',
      'report: payouts of treatment, recorded',
    ]));

  it('judges nothing that somebody paid beside the stories', () => {
    const [first] = asExpected();
    if (!first) throw new Error('There is no line.');
    const own = { ...first, payer: 'office', mode: 'disbursed' };
    expect(failedIn([...asExpected(), own])).toEqual([]);
  });

  it('is shown with a sum for each way of paying, and none over both', () => {
    const text = shown(asExpected());
    expect(text).toContain('91,450,000');
    expect(text).toContain('87,500,000');
    expect(text).not.toContain('178,950,000');
  });
});
