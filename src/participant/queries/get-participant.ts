import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { participantCard, type ParticipantCard } from './participant-card';
import { People } from './people';
import type { Person } from './person';

export type ParticipantFound = {
  readonly card: ParticipantCard;
  /** The participant and the family, by their ids. */
  readonly people: ReadonlyMap<string, Person>;
  readonly position: Position;
};

export class GetParticipantQuery extends Query<ParticipantFound> {
  constructor(
    readonly participantId: string,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(GetParticipantQuery)
export class GetParticipantHandler implements IQueryHandler<GetParticipantQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly people: People,
  ) {}

  async execute({ participantId, minPosition }: GetParticipantQuery): Promise<ParticipantFound> {
    const position = await this.rows.at(participantCard.name, minPosition);
    const card = await this.rows.of(participantCard).findOneBy({ id: participantId });
    if (!card) throw new Rejection('not-found');
    const family = card.state.family.map(({ memberId }) => memberId);
    const people = await this.people.byIds([participantId, ...family], minPosition);
    return { card, people, position };
  }
}
