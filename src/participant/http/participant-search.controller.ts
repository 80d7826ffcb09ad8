import { Body, Controller, Get, Post, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Position } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { type Asker, MinPosition, WhoAsks } from '../../platform/http/command-context';
import { Code, Day, Nik, OneOf } from '../../platform/http/fields';
import {
  cursorFrom,
  cursorValues,
  type Page,
  pageOf,
  PageQuery,
  pageSize,
} from '../../platform/http/paging';
import { Query } from '../../platform/http/routes';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { PROGRAMME_CODE } from '../../programme/domain/programme.events';
import { ListParticipantsQuery } from '../queries/list-participants';
import { LookUpParticipantQuery } from '../queries/look-up-participant';
import {
  PARTICIPANT_STATUSES,
  type ParticipantFilter,
  type ParticipantStatus,
} from '../queries/participant-filter';
import type { ParticipantCard } from '../queries/participant-card';
import type { Person } from '../queries/person';
import { SearchParticipantsQuery } from '../queries/search-participants';
import { NameSought } from './name-sought';
import { OPENED_FIELDS, participantView, personView } from './participant.view';

const READERS = ['enroller', 'adjuster', 'supervisor', 'finance', 'auditor'] as const;

class ParticipantsQuery extends PageQuery {
  @NameSought({
    optional: true,
    description: 'A name, or its beginning, in any spelling; the 200 most alike, best first.',
  })
  q: string | null;

  @Code(/^\d{2}\.\d{2}\.\d{2}$/, '16.06.05', { optional: true })
  subDistrict: string | null;

  @Code(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, '16.06.05.2001', { optional: true })
  village: string | null;

  @Day({ optional: true, description: 'Covered on that day by a period that was started.' })
  coveredOn: CalendarDay | null;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024', { optional: true })
  programme: string | null;

  @OneOf(PARTICIPANT_STATUSES, { optional: true, description: 'As of today.' })
  status: ParticipantStatus | null;
}

/** The same in a body, where a name gets into nobody's list of addresses. */
class ParticipantSearch extends ParticipantsQuery {}

class NikLookup {
  @Nik()
  nik: string;
}

/** Whoever asks by name is answered with names. */
type FoundParticipant = ReturnType<typeof participantView> & Partial<ReturnType<typeof shownOf>>;

@ApiTags('participants')
@Controller('participants')
export class ParticipantSearchController {
  constructor(
    private readonly queries: QueryBus,
    private readonly hasher: KeyedHasher,
  ) {}

  @Get()
  @Query({
    roles: [...READERS],
    opensPersonal: true,
    summary: 'Participants by name, place, programme, status or day of cover',
  })
  list(
    @Parameters() query: ParticipantsQuery,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<FoundParticipant>> {
    return this.answer(query, asker, reply);
  }

  @Post('searches')
  @Query({
    roles: [...READERS],
    opensPersonal: true,
    summary: 'The same, with the name in the body',
  })
  search(
    @Body() query: ParticipantSearch,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<FoundParticipant>> {
    return this.answer(query, asker, reply);
  }

  @Post('lookups')
  @Query({ roles: [...READERS], opensPersonal: true, summary: 'One participant by NIK' })
  async lookUp(
    @Body() { nik }: NikLookup,
    @MinPosition() minPosition: Position | null,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { card, people, position } = await this.queries.execute(
      new LookUpParticipantQuery(this.hasher.nikRef(nik), asker.area, minPosition),
    );
    setReadHeaders(reply, position, card.version);
    return { participant: shownOf(card, people.get(card.id), asker) };
  }

  private answer(query: ParticipantsQuery, asker: Asker, reply: FastifyReply) {
    const { q, subDistrict, village, coveredOn, programme, status } = query;
    const filter = { area: asker.area, subDistrict, village, coveredOn, programme, status };
    // A cursor ends up in addresses: of what was asked for it holds a keyed hash.
    const list = this.hasher.fingerprint('participants', { q, ...filter });
    const asked = { query, filter, list, asker, reply };
    return q === null ? this.listed(asked) : this.found(q, asked);
  }

  private async listed({ query, filter, list, reply }: Asked): Promise<Page<FoundParticipant>> {
    const [after = null] = cursorValues(list, query.cursor, ['string']) ?? [];
    const limit = pageSize(query);
    const page = { after: after as string | null, limit: limit + 1 };
    const { cards, read } = await this.queries.execute(
      new ListParticipantsQuery(filter, page, query.minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(cards, limit, read, {
      shown: participantView,
      cursor: ({ id }) => cursorFrom(list, [id]),
    });
  }

  private async found(
    name: string,
    { query, filter, list, asker, reply }: Asked,
  ): Promise<Page<FoundParticipant>> {
    const values = cursorValues(list, query.cursor, ['number', 'string']);
    const after = values && { alike: Number(values[0]), id: String(values[1]) };
    const limit = pageSize(query);
    const { found, read } = await this.queries.execute(
      new SearchParticipantsQuery(name, filter, { after, limit: limit + 1 }, query.minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(found, limit, read, {
      shown: ({ card, person }) => shownOf(card, person, asker),
      cursor: ({ card, alike }) => cursorFrom(list, [alike, card.id]),
    });
  }
}

type Asked = {
  readonly query: ParticipantsQuery;
  readonly filter: ParticipantFilter;
  /** The name of this list, for its cursors. */
  readonly list: string;
  readonly asker: Asker;
  readonly reply: FastifyReply;
};

const shownOf = (
  card: ParticipantCard,
  person: Person | undefined,
  { mayOpenPersonal, opens }: Asker,
) => {
  if (person && !person.erased) opens(person.id, OPENED_FIELDS);
  return { ...participantView(card), person: personView(person, mayOpenPersonal) };
};
