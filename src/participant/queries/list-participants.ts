import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import { conditionsOf, type ParticipantFilter } from './participant-filter';
import { participantCard, type ParticipantCard } from './participant-card';

export type ParticipantsPage = {
  /** The id of the last row of the page before. */
  readonly after: string | null;
  /** One more than the page holds tells whether there is another. */
  readonly limit: number;
};

export type ParticipantsFound = {
  readonly cards: readonly ParticipantCard[];
  readonly read: ReadState;
};

export class ListParticipantsQuery extends Query<ParticipantsFound> {
  constructor(
    readonly filter: ParticipantFilter,
    readonly page: ParticipantsPage,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ListParticipantsQuery)
export class ListParticipantsHandler implements IQueryHandler<ListParticipantsQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly clock: Clock,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ filter, page, minPosition }: ListParticipantsQuery): Promise<ParticipantsFound> {
    const state = await this.rows.stateAt(participantCard.name, minPosition);
    const read = await this.exclusions.within(filter.area, state);
    const query = this.rows.of(participantCard).createQueryBuilder('card').orderBy('card.id');
    if (page.after !== null) query.andWhere('card.id > :after', { after: page.after });
    for (const [sql, values] of conditionsOf(filter, officeDayAt(this.clock.now())))
      query.andWhere(sql, values);
    return { cards: await query.limit(page.limit).getMany(), read };
  }
}
