import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { CalendarMonth } from '../../kernel/calendar-day';
import { setReadHeaders } from '../../platform/http/answers';
import { type Asker, WhoAsks } from '../../platform/http/command-context';
import { Month, OneOf } from '../../platform/http/fields';
import { ReadQuery } from '../../platform/http/paging';
import { publicIdOfStream, readView } from '../../platform/http/read-view';
import { Query } from '../../platform/http/routes';
import { type CommitmentReport, CommitmentReportQuery } from '../queries/commitment-report';
import type { ReadState } from '../../platform/read-models/rows-reader';
import { SetOffReportQuery } from '../queries/set-off-report';
import { type PayoutReport, PayoutReportQuery } from '../queries/payout-report';

class ReportParameters extends ReadQuery {
  @OneOf(['json', 'csv'], { optional: true })
  format: 'json' | 'csv' | null;
}

class PayoutReportParameters extends ReportParameters {
  @Month({ optional: true, description: 'The first month, by the day the money arrived.' })
  from: CalendarMonth | null;

  @Month({ optional: true })
  to: CalendarMonth | null;
}

@ApiTags('reports')
@Controller('reports')
export class ReportController {
  constructor(private readonly queries: QueryBus) {}

  /** Position, projection version and excluded cases stand in the report: those three give the same figures for ever. */
  @Get('payouts')
  @Query({
    roles: ['finance', 'supervisor', 'auditor'],
    files: ['text/csv'],
    summary: 'Money paid and returned by month, benefit, village, payer and mode; JSON or CSV',
    description:
      'A payout stays in the month and the scheme that paid it, also when the cause of the death is corrected. `setOffs` says what counts since then for another scheme, as it stands now and of all months: the cost of a scheme after corrections is its net, less what it has set off from itself (`fromScheme`), plus what it has set off to itself (`toScheme`). It is no movement of money, and not in the CSV.',
  })
  async payouts(
    @Parameters() { from, to, format, minPosition }: PayoutReportParameters,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const report = await this.queries.execute(new PayoutReportQuery(from, to, area, minPosition));
    setReadHeaders(reply, report.read.position);
    if (format === 'csv') return payoutsAsCsv(asFile(reply, 'payouts.csv'), report);
    const { rows, totals, projection, read } = report;
    const setOffs = await this.queries.execute(new SetOffReportQuery(area, minPosition));
    return { currency: 'IDR' as const, rows, totals, setOffs, projection, ...excludingOf(read) };
  }

  @Get('commitments')
  @Query({
    roles: ['finance', 'supervisor', 'auditor'],
    files: ['text/csv'],
    summary:
      'Money approved and not yet arrived, and the school years to come, by payer and mode; JSON or CSV',
    description:
      'The CSV has both in one table: `section` is `owed` (approved, not arrived) or `school_year` (likely to follow, promised to nobody). Sums of the two, or of two modes, are never added up.',
  })
  async commitments(
    @Parameters() { format, minPosition }: ReportParameters,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.queries.execute(new CommitmentReportQuery(area, minPosition));
    setReadHeaders(reply, found.read.position);
    if (format === 'csv') return commitmentsAsCsv(asFile(reply, 'commitments.csv'), found);
    const { read, ...report } = found;
    return { currency: 'IDR' as const, ...report, ...excludingOf(read) };
  }
}

/** How far the figures go, and what they leave out, in words and by case. */
const excludingOf = (read: ReadState) => ({
  read: readView(read),
  excluded: read.excluded.map((stream) => ({ case: publicIdOfStream(stream) })),
  notice: read.excluded.length > 0 ? `excludes ${read.excluded.length} claims` : null,
});

const COLUMNS = [
  'month',
  'benefit',
  'scheme',
  'villageCode',
  'payer',
  'mode',
  'payouts',
  'paid',
  'returns',
  'returned',
  'repayments',
  'repaid',
  'net',
] as const;

const COMMITMENT_COLUMNS = [
  'section',
  'benefit',
  'scheme',
  'awaits',
  'schoolYear',
  'budgetYear',
  'level',
  'payer',
  'mode',
  'payouts',
  'children',
  'amount',
] as const;

type Row = Readonly<Record<string, string | number>>;
type ReadFrom = {
  readonly read: ReadState;
  readonly projections: readonly { readonly name: string; readonly version: number }[];
};

const asFile = (reply: FastifyReply, filename: string): typeof csvOf => {
  void reply.header('Content-Type', 'text/csv; charset=utf-8; header=present');
  void reply.header('Content-Disposition', `attachment; filename="${filename}"`);
  return csvOf;
};

const payoutsAsCsv = (csv: typeof csvOf, { rows, read, projection }: PayoutReport): string =>
  csv(COLUMNS, rows, { read, projections: [projection] });

const commitmentsAsCsv = (csv: typeof csvOf, report: CommitmentReport): string => {
  const owed = report.owed.map((row) => ({ section: 'owed', ...row }));
  const schoolYears = report.schoolYears.map((row) => ({ section: 'school_year', ...row }));
  return csv(COMMITMENT_COLUMNS, [...owed, ...schoolYears], report);
};

/** Every line says what it was read from, so that a line that is copied elsewhere still can be traced. */
const csvOf = (
  columns: readonly string[],
  rows: readonly Row[],
  { read, projections }: ReadFrom,
): string =>
  stringify(
    rows.map((row) => ({
      ...row,
      currency: 'IDR',
      position: read.position,
      projection: projections.map(({ name, version }) => `${name}-v${version}`).join(' '),
      excludedCases: read.excluded.map(publicIdOfStream).join(' '),
    })),
    { header: true, columns: [...columns, 'currency', 'position', 'projection', 'excludedCases'] },
  );
