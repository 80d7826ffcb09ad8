import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CalendarMonth } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { setReadHeaders } from '../../platform/http/answers';
import { type Asker, WhoAsks } from '../../platform/http/command-context';
import { Code, Month, OneOf } from '../../platform/http/fields';
import {
  cursorFrom,
  cursorValues,
  pageOf,
  PageQuery,
  pageSize,
  ReadQuery,
} from '../../platform/http/paging';
import { publicId } from '../../platform/http/public-ids';
import { publicIdOfStream, readView } from '../../platform/http/read-view';
import { Query } from '../../platform/http/routes';
import { PROGRAMME_CODE } from '../../programme/domain/programme.events';
import { ContributionHeadsQuery } from '../queries/contribution-heads';
import { type ControlReport, ContributionReportQuery } from '../queries/contribution-report';
import { contributionRegister } from '../queries/contribution-register';
import { HEAD_FAULTS, type HeadFault } from '../queries/heads.sql';

class ContributionReportParameters extends ReadQuery {
  @Month({ optional: true, description: 'Default: the first month of any cover or payment.' })
  from: CalendarMonth | null;

  @Month({ optional: true })
  to: CalendarMonth | null;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024', { optional: true })
  programme: string | null;
}

class ContributionHeadsParameters extends PageQuery {
  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;

  @Month()
  month: CalendarMonth;

  @OneOf(HEAD_FAULTS)
  kind: HeadFault;
}

const READERS = ['finance', 'supervisor', 'auditor'] as const;

@ApiTags('reports')
@Controller('reports/contributions')
export class ContributionReportController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Query({
    roles: [...READERS],
    summary: 'Control totals by month: heads with cover x tariff, invoice, SP2D, receipt',
    description:
      'An invoice of several months stands in each by the people it was paid for. Heads paid for without cover, covered without payment and paid twice are counted; `…/heads` names them.',
  })
  async totals(
    @Parameters() { minPosition, ...filter }: ContributionReportParameters,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // An invoice is paid for the whole district: a part of it has no control total.
    if (area !== 'all') throw new Rejection('forbidden');
    const report = await this.queries.execute(new ContributionReportQuery(filter, minPosition));
    setReadHeaders(reply, report.read.position);
    const { name, version } = contributionRegister;
    const { rows, read } = report;
    const { excluded } = read;
    const notice = excluded.length > 0 ? `excludes ${excluded.length} streams` : null;
    return {
      currency: 'IDR' as const,
      rows,
      payments: report.payments.map(paymentRow),
      read: readView(read),
      projection: { name, version },
      excluded: excluded.map(publicIdOfStream),
      notice,
    };
  }

  @Get('heads')
  @Query({ roles: [...READERS], summary: 'The people behind a count of the control totals' })
  async heads(
    @Parameters() query: ContributionHeadsParameters,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { programme, month, kind } = query;
    const name = `contribution-heads:${[programme, month, kind].join(':')}`;
    const [after = null] = cursorValues(name, query.cursor, ['string']) ?? [];
    const limit = pageSize(query);
    const wanted = { programme, month, kind, after: after as string | null, limit: limit + 1 };
    const { heads, read } = await this.queries.execute(
      new ContributionHeadsQuery(wanted, area, query.minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(heads, limit, read, {
      shown: ({ id, times }) => ({ participantId: publicId('par', id), timesPaid: times }),
      cursor: ({ id }) => cursorFrom(name, [id]),
    });
  }
}

const paymentRow = (payment: ControlReport['payments'][number]) => {
  const { id, paid, due, recordedHeads, complete, refunds } = payment;
  const { programme, fromMonth, toMonth, heads, headMonths, tariff, invoice, sp2d, receipt } = paid;
  const [invoiced, ordered, received] = [invoice.amount, sp2d.amount, receipt.amount];
  return {
    ...{ id: publicId('cpy', id), programme, fromMonth, toMonth, heads, headMonths, tariff, due },
    invoice: invoiced,
    sp2d: ordered,
    receipt: received,
    refunded: refunds.reduce((sum, { amount }) => sum + amount, 0),
    differences: { invoice: invoiced - due, sp2d: ordered - due, receipt: received - due },
    recorded: recordedHeads,
    complete,
  };
};
