import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { In } from 'typeorm';
import { participantCard } from '../../participant/queries/participant-card';
import { EventStore } from '../../platform/event-store/event-store';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import { type AccessEntry, type AccessFilter, AccessLog } from '../../platform/security/access-log';

export type AccessesFound = {
  readonly entries: readonly AccessEntry[];
  /** Which of the people named are participants. */
  readonly participants: ReadonlySet<string>;
  readonly read: ReadState;
};

export class ListAccessesQuery extends Query<AccessesFound> {
  constructor(readonly filter: AccessFilter) {
    super();
  }
}

/** The log of accesses is written before an answer leaves, so it is never behind. */
@QueryHandler(ListAccessesQuery)
export class ListAccessesHandler implements IQueryHandler<ListAccessesQuery> {
  constructor(
    private readonly log: AccessLog,
    private readonly rows: RowsReader,
    private readonly store: EventStore,
  ) {}

  async execute({ filter }: ListAccessesQuery): Promise<AccessesFound> {
    const read = { position: await this.store.head(), lagSeconds: 0, excluded: [] };
    const entries = await this.log.page(filter);
    const named = entries.flatMap(({ subjectId }) => subjectId ?? []);
    const cards = await this.rows.of(participantCard).findBy({ id: In(named) });
    return { entries, participants: new Set(cards.map(({ id }) => id)), read };
  }
}
