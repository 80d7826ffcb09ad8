import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import type { CalendarDay } from '../../kernel/calendar-day';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { placesNearLimit } from '../domain/age-limit';
import { ScholarshipStreams } from '../scholarship.streams';
import { scholarshipFile, type ScholarshipFile } from './scholarship-file';

/** One child's place in a scholarship. */
export type ScholarshipPlace = { readonly scholarshipId: string; readonly childId: string };

export class PlacesOverAgeQuery extends Query<readonly ScholarshipPlace[]> {
  constructor(readonly today: CalendarDay) {
    super();
  }
}

const PAGE = 500;

/**
 * The running places whose child has reached the age limit. One whose birth date is not on record is among them once
 * it may have: whoever is told to end it says so.
 */
@QueryHandler(PlacesOverAgeQuery)
export class PlacesOverAgeHandler implements IQueryHandler<PlacesOverAgeQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly scholarships: ScholarshipStreams,
  ) {}

  async execute({ today }: PlacesOverAgeQuery): Promise<readonly ScholarshipPlace[]> {
    await this.rows.caughtUp(scholarshipFile.name);
    const due: ScholarshipPlace[] = [];
    for await (const file of this.running())
      for (const childId of placesNearLimit(file.state, today))
        if (await this.isOverAge(file.id, childId, today))
          due.push({ scholarshipId: file.id, childId });
    return due;
  }

  private async isOverAge(
    scholarshipId: string,
    childId: string,
    today: CalendarDay,
  ): Promise<boolean> {
    const scholarship = await this.scholarships.known(scholarshipId);
    const reached = await this.scholarships.ageLimitOf(scholarship, childId);
    return reached === null || reached <= today;
  }

  private async *running(): AsyncGenerator<ScholarshipFile> {
    const files = this.rows.of(scholarshipFile);
    let last = '';
    for (;;) {
      const where = { running: true, id: MoreThan(last) };
      const page = await files.find({ where, order: { id: 'ASC' }, take: PAGE });
      yield* page;
      if (page.length < PAGE) return;
      last = page.at(-1)?.id ?? last;
    }
  }
}
