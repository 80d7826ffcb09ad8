import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { In } from 'typeorm';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import { findByName, type NameFound } from './name-search';
import { conditionsOf, type ParticipantFilter } from './participant-filter';
import { participantCard, type ParticipantCard } from './participant-card';
import { People } from './people';
import { type Person, person } from './person';

export type SearchPage = {
  /** The last row of the page before. */
  readonly after: NameFound | null;
  readonly limit: number;
};

export type Likeness = {
  readonly card: ParticipantCard;
  readonly person: Person | undefined;
  readonly alike: number;
};

export type ParticipantsLike = { readonly found: readonly Likeness[]; readonly read: ReadState };

/** By name. The name is never logged, and stands in no cursor. */
export class SearchParticipantsQuery extends Query<ParticipantsLike> {
  constructor(
    readonly name: string,
    readonly filter: ParticipantFilter,
    readonly page: SearchPage,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(SearchParticipantsQuery)
export class SearchParticipantsHandler implements IQueryHandler<SearchParticipantsQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly people: People,
    private readonly clock: Clock,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ name, filter, page, minPosition }: SearchParticipantsQuery) {
    await this.rows.at(person.name, minPosition);
    const state = await this.rows.stateAt(participantCard.name, minPosition);
    const read = await this.exclusions.within(filter.area, state);
    const conditions = conditionsOf(filter, officeDayAt(this.clock.now()));
    const all = await findByName(this.rows, name, conditions);
    const onPage = all.filter((one) => isAfter(one, page.after)).slice(0, page.limit);
    return { found: await this.withCards(onPage), read };
  }

  private async withCards(names: readonly NameFound[]): Promise<readonly Likeness[]> {
    const ids = names.map(({ id }) => id);
    const cards = await this.rows.of(participantCard).findBy({ id: In(ids) });
    const cardOf = new Map(cards.map((card) => [card.id, card]));
    const people = await this.people.byIds(ids, null);
    return names.flatMap(({ id, alike }) => {
      // A name may be known a moment before the card is.
      const card = cardOf.get(id);
      return card ? [{ card, person: people.get(id), alike }] : [];
    });
  }
}

const isAfter = (one: NameFound, last: NameFound | null): boolean =>
  last === null || one.alike < last.alike || (one.alike === last.alike && one.id > last.id);
