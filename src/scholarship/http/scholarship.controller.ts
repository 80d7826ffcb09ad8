import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SchoolLevel } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { CommandContext } from '../../platform/command-context';
import type { Position } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx, MinPosition } from '../../platform/http/command-context';
import { Count, Day, Id, ListOfIds, OneOf } from '../../platform/http/fields';
import { Command, Query } from '../../platform/http/routes';
import { AssessSchoolYearCommand } from '../commands/assess-school-year';
import { EndPlaceCommand } from '../commands/end-place';
import { RequestScholarshipCommand } from '../commands/request-scholarship';
import { END_REASONS, type EndReason } from '../domain/scholarship.events';
import { GetScholarshipQuery } from '../queries/get-scholarship';
import { scholarshipAnswer } from '../scholarship.answer';
import { planView, scholarshipView } from '../scholarship.view';

class ScholarshipRequest {
  @Id('clm', {
    description:
      'The death, or the accident that left the participant totally and permanently disabled, that gives the right.',
  })
  claimId: string;

  @ListOfIds('mem', { min: 1, max: 20, description: 'The children, in the order of their places.' })
  childIds: readonly string[];
}

class SchoolYearRequest {
  @Id('mem')
  childId: string;

  @OneOf(['tk', 'sd', 'smp', 'sma', 'pt'])
  level: SchoolLevel;

  @Count({ min: 1, max: 6 })
  grade: number;

  @Count({ min: 2015, max: 2199, description: '2025 for the school year 2025/2026.' })
  schoolYear: number;

  @Id('mem', { optional: true, description: 'Who receives for a minor.' })
  guardianId: string | null;

  @OneOf(['participant'], {
    optional: true,
    inExample: false,
    description:
      'The participant, who lives with a total permanent disability, receives for the child.',
  })
  receivedBy: 'participant' | null;
}

class EndingRequest {
  @Id('mem')
  childId: string;

  @OneOf(END_REASONS)
  reasonCode: EndReason;

  @Day({ description: 'The first day on which the child has no right to it any more.' })
  endedOn: CalendarDay;
}

@ApiTags('scholarships')
@Controller('scholarships')
export class ScholarshipController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Command({
    roles: ['adjuster'],
    opensStream: true,
    summary: 'Ask for the children’s scholarship, and have the right assessed',
  })
  async request(
    @Body() { claimId, childIds }: ScholarshipRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const message = new RequestScholarshipCommand(claimId, childIds, context);
    return scholarshipAnswer(reply, await this.commands.execute(message), context);
  }

  @Post(':id/years')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Assess one school year of one child' })
  async assessYear(
    @PathId('sch') scholarshipId: string,
    @Body() body: SchoolYearRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const message = new AssessSchoolYearCommand(scholarshipId, { ...body }, context);
    return scholarshipAnswer(reply, await this.commands.execute(message), context);
  }

  @Post(':id/endings')
  @Command({ roles: ['adjuster'], summary: 'Record that the scholarship of one child has ended' })
  async end(
    @PathId('sch') scholarshipId: string,
    @Body() body: EndingRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const message = new EndPlaceCommand(scholarshipId, { ...body }, context);
    return scholarshipAnswer(reply, await this.commands.execute(message), context);
  }

  @Get(':id')
  @Query({
    roles: ['adjuster', 'supervisor', 'finance', 'auditor'],
    summary: 'One scholarship, with its years, its payouts and what each child may still expect',
  })
  async get(
    @PathId('sch') scholarshipId: string,
    @MinPosition() minPosition: Position | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { file, plans, position } = await this.queries.execute(
      new GetScholarshipQuery(scholarshipId, minPosition),
    );
    setReadHeaders(reply, position, file.version);
    return { scholarship: { ...scholarshipView(file), ...planView(plans) } };
  }
}
