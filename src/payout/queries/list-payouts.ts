import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import { payoutRegister, type RegisteredPayout } from './payout-register';

export type PayoutFilter = {
  readonly status: string | null;
  readonly payer: string | null;
  readonly mode: string | null;
  readonly benefit: string | null;
  /** Days on which the money arrived, inclusive. */
  readonly from: string | null;
  readonly to: string | null;
  readonly after: string | null;
  readonly limit: number;
};

export type PayoutsFound = {
  readonly payouts: readonly RegisteredPayout[];
  readonly read: ReadState;
};

export class ListPayoutsQuery extends Query<PayoutsFound> {
  constructor(
    readonly filter: PayoutFilter,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ListPayoutsQuery)
export class ListPayoutsHandler implements IQueryHandler<ListPayoutsQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ filter, area, minPosition }: ListPayoutsQuery): Promise<PayoutsFound> {
    const state = await this.rows.stateAt(payoutRegister.name, minPosition);
    const read = await this.exclusions.within(area, state);
    const { status, payer, mode, benefit, from, to, after, limit } = filter;
    const query = this.rows.within(area, payoutRegister, 'payout').orderBy('payout.id');
    if (status !== null) query.andWhere('payout.status = :status', { status });
    if (payer !== null) query.andWhere('payout.payer = :payer', { payer });
    if (mode !== null) query.andWhere('payout.mode = :mode', { mode });
    if (benefit !== null) query.andWhere('payout.benefitKind = :benefit', { benefit });
    if (from !== null) query.andWhere('payout.paidOn >= :from', { from });
    if (to !== null) query.andWhere('payout.paidOn <= :to', { to });
    if (after !== null) query.andWhere('payout.id > :after', { after });
    return { payouts: await query.limit(limit).getMany(), read };
  }
}
