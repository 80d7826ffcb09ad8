import { ApiProperty } from '@nestjs/swagger';
import type { CalendarDay } from '../../kernel/calendar-day';
import { Code, Count, Day, OneOf } from '../../platform/http/fields';
import { ReasonBody } from '../../platform/http/reason.body';
import { PageQuery, ReadQuery } from '../../platform/http/paging';
import { type FundedBy, PROGRAMME_CODE } from '../../programme/domain/programme.events';
import type { ListAction } from '../domain/enrolment-list.events';
import { LIST_STATUSES, type ListStatus } from '../list-status';
import type { RowsWanted } from '../writing/sheets-with-status';

/** What is asked for everyone in the file: parts of a form, so everything is text. */
export class EnrolmentListFields {
  @OneOf(['cover'])
  action: ListAction;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;

  @Day()
  from: CalendarDay;

  @Day()
  lastCoveredOn: CalendarDay;

  @Count({
    min: 1,
    max: 1_000_000_000,
    fromQuery: true,
    description: 'Declared monthly income in whole rupiah; never the income of the list.',
  })
  declaredIncome: number;

  @OneOf(['apbd', 'village_fund', 'palm_oil_fund', 'self'], {
    optional: true,
    description: 'Where it is not as the agreement says.',
  })
  fundedBy: FundedBy | null;
}

/** For the document alone. */
export class EnrolmentListUpload extends EnrolmentListFields {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'xlsx, or csv with comma or semicolon; 10 MiB at most.',
  })
  file: string;
}

export class EnrolmentListsQuery extends PageQuery {
  @OneOf(LIST_STATUSES, { optional: true })
  status: ListStatus | null;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024', { optional: true })
  programme: string | null;
}

export class ListUndoingRequest extends ReasonBody {}

export class ListFileParameters extends ReadQuery {
  @OneOf(['all', 'faulty'], { optional: true })
  rows: RowsWanted | null;
}
