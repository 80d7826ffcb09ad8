import { Injectable } from '@nestjs/common';
import {
  type CalendarDay,
  type CalendarMonth,
  firstDayOf,
  lastDayOf,
} from '../../kernel/calendar-day';
import type { Position } from '../../platform/event-store/event-store';
import { idOfStream } from '../../platform/event-store/recorded-event';
import { ProjectionBehind } from '../../platform/read-models/progress';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { participantCard } from './participant-card';

/** Who may owe a contribution: each one's own stream decides. */
@Injectable()
export class CoveredPeople {
  constructor(private readonly rows: RowsReader) {}

  /**
   * Everyone for whom cover of a programme was ever asked in those months, refused or not, as of the log's present end;
   * and whoever could not be read: he may be covered, and nobody's contribution is left out in silence.
   */
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
    const unread = (await this.rows.unread(participantCard.name)).map(idOfStream);
    return { ids: [...new Set([...found.map(({ id }) => id), ...unread])].sort(), position };
  }

  /** How many people have cover of a programme, asked or started, on some day of a period: as far as can be read now. */
  async headsWithin(programme: string, from: CalendarDay, lastDay: CalendarDay): Promise<number> {
    // A head more or less changes a warning alone: whoever asks is not kept waiting for what has not come in yet.
    await this.rows.caughtUp(participantCard.name).catch(unlessBehind);
    const facts = { programme, from, lastDay };
    return this.rows
      .of(participantCard)
      .createQueryBuilder('card')
      .where(':programme = ANY(card.programmes)', facts)
      .andWhere('card.firstCoveredOn <= :lastDay AND card.lastCoveredOn >= :from')
      .andWhere('(card.diedOn IS NULL OR card.diedOn >= :from)')
      .andWhere(`(card.state -> 'merge' ->> 'approved') IS DISTINCT FROM 'true'`)
      .andWhere(
        `EXISTS (SELECT FROM jsonb_array_elements(card.state -> 'periods') AS period ${LIVE})`,
      )
      .getCount();
  }
}

const LIVE = `
  WHERE period ->> 'programme' = :programme AND period ->> 'status' IN ('requested', 'started')
    AND period ->> 'from' <= :lastDay AND period ->> 'lastCoveredOn' >= :from`;

const unlessBehind = (error: unknown): void => {
  if (!(error instanceof ProjectionBehind)) throw error;
};
