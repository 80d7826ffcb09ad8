import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import { worklist, type WorklistCase } from './worklist';

export type WorklistFilter = {
  readonly role: string | null;
  /** Due before this day and not done; null for any. */
  readonly overdueOn: string | null;
  /** Since when and id of the last row of the page before. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
};

export type WorklistFound = { readonly cases: readonly WorklistCase[]; readonly read: ReadState };

export class GetWorklistQuery extends Query<WorklistFound> {
  constructor(
    readonly filter: WorklistFilter,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

/** What has waited longest comes first. */
@QueryHandler(GetWorklistQuery)
export class GetWorklistHandler implements IQueryHandler<GetWorklistQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ filter, area, minPosition }: GetWorklistQuery): Promise<WorklistFound> {
    const state = await this.rows.stateAt(worklist.name, minPosition);
    const read = await this.exclusions.within(area, state);
    const { role, overdueOn, after, limit } = filter;
    const query = this.rows
      .within(area, worklist, 'item')
      .andWhere('item.open')
      .orderBy('item.since')
      .addOrderBy('item.id');
    if (role !== null) query.andWhere(':role = ANY(item.waitingFor)', { role });
    if (overdueOn !== null) query.andWhere('item.dueOn < :overdueOn', { overdueOn });
    if (after !== null)
      query.andWhere('(item.since, item.id) > (:since, :id)', { since: after[0], id: after[1] });
    return { cases: await query.limit(limit).getMany(), read };
  }
}
