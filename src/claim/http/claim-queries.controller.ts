import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { type Asker, WhoAsks } from '../../platform/http/command-context';
import { Count, Day, Flag, OneOf } from '../../platform/http/fields';
import {
  cursorFrom,
  cursorValues,
  pageOf,
  PageQuery,
  pageSize,
  ReadQuery,
} from '../../platform/http/paging';
import { Query } from '../../platform/http/routes';
import { GetClaimQuery } from '../queries/get-claim';
import { ListClaimsQuery } from '../queries/list-claims';
import { claimSummary, claimView } from '../claim.view';

class ClaimsQuery extends PageQuery {
  @OneOf(['accident', 'death'], { optional: true })
  kind: string | null;

  @OneOf(['reported', 'accepted', 'refused', 'withdrawn', 'closed', 'voided'], { optional: true })
  status: string | null;

  @Day({ optional: true, description: 'Reported on this day or later.' })
  from: CalendarDay | null;

  @Day({ optional: true, description: 'Reported on this day or earlier.' })
  to: CalendarDay | null;

  @Flag({
    optional: true,
    fromQuery: true,
    description: 'Something of it was due before today and is not done.',
  })
  overdue: boolean | null;
}

class ClaimQuery extends ReadQuery {
  @Count({ min: 1, max: 100_000, fromQuery: true, optional: true })
  atVersion: number | null;
}

@ApiTags('claims')
@Controller('claims')
export class ClaimQueriesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Query({
    roles: ['adjuster', 'supervisor', 'finance', 'auditor'],
    summary: 'Claims by kind, status and day of report',
  })
  async list(
    @Parameters() query: ClaimsQuery,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { kind, status, from, to, overdue, minPosition } = query;
    const overdueOn = overdue === true ? this.today() : null;
    const name = `claims:${[kind, status, from, to, overdue === true].join(':')}`;
    const after = cursorValues(name, query.cursor, ['string', 'string']) as
      readonly [string, string] | null;
    const limit = pageSize(query);
    const { files, read } = await this.queries.execute(
      new ListClaimsQuery(
        { kind, status, from, to, overdueOn, after, limit: limit + 1 },
        area,
        minPosition,
      ),
    );
    setReadHeaders(reply, read.position);
    return pageOf(files, limit, read, {
      shown: (file) => ({
        ...claimSummary(file),
        incomplete: read.excluded.includes(`claim-${file.id}`),
      }),
      cursor: ({ reportedOn, id }) => cursorFrom(name, [reportedOn, id]),
    });
  }

  @Get(':id')
  @Query({
    roles: ['adjuster', 'supervisor', 'finance', 'auditor'],
    summary: 'One claim, with papers, benefits and payouts; also as it stood at a version',
  })
  async get(
    @PathId('clm') claimId: string,
    @Parameters() { atVersion, minPosition }: ClaimQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { file, position, incomplete } = await this.queries.execute(
      new GetClaimQuery(claimId, atVersion, minPosition),
    );
    setReadHeaders(reply, position, file.version);
    const asOf = atVersion === null ? this.today() : null;
    return { claim: claimView(file, asOf), read: { position, incomplete } };
  }

  private today(): CalendarDay {
    return officeDayAt(this.clock.now());
  }
}
