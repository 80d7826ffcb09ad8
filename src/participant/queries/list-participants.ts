import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../platform/event-store/event-store';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import { participantCard, type ParticipantCard } from './participant-card';

export type ParticipantFilter = {
  readonly village: string | null;
  readonly coveredOn: string | null;
  readonly programme: string | null;
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
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

/** Started periods alone cover: a day is asked of each of them, not of the span from the first to the last. */
const COVERED_ON = `EXISTS (
  SELECT 1 FROM jsonb_array_elements(card.state -> 'periods') period
  WHERE period ->> 'status' = 'started' AND period ->> 'from' <= :coveredOn AND period ->> 'lastCoveredOn' >= :coveredOn
)`;

@QueryHandler(ListParticipantsQuery)
export class ListParticipantsHandler implements IQueryHandler<ListParticipantsQuery> {
  constructor(private readonly rows: RowsReader) {}

  async execute({ filter, area, minPosition }: ListParticipantsQuery): Promise<ParticipantsFound> {
    const read = await this.rows.stateAt(participantCard.name, minPosition);
    const { village, coveredOn, programme, after, limit } = filter;
    const query = this.rows.within(area, participantCard, 'card').orderBy('card.id');
    if (after !== null) query.andWhere('card.id > :after', { after });
    if (village !== null) query.andWhere('card.villageCode = :village', { village });
    if (programme !== null) query.andWhere(':programme = ANY(card.programmes)', { programme });
    if (coveredOn !== null)
      query
        .andWhere('card.firstCoveredOn <= :coveredOn AND card.lastCoveredOn >= :coveredOn')
        .andWhere(COVERED_ON, { coveredOn });
    return { cards: await query.limit(limit).getMany(), read };
  }
}
