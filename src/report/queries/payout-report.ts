import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CalendarMonth } from '../../kernel/calendar-day';
import { payoutRegister, type RegisteredPayout } from '../../payout/queries/payout-register';
import type { Position } from '../../platform/event-store/event-store';
import { tableNameOf, READ_MODELS_SCHEMA } from '../../platform/read-models/read-model-table';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';

/** What arrived and what came back in one month, by benefit, village, payer and mode. Rupiah, whole. */
export type PayoutReportRow = {
  readonly month: CalendarMonth;
  readonly benefit: RegisteredPayout['benefitKind'];
  readonly scheme: RegisteredPayout['scheme'];
  readonly villageCode: string;
  readonly payer: RegisteredPayout['payer'];
  readonly mode: RegisteredPayout['mode'];
  readonly payouts: number;
  readonly paid: number;
  readonly returns: number;
  readonly returned: number;
  /** Of overpayments, in the month in which the money came. */
  readonly repayments: number;
  readonly repaid: number;
  readonly net: number;
};

/** The same figures by payer and mode: what is recorded and what is disbursed is never added up. */
export type PayoutReportTotal = Pick<
  PayoutReportRow,
  'payer' | 'mode' | 'payouts' | 'paid' | 'returns' | 'returned' | 'repayments' | 'repaid' | 'net'
>;

export type PayoutReport = {
  readonly rows: readonly PayoutReportRow[];
  readonly totals: readonly PayoutReportTotal[];
  readonly read: ReadState;
  readonly projection: { readonly name: string; readonly version: number };
};

export class PayoutReportQuery extends Query<PayoutReport> {
  constructor(
    readonly from: CalendarMonth | null,
    readonly to: CalendarMonth | null,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

const TABLE = `${READ_MODELS_SCHEMA}.${tableNameOf(payoutRegister)}`;

const FIGURES = `
  count(*) FILTER (WHERE kind = 'paid')::int                     AS payouts,
  coalesce(sum(amount) FILTER (WHERE kind = 'paid'), 0)::text    AS paid,
  count(*) FILTER (WHERE kind = 'returned')::int                 AS returns,
  coalesce(-sum(amount) FILTER (WHERE kind = 'returned'), 0)::text AS returned,
  count(*) FILTER (WHERE kind = 'repaid')::int                   AS repayments,
  coalesce(-sum(amount) FILTER (WHERE kind = 'repaid'), 0)::text AS repaid,
  coalesce(sum(amount), 0)::text                                 AS net`;

/** Each movement in its own month: money that came back in March leaves January as it was. */
const SQL = `
  WITH movement AS (
    SELECT left(m."on", 7) AS month, r.benefit_kind AS benefit, r.scheme, r.village_code AS "villageCode",
           r.payer, r.mode, m.kind, m.amount
      FROM ${TABLE} r
      CROSS JOIN LATERAL jsonb_to_recordset(r.movements) AS m (kind text, "on" text, amount bigint)
     WHERE NOT (r.owner_kind || '-' || r.owner_id = ANY ($3))
       AND ($4::text[] IS NULL OR r.sub_district_code = ANY ($4))
       AND ($1::text IS NULL OR left(m."on", 7) >= $1) AND ($2::text IS NULL OR left(m."on", 7) <= $2)
  )
  SELECT month, benefit, scheme, "villageCode", payer, mode, ${FIGURES}
    FROM movement
   GROUP BY GROUPING SETS ((month, benefit, scheme, "villageCode", payer, mode), (payer, mode))
   ORDER BY month, benefit, scheme, "villageCode", payer, mode`;

type Found = {
  readonly month: CalendarMonth | null;
  readonly payouts: number;
  readonly paid: string;
  readonly returns: number;
  readonly returned: string;
  readonly repayments: number;
  readonly repaid: string;
  readonly net: string;
} & Pick<PayoutReportRow, 'benefit' | 'scheme' | 'villageCode' | 'payer' | 'mode'>;

@QueryHandler(PayoutReportQuery)
export class PayoutReportHandler implements IQueryHandler<PayoutReportQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ from, to, area, minPosition }: PayoutReportQuery): Promise<PayoutReport> {
    const { name, version } = payoutRegister;
    const inArea = area === 'all' ? null : area;
    // Money of a case that could not be read to the end is in no figure.
    const { result: found, read } = await this.rows.atOnce([payoutRegister], minPosition, (rows) =>
      rows.query<Found>(SQL, [from, to, rows.excluded, inArea]),
    );
    return {
      rows: found.flatMap((row) =>
        row.month === null ? [] : [{ ...row, month: row.month, ...figuresOf(row) }],
      ),
      totals: found
        .filter(({ month }) => month === null)
        .map((row) => ({ payer: row.payer, mode: row.mode, ...figuresOf(row) })),
      read: await this.exclusions.within(area, read),
      projection: { name, version },
    };
  }
}

const figuresOf = ({ payouts, paid, returns, returned, repayments, repaid, net }: Found) => ({
  payouts,
  paid: exact(paid),
  returns,
  returned: exact(returned),
  repayments,
  repaid: exact(repaid),
  net: exact(net),
});

/** @throws RangeError rather than say a sum that a JavaScript number cannot hold. */
const exact = (sum: string): number => {
  const whole = Number(sum);
  if (!Number.isSafeInteger(whole))
    throw new RangeError('A sum is beyond what can be said exactly.');
  return whole;
};
