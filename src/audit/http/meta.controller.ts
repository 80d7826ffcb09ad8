import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { openPointsOf } from '../../benefit-schedule/domain/benefit-schedule';
import { openPointsIn } from '../../benefit-schedule/domain/cited';
import { HOLIDAY_TABLES } from '../../benefit-schedule/domain/holidays/holidays';
import {
  READINGS_OF_CLOCKS,
  READINGS_OF_LATE_PAYMENT,
} from '../../benefit-schedule/domain/procedure';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { RELEASE } from '../../platform/event-store/decide-and-append';
import { EventStore } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { Query } from '../../platform/http/routes';
import { ReadModels } from '../../platform/read-models/read-models';

@ApiTags('meta')
@Controller('meta')
export class MetaController {
  constructor(
    private readonly store: EventStore,
    private readonly readModels: ReadModels,
  ) {}

  /** Readings of the law that no statute settles are named with the value that is applied: no silent assumption. */
  @Get()
  @Query({
    roles: ['administrator', 'enroller', 'adjuster', 'supervisor', 'finance', 'auditor'],
    summary:
      'Release, log, read models, the benefit schedules and clocks with their open points, and the holidays',
  })
  async meta(@Res({ passthrough: true }) reply: FastifyReply) {
    const position = await this.store.head();
    setReadHeaders(reply, position);
    return {
      release: RELEASE,
      position,
      readModels: await this.readModels.status(),
      schedules: SCHEDULES.map((schedule) => ({
        id: schedule.id,
        inForceFrom: schedule.inForceFrom,
        lastDay: schedule.lastDay,
        citation: schedule.citation,
        openPoints: openPointsOf(schedule),
      })),
      procedure: {
        openPoints: openPointsIn({ ...READINGS_OF_CLOCKS, ...READINGS_OF_LATE_PAYMENT }),
        holidays: HOLIDAY_TABLES.map(({ year, version, source, ruledOn, note, days }) => ({
          year,
          version,
          source,
          ruledOn,
          note,
          days,
        })),
      },
    };
  }
}
