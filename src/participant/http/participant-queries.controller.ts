import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import { coverAt } from '../domain/cover-at';
import { Clock } from '../../platform/clock';
import type { Position } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { type Asker, MinPosition, WhoAsks } from '../../platform/http/command-context';
import { Code, Day } from '../../platform/http/fields';
import { money } from '../../platform/http/money';
import {
  cursorFrom,
  cursorValues,
  pageOf,
  PageQuery,
  pageSize,
  ReadQuery,
} from '../../platform/http/paging';
import { publicId } from '../../platform/http/public-ids';
import { Query } from '../../platform/http/routes';
import { PROGRAMME_CODE } from '../../programme/domain/programme.events';
import { GetParticipantQuery } from '../queries/get-participant';
import { ListParticipantsQuery } from '../queries/list-participants';
import { OPENED_FIELDS, participantView, personView } from './participant.view';

class ParticipantsQuery extends PageQuery {
  @Code(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, '16.06.05.2001', { optional: true })
  village: string | null;

  @Day({ optional: true })
  coveredOn: CalendarDay | null;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024', { optional: true })
  programme: string | null;
}

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

  @Get()
  @Query({ roles: [...READERS], summary: 'Participants by village, programme or day of cover' })
  async list(
    @Parameters() query: ParticipantsQuery,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { village, coveredOn, programme, minPosition } = query;
    const name = `participants:${[village, coveredOn, programme].join(':')}`;
    const [after = null] = cursorValues(name, query.cursor, ['string']) ?? [];
    const limit = pageSize(query);
    const filter = { village, coveredOn, programme, after: after as string | null };
    const { cards, read } = await this.queries.execute(
      new ListParticipantsQuery({ ...filter, limit: limit + 1 }, area, minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(cards, limit, read, {
      shown: participantView,
      cursor: ({ id }) => cursorFrom(name, [id]),
    });
  }

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
      const { inputs, scheduleId } = coverAt(card.state, scheme, day);
      const { periodId, declaredIncome, ...cover } = inputs;
      return {
        scheme,
        ...cover,
        period: periodId && publicId('per', periodId),
        declaredIncome: money(declaredIncome),
        schedule: scheduleId,
      };
    });
    return { on: day, coverage: answers };
  }
}
