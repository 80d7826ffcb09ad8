import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CalendarMonth } from '../../kernel/calendar-day';
import { participantCard } from '../../participant/queries/participant-card';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import { type ReadState, RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import { CONDITIONS, type HeadFault, HEADS_BY_MONTH } from './heads.sql';

export type HeadsWanted = {
  readonly programme: string;
  readonly month: CalendarMonth;
  readonly kind: HeadFault;
  /** The id of the last row of the page before. */
  readonly after: string | null;
  readonly limit: number;
};

export type HeadsFound = {
  readonly heads: readonly { readonly id: string; readonly times: number }[];
  readonly read: ReadState;
};

/** Who they are that a month was paid for without cover, was not paid for, or was paid for twice. */
export class ContributionHeadsQuery extends Query<HeadsFound> {
  constructor(
    readonly wanted: HeadsWanted,
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

const sqlOf = (kind: HeadFault): string => `
  WITH ${HEADS_BY_MONTH}
  SELECT id, times FROM head
   WHERE ${CONDITIONS[kind]} AND ($6::text IS NULL OR id > $6)
   ORDER BY id LIMIT $7`;

@QueryHandler(ContributionHeadsQuery)
export class ContributionHeadsHandler implements IQueryHandler<ContributionHeadsQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ wanted, area, minPosition }: ContributionHeadsQuery): Promise<HeadsFound> {
    const { programme, month, kind, after, limit } = wanted;
    const inArea = area === 'all' ? null : area;
    const { result, read } = await this.rows.atOnce([participantCard], minPosition, (rows) =>
      rows.query<HeadsFound['heads'][number]>(sqlOf(kind), [
        ...[month, month, programme, rows.excluded, inArea, after, limit],
      ]),
    );
    return { heads: result, read: await this.exclusions.within(area, read) };
  }
}
