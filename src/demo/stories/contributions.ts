import { type ContributionAnswer, idr } from '../answers';
import { CONTRIBUTION, TARIFF_TOTAL, VILLAGE_CONTRIBUTION } from '../figures';
import { PAKE_KELAMBU, SANTUNAN_DESA } from '../programmes';
import type { Scene } from '../scene';
import { number, prose, rupiahText } from '../screen';

/** One invoice for everybody, and a contribution in each person's own stream: heads x months x tariff is the first control. */
export const payContributions = async ({ desk, staff, checks }: Scene): Promise<void> => {
  const { record, screen } = desk.of('contribution');
  prose(screen, 'One request; the engine writes a contribution into the stream of each person.');
  const { body } = await record<ContributionAnswer>(staff.finance, {
    key: 'october-to-december',
    on: '2024-10-01',
    says: ({ contributionPayment: { recorded } }) =>
      `one invoice for ${PAKE_KELAMBU}, recorded in the streams of ${number(recorded)} people`,
    post: '/v1/contribution-payments',
    body: {
      programme: PAKE_KELAMBU,
      fromMonth: '2024-10',
      toMonth: '2024-12',
      invoice: voucher('CONTOH/INV/2024/10', '2024-09-27', CONTRIBUTION.total),
      sp2d: voucher('CONTOH/SP2D/04412', '2024-09-30', CONTRIBUTION.total),
      receipt: voucher('CONTOH/KW/88120', '2024-10-01', CONTRIBUTION.total),
    },
  });
  const { heads, due, invoice, sp2d, receipt, recorded } = body.contributionPayment;
  const { months, total } = CONTRIBUTION;
  const sums = { due, invoice: invoice.amount, SP2D: sp2d.amount, receipt: receipt.amount };
  const [first, ...papers] = Object.entries(sums);
  const row = (what: string, amount: number) => {
    const mark = amount === total ? screen.paint('green', '✓') : screen.paint('red', '✗');
    screen.line(`      ${what.padEnd(46)}${rupiahText(amount).padStart(16)}  ${mark}`);
  };
  screen.line();
  row(
    `${number(heads)} heads × ${months} months × ${number(TARIFF_TOTAL)}`,
    heads * months * TARIFF_TOTAL,
  );
  papers.forEach(([what, { amount }]) => row(what, amount));
  screen.line();

  checks.expect('heads that the invoice was paid for', CONTRIBUTION.heads, heads);
  checks.expect('people with the contribution in their stream', CONTRIBUTION.heads, recorded);
  if (first) checks.expect('heads × months × tariff', total, due.amount);
  papers.forEach(([what, { amount }]) => checks.expect(`${what} agrees`, total, amount));
  await payForVillageFamilies({ desk, staff, checks });
};

const payForVillageFamilies = async ({ desk, staff, checks }: Scene): Promise<void> => {
  const { total, headMonths } = VILLAGE_CONTRIBUTION;
  const { body } = await desk.of('contribution').record<ContributionAnswer>(staff.finance, {
    key: 'three-years',
    on: '2024-09-10',
    says: `${SANTUNAN_DESA}: 36 months of one family and 3 of two others, 42 × ${number(TARIFF_TOTAL)} = ${rupiahText(total)}`,
    post: '/v1/contribution-payments',
    body: {
      programme: SANTUNAN_DESA,
      fromMonth: '2021-10',
      toMonth: '2024-09',
      invoice: voucher('CONTOH/DESA/INV/2024/09', '2024-09-04', total),
      sp2d: voucher('CONTOH/DESA/SP2D/00731', '2024-09-09', total),
      receipt: voucher('CONTOH/DESA/KW/00731', '2024-09-10', total),
    },
  });
  const { contributionPayment: paid } = body;
  checks.expect('months paid in santunan-desa-2021', headMonths, paid.headMonths);
  checks.expect('contribution of santunan-desa-2021', total, paid.due.amount);
};

const voucher = (number: string, on: string, amount: number) => ({
  number,
  on,
  amount: idr(amount),
});
