import { Injectable } from '@nestjs/common';
import { type CalendarMonth, firstDayOf, lastDayOf } from '../../kernel/calendar-day';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { participantCard } from './participant-card';

/** Who may owe a contribution: each one's own stream decides. */
@Injectable()
export class CoveredPeople {
  constructor(private readonly rows: RowsReader) {}

  /** Everyone for whom cover of a programme was ever asked in those months, refused or not, as of the log's present end. */
  async everCovered(
    programme: string,
    fromMonth: CalendarMonth,
    toMonth: CalendarMonth,
  ): Promise<{ readonly ids: readonly string[]; readonly position: Position }> {
    const position = await this.rows.caughtUp(participantCard.name);
    const found = await this.rows
      .of(participantCard)
      .createQueryBuilder('card')
      .select('card.id', 'id')
      .where(':programme = ANY(card.programmes)', { programme })
      .andWhere('card.firstCoveredOn <= :last', { last: lastDayOf(toMonth) })
      .andWhere('card.lastCoveredOn >= :first', { first: firstDayOf(fromMonth) })
      .orderBy('card.id')
      .getRawMany<{ id: string }>();
    return { ids: found.map(({ id }) => id), position };
  }
}
