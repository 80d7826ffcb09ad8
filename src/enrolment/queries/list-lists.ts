import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import type { ListStatus } from '../list-status';
import { listRegister, type RegisteredList } from './list-register';

export type ListFilter = {
  readonly status: ListStatus | null;
  readonly programme: string | null;
  /** When the last row of the page before was received, and its id. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
};

export type ListsFound = { readonly lists: readonly RegisteredList[]; readonly read: ReadState };

export class ListListsQuery extends Query<ListsFound> {
  constructor(
    readonly filter: ListFilter,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

/** The newest first. */
@QueryHandler(ListListsQuery)
export class ListListsHandler implements IQueryHandler<ListListsQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ filter, area, minPosition }: ListListsQuery): Promise<ListsFound> {
    const state = await this.rows.stateAt(listRegister.name, minPosition);
    const read = await this.exclusions.within(area, state);
    // A list is of the whole district.
    if (area !== 'all') return { lists: [], read };
    const { status, programme, after, limit } = filter;
    const query = this.rows
      .of(listRegister)
      .createQueryBuilder('list')
      .orderBy('list.receivedAt', 'DESC')
      .addOrderBy('list.id', 'DESC');
    if (status !== null) query.andWhere('list.status = :status', { status });
    if (programme !== null) query.andWhere('list.programme = :programme', { programme });
    if (after !== null)
      query.andWhere('(list.receivedAt, list.id) < (:at, :id)', { at: after[0], id: after[1] });
    return { lists: await query.limit(limit).getMany(), read };
  }
}
