import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import type { SchoolPlan } from '../domain/plan';
import { scholarshipFile, type ScholarshipFile } from './scholarship-file';
import { SchoolPlans } from './school-plans';

export type ScholarshipFound = {
  readonly file: ScholarshipFile;
  /** Of each granted child. */
  readonly plans: readonly SchoolPlan[];
  readonly position: Position;
};

export class GetScholarshipQuery extends Query<ScholarshipFound> {
  constructor(
    readonly scholarshipId: string,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(GetScholarshipQuery)
export class GetScholarshipHandler implements IQueryHandler<GetScholarshipQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly plans: SchoolPlans,
  ) {}

  async execute({ scholarshipId, minPosition }: GetScholarshipQuery): Promise<ScholarshipFound> {
    const position = await this.rows.at(scholarshipFile.name, minPosition);
    const file = await this.rows.of(scholarshipFile).findOneBy({ id: scholarshipId });
    if (!file) throw new Rejection('not-found');
    const [plans = []] = await this.plans.of([file.state], minPosition);
    return { file, plans, position };
  }
}
