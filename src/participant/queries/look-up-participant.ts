import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { type Area, isWithin } from '../../platform/security/area';
import type { ParticipantFound } from './get-participant';
import { participantCard } from './participant-card';
import { People } from './people';

/** By the keyed hash of a NIK. Who lives outside of the area is not found, nor who was erased: a hash must not lead to them. */
export class LookUpParticipantQuery extends Query<ParticipantFound> {
  constructor(
    readonly nikRef: string,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(LookUpParticipantQuery)
export class LookUpParticipantHandler implements IQueryHandler<LookUpParticipantQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly people: People,
  ) {}

  async execute({ nikRef, area, minPosition }: LookUpParticipantQuery): Promise<ParticipantFound> {
    const position = await this.rows.at(participantCard.name, minPosition);
    const card = await this.rows
      .of(participantCard)
      .findOne({ where: { nikRef }, order: { enrolledAt: 'DESC' } });
    if (!card || !isWithin(area, card.subDistrictCode)) throw new Rejection('not-found');
    const people = await this.people.byIds([card.id], minPosition);
    if (people.get(card.id)?.erased === true) throw new Rejection('not-found');
    return { card, people, position };
  }
}
