import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import { READINGS_OF_ARREARS } from '../../benefit-schedule/domain/arrears';
import { openPointsIn } from '../../benefit-schedule/domain/cited';
import { coverAt } from '../domain/cover-at';
import { Clock } from '../../platform/clock';
import type { Position } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { type Asker, MinPosition, WhoAsks } from '../../platform/http/command-context';
import { Day } from '../../platform/http/fields';
import { money } from '../../platform/http/money';
import { ReadQuery } from '../../platform/http/paging';
import { publicId, publicIdOrNull } from '../../platform/http/public-ids';
import { Query } from '../../platform/http/routes';
import { GetParticipantQuery } from '../queries/get-participant';
import { OPENED_FIELDS, participantView, personView } from './participant.view';

class CoverageQuery extends ReadQuery {
  @Day({ optional: true, description: 'Default: today.' })
  on: CalendarDay | null;
}

const READERS = ['enroller', 'adjuster', 'supervisor', 'finance', 'auditor'] as const;

@ApiTags('participants')
@Controller('participants')
export class ParticipantQueriesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  @Query({
    roles: [...READERS],
    opensPersonal: true,
    summary: 'One participant, with cover, contributions and family',
  })
  async get(
    @PathId('par') participantId: string,
    @MinPosition() minPosition: Position | null,
    @WhoAsks() { mayOpenPersonal, opens }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { card, people, position } = await this.queries.execute(
      new GetParticipantQuery(participantId, minPosition),
    );
    setReadHeaders(reply, position, card.version);
    for (const { id, erased } of people.values()) if (!erased) opens(id, OPENED_FIELDS);
    const family = card.state.family.map(({ memberId, relation, legalChild }) => ({
      id: publicId('mem', memberId),
      relation,
      legalChild,
      person: personView(people.get(memberId), mayOpenPersonal),
    }));
    const shown = { ...participantView(card), family };
    return { participant: { ...shown, person: personView(people.get(card.id), mayOpenPersonal) } };
  }

  @Get(':id/coverage')
  @Query({ roles: [...READERS], summary: 'Cover on a day, by scheme' })
  async coverage(
    @PathId('par') participantId: string,
    @Parameters() { on, minPosition }: CoverageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { card, position } = await this.queries.execute(
      new GetParticipantQuery(participantId, minPosition),
    );
    setReadHeaders(reply, position, card.version);
    const day = on ?? officeDayAt(this.clock.now());
    const answers = (['jkk', 'jkm'] as const).map((scheme) => {
      const { inputs, arrears, scheduleId } = coverAt(card.state, scheme, day);
      const { periodId, declaredIncome, ...cover } = inputs;
      return {
        scheme,
        ...cover,
        arrears,
        period: publicIdOrNull('per', periodId),
        declaredIncome: money(declaredIncome),
        schedule: scheduleId,
      };
    });
    return { on: day, coverage: answers, openPoints: openPointsIn(READINGS_OF_ARREARS) };
  }
}
