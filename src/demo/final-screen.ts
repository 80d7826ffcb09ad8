import type { PayoutReport } from './answers';
import { type Check, holds } from './checks';
import { checkPayouts, showPayouts } from './payout-table';
import type { Scene, Timetable } from './scene';
import { heading, number, prose, type Screen } from './screen';

/** The money as the report has it, every figure that was promised, how long it took, and what to look at next. */
export const showTheEnd = async (
  { desk, staff, checks }: Scene,
  timetable: Timetable,
  {
    url,
    claim,
    folder,
  }: { readonly url: string; readonly claim: string; readonly folder: string | null },
): Promise<void> => {
  const { screen } = desk;
  await timetable.part('Who was paid what, from GET /v1/reports/payouts', async () => {
    const { body } = await desk.read<PayoutReport>(staff.auditor, '/v1/reports/payouts');
    showPayouts(screen, body);
    checkPayouts(checks, body);
    prose(
      screen,
      'recorded: BPJS decided and paid, the office recorded it. disbursed: the office paid by itself. They are two sums, never one. What came back before it arrived, as the transfer to the son did, was never paid and is not in Returned.',
    );
  });
  showChecks(screen, checks.all());
  showTimes(screen, timetable);
  const { recorded, known } = desk.tally();
  const written =
    known === 0 ? '' : `; ${number(known)} were there from an earlier run and changed nothing`;
  screen.line();
  prose(screen, `${number(recorded)} commands were recorded${written}.`);
  showNext(screen, url, claim, folder);
};

const CHECK_WIDTH = 62;

const showChecks = (screen: Screen, checks: readonly Check[]): void => {
  heading(screen, 'Every figure, beside what was worked out beforehand');
  for (const check of checks) {
    const { what, expected, found } = check;
    const mark = holds(check) ? screen.paint('green', '✓') : screen.paint('red', '✗');
    const figure = shown(found).padStart(22);
    const instead = holds(check) ? '' : screen.paint('red', `   expected ${shown(expected)}`);
    screen.line(`  ${mark} ${what.padEnd(CHECK_WIDTH)}${figure}${instead}`);
  }
};

const shown = (figure: number | string): string =>
  typeof figure === 'number' ? number(figure) : figure;

const showTimes = (screen: Screen, { times }: Timetable): void => {
  heading(screen, 'How long it took');
  const all = times();
  for (const { title, seconds } of [...all, { title: 'altogether', seconds: sum(all) }])
    screen.line(`    ${title.padEnd(CHECK_WIDTH)}${`${seconds.toFixed(1)} s`.padStart(22)}`);
};

const sum = (all: readonly { readonly seconds: number }[]): number =>
  all.reduce((total, { seconds }) => total + seconds, 0);

const showNext = (screen: Screen, url: string, claim: string, folder: string | null): void => {
  heading(screen, 'Try next');
  const from = folder === null ? '' : `KELAMBU_FOLDER=${folder} `;
  const curl = 'curl -s -H "Authorization: Bearer $TOKEN"';
  const lines: readonly (readonly [string, string])[] = [
    ['The API, in a browser', `${url}/docs`],
    [
      'A token, in another terminal',
      `TOKEN=$(${from}npm run --silent token -- --role auditor --actor auditor-1)`,
    ],
    [
      'All that happened to the claim of the work accident',
      `${curl} ${url}/v1/claims/${claim}/history`,
    ],
    ['The payouts as JSON', `${curl} ${url}/v1/reports/payouts`],
    ['The same as CSV', `${curl} '${url}/v1/reports/payouts?format=csv'`],
    ['What waits for somebody', `${curl} ${url}/v1/worklist`],
  ];
  for (const [what, how] of lines) {
    screen.line(`  ${what}`);
    screen.line(`      ${screen.paint('cyan', how)}`);
  }
};
