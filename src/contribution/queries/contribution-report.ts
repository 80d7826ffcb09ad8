import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CalendarMonth, monthsFrom } from '../../kernel/calendar-day';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import { participantCard } from '../../participant/queries/participant-card';
import type { Position } from '../../platform/event-store/event-store';
import {
  type ReadState,
  type RowsAtOnce,
  RowsReader,
} from '../../platform/read-models/rows-reader';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { amountDue } from '../domain/contribution-payment.decider';
import { byMonth } from '../domain/month-shares';
import { contributionRegister, type RegisteredPayment } from './contribution-register';
import { CONDITIONS, HEADS_BY_MONTH, SPAN } from './heads.sql';

/** Counted by month: heads as the participants' streams say it; papers by the months that they paid for. Whole rupiah. */
export type ControlRow = {
  readonly programme: string;
  readonly month: string;
  readonly headsCovered: number;
  /** How many people the agreement is meant for. */
  readonly quota: number;
  readonly tariff: number;
  /** Heads with started cover x tariff: what the month should have cost. */
  readonly due: number;
  readonly headsPaid: number;
  readonly paidWithoutCover: number;
  readonly coveredWithoutPayment: number;
  readonly paidTwice: number;
  readonly invoice: number;
  readonly sp2d: number;
  readonly receipt: number;
  readonly refunded: number;
  /** Receipt less what was refunded less what was due. */
  readonly difference: number;
};

export type ControlReport = {
  readonly rows: readonly ControlRow[];
  readonly payments: readonly (RegisteredPayment & { readonly due: number })[];
  readonly read: ReadState;
};

export type ControlFilter = {
  readonly from: CalendarMonth | null;
  readonly to: CalendarMonth | null;
  readonly programme: string | null;
};

export class ContributionReportQuery extends Query<ControlReport> {
  constructor(
    readonly filter: ControlFilter,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

const COUNTS = `
  WITH ${HEADS_BY_MONTH}
  SELECT programme, month,
         count(*) FILTER (WHERE is_covered)::int AS "headsCovered",
         count(*) FILTER (WHERE times > 0)::int AS "headsPaid",
         count(*) FILTER (WHERE ${CONDITIONS.paid_without_cover})::int AS "paidWithoutCover",
         count(*) FILTER (WHERE ${CONDITIONS.covered_without_payment})::int AS "coveredWithoutPayment",
         count(*) FILTER (WHERE ${CONDITIONS.paid_twice})::int AS "paidTwice"
    FROM head
   GROUP BY programme, month
   ORDER BY programme, month`;

type Counted = Pick<
  ControlRow,
  | 'programme'
  | 'month'
  | 'headsCovered'
  | 'headsPaid'
  | 'paidWithoutCover'
  | 'coveredWithoutPayment'
  | 'paidTwice'
>;

@QueryHandler(ContributionReportQuery)
export class ContributionReportHandler implements IQueryHandler<ContributionReportQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly programmes: ProgrammeStreams,
  ) {}

  async execute({ filter, minPosition }: ContributionReportQuery): Promise<ControlReport> {
    const { result, read } = await this.rows.atOnce(SOURCES, minPosition, (rows) =>
      countedIn(rows, filter),
    );
    const { counted, payments, from, to } = result;
    const sums = payments.map(sumsOf);
    const heads = withPaidMonths(counted, sums, { from, to });
    const terms = await this.termsOf([...new Set(heads.map(({ programme }) => programme))]);
    return {
      rows: heads.map((row) => controlRow(row, terms.get(row.programme) ?? NO_TERMS, sums)),
      payments: payments.map((payment) => ({ ...payment, due: amountDue(payment.paid) })),
      read,
    };
  }

  private async termsOf(codes: readonly string[]): Promise<ReadonlyMap<string, Terms>> {
    const known = await Promise.all(
      codes.map(async (code) => {
        const { tariff, quota } = await this.programmes.agreementOf(code);
        return [code, { tariff: tariff.jkk + tariff.jkm, quota }] as const;
      }),
    );
    return new Map(known);
  }
}

type Terms = Pick<ControlRow, 'tariff' | 'quota'>;
const NO_TERMS: Terms = { tariff: 0, quota: 0 };

const SOURCES = [participantCard, contributionRegister];

const countedIn = async (rows: RowsAtOnce, filter: ControlFilter) => {
  const all = await rows.of(contributionRegister).find({ order: { id: 'ASC' } });
  const payments = all.filter(({ paid }) => concerns(paid, filter));
  const [from, to] = await spanOf(rows, filter, payments);
  const counted =
    from && to
      ? await rows.query<Counted>(COUNTS, [from, to, filter.programme, rows.excluded, null])
      : [];
  return { counted, payments, from, to };
};

/** Without months of one's own: all in which there was cover, or a payment. */
const spanOf = async (
  rows: RowsAtOnce,
  { from, to }: ControlFilter,
  payments: readonly RegisteredPayment[],
): Promise<readonly [string | undefined, string | undefined]> => {
  const [span] = await rows.query<{ first: string | null; last: string | null }>(SPAN, []);
  const firsts = [span?.first, ...payments.map(({ paid }) => paid.fromMonth)].filter(isMonth);
  const lasts = [span?.last, ...payments.map(({ paid }) => paid.toMonth)].filter(isMonth);
  return [from ?? firsts.sort()[0], to ?? lasts.sort().at(-1)];
};

const isMonth = (month: string | null | undefined): month is string => typeof month === 'string';

const concerns = (
  { programme, fromMonth, toMonth }: RegisteredPayment['paid'],
  filter: ControlFilter,
): boolean =>
  (filter.programme === null || filter.programme === programme) &&
  (filter.from === null || toMonth >= filter.from) &&
  (filter.to === null || fromMonth <= filter.to);

type Sums = {
  readonly programme: string;
  readonly invoice: Readonly<Record<string, number>>;
  readonly sp2d: Readonly<Record<string, number>>;
  readonly receipt: Readonly<Record<string, number>>;
  readonly refunded: Readonly<Record<string, number>>;
};

const sumsOf = ({ paid, paidByMonth, refundedByMonth }: RegisteredPayment): Sums => {
  const months = monthsFrom(paid.fromMonth, paid.toMonth);
  // Nobody recorded yet: the sum stands in the first of its months, and is seen there.
  const heads = Object.keys(paidByMonth).length > 0 ? paidByMonth : { [months[0] ?? '']: 1 };
  const shares = ({ amount }: { readonly amount: Rupiah }) => byMonth(rupiah(amount), heads);
  return {
    programme: paid.programme,
    invoice: shares(paid.invoice),
    sp2d: shares(paid.sp2d),
    receipt: shares(paid.receipt),
    refunded: Object.fromEntries(
      Object.entries(refundedByMonth).map(([month, count]) => [month, count * paid.tariff]),
    ),
  };
};

/** A sum that was paid is shown also where, by now, it was paid for nobody. */
const withPaidMonths = (
  counted: readonly Counted[],
  sums: readonly Sums[],
  { from = '', to = '' }: { readonly from: string | undefined; readonly to: string | undefined },
): readonly Counted[] => {
  const keyOf = ({ programme, month }: Pick<Counted, 'programme' | 'month'>) =>
    `${programme} ${month}`;
  const known = new Set(counted.map(keyOf));
  const others = sums
    .flatMap(({ programme, receipt }) =>
      Object.keys(receipt).map((month) => ({ ...NO_HEADS, programme, month })),
    )
    .filter((one) => from <= one.month && one.month <= to && !known.has(keyOf(one)));
  const added = new Map(others.map((one) => [keyOf(one), one]));
  return [...counted, ...added.values()].sort((one, other) =>
    keyOf(one).localeCompare(keyOf(other)),
  );
};

const NO_HEADS = {
  headsCovered: 0,
  headsPaid: 0,
  paidWithoutCover: 0,
  coveredWithoutPayment: 0,
  paidTwice: 0,
};

const controlRow = (
  counted: Counted,
  { tariff, quota }: Terms,
  sums: readonly Sums[],
): ControlRow => {
  const ofProgramme = sums.filter(({ programme }) => programme === counted.programme);
  const sum = (paper: Exclude<keyof Sums, 'programme'>) =>
    ofProgramme.reduce((all, one) => all + (one[paper][counted.month] ?? 0), 0);
  const due = counted.headsCovered * tariff;
  const papers = {
    invoice: sum('invoice'),
    sp2d: sum('sp2d'),
    receipt: sum('receipt'),
    refunded: sum('refunded'),
  };
  const difference = papers.receipt - papers.refunded - due;
  return { ...counted, quota, tariff, due, ...papers, difference };
};
