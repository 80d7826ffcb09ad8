import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import { claimFile, type ClaimFile } from './claim-file';

export type ClaimFilter = {
  readonly kind: string | null;
  readonly status: string | null;
  /** Days of report, inclusive. */
  readonly from: string | null;
  readonly to: string | null;
  /** Due before this day and not done; null for any. */
  readonly overdueOn: string | null;
  /** Day of report and id of the last row of the page before. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
};

export type ClaimsFound = { readonly files: readonly ClaimFile[]; readonly read: ReadState };

export class ListClaimsQuery extends Query<ClaimsFound> {
  constructor(
    readonly filter: ClaimFilter,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ListClaimsQuery)
export class ListClaimsHandler implements IQueryHandler<ListClaimsQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ filter, area, minPosition }: ListClaimsQuery): Promise<ClaimsFound> {
    const state = await this.rows.stateAt(claimFile.name, minPosition);
    const read = await this.exclusions.within(area, state);
    const { kind, status, from, to, overdueOn, after, limit } = filter;
    const query = this.rows
      .within(area, claimFile, 'claim')
      .orderBy('claim.reportedOn')
      .addOrderBy('claim.id');
    if (kind !== null) query.andWhere('claim.kind = :kind', { kind });
    if (status !== null) query.andWhere('claim.status = :status', { status });
    if (from !== null) query.andWhere('claim.reportedOn >= :from', { from });
    if (overdueOn !== null) query.andWhere('claim.nextDueOn < :overdueOn', { overdueOn });
    if (to !== null) query.andWhere('claim.reportedOn <= :to', { to });
    if (after !== null)
      query.andWhere('(claim.reportedOn, claim.id) > (:day, :id)', { day: after[0], id: after[1] });
    return { files: await query.limit(limit).getMany(), read };
  }
}
