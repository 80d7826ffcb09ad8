import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { benefitIdOf, payoutIdOf } from '../../payout/benefits.view';
import { Clock } from '../../platform/clock';
import { setReadHeaders } from '../../platform/http/answers';
import { type Asker, WhoAsks } from '../../platform/http/command-context';
import { Flag, OneOf } from '../../platform/http/fields';
import { cursorFrom, cursorValues, pageOf, PageQuery, pageSize } from '../../platform/http/paging';
import { publicId } from '../../platform/http/public-ids';
import { Query } from '../../platform/http/routes';
import { GetWorklistQuery } from '../queries/get-worklist';
import type { WorklistCase } from '../queries/worklist';

class WorklistParameters extends PageQuery {
  @OneOf(['adjuster', 'supervisor', 'finance'], { optional: true })
  role: string | null;

  @Flag({
    optional: true,
    fromQuery: true,
    description: 'Something of it was due before today and is not done.',
  })
  overdue: boolean | null;
}

@ApiTags('worklist')
@Controller('worklist')
export class WorklistController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Query({
    roles: ['adjuster', 'supervisor', 'finance', 'auditor'],
    summary: 'Cases with something to do, by role; what has waited longest first',
  })
  async list(
    @Parameters() query: WorklistParameters,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { role, overdue, minPosition } = query;
    const overdueOn = overdue === true ? officeDayAt(this.clock.now()) : null;
    const name = `worklist:${role ?? ''}:${String(overdue === true)}`;
    const after = cursorValues(name, query.cursor, ['string', 'string']) as
      readonly [string, string] | null;
    const limit = pageSize(query);
    const { cases, read } = await this.queries.execute(
      new GetWorklistQuery({ role, overdueOn, after, limit: limit + 1 }, area, minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(cases, limit, read, {
      shown: caseView,
      cursor: ({ since, id }) => cursorFrom(name, [since, id]),
    });
  }
}

const caseView = ({ id, kind, tasks, ...item }: WorklistCase) => {
  const owner = { kind: kind === 'scholarship' ? 'scholarship' : 'claim', id } as const;
  return {
    id: publicId(owner.kind === 'claim' ? 'clm' : 'sch', id),
    kind,
    number: item.number,
    participantId: publicId('par', item.participantId),
    programme: item.programme,
    subDistrictCode: item.subDistrictCode,
    villageCode: item.villageCode,
    since: item.since,
    dueOn: item.dueOn,
    waitingFor: item.waitingFor,
    tasks: tasks.map(({ task, role, benefitId, payoutId, overpaymentId, dueOn }) => ({
      task,
      role,
      dueOn,
      benefitId: benefitId ? benefitIdOf(owner, benefitId) : null,
      payoutId: payoutId ? payoutIdOf(owner, payoutId) : null,
      ...(overpaymentId ? { overpaymentId: publicId('ovp', overpaymentId) } : {}),
    })),
  };
};
